//! Published versions of the pack.

use super::{
    feeds::{self, NewRecord, PACK},
    sql::{Connection, values},
};
use crate::error::Error;
use durbar_sync::wire::{Body, SignedManifest};

/// Publishes a manifest whose parts are stored already, unless it is the newest one.
///
/// # Errors
/// The database.
pub fn publish(
    connection: &Connection,
    manifest: &SignedManifest,
    now: i64,
) -> Result<bool, Error> {
    if latest(connection)?.is_some_and(|latest| latest.bytes == manifest.bytes) {
        return Ok(false);
    }
    let record = NewRecord {
        home: PACK,
        lane: None,
        author: None,
        received: now,
        body: &Body::Manifest(manifest.clone()),
    };
    feeds::append(connection, &record)?;
    Ok(true)
}

/// The newest manifest.
///
/// # Errors
/// The database.
pub fn latest(connection: &Connection) -> Result<Option<SignedManifest>, Error> {
    let body = connection.row(
        "SELECT body FROM records WHERE home = ?1 ORDER BY sequence DESC LIMIT 1",
        values![PACK],
        |row| Ok(postcard::from_bytes(row.bytes(0)?)?),
    )?;
    match body {
        None => Ok(None),
        Some(Body::Manifest(manifest)) => Ok(Some(manifest)),
        Some(_) => Err(Error::Damaged("the pack feed holds something else")),
    }
}
