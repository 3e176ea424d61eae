//! Lanes and their Automerge documents: the truth of the app.
//!
//! Only changes are stored, each with its author and the hub's time of receipt; a document is
//! its changes applied in order. An edit writes its change and the outbox row in the caller's
//! transaction.

pub(crate) mod actor;
pub(crate) mod lane;
pub(crate) mod rebase;
pub(crate) mod vet;

use crate::{
    Error,
    error::Result,
    identity,
    keep::{By, Kept, Sign},
    media,
};
use automerge::{ActorId, Automerge, Change, transaction::CommitOptions};
use durbar_api::Timestamp;
use durbar_sync::{ChangeHash, LaneId, PublicKey, chunk};
use rusqlite::{Connection, params};

pub(crate) const SCHEMA: &str = "
CREATE TABLE lanes (
    lane BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    header BLOB NOT NULL,
    signature BLOB,
    case_lane BLOB,
    -- Whether the hub has the header.
    acknowledged INTEGER NOT NULL DEFAULT 0,
    -- Heads of the last receipt, 32 bytes each.
    heads BLOB NOT NULL DEFAULT x'',
    -- When the hub stored the first record of the lane, its clock, milliseconds.
    received INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX lanes_by_case ON lanes (case_lane) WHERE case_lane IS NOT NULL;
CREATE INDEX lanes_by_kind ON lanes (kind);

CREATE TABLE changes (
    position INTEGER PRIMARY KEY,
    lane BLOB NOT NULL REFERENCES lanes (lane),
    hash BLOB NOT NULL,
    bytes BLOB NOT NULL,
    actor BLOB NOT NULL,
    start_op INTEGER NOT NULL,
    -- The device that signed it.
    author BLOB NOT NULL,
    -- Written on this device.
    own INTEGER NOT NULL,
    -- Was in a push that may have arrived.
    pushed INTEGER NOT NULL DEFAULT 0,
    -- A receipt covers it.
    acknowledged INTEGER NOT NULL,
    -- When the hub stored it, its clock, milliseconds.
    received INTEGER,
    UNIQUE (lane, hash)
) STRICT;
CREATE INDEX changes_to_send ON changes (lane, position) WHERE own = 1 AND acknowledged = 0;

-- The device that each actor of a lane is of, to count them.
CREATE TABLE lane_actors (
    lane BLOB NOT NULL,
    actor BLOB NOT NULL,
    author BLOB NOT NULL,
    PRIMARY KEY (lane, actor)
) STRICT, WITHOUT ROWID;
";

/// What each actor has in its lane.
pub(crate) const SCHEMA_2: &str = "
ALTER TABLE lane_actors ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lane_actors ADD COLUMN operations INTEGER NOT NULL DEFAULT 0;
";

/// Tables with a row for each lane, lanes last.
pub(crate) const OF_LANES: &[&str] = &["changes", "lane_actors", "lanes"];

/// What of this room exists nowhere else: what waits for a receipt.
pub(crate) const KEPT: &[Kept] = &[
    Kept::only(
        "lanes",
        ("lane", "header, signature"),
        "lane IN (SELECT lane FROM main.outbox)",
        By::Lane,
    ),
    Kept::only(
        "changes",
        ("lane, hash", "bytes"),
        "own = 1 AND acknowledged = 0 AND lane IN (SELECT lane FROM main.outbox)",
        By::Lane,
    ),
];

/// What may change that.
pub(crate) const SIGNS: &[Sign] = &[
    Sign {
        table: "lanes",
        kind: "lane",
        column: "lane",
    },
    Sign {
        table: "changes",
        kind: "lane",
        column: "lane",
    },
];

/// A change as it is kept.
pub(crate) struct Stored<'a> {
    pub bytes: &'a [u8],
    pub author: PublicKey,
    pub own: bool,
    pub received: Option<i64>,
}

