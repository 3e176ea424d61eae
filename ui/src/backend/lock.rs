//! Who of several tabs runs the app: the one that holds the lock named `durbar`.
//!
//! The browser lets the lock go when a page dies, however it dies.

use super::js;
use futures_channel::oneshot;
use futures_util::future::{Either, select};
use js_sys::{Function, Promise};
use std::{cell::RefCell, pin::pin, rc::Rc, time::Duration};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};

const NAME: &str = "durbar";

/// The lock. Let go when dropped.
pub(super) struct Held {
    release: Function,
}

/// Hears if another page takes the lock by force; cancelled when it was let go.
pub(super) type Stolen = oneshot::Receiver<()>;

/// Why the lock is not held.
pub(super) enum LockError {
    /// Another page holds it.
    Taken,
    /// The browser has no locks, or refuses them here.
    Unavailable(String),
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Err(error) = self.release.call0(&JsValue::UNDEFINED) {
            js::complain(&js::words(&error));
        }
    }
}

/// Waits for the lock for so long.
pub(super) async fn wait(patience: Duration) -> Result<(Held, Stolen), LockError> {
    let held = pin!(request(&JsValue::UNDEFINED)?);
    let time = pin!(js::sleep(patience));
    match select(held, time).await {
        Either::Left((Ok(held), _)) => Ok(held),
        // Granted later, it finds nobody and is let go at once.
        Either::Left((Err(_), _)) | Either::Right(_) => Err(LockError::Taken),
    }
}

/// Takes the lock away from whoever holds it and does not let go.
pub(super) async fn steal() -> Result<(Held, Stolen), LockError> {
    let options = js::object(&[("steal", &JsValue::TRUE)]);
    request(&options)?.await.map_err(|_| LockError::Taken)
}

fn request(options: &JsValue) -> Result<oneshot::Receiver<(Held, Stolen)>, LockError> {
    let window = web_sys::window().ok_or_else(|| LockError::Unavailable("no window".into()))?;
    let locks = js::get(window.navigator().as_ref(), "locks")
        .ok_or_else(|| LockError::Unavailable("navigator.locks is missing".into()))?;

    let (grant, granted) = oneshot::channel();
    let (steal, stolen) = oneshot::channel();
    let waiting = Rc::new(RefCell::new(Some((grant, stolen))));
    let callback = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        let mut release = None;
        let held = Promise::new(&mut |resolve, _| release = Some(resolve));
        if let (Some(release), Some((grant, stolen))) = (release, waiting.borrow_mut().take()) {
            // Whoever waited may have lost patience: the lock comes back and is let go.
            let _ = grant.send((Held { release }, stolen));
        }
        held
    });
    let name = JsValue::from_str(NAME);
    let asked = if options.is_undefined() {
        js::call(&locks, "request", &[&name, &callback])
    } else {
        js::call(&locks, "request", &[&name, options, &callback])
    };
    let over: Promise = asked
        .and_then(JsCast::dyn_into)
        .map_err(|error| LockError::Unavailable(js::words(&error)))?;
    spawn_local(async move {
        // Fulfilled when let go, rejected when stolen.
        if JsFuture::from(over).await.is_err() {
            // Nobody listens if the lock was let go in the same moment.
            let _ = steal.send(());
        }
    });
    Ok(granted)
}
