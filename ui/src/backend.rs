//! The page's way to the app, the same over Tauri's IPC and over the browser's worker.

mod js;
mod lines;
mod lock;
mod tauri;
mod worker;

use durbar_api::{ApiError, Call, ErrorCode, Event, Request, encode};
use lines::Lines;
use std::rc::Rc;

/// The app, behind whichever host this page runs in. Cheap to clone.
#[derive(Clone)]
pub struct Backend {
    lines: Rc<Lines>,
    transport: Rc<dyn Transport>,
}

/// Why there is no app behind this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectError {
    /// Another tab or window holds the app.
    OpenElsewhere,
    /// The device gives no place to keep data; why, in the system's words.
    NoStorage(String),
    /// Anything else, in the system's words.
    Failed(String),
}

/// Carries encoded requests; what comes back goes to the [`Lines`].
trait Transport {
    /// Sends one request. If that fails, the line's asker is told.
    fn send(&self, id: durbar_api::RequestId, request: Vec<u8>);

    /// Whether the app runs outside the page's browser.
    fn is_native(&self) -> bool;
}

impl Backend {
    /// Connects to the app, which is started if this page is the one to run it.
    ///
    /// Only one page at a time runs the app. `take_over` asks the one that does to let go.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub async fn connect(take_over: bool) -> Result<Self, ConnectError> {
        let lines = Rc::new(Lines::default());
        let transport: Rc<dyn Transport> = match tauri::internals() {
            Some(internals) => tauri::connect(internals, &lines).await?,
            None => worker::connect(take_over, &lines).await?,
        };
        Ok(Self { lines, transport })
    }

    /// Asks the app and waits for its answer.
    ///
    /// # Errors
    /// What the app answered; [`ErrorCode::Internal`] if it is not there any more.
    pub async fn call<C: Call>(&self, call: C) -> Result<C::Output, ApiError> {
        let (id, answer) = self.lines.open();
        let request = Request {
            id,
            command: call.into(),
        };
        match encode(&request) {
            Ok(bytes) => self.transport.send(id, bytes),
            Err(_) => self.lines.refuse(id),
        }
        let reply = answer.await.unwrap_or_else(|_| Err(internal()))?;
        C::output(reply).ok_or_else(internal)
    }

    /// Calls a listener for everything the app says of its own, and for what this page's own
    /// calls changed.
    pub fn on_event(&self, listener: impl Fn(Event) + 'static) {
        self.lines.on_event(Rc::new(listener));
    }

    /// Calls a listener when this page no longer runs the app: another took it over.
    pub fn on_lost(&self, listener: impl Fn() + 'static) {
        self.lines.on_lost(Rc::new(listener));
    }

    /// Whether the app runs in the desktop or mobile shell.
    pub fn is_native(&self) -> bool {
        self.transport.is_native()
    }
}

fn internal() -> ApiError {
    ApiError::new(ErrorCode::Internal, "error-internal")
}
