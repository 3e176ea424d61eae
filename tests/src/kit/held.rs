//! What a database file holds, read beside the app and the hub: the tests' own eyes.

use super::Result;
use rusqlite::{Connection, OpenFlags, Row, types::Value};
use std::{
    cell::RefCell,
    collections::HashSet,
    path::{Path, PathBuf},
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
