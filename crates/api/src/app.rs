//! The app as a whole: start, language, the state of sending.

use crate::{Timestamp, calls};
use serde::{Deserialize, Serialize};

calls! { App:
    Start => Started,
    SetLanguage => (),
    ReadSync => SyncStatus,
    SyncNow => (),
    SetPin => (),
    Lock => (),
    Unlock => (),
    SetShared => (),
    Leave => Left,
    DismissSalvaged => (),
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
    /// Whether a PIN must be typed first: every other call but those of this module then answers
    /// [`crate::ErrorCode::Locked`].
    pub locked: bool,
    /// Whether a PIN is set.
    pub has_pin: bool,
    /// Whether this is a phone that several people use: it forgets on leaving.
    pub shared: bool,
    /// Matters of whoever left that still wait to be sent; they are forgotten after that.
    pub leaving: u32,
    /// When this device's data were found damaged and put together again, if that was in the last
    /// days and nobody put the news away.
    pub salvaged: Option<Timestamp>,
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

/// Sets, changes or removes the PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPin {
    /// The PIN so far, if there is one.
    pub current: Option<String>,
    /// The new one: 4 to 12 digits. `None`: no PIN any more.
    pub pin: Option<String>,
}

/// Locks the app now. Does nothing without a PIN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {}

/// Opens the locked app. After five wrong PINs each further try has to wait, twice as long each
/// time: the error's `seconds` says how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlock {
    /// The PIN.
    pub pin: String,
}

/// Says whether several people use this phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetShared {
    /// Whether.
    pub shared: bool,
}

/// Ends one person's turn on a shared phone: everything that the hub has is forgotten here, keys
/// included. What still waits to be sent is kept, closed to everybody, until it is received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {}

/// Puts away the news that data were found damaged: the person has read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DismissSalvaged {}

/// How leaving went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// Matters that still wait to be sent: closed to everybody, forgotten once received.
    pub waiting: u32,
}

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
