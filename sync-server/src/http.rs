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

use crate::{hub::Hub, public};
use answer::Failure;
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware,
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

/// Every path that the hub answers. Tests ask it without a socket.
pub fn router(hub: Arc<Hub>) -> Router {
    Router::new()
        .route("/sync", post(exchange::exchange))
        .route("/blobs/{id}", get(blobs::download).put(blobs::upload))
        .merge(health::routes())
        .merge(public::routes())
        .fallback(page)
        .layer(middleware::from_fn_with_state(hub.clone(), limited::limit))
        .layer(middleware::map_response(with_headers))
        .with_state(hub)
}

/// Pages get every guard that a browser knows. Opaque bytes for an app need only not be taken
/// for a page: on a slow link the rest would cost half of an exchange that has nothing to say.
async fn with_headers(mut response: Response) -> Response {
    let opaque = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(is_opaque);
    let guards = HEADERS
        .into_iter()
        .filter(|guard| !opaque || *guard == NO_SNIFF);
    for (name, value) in guards {
        // A page may have a stricter one of its own.
        response
            .headers_mut()
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Whether a browser shows or runs nothing of this type by itself.
fn is_opaque(content_type: &HeaderValue) -> bool {
    *content_type == BYTES.1 || content_type == "application/wasm"
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
