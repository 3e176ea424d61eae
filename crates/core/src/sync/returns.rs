//! What this device gives back to a hub that was put back from a backup.
//!
//! Every record that came is noted with the hub's seal. After a restore the hub is read from where it
//! is as it was, or from its start; what stood behind that and does not come again it has lost, and
//! gets back: others' records with their seal, this device's own with its receipts, in the order in which the hub had stored them. So the words of a
//! phone that was lost meanwhile return, and a matter keeps the day on which it was received.

use super::EPOCH;
use crate::{
    Error,
    context::Context,
    db::settings,
    document::{self, lane},
    error::Result,
    identity, media,
};
use durbar_api::Timestamp;
use durbar_sync::{
    BlobId, ChangeHash, LaneId,
    chunk::{self, ChangeInfo},
    header::Writer,
    sign::{self, Keys},
    wire::{Body, Bytes, Feed, LaneRecord, Proof, Record, Refusal, Return, Seal},
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, HashSet};

pub(crate) const SCHEMA: &str = "
-- What the hub stored and this device could give back. Its own records are known by their receipts.
CREATE TABLE hub_records (
    position INTEGER PRIMARY KEY,
    -- Of a lane and its heads, or of what else it is.
    name BLOB NOT NULL UNIQUE,
    lane BLOB,
    -- Without header and changes.
    body BLOB NOT NULL,
    -- Of its changes, 32 bytes each.
    changes BLOB NOT NULL,
    seal BLOB NOT NULL,
    -- The hub's clock, milliseconds; 0 for what has no time.
    received INTEGER NOT NULL,
    -- 0: the hub has it. From 1: it has not come again since the hub was put back, and how often it
    -- was given back in vain. -1: its words are back, its photos are not.
    missing INTEGER NOT NULL DEFAULT 0,
    -- When that was last, this device's clock, milliseconds.
    tried INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX hub_records_by_lane ON hub_records (lane);
CREATE INDEX hub_records_missing ON hub_records (received, position) WHERE missing != 0;

-- Whether its own records go as new changes, since the hub did not take them as what it had.
ALTER TABLE outbox ADD COLUMN anew INTEGER NOT NULL DEFAULT 0;
-- Whether the hub could not read it packed.
ALTER TABLE outbox ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
";

/// Tables with a row for each lane.
pub(crate) const OF_LANES: &[&str] = &["hub_records"];

/// Setting: present from a restore until the hub was read to its end.
const READING: &str = "restored-hub-is-read";
/// Records that are looked at for one exchange.
const AT_ONCE: i64 = 256;
/// How often a record is given back that something else is missing for, and how long it waits each
/// time, in milliseconds: what it builds on may be on a tablet that comes online on Monday.
const TRIES: i64 = 200;
const WAIT: i64 = 3_600_000;
/// Records of one exchange that are given back again for their photos.
const FOR_PHOTOS: usize = 16;
/// Bytes beyond which a record cannot be given back: a request has no room for it.
const MOST: usize = 1_000_000;

/// What an exchange gives back.
#[derive(Debug, Default)]
pub(crate) struct Giving {
    /// In the order of its frames.
    pub given: Vec<Given>,
    /// What the hub did not take, by its place there.
    pub refused: BTreeMap<u16, Refusal>,
    /// Photos that are here and that the hub asked for.
    pub wanted: Vec<BlobId>,
}

/// What one frame gives back.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Given {
    /// Somebody else's record, by its position.
    Other(i64),
    /// An own one.
    Own(LaneId),
}

/// Where the hub listed each record; nowhere, once it was missing: what is given back gets a number
/// that nobody is told.
pub(crate) const SCHEMA_2: &str = "
ALTER TABLE hub_records ADD COLUMN feed BLOB NOT NULL DEFAULT x'';
ALTER TABLE hub_records ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
";

/// Has everything looked for that the hub may have lost.
pub(super) fn begin(connection: &Connection) -> Result<()> {
    connection.execute("UPDATE outbox SET anew = 0", [])?;
    settings::set(connection, READING, b"1")
}

/// What the hub has of what is of no lane.
pub(super) fn kept(connection: &Connection) -> Result<Vec<Body>> {
    let mut select = connection.prepare(
        "SELECT body FROM hub_records WHERE missing = 0 AND lane IS NULL ORDER BY position",
    )?;
    let rows = select.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    rows.map(|body| postcard::from_bytes(&body?).map_err(|_| Error::Stored("record")))
        .collect()
}

