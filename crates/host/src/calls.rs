//! HTTP calls under way. Statuses and bytes are passed on as they arrive and never interpreted.

#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(not(target_arch = "wasm32"))]
mod sockets;

#[cfg(target_arch = "wasm32")]
use fetch as network;
#[cfg(not(target_arch = "wasm32"))]
use sockets as network;

pub use network::NetworkError;

use crate::Platform;
use durbar_core::{HttpCall, Input};
use durbar_sync::CallId;
use futures_util::{
    StreamExt,
    future::{Either, LocalBoxFuture, select},
    pin_mut,
    stream::{self, LocalBoxStream},
};
use std::{
    future::Future,
    rc::Rc,
    task::{Context, Poll},
    time::Duration,
};

/// The slowest upload that counts as alive, bytes per second. Nothing arrives while a body is
/// on its way out, so its size is granted on top of the call's own silence.
const SLOWEST_UPLOAD: u64 = 1_000;

/// Gives a future that resolves after a duration.
pub(crate) type Sleep = Rc<dyn Fn(Duration) -> LocalBoxFuture<'static, ()>>;

/// A response whose head has arrived.
struct Response {
    status: u16,
    /// The body, as it comes in.
    pieces: LocalBoxStream<'static, Result<Vec<u8>, NetworkError>>,
}

/// The calls under way.
pub(crate) struct Calls {
    client: network::Client,
    running: Vec<(CallId, LocalBoxStream<'static, Input>)>,
}

impl Calls {
    pub(crate) fn new(origin: String) -> Result<Self, NetworkError> {
        Ok(Self {
            client: network::Client::new(origin)?,
            running: Vec::new(),
        })
    }

    /// Begins a call.
    pub(crate) fn start(&mut self, call: HttpCall, sleep: Sleep) {
        let id = call.id;
        let silence = Duration::from_secs(u64::from(call.silence_seconds));
        let sending = Duration::from_secs(call.body.len() as u64 / SLOWEST_UPLOAD);
        let response = self.client.send(call);
        let begin = State::Waiting(response, silence + sending);
        let inputs = stream::unfold(begin, move |state| {
            next(id, state, silence, Rc::clone(&sleep))
        });
        self.running.push((id, inputs.boxed_local()));
    }

    /// Drops a call and its connection; nothing more is heard of it.
    pub(crate) fn cancel(&mut self, id: CallId) {
        self.running.retain(|(running, _)| *running != id);
    }

    /// What the next call to make progress has learned. Never ready while none runs.
    pub(crate) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Input> {
        let mut index = 0;
        while index < self.running.len() {
            match self.running[index].1.poll_next_unpin(context) {
                Poll::Ready(Some(input)) => {
                    // The next look begins with the others: one fast call starves none.
                    self.running.rotate_left(index + 1);
                    return Poll::Ready(input);
                }
                Poll::Ready(None) => {
                    drop(self.running.remove(index));
                }
                Poll::Pending => index += 1,
            }
        }
        Poll::Pending
    }
}

enum State {
    /// The request is on its way; the second is how long silence is borne.
    Waiting(
        LocalBoxFuture<'static, Result<Response, NetworkError>>,
        Duration,
    ),
    Body(LocalBoxStream<'static, Result<Vec<u8>, NetworkError>>),
    Over,
}

async fn next(id: CallId, state: State, silence: Duration, sleep: Sleep) -> Option<(Input, State)> {
    match state {
        State::Waiting(response, patience) => match within(sleep(patience), response).await {
            Some(Ok(response)) => {
                let body = State::Body(response.pieces);
                Some((Input::Status(id, response.status), body))
            }
            Some(Err(_)) | None => Some((Input::Failed(id), State::Over)),
        },
        State::Body(mut pieces) => loop {
            match within(sleep(silence), pieces.next()).await {
                Some(Some(Ok(piece))) if piece.is_empty() => {}
                Some(Some(Ok(piece))) => {
                    return Some((Input::Bytes(id, piece), State::Body(pieces)));
                }
                Some(None) => return Some((Input::Done(id), State::Over)),
                Some(Some(Err(_))) | None => return Some((Input::Failed(id), State::Over)),
            }
        },
        State::Over => None,
    }
}

/// The work's result, or `None` if the time is over first.
async fn within<T>(time: LocalBoxFuture<'static, ()>, work: impl Future<Output = T>) -> Option<T> {
    pin_mut!(work);
    match select(work, time).await {
        Either::Left((result, _)) => Some(result),
        Either::Right(((), _)) => None,
    }
}

/// A platform's sleep, shared by all calls.
pub(crate) fn sleeper<P: Platform + 'static>(platform: &Rc<std::cell::RefCell<P>>) -> Sleep {
    let platform = Rc::clone(platform);
    Rc::new(move |duration| platform.borrow().sleep(duration))
}

#[cfg(test)]
mod tests;
