//! Lanes: who writes them and which feeds list them.

use super::{feeds, grants, links};
use crate::error::Error;
use durbar_sync::{
    LaneId, PublicKey,
    header::{Header, Reader, SignedHeader, Writer},
    link::Linked,
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

/// Whether the device holds the writing role now. `chain`: the links over which it claims to
/// act for a person; none if it is the person's own or writes as an officer.
///
/// # Errors
/// The database.
pub fn may_write(
    connection: &Connection,
    writer: &Writer,
    (device, chain): (&PublicKey, &[Linked]),
    now: i64,
) -> Result<bool, Error> {
    if links::is_revoked(connection, device)? {
        return Ok(false);
    }
    match writer {
        Writer::Person(person) if chain.is_empty() => Ok(person == device),
        Writer::Person(person) => links::hold(connection, device, chain, person),
        Writer::Department(department) => {
            Ok(chain.is_empty() && grants::is_officer(connection, device, department, now)?)
        }
    }
}

/// Where a new lane is listed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Feeds beside its home.
    pub others: Vec<String>,
    /// Of these, the ones that get every lane of its case first.
    pub whole: Vec<String>,
}

/// A new lane's feeds beside its home, if its header may stand.
///
/// A lane may hang on a case only if its writer reads that case, or everybody does; a missing
/// case and a foreign one are refused alike. Whatever hangs on a case is listed where its
/// departments find it.
///
/// # Errors
/// The database.
pub fn plan(
    connection: &Connection,
    header: &Header,
    home: &str,
) -> Result<Result<Plan, Refusal>, Error> {
    if !is_kind(&header.kind) {
        return Ok(Err(Refusal::BadSignature));
    }
    let is_department = matches!(header.writer, Writer::Department(_));
    let mut found = Vec::new();
    let case = match &header.case {
        None => None,
        Some(lane) => match self::header(connection, lane)? {
            Some(case)
                if is_in_feed(connection, lane, home)? || (case.is_public() && !is_department) =>
            {
                let listed = feeds(connection, lane)?.into_iter();
                found.extend(listed.filter(|feed| feeds::is_departments(feed)));
                Some(case)
            }
            _ => return Ok(Err(Refusal::UnknownCase)),
        },
    };
    let mut plan = Plan::default();
    for reader in &header.readers {
        let feed = match (reader, &case) {
            (Reader::Department(department), _) => feeds::of_department(department),
            (Reader::CasePerson, Some(case)) => {
                let persons = persons(case);
                if persons.is_empty() {
                    return Ok(Err(Refusal::UnknownCase));
                }
                found.extend(persons.iter().map(feeds::of_person));
                continue;
            }
            (Reader::CasePerson, None) => return Ok(Err(Refusal::UnknownCase)),
            (Reader::Person(person), None) if is_department => Some(feeds::of_person(person)),
            (Reader::WholeCase(_), None) if is_department => {
                return Ok(Err(Refusal::UnknownCase));
            }
            (Reader::WholeCase(department), Some(case)) if is_department && !case.is_public() => {
                let feed = feeds::of_department(department);
                plan.whole.extend(feed.clone());
                feed
            }
            (Reader::Public(topic), _) if is_department => feeds::of_topic(topic),
            (Reader::Person(_) | Reader::WholeCase(_) | Reader::Public(_), _) => {
                return Ok(Err(Refusal::NotAllowed));
            }
        };
        match feed {
            Some(feed) => found.push(feed),
            None => return Ok(Err(Refusal::BadSignature)),
        }
    }
    for feed in found {
        if feed != home && !plan.others.contains(&feed) {
            plan.others.push(feed);
        }
    }
    plan.whole.retain(|feed| feed != home);
    Ok(Ok(plan))
}

/// The persons of a case: its writer or, where an office took it in, those whom it names.
fn persons(case: &Header) -> Vec<PublicKey> {
    match &case.writer {
        Writer::Person(person) => vec![*person],
        Writer::Department(_) => case
            .readers
            .iter()
            .filter_map(|reader| match reader {
                Reader::Person(person) => Some(*person),
                _ => None,
            })
            .collect(),
    }
}

/// Lists every lane of a case in a feed, with all its records so far: the case itself first,
/// then what hangs on it. What hangs on a published summary of it is not of the case.
///
/// # Errors
/// The database.
pub fn list_case(connection: &Connection, case: &LaneId, feed: &str) -> Result<(), Error> {
    let mut missing = connection.prepare_cached(
        "SELECT lane, home FROM lanes
         WHERE (lane = ?1 OR case_lane = ?1) AND NOT EXISTS
            (SELECT 1 FROM lane_feeds WHERE lane_feeds.lane = lanes.lane AND feed = ?2)
         ORDER BY lane != ?1, received, lane",
    )?;
    let mut records = connection
        .prepare_cached("SELECT sequence FROM records WHERE lane = ?1 ORDER BY sequence")?;
    let lanes = missing
        .query_map(params![case.0, feed], |row| {
            Ok((LaneId(row.get(0)?), row.get(1)?))
        })?
        .collect::<Result<Vec<(LaneId, String)>, _>>()?;
    for (lane, home) in lanes {
        let mut first = None;
        for sequence in records.query_map([lane.0], |row| row.get(0))? {
            let number = feeds::refer(connection, feed, &home, sequence?)?;
            first.get_or_insert(number);
        }
        if let Some(first) = first {
            add_feed(connection, &lane, feed, first)?;
        }
    }
    Ok(())
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
