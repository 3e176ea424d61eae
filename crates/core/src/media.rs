//! Blobs by their hash: photos, thumbnails, parts of packs.
//!
//! Bytes are kept in pieces as they arrive, each in a transaction of its own, so that a cut or
//! a kill costs at most the piece on the way. A blob counts as here only when its hash is right.

pub(crate) mod photo;

use crate::{
    Error,
    context::Context,
    error::Result,
    keep::{By, Kept, Sign},
};
use durbar_api::{
    self as api,
    complaints::MAX_PHOTO_BYTES,
    media::{Blob, Command, Reply},
};
use durbar_sync::{
    BlobId, LaneId, engine,
    wire::{BlobKind, BlobOffer},
};
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const SCHEMA: &str = "
CREATE TABLE blobs (
    blob BLOB PRIMARY KEY,
    kind INTEGER NOT NULL,
    length INTEGER NOT NULL,
    have INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    -- Asked for by somebody, beyond what comes unasked.
    wanted INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE blob_pieces (
    blob BLOB NOT NULL REFERENCES blobs (blob) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (blob, start)
) STRICT;

CREATE TABLE lane_blobs (
    lane BLOB NOT NULL,
    blob BLOB NOT NULL,
    -- Offered by this device.
    own INTEGER NOT NULL,
    -- A receipt covers it.
    receipted INTEGER NOT NULL,
    -- Bytes the hub has.
    hub_have INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (lane, blob)
) STRICT, WITHOUT ROWID;
CREATE INDEX lane_blobs_by_blob ON lane_blobs (blob);
";

/// Tables with a row for each lane.
pub(crate) const OF_LANES: &[&str] = &["lane_blobs"];

/// What of this room exists nowhere else: photos without a receipt, and those that `unfiled`, a
/// query for ids, names.
pub(crate) fn kept(unfiled: &str) -> [Kept; 3] {
    const UNRECEIPTED: &str =
        "own = 1 AND receipted = 0 AND lane IN (SELECT lane FROM main.outbox)";
    let named =
        format!("blob IN (SELECT blob FROM main.lane_blobs WHERE {UNRECEIPTED} UNION {unfiled})");
    let bytes = |table, key| Kept {
        rows: named.clone().into(),
        ..Kept::only(table, key, "", By::Blob)
    };
    [
        bytes("blobs", ("blob", "")),
        bytes("blob_pieces", ("blob, start", "bytes")),
        Kept::only("lane_blobs", ("lane, blob", ""), UNRECEIPTED, By::Lane),
    ]
}

/// What may change that.
pub(crate) const SIGNS: &[Sign] = &[
    Sign {
        table: "blobs",
        kind: "blob",
        column: "blob",
    },
    Sign {
        table: "blob_pieces",
        kind: "blob",
        column: "blob",
    },
    Sign {
        table: "lane_blobs",
        kind: "blob",
        column: "blob",
    },
    Sign {
        table: "lane_blobs",
        kind: "lane",
        column: "lane",
    },
];

fn kind_number(kind: BlobKind) -> i64 {
    match kind {
        BlobKind::PackPart => 0,
        BlobKind::Thumbnail => 1,
        BlobKind::Photo => 2,
    }
}

fn kind_of(number: i64) -> BlobKind {
    match number {
        0 => BlobKind::PackPart,
        1 => BlobKind::Thumbnail,
        _ => BlobKind::Photo,
    }
}

/// Keeps bytes made on this device.
pub(crate) fn put(connection: &Connection, kind: BlobKind, bytes: &[u8]) -> Result<BlobId> {
    let blob = BlobId::of(bytes);
    let length = i64::try_from(bytes.len()).map_err(|_| Error::Stored("length"))?;
    connection.execute(
        "INSERT INTO blobs (blob, kind, length, have, complete, wanted)
         VALUES (?1, ?2, ?3, ?3, 1, 0)
         ON CONFLICT (blob) DO UPDATE SET length = ?3, have = ?3, complete = 1",
        params![&blob.0[..], kind_number(kind), length],
    )?;
    connection.execute("DELETE FROM blob_pieces WHERE blob = ?1", [&blob.0[..]])?;
    connection.execute(
        "INSERT INTO blob_pieces (blob, start, bytes) VALUES (?1, 0, ?2)",
        params![&blob.0[..], bytes],
    )?;
    Ok(blob)
}

/// Removes a blob that no lane names.
pub(crate) fn remove_unused(connection: &Connection, blob: &BlobId) -> Result<()> {
    connection.execute(
        "DELETE FROM blobs WHERE blob = ?1
         AND NOT EXISTS (SELECT 1 FROM lane_blobs WHERE lane_blobs.blob = ?1)",
        [&blob.0[..]],
    )?;
    Ok(())
}

/// Removes every photo that no lane names and `kept`, a query for ids, does not either. Parts of
/// packs are everybody's.
pub(crate) fn forget_unnamed(connection: &Connection, kept: &str) -> Result<()> {
    // Its pieces go with it.
    connection.execute(
        &format!(
            "DELETE FROM blobs WHERE kind <> ?1
             AND blob NOT IN (SELECT blob FROM lane_blobs) AND blob NOT IN ({kept})"
        ),
        [kind_number(BlobKind::PackPart)],
    )?;
    Ok(())
}

/// A whole blob, if it is here.
pub(crate) fn read(connection: &Connection, blob: &BlobId) -> Result<Option<Vec<u8>>> {
    let state: Option<bool> = connection
        .prepare_cached("SELECT complete FROM blobs WHERE blob = ?1")?
        .query_row([&blob.0[..]], |row| row.get(0))
        .optional()?;
    if state != Some(true) {
        return Ok(None);
    }
    let bytes = pieces(connection, blob)?;
    if BlobId::of(&bytes) != *blob {
        return Err(Error::Damaged);
    }
    Ok(Some(bytes))
}

fn pieces(connection: &Connection, blob: &BlobId) -> Result<Vec<u8>> {
    let mut statement = connection
        .prepare_cached("SELECT bytes FROM blob_pieces WHERE blob = ?1 ORDER BY start")?;
    let mut rows = statement.query([&blob.0[..]])?;
    let mut bytes = Vec::new();
    while let Some(row) = rows.next()? {
        bytes.extend_from_slice(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
    }
    Ok(bytes)
}

/// Some bytes of a whole blob, for an upload.
pub(crate) fn slice(
    connection: &Connection,
    blob: &BlobId,
    offset: u64,
    length: u64,
) -> Result<Vec<u8>> {
    let bytes = read(connection, blob)?.ok_or(Error::Stored("blob"))?;
    let start = usize::try_from(offset)
        .unwrap_or(usize::MAX)
        .min(bytes.len());
    let end = start
        .saturating_add(usize::try_from(length).unwrap_or(usize::MAX))
        .min(bytes.len());
    Ok(bytes[start..end].to_vec())
}

/// A blob's length.
pub(crate) fn length(connection: &Connection, blob: &BlobId) -> Result<Option<u64>> {
    Ok(connection
        .prepare_cached("SELECT length FROM blobs WHERE blob = ?1")?
        .query_row([&blob.0[..]], |row| row.get::<_, i64>(0))
        .optional()?
        .map(i64::unsigned_abs))
}

/// Notes that a lane names a blob; one from elsewhere is known by name until it comes.
pub(crate) fn link(
    connection: &Connection,
    lane: &LaneId,
    offer: &BlobOffer,
    own: bool,
    receipted: bool,
) -> Result<()> {
    expect(connection, offer)?;
    connection
        .prepare_cached(
            "INSERT INTO lane_blobs (lane, blob, own, receipted) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (lane, blob) DO NOTHING",
        )?
        .execute(params![&lane.0[..], &offer.blob.0[..], own, receipted])?;
    Ok(())
}

/// Makes room for a blob that is to come.
pub(crate) fn expect(connection: &Connection, offer: &BlobOffer) -> Result<()> {
    let length = i64::try_from(offer.length).map_err(|_| Error::Stored("length"))?;
    connection
        .prepare_cached(
            "INSERT INTO blobs (blob, kind, length, have, complete, wanted)
             VALUES (?1, ?2, ?3, 0, 0, 0) ON CONFLICT (blob) DO NOTHING",
        )?
        .execute(params![&offer.blob.0[..], kind_number(offer.kind), length])?;
    Ok(())
}

/// A lane's own blobs, all or only those without a receipt.
pub(crate) fn offers(
    connection: &Connection,
    lane: &LaneId,
    unreceipted: bool,
) -> Result<Vec<BlobOffer>> {
    let mut statement = connection.prepare_cached(
        "SELECT blob, length, kind FROM lane_blobs JOIN blobs USING (blob)
         WHERE lane = ?1 AND (?2 = 0 OR (own = 1 AND receipted = 0)) ORDER BY kind, blob",
    )?;
    let mut rows = statement.query(params![&lane.0[..], unreceipted])?;
    let mut offers = Vec::new();
    while let Some(row) = rows.next()? {
        let blob: Vec<u8> = row.get(0)?;
        offers.push(BlobOffer {
            blob: BlobId::try_from(blob.as_slice()).map_err(|_| Error::Stored("blob"))?,
            length: row.get::<_, i64>(1)?.unsigned_abs(),
            kind: kind_of(row.get(2)?),
        });
    }
    Ok(offers)
}

/// How many of a lane's own blobs no receipt covers.
pub(crate) fn unreceipted(connection: &Connection, lane: &LaneId) -> Result<u32> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*) FROM lane_blobs WHERE lane = ?1 AND own = 1 AND receipted = 0",
        )?
        .query_row([&lane.0[..]], |row| row.get(0))?)
}

