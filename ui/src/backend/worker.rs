//! The browser host: the app in a dedicated worker of this page.
//!
//! One page at a time runs it, for the storage allows only one. The page that runs it listens on
//! a channel for others that want it, and lets go in order: the worker finishes what it was
//! asked and closes the database before the lock is free.

use super::{
    ConnectError, Transport, js,
    lines::Lines,
    lock::{self, Held, LockError, Stolen},
};
use durbar_api::RequestId;
use futures_channel::oneshot;
use futures_util::future::{Either, select};
use js_sys::{Array, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    pin::pin,
    rc::{Rc, Weak},
    time::Duration,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Where pages ask each other for the app.
const CHANNEL: &str = "durbar";
/// What they say there.
const RELEASE: &str = "release";
/// A page that is loaded anew may meet its own former self, which is about to go.
const RELOADING: Duration = Duration::from_millis(1500);
/// How long a page may take to let go before the lock is taken by force.
const LETTING_GO: Duration = Duration::from_secs(5);

type Listener = Closure<dyn Fn(JsValue)>;

/// A running worker and what belongs to it.
struct Leader {
    worker: Worker,
    lines: Rc<Lines>,
    lock: RefCell<Option<Held>>,
    channel: RefCell<Option<BroadcastChannel>>,
    ready: RefCell<Option<oneshot::Sender<Result<(), ConnectError>>>>,
    stopped: RefCell<Option<oneshot::Sender<()>>>,
    leaving: Cell<bool>,
    listeners: RefCell<Vec<Listener>>,
}

/// Becomes the page that runs the app, if no other is or it lets go.
pub(super) async fn connect(
    take_over: bool,
    lines: &Rc<Lines>,
) -> Result<Rc<dyn Transport>, ConnectError> {
    let (lock, stolen) = lead(take_over).await?;
    let leader = Leader::start(lock, stolen, lines).map_err(|error| {
        ConnectError::Failed(format!("the worker does not start: {}", js::words(&error)))
    })?;
    let (ready, started) = oneshot::channel();
    *leader.ready.borrow_mut() = Some(ready);
    let lost = || {
        Err(ConnectError::Failed(
            "the worker ended while starting".to_owned(),
        ))
    };
    match started.await.unwrap_or_else(|_| lost()) {
        Ok(()) => {
            leader.listen_to_other_pages();
            ask_to_keep_storage();
            announce();
            Ok(leader)
        }
        Err(error) => {
            leader.end();
            Err(error)
        }
    }
}

async fn lead(take_over: bool) -> Result<(Held, Stolen), ConnectError> {
    let secure = web_sys::window().is_some_and(|window| window.is_secure_context());
    if !secure {
        let why = "this address is not secure (https)";
        return Err(ConnectError::NoStorage(why.to_owned()));
    }
    let waited = if take_over {
        match BroadcastChannel::new(CHANNEL) {
            Ok(channel) => {
                if let Err(error) = channel.post_message(&RELEASE.into()) {
                    js::complain(&js::words(&error));
                }
                channel.close();
            }
            Err(error) => js::complain(&js::words(&error)),
        }
        match lock::wait(LETTING_GO).await {
            Err(LockError::Taken) => lock::steal().await,
            other => other,
        }
    } else {
        lock::wait(RELOADING).await
    };
    waited.map_err(|error| match error {
        LockError::Taken => ConnectError::OpenElsewhere,
        LockError::Unavailable(why) => ConnectError::NoStorage(why),
    })
}

impl Leader {
    fn start(lock: Held, stolen: Stolen, lines: &Rc<Lines>) -> Result<Rc<Self>, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options("/worker.js", &options)?;
        let leader = Rc::new(Self {
            worker,
            lines: Rc::clone(lines),
            lock: RefCell::new(Some(lock)),
            channel: RefCell::default(),
            ready: RefCell::default(),
            stopped: RefCell::default(),
            leaving: Cell::new(false),
            listeners: RefCell::default(),
        });
        leader.listen("message", |leader, event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                leader.hear(&event.data());
            }
        })?;
        leader.listen("error", |leader, event| {
            let why = event
                .dyn_ref::<ErrorEvent>()
                .map(ErrorEvent::message)
                .unwrap_or_default();
            leader.fail(ConnectError::Failed(format!("the worker failed: {why}")));
        })?;
        let origin = web_sys::window().ok_or("no window")?.location().origin()?;
        leader.worker.post_message(&js::object(&[
            ("kind", &"start".into()),
            ("origin", &origin.into()),
        ]))?;
        let watched = Rc::downgrade(&leader);
        spawn_local(async move {
            if stolen.await.is_ok()
                && let Some(leader) = watched.upgrade()
            {
                leader.end();
            }
        });
        Ok(leader)
    }

    fn listen(
        self: &Rc<Self>,
        name: &str,
        heard: impl Fn(&Rc<Self>, &JsValue) + 'static,
    ) -> Result<(), JsValue> {
        let listener = self.listener(heard);
        self.worker
            .add_event_listener_with_callback(name, listener.as_ref().unchecked_ref())?;
        self.listeners.borrow_mut().push(listener);
        Ok(())
    }

    fn listener(self: &Rc<Self>, heard: impl Fn(&Rc<Self>, &JsValue) + 'static) -> Listener {
        let leader: Weak<Self> = Rc::downgrade(self);
        Closure::new(move |event: JsValue| {
            if let Some(leader) = leader.upgrade() {
                heard(&leader, &event);
            }
        })
    }

    fn hear(&self, data: &JsValue) {
        if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
            self.lines.hear(&bytes.to_vec());
            return;
        }
        let text = |name| js::get(data, name).and_then(|value| value.as_string());
        let reason = || text("reason").unwrap_or_default();
        match text("kind").as_deref() {
            Some("ready") => {
                self.started(Ok(()));
            }
            Some("no-storage") => self.fail(ConnectError::NoStorage(reason())),
            Some("failed") => self.fail(ConnectError::Failed(reason())),
            Some("stopped") => {
                if let Some(stopped) = self.stopped.borrow_mut().take() {
                    // Who waited may have lost patience; the worker is ended either way.
                    let _ = stopped.send(());
                }
            }
            _ => js::complain("the worker said something unknown"),
        }
    }

    /// Tells whoever waits for the start; says whether anybody did.
    fn started(&self, result: Result<(), ConnectError>) -> bool {
        match self.ready.borrow_mut().take() {
            Some(ready) => ready.send(result).is_ok(),
            None => false,
        }
    }

    fn fail(&self, error: ConnectError) {
        js::complain(match &error {
            ConnectError::OpenElsewhere => "the app is open elsewhere",
            ConnectError::NoStorage(why) | ConnectError::Failed(why) => why,
        });
        // While it starts, whoever connects is told; later, the page is.
        if !self.started(Err(error)) {
            self.end();
        }
    }

    fn listen_to_other_pages(self: &Rc<Self>) {
        let channel = match BroadcastChannel::new(CHANNEL) {
            Ok(channel) => channel,
            Err(error) => return js::complain(&js::words(&error)),
        };
        let listener = self.listener(|leader, event| {
            let asked = event
                .dyn_ref::<MessageEvent>()
                .and_then(|event| event.data().as_string());
            if asked.as_deref() == Some(RELEASE) && !leader.leaving.replace(true) {
                let leader = Rc::clone(leader);
                spawn_local(async move { leader.leave().await });
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        self.listeners.borrow_mut().push(listener);
        *self.channel.borrow_mut() = Some(channel);
    }

    /// Lets another page have the app: what was asked is finished first.
    async fn leave(&self) {
        let (stopped, stopping) = oneshot::channel();
        *self.stopped.borrow_mut() = Some(stopped);
        match self.worker.post_message(&"stop".into()) {
            Ok(()) => {
                let time = pin!(js::sleep(LETTING_GO));
                if let Either::Right(_) = select(stopping, time).await {
                    js::complain("the worker did not stop in time");
                }
            }
            Err(error) => js::complain(&js::words(&error)),
        }
        self.end();
    }

    /// Ends the worker, lets the lock go and tells the page.
    fn end(&self) {
        self.worker.terminate();
        if let Some(channel) = self.channel.borrow_mut().take() {
            channel.set_onmessage(None);
            channel.close();
        }
        drop(self.lock.borrow_mut().take());
        self.lines.end();
    }
}

impl Transport for Leader {
    fn send(&self, id: RequestId, request: Vec<u8>) {
        // The bytes move to the worker: a photo is not copied twice.
        let request = Uint8Array::from(request.as_slice());
        let moved = Array::of1(&request.buffer());
        if let Err(error) = self.worker.post_message_with_transfer(&request, &moved) {
            js::complain(&js::words(&error));
            self.lines.refuse(id);
        }
    }

    fn is_native(&self) -> bool {
        false
    }
}

/// Tells the boot script that nothing more is loaded, so that the copy for offline use, which it
/// makes now, competes with nothing.
fn announce() {
    let said = web_sys::Event::new("durbar-ready")
        .and_then(|event| web_sys::window().ok_or("no window")?.dispatch_event(&event));
    if let Err(error) = said {
        js::complain(&js::words(&error));
    }
}

/// Asks the browser not to clear what citizens wrote when the device's storage runs low. Browsers
/// decide by themselves; a refusal changes nothing.
fn ask_to_keep_storage() {
    spawn_local(async {
        let Some(window) = web_sys::window() else {
            return;
        };
        let persisted = match window.navigator().storage().persist() {
            Ok(asked) => JsFuture::from(asked).await,
            Err(error) => Err(error),
        };
        if let Err(error) = persisted {
            js::complain(&js::words(&error));
        }
    });
}
