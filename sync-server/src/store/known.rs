//! What the hub has of what a packed push names.

use crate::error::Error;
use durbar_sync::{
    ChangeHash, LaneId, PublicKey,
    header::{Header, Writer},
    packed::{ACTOR_PREFIX, HASH_PREFIX, Known, LANE_PREFIX},
};
use rusqlite::{Connection, Params};

/// Lanes and changes in the database.
pub struct Stored<'a>(pub &'a Connection);

/// The last id that begins so.
fn last<const N: usize, const LENGTH: usize>(prefix: &[u8; N]) -> [u8; LENGTH] {
    let mut last = [0xff; LENGTH];
    for (byte, first) in last.iter_mut().zip(prefix) {
        *byte = *first;
    }
    last
}

impl Stored<'_> {
    /// The row, if there is only one.
    fn only<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        params: impl Params,
    ) -> Result<Option<T>, Error> {
        let mut select = self.0.prepare_cached(sql)?;
        let mut rows = select.query(params)?;
        let first = match rows.next()? {
            Some(row) => row.get(0)?,
            None => return Ok(None),
        };
        Ok(rows.next()?.is_none().then_some(first))
    }
}

impl Known for Stored<'_> {
    type Error = Error;

    fn lane(&self, prefix: &[u8; LANE_PREFIX]) -> Result<Option<LaneId>, Error> {
        let found = self.only(
            "SELECT lane FROM lanes WHERE lane BETWEEN ?1 AND ?2 LIMIT 2",
            (prefix, last::<LANE_PREFIX, 32>(prefix)),
        )?;
        Ok(found.map(LaneId))
    }

    fn person(&self, lane: &LaneId) -> Result<Option<PublicKey>, Error> {
        let header: Option<Vec<u8>> =
            self.only("SELECT header FROM lanes WHERE lane = ?1", [lane.0])?;
        Ok(match header {
            Some(header) => match postcard::from_bytes::<Header>(&header)?.writer {
                Writer::Person(person) => Some(person),
                Writer::Department(_) => None,
            },
            None => None,
        })
    }

    fn change(
        &self,
        lane: &LaneId,
        prefix: &[u8; HASH_PREFIX],
    ) -> Result<Option<ChangeHash>, Error> {
        let found = self.only(
            "SELECT hash FROM changes WHERE lane = ?1 AND hash BETWEEN ?2 AND ?3 LIMIT 2",
            (lane.0, prefix, last::<HASH_PREFIX, 32>(prefix)),
        )?;
        Ok(found.map(ChangeHash))
    }

    fn actor(&self, lane: &LaneId, prefix: &[u8; ACTOR_PREFIX]) -> Result<Option<Vec<u8>>, Error> {
        // Actors are of any length.
        self.only(
            "SELECT DISTINCT actor FROM changes WHERE lane = ?1 AND actor BETWEEN ?2 AND ?3 LIMIT 2",
            (lane.0, prefix, last::<ACTOR_PREFIX, 64>(prefix)),
        )
    }
}
