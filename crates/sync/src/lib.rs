//! Wire messages, codec and the sans-IO client engine. No clock, network or storage.

mod id;

pub use id::CallId;
