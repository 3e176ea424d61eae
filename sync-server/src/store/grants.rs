//! Who holds which role.

use super::{
    feeds::{self, NewRecord, REGISTRY},
    links,
    sql::{Connection, values},
};
use crate::error::Error;
use durbar_sync::{
    PublicKey,
    grant::{Grant, Invitation},
    wire::Body,
};

/// The one role that there is so far.
pub const OFFICER: &str = "officer";

/// Whether the device is an officer of the department now. A revoked device is none.
///
/// # Errors
/// The database.
pub fn is_officer(
    connection: &Connection,
    device: &PublicKey,
    department: &str,
    now: i64,
) -> Result<bool, Error> {
    connection.one(
        "SELECT EXISTS (SELECT 1 FROM grants
         WHERE device = ?1 AND role = ?2 AND department = ?3
            AND from_ms <= ?4 AND ?4 < until_ms
            AND NOT EXISTS (SELECT 1 FROM revocations WHERE device = ?1))",
        values![device, OFFICER, department, now],
    )
}

/// The departments whose officer the device is now.
///
/// # Errors
/// The database.
pub fn departments(
    connection: &Connection,
    device: &PublicKey,
    now: i64,
) -> Result<Vec<String>, Error> {
    connection.rows(
        "SELECT DISTINCT department FROM grants
         WHERE device = ?1 AND role = ?2 AND from_ms <= ?3 AND ?3 < until_ms
            AND NOT EXISTS (SELECT 1 FROM revocations WHERE device = ?1)",
        values![device, OFFICER, now],
        |row| row.get(0),
    )
}

/// Every grant that was taken, in the registry's order.
///
/// # Errors
/// The database.
pub fn all(connection: &Connection) -> Result<Vec<Grant>, Error> {
    connection.rows(
        "SELECT records.body FROM grants
         JOIN records ON records.home = ?1 AND records.sequence = grants.sequence
         ORDER BY grants.sequence",
        values![REGISTRY],
        |row| match postcard::from_bytes(row.bytes(0)?)? {
            Body::Grant(grant) => Ok(grant),
            _ => Err(Error::Damaged("a grant's record is another one")),
        },
    )
}

/// What became of an acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// The grant is in the registry now.
    New,
    /// It was there already, for this device.
    Known,
    /// Another device was first, or this one is revoked.
    Taken,
}

/// Takes a verified grant, unless its invitation was taken up already.
///
/// # Errors
/// The database.
pub fn accept(
    connection: &Connection,
    grant: &Grant,
    invitation: &Invitation,
    now: i64,
) -> Result<Accepted, Error> {
    if links::is_revoked(connection, &grant.device)? {
        return Ok(Accepted::Taken);
    }
    let holder: Option<PublicKey> = connection.row(
        "SELECT device FROM grants WHERE invitation_key = ?1",
        values![&invitation.key],
        |row| row.get(0),
    )?;
    match holder {
        Some(holder) if holder == grant.device => return Ok(Accepted::Known),
        Some(_) => return Ok(Accepted::Taken),
        None => {}
    }
    let kept = feeds::append(
        connection,
        &NewRecord {
            home: REGISTRY,
            lane: None,
            author: None,
            received: now,
            body: &Body::Grant(grant.clone()),
        },
    )?;
    connection.execute(
        "INSERT INTO grants
            (invitation_key, device, role, department, from_ms, until_ms, sequence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        values![
            &invitation.key,
            &grant.device,
            &invitation.role,
            &invitation.department,
            invitation.from,
            invitation.until,
            kept.sequence,
        ],
    )?;
    Ok(Accepted::New)
}
