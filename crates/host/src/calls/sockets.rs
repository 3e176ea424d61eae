//! Calls over the system's own sockets.

use super::Response;
use durbar_core::{HttpCall, Method};
use futures_util::{FutureExt, StreamExt, future::LocalBoxFuture};
use std::time::Duration;

/// Why a call came to nothing.
pub type NetworkError = reqwest::Error;

/// Keeps connections to one hub.
pub(super) struct Client {
    client: reqwest::Client,
    origin: String,
}

impl Client {
    pub(super) fn new(origin: String) -> Result<Self, NetworkError> {
        let mut builder = reqwest::Client::builder()
            // A signed request is for the hub that was named and no other.
            .redirect(reqwest::redirect::Policy::none())
            // Opening a connection again costs more than a small sync: keep it through pauses,
            // and find out in time when the network dropped it.
            .pool_idle_timeout(Duration::from_secs(300))
            .tcp_keepalive(Duration::from_secs(45))
            .tcp_nodelay(true);
        if is_loopback(&origin) {
            builder = builder.no_proxy();
        }
        let client = builder.build()?;
        Ok(Self { client, origin })
    }

    /// Sends a call. Dropped early, it ends with its connection.
    pub(super) fn send(
        &self,
        call: HttpCall,
    ) -> LocalBoxFuture<'static, Result<Response, NetworkError>> {
        let method = match call.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
        };
        let mut request = self
            .client
            .request(method, format!("{}{}", self.origin, call.path));
        for (name, value) in call.headers {
            request = request.header(name, value);
        }
        if call.method != Method::Get {
            request = request.body(call.body);
        }
        let response = request.send();
        async move {
            let response = response.await?;
            Ok(Response {
                status: response.status().as_u16(),
                pieces: response
                    .bytes_stream()
                    .map(|piece| piece.map(Vec::from))
                    .boxed_local(),
            })
        }
        .boxed_local()
    }
}

/// Whether the hub is this machine, which no proxy can reach.
pub(super) fn is_loopback(origin: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(origin) else {
        return false;
    };
    url.host_str().is_some_and(|host| {
        let address = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost"
            || address
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    })
}
