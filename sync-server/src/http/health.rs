//! How the hub is: for whoever runs it.

use super::page;
use crate::{error::Error, hub::Hub, metrics, ready};
use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::{net::SocketAddr, sync::Arc};

/// Says that somebody asks for somebody else.
const FORWARDED: [&str; 4] = [
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-real-ip",
];
const FRESH: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// What the hub's own door answers.
pub(super) fn routes() -> Router<Arc<Hub>> {
    probes().route("/metrics", get(near_metrics))
}

/// What a door that is for watching alone answers.
pub(super) fn watch_routes() -> Router<Arc<Hub>> {
    probes().route("/metrics", get(metrics))
}

fn probes() -> Router<Arc<Hub>> {
    Router::new()
        .route("/healthz", get(|| async { (plain(), "ok") }))
        .route("/readyz", get(readiness))
}

async fn readiness(State(hub): State<Arc<Hub>>) -> Response {
    match ready::ready(&hub).await {
        Ok(()) => (plain(), "ready").into_response(),
        Err(reason) => (StatusCode::SERVICE_UNAVAILABLE, plain(), reason).into_response(),
    }
}

/// The figures, for this machine alone. To others there is no such page.
async fn near_metrics(State(hub): State<Arc<Hub>>, request: Request) -> Response {
    if hub.gives_metrics && is_near(&request) {
        metrics(State(hub)).await
    } else {
        page(State(hub), request).await
    }
}

async fn metrics(State(hub): State<Arc<Hub>>) -> Response {
    let counted =
        tokio::task::spawn_blocking(move || hub.metrics.text(&hub.store, hub.news.listeners()));
    let text = counted
        .await
        .map_err(|error| Error::Io(error.into()))
        .and_then(|text| text);
    match text {
        Ok(text) => {
            let kind = HeaderValue::from_static(metrics::CONTENT_TYPE);
            ([FRESH, (header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the figures cannot be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Whether who asks is on this machine, and not a proxy that asks for somebody elsewhere: such a
/// one says so, or passes on the name under which it is known.
fn is_near(request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let headers = request.headers();
    peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback())
        && FORWARDED.iter().all(|name| !headers.contains_key(*name))
        && headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .is_some_and(is_this_machine)
}

/// Whether a `Host` header names this machine from within.
fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

fn plain() -> [(HeaderName, HeaderValue); 2] {
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    [FRESH, (header::CONTENT_TYPE, kind)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_elsewhere_is_not_this_machine() {
        for host in [
            "localhost",
            "localhost:8787",
            "127.0.0.1:80",
            "[::1]:80",
            "[::1]",
        ] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in [
            "durbar.example",
            "localhost.example:80",
            "127.0.0.1.example",
            "",
            "[::1",
        ] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
