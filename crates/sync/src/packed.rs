//! Changes, pushes, receipts and records as they travel: without what the other side knows.
//!
//! An Automerge change repeats much: a checksum over itself, its author's long name, the hashes of
//! what it builds on. Here a hash is a few bytes of it, which the receiver finds among the changes
//! that it has of the lane; the rest is worked out again and then checked by the signature over the
//! heads as any other change. What cannot be found, or does not come out byte for byte, travels
//! whole.

mod change;
mod frames;
#[cfg(test)]
mod tests;

pub use frames::{PackedPush, PackedReceipt, PackedRecord, Sent};

use crate::id::{ChangeHash, LaneId, PublicKey};

/// Bytes of a hash that name a change of a lane.
pub const HASH_PREFIX: usize = 6;
/// Bytes that name an actor of a lane.
pub const ACTOR_PREFIX: usize = 4;
/// Bytes that name a lane.
pub const LANE_PREFIX: usize = 8;

/// What a receiver has. Each answers with the only one that begins so, or with nothing.
pub trait Known {
    /// Why it could not be looked up.
    type Error;

    /// A lane.
    ///
    /// # Errors
    /// The storage.
    fn lane(&self, prefix: &[u8; LANE_PREFIX]) -> Result<Option<LaneId>, Self::Error>;

    /// The person who writes a lane; none if a department does.
    ///
    /// # Errors
    /// The storage.
    fn person(&self, lane: &LaneId) -> Result<Option<PublicKey>, Self::Error>;

    /// A change of a lane.
    ///
    /// # Errors
    /// The storage.
    fn change(
        &self,
        lane: &LaneId,
        prefix: &[u8; HASH_PREFIX],
    ) -> Result<Option<ChangeHash>, Self::Error>;

    /// An actor of a lane.
    ///
    /// # Errors
    /// The storage.
    fn actor(
        &self,
        lane: &LaneId,
        prefix: &[u8; ACTOR_PREFIX],
    ) -> Result<Option<Vec<u8>>, Self::Error>;
}

/// Why something that travelled packed cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub enum Unread<E> {
    /// It names something that the receiver does not have, or has twice. Whole it may be read.
    Unknown,
    /// It is not what anybody packs.
    Damaged,
    /// The receiver's storage.
    Storage(E),
}

/// The first bytes of an id.
fn prefix<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.get(..N)?.try_into().ok()
}

impl<E> From<crate::chunk::ChunkError> for Unread<E> {
    fn from(_: crate::chunk::ChunkError) -> Self {
        Self::Damaged
    }
}
