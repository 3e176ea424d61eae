//! What a hub holds.

use super::{Lane, by_lane, headers, is_sound, open, rows};
use crate::kit::Result;
use durbar_sync::{
    PublicKey, Signature,
    header::{Header, SignedHeader},
    wire::{Body, Record, Seal},
};
use rusqlite::Connection;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashSet},
    path::{Path, PathBuf},
};

/// A hub's data folder.
pub struct HubFile {
    database: Connection,
    blobs: PathBuf,
    /// Blobs whose bytes were found right: they are read once.
    right: RefCell<HashSet<String>>,
}

impl HubFile {
    /// Opens the database for reading; the hub may be serving.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn open(data: &Path) -> Result<Self> {
        Ok(Self {
            database: open(&data.join("hub.sqlite"))?,
            blobs: data.join("blobs"),
            right: RefCell::default(),
        })
    }

    /// Whether SQLite finds the file sound.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn is_sound(&self) -> Result<bool> {
        is_sound(&self.database)
    }

    /// What is missing here of a lane: empty if every change and every byte is held.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn missing(&self, lane: &Lane) -> Result<Vec<String>> {
        let mut missing = Vec::new();
        for hash in &lane.changes {
            let held: bool = self
                .database
                .prepare_cached(
                    "SELECT count(*) > 0 FROM changes
                     WHERE lane = unhex(?1) AND hash = unhex(?2)",
                )?
                .query_row([&lane.lane, hash], |row| row.get(0))?;
            if !held {
                missing.push(format!("change {hash} of {}", lane.lane));
            }
        }
        for blob in &lane.blobs {
            let complete: Option<bool> = self
                .database
                .prepare_cached("SELECT max(complete) FROM blobs WHERE blob = unhex(?1)")?
                .query_row([blob], |row| row.get(0))?;
            if complete != Some(true) || !self.has_bytes(blob) {
                missing.push(format!("blob {blob} of {}", lane.lane));
            }
        }
        Ok(missing)
    }

    fn has_bytes(&self, blob: &str) -> bool {
        let mut right = self.right.borrow_mut();
        let path = self.blobs.join(&blob[..2]).join(blob);
        if right.contains(blob) {
            return path.is_file();
        }
        let is_right =
            std::fs::read(path).is_ok_and(|bytes| blake3::hash(&bytes).to_hex().as_str() == blob);
        if is_right {
            right.insert(blob.to_owned());
        }
        is_right
    }

    /// Feeds whose numbers are not 1, 2, 3 and so on to their last.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn feeds_with_gaps(&self) -> Result<Vec<String>> {
        rows(
            &self.database,
            "SELECT feeds.feed FROM feeds LEFT JOIN entries USING (feed) GROUP BY feeds.feed
             HAVING count(sequence) <> last OR max(sequence) <> last OR min(sequence) <> 1",
            [],
            |row| row.get(0),
        )
    }

    /// How many records it holds.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn records(&self) -> Result<u64> {
        Ok(self
            .database
            .query_row("SELECT count(*) FROM records", [], |row| {
                row.get::<_, i64>(0)
            })?
            .unsigned_abs())
    }

    /// Every lane with its header.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn headers(&self) -> Result<BTreeMap<String, Header>> {
        headers(&self.database)
    }

    /// The hashes of every change, by lane.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn hashes(&self) -> Result<BTreeMap<String, BTreeSet<String>>> {
        let all = "SELECT lower(hex(lane)), lower(hex(hash)) FROM changes";
        by_lane(&self.database, all, [])
    }

    /// The blobs that a device offered and has shown to have, by lane.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn offered_by(&self, device: &PublicKey) -> Result<BTreeMap<String, BTreeSet<String>>> {
        by_lane(
            &self.database,
            "SELECT lower(hex(lane)), lower(hex(blob)) FROM lane_blobs
             WHERE author = ?1 AND slot IS NULL",
            [&device.0[..]],
        )
    }

    /// The blobs that lanes name, by lane.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn named(&self) -> Result<BTreeMap<String, BTreeSet<String>>> {
        let all = "SELECT lower(hex(lane)), lower(hex(blob)) FROM lane_blobs";
        by_lane(&self.database, all, [])
    }

    /// Every feed with its records, in order.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn feeds(&self) -> Result<Vec<(String, Body)>> {
        let all: Vec<(String, Vec<u8>)> = rows(
            &self.database,
            "SELECT entries.feed, records.body FROM entries
             JOIN records ON records.home = entries.home
                AND records.sequence = entries.home_sequence
             ORDER BY entries.feed, entries.sequence",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let all = all.into_iter();
        all.map(|(feed, bytes)| Ok((feed, postcard::from_bytes(&bytes)?)))
            .collect()
    }

    /// Every record of a lane as it travels, each once, in the order in which they came: with its
    /// header where it is the lane's first, and with a mark of a seal.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn travelling(&self) -> Result<Vec<Record>> {
        type Row = (Vec<u8>, i64, bool, Vec<u8>, Option<[u8; 64]>);
        let all: Vec<Row> = rows(
            &self.database,
            "SELECT records.body, records.sequence, lane_feeds.first IS NOT NULL,
                    lanes.header, lanes.signature
             FROM records JOIN lanes ON lanes.lane = records.lane
             LEFT JOIN lane_feeds ON lane_feeds.lane = records.lane
                AND lane_feeds.feed = records.home AND lane_feeds.first = records.sequence
             ORDER BY records.received, records.home, records.sequence",
            [],
            |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                ))
            },
        )?;
        let all = all.into_iter();
        all.map(|(body, sequence, is_first, header, signature)| {
            let mut body = postcard::from_bytes(&body)?;
            if let (Body::Lane(record), true) = (&mut body, is_first) {
                record.header = Some(SignedHeader {
                    bytes: header,
                    signature: signature.map(Signature),
                });
            }
            Ok(Record {
                feed: 3,
                sequence: u64::try_from(sequence)?,
                body,
                seal: Some(Seal([0; 16])),
            })
        })
        .collect()
    }

    /// Links: for whom, who, whether both ways.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn links(&self) -> Result<Vec<(PublicKey, PublicKey, bool)>> {
        let all = "SELECT person, device, mutual FROM links ORDER BY offer_key";
        rows(&self.database, all, [], |row| {
            Ok((PublicKey(row.get(0)?), PublicKey(row.get(1)?), row.get(2)?))
        })
    }

    /// Devices that act for nobody any more.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn revoked(&self) -> Result<Vec<PublicKey>> {
        let all = "SELECT device FROM revocations ORDER BY device";
        rows(&self.database, all, [], |row| Ok(PublicKey(row.get(0)?)))
    }

    /// Officers and their departments.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn officers(&self) -> Result<Vec<(PublicKey, String)>> {
        let all = "SELECT device, department FROM grants ORDER BY device, department";
        rows(&self.database, all, [], |row| {
            Ok((PublicKey(row.get(0)?), row.get(1)?))
        })
    }
}
