//! Feeds: ordered logs, each with a sequence of its own and without gaps.

use super::{
    grants, lanes, links,
    sql::{Connection, values},
};
use crate::error::Error;
use durbar_sync::{
    LaneId, PublicKey,
    link::SignedRevocation,
    wire::{Body, Feed, Record},
};
use std::ops::ControlFlow;

/// The public feed of grants.
pub const REGISTRY: &str = "registry";
/// The public feed of pack versions.
pub const PACK: &str = "pack";

/// The feed of what a person wrote and got.
pub fn of_person(person: &PublicKey) -> String {
    format!("person/{person}")
}

/// The feed of a department; `None` if no department can have such an id.
pub fn of_department(department: &str) -> Option<String> {
    is_name(department).then(|| format!("department/{department}"))
}

/// Whether this is the feed of a department.
pub(super) fn is_departments(feed: &str) -> bool {
    feed.starts_with("department/")
}

/// The feed of a topic that everybody may follow; `None` if no topic can have such a name.
pub fn of_topic(topic: &str) -> Option<String> {
    is_name(topic).then(|| format!("public/{topic}"))
}

/// The categories of which something is or was published: each has a public topic of its own.
///
/// # Errors
/// The database.
pub fn categories(connection: &Connection) -> Result<Vec<String>, Error> {
    connection.rows(
        "SELECT substr(feed, 17) FROM feeds
         WHERE feed > 'public/category-' AND feed < 'public/category.' ORDER BY feed",
        &[],
        |row| row.get(0),
    )
}

/// Whether this is a short lower-case name: ids come from clients and name feeds.
pub fn is_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// A new record.
pub struct NewRecord<'a> {
    /// The feed it lives in.
    pub home: &'a str,
    /// Its lane, if it is of one.
    pub lane: Option<&'a LaneId>,
    /// The device that wrote it; `None`: also goes back to who caused it.
    pub author: Option<&'a PublicKey>,
    /// The hub's time.
    pub received: i64,
    /// The record without its place and header.
    pub body: &'a Body,
}

/// A record in its home.
pub struct Kept {
    /// The feed it lives in.
    pub home: String,
    /// Its number there.
    pub sequence: i64,
    /// Its lane, if it is of one.
    pub lane: Option<LaneId>,
    /// The device that wrote it.
    pub author: Option<PublicKey>,
    /// Its body, encoded.
    pub body: Vec<u8>,
}

/// Stores a record in its home.
///
/// # Errors
/// The database.
pub fn append(connection: &Connection, record: &NewRecord<'_>) -> Result<Kept, Error> {
    let kept = Kept {
        home: record.home.to_owned(),
        sequence: next(connection, record.home)?,
        lane: record.lane.copied(),
        author: record.author.copied(),
        body: postcard::to_stdvec(record.body)?,
    };
    connection.execute(
        "INSERT INTO records (home, sequence, lane, author, received, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        values![
            record.home,
            kept.sequence,
            record.lane,
            record.author,
            record.received,
            &kept.body,
        ],
    )?;
    list(connection, (record.home, kept.sequence), &kept)?;
    Ok(kept)
}

/// Lists a record in another feed and returns its number there.
///
/// # Errors
/// The database.
pub fn refer(connection: &Connection, feed: &str, kept: &Kept) -> Result<i64, Error> {
    let sequence = next(connection, feed)?;
    list(connection, (feed, sequence), kept)?;
    Ok(sequence)
}

fn list(connection: &Connection, (feed, sequence): (&str, i64), kept: &Kept) -> Result<(), Error> {
    match connection {
        Connection::Sqlite(_) => connection.execute(
            "INSERT INTO entries (feed, sequence, home, home_sequence) VALUES (?1, ?2, ?3, ?4)",
            values![feed, sequence, &kept.home, kept.sequence],
        ),
        // With all that whoever reads the feed needs: the record may live on another machine.
        Connection::Postgres(_) => connection.execute(
            "INSERT INTO entries
                (feed, sequence, home, home_sequence, lane, author, body, is_first)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, FALSE)",
            values![
                feed,
                sequence,
                &kept.home,
                kept.sequence,
                kept.lane.as_ref(),
                kept.author.as_ref(),
                &kept.body,
            ],
        ),
    }?;
    Ok(())
}

