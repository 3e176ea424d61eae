//! Which blobs are wanted, how much of each is here, and for whom.

use super::{
    feeds, grants, links, signed,
    sql::{Connection, values},
};
use crate::error::Error;
use durbar_sync::{
    BlobId, LaneId, PublicKey,
    header::{Header, Writer},
    wire::{BlobKind, BlobOffer},
};

/// What is known of a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlobRow {
    /// Its bytes, as first offered.
    pub length: u64,
    /// Bytes that are here, durably.
    pub have: u64,
    /// Whether all are, with the right hash.
    pub complete: bool,
    /// Whether anybody may read it.
    pub public: bool,
}

/// A blob's row.
///
/// # Errors
/// The database.
pub fn find(connection: &Connection, blob: &BlobId) -> Result<Option<BlobRow>, Error> {
    connection.row(
        "SELECT length, have, complete, public FROM blobs WHERE blob = ?1",
        values![blob],
        |row| {
            Ok(BlobRow {
                length: row.get(0)?,
                have: row.get(1)?,
                complete: row.get(2)?,
                public: row.get(3)?,
            })
        },
    )
}

/// Notes an offer that came with changes of a lane. Returns whether its length agrees with what
/// the author knows to be here under this hash.
///
/// Knowing a hash is not having the bytes: receipts name hashes, and people show receipts. Whoever
/// offers a blob that somebody else brought, and may not read it, sends all of it again to a place
/// of its own before the offer counts.
///
/// # Errors
/// The database.
pub fn offer(
    connection: &Connection,
    lane: &LaneId,
    author: &PublicKey,
    offer: &BlobOffer,
    now: i64,
) -> Result<bool, Error> {
    let slot = match find(connection, &offer.blob)? {
        Some(row) if may_read(connection, row, &offer.blob, author, now)? => None,
        Some(_) => Some(slot_of(&offer.blob, author)),
        None => None,
    };
    let stored = slot.unwrap_or(offer.blob);
    if find(connection, &stored)?.is_some_and(|row| row.length != offer.length) {
        return Ok(false);
    }
    insert(connection, &stored, offer.length)?;
    connection.execute(
        "INSERT INTO lane_blobs (lane, blob, author, kind, slot) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
        values![
            lane,
            &offer.blob,
            author,
            kind_number(offer.kind),
            slot.as_ref(),
        ],
    )?;
    Ok(true)
}

/// Where an author's own copy goes.
fn slot_of(blob: &BlobId, author: &PublicKey) -> BlobId {
    BlobId::of(&[blob.0, author.0].concat())
}

fn kind_number(kind: BlobKind) -> i64 {
    match kind {
        BlobKind::PackPart => 0,
        BlobKind::Thumbnail => 1,
        BlobKind::Photo => 2,
    }
}

/// A blob of a lane as far as `author` brought it; `None` if the lane never offered it.
///
/// # Errors
/// The database.
pub fn of_lane(
    connection: &Connection,
    lane: &LaneId,
    blob: &BlobId,
    author: &PublicKey,
) -> Result<Option<BlobRow>, Error> {
    let stored: Option<BlobId> = connection.row(
        "SELECT coalesce(slot, blob) FROM lane_blobs WHERE lane = ?1 AND blob = ?2
         ORDER BY author != ?3, slot IS NOT NULL LIMIT 1",
        values![lane, blob, author],
        |row| row.get(0),
    )?;
    match stored {
        Some(stored) => find(connection, &stored),
        None => Ok(None),
    }
}

/// Stores a public blob whose file is complete.
///
/// # Errors
/// The database.
pub fn publish(connection: &Connection, blob: &BlobId, length: u64) -> Result<(), Error> {
    connection.execute(
        "INSERT INTO blobs (blob, length, have, complete, public) VALUES (?1, ?2, ?2, TRUE, TRUE)
         ON CONFLICT (blob) DO UPDATE SET have = ?2, length = ?2, complete = TRUE, public = TRUE",
        values![blob, signed(length)?],
    )?;
    Ok(())
}

