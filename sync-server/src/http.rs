//! The hub's door.

mod answer;
mod blobs;
mod body;
mod connections;
mod exchange;
mod health;
mod limited;
mod reply;
mod serve;
mod watched;

use crate::{hub::Hub, public, web};
use answer::Failure;
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
pub(crate) use connections::{Door, Patience, Seated};
use durbar_sync::{
    PublicKey,
    wire::{AUTHORIZATION, Authorization, ErrorCode},
};
pub(crate) use serve::Secure;
pub use serve::{Doors, serve, serve_doors};
use std::sync::Arc;

const NO_SNIFF: (&str, &str) = ("x-content-type-options", "nosniff");

const HEADERS: [(&str, &str); 5] = [
    (
        "content-security-policy",
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; \
         manifest-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
         form-action 'none'",
    ),
    NO_SNIFF,
    ("referrer-policy", "no-referrer"),
    ("permissions-policy", "geolocation=(self), camera=(self)"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// Scripts that a worker starts from: by its own answer's guards it lives.
const WORKERS: [&str; 2] = ["/worker.js", "/service-worker.js"];

/// Every path that the hub answers. Tests ask it without a socket.
pub fn router(hub: Arc<Hub>) -> Router {
    Router::new()
        .route("/sync", post(exchange::exchange))
        .route("/blobs/{id}", get(blobs::download).put(blobs::upload))
        .merge(health::routes())
        .merge(public::routes())
        .fallback(page)
        .layer(middleware::from_fn_with_state(hub.clone(), limited::limit))
        .layer(middleware::from_fn(with_headers))
        .with_state(hub)
}

/// Pages, and scripts that a worker starts from, get every guard that a browser knows: theirs holds
/// for all that they load. What a browser only loads for them need not be taken for a page: on a slow
/// link the rest would cost half of an exchange that has nothing to say.
async fn with_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let starts = WORKERS.contains(&path);
    let is_page = web::is_page(path);
    let mut response = next.run(request).await;
    let few = match response.headers().get(header::CONTENT_TYPE) {
        Some(kind) => is_opaque(kind) || (is_script(kind) && !starts),
        // It has not changed, but a page's guards may have.
        None => response.status() == StatusCode::NOT_MODIFIED && !starts && !is_page,
    };
    let guards = HEADERS
        .into_iter()
        .filter(|guard| !few || *guard == NO_SNIFF);
    for (name, value) in guards {
        // A page may have a stricter one of its own.
        response
            .headers_mut()
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Whether a browser runs nothing of this type, whatever way it comes to it.
fn is_opaque(content_type: &HeaderValue) -> bool {
    let kind = content_type.as_bytes();
    *content_type == BYTES.1
        || [
            &b"application/wasm"[..],
            b"application/manifest+json",
            b"text/css",
            b"text/fluent",
        ]
        .iter()
        .any(|opaque| kind.starts_with(opaque))
}

fn is_script(content_type: &HeaderValue) -> bool {
    content_type.as_bytes().starts_with(b"text/javascript")
}

async fn page(State(hub): State<Arc<Hub>>, request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    match &hub.web {
        Some(web) => web.answer(request.uri().path(), request.headers()),
        None => (StatusCode::NOT_FOUND, "not found").into_response(),
    }
}

/// The request's signature, unverified.
fn authorization(request: &Request) -> Result<Authorization, Failure> {
    request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(Authorization::parse)
        .ok_or(Failure::from(ErrorCode::Signature))
}

/// Lets a request in whose signature covers nothing but its first line.
fn admit_without_body(hub: &Hub, request: &Request) -> Result<PublicKey, Failure> {
    let authorization = authorization(request)?;
    let admitted = hub.gate.admit(
        &authorization,
        (request.method().as_str(), path(request), b""),
        hub.now(),
    );
    Ok(admitted?)
}

/// The path with its query, as it was signed.
fn path(request: &Request) -> &str {
    request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str())
}

/// Bytes that must not be kept by anything between the hub and the device.
const PRIVATE: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
const BYTES: (HeaderName, HeaderValue) = (
    header::CONTENT_TYPE,
    HeaderValue::from_static("application/octet-stream"),
);
