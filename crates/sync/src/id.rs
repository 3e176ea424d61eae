//! Identifiers: 32-byte values with a hex form.

use base16ct::lower;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Names a call from the engine to the hub, unique while the app runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub u32);

/// Text that is not 64 lower-case hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier of 64 hex digits")]
pub struct NotAnId;

macro_rules! id32 {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub [u8; 32]);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&lower::encode_string(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}({})", stringify!($name), &lower::encode_string(&self.0[..4]))
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let bytes = lower::decode_vec(text).map_err(|_| NotAnId)?;
                bytes.try_into().map(Self).map_err(|_| NotAnId)
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = NotAnId;

            fn try_from(bytes: &[u8]) -> Result<Self, NotAnId> {
                bytes.try_into().map(Self).map_err(|_| NotAnId)
            }
        }
    };
}

id32! {
    /// An ed25519 public key: a device, a person's first device, an administrator, a hub.
    PublicKey
}
id32! {
    /// A lane: BLAKE3 of its header's bytes.
    LaneId
}
id32! {
    /// Stored bytes: BLAKE3 of the whole.
    BlobId
}
id32! {
    /// An Automerge change: SHA-256 of its chunk.
    ChangeHash
}

impl LaneId {
    /// The lane of a header with these bytes.
    pub fn of(header: &[u8]) -> Self {
        Self(*blake3::hash(header).as_bytes())
    }
}

impl BlobId {
    /// The id of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

/// An ed25519 signature.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature(#[serde(with = "serde_bytes")] pub [u8; 64]);

impl fmt::Debug for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Signature({})",
            &lower::encode_string(&self.0[..4])
        )
    }
}
