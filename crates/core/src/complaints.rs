//! Complaints: drafts, filing, casework, publication, the views of all sides.
//!
//! A case is a set of documents, each with one writing role ([`lanes`]). [`story`] puts them
//! together; tables and pages are made from it.

mod act;
mod check;
mod document;
mod draft;
mod filing;
mod handle;
mod lanes;
mod office;
mod photos;
mod publication;
mod published;
mod queue;
mod receipt;
mod reply;
mod role;
mod search;
mod story;
mod table;
mod view;

pub(crate) use draft::as_json as drafts_as_json;
pub(crate) use handle::handle;
pub(crate) use photos::unopened;
pub(crate) use published::{feeds, topics};
pub(crate) use table::{ids_of_mine, title};

use crate::{
    Error,
    context::Context,
    document::lane,
    error::Result,
    keep::{Kept, Sign},
};

use durbar_sync::LaneId;
use rusqlite::Connection;

pub(crate) const SCHEMA: &str = "
CREATE TABLE drafts (
    draft TEXT PRIMARY KEY,
    -- JSON of the answers as they stand, whatever they are.
    answers TEXT NOT NULL,
    step TEXT NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_photos (
    draft TEXT NOT NULL REFERENCES drafts (draft) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    photo BLOB NOT NULL,
    thumbnail BLOB NOT NULL,
    -- JSON of what the view needs.
    details TEXT NOT NULL,
    PRIMARY KEY (draft, photo)
) STRICT, WITHOUT ROWID;

-- Messages that are being written.
CREATE TABLE reply_drafts (
    lane BLOB PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Until when this person has seen a case.
CREATE TABLE complaints_seen (
    lane BLOB PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per case, made from its documents.
CREATE TABLE complaints (
    lane BLOB PRIMARY KEY,
    mine INTEGER NOT NULL,
    category TEXT NOT NULL,
    ward TEXT,
    department TEXT NOT NULL,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    closed INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    filed_at INTEGER NOT NULL,
    received_at INTEGER,
    due TEXT,
    last_activity INTEGER NOT NULL,
    -- The latest thing the other side did.
    news_at INTEGER NOT NULL,
    thumbnail BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX complaints_mine ON complaints (mine, last_activity);
CREATE INDEX complaints_queue ON complaints (department, closed, due);
";

pub(crate) const SCHEMA_2: &str = "
ALTER TABLE drafts ADD COLUMN intake TEXT;
-- The case that the draft changes.
ALTER TABLE drafts ADD COLUMN corrects BLOB;

DROP TABLE draft_photos;
CREATE TABLE draft_photos (
    draft TEXT NOT NULL REFERENCES drafts (draft) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    photo BLOB NOT NULL,
    thumbnail BLOB NOT NULL,
    -- The picture before any box.
    original BLOB NOT NULL,
    -- JSON of what the view needs.
    details TEXT NOT NULL,
    PRIMARY KEY (draft, photo)
) STRICT, WITHOUT ROWID;

CREATE TABLE reply_photos (
    lane BLOB NOT NULL,
    place INTEGER NOT NULL,
    photo BLOB NOT NULL,
    thumbnail BLOB NOT NULL,
    original BLOB NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (lane, photo)
) STRICT, WITHOUT ROWID;

DROP TABLE complaints;
CREATE TABLE complaints (
    lane BLOB PRIMARY KEY,
    mine INTEGER NOT NULL,
    category TEXT NOT NULL,
    ward TEXT,
    -- In charge now.
    department TEXT NOT NULL,
    channel TEXT NOT NULL,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    closed INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    -- The office waits for the person.
    asked INTEGER NOT NULL,
    -- Last day to object to a repair.
    confirm_until TEXT,
    confirmed INTEGER NOT NULL,
    assignee BLOB,
    merged_into BLOB,
    published INTEGER NOT NULL,
    supports INTEGER NOT NULL,
    latitude REAL,
    longitude REAL,
    filed_at INTEGER NOT NULL,
    received_at INTEGER,
    -- NULL while the clock stands.
    due TEXT,
    last_activity INTEGER NOT NULL,
    -- The latest thing the other side did.
    news_at INTEGER NOT NULL,
    thumbnail BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX complaints_mine ON complaints (mine, last_activity);
-- Every part of the queue is counted and ordered without a look at the rows.
CREATE INDEX complaints_queue ON complaints (department, closed, due, filed_at, opened, asked,
    assignee, confirmed, confirm_until);
CREATE INDEX complaints_merged ON complaints (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX complaints_place ON complaints (category, latitude);

-- Days on which the pack tells a department that an answer is late.
CREATE TABLE complaint_escalations (
    lane BLOB NOT NULL,
    department TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (lane, department, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX complaint_escalations_by_department ON complaint_escalations (department, day);

-- One row per published case, made from its public lanes.
CREATE TABLE published (
    case_lane BLOB PRIMARY KEY,
    lane BLOB NOT NULL UNIQUE,
    topic TEXT,
    category TEXT NOT NULL,
    ward TEXT,
    department TEXT NOT NULL,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    closed INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    -- Degrees, coarse.
    latitude REAL,
    longitude REAL,
    received TEXT NOT NULL,
    due TEXT,
    changed_at INTEGER NOT NULL,
    supports INTEGER NOT NULL,
    thumbnail BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX published_by_change ON published (changed_at);
CREATE INDEX published_by_place ON published (category, latitude);
CREATE INDEX published_by_topic ON published (topic);

-- Public feeds that this device follows.
CREATE TABLE follows (
    topic TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE search_rows (
    id INTEGER PRIMARY KEY,
    lane BLOB NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (
    words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
";

/// What was answered is not overdue, and what persons do is public.
pub(crate) const SCHEMA_3: &str = "
DROP INDEX complaints_queue;
-- Every part of the queue is counted and ordered without a look at the rows.
CREATE INDEX complaints_queue ON complaints (department, closed, answered, due, filed_at, opened,
    asked, assignee, confirmed, confirm_until);

-- Published cases of which something of the person's came that their summaries may not tell yet.
CREATE TABLE unsettled (
    case_lane BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
";

/// Tables with a row for each lane in which something is being written.
pub(crate) const OF_LANES: &[&str] = &["reply_photos", "reply_drafts"];

/// The other tables of this room that belong to the person.
pub(crate) const PERSONAL: &[&str] = &[
    "draft_photos",
    "drafts",
    "complaints_seen",
    "unsettled",
    "complaint_escalations",
    "complaints",
    "published",
    "follows",
    "search_rows",
    "search",
];

/// What of this room exists nowhere else.
pub(crate) const KEPT: &[Kept] = &[
    Kept::all("follows", "topic"),
    Kept::all("drafts", "draft"),
    Kept::all("draft_photos", "draft, photo"),
    Kept::all("reply_drafts", "lane"),
    Kept::all("reply_photos", "lane, photo"),
];

/// Pictures that nobody filed yet.
pub(crate) const SIGNS: &[Sign] = &[
    unfiled("draft_photos", "photo"),
    unfiled("draft_photos", "thumbnail"),
    unfiled("draft_photos", "original"),
    unfiled("reply_photos", "photo"),
    unfiled("reply_photos", "thumbnail"),
    unfiled("reply_photos", "original"),
];

const fn unfiled(table: &'static str, column: &'static str) -> Sign {
    Sign {
        table,
        kind: "blob",
        column,
    }
}

/// Pictures of what is being written: no lane names them yet.
pub(crate) const UNFILED_BLOBS: &str = "
    SELECT photo FROM draft_photos UNION SELECT thumbnail FROM draft_photos
    UNION SELECT original FROM draft_photos
    UNION SELECT photo FROM reply_photos UNION SELECT thumbnail FROM reply_photos
    UNION SELECT original FROM reply_photos";

/// Takes out what a damaged file gave and what cannot be read back: one such draft would hide all
/// others.
pub(crate) fn forget_unsound(connection: &Connection) -> Result<()> {
    draft::forget_unsound(connection)?;
    photos::forget_unsound(connection)
}

/// Brings the tables up to what a lane of this feature says. Returns the case, if it is one whose
/// page must be read again; `None` also for lanes of other features.
pub(crate) fn project(
    context: &mut Context<'_>,
    lane: &LaneId,
    kind: &str,
    hangs_on: Option<LaneId>,
) -> Result<Option<LaneId>> {
    let case = match (kind, hangs_on) {
        (lanes::FILING, None) => *lane,
        (
            lanes::CASEWORK | lanes::NOTES | lanes::REFERRAL | lanes::VOICE | lanes::PUBLIC,
            Some(case),
        ) => case,
        (lanes::SUPPORT, Some(_)) => match published::case_of(context.connection, lane)? {
            Some(case) => case,
            None => return Ok(None),
        },
        // Written by a newer version: kept, and shown by one that knows it.
        _ => return Ok(None),
    };
    if matches!(kind, lanes::PUBLIC | lanes::SUPPORT) {
        published::project(context, &case)?;
    }
    table::project(context, &case)?;
    if matches!(kind, lanes::FILING | lanes::VOICE) {
        context
            .connection
            .prepare_cached(
                "INSERT OR IGNORE INTO unsettled
                 SELECT case_lane FROM published WHERE case_lane = ?1",
            )?
            .execute([&case.0[..]])?;
    }
    Ok(Some(case))
}

/// Publishes what persons did with published cases, once all of it is here.
pub(crate) fn settle(context: &mut Context<'_>) -> Result<()> {
    let connection = context.connection;
    let cases = lane::ids(
        connection
            .prepare_cached("SELECT case_lane FROM unsettled")?
            .query_map([], |row| row.get(0))?,
    )?;
    for case in cases {
        connection.execute_batch("SAVEPOINT settle")?;
        match publication::follow_the_person(context, &case) {
            Ok(()) => {}
            Err(Error::Database(error)) => return Err(error.into()),
            // The next officer who opens it tries again.
            Err(_) => connection.execute_batch("ROLLBACK TO settle")?,
        }
        connection.execute_batch("RELEASE settle")?;
        connection
            .prepare_cached("DELETE FROM unsettled WHERE case_lane = ?1")?
            .execute([&case.0[..]])?;
    }
    Ok(())
}

/// Makes every table of this feature anew.
pub(crate) fn rebuild(context: &mut Context<'_>) -> Result<()> {
    context
        .connection
        .execute_batch("DELETE FROM search; DELETE FROM search_rows;")?;
    table::rebuild(context)?;
    published::rebuild(context)
}

/// What a person writes down: the first 40 bits of the case's id, "4F7K-29PM".
pub(crate) fn reference(lane: &LaneId) -> String {
    // Crockford's base 32: no letters that are mistaken for digits.
    let text = base32::encode(base32::Alphabet::Crockford, &lane.0[..5]);
    format!("{}-{}", &text[..4], &text[4..])
}