/// Notes an accepted record. Own ones come only if they are asked for: not all of them have receipts.
pub(super) fn note(context: &Context<'_>, feed: &Feed, record: &Record) -> Result<()> {
    let connection = context.connection;
    let Some(seal) = record.seal else {
        return Ok(());
    };
    if matches!(feed, Feed::Public(_) | Feed::Pack) {
        return Ok(());
    }
    let (lane, kept, hashes, received) = match &record.body {
        Body::Lane(record) => {
            let mut hashes = Vec::with_capacity(record.changes.len());
            for change in &record.changes {
                let info = chunk::inspect(&change.0)
                    .map_err(|error| Error::Document(error.to_string()))?;
                hashes.push(info.hash);
            }
            is_back(connection, &record.lane, &hashes)?;
            let kept = Body::Lane(record.without_content());
            (Some(record.lane), kept, hashes, record.received)
        }
        other => (None, other.clone(), Vec::new(), 0),
    };
    let name = match &kept {
        Body::Lane(record) => postcard::to_stdvec(&(record.lane, &record.heads))?,
        other => postcard::to_stdvec(other)?,
    };
    connection
        .prepare_cached(
            "INSERT INTO hub_records (name, lane, body, changes, seal, received, feed, number)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (name) DO UPDATE
             SET missing = min(missing, 0), feed = excluded.feed, number = excluded.number",
        )?
        .execute(params![
            &BlobId::of(&name).0[..],
            lane.as_ref().map(|lane| &lane.0[..]),
            postcard::to_stdvec(&kept)?,
            hashes.iter().flat_map(|hash| hash.0).collect::<Vec<u8>>(),
            &seal.0[..],
            received,
            postcard::to_stdvec(feed)?,
            i64::try_from(record.sequence).map_err(|_| Error::Stored("sequence"))?,
        ])?;
    Ok(())
}

/// Takes off the list what a record brought again, however it was parted before.
fn is_back(connection: &Connection, lane: &LaneId, hashes: &[ChangeHash]) -> Result<()> {
    let mut missing = connection.prepare_cached(
        "SELECT position, changes FROM hub_records WHERE lane = ?1 AND missing > 0",
    )?;
    let mut rows = missing.query([&lane.0[..]])?;
    let mut back = Vec::new();
    while let Some(row) = rows.next()? {
        let changes: Vec<u8> = row.get(1)?;
        if changes
            .chunks_exact(32)
            .all(|one| hashes.iter().any(|hash| hash.0 == one))
        {
            back.push(row.get::<_, i64>(0)?);
        }
    }
    for position in back {
        set_missing(connection, position, 0)?;
    }
    Ok(())
}

fn set_missing(connection: &Connection, position: i64, missing: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE hub_records SET missing = ?2, feed = x'' WHERE position = ?1")?
        .execute([position, missing])?;
    Ok(())
}

/// Notes at the end of a reply what became of what was given back, and whether the hub was read to
/// its end.
pub(super) fn ended(context: &mut Context<'_>, giving: &Giving, is_all: bool) -> Result<()> {
    let connection = context.connection;
    let mut again = false;
    for (index, given) in (0u16..).zip(&giving.given) {
        match (given, giving.refused.get(&index)) {
            (Given::Other(position), None) => {
                let wants = wants_photos(connection, *position, &giving.wanted)?;
                set_missing(connection, *position, if wants { -1 } else { 0 })?;
            }
            // What it builds on may come from this device's next exchange, or from another device.
            (Given::Other(position), Some(Refusal::BadChange | Refusal::UnknownCase)) => {
                connection
                    .prepare_cached(
                        "UPDATE hub_records SET tried = ?3,
                             missing = CASE WHEN missing < ?2 THEN missing + 1 ELSE 0 END,
                             feed = x''
                         WHERE position = ?1",
                    )?
                    .execute([*position, TRIES, context.now.0])?;
            }
            (Given::Other(position), Some(Refusal::Quota)) => {
                connection
                    .prepare_cached(
                        "UPDATE hub_records SET tried = ?2, missing = -1 WHERE position = ?1",
                    )?
                    .execute([*position, context.now.0])?;
            }
            // There were too many of something before it in the request.
            (Given::Other(_), Some(Refusal::TooLarge)) if index > 0 => again = true,
            (Given::Other(position), Some(_)) => set_missing(connection, *position, 0)?,
            (Given::Own(_), None) => {}
            (Given::Own(lane), Some(_)) => {
                connection.execute("UPDATE outbox SET anew = 1 WHERE lane = ?1", [&lane.0[..]])?;
            }
        }
    }
    if is_all && settings::get(connection, READING)?.is_some() {
        settings::remove(connection, READING)?;
        again = true;
    }
    if again {
        context.send();
    }
    Ok(())
}

