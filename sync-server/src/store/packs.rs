//! Published versions of the pack.

use super::feeds::{self, NewRecord, PACK};
use crate::error::Error;
use durbar_sync::wire::{Body, SignedManifest};
use rusqlite::{Connection, OptionalExtension, params};

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
    let body: Option<Vec<u8>> = connection
        .query_row(
            "SELECT body FROM records WHERE home = ?1 ORDER BY sequence DESC LIMIT 1",
            params![PACK],
            |row| row.get(0),
        )
        .optional()?;
    match body.map(|body| postcard::from_bytes(&body)).transpose()? {
        None => Ok(None),
        Some(Body::Manifest(manifest)) => Ok(Some(manifest)),
        Some(_) => Err(Error::Damaged("the pack feed holds something else")),
    }
}
