//! The ways in which files are damaged. Each says what it did.

use durbar_tests::kit::Result;
use rand_chacha::{ChaCha20Rng, rand_core::Rng};
use rusqlite::{Connection, params};
use std::{
    fs,
    path::{Path, PathBuf},
};

const PAGE: usize = 4096;

/// A number below another one.
fn below(most: usize, rng: &mut ChaCha20Rng) -> usize {
    rng.next_u64() as usize % most.max(1)
}

/// Where SQLite has what was committed last, while an app has the database open.
pub(crate) fn log_of(database: &Path) -> PathBuf {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

/// Damages a file in one of many ways.
pub(crate) fn damage(path: &Path, rng: &mut ChaCha20Rng) -> Result<String> {
    let mut bytes = fs::read(path)?;
    let pages = bytes.len() / PAGE;
    let mut below = |most: usize| below(most, rng);
    let what = match below(7) {
        0 => {
            let (from, many) = (below(pages), 1 + below(20));
            let end = ((from + many) * PAGE).min(bytes.len());
            bytes[from * PAGE..end].fill(0);
            format!("{many} pages from {from} are zero")
        }
        1 => {
            let many = 1 + below(12);
            for _ in 0..many {
                let from = below(pages) * PAGE;
                for byte in &mut bytes[from..from + PAGE] {
                    *byte = below(256) as u8;
                }
            }
            format!("{many} pages are noise")
        }
        2 => {
            let length = below(bytes.len());
            bytes.truncate(length);
            format!("cut at {length}")
        }
        3 => {
            for byte in &mut bytes[..100] {
                *byte = below(256) as u8;
            }
            "the head is noise".to_owned()
        }
        4 => {
            let many = 2 + below(30);
            for _ in 0..many {
                let (one, other) = (below(pages) * PAGE, below(pages) * PAGE);
                for at in 0..PAGE {
                    bytes.swap(one + at, other + at);
                }
            }
            format!("{many} pairs of pages are swapped")
        }
        5 => {
            bytes.clear();
            "empty".to_owned()
        }
        _ => {
            fs::remove_file(path)?;
            return Ok("gone".to_owned());
        }
    };
    fs::write(path, bytes)?;
    Ok(what)
}

/// Damages a log: what was committed last is not to be read any more, and SQLite takes it for what
/// was never committed.
pub(crate) fn damage_log(path: &Path, rng: &mut ChaCha20Rng) -> Result<String> {
    let mut bytes = fs::read(path)?;
    let what = match below(3, rng) {
        0 => {
            let length = below(bytes.len(), rng);
            bytes.truncate(length);
            format!("its log is cut at {length}")
        }
        1 => {
            let many = 1 + below(8, rng);
            flip(&mut bytes, many, rng);
            format!("{many} bits of its log are flipped")
        }
        _ => {
            fs::remove_file(path)?;
            return Ok("its log is gone".to_owned());
        }
    };
    fs::write(path, bytes)?;
    Ok(what)
}

fn flip(bytes: &mut [u8], many: usize, rng: &mut ChaCha20Rng) {
    for _ in 0..many {
        let at = below(bytes.len(), rng);
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << below(8, rng);
        }
    }
}

/// Flips bits of a database: anywhere, or only where its pages fit together as before.
pub(crate) fn flip_bits(path: &Path, rng: &mut ChaCha20Rng) -> Result<String> {
    if below(2, rng) == 0 {
        let many = 1 + below(40, rng);
        let mut bytes = fs::read(path)?;
        flip(&mut bytes, many, rng);
        fs::write(path, bytes)?;
        return Ok(format!("{many} bits are flipped"));
    }
    let many = 1 + below(12, rng);
    let database = Connection::open(path)?;
    for _ in 0..many {
        let held = &HELD[below(HELD.len(), rng)];
        let values = held.values(&database, "1")?;
        let value = &values[below(values.len(), rng)];
        let mut flipped = value.clone();
        flip(&mut flipped, 1, rng);
        held.replace(&database, value, &flipped)?;
    }
    Ok(format!("{many} bits are flipped inside rows"))
}

/// Notes in the copy that the database was found damaged, as the app does that reads what is.
pub(crate) fn note(copy: &Path) -> Result<()> {
    let copy = Connection::open(copy)?;
    copy.execute("INSERT INTO notes (name, value) VALUES ('damaged', 1)", [])?;
    Ok(())
}

/// Values that are held against a hash or a signature.
pub(crate) struct Held {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    /// Which of its rows the hub does not have yet.
    waiting: &'static str,
}

const OF_LANE: &str = "lane IN (SELECT lane FROM outbox)";
const OF_BLOB: &str = "blob IN (SELECT blob FROM lane_blobs WHERE own = 1 AND receipted = 0)";

pub(crate) const HELD: [Held; 4] = [
    Held::new("changes", "bytes", OF_LANE),
    Held::new("lanes", "header", OF_LANE),
    Held::new("lanes", "signature", OF_LANE),
    Held::new("blob_pieces", "bytes", OF_BLOB),
];

impl Held {
    const fn new(table: &'static str, column: &'static str, waiting: &'static str) -> Self {
        Self {
            table,
            column,
            waiting,
        }
    }

    fn values(&self, database: &Connection, rows: &str) -> Result<Vec<Vec<u8>>> {
        let Self { table, column, .. } = self;
        let sql = format!(
            "SELECT {column} FROM {table} WHERE {column} IS NOT NULL AND {rows} ORDER BY 1"
        );
        let mut statement = database.prepare(&sql)?;
        let values = statement.query_map([], |row| row.get(0))?;
        Ok(values.collect::<rusqlite::Result<_>>()?)
    }

    fn replace(&self, database: &Connection, value: &[u8], by: &[u8]) -> Result<()> {
        let Self { table, column, .. } = self;
        let sql = format!("UPDATE {table} SET {column} = ?2 WHERE {column} = ?1");
        database.execute(&sql, params![value, by])?;
        Ok(())
    }

    /// Flips a bit of one that waits, so many sixths into it.
    pub(crate) fn flip_waiting(&self, path: &Path, sixths: usize) -> Result<()> {
        let database = Connection::open(path)?;
        let values = self.values(&database, self.waiting)?;
        let value = values.first().ok_or("nothing waits")?;
        let mut flipped = value.clone();
        flipped[value.len() * sixths / 6] ^= 4;
        self.replace(&database, value, &flipped)
    }
}
