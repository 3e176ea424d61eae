//! What this device has of what a packed record names.

use crate::{Error, error::Result};
use durbar_sync::{
    ChangeHash, LaneId, PublicKey,
    header::{Header, Writer},
    packed::{ACTOR_PREFIX, HASH_PREFIX, Known, LANE_PREFIX},
};
use rusqlite::{Connection, Params};

/// Lanes and changes in the database.
pub(super) struct Held<'a>(pub &'a Connection);

/// The last id that begins so. Ids have 32 bytes, actors 16; those of an older app up to 64.
fn last(prefix: &[u8]) -> Vec<u8> {
    let mut last = prefix.to_vec();
    last.resize(64, 0xff);
    last
}

impl Held<'_> {
    /// The row, if there is only one.
    fn only(&self, sql: &str, params: impl Params) -> Result<Option<Vec<u8>>> {
        let mut select = self.0.prepare_cached(sql)?;
        let mut rows = select.query(params)?;
        let first = match rows.next()? {
            Some(row) => row.get(0)?,
            None => return Ok(None),
        };
        Ok(rows.next()?.is_none().then_some(first))
    }
}

impl Known for Held<'_> {
    type Error = Error;

    fn lane(&self, prefix: &[u8; LANE_PREFIX]) -> Result<Option<LaneId>> {
        let found = self.only(
            "SELECT lane FROM lanes WHERE lane BETWEEN ?1 AND ?2 LIMIT 2",
            (prefix, last(prefix)),
        )?;
        Ok(found.and_then(|lane| LaneId::try_from(lane.as_slice()).ok()))
    }

    fn person(&self, lane: &LaneId) -> Result<Option<PublicKey>> {
        let header = self.only("SELECT header FROM lanes WHERE lane = ?1", [&lane.0[..]])?;
        Ok(match header {
            Some(header) => {
                let header: Header =
                    postcard::from_bytes(&header).map_err(|_| Error::Stored("header"))?;
                match header.writer {
                    Writer::Person(person) => Some(person),
                    Writer::Department(_) => None,
                }
            }
            None => None,
        })
    }

    fn change(&self, lane: &LaneId, prefix: &[u8; HASH_PREFIX]) -> Result<Option<ChangeHash>> {
        let found = self.only(
            "SELECT hash FROM changes WHERE lane = ?1 AND hash BETWEEN ?2 AND ?3 LIMIT 2",
            (&lane.0[..], prefix, last(prefix)),
        )?;
        Ok(found.and_then(|hash| ChangeHash::try_from(hash.as_slice()).ok()))
    }

    fn actor(&self, lane: &LaneId, prefix: &[u8; ACTOR_PREFIX]) -> Result<Option<Vec<u8>>> {
        self.only(
            "SELECT actor FROM lane_actors WHERE lane = ?1 AND actor BETWEEN ?2 AND ?3 LIMIT 2",
            (&lane.0[..], prefix, last(prefix)),
        )
    }
}
