//! Who holds which role.

use super::{
    feeds::{self, NewRecord, REGISTRY},
    links,
    sql::{Connection, values},
};
use crate::error::Error;
use durbar_sync::{
    PublicKey,
    grant::{Ending, Grant, Invitation, SignedEnding},
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

/// Every grant that was taken, in the registry's order, each with the time when it ends.
///
/// # Errors
/// The database.
pub fn all(connection: &Connection) -> Result<Vec<(Grant, i64)>, Error> {
    connection.rows(
        "SELECT records.body, grants.until_ms FROM grants
         JOIN records ON records.home = ?1 AND records.sequence = grants.sequence
         ORDER BY grants.sequence",
        values![REGISTRY],
        |row| match postcard::from_bytes(row.bytes(0)?)? {
            Body::Grant(grant) => Ok((grant, row.get(1)?)),
            _ => Err(Error::Damaged("a grant's record is another one")),
        },
    )
}

/// The invitations of a device's roles that are not over, in all departments or in one.
///
/// # Errors
/// The database.
pub fn not_over(
    connection: &Connection,
    device: &PublicKey,
    department: Option<&str>,
    now: i64,
) -> Result<Vec<PublicKey>, Error> {
    let held = connection.rows(
        "SELECT invitation_key, department FROM grants
         WHERE device = ?1 AND ?2 < until_ms ORDER BY sequence",
        values![device, now],
        |row| Ok((row.get::<PublicKey>(0)?, row.get::<String>(1)?)),
    )?;
    let wanted = held
        .into_iter()
        .filter(|(_, of)| department.is_none_or(|department| department == of));
    Ok(wanted.map(|(invitation, _)| invitation).collect())
}

/// What became of an acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// The grant is in the registry now.
    New,
    /// It was there already, for this device.
    Known,
    /// Another device was first, or this one is revoked, or the link was ended before.
    Taken,
}

/// Takes a verified grant, unless its invitation was taken up already or ended before it was.
///
/// # Errors
/// The database.
pub fn accept(
    connection: &Connection,
    grant: &Grant,
    invitation: &Invitation,
    now: i64,
) -> Result<Accepted, Error> {
    hold(connection)?;
    if let Some(known) = known(connection, grant, invitation)? {
        return Ok(known);
    }
    if ending(connection, &invitation.key)?.is_some() {
        return Ok(Accepted::Taken);
    }
    keep(connection, grant, invitation, now)?;
    Ok(Accepted::New)
}

/// [`accept`], for a grant that this hub had before it was put back from a backup. Its end may have
/// come back before it, and is then told once more: an app heeds it for a grant that it has.
///
/// # Errors
/// The database.
pub fn accept_back(
    connection: &Connection,
    grant: &Grant,
    invitation: &Invitation,
    now: i64,
) -> Result<Accepted, Error> {
    hold(connection)?;
    if let Some(known) = known(connection, grant, invitation)? {
        return Ok(known);
    }
    keep(connection, grant, invitation, now)?;
    if let Some(signed) = ending(connection, &invitation.key)? {
        apply(connection, &signed.ending)?;
        tell(connection, &Body::Ending(signed), now)?;
    }
    Ok(Accepted::New)
}

/// Takes the word of an administrator, whose signature was checked, that a role ends or that a link
/// is not to be opened. The feed that has it now; none if it was known.
///
/// # Errors
/// The database.
pub fn end(
    connection: &Connection,
    signed: &SignedEnding,
    now: i64,
) -> Result<Option<String>, Error> {
    hold(connection)?;
    let Ending { invitation, at } = signed.ending;
    let earlier = ending(connection, &invitation)?;
    if earlier.is_some_and(|earlier| earlier.ending.at <= at) {
        return Ok(None);
    }
    connection.execute(
        "INSERT INTO endings (invitation_key, body) VALUES (?1, ?2)
         ON CONFLICT (invitation_key) DO UPDATE SET body = excluded.body",
        values![&invitation, &postcard::to_stdvec(signed)?],
    )?;
    apply(connection, &signed.ending)?;
    tell(connection, &Body::Ending(*signed), now)?;
    Ok(Some(REGISTRY.to_owned()))
}

/// Has nobody else write to the registry until the transaction ends: what is read of it after this
/// is still so when it is written to.
fn hold(connection: &Connection) -> Result<(), Error> {
    if connection.has_one_writer() {
        return Ok(());
    }
    feeds::hold(connection, REGISTRY)
}

fn apply(connection: &Connection, ending: &Ending) -> Result<(), Error> {
    connection.execute(
        "UPDATE grants SET until_ms = ?2 WHERE invitation_key = ?1 AND until_ms > ?2",
        values![&ending.invitation, ending.at],
    )
}

/// The earliest end of a role that an administrator said.
fn ending(connection: &Connection, invitation: &PublicKey) -> Result<Option<SignedEnding>, Error> {
    connection.row(
        "SELECT body FROM endings WHERE invitation_key = ?1",
        values![invitation],
        |row| Ok(postcard::from_bytes(row.bytes(0)?)?),
    )
}

/// What a grant is that needs no record.
fn known(
    connection: &Connection,
    grant: &Grant,
    invitation: &Invitation,
) -> Result<Option<Accepted>, Error> {
    if links::is_revoked(connection, &grant.device)? {
        return Ok(Some(Accepted::Taken));
    }
    let holder: Option<PublicKey> = connection.row(
        "SELECT device FROM grants WHERE invitation_key = ?1",
        values![&invitation.key],
        |row| row.get(0),
    )?;
    Ok(holder.map(|holder| {
        if holder == grant.device {
            Accepted::Known
        } else {
            Accepted::Taken
        }
    }))
}

fn keep(
    connection: &Connection,
    grant: &Grant,
    invitation: &Invitation,
    now: i64,
) -> Result<(), Error> {
    let sequence = tell(connection, &Body::Grant(grant.clone()), now)?;
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
            sequence,
        ],
    )
}

/// Puts a record into the registry; its number there.
fn tell(connection: &Connection, body: &Body, now: i64) -> Result<i64, Error> {
    let record = NewRecord {
        home: REGISTRY,
        lane: None,
        author: None,
        received: now,
        body,
    };
    Ok(feeds::append(connection, &record)?.sequence)
}
