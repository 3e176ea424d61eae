//! Wire messages, codec and the sans-IO client engine. No clock, network or storage.
//!
//! What the hub and every client check is here once: headers, signatures, grants, receipts,
//! and what an Automerge change may look like.

pub mod actor;
pub mod chunk;
pub mod codec;
pub mod engine;
pub mod grant;
pub mod header;
mod id;
pub mod link;
pub mod packed;
pub mod sign;
pub mod wire;

pub use id::{BlobId, CallId, ChangeHash, LaneId, NotAnId, PublicKey, Signature};
