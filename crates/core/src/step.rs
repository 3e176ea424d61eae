//! What the app asks of its host, and what the host tells the app.

use durbar_api::{Message, Timestamp};
use durbar_sync::CallId;

/// What the host has to do now. Everything that had to be kept is already committed.
#[derive(Debug, Default)]
pub struct Step {
    /// Answers and events for the user interface, in order.
    pub messages: Vec<Message>,
    /// Requests to send to the hub.
    pub calls: Vec<HttpCall>,
    /// Calls whose answer no longer matters: drop the connection, report nothing.
    pub cancel: Vec<CallId>,
    /// When to call [`crate::App::sync`] with [`Input::Wake`]; replaces what was said before.
    /// `None`: only when something happens.
    pub wake_at: Option<Timestamp>,
}

/// An HTTP request to the hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpCall {
    /// Names the call in [`Input`].
    pub id: CallId,
    /// HTTP method.
    pub method: Method,
    /// Path and query, to be appended to the hub's origin: `/sync`.
    pub path: String,
    /// Header names and values.
    pub headers: Vec<(String, String)>,
    /// The body; empty for GET.
    pub body: Vec<u8>,
    /// Give up when nothing at all has arrived for so many seconds.
    pub silence_seconds: u32,
}

/// HTTP methods in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
}

impl Method {
    /// The method's name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// What the host learned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// The time of [`Step::wake_at`] has come, or the app starts.
    Wake,
    /// The system says whether there is a network. A hint: the app tries all the same, later.
    Connectivity(bool),
    /// A call's response has begun.
    Status(CallId, u16),
    /// More of its body has arrived. Passed on as it arrives: a cut loses what was not.
    Bytes(CallId, Vec<u8>),
    /// Its body is complete.
    Done(CallId),
    /// The call failed: no connection, a cut, silence.
    Failed(CallId),
}
