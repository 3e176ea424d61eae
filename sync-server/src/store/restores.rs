//! Restores from a backup, and what of the log before one is still as it was.
//!
//! A backup is the log as it was at one moment, so each feed begins as it began before, up to the
//! last number in the backup (`feeds.kept`). That holds for whoever knew the epoch in which the
//! backup was made, or one that it goes back to: `restores.epoch` names them. Of a device that knew
//! another one, such as what came between an older backup and this one, nothing is sure.

use super::{
    feeds::Question,
    sql::{Connection, values},
};
use crate::error::Error;
use durbar_sync::wire::Kept;

/// A photo may have become whole after a backup that has the words around it. What tells is the
/// hub's clock, which may have been wrong by this much, in milliseconds.
const DOUBT: i64 = 86_400_000;

/// Begins a new epoch at a time in milliseconds since 1970. `is_whole`: everything that the database
/// names is there.
///
/// # Errors
/// The database.
pub fn begin(connection: &Connection, epoch: u64, now: i64, is_whole: bool) -> Result<(), Error> {
    let is_followed: bool = connection.one(
        "SELECT EXISTS (SELECT 1 FROM restores WHERE epoch IS NOT NULL)",
        &[],
    )?;
    if !is_whole {
        connection.execute("UPDATE restores SET epoch = NULL", &[])?;
    } else if !is_followed {
        // A later restore leaves it: whoever was away since the first goes back to that.
        connection.execute("UPDATE feeds SET kept = last", &[])?;
    }
    connection.execute(
        "INSERT INTO restores (from_ms, until_ms, epoch)
         SELECT (SELECT coalesce(max(received), 0) FROM records), CAST(?1 AS BIGINT),
             (SELECT value FROM meta WHERE key = 'epoch' AND ?2)",
        values![now, is_whole],
    )?;
    connection.execute(
        "UPDATE meta SET value = ?1 WHERE key = 'epoch'",
        values![&epoch.to_le_bytes()],
    )?;
    Ok(())
}

/// What is still as it was for a device that knew an epoch; `None` if nothing is sure.
///
/// # Errors
/// The database.
pub fn kept(
    connection: &Connection,
    epoch: u64,
    question: &Question,
    now: i64,
) -> Result<Option<Kept>, Error> {
    let is_known: bool = connection.one(
        "SELECT EXISTS (SELECT 1 FROM restores WHERE epoch = ?1)",
        values![&epoch.to_le_bytes()],
    )?;
    if !is_known {
        return Ok(None);
    }
    let last: i64 = connection.one(
        "SELECT min(from_ms) FROM restores WHERE epoch IS NOT NULL",
        &[],
    )?;
    let allowed = question.allowed(connection, now)?;
    let mut cursors = Vec::with_capacity(allowed.len());
    for (feed, (_, cursor)) in allowed.iter().zip(&question.cursors) {
        let kept: Option<i64> = match feed {
            Some(feed) => connection.row(
                "SELECT kept FROM feeds WHERE feed = ?1",
                values![feed],
                |row| row.get(0),
            )?,
            None => None,
        };
        let kept = u64::try_from(kept.unwrap_or(0));
        cursors.push(
            kept.map_err(|_| Error::Damaged("a negative number"))?
                .min(*cursor),
        );
    }
    Ok(Some(Kept {
        cursors,
        photos: last.saturating_sub(DOUBT),
    }))
}