/// Bytes of a lane's unreceipted blobs: at the hub, and in all.
pub(crate) fn sending(connection: &Connection, lane: &LaneId) -> Result<(u64, u64)> {
    let (sent, total): (i64, i64) = connection
        .prepare_cached(
            "SELECT coalesce(sum(hub_have), 0), coalesce(sum(length), 0)
             FROM lane_blobs JOIN blobs USING (blob)
             WHERE lane = ?1 AND own = 1 AND receipted = 0",
        )?
        .query_row([&lane.0[..]], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((sent.unsigned_abs(), total.unsigned_abs()))
}

/// Notes what a verified receipt covers.
pub(crate) fn receipted(connection: &Connection, lane: &LaneId, blobs: &[BlobId]) -> Result<()> {
    for blob in blobs {
        connection
            .prepare_cached("UPDATE lane_blobs SET receipted = 1 WHERE lane = ?1 AND blob = ?2")?
            .execute(params![&lane.0[..], &blob.0[..]])?;
    }
    Ok(())
}

/// The hub lost what it had.
pub(crate) fn forget_receipts(connection: &Connection, lane: &LaneId) -> Result<()> {
    connection.execute(
        "UPDATE lane_blobs SET receipted = 0, hub_have = 0 WHERE lane = ?1 AND own = 1",
        [&lane.0[..]],
    )?;
    Ok(())
}

/// Notes how much of a blob the hub has; returns the lanes that it belongs to.
pub(crate) fn hub_has(connection: &Connection, blob: &BlobId, have: u64) -> Result<Vec<LaneId>> {
    let have = i64::try_from(have).unwrap_or(i64::MAX);
    // A hub cannot have more than there is.
    connection
        .prepare_cached(
            "UPDATE lane_blobs
             SET hub_have = min(?2, (SELECT length FROM blobs WHERE blobs.blob = ?1))
             WHERE blob = ?1 AND own = 1",
        )?
        .execute(params![&blob.0[..], have])?;
    let mut statement =
        connection.prepare_cached("SELECT lane FROM lane_blobs WHERE blob = ?1 AND own = 1")?;
    let rows = statement.query_map([&blob.0[..]], |row| row.get::<_, Vec<u8>>(0))?;
    crate::document::lane::ids(rows)
}

/// Takes in bytes that arrived. Bytes out of place are left: they will be asked for again.
pub(crate) fn arrived(
    connection: &Connection,
    blob: &BlobId,
    offset: u64,
    bytes: &[u8],
) -> Result<()> {
    let state: Option<(i64, i64, bool)> = connection
        .prepare_cached("SELECT have, length, complete FROM blobs WHERE blob = ?1")?
        .query_row([&blob.0[..]], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((have, length, false)) = state else {
        return Ok(());
    };
    let after = have + i64::try_from(bytes.len()).map_err(|_| Error::Stored("length"))?;
    if i64::try_from(offset) != Ok(have) || after > length {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO blob_pieces (blob, start, bytes) VALUES (?1, ?2, ?3)")?
        .execute(params![&blob.0[..], have, bytes])?;
    connection
        .prepare_cached("UPDATE blobs SET have = ?2 WHERE blob = ?1")?
        .execute(params![&blob.0[..], after])?;
    Ok(())
}

/// Checks a blob that has come whole. Returns false, and forgets the bytes, if they are others.
pub(crate) fn complete(connection: &Connection, blob: &BlobId) -> Result<bool> {
    if read(connection, blob)?.is_some() {
        return Ok(true);
    }
    if BlobId::of(&pieces(connection, blob)?) == *blob {
        connection.execute(
            "UPDATE blobs SET complete = 1, wanted = 0 WHERE blob = ?1",
            [&blob.0[..]],
        )?;
        return Ok(true);
    }
    connection.execute("DELETE FROM blob_pieces WHERE blob = ?1", [&blob.0[..]])?;
    connection.execute("UPDATE blobs SET have = 0 WHERE blob = ?1", [&blob.0[..]])?;
    Ok(false)
}

/// Nobody has it for us: it is asked for again only when somebody opens it.
pub(crate) fn missing(connection: &Connection, blob: &BlobId) -> Result<()> {
    connection.execute("UPDATE blobs SET wanted = 0 WHERE blob = ?1", [&blob.0[..]])?;
    Ok(())
}

/// Asks the engine for a blob that is not whole here.
pub(crate) fn want(connection: &Connection, blob: &BlobId) -> Result<Option<engine::Input>> {
    let state: Option<(i64, i64, bool)> = connection
        .prepare_cached("SELECT kind, have, complete FROM blobs WHERE blob = ?1")?
        .query_row([&blob.0[..]], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((kind, have, false)) = state else {
        return Ok(None);
    };
    connection.execute("UPDATE blobs SET wanted = 1 WHERE blob = ?1", [&blob.0[..]])?;
    Ok(Some(engine::Input::Download(
        *blob,
        kind_of(kind),
        have.unsigned_abs(),
    )))
}

/// What was wanted when the app last ran.
pub(crate) fn wanted(connection: &Connection) -> Result<Vec<engine::Input>> {
    let mut statement = connection
        .prepare("SELECT blob, kind, have FROM blobs WHERE wanted = 1 AND complete = 0")?;
    let mut rows = statement.query([])?;
    let mut wanted = Vec::new();
    while let Some(row) = rows.next()? {
        let blob: Vec<u8> = row.get(0)?;
        let blob = BlobId::try_from(blob.as_slice()).map_err(|_| Error::Stored("blob"))?;
        let have: i64 = row.get(2)?;
        wanted.push(engine::Input::Download(
            blob,
            kind_of(row.get(1)?),
            have.unsigned_abs(),
        ));
    }
    Ok(wanted)
}

/// A file that a command brings, if it is not too large to be opened at all.
pub(crate) fn unopened_file(file: &[u8]) -> Vec<photo::Unopened> {
    if file.len() as u64 > MAX_PHOTO_BYTES {
        return Vec::new();
    }
    let file = file.to_vec();
    vec![photo::Unopened { blob: None, file }]
}

/// One of the app's own photos, to be drawn on.
pub(crate) fn unopened(connection: &Connection, blob: BlobId) -> Result<Option<photo::Unopened>> {
    let file = read(connection, &blob)?;
    Ok(file.map(|file| photo::Unopened {
        blob: Some(blob),
        file,
    }))
}

pub(crate) fn handle(context: &mut Context<'_>, command: Command) -> Result<Reply> {
    let Command::Read(call) = command;
    let blob = parse(&call.blob)?;
    if let Some(bytes) = read(context.connection, &blob)? {
        return Ok(Reply::Read(Blob::Here(bytes)));
    }
    let input = want(context.connection, &blob)?.ok_or_else(Error::not_found)?;
    let (have, total): (i64, i64) = context.connection.query_row(
        "SELECT have, length FROM blobs WHERE blob = ?1",
        [&blob.0[..]],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    context.signals.push(input);
    Ok(Reply::Read(Blob::Coming {
        have: have.unsigned_abs(),
        total: total.unsigned_abs(),
    }))
}

pub(crate) fn parse(blob: &api::BlobId) -> Result<BlobId> {
    blob.0.parse().map_err(|_| Error::not_found())
}

/// Kind and length of a blob that is whole here.
pub(crate) fn here(connection: &Connection, blob: &BlobId) -> Result<Option<(BlobKind, u64)>> {
    Ok(connection
        .prepare_cached("SELECT kind, length FROM blobs WHERE blob = ?1 AND complete = 1")?
        .query_row([&blob.0[..]], |row| {
            Ok((kind_of(row.get(0)?), row.get::<_, i64>(1)?.unsigned_abs()))
        })
        .optional()?)
}
