//! The app as a whole: start, language, the state of sending.

use crate::{Timestamp, calls};
use serde::{Deserialize, Serialize};

calls! { App:
    Start => Started,
    SetLanguage => (),
    ReadSync => SyncStatus,
    SyncNow => (),
}

/// Asked once when a page opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {}

/// What every page needs first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Started {
    /// The chosen language (BCP 47), or `None` at the first start.
    pub language: Option<String>,
    /// Whether this device holds a municipality pack.
    pub has_pack: bool,
    /// Whether this device holds an officer's role now.
    pub officer: bool,
    /// The state of sending.
    pub sync: SyncStatus,
}

/// Chooses the language of the app and of the pack's texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetLanguage {
    /// BCP 47 code.
    pub language: String,
}

/// Asks for the state of sending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadSync {}

/// Tries the network now, whatever the back-off says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncNow {}

/// The state of sending: always in view, always true.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SyncStatus {
    /// What the connection does now.
    pub phase: SyncPhase,
    /// Matters not yet covered by a verified receipt.
    pub waiting: u32,
    /// Bytes that remain to be sent for them, before compression.
    pub waiting_bytes: u64,
    /// Matters that the hub refused; kept here with the reason.
    pub set_aside: u32,
    /// When the hub last answered, by this device's clock.
    pub last_contact: Option<Timestamp>,
}

/// What the connection does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SyncPhase {
    /// No network, or the hub does not answer; tries again by itself.
    #[default]
    Offline,
    /// An exchange is under way.
    Connecting,
    /// Photos are being sent: bytes done of bytes in all.
    Sending {
        /// Bytes the hub has.
        sent: u64,
        /// Bytes in all.
        total: u64,
    },
    /// Everything that could be exchanged has been.
    UpToDate,
}
