//! The same tables on a PostgreSQL server. A released step is never edited: a change is a new step.
//!
//! No sequence, no trigger, no reference between tables, no lock on more than rows. Each table has
//! one column by which it can be spread over machines: a feed for `feeds`, `records` (there `home`)
//! and `entries`, a lane for `lanes`, `lane_feeds`, `changes` and `lane_blobs`, a blob for `blobs`, a
//! device for `usage` and `revocations`. Statements on the way of a sync name its value, but for
//! those that docs/capacity.md lists. An entry carries its record with it, wherever that lives.
//! `meta`, `grants`, `endings`, `links` and `restores` can be everywhere.

use crate::{
    error::Error,
    store::sql::{Connection, values},
};

const STEPS: [&str; 3] = [FIRST, SECOND, THIRD];

/// Texts are compared by their bytes, as SQLite does.
const FIRST: &str = r#"
CREATE TABLE meta (
    key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

CREATE TABLE feeds (
    feed TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE records (
    home TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    lane BYTEA,
    author BYTEA,
    received BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (home, sequence)
);
CREATE INDEX records_by_lane ON records (home, lane, sequence) WHERE lane IS NOT NULL;

CREATE TABLE entries (
    feed TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    home TEXT COLLATE "C" NOT NULL,
    home_sequence BIGINT NOT NULL,
    lane BYTEA,
    author BYTEA,
    body BYTEA NOT NULL,
    is_first BOOLEAN NOT NULL,
    PRIMARY KEY (feed, sequence)
);

CREATE TABLE lanes (
    lane BYTEA NOT NULL PRIMARY KEY,
    home TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    case_lane BYTEA,
    header BYTEA NOT NULL,
    signature BYTEA,
    received BIGINT NOT NULL
);
CREATE INDEX lanes_by_case ON lanes (case_lane) WHERE case_lane IS NOT NULL;

CREATE TABLE lane_feeds (
    lane BYTEA NOT NULL,
    feed TEXT COLLATE "C" NOT NULL,
    first BIGINT NOT NULL,
    PRIMARY KEY (lane, feed)
);

CREATE TABLE changes (
    lane BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    actor BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (lane, hash),
    UNIQUE (lane, actor, seq)
);

CREATE TABLE blobs (
    blob BYTEA NOT NULL PRIMARY KEY,
    length BIGINT NOT NULL,
    have BIGINT NOT NULL,
    complete BOOLEAN NOT NULL,
    public BOOLEAN NOT NULL
);

CREATE TABLE lane_blobs (
    lane BYTEA NOT NULL,
    blob BYTEA NOT NULL,
    author BYTEA NOT NULL,
    kind BIGINT NOT NULL,
    slot BYTEA,
    PRIMARY KEY (lane, blob, author)
);
CREATE INDEX lane_blobs_by_blob ON lane_blobs (blob);

CREATE TABLE grants (
    invitation_key BYTEA NOT NULL PRIMARY KEY,
    device BYTEA NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    department TEXT COLLATE "C" NOT NULL,
    from_ms BIGINT NOT NULL,
    until_ms BIGINT NOT NULL,
    sequence BIGINT NOT NULL
);
CREATE INDEX grants_by_device ON grants (device);

CREATE TABLE links (
    offer_key BYTEA NOT NULL PRIMARY KEY,
    person BYTEA NOT NULL,
    device BYTEA NOT NULL,
    mutual BOOLEAN NOT NULL
);
CREATE INDEX links_by_person ON links (person);
CREATE INDEX links_by_device ON links (device);

CREATE TABLE revocations (
    device BYTEA NOT NULL PRIMARY KEY,
    body BYTEA NOT NULL
);

CREATE TABLE restores (
    from_ms BIGINT NOT NULL,
    until_ms BIGINT NOT NULL
);

CREATE TABLE usage (
    device BYTEA NOT NULL PRIMARY KEY,
    day BIGINT NOT NULL,
    words_day BIGINT NOT NULL,
    photos_day BIGINT NOT NULL,
    words BIGINT NOT NULL,
    photos BIGINT NOT NULL
);
"#;

/// Roles that were ended, and links that nobody is to open: the earliest end of each.
const SECOND: &str = "
CREATE TABLE endings (
    invitation_key BYTEA NOT NULL PRIMARY KEY,
    body BYTEA NOT NULL
);
";

/// What of each feed is as it was before the hub was put back from a backup, and for whom.
const THIRD: &str = "
ALTER TABLE feeds ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;
ALTER TABLE restores ADD COLUMN epoch BYTEA;
";

const VERSIONS: &str = "CREATE TABLE IF NOT EXISTS durbar_schema (version BIGINT NOT NULL)";

fn version(connection: &Connection) -> Result<i64, Error> {
    connection.one(
        "SELECT coalesce(max(version), 0) FROM durbar_schema",
        values![],
    )
}

/// Holds that no step is missing or unknown.
///
/// # Errors
/// One is, or the server is not there.
pub(in crate::store) fn is_current(connection: &Connection) -> Result<(), Error> {
    let tables: bool = connection.one("SELECT to_regclass('durbar_schema') IS NOT NULL", &[])?;
    let version = if tables { version(connection)? } else { 0 };
    match usize::try_from(version) {
        Ok(at) if at == STEPS.len() => Ok(()),
        Ok(at) if at < STEPS.len() => Err(Error::Older(version)),
        _ => Err(Error::Newer(version)),
    }
}

/// Takes every step that is missing, each with its number in one transaction.
///
/// # Errors
/// The database is of a newer version, or the server refuses.
pub(in crate::store) fn migrate(connection: &Connection) -> Result<(), Error> {
    connection.batch(VERSIONS)?;
    loop {
        let is_done = connection.whole(|connection| {
            let version = version(connection)?;
            let at = usize::try_from(version).map_err(|_| Error::Newer(version))?;
            if at > STEPS.len() {
                return Err(Error::Newer(version));
            }
            let Some(statements) = STEPS.get(at) else {
                return Ok(true);
            };
            connection.batch(statements)?;
            connection.execute(
                "INSERT INTO durbar_schema (version) VALUES (?1)",
                values![version + 1],
            )?;
            Ok(false)
        })?;
        if is_done {
            return Ok(());
        }
    }
}