/// Loads a lane's document.
pub(crate) fn load(connection: &Connection, lane: &LaneId) -> Result<Automerge> {
    let mut document = Automerge::new();
    let mut statement =
        connection.prepare_cached("SELECT bytes FROM changes WHERE lane = ?1 ORDER BY position")?;
    let mut rows = statement.query([&lane.0[..]])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(0)?;
        // Automerge does not look at the sum that a change carries.
        chunk::inspect(&bytes).map_err(|_| Error::Damaged)?;
        changes.push(Change::from_bytes(bytes).map_err(|_| Error::Damaged)?);
    }
    document.apply_changes(changes)?;
    Ok(document)
}

/// A lane's changes one after the other: a file that every Automerge opens. The library's own way
/// to save would bring its compressor along, for a file that few people make.
pub(crate) fn as_file(connection: &Connection, lane: &LaneId) -> Result<Vec<u8>> {
    let mut statement =
        connection.prepare_cached("SELECT bytes FROM changes WHERE lane = ?1 ORDER BY position")?;
    let mut rows = statement.query([&lane.0[..]])?;
    let mut file = Vec::new();
    while let Some(row) = rows.next()? {
        file.extend_from_slice(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
    }
    Ok(file)
}

/// Edits a lane as this device and queues the change.
pub(crate) fn edit(
    connection: &Connection,
    lane: &LaneId,
    now: Timestamp,
    edit: impl FnOnce(&mut automerge::transaction::Transaction<'_>) -> Result<()>,
) -> Result<()> {
    let mut document = load(connection, lane)?;
    document.set_actor(ActorId::from(identity::actor(connection, lane)?));
    let mut transaction = document.transaction();
    edit(&mut transaction)?;
    transaction.commit_with(CommitOptions::default().with_time(now.0 / 1000));
    let Some(change) = document.get_last_local_change() else {
        return Ok(());
    };
    let author = identity::me(connection)?;
    let stored = Stored {
        bytes: change.raw_bytes(),
        author,
        own: true,
        received: None,
    };
    if insert(connection, lane, &stored, false)? {
        crate::outbox::queue(connection, lane, now)?;
    }
    Ok(())
}

/// Reads a change that is within the caps.
///
/// # Errors
/// It is not, or Automerge cannot read it.
pub(crate) fn parse(bytes: &[u8]) -> Result<Change> {
    chunk::inspect(bytes).map_err(|error| Error::Document(error.to_string()))?;
    Change::from_bytes(bytes.to_vec()).map_err(|error| Error::Document(error.to_string()))
}

/// Keeps a change. Returns false if it was here already.
///
/// # Errors
/// The change is not a plain Automerge change within the caps, or its author has too many here.
pub(crate) fn insert(
    connection: &Connection,
    lane: &LaneId,
    stored: &Stored<'_>,
    acknowledged: bool,
) -> Result<bool> {
    let info = chunk::inspect(stored.bytes).map_err(|error| Error::Document(error.to_string()))?;
    let change = Change::from_bytes(stored.bytes.to_vec())
        .map_err(|error| Error::Document(error.to_string()))?;
    let start_op =
        i64::try_from(change.start_op().get()).map_err(|_| Error::Document("op".into()))?;
    actor::may_add(connection, lane, &info, &stored.author)?;
    let inserted = connection
        .prepare_cached(
            "INSERT INTO changes
                 (lane, hash, bytes, actor, start_op, author, own, acknowledged, received)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (lane, hash) DO NOTHING",
        )?
        .execute(params![
            &lane.0[..],
            &info.hash.0[..],
            stored.bytes,
            info.actor,
            start_op,
            &stored.author.0[..],
            stored.own,
            acknowledged,
            stored.received,
        ])?;
    if inserted > 0 {
        actor::added(connection, lane, &info, &stored.author)?;
    }
    Ok(inserted > 0)
}

/// Own changes that no receipt covers yet, in order.
pub(crate) fn to_send(connection: &Connection, lane: &LaneId) -> Result<Vec<Vec<u8>>> {
    let mut statement = connection.prepare_cached(
        "SELECT bytes FROM changes
         WHERE lane = ?1 AND own = 1 AND acknowledged = 0 ORDER BY position",
    )?;
    let rows = statement.query_map([&lane.0[..]], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The changes of the lane's last push, if it may have arrived without its receipt; else all
/// that wait. A push that is repeated as it was gets the receipt of the first: were others
/// added to it, the earlier changes would seem received when the later were.
pub(crate) fn to_push(connection: &Connection, lane: &LaneId) -> Result<Vec<Vec<u8>>> {
    let mut statement = connection.prepare_cached(
        "SELECT bytes FROM changes
         WHERE lane = ?1 AND own = 1 AND acknowledged = 0 AND pushed = 1 ORDER BY position",
    )?;
    let rows = statement.query_map([&lane.0[..]], |row| row.get(0))?;
    let pushed: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
    if pushed.is_empty() {
        to_send(connection, lane)
    } else {
        Ok(pushed)
    }
}

/// Notes that changes are in a push.
pub(crate) fn pushed(connection: &Connection, lane: &LaneId, hashes: &[ChangeHash]) -> Result<()> {
    for hash in hashes {
        connection
            .prepare_cached(
                "UPDATE changes SET pushed = 1 WHERE lane = ?1 AND hash = ?2 AND pushed = 0",
            )?
            .execute(params![&lane.0[..], &hash.0[..]])?;
    }
    Ok(())
}

/// Notes that the hub took nothing of the last push.
pub(crate) fn forget_push(connection: &Connection, lane: &LaneId) -> Result<()> {
    connection.execute(
        "UPDATE changes SET pushed = 0 WHERE lane = ?1 AND own = 1 AND acknowledged = 0",
        [&lane.0[..]],
    )?;
    Ok(())
}

/// Marks what a receipt covers: its heads and all they build on.
pub(crate) fn acknowledge(
    connection: &Connection,
    lane: &LaneId,
    heads: &[ChangeHash],
    received: i64,
) -> Result<()> {
    let infos = to_send(connection, lane)?
        .iter()
        .filter_map(|bytes| chunk::inspect(bytes).ok())
        .collect::<Vec<_>>();
    let mut covered = heads.to_vec();
    // Changes stand in the order in which they were made: going back meets each before what it
    // builds on.
    for info in infos.iter().rev() {
        if covered.contains(&info.hash) {
            covered.extend_from_slice(&info.deps);
            connection
                .prepare_cached(
                    "UPDATE changes SET acknowledged = 1, received = coalesce(received, ?3)
                     WHERE lane = ?1 AND hash = ?2",
                )?
                .execute(params![&lane.0[..], &info.hash.0[..], received])?;
        }
    }
    let heads: Vec<u8> = heads.iter().flat_map(|head| head.0).collect();
    connection
        .prepare_cached(
            "UPDATE lanes SET acknowledged = 1, heads = ?2, received = coalesce(received, ?3)
             WHERE lane = ?1",
        )?
        .execute(params![&lane.0[..], heads, received])?;
    Ok(())
}

/// Forgets what was acknowledged of each lane that the hub does not have as it had it.
pub(crate) fn forget_receipts(
    connection: &Connection,
    now: Timestamp,
    has: impl Fn(&LaneId) -> Result<bool>,
) -> Result<()> {
    // Also of lanes in which others alone have written so far.
    connection.execute("UPDATE lanes SET acknowledged = 0", [])?;
    let mut statement = connection.prepare("SELECT DISTINCT lane FROM changes WHERE own = 1")?;
    let lanes = statement
        .query_map([], |row| row.get::<_, Vec<u8>>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for lane in lanes {
        let lane = LaneId::try_from(lane.as_slice()).map_err(|_| Error::Stored("lane"))?;
        if has(&lane)? {
            connection.execute(
                "UPDATE lanes SET acknowledged = 1 WHERE lane = ?1",
                [&lane.0[..]],
            )?;
            continue;
        }
        connection.execute(
            "UPDATE changes SET acknowledged = 0, pushed = 0 WHERE lane = ?1 AND own = 1",
            [&lane.0[..]],
        )?;
        media::forget_receipts(connection, &lane)?;
        crate::outbox::queue(connection, &lane, now)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
