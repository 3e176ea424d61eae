//! Lanes: who writes them and which feeds list them.

use super::{
    feeds::{self, Kept},
    grants, links,
    sql::{Connection, values},
};
use crate::error::Error;
use durbar_sync::{
    LaneId, PublicKey, Signature,
    header::{Header, Reader, SignedHeader, Writer},
    link::Linked,
    wire::Refusal,
};
use std::collections::BTreeSet;

/// A lane's header as stored.
///
/// # Errors
/// The database.
pub fn header(connection: &Connection, lane: &LaneId) -> Result<Option<Header>, Error> {
    connection.row(
        "SELECT header FROM lanes WHERE lane = ?1",
        values![lane],
        |row| Ok(postcard::from_bytes(row.bytes(0)?)?),
    )
}

/// A lane's header with the signature that it came with.
///
/// # Errors
/// The database.
pub fn signed_header(
    connection: &Connection,
    lane: &LaneId,
) -> Result<Option<SignedHeader>, Error> {
    connection.row(
        "SELECT header, signature FROM lanes WHERE lane = ?1",
        values![lane],
        |row| {
            Ok(SignedHeader {
                bytes: row.get(0)?,
                signature: row.get::<Option<[u8; 64]>>(1)?.map(Signature),
            })
        },
    )
}

/// The same, and nobody else adds a lane to it, or lists its case elsewhere, until the transaction
/// ends: a case that is listed anew is listed whole.
fn header_held(connection: &Connection, lane: &LaneId) -> Result<Option<Header>, Error> {
    connection.hold(
        "SELECT 1 FROM lanes WHERE lane = ?1 FOR UPDATE",
        values![lane],
    )?;
    header(connection, lane)
}

/// The feeds that list a lane.
///
/// # Errors
/// The database.
pub fn feeds(connection: &Connection, lane: &LaneId) -> Result<Vec<String>, Error> {
    connection.rows(
        "SELECT feed FROM lane_feeds WHERE lane = ?1 ORDER BY feed",
        values![lane],
        |row| row.get(0),
    )
}

/// Whether the feed lists the lane.
///
/// # Errors
/// The database.
pub fn is_in_feed(connection: &Connection, lane: &LaneId, feed: &str) -> Result<bool, Error> {
    connection.one(
        "SELECT EXISTS (SELECT 1 FROM lane_feeds WHERE lane = ?1 AND feed = ?2)",
        values![lane, feed],
    )
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
        Some(lane) => match header_held(connection, lane)? {
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

/// Has nobody else list anything where a lane is listed until the transaction ends. What is decided
/// of the lane after this rests on nothing that can still change.
///
/// # Errors
/// The database.
pub fn hold(connection: &Connection, lane: &LaneId, home: &str) -> Result<(), Error> {
    if connection.has_one_writer() {
        return Ok(());
    }
    let mut held: BTreeSet<String> = feeds(connection, lane)?.into_iter().collect();
    held.insert(home.to_owned());
    hold_in_order(connection, held)
}

/// The same where a new lane is to be listed, and for every lane of a case that is listed anew.
///
/// # Errors
/// The database.
pub fn hold_for_new(
    connection: &Connection,
    header: &Header,
    home: &str,
    plan: &Plan,
) -> Result<(), Error> {
    if connection.has_one_writer() {
        return Ok(());
    }
    let mut held: BTreeSet<String> = plan.others.iter().cloned().collect();
    held.insert(home.to_owned());
    if let Some(case) = header.case.as_ref().filter(|_| !plan.whole.is_empty()) {
        held.extend(connection.rows(
            "SELECT home FROM lanes WHERE lane = ?1 OR case_lane = ?1",
            values![case],
            |row| row.get::<String>(0),
        )?);
    }
    hold_in_order(connection, held)
}

/// In one order, whoever does it: else two could wait for each other.
fn hold_in_order(connection: &Connection, held: BTreeSet<String>) -> Result<(), Error> {
    held.iter()
        .try_for_each(|feed| feeds::hold(connection, feed))
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
    let lanes: Vec<(LaneId, String)> = connection.rows(
        "SELECT lane, home FROM lanes
         WHERE (lane = ?1 OR case_lane = ?1) AND NOT EXISTS
            (SELECT 1 FROM lane_feeds WHERE lane_feeds.lane = lanes.lane AND feed = ?2)
         ORDER BY lane != ?1, received, lane",
        values![case, feed],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (lane, home) in lanes {
        let records = connection.rows(
            "SELECT sequence, author, body FROM records WHERE home = ?1 AND lane = ?2
             ORDER BY sequence",
            values![&home, &lane],
            |row| {
                Ok(Kept {
                    home: home.clone(),
                    sequence: row.get(0)?,
                    lane: Some(lane),
                    author: row.get(1)?,
                    body: row.get(2)?,
                })
            },
        )?;
        let mut first = None;
        for record in &records {
            let number = feeds::refer(connection, feed, record)?;
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
    connection.execute(
        "INSERT INTO lanes (lane, home, kind, case_lane, header, signature, received)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        values![
            lane,
            home,
            &header.kind,
            header.case.as_ref(),
            &signed.bytes,
            signed.signature.as_ref().map(|signature| &signature.0),
            now,
        ],
    )?;
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
    connection.execute(
        "INSERT INTO lane_feeds (lane, feed, first) VALUES (?1, ?2, ?3)",
        values![lane, feed, first],
    )?;
    feeds::note_first(connection, feed, first)
}