/// Notes that there are more bytes here, durably, than there were `before`. Returns whether there
/// were as many, and not all: if not, they came to another hub of the same database meanwhile, or
/// from somebody else.
///
/// # Errors
/// The database.
pub fn add(
    connection: &Connection,
    blob: &BlobId,
    (before, have): (u64, u64),
) -> Result<bool, Error> {
    let counted = connection.count(
        "UPDATE blobs SET have = ?3 WHERE blob = ?1 AND have = ?2 AND NOT complete",
        values![blob, signed(before)?, signed(have)?],
    )?;
    Ok(counted > 0)
}

/// Notes how many bytes are here, durably. What became whole meanwhile stays so.
///
/// # Errors
/// The database.
pub fn set_have(
    connection: &Connection,
    blob: &BlobId,
    have: u64,
    complete: bool,
) -> Result<(), Error> {
    connection.execute(
        "UPDATE blobs SET have = ?2, complete = ?3 WHERE blob = ?1 AND NOT complete",
        values![blob, signed(have)?, complete],
    )?;
    Ok(())
}

/// Where the bytes go that the device sends, and what is there, if it may send them: it offered the
/// blob, or holds the writing role of a department's lane that offers it. A revoked device may not.
///
/// What it has to show comes first: of a blob that is whole for another of its lanes it would be told
/// that nothing is missing, and be asked for it again and again.
///
/// # Errors
/// The database.
pub fn for_upload(
    connection: &Connection,
    blob: &BlobId,
    device: &PublicKey,
    now: i64,
) -> Result<Option<(BlobId, BlobRow)>, Error> {
    if links::is_revoked(connection, device)? {
        return Ok(None);
    }
    let offers: Vec<(PublicKey, Option<BlobId>, Header)> = connection.rows(
        "SELECT lane_blobs.author, lane_blobs.slot, lanes.header FROM lane_blobs
         JOIN lanes ON lanes.lane = lane_blobs.lane
         WHERE lane_blobs.blob = ?1
         ORDER BY lane_blobs.slot IS NULL OR lane_blobs.author != ?2, lane_blobs.slot IS NOT NULL",
        values![blob, device],
        |row| {
            let header = postcard::from_bytes(row.bytes(2)?)?;
            Ok((row.get(0)?, row.get(1)?, header))
        },
    )?;
    for (author, slot, header) in offers {
        let is_own = author == *device;
        let allowed = match &header.writer {
            _ if slot.is_some() => is_own,
            Writer::Person(_) => is_own,
            // Who brings back what a hub has lost brings its photos, too.
            Writer::Department(department) => {
                is_own || grants::is_officer(connection, device, department, now)?
            }
        };
        if allowed {
            let stored = slot.unwrap_or(*blob);
            return Ok(find(connection, &stored)?.map(|row| (stored, row)));
        }
    }
    Ok(None)
}

