//! What the engine hears and says.

use crate::{
    id::{BlobId, CallId},
    wire::{BlobKind, ReplyFrame},
};

/// A call to make. The core knows the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// `POST /sync` with all that waits; `wait` seconds of long poll.
    Exchange {
        /// Seconds to wait at the hub; 0 for an answer at once.
        wait: u16,
    },
    /// `PUT /blobs/{id}` with bytes from `offset`.
    Upload {
        /// Which.
        blob: BlobId,
        /// First byte.
        offset: u64,
        /// Bytes.
        length: u64,
    },
    /// `GET /blobs/{id}` from `offset`.
    Download {
        /// Which.
        blob: BlobId,
        /// First byte.
        offset: u64,
    },
}

/// What the engine learns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// The time that was asked for has come.
    Wake,
    /// The system's word on the network: a hint.
    Connectivity(bool),
    /// Something waits to be exchanged.
    LocalChange,
    /// A person asks to try now.
    Now,
    /// The hub asked for this blob and it is here, with its length and kind.
    Upload(BlobId, BlobKind, u64, u64),
    /// This blob is wanted here from the given byte on.
    Download(BlobId, BlobKind, u64),
    /// This blob is not on the device any more.
    Gone(BlobId),
    /// Whether something is left after an exchange that the hub did not take or ask for: it is
    /// tried again later.
    Waiting(bool),
    /// A response has begun.
    Status(CallId, u16),
    /// More of its body.
    Bytes(CallId, Vec<u8>),
    /// Its body is whole.
    Done(CallId),
    /// The call failed.
    Failed(CallId),
}

/// What to keep, in order, in one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// A frame of a reply.
    Frame(ReplyFrame),
    /// Bytes of a blob from `offset`.
    BlobBytes {
        /// Which.
        blob: BlobId,
        /// Their place.
        offset: u64,
        /// They.
        bytes: Vec<u8>,
    },
    /// A blob is whole: check it.
    BlobEnd(BlobId),
    /// The hub does not hold this blob for this device.
    BlobMissing(BlobId),
    /// How many bytes of a blob the hub has.
    Uploaded {
        /// Which.
        blob: BlobId,
        /// Bytes.
        have: u64,
    },
    /// The hub cannot read what it was sent: not that dictionary, perhaps.
    Malformed,
    /// The hub's clock, milliseconds since 1970, as it answered.
    HubTime(i64),
}

/// What to do now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// To commit before anything else.
    pub writes: Vec<Write>,
    /// To send after the commit.
    pub calls: Vec<(CallId, Call)>,
    /// To drop.
    pub cancel: Vec<CallId>,
    /// When to wake, milliseconds since 1970.
    pub wake_at: Option<i64>,
}

/// How the connection is, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The last try failed, or there was none yet.
    Offline,
    /// An exchange is under way.
    Exchanging,
    /// Blobs go up.
    Uploading,
    /// All is exchanged.
    UpToDate,
}
