//! Calls by the browser's `fetch`, asked directly: a client between them would bring tables of
//! Unicode, header names and status codes, which a phone pays for by the megabyte.

use super::Response;
use durbar_core::{HttpCall, Method};
use futures_util::{
    FutureExt, StreamExt, TryStreamExt,
    future::LocalBoxFuture,
    stream::{self, LocalBoxStream},
};
use js_sys::{Reflect, Uint8Array};
use std::{fmt, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, RequestCache, RequestCredentials,
    RequestInit, RequestRedirect, WorkerGlobalScope,
};

/// Why a call came to nothing, as the browser tells it.
#[derive(Debug)]
pub struct NetworkError(JsValue);

impl From<JsValue> for NetworkError {
    fn from(error: JsValue) -> Self {
        Self(error)
    }
}

impl fmt::Display for NetworkError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.dyn_ref::<js_sys::Error>() {
            Some(error) => formatter.write_str(&String::from(error.message())),
            None => formatter.write_str("the browser's network failed"),
        }
    }
}

impl std::error::Error for NetworkError {}

/// The way to one hub.
pub(super) struct Client {
    origin: String,
}

impl Client {
    #[allow(clippy::unnecessary_wraps)] // natively there is something that can fail
    pub(super) fn new(origin: String) -> Result<Self, NetworkError> {
        Ok(Self { origin })
    }

    /// Sends a call. Dropped early, it is given up.
    pub(super) fn send(
        &self,
        call: HttpCall,
    ) -> LocalBoxFuture<'static, Result<Response, NetworkError>> {
        let address = format!("{}{}", self.origin, call.path);
        async move {
            let call_off = Rc::new(CallOff(AbortController::new()?));
            let request = request(call, &call_off)?;
            let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
            let answer = scope.fetch_with_str_and_init(&address, &request);
            let response: web_sys::Response = JsFuture::from(answer).await?.dyn_into()?;
            Ok(Response {
                status: response.status(),
                pieces: pieces(&response, call_off)?,
            })
        }
        .boxed_local()
    }
}

/// Ends a call when nobody waits for it any more.
struct CallOff(AbortController);

impl Drop for CallOff {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn request(call: HttpCall, call_off: &CallOff) -> Result<RequestInit, JsValue> {
    let request = RequestInit::new();
    request.set_method(match call.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
    });
    let headers = Headers::new()?;
    for (name, value) in &call.headers {
        headers.append(name, value)?;
    }
    request.set_headers(&headers);
    if call.method != Method::Get {
        request.set_body(&Uint8Array::from(call.body.as_slice()));
    }
    // The app signs its requests and keeps its own copies: no cookies, no HTTP cache; and a signed
    // request is for the hub that was named and no other.
    request.set_credentials(RequestCredentials::Omit);
    request.set_cache(RequestCache::NoStore);
    request.set_redirect(RequestRedirect::Error);
    request.set_signal(Some(&call_off.0.signal()));
    Ok(request)
}

fn pieces(
    response: &web_sys::Response,
    call_off: Rc<CallOff>,
) -> Result<LocalBoxStream<'static, Result<Vec<u8>, NetworkError>>, JsValue> {
    let Some(body) = response.body() else {
        return Ok(stream::empty().boxed_local());
    };
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
    let pieces = stream::try_unfold((reader, call_off), |(reader, call_off)| async move {
        let read = JsFuture::from(reader.read()).await?;
        if Reflect::get(&read, &"done".into())?.is_truthy() {
            return Ok(None);
        }
        let piece: Uint8Array = Reflect::get(&read, &"value".into())?.dyn_into()?;
        Ok(Some((piece.to_vec(), (reader, call_off))))
    });
    Ok(pieces.map_err(NetworkError).boxed_local())
}
