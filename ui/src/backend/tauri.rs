//! The native host, over Tauri's IPC: one command for requests, one event for news.

use super::{ConnectError, Transport, js, lines::Lines};
use durbar_api::{RequestId, app, encode};
use futures_channel::mpsc::{self, UnboundedReceiver, UnboundedSender};
use futures_util::StreamExt;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;

/// The shell's command.
const DISPATCH: &str = "dispatch";

/// The shell's event.
const MESSAGE: &str = "message";

/// The door that the shell puts into its pages; `None` in a browser.
pub(super) fn internals() -> Option<JsValue> {
    js::get(web_sys::window()?.as_ref(), "__TAURI_INTERNALS__")
}

struct Tauri {
    requests: UnboundedSender<(RequestId, Vec<u8>)>,
    lines: Rc<Lines>,
}

/// Opens the app in the shell and listens to it.
pub(super) async fn connect(
    internals: JsValue,
    lines: &Rc<Lines>,
) -> Result<Rc<dyn Transport>, ConnectError> {
    listen(&internals, lines)
        .await
        .map_err(|error| ConnectError::Failed(js::words(&error)))?;
    let nothing = Uint8Array::new_with_length(0);
    js::call_async(&internals, "invoke", &[&DISPATCH.into(), &nothing])
        .await
        .map_err(|error| refused(&js::words(&error)))?;
    let (requests, waiting) = mpsc::unbounded();
    spawn_local(carry(internals, Rc::clone(lines), waiting));
    let lines = Rc::clone(lines);
    let tauri = Rc::new(Tauri { requests, lines });
    follow_network(&tauri);
    Ok(tauri)
}

impl Transport for Tauri {
    fn send(&self, id: RequestId, request: Vec<u8>) {
        // Nobody carries requests any more only when the page goes.
        if self.requests.unbounded_send((id, request)).is_err() {
            self.lines.refuse(id);
        }
    }

    fn is_native(&self) -> bool {
        true
    }
}

/// Carries requests one after the other: the shell answers each call on a thread of its own, and
/// what was typed later must not be kept before what was typed earlier.
async fn carry(
    internals: JsValue,
    lines: Rc<Lines>,
    mut requests: UnboundedReceiver<(RequestId, Vec<u8>)>,
) {
    while let Some((id, request)) = requests.next().await {
        let request = Uint8Array::from(request.as_slice());
        match js::call_async(&internals, "invoke", &[&DISPATCH.into(), &request]).await {
            Ok(answer) => lines.hear(&bytes(&answer)),
            Err(error) => {
                js::complain(&js::words(&error));
                lines.refuse(id);
            }
        }
    }
}

async fn listen(internals: &JsValue, lines: &Rc<Lines>) -> Result<(), JsValue> {
    let lines = Rc::clone(lines);
    let hear = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        if let Some(payload) = js::get(&event, "payload") {
            lines.hear(&bytes(&payload));
        }
    });
    // Heard as long as the page lives.
    let hear = hear.into_js_value();
    let handler = js::call(internals, "transformCallback", &[&hear])?;
    let target = js::object(&[("kind", &"Any".into())]);
    let arguments = js::object(&[
        ("event", &MESSAGE.into()),
        ("target", &target),
        ("handler", &handler),
    ]);
    js::call_async(
        internals,
        "invoke",
        &[&"plugin:event|listen".into(), &arguments],
    )
    .await?;
    Ok(())
}

/// The web view knows when a network comes; the shell is told to try at once.
fn follow_network(tauri: &Rc<Tauri>) {
    let tauri = Rc::clone(tauri);
    let online = Closure::<dyn Fn()>::new(move || {
        let (id, _) = tauri.lines.open();
        let request = durbar_api::Request {
            id,
            command: app::SyncNow {}.into(),
        };
        match encode(&request) {
            Ok(bytes) => tauri.send(id, bytes),
            Err(error) => js::complain(&error.to_string()),
        }
    })
    .into_js_value();
    if let Some(window) = web_sys::window()
        && let Err(error) =
            window.add_event_listener_with_callback("online", online.unchecked_ref())
    {
        js::complain(&js::words(&error));
    }
}

/// Bytes as the shell sends them: a buffer, or an array of numbers in events and on Android.
fn bytes(value: &JsValue) -> Vec<u8> {
    if let Some(buffer) = value.dyn_ref::<ArrayBuffer>() {
        Uint8Array::new(buffer).to_vec()
    } else if let Some(array) = value.dyn_ref::<Array>() {
        Uint8Array::new(array).to_vec()
    } else {
        value
            .dyn_ref::<Uint8Array>()
            .map(Uint8Array::to_vec)
            .unwrap_or_default()
    }
}

/// Reads the shell's `code: words`.
fn refused(words: &str) -> ConnectError {
    match words.split_once(": ") {
        Some(("open-elsewhere", _)) => ConnectError::OpenElsewhere,
        Some(("storage", why)) => ConnectError::NoStorage(why.to_owned()),
        Some(("failed", why)) => ConnectError::Failed(why.to_owned()),
        _ => ConnectError::Failed(words.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shells_reason_becomes_a_screen() {
        assert_eq!(
            refused("open-elsewhere: in use"),
            ConnectError::OpenElsewhere
        );
        assert_eq!(
            refused("storage: disk full"),
            ConnectError::NoStorage("disk full".into())
        );
        assert_eq!(refused("failed: x: y"), ConnectError::Failed("x: y".into()));
        assert_eq!(
            refused("dispatch denied"),
            ConnectError::Failed("dispatch denied".into())
        );
    }
}
