//! Lanes: headers as they are kept.

use crate::{Error, error::Result};
use durbar_sync::{
    ChangeHash, LaneId, Signature,
    header::{Header, SignedHeader},
};
use rusqlite::{Connection, OptionalExtension, params};

/// A lane's row.
pub(crate) struct Lane {
    pub header: Header,
    pub signed: SignedHeader,
    pub acknowledged: bool,
    pub heads: Vec<ChangeHash>,
    pub received: Option<i64>,
}

/// Keeps a verified header; a lane that is here already stays as it is.
pub(crate) fn insert(
    connection: &Connection,
    lane: &LaneId,
    header: &Header,
    signed: &SignedHeader,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO lanes (lane, kind, header, signature, case_lane)
             VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (lane) DO NOTHING",
        )?
        .execute(params![
            &lane.0[..],
            header.kind,
            signed.bytes,
            signed.signature.as_ref().map(|signature| &signature.0[..]),
            header.case.as_ref().map(|case| &case.0[..]),
        ])?;
    Ok(())
}

/// Reads a lane.
pub(crate) fn get(connection: &Connection, lane: &LaneId) -> Result<Option<Lane>> {
    let row = connection
        .prepare_cached(
            "SELECT header, signature, acknowledged, heads, received FROM lanes WHERE lane = ?1",
        )?
        .query_row([&lane.0[..]], |row| {
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                row.get::<_, Option<Vec<u8>>>(1)?,
                row.get(2)?,
                row.get::<_, Vec<u8>>(3)?,
                row.get(4)?,
            ))
        })
        .optional()?;
    let Some((bytes, signature, acknowledged, heads, received)) = row else {
        return Ok(None);
    };
    let signature = match signature {
        Some(signature) => Some(Signature(
            signature
                .try_into()
                .map_err(|_| Error::Stored("signature"))?,
        )),
        None => None,
    };
    let header = postcard::from_bytes(&bytes).map_err(|_| Error::Stored("header"))?;
    let heads = heads
        .chunks_exact(32)
        .filter_map(|head| ChangeHash::try_from(head).ok())
        .collect();
    let signed = SignedHeader { bytes, signature };
    Ok(Some(Lane {
        header,
        signed,
        acknowledged,
        heads,
        received,
    }))
}

/// By the case, of which there are few lanes; the index of kinds, which has them in order, has those
/// of all other cases, too.
const OF_CASE: &str = "SELECT lane FROM lanes WHERE case_lane = ?1 AND +kind = ?2 ORDER BY lane";

/// The lanes of one kind that belong to a case.
pub(crate) fn of_case(connection: &Connection, case: &LaneId, kind: &str) -> Result<Vec<LaneId>> {
    let mut statement = connection.prepare_cached(OF_CASE)?;
    let rows = statement.query_map(params![&case.0[..], kind], |row| row.get::<_, Vec<u8>>(0))?;
    ids(rows)
}

/// The lanes of a kind that hang on those lanes of a case that are of another.
pub(crate) fn of_lanes_of_case(
    connection: &Connection,
    case: &LaneId,
    kind: &str,
    hanging: &str,
) -> Result<Vec<LaneId>> {
    let mut statement = connection.prepare_cached(
        "SELECT hanging.lane FROM lanes AS own JOIN lanes AS hanging
             ON hanging.case_lane = own.lane
         WHERE own.case_lane = ?1 AND +own.kind = ?2 AND +hanging.kind = ?3 ORDER BY hanging.lane",
    )?;
    let rows = statement.query_map(params![&case.0[..], kind, hanging], |row| {
        row.get::<_, Vec<u8>>(0)
    })?;
    ids(rows)
}

/// All lanes that belong to a case, of whatever kind.
pub(crate) fn hanging(connection: &Connection, case: &LaneId) -> Result<Vec<LaneId>> {
    let mut statement =
        connection.prepare_cached("SELECT lane FROM lanes WHERE case_lane = ?1 ORDER BY lane")?;
    let rows = statement.query_map([&case.0[..]], |row| row.get::<_, Vec<u8>>(0))?;
    ids(rows)
}

/// All lanes of one kind.
pub(crate) fn of_kind(connection: &Connection, kind: &str) -> Result<Vec<LaneId>> {
    let mut statement =
        connection.prepare_cached("SELECT lane FROM lanes WHERE kind = ?1 ORDER BY lane")?;
    let rows = statement.query_map([kind], |row| row.get::<_, Vec<u8>>(0))?;
    ids(rows)
}

pub(crate) fn ids(rows: impl Iterator<Item = rusqlite::Result<Vec<u8>>>) -> Result<Vec<LaneId>> {
    rows.map(|row| LaneId::try_from(row?.as_slice()).map_err(|_| Error::Stored("lane")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::OF_CASE;

    #[test]
    fn a_cases_lanes_are_not_looked_for_among_all_of_their_kind() {
        let plan = crate::db::plan(OF_CASE);
        assert!(plan[0].contains("lanes_by_case (case_lane=?)"), "{plan:?}");
    }
}
