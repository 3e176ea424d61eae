//! The second copy of what exists nowhere else: unsent changes and photos, drafts, keys.
//!
//! It is a database of its own, beside the first: a damaged file, a bad sector or a careless
//! cleaner rarely takes both. It follows the first at every commit, before anybody hears of the
//! commit, and lets go of what a verified receipt covers. When the first cannot be read any more,
//! [`salvage`] makes a new one from both.

pub(crate) mod salvage;

use crate::{Error, complaints, db, error::Result, identity};
use rusqlite::{Connection, OptionalExtension, params};

/// Its name on the connection.
const COPY: &str = "kept";

/// Tables that are copied as a whole; small, or nowhere else.
const WHOLE: &[&str] = &[
    "settings",
    "person_keys",
    "links",
    "revocations",
    "joins",
    "follows",
    "drafts",
    "draft_photos",
    "reply_drafts",
    "reply_photos",
];

/// Tables of which only what waits for a receipt is copied, each before those that name it.
const WAITING: &[&str] = &["lanes", "changes", "blobs", "blob_pieces", "lane_blobs"];

/// What of a table is copied.
fn wanted(table: &str) -> String {
    match table {
        // Of the hub and of the hour: they come again by themselves, and change all the time.
        "settings" => "name NOT IN ('hub-epoch', 'clock-offset', 'last-contact', 'restoring',
                           'pack-manifest', 'pack-manifest-coming')"
            .to_owned(),
        "lanes" => "lane IN (SELECT lane FROM main.outbox)".to_owned(),
        "changes" => "own = 1 AND acknowledged = 0
                      AND lane IN (SELECT lane FROM main.outbox)"
            .to_owned(),
        "lane_blobs" => "own = 1 AND receipted = 0
                         AND lane IN (SELECT lane FROM main.outbox)"
            .to_owned(),
        "blobs" | "blob_pieces" => format!(
            "blob IN (SELECT blob FROM main.lane_blobs
                      WHERE own = 1 AND receipted = 0 AND lane IN (SELECT lane FROM main.outbox)
                      UNION {})",
            complaints::UNFILED_BLOBS
        ),
        _ => "1".to_owned(),
    }
}

/// What tells the rows of a table apart.
fn key(table: &str) -> &'static str {
    match table {
        "settings" => "name",
        "person_keys" => "person",
        "links" => "offer",
        "revocations" => "device",
        "joins" => "invitation",
        "follows" => "topic",
        "drafts" => "draft",
        "draft_photos" => "draft, photo",
        "reply_drafts" | "lanes" => "lane",
        "reply_photos" => "lane, photo",
        "changes" => "lane, hash",
        "blob_pieces" => "blob, start",
        "lane_blobs" => "lane, blob",
        _ => "blob",
    }
}

/// Of these every column counts; of the others a row stays as it is once it is there.
fn changes_its_rows(table: &str) -> bool {
    WHOLE.contains(&table)
}

/// Attaches the copy at `path`, which is made if there is none, and brings it up to date unless a
/// new database is to be made from it.
///
/// # Errors
/// [`Error::Copy`] if it cannot be read; [`Error::Damaged`] if it says that the database was found
/// damaged.
pub(crate) fn open(connection: &Connection, path: &str) -> Result<()> {
    // SQLite reads both when the copy comes in: whose damage it is has to be known.
    connection.query_row("SELECT count(*) FROM main.sqlite_master", [], |_| Ok(()))?;
    let attach = || -> rusqlite::Result<bool> {
        connection.execute(&format!("ATTACH ?1 AS {COPY}"), [path])?;
        if !cfg!(target_arch = "wasm32") {
            connection.pragma_update(Some(COPY), "journal_mode", "wal")?;
        }
        connection.pragma_update(Some(COPY), "synchronous", "full")?;
        // What was sent, or belongs to somebody who left, is not to be found in it later.
        connection.pragma_update(Some(COPY), "secure_delete", true)?;
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS kept.notes (
                 name TEXT PRIMARY KEY,
                 value INTEGER NOT NULL
             ) STRICT, WITHOUT ROWID;",
        )?;
        if !db::is_sound(connection, COPY)? {
            let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
            return Err(rusqlite::Error::SqliteFailure(code, None));
        }
        Ok(note(connection, DAMAGED)?.is_some())
    };
    match attach() {
        Ok(false) => Ok(()),
        Ok(true) => Err(Error::Damaged),
        Err(error) => Err(Error::Copy(error)),
    }
}

