//! How pages, tests and shells speak to a running loop.

use durbar_api::{ApiError, Call, ChangeSet, ErrorCode, Message, Reply, Request, RequestId};
use futures_channel::{mpsc::UnboundedSender, oneshot};
use std::future::Future;

/// The app's answer to one request, with what it changed.
pub type Answer = Result<(Reply, ChangeSet), ApiError>;

/// What the loop is told from outside.
pub(crate) enum Order {
    /// A request; its answer goes to the asker if one waits, else among the messages.
    Request(Request, Option<oneshot::Sender<Answer>>),
    /// The system says whether there is a network.
    Connectivity(bool),
    /// End, and say when the database is closed.
    Stop(oneshot::Sender<()>),
}

/// Speaks to a running loop. Cheap to clone; the loop ends when the last one is gone.
#[derive(Clone, Debug)]
pub struct Handle {
    pub(crate) orders: UnboundedSender<Order>,
}

/// The loop has ended: it was stopped, or its thread died.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the app is not running any more")]
pub struct Stopped;

/// Why a typed call brought no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The loop has ended.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// The app refused; the message key says why.
    #[error("refused: {}", .0.message_key)]
    Refused(ApiError),
    /// The app answered something else than was asked.
    #[error("the answer belongs to another call")]
    OtherAnswer,
}

impl Handle {
    /// Sends a request; its [`Message::Done`] comes among the messages.
    ///
    /// # Errors
    /// The loop has ended.
    pub fn request(&self, request: Request) -> Result<(), Stopped> {
        self.order(Order::Request(request, None))
    }

    /// Sends a request and gives its answer to this asker alone.
    pub fn ask(
        &self,
        request: Request,
    ) -> impl Future<Output = Result<Answer, Stopped>> + Send + use<> {
        let (answer, coming) = oneshot::channel();
        let sent = self.order(Order::Request(request, Some(answer)));
        async move {
            sent?;
            coming.await.map_err(|_| Stopped)
        }
    }

    /// Carries out one typed call.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn call<C: Call>(&self, call: C) -> Result<(C::Output, ChangeSet), CallError> {
        let request = Request {
            id: RequestId(0),
            command: call.into(),
        };
        let (reply, changes) = self.ask(request).await?.map_err(CallError::Refused)?;
        let output = C::output(reply).ok_or(CallError::OtherAnswer)?;
        Ok((output, changes))
    }

    /// Passes on what the system says about the network. A hint, not a promise.
    ///
    /// # Errors
    /// The loop has ended.
    pub fn connectivity(&self, online: bool) -> Result<(), Stopped> {
        self.order(Order::Connectivity(online))
    }

    /// Ends the loop: what was asked before is finished, calls are dropped, and when this
    /// resolves the database is closed.
    pub fn stop(&self) -> impl Future<Output = ()> + Send + use<> {
        let (closed, closing) = oneshot::channel();
        let sent = self.order(Order::Stop(closed));
        async move {
            if sent.is_ok() {
                // No word means that the loop had ended, its database closed, before it read this.
                let _ = closing.await;
            }
        }
    }

    fn order(&self, order: Order) -> Result<(), Stopped> {
        self.orders.unbounded_send(order).map_err(|_| Stopped)
    }
}

/// Reads a page's request.
///
/// # Errors
/// For a request that this build does not understand, the answer to send back. Its id is the
/// page's own if at least that could be read, so that the asker does not wait for ever.
pub fn read_request(bytes: &[u8]) -> Result<Request, Box<Message>> {
    durbar_api::decode(bytes).map_err(|_| {
        Box::new(Message::Done {
            id: durbar_api::decode(bytes).unwrap_or(RequestId(u32::MAX)),
            result: Err(ApiError::new(ErrorCode::Internal, "error-internal")),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use durbar_api::{app, encode};

    #[test]
    fn a_garbled_request_is_answered_under_its_own_id() {
        let request = Request {
            id: RequestId(300),
            command: app::Start {}.into(),
        };
        let mut bytes = encode(&request).expect("encodes");
        assert_eq!(read_request(&bytes), Ok(request));
        bytes[2] = 0x7f;
        let Message::Done { id, result } = *read_request(&bytes).expect_err("is not understood")
        else {
            panic!("a refusal is an answer");
        };
        assert_eq!(id, RequestId(300));
        assert_eq!(result.expect_err("is refused").code, ErrorCode::Internal);
    }
}
