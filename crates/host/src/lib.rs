//! The loop that both hosts share.
//!
//! It owns one [`durbar_core::App`], takes the page's requests, carries the app's HTTP calls to
//! the hub, and tells the app what came back, when time has passed and when there is a network.
//! It is single-threaded and knows no runtime: the clock, the timer and the randomness come from
//! a [`Platform`], so that the same loop runs in a browser's worker and on a native thread.
//! Nothing is shared between two loops in one process.

mod calls;
pub mod files;
mod handle;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod run;

pub use calls::NetworkError;
pub use handle::{Answer, CallError, Handle, Stopped, read_request};
pub use run::start;

use durbar_api::{Message, Timestamp};
use durbar_core::Picture;
use futures_util::future::LocalBoxFuture;
use std::time::Duration;

/// Where the loop puts what the app says of its own, and answers nobody waits for.
pub type Messages = futures_channel::mpsc::UnboundedSender<Message>;

/// The other end of [`Messages`].
pub type MessageStream = futures_channel::mpsc::UnboundedReceiver<Message>;

/// Opens the file of a picture.
pub type OpenPicture = fn(Vec<u8>) -> LocalBoxFuture<'static, Picture>;

/// What a host gives the app beside the network.
pub trait Platform {
    /// The device's clock.
    fn now(&self) -> Timestamp;

    /// Resolves after at least this long. Dropped early, it leaves nothing behind.
    fn sleep(&self, duration: Duration) -> LocalBoxFuture<'static, ()>;

    /// Randomness fit for keys.
    fn rng(&mut self) -> &mut dyn rand_core::Rng;

    /// What opens pictures where the app does not do it itself.
    fn opener(&self) -> Option<OpenPicture> {
        None
    }
}

/// A pair for what the app says.
pub fn messages() -> (Messages, MessageStream) {
    futures_channel::mpsc::unbounded()
}
