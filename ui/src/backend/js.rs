//! Small steps into JavaScript that web-sys has no stable types for.

use js_sys::{Array, Function, Promise, Reflect};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property, or `None` if it is missing, `null` or `undefined`.
pub(super) fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &JsValue::from_str(name)).ok()?;
    if value.is_null() || value.is_undefined() {
        None
    } else {
        Some(value)
    }
}

/// Calls a method.
pub(super) fn call(of: &JsValue, name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(of, &JsValue::from_str(name))?.dyn_into()?;
    Reflect::apply(&method, of, &arguments.iter().copied().collect::<Array>())
}

/// Calls a method that returns a promise, and waits for it.
pub(super) async fn call_async(
    of: &JsValue,
    name: &str,
    arguments: &[&JsValue],
) -> Result<JsValue, JsValue> {
    let promise: Promise = call(of, name, arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// A plain object.
pub(super) fn object(fields: &[(&str, &JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in fields {
        // Setting a field of a fresh object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// Resolves after at least this long.
pub(super) async fn sleep(duration: Duration) {
    let milliseconds = i32::try_from(duration.as_millis()).unwrap_or(i32::MAX);
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let set = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
            if let Err(error) = set {
                complain(&words(&error));
            }
        }
    });
    if let Err(error) = JsFuture::from(promise).await {
        complain(&words(&error));
    }
}

/// What JavaScript says went wrong.
pub(super) fn words(error: &JsValue) -> String {
    if let Some(text) = error.as_string() {
        return text;
    }
    let name = get(error, "name").and_then(|name| name.as_string());
    let message = get(error, "message").and_then(|message| message.as_string());
    match (name, message) {
        (Some(name), Some(message)) => format!("{name}: {message}"),
        (Some(text), None) | (None, Some(text)) => text,
        (None, None) => "something that is no error".to_owned(),
    }
}

/// Writes to the browser's console, for what no page can show.
pub(super) fn complain(what: &str) {
    web_sys::console::error_1(&JsValue::from_str(what));
}
