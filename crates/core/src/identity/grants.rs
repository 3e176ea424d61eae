//! Grants as they are kept: the registry's, and those this device asks for.

use crate::{Error, error::Result};
use durbar_api::{
    Timestamp,
    identity::{Role, RoleState},
};
use durbar_sync::{
    PublicKey,
    grant::{Ending, Grant, Invitation},
};
use rusqlite::{Connection, OptionalExtension, params};

/// How much a role may begin early on this device: its idea of the hub's clock is about that
/// good, and a new officer should not have to wait for it. The hub knows the time.
const CLOCK_SLACK: i64 = 600_000;

/// Who holds a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    pub name: String,
    pub department: String,
}

/// Keeps a verified grant of the registry. The first acceptance of an invitation counts.
pub(crate) fn record(
    connection: &Connection,
    invitation: &Invitation,
    device: &PublicKey,
    me: &PublicKey,
) -> Result<()> {
    connection.execute(
        "INSERT INTO grants (invitation, device, role, department, name, from_ms, until_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (invitation) DO NOTHING",
        params![
            &invitation.key.0[..],
            &device.0[..],
            invitation.role,
            invitation.department,
            invitation.name,
            invitation.from,
            invitation.until,
        ],
    )?;
    let state = if device == me { "confirmed" } else { "refused" };
    connection.execute(
        "UPDATE joins SET state = ?2 WHERE invitation = ?1",
        params![&invitation.key.0[..], state],
    )?;
    Ok(())
}

/// Keeps that a role ends. What its holder wrote before stays an officer's.
pub(crate) fn end(connection: &Connection, ending: &Ending) -> Result<()> {
    connection.execute(
        "UPDATE grants SET until_ms = min(until_ms, ?2) WHERE invitation = ?1",
        params![&ending.invitation.0[..], ending.at],
    )?;
    Ok(())
}

/// The hub may have lost the grants that it once confirmed: they are offered to it again.
pub(crate) fn forget_confirmations(connection: &Connection) -> Result<()> {
    connection.execute(
        "UPDATE joins SET state = 'waiting' WHERE state = 'confirmed'",
        [],
    )?;
    Ok(())
}

/// Notes that the hub does not take a grant.
pub(crate) fn refuse(connection: &Connection, invitation: &PublicKey) -> Result<()> {
    connection.execute(
        "UPDATE joins SET state = 'refused' WHERE invitation = ?1 AND state = 'waiting'",
        [&invitation.0[..]],
    )?;
    Ok(())
}

/// Queues a grant that this device took up.
pub(super) fn wait(connection: &Connection, invitation: &PublicKey, grant: &Grant) -> Result<()> {
    connection.execute(
        "INSERT INTO joins (invitation, grant_bytes, state) VALUES (?1, ?2, 'waiting')
         ON CONFLICT (invitation) DO NOTHING",
        params![&invitation.0[..], postcard::to_stdvec(grant)?],
    )?;
    Ok(())
}

/// Grants that wait for the hub.
pub(crate) fn waiting(connection: &Connection) -> Result<Vec<Grant>> {
    let mut statement =
        connection.prepare_cached("SELECT grant_bytes FROM joins WHERE state = 'waiting'")?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    rows.map(|row| postcard::from_bytes(&row?).map_err(|_| Error::Stored("grant")))
        .collect()
}

/// Who the device was in a department at a time; `None` if it held no role there then.
pub(crate) fn holder(
    connection: &Connection,
    device: &PublicKey,
    department: &str,
    at: i64,
) -> Result<Option<Holder>> {
    Ok(connection
        .prepare_cached(
            "SELECT name FROM grants
             WHERE device = ?1 AND role = 'officer' AND department = ?2
                 AND from_ms <= ?3 AND ?3 < until_ms
             ORDER BY from_ms LIMIT 1",
        )?
        .query_row(params![&device.0[..], department, at], |row| row.get(0))
        .optional()?
        .map(|name| Holder {
            name,
            department: department.to_owned(),
        }))
}

/// The departments of which a device is an officer now.
pub(crate) fn active_departments(
    connection: &Connection,
    device: &PublicKey,
    now: Timestamp,
) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT department FROM grants
         WHERE device = ?1 AND role = 'officer' AND from_ms <= ?2 + ?3 AND ?2 < until_ms
         ORDER BY department",
    )?;
    let now = crate::sync::hub_time(connection, now)?;
    let rows = statement.query_map(params![&device.0[..], now, CLOCK_SLACK], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Who works in a department now: device, name, by name.
pub(crate) fn colleagues(
    connection: &Connection,
    department: &str,
    now: Timestamp,
) -> Result<Vec<(PublicKey, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT device, max(name) FROM grants
         WHERE role = 'officer' AND department = ?1 AND from_ms <= ?2 + ?3 AND ?2 < until_ms
         GROUP BY device ORDER BY 2, 1",
    )?;
    let now = crate::sync::hub_time(connection, now)?;
    let rows = statement.query_map(params![department, now, CLOCK_SLACK], |row| {
        Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?))
    })?;
    rows.map(|row| {
        let (device, name) = row?;
        let device = PublicKey::try_from(device.as_slice()).map_err(|_| Error::Stored("grant"))?;
        Ok((device, name))
    })
    .collect()
}

/// Roles of this device for its page: the registry's and those it asked for.
pub(super) fn mine(
    connection: &Connection,
    device: &PublicKey,
    now: Timestamp,
) -> Result<Vec<Role>> {
    let hub_now = crate::sync::hub_time(connection, now)?;
    let mut roles = Vec::new();
    let mut statement = connection.prepare(
        "SELECT name, role, department, from_ms, until_ms FROM grants WHERE device = ?1
         ORDER BY until_ms DESC",
    )?;
    let mut rows = statement.query([&device.0[..]])?;
    while let Some(row) = rows.next()? {
        let (from, until): (i64, i64) = (row.get(3)?, row.get(4)?);
        let active = (from - CLOCK_SLACK..until).contains(&hub_now);
        roles.push(Role {
            name: row.get(0)?,
            role: row.get(1)?,
            department: row.get(2)?,
            until: Timestamp(until),
            state: if active {
                RoleState::Active
            } else {
                RoleState::Refused
            },
        });
    }
    let mut statement =
        connection.prepare("SELECT grant_bytes, state FROM joins WHERE state <> 'confirmed'")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(0)?;
        let state: String = row.get(1)?;
        let grant: Grant = postcard::from_bytes(&bytes).map_err(|_| Error::Stored("grant"))?;
        let invitation = grant.invitation.read().ok_or(Error::Stored("grant"))?;
        roles.push(Role {
            name: invitation.name,
            role: invitation.role,
            department: invitation.department,
            until: Timestamp(invitation.until),
            state: if state == "waiting" {
                RoleState::Waiting
            } else {
                RoleState::Refused
            },
        });
    }
    Ok(roles)
}
