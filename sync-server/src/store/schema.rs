//! Tables. A released step is never edited: a change is a new step.

mod records;
mod server;

pub(super) use server::{is_current as is_current_there, migrate as migrate_there};

use crate::error::Error;
use rusqlite::Connection;

/// Takes the schema from one number to the next: statements, then what they cannot express.
type Step = (&'static str, fn(&Connection) -> Result<(), Error>);

/// Each entry takes the schema from its index to the next number.
///
/// A record is stored once, in its home: the feed of the lane's writer, or the registry or pack
/// feed. Other feeds list it by home and number, so nothing needs a number over all feeds.
const STEPS: [Step; 5] = [
    (FIRST, |_| Ok(())),
    (SECOND, records::have_links),
    (THIRD, |_| Ok(())),
    (FOURTH, |_| Ok(())),
    (FIFTH, |_| Ok(())),
];

const FIRST: &str = "
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE feeds (
    feed TEXT NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE records (
    home TEXT NOT NULL REFERENCES feeds (feed),
    sequence INTEGER NOT NULL,
    lane BLOB,
    author BLOB,
    received INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (home, sequence)
) STRICT;

CREATE TABLE entries (
    feed TEXT NOT NULL REFERENCES feeds (feed),
    sequence INTEGER NOT NULL,
    home TEXT NOT NULL,
    home_sequence INTEGER NOT NULL,
    PRIMARY KEY (feed, sequence),
    FOREIGN KEY (home, home_sequence) REFERENCES records (home, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE lanes (
    lane BLOB NOT NULL PRIMARY KEY,
    home TEXT NOT NULL REFERENCES feeds (feed),
    kind TEXT NOT NULL,
    case_lane BLOB REFERENCES lanes (lane),
    header BLOB NOT NULL,
    signature BLOB,
    received INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lane_feeds (
    lane BLOB NOT NULL REFERENCES lanes (lane),
    feed TEXT NOT NULL REFERENCES feeds (feed),
    first INTEGER NOT NULL,
    PRIMARY KEY (lane, feed)
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
    lane BLOB NOT NULL REFERENCES lanes (lane),
    hash BLOB NOT NULL,
    actor BLOB NOT NULL,
    seq INTEGER NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (lane, hash),
    UNIQUE (lane, actor, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE blobs (
    blob BLOB NOT NULL PRIMARY KEY,
    length INTEGER NOT NULL,
    have INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    public INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lane_blobs (
    lane BLOB NOT NULL REFERENCES lanes (lane),
    blob BLOB NOT NULL REFERENCES blobs (blob),
    author BLOB NOT NULL,
    kind INTEGER NOT NULL,
    PRIMARY KEY (lane, blob, author)
) STRICT, WITHOUT ROWID;
CREATE INDEX lane_blobs_by_blob ON lane_blobs (blob);

CREATE TABLE grants (
    invitation_key BLOB NOT NULL PRIMARY KEY,
    device BLOB NOT NULL,
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_by_device ON grants (device);
";

/// Links between devices, revocations; a case can be listed anew as a whole.
///
/// `slot` is where the bytes go that an author has to send to prove that they have a blob which is
/// here already and which they may not read; none once they have, or need not.
///
/// `restores` holds the times between the last record of a backup and its restoring: what was
/// linked then is offered again when it could no longer be taken up.
const SECOND: &str = "
CREATE TABLE links (
    offer_key BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    device BLOB NOT NULL,
    mutual INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_person ON links (person);
CREATE INDEX links_by_device ON links (device);

CREATE TABLE revocations (
    device BLOB NOT NULL PRIMARY KEY,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE restores (
    from_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT;

ALTER TABLE lane_blobs ADD COLUMN slot BLOB;

CREATE INDEX records_by_lane ON records (lane, sequence) WHERE lane IS NOT NULL;
CREATE INDEX lanes_by_case ON lanes (case_lane) WHERE case_lane IS NOT NULL;
";

/// What each device has brought, in bytes: on `day`, counted from 1970 by the hub's clock, and in
/// all. What is here already counts.
const THIRD: &str = "
CREATE TABLE usage (
    device BLOB NOT NULL PRIMARY KEY,
    day INTEGER NOT NULL,
    words_day INTEGER NOT NULL,
    photos_day INTEGER NOT NULL,
    words INTEGER NOT NULL,
    photos INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO usage (device, day, words_day, photos_day, words, photos)
SELECT author, 0, 0, 0, sum(length(body)), 0 FROM records WHERE author IS NOT NULL GROUP BY author;

UPDATE usage SET photos = (
    SELECT coalesce(sum(have), 0) FROM blobs WHERE blob IN
        (SELECT coalesce(slot, blob) FROM lane_blobs WHERE author = usage.device)
);
";

/// Roles that were ended, and links that nobody is to open: the earliest end of each.
const FOURTH: &str = "
CREATE TABLE endings (
    invitation_key BLOB NOT NULL PRIMARY KEY,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
";

/// What of each feed is as it was before the hub was put back from a backup, and for whom.
const FIFTH: &str = "
ALTER TABLE feeds ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE restores ADD COLUMN epoch BLOB;
";

/// Settings of a connection that writes.
pub(super) fn prepare(connection: &Connection) -> Result<(), Error> {
    connection.busy_timeout(super::sqlite::BUSY)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // What that answers is said before it is on the disk. Only where there is a log can it be asked
    // how long it is.
    let length: i64 = connection.pragma_query_value(None, "wal_checkpoint", |row| {
        // Somebody else looks after it: there is one.
        Ok(if row.get(0)? { 0 } else { row.get(1)? })
    })?;
    // SQLite goes on without a log, and a cut of power may then undo what was acknowledged last; and
    // with a file that it could only open for reading.
    let refused = match (length, connection.is_readonly("main")?) {
        (_, true) => Some(rusqlite::ffi::SQLITE_READONLY),
        (0.., false) => None,
        _ => Some(rusqlite::ffi::SQLITE_IOERR),
    };
    if let Some(code) = refused {
        let failure = rusqlite::ffi::Error::new(code);
        return Err(rusqlite::Error::SqliteFailure(failure, None).into());
    }
    // An acknowledgement promises that a power cut does not lose it.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Settings of a connection that only reads.
pub(super) fn prepare_reader(connection: &Connection) -> Result<(), Error> {
    connection.busy_timeout(super::sqlite::BUSY)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Holds that no step is missing or unknown.
pub(super) fn is_current(connection: &Connection) -> Result<(), Error> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match usize::try_from(version) {
        Ok(at) if at == STEPS.len() => Ok(()),
        Ok(at) if at < STEPS.len() => Err(Error::Older(version)),
        _ => Err(Error::Newer(version)),
    }
}

/// Takes every step that is missing, each with its number in one transaction.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), Error> {
    loop {
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let version: i64 =
            transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let at = usize::try_from(version).map_err(|_| Error::Newer(version))?;
        if at > STEPS.len() {
            return Err(Error::Newer(version));
        }
        let Some((statements, finish)) = STEPS.get(at) else {
            return Ok(());
        };
        transaction.execute_batch(statements)?;
        finish(&transaction)?;
        transaction.pragma_update(None, "user_version", version + 1)?;
        transaction.commit()?;
    }
}
