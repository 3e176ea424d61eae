//! Who wrote an operation: each actor of a lane is of one device.

use crate::{Error, error::Result};
use automerge::ObjId;
use durbar_sync::{LaneId, PublicKey, actor};
use rusqlite::{Connection, OptionalExtension, params};

/// Most actors of one device in a lane: it has one, and another one for each time that it was
/// copied or put back. Automerge keeps for many changes how far each actor had come.
pub(super) const MAX_ACTORS: i64 = 64;

/// Notes an actor at its author's first change under it.
///
/// # Errors
/// The actor is another device's, or the device has too many.
pub(crate) fn claim(
    connection: &Connection,
    lane: &LaneId,
    name: &[u8],
    author: &PublicKey,
) -> Result<()> {
    if actor::install(name, author, lane).is_none() {
        return Err(Error::Document("an actor of another device".into()));
    }
    connection
        .prepare_cached(
            "INSERT INTO lane_actors (lane, actor, author) VALUES (?1, ?2, ?3)
             ON CONFLICT (lane, actor) DO NOTHING",
        )?
        .execute(params![&lane.0[..], name, &author.0[..]])?;
    let mut actors = connection
        .prepare_cached("SELECT count(*) FROM lane_actors WHERE lane = ?1 AND author = ?2")?;
    let actors: i64 = actors.query_row(params![&lane.0[..], &author.0[..]], |row| row.get(0))?;
    if actors > MAX_ACTORS {
        return Err(Error::Document("too many actors of one device".into()));
    }
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
