//! Photos and thumbnails by their hash.

use crate::{BlobId, calls};
use serde::{Deserialize, Serialize};

calls! { Media:
    Read => Blob,
}

/// Asks for stored bytes. What is not here yet is fetched when the network allows, and named
/// in a later [`crate::ChangeSet`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// Which.
    pub blob: BlobId,
}

/// Bytes, if they are here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Blob {
    /// A whole JPEG image, verified against its hash.
    Here(#[serde(with = "serde_bytes")] Vec<u8>),
    /// On the way.
    Coming {
        /// Bytes here.
        have: u64,
        /// Bytes in all; 0 if not known yet.
        total: u64,
    },
}
