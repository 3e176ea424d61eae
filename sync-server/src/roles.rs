//! Who holds which role, for whoever runs the hub.

use crate::{
    error::Error,
    folder::Folder,
    store::{grants, links},
};
use chrono::DateTime;
use durbar_sync::{
    PublicKey,
    grant::{Ending, JoinToken, SignedEnding},
};
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
    /// An administrator ended it before its time.
    Ended,
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
    /// Until when: the end of its time, or when it was ended.
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
            Standing::Ended => "ended",
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
    for (grant, until) in grants::all(&connection)? {
        let invitation = grant
            .invitation
            .read()
            .ok_or(Error::Damaged("an invitation cannot be read"))?;
        let standing = if links::is_revoked(&connection, &grant.device)? {
            Standing::Revoked
        } else if until < invitation.until && until <= now {
            Standing::Ended
        } else if now < invitation.from {
            Standing::Later
        } else if now < until {
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
            until,
            standing,
        });
    }
    Ok(held)
}

/// Which roles an administrator ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// All that a device holds or is to hold, or those of one department.
    Of {
        /// The device, as [`list`] shows it.
        device: PublicKey,
        /// Department id in the pack.
        department: Option<String>,
    },
    /// That of a link of [`crate::invite::link`], whether somebody opened it or not.
    Link(String),
}

/// Ends roles from now on: the hub takes nothing more from their holders as officers and gives them
/// nothing more, and every app hears of it. What they wrote stays. A server may be running. Gives
/// how many were ended. `now` is the time, in milliseconds since 1970.
///
/// # Errors
/// There is no such role, or the link is none; the database.
pub fn revoke(folder: &Folder, which: &Which, now: i64) -> Result<usize, Error> {
    let administrator = folder.admin_keys()?;
    let connection = folder.place()?.connect()?;
    connection.whole(|connection| {
        let invitations = match which {
            Which::Of { device, department } => {
                grants::not_over(connection, device, department.as_deref(), now)?
            }
            Which::Link(link) => {
                let token = JoinToken::parse(link);
                let signed = token.map(|token| token.invitation);
                let invitation = signed.and_then(|signed| signed.verify(&administrator.public()));
                let invitation = invitation.ok_or_else(|| {
                    Error::Argument("this is no link of this hub's `invite`".to_owned())
                })?;
                vec![invitation.key]
            }
        };
        if invitations.is_empty() {
            let what = "this device holds no such role; `grant list` shows all";
            return Err(Error::Argument(what.to_owned()));
        }
        let mut ended = 0;
        for invitation in invitations {
            let ending = Ending {
                invitation,
                at: now,
            };
            let signed = SignedEnding::sign(ending, &administrator)?;
            ended += usize::from(grants::end(connection, &signed, now)?.is_some());
        }
        Ok(ended)
    })
}
