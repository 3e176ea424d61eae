//! Who this device is, and which roles it holds.

use crate::{Timestamp, calls};
use serde::{Deserialize, Serialize};

calls! { Identity:
    ReadMe => Me,
    Join => (),
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
}

/// A role of this device in the municipality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
