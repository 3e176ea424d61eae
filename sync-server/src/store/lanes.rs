//! Lanes: who writes them and which feeds list them.

use super::{feeds, grants};
use crate::error::Error;
use durbar_sync::{
    LaneId, PublicKey,
    header::{Header, Reader, SignedHeader, Writer},
    wire::Refusal,
};
use rusqlite::{Connection, OptionalExtension, params};

/// A lane's header as stored.
///
/// # Errors
/// The database.
pub fn header(connection: &Connection, lane: &LaneId) -> Result<Option<Header>, Error> {
    let bytes: Option<Vec<u8>> = connection
        .prepare_cached("SELECT header FROM lanes WHERE lane = ?1")?
        .query_row([lane.0], |row| row.get(0))
        .optional()?;
    Ok(bytes
        .map(|bytes| postcard::from_bytes(&bytes))
        .transpose()?)
}

/// The feeds that list a lane.
///
/// # Errors
/// The database.
pub fn feeds(connection: &Connection, lane: &LaneId) -> Result<Vec<String>, Error> {
    let mut select =
        connection.prepare_cached("SELECT feed FROM lane_feeds WHERE lane = ?1 ORDER BY feed")?;
    let found = select.query_map([lane.0], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Whether the feed lists the lane.
///
/// # Errors
/// The database.
pub fn is_in_feed(connection: &Connection, lane: &LaneId, feed: &str) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM lane_feeds WHERE lane = ?1 AND feed = ?2)")?
        .query_row(params![lane.0, feed], |row| row.get(0))?)
}

/// The feed of whoever writes a lane; `None` if no department can have such an id.
pub fn home(writer: &Writer) -> Option<String> {
    match writer {
        Writer::Person(person) => Some(feeds::of_person(person)),
        Writer::Department(department) => feeds::of_department(department),
    }
}

/// Whether the device holds the writing role now.
///
/// # Errors
/// The database.
pub fn may_write(
    connection: &Connection,
    writer: &Writer,
    device: &PublicKey,
    now: i64,
) -> Result<bool, Error> {
    match writer {
        Writer::Person(person) => Ok(person == device),
        Writer::Department(department) => grants::is_officer(connection, device, department, now),
    }
}

/// A new lane's feeds beside its home, if its header may stand.
///
/// A lane may hang on a case only if its writer reads that case; a missing case and a foreign
/// one are refused alike.
///
/// # Errors
/// The database.
pub fn plan(
    connection: &Connection,
    header: &Header,
    home: &str,
) -> Result<Result<Vec<String>, Refusal>, Error> {
    if !is_kind(&header.kind) {
        return Ok(Err(Refusal::BadSignature));
    }
    let case = match &header.case {
        None => None,
        Some(case) => {
            let found = self::header(connection, case)?;
            match found {
                Some(found) if is_in_feed(connection, case, home)? => Some(found),
                _ => return Ok(Err(Refusal::UnknownCase)),
            }
        }
    };
    let mut others = Vec::new();
    for reader in &header.readers {
        let feed = match (reader, &case) {
            (Reader::Department(department), _) => feeds::of_department(department),
            (Reader::CaseWriter, Some(case)) => self::home(&case.writer),
            (Reader::CaseWriter, None) => return Ok(Err(Refusal::UnknownCase)),
        };
        let Some(feed) = feed else {
            return Ok(Err(Refusal::BadSignature));
        };
        if feed != home && !others.contains(&feed) {
            others.push(feed);
        }
    }
    Ok(Ok(others))
}

fn is_kind(kind: &str) -> bool {
    (1..=64).contains(&kind.len())
        && kind
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'/'))
}

/// Stores a new lane. Its feeds are listed with its first record.
///
/// # Errors
/// The database.
pub fn create(
    connection: &Connection,
    lane: &LaneId,
    (header, signed): (&Header, &SignedHeader),
    home: &str,
    now: i64,
) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT INTO lanes (lane, home, kind, case_lane, header, signature, received)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            lane.0,
            home,
            header.kind,
            header.case.map(|case| case.0),
            signed.bytes,
            signed.signature.map(|signature| signature.0),
            now,
        ])?;
    Ok(())
}

/// Notes that a feed lists a lane from this number on.
///
/// # Errors
/// The database.
pub fn add_feed(
    connection: &Connection,
    lane: &LaneId,
    feed: &str,
    first: i64,
) -> Result<(), Error> {
    connection
        .prepare_cached("INSERT INTO lane_feeds (lane, feed, first) VALUES (?1, ?2, ?3)")?
        .execute(params![lane.0, feed, first])?;
    Ok(())
}
