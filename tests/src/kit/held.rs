//! What a database file holds, read beside the app and the hub: the tests' own eyes.

mod hub;

pub use hub::HubFile;

use super::Result;
use durbar_sync::{header::Header, sign::SignedReceipt};
use rusqlite::{Connection, OpenFlags, Row, types::Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// A phone's database.
pub struct PhoneFile(Connection);

impl PhoneFile {
    /// Opens the file for reading.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self(open(path)?))
    }

    /// Whether SQLite finds the file sound.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn is_sound(&self) -> Result<bool> {
        is_sound(&self.0)
    }

    /// Every row of the tables that are made from documents, as text, in order.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn cases(&self) -> Result<Vec<String>> {
        let mut all = Vec::new();
        for table in [
            "SELECT * FROM complaints ORDER BY lane",
            "SELECT * FROM complaint_escalations ORDER BY lane, department, day",
            "SELECT * FROM published ORDER BY case_lane",
            "SELECT lane, words FROM search JOIN search_rows ON search_rows.id = search.rowid
             ORDER BY lane",
        ] {
            all.extend(rows(&self.0, table, [], |row| {
                (0..row.as_ref().column_count())
                    .map(|column| Ok(format!("{:?}", row.get::<_, Value>(column)?)))
                    .collect::<rusqlite::Result<Vec<_>>>()
                    .map(|values| values.join(" "))
            })?);
        }
        Ok(all)
    }

    /// The hashes of the changes of a case's lanes that both sides read, sorted: the same set is
    /// the same documents and the same heads.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn changes(&self, case: &str) -> Result<Vec<(String, String)>> {
        rows(
            &self.0,
            "SELECT lower(hex(lane)), lower(hex(hash)) FROM changes JOIN lanes USING (lane)
             WHERE lower(hex(coalesce(case_lane, lane))) = ?1 AND kind <> 'complaints/notes'
             ORDER BY 1, 2",
            [case],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    /// The device's lanes that the app counts as received.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn received(&self) -> Result<Vec<Lane>> {
        let lanes: Vec<String> = rows(
            &self.0,
            "SELECT DISTINCT lower(hex(lane)) FROM changes
             WHERE own = 1 AND lane NOT IN (SELECT lane FROM outbox)",
            [],
            |row| row.get(0),
        )?;
        lanes
            .into_iter()
            .map(|lane| {
                Ok(Lane {
                    changes: rows(
                        &self.0,
                        "SELECT lower(hex(hash)) FROM changes
                         WHERE own = 1 AND lower(hex(lane)) = ?1",
                        [&lane],
                        |row| row.get(0),
                    )?,
                    blobs: rows(
                        &self.0,
                        "SELECT lower(hex(blob)) FROM lane_blobs
                         WHERE own = 1 AND lower(hex(lane)) = ?1",
                        [&lane],
                        |row| row.get(0),
                    )?,
                    lane,
                })
            })
            .collect()
    }

    /// Own changes that were kept after a place in the table: their places, lanes and hashes.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn written_after(&self, position: i64) -> Result<Vec<(i64, String, String)>> {
        rows(
            &self.0,
            "SELECT position, lower(hex(lane)), lower(hex(hash)) FROM changes
             WHERE own = 1 AND position > ?1 ORDER BY position",
            [position],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
    }

    /// How many blobs are still to come.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn wanted(&self) -> Result<u64> {
        let count = "SELECT count(*) FROM blobs WHERE wanted = 1 AND complete = 0";
        let count: i64 = self.0.query_row(count, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Every lane with its header.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn headers(&self) -> Result<BTreeMap<String, Header>> {
        headers(&self.0)
    }

    /// The hashes of every change, by lane.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn hashes(&self) -> Result<BTreeMap<String, BTreeSet<String>>> {
        by_lane(
            &self.0,
            "SELECT lower(hex(lane)), lower(hex(hash)) FROM changes",
            [],
        )
    }

    /// The same of changes that other devices wrote.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn hashes_of_others(&self) -> Result<BTreeMap<String, BTreeSet<String>>> {
        let others = "SELECT lower(hex(lane)), lower(hex(hash)) FROM changes WHERE own = 0";
        by_lane(&self.0, others, [])
    }

    /// The blobs that this device offers, by lane.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn offered(&self) -> Result<BTreeMap<String, BTreeSet<String>>> {
        let own = "SELECT lower(hex(lane)), lower(hex(blob)) FROM lane_blobs WHERE own = 1";
        by_lane(&self.0, own, [])
    }

    /// Photos and thumbnails of which bytes are here, and that no draft holds.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn pictures(&self) -> Result<Vec<String>> {
        rows(
            &self.0,
            "SELECT lower(hex(blob)) FROM blobs WHERE kind <> 0 AND have > 0
             AND blob NOT IN (SELECT photo FROM draft_photos UNION SELECT thumbnail FROM draft_photos
                UNION SELECT original FROM draft_photos UNION SELECT photo FROM reply_photos
                UNION SELECT thumbnail FROM reply_photos UNION SELECT original FROM reply_photos)
             ORDER BY 1",
            [],
            |row| row.get(0),
        )
    }

    /// The receipts that the app has verified and kept.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn receipts(&self) -> Result<Vec<SignedReceipt>> {
        let kept: Vec<Vec<u8>> = rows(
            &self.0,
            "SELECT bytes FROM receipts ORDER BY lane, issued, bytes",
            [],
            |row| row.get(0),
        )?;
        let kept = kept.iter().map(|bytes| Ok(postcard::from_bytes(bytes)?));
        kept.collect()
    }

    /// Lanes that wait or were set aside, with the hub's reason.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn outbox(&self) -> Result<Vec<(String, Option<String>)>> {
        rows(
            &self.0,
            "SELECT lower(hex(lane)), refused FROM outbox ORDER BY lane",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    /// Public feeds that are followed here.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn follows(&self) -> Result<Vec<String>> {
        let all = "SELECT topic FROM follows ORDER BY topic";
        rows(&self.0, all, [], |row| row.get(0))
    }

    /// Records that the app did not accept, with its reason.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn rejected(&self) -> Result<Vec<String>> {
        rows(
            &self.0,
            "SELECT reason FROM rejected_records ORDER BY reason",
            [],
            |row| row.get(0),
        )
    }
}

/// What belongs to a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its id.
    pub lane: String,
    /// Hashes of changes.
    pub changes: Vec<String>,
    /// Ids of blobs.
    pub blobs: Vec<String>,
}

fn open(path: &Path) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    Ok(connection)
}

fn is_sound(connection: &Connection) -> Result<bool> {
    let said: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    Ok(said == "ok")
}

fn rows<T>(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(values, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn headers(connection: &Connection) -> Result<BTreeMap<String, Header>> {
    let all: Vec<(String, Vec<u8>)> = rows(
        connection,
        "SELECT lower(hex(lane)), header FROM lanes",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let all = all.into_iter();
    all.map(|(lane, bytes)| Ok((lane, postcard::from_bytes(&bytes)?)))
        .collect()
}

/// Pairs of a lane and something of it.
fn by_lane(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut all = BTreeMap::<_, BTreeSet<_>>::new();
    for (lane, value) in rows(connection, sql, values, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })? {
        all.entry(lane).or_default().insert(value);
    }
    Ok(all)
}