/// Notes that an entry is the first of its lane in a feed: it goes out with the lane's header.
///
/// # Errors
/// The database.
pub(super) fn note_first(connection: &Connection, feed: &str, sequence: i64) -> Result<(), Error> {
    if let Connection::Postgres(_) = connection {
        connection.execute(
            "UPDATE entries SET is_first = TRUE WHERE feed = ?1 AND sequence = ?2",
            values![feed, sequence],
        )?;
    }
    Ok(())
}

fn next(connection: &Connection, feed: &str) -> Result<i64, Error> {
    // Whoever else lists something in the feed waits here until this is committed or taken back:
    // numbers have no gaps, and whoever sees one sees all before it.
    connection.one(
        "INSERT INTO feeds (feed, last) VALUES (?1, 1)
         ON CONFLICT (feed) DO UPDATE SET last = feeds.last + 1
         RETURNING last",
        values![feed],
    )
}

/// Has nobody else list anything in a feed until the transaction ends.
///
/// # Errors
/// The database.
pub(super) fn hold(connection: &Connection, feed: &str) -> Result<(), Error> {
    connection.hold(
        "INSERT INTO feeds (feed, last) VALUES (?1, 0)
         ON CONFLICT (feed) DO UPDATE SET last = feeds.last",
        values![feed],
    )
}

/// The last number of a feed, 0 if it is empty.
///
/// # Errors
/// The database.
pub fn last(connection: &Connection, feed: &str) -> Result<i64, Error> {
    let last = connection.row(
        "SELECT last FROM feeds WHERE feed = ?1",
        values![feed],
        |row| row.get(0),
    )?;
    Ok(last.unwrap_or(0))
}

/// What somebody asks of the feeds.
#[derive(Clone, Debug)]
pub struct Question {
    /// Who asks.
    pub device: PublicKey,
    /// Feeds with the last number known.
    pub cursors: Vec<(Feed, u64)>,
    /// Bytes of records, at most; one record is always given.
    pub budget: u64,
    /// Whether the device's own records too.
    pub own: bool,
}

impl Question {
    /// The keys of the feeds in it that the device may follow; `None` where it may not.
    ///
    /// # Errors
    /// The database.
    pub fn allowed(&self, connection: &Connection, now: i64) -> Result<Vec<Option<String>>, Error> {
        let is_revoked = links::is_revoked(connection, &self.device)?;
        let mut persons = None;
        self.cursors
            .iter()
            .map(|(feed, _)| match feed {
                Feed::Registry => Ok(Some(REGISTRY.to_owned())),
                Feed::Pack => Ok(Some(PACK.to_owned())),
                Feed::Public(topic) => Ok(of_topic(topic)),
                Feed::Person(_) | Feed::Department(_) if is_revoked => Ok(None),
                Feed::Person(person) if *person == self.device => Ok(Some(of_person(person))),
                Feed::Person(person) => {
                    if persons.is_none() {
                        persons = Some(links::persons(connection, &self.device)?);
                    }
                    let acts = persons.iter().flatten().any(|other| other == person);
                    Ok(acts.then(|| of_person(person)))
                }
                Feed::Department(department) => {
                    let officer = grants::is_officer(connection, &self.device, department, now)?;
                    Ok(of_department(department).filter(|_| officer))
                }
            })
            .collect()
    }
}

/// A record of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// It.
    pub record: Record,
    /// Whether its author is the person who writes its lane.
    pub is_persons: bool,
}

/// What the feeds answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Records in order.
    pub records: Vec<Listed>,
    /// Per feed, how far it was read.
    pub cursors: Vec<u64>,
    /// Indexes of feeds that the device may not follow.
    pub denied: Vec<u8>,
    /// Whether more waits.
    pub more: bool,
    /// The revocation of the device that asks.
    pub revoked: Option<SignedRevocation>,
}

