//! Who holds which role, for whoever runs the hub.

use crate::{
    error::Error,
    folder::Folder,
    store::{grants, links},
};
use chrono::DateTime;
use durbar_sync::PublicKey;
use std::fmt;

/// How a role stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds now.
    Holds,
    /// It has not begun.
    Later,
    /// Its time is over.
    Over,
    /// Its device was revoked by its person.
    Revoked,
}

/// A role that a device took up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Department id in the pack.
    pub department: String,
    /// `officer`.
    pub role: String,
    /// The name that citizens see.
    pub name: String,
    /// The device.
    pub device: PublicKey,
    /// From when, in milliseconds since 1970.
    pub from: i64,
    /// Until when.
    pub until: i64,
    /// How it stands.
    pub standing: Standing,
}

impl fmt::Display for Held {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |at: i64| {
            DateTime::from_timestamp_millis(at).map_or_else(
                || at.to_string(),
                |moment| moment.format("%Y-%m-%d").to_string(),
            )
        };
        let standing = match self.standing {
            Standing::Holds => "holds",
            Standing::Later => "not yet",
            Standing::Over => "over",
            Standing::Revoked => "revoked",
        };
        write!(
            out,
            "{standing}\t{}\t{}\t{}\t{} to {}\t{}",
            self.department,
            self.role,
            self.name,
            day(self.from),
            day(self.until),
            self.device
        )
    }
}

/// Every role that was ever taken up, in that order. A server may be running. `now` is the time,
/// in milliseconds since 1970.
///
/// # Errors
/// The database cannot be read.
pub fn list(folder: &Folder, now: i64) -> Result<Vec<Held>, Error> {
    let connection = folder.place()?.open_as_is()?;
    let mut held = Vec::new();
    for grant in grants::all(&connection)? {
        let invitation = grant
            .invitation
            .read()
            .ok_or(Error::Damaged("an invitation cannot be read"))?;
        let standing = if links::is_revoked(&connection, &grant.device)? {
            Standing::Revoked
        } else if now < invitation.from {
            Standing::Later
        } else if now < invitation.until {
            Standing::Holds
        } else {
            Standing::Over
        };
        held.push(Held {
            department: invitation.department,
            role: invitation.role,
            name: invitation.name,
            device: grant.device,
            from: invitation.from,
            until: invitation.until,
            standing,
        });
    }
    Ok(held)
}