/// Whether the hub asked for photos of a record. It is given back until all that are here went up.
fn wants_photos(connection: &Connection, position: i64, wanted: &[BlobId]) -> Result<bool> {
    if wanted.is_empty() {
        return Ok(false);
    }
    let body: Vec<u8> = connection
        .prepare_cached("SELECT body FROM hub_records WHERE position = ?1")?
        .query_row([position], |row| row.get(0))?;
    let body = postcard::from_bytes(&body).map_err(|_| Error::Stored("record"))?;
    Ok(match body {
        Body::Lane(record) => record.blobs.iter().any(|one| wanted.contains(&one.blob)),
        _ => false,
    })
}

/// Whether a lane waits until what others wrote of it, or of its case, is back at the hub, or was
/// given back once.
pub(super) fn is_held(connection: &Connection, lane: &LaneId) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM hub_records WHERE missing = 1 AND lane = ?1)
                 OR EXISTS (SELECT 1 FROM hub_records JOIN lanes ON case_lane = hub_records.lane
                     WHERE missing = 1 AND lanes.lane = ?1)",
        )?
        .query_row([&lane.0[..]], |row| row.get(0))?)
}

/// A record to give back.
pub(super) struct Back {
    received: i64,
    /// Whether only its photos are still missing.
    pub for_photos: bool,
    /// Bytes of its changes.
    pub bytes: usize,
    /// What it is here.
    pub given: Given,
    /// As it travels.
    pub frame: Return,
}

impl Back {
    /// The lane, if it is one of this device's own.
    pub(super) fn own(&self) -> Option<LaneId> {
        match self.given {
            Given::Own(lane) => Some(lane),
            Given::Other(_) => None,
        }
    }
}

/// What is to be given back now, in the order in which the hub had it, photos last, and whether that
/// is all.
///
/// # Errors
/// The database.
pub(super) fn waiting(
    connection: &Connection,
    keys: &Keys,
    lanes: &[LaneId],
    now: Timestamp,
) -> Result<(Vec<Back>, bool)> {
    let is_read = settings::get(connection, READING)?.is_none();
    let (mut back, all) = if is_read {
        others(connection, now)?
    } else {
        (Vec::new(), true)
    };
    for lane in lanes {
        if is_read || !is_held(connection, lane)? {
            back.extend(own(connection, keys, lane)?);
        }
    }
    // What has the same time stays as it is: others' records in the order in which they came.
    back.sort_by_key(|one| (one.for_photos, one.received));
    Ok((back, all))
}

fn others(connection: &Connection, now: Timestamp) -> Result<(Vec<Back>, bool)> {
    // A clock that was set back does not make anything wait.
    let mut select = connection.prepare_cached(
        "SELECT position, body, changes, seal, received, missing < 0 FROM hub_records
         WHERE missing != 0 AND tried NOT BETWEEN ?2 AND ?3
         ORDER BY missing < 0, received, position LIMIT ?1",
    )?;
    let mut rows = select.query([AT_ONCE, now.0.saturating_sub(WAIT) + 1, now.0])?;
    let (mut back, mut gone, mut count) = (Vec::new(), Vec::new(), 0);
    let (mut photos, mut all) = (0, true);
    while let Some(row) = rows.next()? {
        count += 1;
        let position = row.get(0)?;
        let for_photos = row.get(5)?;
        if for_photos {
            photos += 1;
            if photos > FOR_PHOTOS {
                break;
            }
        } else if count == AT_ONCE {
            all = false;
        }
        let body: Vec<u8> = row.get(1)?;
        let mut body: Body = postcard::from_bytes(&body).map_err(|_| Error::Stored("record"))?;
        let mut bytes = 0;
        if let Body::Lane(record) = &mut body {
            let hashes: Vec<u8> = row.get(2)?;
            let content = content(connection, &record.lane, &hashes)?;
            let Some((header, changes)) = content else {
                gone.push(position);
                continue;
            };
            bytes = changes.iter().map(|change| change.0.len()).sum();
            if bytes > MOST {
                gone.push(position);
                continue;
            }
            (record.header, record.changes) = (Some(header), changes);
        }
        let seal: Vec<u8> = row.get(3)?;
        let seal = seal.try_into().map_err(|_| Error::Stored("seal"))?;
        back.push(Back {
            received: row.get(4)?,
            for_photos,
            bytes,
            given: Given::Other(position),
            frame: Return {
                body,
                proof: Proof::Seal(Seal(seal)),
            },
        });
    }
    // What was forgotten here cannot be given back.
    for position in gone {
        set_missing(connection, position, 0)?;
    }
    Ok((back, all))
}

