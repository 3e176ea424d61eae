//! Counts each request and writes a line about it, without a word of who asks and for what.

use crate::{
    hub::Hub,
    logs::REQUEST,
    metrics::{Kind, Metrics},
};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use http_body::{Frame, SizeHint};
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Instant,
};

/// The route of what no route names: files and pages of the app.
const REST: &str = "/{page}";

/// A request under way. Counted and told when dropped, which is when the last byte of the answer
/// is given to the connection, or when the connection is cut.
struct UnderWay {
    metrics: Arc<Metrics>,
    kind: Kind,
    method: &'static str,
    route: String,
    started: Instant,
    status: Option<u16>,
    bytes: u64,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.metrics.under_way.dec();
        self.metrics.asked(self.kind, self.status);
        self.metrics.went_out(self.bytes);
        let milliseconds = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(
            target: REQUEST,
            method = self.method,
            route = self.route,
            status = self.status,
            bytes = self.bytes,
            milliseconds,
            "request"
        );
    }
}

/// Watches a request from its first line to its answer's last byte.
pub(super) async fn watch(
    State(hub): State<Arc<Hub>>,
    matched: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let route = matched.as_ref().map_or(REST, MatchedPath::as_str);
    hub.metrics.under_way.inc();
    let mut under_way = UnderWay {
        metrics: hub.metrics.clone(),
        kind: kind(route, request.method()),
        method: method(request.method()),
        route: route.to_owned(),
        started: Instant::now(),
        status: None,
        bytes: 0,
    };
    let metrics = hub.metrics.clone();
    let request = request.map(|body| Body::new(Incoming { body, metrics }));
    let response = next.run(request).await;
    under_way.status = Some(response.status().as_u16());
    response.map(|body| Body::new(Outgoing { body, under_way }))
}

fn kind(route: &str, method: &Method) -> Kind {
    match route {
        "/sync" => Kind::Sync,
        "/blobs/{id}" if method == Method::PUT => Kind::Upload,
        "/blobs/{id}" => Kind::Download,
        "/healthz" | "/readyz" | "/metrics" => Kind::Watch,
        _ if route.starts_with("/public") => Kind::Public,
        _ => Kind::App,
    }
}

/// A method by its name; one that HTTP does not know is text of the client's.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::OPTIONS => "OPTIONS",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

struct Incoming {
    body: Body,
    metrics: Arc<Metrics>,
}

impl HttpBody for Incoming {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Some(count) = count(&polled) {
            self.metrics.came_in(count);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

struct Outgoing {
    body: Body,
    under_way: UnderWay,
}

impl HttpBody for Outgoing {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Some(count) = count(&polled) {
            self.under_way.bytes += count;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    // The length that a body knows stands in its answer's head: it must not be hidden.
    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

fn count(polled: &Poll<Option<Result<Frame<Bytes>, axum::Error>>>) -> Option<u64> {
    match polled {
        Poll::Ready(Some(Ok(frame))) => frame.data_ref().map(|bytes| bytes.len() as u64),
        _ => None,
    }
}
