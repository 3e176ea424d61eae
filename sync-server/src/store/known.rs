//! What the hub has of what a packed push names.

use super::sql::{Column, Connection, Value, values};
use crate::error::Error;
use durbar_sync::{
    ChangeHash, LaneId, PublicKey,
    header::{Header, Writer},
    packed::{ACTOR_PREFIX, HASH_PREFIX, Known, LANE_PREFIX},
};
use std::ops::ControlFlow;

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
    fn only<T: Column>(&self, sql: &'static str, values: &[Value<'_>]) -> Result<Option<T>, Error> {
        let (mut first, mut count) = (None, 0);
        self.0.each(sql, values, |row| {
            first = Some(row.get(0)?);
            count += 1;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(first.filter(|_| count == 1))
    }
}

impl Known for Stored<'_> {
    type Error = Error;

    fn lane(&self, prefix: &[u8; LANE_PREFIX]) -> Result<Option<LaneId>, Error> {
        self.only(
            "SELECT lane FROM lanes WHERE lane BETWEEN ?1 AND ?2 LIMIT 2",
            values![prefix, &last::<LANE_PREFIX, 32>(prefix)],
        )
    }

    fn person(&self, lane: &LaneId) -> Result<Option<PublicKey>, Error> {
        let header: Option<Vec<u8>> =
            self.only("SELECT header FROM lanes WHERE lane = ?1", values![lane])?;
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
        self.only(
            "SELECT hash FROM changes WHERE lane = ?1 AND hash BETWEEN ?2 AND ?3 LIMIT 2",
            values![lane, prefix, &last::<HASH_PREFIX, 32>(prefix)],
        )
    }

    fn actor(&self, lane: &LaneId, prefix: &[u8; ACTOR_PREFIX]) -> Result<Option<Vec<u8>>, Error> {
        // 16 bytes; 64 was the most that an older hub took.
        self.only(
            "SELECT DISTINCT actor FROM changes WHERE lane = ?1 AND actor BETWEEN ?2 AND ?3 LIMIT 2",
            values![lane, prefix, &last::<ACTOR_PREFIX, 64>(prefix)],
        )
    }
}
