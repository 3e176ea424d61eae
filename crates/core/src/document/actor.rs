//! Who wrote an operation: each actor of a lane is of one device.

use super::lane;
use crate::{Error, error::Result};
use automerge::{Change, ObjId};
use durbar_sync::{
    LaneId, PublicKey, actor,
    chunk::{self, ChangeInfo},
    header::Writer,
};
use rusqlite::{Connection, OptionalExtension, params};

/// Most changes and most operations of one device in a lane, which is of one matter: nobody comes
/// near them, and Automerge has them all in memory when the lane is opened.
pub(super) const MAX_CHANGES: i64 = 4096;
pub(super) const MAX_OPERATIONS: i64 = 200_000;
/// Most actors of one device in a lane: it has one, and another one for each time that it was
/// copied or put back. Automerge keeps for many changes how far each actor had come.
pub(super) const MAX_ACTORS: i64 = 64;

/// What there is in a lane, of one device and in all.
struct Share {
    actors: i64,
    changes: [i64; 2],
    operations: [i64; 2],
}

/// Asks whether a device may add a change to a lane. All devices that write a person's lane share
/// what there is: that person alone would be harmed.
///
/// # Errors
/// The change is written under another device's actor, or the device has too much in the lane.
pub(super) fn may_add(
    connection: &Connection,
    lane: &LaneId,
    change: &ChangeInfo,
    author: &PublicKey,
) -> Result<()> {
    if actor::install(&change.actor, author, lane).is_none() {
        return Err(Error::Document("an actor of another device".into()));
    }
    let share = connection
        .prepare_cached(
            "SELECT coalesce(sum(author = ?2 AND actor != ?3), 0),
                 coalesce(sum(changes * (author = ?2)), 0), coalesce(sum(changes), 0),
                 coalesce(sum(operations * (author = ?2)), 0), coalesce(sum(operations), 0)
             FROM lane_actors WHERE lane = ?1",
        )?
        .query_row(params![&lane.0[..], &author.0[..], change.actor], |row| {
            Ok(Share {
                actors: row.get(0)?,
                changes: [row.get(1)?, row.get(2)?],
                operations: [row.get(3)?, row.get(4)?],
            })
        })?;
    let is_beyond = |which: usize| {
        share.changes[which] >= MAX_CHANGES
            || share.operations[which] + change.rows.cast_signed() > MAX_OPERATIONS
    };
    let is_persons = || -> Result<bool> {
        let header = lane::get(connection, lane)?.map(|lane| lane.header);
        Ok(header.is_some_and(|header| matches!(header.writer, Writer::Person(_))))
    };
    if share.actors >= MAX_ACTORS || is_beyond(0) || (is_beyond(1) && is_persons()?) {
        return Err(Error::Document("too much of one device".into()));
    }
    Ok(())
}

/// Counts a change that was added.
pub(super) fn added(
    connection: &Connection,
    lane: &LaneId,
    change: &ChangeInfo,
    author: &PublicKey,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO lane_actors (lane, actor, author, changes, operations)
             VALUES (?1, ?2, ?3, 1, ?4)
             ON CONFLICT (lane, actor) DO UPDATE
             SET changes = changes + 1, operations = operations + excluded.operations",
        )?
        .execute(params![
            &lane.0[..],
            change.actor,
            &author.0[..],
            change.rows.cast_signed()
        ])?;
    Ok(())
}

/// Counts a change no more, which is written again.
pub(super) fn taken_back(connection: &Connection, lane: &LaneId, change: &Change) -> Result<()> {
    let rows = chunk::inspect(change.raw_bytes())
        .map_err(|_| Error::Stored("change"))?
        .rows;
    connection.execute(
        "UPDATE lane_actors SET changes = changes - 1, operations = operations - ?3
         WHERE lane = ?1 AND actor = ?2",
        params![
            &lane.0[..],
            change.actor_id().to_bytes(),
            rows.cast_signed()
        ],
    )?;
    Ok(())
}

/// Who made an object of a document, and when the hub got it.
pub(crate) struct Origin {
    pub author: PublicKey,
    /// The hub's clock; `None` while it waits to be sent.
    pub received: Option<i64>,
    /// Written on this device and not yet covered by a receipt.
    pub waiting: bool,
}

/// Who wrote the first words of a lane; `None` while they are not here.
pub(crate) fn first(connection: &Connection, lane: &LaneId) -> Result<Option<PublicKey>> {
    author(connection, lane, "ORDER BY start_op LIMIT 1")
}

/// Who wrote the last words of a lane.
pub(crate) fn last(connection: &Connection, lane: &LaneId) -> Result<Option<PublicKey>> {
    author(connection, lane, "ORDER BY start_op DESC LIMIT 1")
}

fn author(connection: &Connection, lane: &LaneId, which: &str) -> Result<Option<PublicKey>> {
    let author: Option<Vec<u8>> = connection
        .prepare_cached(&format!(
            "SELECT author FROM changes WHERE lane = ?1 {which}"
        ))?
        .query_row([&lane.0[..]], |row| row.get(0))
        .optional()?;
    let key = author.map(|author| PublicKey::try_from(author.as_slice()));
    key.transpose().map_err(|_| Error::Stored("author"))
}

/// Finds the change that made an object.
pub(crate) fn origin(
    connection: &Connection,
    lane: &LaneId,
    object: &ObjId,
) -> Result<Option<Origin>> {
    let ObjId::Id(counter, actor, _) = object else {
        return Ok(None);
    };
    let counter = i64::try_from(*counter).map_err(|_| Error::Stored("operation"))?;
    let row = connection
        .prepare_cached(
            "SELECT author, received, own = 1 AND acknowledged = 0 FROM changes
             WHERE lane = ?1 AND actor = ?2 AND start_op <= ?3
             ORDER BY start_op DESC LIMIT 1",
        )?
        .query_row(params![&lane.0[..], actor.to_bytes(), counter], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((author, received, waiting)) = row else {
        return Ok(None);
    };
    let author = PublicKey::try_from(author.as_slice()).map_err(|_| Error::Stored("author"))?;
    Ok(Some(Origin {
        author,
        received,
        waiting,
    }))
}
