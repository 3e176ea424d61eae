//! Which device acts for which person, and which one no longer acts for anybody.
//!
//! A link is an edge from a device to a person; a mutual one leads back, too. A revoked device's
//! edges are over. Edges to it stay: a person outlives their first phone.

use super::{
    feeds::{self, NewRecord},
    sql::{Connection, values},
};
use crate::error::Error;
use durbar_sync::{
    PublicKey,
    link::{Link, Linked, SignedRevocation},
    wire::{Body, MAX_LINKS},
};

/// Most links in which one key takes part. Bounds what a question about it costs.
const MOST: i64 = 32;

/// What became of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linking {
    /// It is kept now; these feeds have it.
    New(Vec<String>),
    /// It was here already.
    Known,
    /// It is not taken.
    Refused,
}

/// Takes a verified link that `sender`, one of its ends, offers.
///
/// # Errors
/// The database.
pub fn take(
    connection: &Connection,
    (link, linked): (&Link, &Linked),
    sender: &PublicKey,
    now: i64,
) -> Result<Linking, Error> {
    if *sender != linked.device && *sender != linked.person {
        return Ok(Linking::Refused);
    }
    if is_revoked(connection, sender)? {
        return Ok(Linking::Refused);
    }
    // Also where the other end was revoked since: who acts for a lost phone goes on.
    if let Some(known) = find(connection, &linked.key)? {
        return Ok(if known == edge(linked) {
            Linking::Known
        } else {
            Linking::Refused
        });
    }
    if is_revoked(connection, &linked.device)? || is_revoked(connection, &linked.person)? {
        return Ok(Linking::Refused);
    }
    if !can_be_taken_up(connection, linked.until, now)?
        || count(connection, &linked.device)? >= MOST
        || count(connection, &linked.person)? >= MOST
    {
        return Ok(Linking::Refused);
    }
    connection.execute(
        "INSERT INTO links (offer_key, person, device, mutual) VALUES (?1, ?2, ?3, ?4)",
        values![&linked.key, &linked.person, &linked.device, linked.mutual],
    )?;
    let body = Body::Link(link.clone());
    record(connection, &body, [&linked.person, &linked.device], now).map(Linking::New)
}

/// Lists a record in the feeds of two keys.
fn record(
    connection: &Connection,
    body: &Body,
    keys: [&PublicKey; 2],
    now: i64,
) -> Result<Vec<String>, Error> {
    let [home, other] = keys.map(feeds::of_person);
    let kept = feeds::append(
        connection,
        &NewRecord {
            home: &home,
            lane: None,
            author: None,
            received: now,
            body,
        },
    )?;
    if other == home {
        return Ok(vec![home]);
    }
    feeds::refer(connection, &other, &kept)?;
    Ok(vec![home, other])
}

/// The ends of a link: for whom, who, and whether both ways.
type Edge = (PublicKey, PublicKey, bool);

fn edge(linked: &Linked) -> Edge {
    (linked.person, linked.device, linked.mutual)
}

fn find(connection: &Connection, key: &PublicKey) -> Result<Option<Edge>, Error> {
    connection.row(
        "SELECT person, device, mutual FROM links WHERE offer_key = ?1",
        values![key],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

fn count(connection: &Connection, key: &PublicKey) -> Result<i64, Error> {
    connection.one(
        "SELECT count(*) FROM links WHERE person = ?1 OR device = ?1",
        values![key],
    )
}

/// Whether an offer can be taken up now, or was when a backup had already been made that was
/// put back since: what was linked between is not in it.
fn can_be_taken_up(connection: &Connection, until: i64, now: i64) -> Result<bool, Error> {
    if now < until {
        return Ok(true);
    }
    connection.one(
        "SELECT EXISTS (SELECT 1 FROM restores WHERE from_ms <= ?1 AND ?1 <= until_ms)",
        values![until],
    )
}

/// For whom a device acts, itself first. Nobody, if it is revoked.
///
/// # Errors
/// The database.
pub fn persons(connection: &Connection, device: &PublicKey) -> Result<Vec<PublicKey>, Error> {
    let mut reached = Vec::new();
    if !is_revoked(connection, device)? {
        reached.push(*device);
    }
    let (mut from, mut steps) = (0, 0);
    while from < reached.len() && steps < MAX_LINKS {
        let to = reached.len();
        for at in from..to {
            // The edges of a revoked device are over.
            if is_revoked(connection, &reached[at])? {
                continue;
            }
            let found: Vec<PublicKey> = connection.rows(
                "SELECT person FROM links WHERE device = ?1
                 UNION SELECT device FROM links WHERE person = ?1 AND mutual",
                values![&reached[at]],
                |row| row.get(0),
            )?;
            for person in found {
                if !reached.contains(&person) {
                    reached.push(person);
                }
            }
        }
        (from, steps) = (to, steps + 1);
    }
    Ok(reached)
}

/// Whether each link of a chain is known here and none of those who act is revoked.
///
/// # Errors
/// The database.
pub fn hold(
    connection: &Connection,
    device: &PublicKey,
    chain: &[Linked],
    person: &PublicKey,
) -> Result<bool, Error> {
    let mut at = *device;
    for linked in chain {
        if is_revoked(connection, &at)? || find(connection, &linked.key)? != Some(edge(linked)) {
            return Ok(false);
        }
        match linked.person_of(&at) {
            Some(next) => at = next,
            None => return Ok(false),
        }
    }
    Ok(at == *person)
}

/// The revocation of a device.
///
/// # Errors
/// The database.
pub fn revocation(
    connection: &Connection,
    device: &PublicKey,
) -> Result<Option<SignedRevocation>, Error> {
    connection.row(
        "SELECT body FROM revocations WHERE device = ?1",
        values![device],
        |row| Ok(postcard::from_bytes(row.bytes(0)?)?),
    )
}

/// Whether a device was revoked.
///
/// # Errors
/// The database.
pub fn is_revoked(connection: &Connection, device: &PublicKey) -> Result<bool, Error> {
    connection.one(
        "SELECT EXISTS (SELECT 1 FROM revocations WHERE device = ?1)",
        values![device],
    )
}

/// Takes a revocation whose signature holds, if who signed it acts for the device or the device
/// for them. Returns the feeds that have it now; none if it is not taken or known already.
///
/// # Errors
/// The database.
pub fn revoke(
    connection: &Connection,
    signed: &SignedRevocation,
    now: i64,
) -> Result<Vec<String>, Error> {
    let said = &signed.revocation;
    if is_revoked(connection, &said.device)? {
        return Ok(Vec::new());
    }
    let theirs = persons(connection, &said.by)?;
    let may = theirs.contains(&said.device)
        || (!theirs.is_empty() && persons(connection, &said.device)?.contains(&said.by));
    if !may {
        return Ok(Vec::new());
    }
    connection.execute(
        "INSERT INTO revocations (device, body) VALUES (?1, ?2)",
        values![&said.device, &postcard::to_stdvec(signed)?],
    )?;
    let body = Body::Revocation(signed.clone());
    record(connection, &body, [&said.device, &said.by], now)
}