/// The database was found damaged while the app ran.
const DAMAGED: &str = "damaged";
/// The schema that the copy's tables have.
const SCHEMA: &str = "schema";

fn note(connection: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .query_row(
            "SELECT value FROM kept.notes WHERE name = ?1",
            [name],
            |row| row.get(0),
        )
        .optional()
}

fn set_note(connection: &Connection, name: &str, value: i64) -> rusqlite::Result<usize> {
    connection.execute(
        "INSERT INTO kept.notes (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        params![name, value],
    )
}

/// Notes that the database is damaged: at the next start a new one is made.
pub(crate) fn note_damage(connection: &Connection) -> Result<()> {
    set_note(connection, DAMAGED, 1).map_err(Error::Copy)?;
    Ok(())
}

/// A new database was made.
pub(crate) fn forget_damage(connection: &Connection) -> Result<()> {
    connection
        .execute("DELETE FROM kept.notes WHERE name = ?1", [DAMAGED])
        .map_err(Error::Copy)?;
    Ok(())
}

/// Whether the copy holds a device's key.
pub(crate) fn has_device(connection: &Connection) -> bool {
    connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM kept.settings WHERE name = ?1)",
            [identity::SEED],
            |row| row.get(0),
        )
        // One that was just made has no such table.
        .unwrap_or(false)
}

/// Gives the copy the tables of the database's schema. Tables of an older one go: the database is
/// sound, and all that they held is in it.
pub(crate) fn prepare(connection: &mut Connection) -> Result<()> {
    let schema: i64 = connection.query_row("PRAGMA main.user_version", [], |row| row.get(0))?;
    let made = |connection: &mut Connection| -> rusqlite::Result<()> {
        if note(connection, SCHEMA)? == Some(schema) {
            return Ok(());
        }
        let transaction = connection.transaction()?;
        for table in WHOLE.iter().chain(WAITING).rev() {
            transaction.execute_batch(&format!("DROP TABLE IF EXISTS kept.{table}"))?;
        }
        for table in WHOLE.iter().chain(WAITING) {
            let sql: String = transaction.query_row(
                "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?1",
                [table],
                |row| row.get(0),
            )?;
            let plain = sql.replacen(
                &format!("CREATE TABLE {table}"),
                &format!("CREATE TABLE kept.{table}"),
                1,
            );
            transaction.execute_batch(&plain)?;
        }
        set_note(&transaction, SCHEMA, schema)?;
        transaction.commit()
    };
    made(connection).map_err(Error::Copy)
}

/// Brings the copy up to what the database holds now.
///
/// # Errors
/// [`Error::Copy`]: the copy stays as it was, and follows with the next commit.
pub(crate) fn follow(connection: &mut Connection) -> Result<()> {
    let mut followed = || -> rusqlite::Result<()> {
        let transaction = connection.transaction()?;
        // What was deleted first, those that name others before these.
        for table in WHOLE.iter().chain(WAITING).rev() {
            let (key, wanted) = (key(table), wanted(table));
            transaction
                .prepare_cached(&format!(
                    "DELETE FROM kept.{table} WHERE ({key}) NOT IN
                         (SELECT {key} FROM main.{table} WHERE {wanted})"
                ))?
                .execute([])?;
        }
        for table in WHOLE.iter().chain(WAITING) {
            let (key, wanted) = (key(table), wanted(table));
            let rows = format!("SELECT * FROM main.{table} WHERE {wanted}");
            let new = if changes_its_rows(table) {
                format!(
                    "INSERT OR REPLACE INTO kept.{table} {rows} EXCEPT SELECT * FROM kept.{table}"
                )
            } else {
                format!(
                    "INSERT OR REPLACE INTO kept.{table} {rows}
                         AND ({key}) NOT IN (SELECT {key} FROM kept.{table})"
                )
            };
            transaction.prepare_cached(&new)?.execute([])?;
        }
        transaction.commit()
    };
    followed().map_err(Error::Copy)
}

/// Takes what was deleted out of the copy's files, too.
pub(crate) fn shred(connection: &Connection) -> Result<()> {
    connection.execute_batch("VACUUM kept").map_err(Error::Copy)
}
