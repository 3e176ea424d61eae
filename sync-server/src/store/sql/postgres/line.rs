//! What moves a session's bytes.

use super::address::Address;
use crate::{driver::Driver, error::Error};
use futures_executor::block_on;
use std::{
    future::poll_fn,
    panic,
    pin::{Pin, pin},
    task::{Context, Poll},
};
use tokio::runtime::{Handle, Runtime};
use tokio_postgres::Client;

type Answer = Result<(), tokio_postgres::Error>;
type Asked = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// Who moves them.
pub(super) enum Line {
    /// Whoever waits, for as long as it waits: no other thread has to be woken.
    Own(Own),
    /// A thread of its own, also while nobody waits.
    Driven { _driver: Driver },
}

/// A connection with what is needed to wait for it.
pub(super) struct Own {
    /// There until this is dropped.
    runtime: Option<Runtime>,
    /// None once it is lost.
    connection: Option<Asked>,
}

impl Drop for Own {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Whoever drops it may be on a thread that must not wait.
            runtime.shutdown_background();
        }
    }
}

impl Line {
    /// Connects.
    pub(super) fn own(address: &Address) -> Result<(Client, Self), Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let mut own = Own {
            runtime: Some(runtime),
            connection: None,
        };
        let connecting = address.config.connect(address.tls.clone());
        let (client, connection) = own.wait_anywhere(connecting)?;
        own.connection = Some(Box::pin(connection));
        Ok((client, Self::Own(own)))
    }

    /// Waits for an answer.
    pub(super) fn wait<F: Future<Output: Send> + Send>(&mut self, answer: F) -> F::Output {
        match self {
            Self::Own(own) => own.wait_anywhere(answer),
            Self::Driven { .. } => block_on(answer),
        }
    }

    /// Looks whether the server has ended the connection.
    pub(super) fn look(&mut self) {
        // Has what came meanwhile read from the socket, once.
        self.wait(tokio::task::yield_now());
    }
}

impl Own {
    /// Tokio refuses to wait on a thread that may be running others' tasks.
    fn wait_anywhere<F: Future<Output: Send> + Send>(&mut self, answer: F) -> F::Output {
        if Handle::try_current().is_err() {
            return self.wait(answer);
        }
        let waited = std::thread::scope(|scope| scope.spawn(|| self.wait(answer)).join());
        waited.unwrap_or_else(|panicked| panic::resume_unwind(panicked))
    }

    fn wait<F: Future>(&mut self, answer: F) -> F::Output {
        let Self {
            runtime,
            connection,
        } = self;
        let mut answer = pin!(answer);
        let both = poll_fn(|context| {
            if let Some(line) = connection
                && line.as_mut().poll(context).is_ready()
            {
                *connection = None;
            }
            answer.as_mut().poll(context)
        });
        match runtime {
            Some(runtime) => runtime.block_on(both),
            None => block_on(both),
        }
    }
}

/// Something that is to be sent before the next question, or has been.
pub(super) enum Waiting {
    Asked(Asked),
    Answered(Answer),
}

/// The answer to a question, once all that waits before it went well; else how that failed. All of
/// it is sent at once.
pub(super) async fn in_order<T>(
    mut waiting: Vec<Waiting>,
    asked: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T, tokio_postgres::Error> {
    let mut asked = pin!(asked);
    let mut answer = None;
    poll_fn(|context| {
        for one in &mut waiting {
            one.poll(context);
        }
        if answer.is_none()
            && let Poll::Ready(answered) = asked.as_mut().poll(context)
        {
            answer = Some(answered);
        }
        for one in &mut waiting {
            match one {
                Waiting::Asked(_) => return Poll::Pending,
                Waiting::Answered(answered) => std::mem::replace(answered, Ok(()))?,
            }
        }
        answer.take().map_or(Poll::Pending, Poll::Ready)
    })
    .await
}

impl Waiting {
    fn poll(&mut self, context: &mut Context<'_>) {
        if let Self::Asked(asked) = self
            && let Poll::Ready(answer) = asked.as_mut().poll(context)
        {
            *self = Self::Answered(answer);
        }
    }
}