/// Every whole blob with its length.
///
/// # Errors
/// The database.
pub fn whole(connection: &Connection) -> Result<Vec<(BlobId, u64)>, Error> {
    connection.rows(
        "SELECT blob, length FROM blobs WHERE complete ORDER BY blob",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Has what was under way begin anew: its bytes are not here.
///
/// # Errors
/// The database.
pub fn forget_parts(connection: &Connection) -> Result<(), Error> {
    connection.execute("UPDATE blobs SET have = 0 WHERE NOT complete", &[])?;
    Ok(())
}

/// Has a blob come anew that was whole and is not here.
///
/// # Errors
/// The database.
pub fn lose(connection: &Connection, blob: &BlobId) -> Result<(), Error> {
    connection.execute(
        "UPDATE blobs SET have = 0, complete = FALSE WHERE blob = ?1",
        values![blob],
    )?;
    Ok(())
}

/// Notes that an author has shown that they have a blob, whose file is in its place now: their
/// offers count. Others whose upload had not ended show it for themselves.
///
/// # Errors
/// The database.
pub fn prove(
    connection: &Connection,
    blob: &BlobId,
    author: &PublicKey,
    length: u64,
) -> Result<(), Error> {
    // Two who show it at once would each take the other for somebody who has not shown it.
    connection.hold(
        "SELECT 1 FROM blobs WHERE blob = ?1 FOR UPDATE",
        values![blob],
    )?;
    let was_whole = find(connection, blob)?.is_some_and(|row| row.complete);
    if !was_whole {
        let others: Vec<PublicKey> = connection.rows(
            "SELECT DISTINCT author FROM lane_blobs
             WHERE blob = ?1 AND slot IS NULL AND author != ?2",
            values![blob, author],
            |row| row.get(0),
        )?;
        for other in others {
            let slot = slot_of(blob, &other);
            insert(connection, &slot, length)?;
            connection.execute(
                "UPDATE lane_blobs SET slot = ?3
                 WHERE blob = ?1 AND author = ?2 AND slot IS NULL",
                values![blob, &other, &slot],
            )?;
        }
        connection.execute(
            "UPDATE blobs SET length = ?2, have = ?2, complete = TRUE WHERE blob = ?1",
            values![blob, signed(length)?],
        )?;
    }
    let slot = slot_of(blob, author);
    connection.execute(
        "UPDATE lane_blobs SET slot = NULL WHERE blob = ?1 AND slot = ?2",
        values![blob, &slot],
    )?;
    connection.execute("DELETE FROM blobs WHERE blob = ?1", values![&slot])?;
    Ok(())
}

fn insert(connection: &Connection, stored: &BlobId, length: u64) -> Result<(), Error> {
    connection.execute(
        "INSERT INTO blobs (blob, length, have, complete, public)
         VALUES (?1, ?2, 0, FALSE, FALSE) ON CONFLICT DO NOTHING",
        values![stored, signed(length)?],
    )?;
    Ok(())
}

/// The blob if it is whole and the device may read it: it follows a feed that lists a lane that
/// offers it, or everybody may.
///
/// # Errors
/// The database.
pub fn for_download(
    connection: &Connection,
    blob: &BlobId,
    device: &PublicKey,
    now: i64,
) -> Result<Option<BlobRow>, Error> {
    match find(connection, blob)? {
        Some(row) if row.complete && may_read(connection, row, blob, device, now)? => Ok(Some(row)),
        _ => Ok(None),
    }
}

/// Whether the device may read a blob, once it is whole.
fn may_read(
    connection: &Connection,
    row: BlobRow,
    blob: &BlobId,
    device: &PublicKey,
    now: i64,
) -> Result<bool, Error> {
    if row.public || is_published(connection, blob)? {
        return Ok(true);
    }
    let persons = links::persons(connection, device)?;
    let departments = grants::departments(connection, device, now)?;
    let followed = persons.iter().map(feeds::of_person).chain(
        departments
            .iter()
            .filter_map(|department| feeds::of_department(department)),
    );
    for feed in followed {
        let is_listed = connection.one(
            "SELECT EXISTS (SELECT 1 FROM lane_blobs
             JOIN lane_feeds ON lane_feeds.lane = lane_blobs.lane
             WHERE lane_blobs.blob = ?1 AND lane_blobs.slot IS NULL AND lane_feeds.feed = ?2)",
            values![blob, &feed],
        )?;
        if is_listed {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a lane that offers the blob is listed in a public feed. `0` follows `/`.
fn is_published(connection: &Connection, blob: &BlobId) -> Result<bool, Error> {
    connection.one(
        "SELECT EXISTS (SELECT 1 FROM lane_blobs
         JOIN lane_feeds ON lane_feeds.lane = lane_blobs.lane
         WHERE lane_blobs.blob = ?1 AND lane_blobs.slot IS NULL
            AND lane_feeds.feed > 'public/' AND lane_feeds.feed < 'public0')",
        values![blob],
    )
}
