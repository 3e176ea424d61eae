//! What a hub that was put back from a backup still has of what this device saw and sent.

use super::apply::receipts;
use crate::{
    Error,
    document::{self, lane},
    error::Result,
};
use durbar_api::Timestamp;
use durbar_sync::{
    LaneId,
    header::Writer,
    sign::SignedReceipt,
    wire::{self, Feed},
};
use rusqlite::{Connection, params};

/// Up to which number each feed is as it was, and up to when photos are there. Nothing, if nothing
/// is sure.
#[derive(Default)]
pub(super) struct Kept {
    feeds: Vec<(Feed, u64)>,
    photos: i64,
}

impl Kept {
    /// As the hub told it about the feeds that it was asked for.
    pub(super) fn told(feeds: Vec<Feed>, kept: Option<&wire::Kept>) -> Self {
        kept.map_or_else(Self::default, |kept| Self {
            feeds: feeds
                .into_iter()
                .zip(kept.cursors.iter().copied())
                .collect(),
            photos: kept.photos,
        })
    }

    /// Goes back to where each feed is as it was, and forgets the receipts for what the hub lacks.
    pub(super) fn apply(&self, connection: &Connection, now: Timestamp) -> Result<()> {
        connection.execute("DELETE FROM cursors", [])?;
        // -2 for this moment alone. One that was missing before may be so again.
        let mut has = connection.prepare(
            "UPDATE hub_records SET missing = -2 WHERE missing = 0 AND feed = ?1 AND number <= ?2",
        )?;
        for (feed, number) in &self.feeds {
            super::apply::advance(connection, feed, *number)?;
            if matches!(feed, Feed::Public(_) | Feed::Pack) {
                // Nothing of them is given back.
                continue;
            }
            has.execute(params![
                postcard::to_stdvec(feed)?,
                i64::try_from(*number).map_err(|_| Error::Stored("sequence"))?
            ])?;
        }
        connection.execute(
            "UPDATE hub_records SET missing = CASE missing WHEN -2 THEN 0 ELSE 1 END",
            [],
        )?;
        document::forget_receipts(connection, now, |lane| self.has(connection, lane))
    }

    /// Whether the hub has all that there are receipts for, of a lane.
    fn has(&self, connection: &Connection, id: &LaneId) -> Result<bool> {
        let Some(lane) = lane::get(connection, id)? else {
            return Ok(false);
        };
        let home = match lane.header.writer {
            Writer::Person(person) => Feed::Person(person),
            Writer::Department(department) => Feed::Department(department),
        };
        let Some((_, number)) = self.feeds.iter().find(|(feed, _)| *feed == home) else {
            return Ok(false);
        };
        let is_there = |SignedReceipt { receipt, .. }: &SignedReceipt| {
            receipt.sequence <= *number
                && (receipt.blobs.is_empty() || receipt.issued <= self.photos)
        };
        let receipts = receipts(connection, id)?;
        Ok(!receipts.is_empty() && receipts.iter().all(is_there))
    }
}