/// Reads feed by feed until the budget is used: first what others rest on, then what is the
/// device's own, then what everybody may read.
///
/// # Errors
/// The database.
pub fn read(connection: &Connection, question: &Question, now: i64) -> Result<News, Error> {
    let allowed = question.allowed(connection, now)?;
    let mut news = News {
        cursors: question.cursors.iter().map(|(_, cursor)| *cursor).collect(),
        revoked: links::revocation(connection, &question.device)?,
        ..News::default()
    };
    let mut order: Vec<usize> = (0..allowed.len()).collect();
    order.sort_by_key(|&index| match question.cursors[index].0 {
        Feed::Registry => 0,
        Feed::Pack => 1,
        Feed::Person(_) | Feed::Department(_) => 2,
        Feed::Public(_) => 3,
    });
    let mut left = question.budget;
    for index in order {
        let number = u8::try_from(index).map_err(|_| Error::Damaged("too many cursors"))?;
        match &allowed[index] {
            None => news.denied.push(number),
            Some(feed) => read_feed(connection, question, (number, feed), &mut left, &mut news)?,
        }
    }
    news.denied.sort_unstable();
    Ok(news)
}

/// Rows of a feed that are asked for at a time.
const PAGE: i64 = 64;

fn read_feed(
    connection: &Connection,
    question: &Question,
    at: (u8, &str),
    left: &mut u64,
    news: &mut News,
) -> Result<(), Error> {
    while read_page(connection, question, at, left, news)? {}
    Ok(())
}

/// Returns whether there may be another page, and room for it.
fn read_page(
    connection: &Connection,
    question: &Question,
    (number, feed): (u8, &str),
    left: &mut u64,
    news: &mut News,
) -> Result<bool, Error> {
    let index = usize::from(number);
    let cursor = i64::try_from(news.cursors[index]).unwrap_or(i64::MAX);
    let (mut count, mut is_full) = (0, false);
    // Records that go out with their lane's header.
    let mut firsts = Vec::new();
    let page = match connection {
        Connection::Sqlite(_) => {
            "SELECT entries.sequence, records.author, records.body, records.home,
                    lane_feeds.first IS NOT NULL
             FROM entries
             JOIN records
                ON records.home = entries.home AND records.sequence = entries.home_sequence
             LEFT JOIN lane_feeds ON lane_feeds.lane = records.lane
                AND lane_feeds.feed = entries.feed AND lane_feeds.first = entries.sequence
             WHERE entries.feed = ?1 AND entries.sequence > ?2
             ORDER BY entries.sequence LIMIT ?3"
        }
        Connection::Postgres(_) => {
            "SELECT sequence, author, body, home, is_first FROM entries
             WHERE feed = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3"
        }
    };
    connection.each(page, values![feed, cursor, PAGE], |row| {
        count += 1;
        let sequence: u64 = row.get(0)?;
        let author: Option<PublicKey> = row.get(1)?;
        if !question.own && author == Some(question.device) {
            news.cursors[index] = sequence;
            return Ok(ControlFlow::Continue(()));
        }
        let bytes = row.bytes(2)?;
        let size = bytes.len() as u64;
        if !news.records.is_empty() && size > *left {
            news.more = true;
            *left = 0;
            is_full = true;
            return Ok(ControlFlow::Break(()));
        }
        if row.get(4)? {
            firsts.push(news.records.len());
        }
        *left = left.saturating_sub(size);
        news.cursors[index] = sequence;
        let home: String = row.get(3)?;
        news.records.push(Listed {
            record: Record {
                feed: number,
                sequence,
                body: postcard::from_bytes(bytes)?,
                seal: None,
            },
            is_persons: author.is_some_and(|author| home == of_person(&author)),
        });
        Ok(ControlFlow::Continue(()))
    })?;
    for first in firsts {
        if let Some(Listed { record, .. }) = news.records.get_mut(first)
            && let Body::Lane(body) = &mut record.body
        {
            body.header = lanes::signed_header(connection, &body.lane)?;
            if body.header.is_none() {
                // On another machine, which does not show it yet. A device that got the record
                // without it could not take it, and would not be given it again.
                news.cursors[index] = record.sequence.saturating_sub(1);
                news.records.truncate(first);
                return Ok(false);
            }
        }
    }
    Ok(!is_full && count == PAGE)
}
