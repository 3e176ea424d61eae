//! Who holds which role.

use super::{
    feeds::{self, NewRecord, REGISTRY},
    links,
};
use crate::error::Error;
use durbar_sync::{
    PublicKey,
    grant::{Grant, Invitation},
    wire::Body,
};
use rusqlite::{Connection, OptionalExtension, params};

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
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM grants
             WHERE device = ?1 AND role = ?2 AND department = ?3
                AND from_ms <= ?4 AND ?4 < until_ms
                AND NOT EXISTS (SELECT 1 FROM revocations WHERE device = ?1))",
        )?
        .query_row(params![device.0, OFFICER, department, now], |row| {
            row.get(0)
        })?)
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
    let mut select = connection.prepare_cached(
        "SELECT DISTINCT department FROM grants
         WHERE device = ?1 AND role = ?2 AND from_ms <= ?3 AND ?3 < until_ms
            AND NOT EXISTS (SELECT 1 FROM revocations WHERE device = ?1)",
    )?;
    let found = select.query_map(params![device.0, OFFICER, now], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Every grant that was taken, in the registry's order.
///
/// # Errors
/// The database.
pub fn all(connection: &Connection) -> Result<Vec<Grant>, Error> {
    let mut select = connection.prepare(
        "SELECT records.body FROM grants
         JOIN records ON records.home = ?1 AND records.sequence = grants.sequence
         ORDER BY grants.sequence",
    )?;
    let mut rows = select.query([REGISTRY])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let body = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        match postcard::from_bytes(body)? {
            Body::Grant(grant) => all.push(grant),
            _ => return Err(Error::Damaged("a grant's record is another one")),
        }
    }
    Ok(all)
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
    let holder: Option<[u8; 32]> = connection
        .prepare_cached("SELECT device FROM grants WHERE invitation_key = ?1")?
        .query_row([invitation.key.0], |row| row.get(0))
        .optional()?;
    match holder {
        Some(holder) if holder == grant.device.0 => return Ok(Accepted::Known),
        Some(_) => return Ok(Accepted::Taken),
        None => {}
    }
    let sequence = feeds::append(
        connection,
        &NewRecord {
            home: REGISTRY,
            lane: None,
            author: None,
            received: now,
            body: &Body::Grant(grant.clone()),
        },
    )?;
    connection
        .prepare_cached(
            "INSERT INTO grants
                (invitation_key, device, role, department, from_ms, until_ms, sequence)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            invitation.key.0,
            grant.device.0,
            invitation.role,
            invitation.department,
            invitation.from,
            invitation.until,
            sequence,
        ])?;
    Ok(Accepted::New)
}
