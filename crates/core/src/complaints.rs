//! Complaints: drafts, filing, casework, the views of both sides.
//!
//! A case is two documents: the citizen's filing and the office's casework. Neither side can
//! write in the other's.

mod act;
mod check;
mod document;
mod draft;
mod handle;
mod table;
mod view;

pub(crate) use document::{CASEWORK, FILING};
pub(crate) use handle::handle;
pub(crate) use table::{project, rebuild, title};

use data_encoding::{Encoding, Specification};
use durbar_sync::LaneId;
use std::sync::LazyLock;

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

/// Crockford's base 32: no letters that are mistaken for digits.
static CROCKFORD: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification
        .symbols
        .push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    specification
        .encoding()
        .unwrap_or(data_encoding::BASE32_NOPAD)
});

/// What a person writes down: the first 40 bits of the case's id, "4F7K-29PM".
pub(crate) fn reference(lane: &LaneId) -> String {
    let text = CROCKFORD.encode(&lane.0[..5]);
    format!("{}-{}", &text[..4], &text[4..])
}
