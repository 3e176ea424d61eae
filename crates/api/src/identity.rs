//! Who this device is, and which roles it holds.

use crate::{CaseId, Timestamp, calls};
use serde::{Deserialize, Serialize};

calls! { Identity:
    ReadMe => Me,
    Join => (),
    OfferLink => LinkOffer,
    AcceptLink => (),
    RevokeDevice => (),
    ReadRecovery => Recovery,
    Restore => (),
    FollowCase => CaseId,
    ReadCode => Option<String>,
}

/// Asks who this device is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadMe {}

/// This device and its roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The first 8 characters of the public key: enough to compare by eye.
    pub fingerprint: String,
    /// Roles held or asked for.
    pub roles: Vec<Role>,
    /// The devices of this person, this one first.
    pub devices: Vec<Device>,
    /// Whether this device was revoked by another one of the person: it reads and sends nothing
    /// any more.
    pub revoked: bool,
}

/// A device of the person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Device {
    /// The device's key, hex.
    pub id: String,
    /// The first 8 characters of it.
    pub fingerprint: String,
    /// Whether it is this one.
    pub this: bool,
    /// When it was linked; `None` for the one that the person began with.
    pub linked_at: Option<Timestamp>,
    /// How far it is.
    pub state: DeviceState,
}

/// How far a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DeviceState {
    /// Waits for the hub.
    Waiting,
    /// May read and write for the person.
    Linked,
    /// May not any more.
    Revoked,
}

/// Makes a code with which a second device becomes this person's, once and for a quarter of an
/// hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLink {}

/// A code for a second device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkOffer {
    /// Text of the QR code: an address of the app with the secret behind `#`.
    pub code: String,
    /// Until when it works.
    pub until: Timestamp,
}

/// Makes this device one of the person whose code it is. What both wrote belongs to both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptLink {
    /// The code's text, or the part after `#`.
    pub code: String,
}

/// Takes a device off the person: it can neither read nor write for them any more, and forgets
/// what it holds when it next reaches the hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokeDevice {
    /// [`Device::id`].
    pub device: String,
}

/// Asks for what to print and keep in a safe place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRecovery {}

/// What brings a person's matters back after the phone is lost. Whoever has it is this person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Text of the QR code.
    pub code: String,
    /// The same to be typed: groups of letters and digits, the last ones a check.
    pub words: Vec<String>,
}

/// Brings a person's matters back to this device with what was printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restore {
    /// The code's text, or the groups as typed; spaces, hyphens and small letters do not matter.
    pub code: String,
}

/// Follows a case that an office took in, with the code on its receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowCase {
    /// The code's text, or the part after `#`.
    pub code: String,
}

/// Reads the QR code in a photo; `None` if there is none to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCode {
    /// The file.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// A role of this device in the municipality.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Role {
    /// The name the invitation gave to the person.
    pub name: String,
    /// `officer`.
    pub role: String,
    /// Department id in the pack.
    pub department: String,
    /// The end of the grant.
    pub until: Timestamp,
    /// Whether the hub confirmed it.
    pub state: RoleState,
}

/// How far a role is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RoleState {
    /// Accepted here, not yet confirmed by the hub.
    Waiting,
    /// Confirmed and within its dates.
    Active,
    /// The link was used by another device, revoked or out of date.
    Refused,
}

/// Takes a role by a one-time link. The role is held once the hub confirms it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// The part of the link after `#`, or the whole link.
    pub link: String,
}