type Content = (durbar_sync::header::SignedHeader, Vec<Bytes>);

/// The header of a lane and some of its changes; `None` if they are not all here.
fn content(connection: &Connection, lane: &LaneId, hashes: &[u8]) -> Result<Option<Content>> {
    let Some(row) = lane::get(connection, lane)? else {
        return Ok(None);
    };
    let mut select =
        connection.prepare_cached("SELECT bytes FROM changes WHERE lane = ?1 AND hash = ?2")?;
    let mut changes = Vec::new();
    for hash in hashes.chunks_exact(32) {
        let bytes: Option<Vec<u8>> = select
            .query_row(params![&lane.0[..], hash], |row| row.get(0))
            .optional()?;
        match bytes {
            Some(bytes) => changes.push(Bytes(bytes)),
            None => return Ok(None),
        }
    }
    Ok(Some((row.signed, changes)))
}

/// This device's own records of a lane that an earlier epoch's receipts are for.
fn own(connection: &Connection, keys: &Keys, id: &LaneId) -> Result<Vec<Back>> {
    let anew: bool = connection
        .prepare_cached("SELECT anew FROM outbox WHERE lane = ?1")?
        .query_row([&id.0[..]], |row| row.get(0))?;
    let epoch = settings::number(connection, EPOCH)?.map(i64::cast_unsigned);
    if anew || epoch.is_none() {
        return Ok(Vec::new());
    }
    let mut receipts = super::apply::receipts(connection, id)?;
    receipts.retain(|signed| Some(signed.receipt.epoch) != epoch);
    receipts.sort_by_key(|signed| (signed.receipt.received, signed.receipt.issued));
    let mut back = Vec::new();
    if receipts.is_empty() {
        return Ok(back);
    }
    let lane = lane::get(connection, id)?.ok_or(Error::Stored("lane"))?;
    let mut waiting = Waiting::read(connection, id)?;
    let blobs = media::offers(connection, id, true)?;
    let ids: Vec<_> = blobs.iter().map(|offer| offer.blob).collect();
    let links = match &lane.header.writer {
        Writer::Person(person) => {
            identity::links::chain_to(connection, person)?.unwrap_or_default()
        }
        Writer::Department(_) => Vec::new(),
    };
    for signed in receipts {
        let heads = signed.receipt.heads.clone();
        let (infos, changes) = waiting.take(&heads);
        if infos.is_empty() {
            continue;
        }
        if chunk::tips(&infos) != heads {
            // Parted in another way than it was sent: what is left goes as new changes.
            break;
        }
        let signature = keys.sign(sign::HEADS, &sign::heads_statement(id, &heads, &ids));
        let record = LaneRecord {
            lane: *id,
            header: Some(lane.signed.clone()),
            changes,
            heads,
            blobs: blobs.clone(),
            author: keys.public(),
            signature,
            links: links.clone(),
            received: signed.receipt.received,
        };
        back.push(Back {
            received: record.received,
            for_photos: false,
            bytes: record.changes.iter().map(|change| change.0.len()).sum(),
            given: Given::Own(*id),
            frame: Return {
                body: Body::Lane(record),
                proof: Proof::Receipt(signed),
            },
        });
    }
    Ok(back)
}

/// Changes of a lane that wait for a receipt, in the order in which they were made.
struct Waiting(Vec<(ChangeInfo, Bytes)>);

impl Waiting {
    fn read(connection: &Connection, lane: &LaneId) -> Result<Self> {
        let changes = document::to_send(connection, lane)?;
        let changes = changes.into_iter().map(|bytes| {
            let info =
                chunk::inspect(&bytes).map_err(|error| Error::Document(error.to_string()))?;
            Ok((info, Bytes(bytes)))
        });
        changes.collect::<Result<_>>().map(Self)
    }

    /// Takes out what these heads cover: they and all they build on.
    fn take(&mut self, heads: &[ChangeHash]) -> (Vec<ChangeInfo>, Vec<Bytes>) {
        let mut covered: HashSet<_> = heads.iter().copied().collect();
        for (info, _) in self.0.iter().rev() {
            if covered.contains(&info.hash) {
                covered.extend(info.deps.iter().copied());
            }
        }
        let all = std::mem::take(&mut self.0).into_iter();
        let (taken, left) = all.partition(|(info, _)| covered.contains(&info.hash));
        self.0 = left;
        let taken: Vec<_> = taken;
        taken.into_iter().unzip()
    }
}
