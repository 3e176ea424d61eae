//! The worker's side of the channel to its page.

use durbar_api::{Message, encode};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// This worker's global scope.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends a message of the app; its bytes move, so that photos are not copied twice.
pub(crate) fn tell(message: &Message) {
    match encode(message) {
        Ok(bytes) => {
            let bytes = Uint8Array::from(bytes.as_slice());
            let moved = Array::of1(&bytes.buffer());
            lost(scope().post_message_with_transfer(&bytes, &moved));
        }
        Err(error) => say("failed", Some(&error.to_string())),
    }
}

/// Tells the page how the worker is.
pub(crate) fn say(kind: &str, reason: Option<&str>) {
    let state = Object::new();
    for (name, value) in [("kind", Some(kind)), ("reason", reason)] {
        if let Some(value) = value {
            lost(Reflect::set(&state, &name.into(), &value.into()));
        }
    }
    lost(scope().post_message(&state));
}

/// Calls a listener with what the page sends.
pub(crate) fn on_message(heard: impl Fn(JsValue) + 'static) -> Result<(), JsValue> {
    on("message", move |event| {
        heard(event.unchecked_into::<MessageEvent>().data())
    })
}

/// Calls a listener for an event of the worker, as long as the worker lives.
pub(crate) fn on(event: &str, heard: impl Fn(JsValue) + 'static) -> Result<(), JsValue> {
    let listener = Closure::<dyn Fn(JsValue)>::new(heard).into_js_value();
    scope().add_event_listener_with_callback(event, listener.unchecked_ref())
}

/// Whether the browser believes that there is a network.
pub(crate) fn online() -> bool {
    scope().navigator().on_line()
}

/// What cannot be sent to the page can only be shown to a developer.
fn lost<T>(sent: Result<T, JsValue>) {
    if let Err(error) = sent {
        web_sys::console::error_1(&error);
    }
}
