//! Records of lanes as they were before they named links.

use crate::error::Error;
use durbar_sync::{
    ChangeHash, LaneId, PublicKey, Signature,
    header::SignedHeader,
    wire::{BlobOffer, Body, Bytes, LaneRecord},
};
use rusqlite::{Connection, params};
use serde::Deserialize;

/// A record of the first schema.
#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
struct Old {
    lane: LaneId,
    header: Option<SignedHeader>,
    changes: Vec<Bytes>,
    heads: Vec<ChangeHash>,
    blobs: Vec<BlobOffer>,
    author: PublicKey,
    signature: Signature,
    received: i64,
}

/// The bodies of that time: a lane's record was the first kind, and is still.
#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
enum OldBody {
    Lane(Old),
}

/// Writes every record of a lane anew: written by its writer, over no link.
pub(super) fn have_links(connection: &Connection) -> Result<(), Error> {
    let mut select =
        connection.prepare("SELECT rowid, body FROM records WHERE lane IS NOT NULL")?;
    let mut update = connection.prepare("UPDATE records SET body = ?2 WHERE rowid = ?1")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (rowid, body): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let OldBody::Lane(old) = postcard::from_bytes(&body)?;
        let body = Body::Lane(LaneRecord {
            lane: old.lane,
            header: old.header,
            changes: old.changes,
            heads: old.heads,
            blobs: old.blobs,
            author: old.author,
            signature: old.signature,
            links: Vec::new(),
            received: old.received,
        });
        update.execute(params![rowid, postcard::to_stdvec(&body)?])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema::{FIRST, migrate};

    #[test]
    fn records_of_the_first_schema_are_read_after_the_second() {
        let mut connection = Connection::open_in_memory().expect("opens");
        connection.execute_batch(FIRST).expect("makes tables");
        connection
            .pragma_update(None, "user_version", 1)
            .expect("counts");
        let old = OldBody::Lane(Old {
            lane: LaneId([1; 32]),
            header: None,
            changes: vec![Bytes(vec![2; 300])],
            heads: vec![ChangeHash([3; 32])],
            blobs: vec![],
            author: PublicKey([4; 32]),
            signature: Signature([5; 64]),
            received: 1_800_000_000_000,
        });
        connection
            .execute_batch("INSERT INTO feeds (feed, last) VALUES ('person/a', 1)")
            .expect("inserts");
        connection
            .execute(
                "INSERT INTO records (home, sequence, lane, author, received, body)
                 VALUES ('person/a', 1, ?1, ?2, 7, ?3)",
                params![
                    [1_u8; 32],
                    [4_u8; 32],
                    postcard::to_stdvec(&old).expect("encodes")
                ],
            )
            .expect("inserts");
        migrate(&mut connection).expect("migrates");
        let body: Vec<u8> = connection
            .query_row("SELECT body FROM records", [], |row| row.get(0))
            .expect("is there");
        let Body::Lane(record) = postcard::from_bytes(&body).expect("reads") else {
            panic!("not a lane's record")
        };
        assert_eq!(
            (record.changes, record.links, record.received),
            (vec![Bytes(vec![2; 300])], vec![], 1_800_000_000_000)
        );
    }
}
