//! The second copy of what exists nowhere else: unsent changes and photos, drafts, keys.
//!
//! It is a database of its own, beside the first: a damaged file, a bad sector or a careless
//! cleaner rarely takes both. It follows the first at every commit, before anybody hears of the
//! commit, and lets go of what a verified receipt covers. When the first cannot be read any more,
//! [`salvage`] makes a new one from both.

mod compare;
pub(crate) mod salvage;

pub(crate) use compare::{count, differs, follows};

use crate::{Error, db, error::Result, identity, room};
use rusqlite::{Connection, OptionalExtension, config::DbConfig, params};
use std::borrow::Cow;

/// Its name on the connection.
const COPY: &str = "kept";

/// What of a table is kept twice. Each room says it of its own tables.
#[derive(Clone)]
pub(crate) struct Kept {
    /// Its name.
    pub table: &'static str,
    /// The columns that tell its rows apart.
    pub key: &'static str,
    /// Which rows, as a condition on the database's own tables, `main`.
    pub rows: Cow<'static, str>,
    /// Whether a row may change once it is there.
    pub changes: bool,
    /// The columns of it that do not, if they are known by a hash or a signature.
    pub held: &'static str,
    /// What has to be looked at after a commit.
    pub by: By,
}

/// How it is known which rows of a table a commit may have changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// All of them if any was written: the table is small.
    Table,
    /// Those of the lanes that were written.
    Lane,
    /// Those of the blobs that were written.
    Blob,
}

impl Kept {
    /// A small table of which every row is kept as it is now.
    pub(crate) const fn all(table: &'static str, key: &'static str) -> Self {
        Self {
            table,
            key,
            rows: Cow::Borrowed("1"),
            changes: true,
            held: "",
            by: By::Table,
        }
    }

    /// A table of which these rows are kept, by their key and what of them never changes.
    pub(crate) const fn only(
        table: &'static str,
        (key, held): (&'static str, &'static str),
        rows: &'static str,
        by: By,
    ) -> Self {
        Self {
            table,
            key,
            rows: Cow::Borrowed(rows),
            changes: false,
            held,
            by,
        }
    }

    /// Which rows the commits since the last time may have changed.
    fn touched(&self) -> String {
        let id = match self.by {
            By::Table => {
                return format!(
                    "EXISTS (SELECT 1 FROM temp.touched WHERE kind = '{}')",
                    self.table
                );
            }
            By::Lane => "lane",
            By::Blob => "blob",
        };
        format!("{id} IN (SELECT id FROM temp.touched WHERE kind = '{id}')")
    }
}

/// What a write into a table is a sign of, beside the table itself: a kind, and the column with its
/// id.
pub(crate) struct Sign {
    /// The table that is written.
    pub table: &'static str,
    /// "lane" or "blob".
    pub kind: &'static str,
    /// The column.
    pub column: &'static str,
}

/// Attaches the copy at `path`, which is made if there is none.
///
/// # Errors
/// [`Error::Copy`] if it cannot be read; [`Error::Damaged`] if it says that the database was found
/// damaged.
pub(crate) fn open(connection: &Connection, path: &str) -> Result<()> {
    // SQLite reads both when the copy comes in: whose damage it is has to be known.
    connection.query_row("SELECT count(*) FROM main.sqlite_master", [], |_| Ok(()))?;
    let attach = || -> rusqlite::Result<bool> {
        connection.execute(&format!("ATTACH ?1 AS {COPY}"), [path])?;
        db::keep_log(connection, COPY)?;
        connection.pragma_update(Some(COPY), "synchronous", "full")?;
        // What was sent, or belongs to somebody who left, is not to be found in it later.
        connection.pragma_update(Some(COPY), "secure_delete", true)?;
        if !db::is_sound(connection, COPY)? {
            let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
            return Err(rusqlite::Error::SqliteFailure(code, None));
        }
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS kept.notes (
                 name TEXT PRIMARY KEY,
                 value INTEGER NOT NULL
             ) STRICT, WITHOUT ROWID;",
        )?;
        Ok(note(connection, DAMAGED)?.is_some() || compare::is_ahead(connection)?)
    };
    match attach() {
        Ok(false) => Ok(()),
        Ok(true) => Err(Error::Damaged),
        Err(error) => Err(Error::Copy(error)),
    }
}

/// Whether closing leaves the logs of a connection's databases as they are: what is damaged is not
/// written, and a log is part of it.
pub(crate) fn leave_logs(connection: &Connection, leave: bool) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave)?;
    Ok(())
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
        for Kept { table, .. } in room::kept().iter().rev() {
            transaction.execute_batch(&format!("DROP TABLE IF EXISTS kept.{table}"))?;
        }
        for Kept { table, .. } in room::kept() {
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
        // It has followed nothing yet.
        transaction.execute("DELETE FROM kept.notes WHERE name = ?1", [compare::COMMITS])?;
        transaction.commit()
    };
    made(connection).map_err(Error::Copy)
}

/// Notes from now on, in memory and within each transaction, what is written: a copy that compared
/// everything would cost more with everything that waits.
pub(crate) fn watch(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.execute_batch(
        "CREATE TEMP TABLE touched (
             kind TEXT NOT NULL,
             id BLOB NOT NULL,
             PRIMARY KEY (kind, id)
         ) WITHOUT ROWID;",
    )?;
    let tables = room::kept();
    let tables = tables.iter().filter(|kept| kept.by == By::Table);
    let mut signs: Vec<(&str, &str, String)> = tables
        .map(|kept| (kept.table, kept.table, "x''".to_owned()))
        .collect();
    for Sign {
        table,
        kind,
        column,
    } in room::signs()
    {
        signs.push((table, kind, format!("ROW.{column}")));
    }
    for (number, (table, kind, id)) in signs.iter().enumerate() {
        for (event, rows) in [
            ("INSERT", &["NEW"][..]),
            ("UPDATE", &["OLD", "NEW"]),
            ("DELETE", &["OLD"]),
        ] {
            // Not "OR IGNORE": the statement that was written decides what that means.
            let notes: String = rows
                .iter()
                .map(|row| {
                    let id = id.replace("ROW", row);
                    format!(
                        "INSERT INTO touched SELECT '{kind}', {id} WHERE NOT EXISTS
                             (SELECT 1 FROM touched WHERE kind = '{kind}' AND id = {id});"
                    )
                })
                .collect();
            connection.execute_batch(&format!(
                "CREATE TEMP TRIGGER touched_{number}_{event} AFTER {event} ON main.{table}
                 BEGIN {notes} END;"
            ))?;
        }
    }
    Ok(())
}

/// How much of the copy is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it, anew: the database was made from it and from others.
    Anew,
    /// All of it: at the start, when nobody knows what was missed.
    All,
    /// What was written since the last time.
    Touched,
}

/// Brings the copy up to what the database holds now.
///
/// # Errors
/// [`Error::Copy`]: the copy stays as it was, and follows with the next commit.
pub(crate) fn follow(connection: &mut Connection, extent: Extent) -> Result<()> {
    let nothing: bool = connection
        .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM temp.touched)")?
        .query_row([], |row| row.get(0))?;
    if nothing && extent == Extent::Touched {
        return Ok(());
    }
    let followed = |connection: &mut Connection| -> rusqlite::Result<()> {
        let all = room::kept();
        let transaction = connection.transaction()?;
        let touched = |kept: &Kept| match extent {
            Extent::Anew | Extent::All => "1".to_owned(),
            Extent::Touched => kept.touched(),
        };
        // What was deleted first, those that name others before these.
        for kept in all.iter().rev() {
            let Kept {
                table, key, rows, ..
            } = kept;
            if extent == Extent::Anew {
                transaction.execute(&format!("DELETE FROM kept.{table}"), [])?;
                continue;
            }
            let touched = touched(kept);
            transaction
                .prepare_cached(&format!(
                    "DELETE FROM kept.{table} WHERE {touched} AND ({key}) NOT IN
                         (SELECT {key} FROM main.{table} WHERE {touched} AND {rows})"
                ))?
                .execute([])?;
        }
        for kept in &all {
            let Kept {
                table, key, rows, ..
            } = kept;
            let touched = touched(kept);
            let rows = format!("SELECT * FROM main.{table} WHERE {touched} AND {rows}");
            let new = if kept.changes {
                format!("{rows} EXCEPT SELECT * FROM kept.{table}")
            } else {
                format!(
                    "{rows} AND ({key}) NOT IN (SELECT {key} FROM kept.{table} WHERE {touched})"
                )
            };
            transaction
                .prepare_cached(&format!("INSERT OR REPLACE INTO kept.{table} {new}"))?
                .execute([])?;
        }
        transaction.execute("DELETE FROM temp.touched", [])?;
        let commits =
            transaction.query_row("SELECT number FROM main.commits", [], |row| row.get(0))?;
        set_note(&transaction, compare::COMMITS, commits)?;
        transaction.commit()
    };
    // A row that is replaced must not take along those that name it and have not changed.
    connection.pragma_update(None, "foreign_keys", false)?;
    let followed = followed(connection);
    connection.pragma_update(None, "foreign_keys", true)?;
    followed.map_err(Error::Copy)
}

/// Takes what was deleted out of the copy's files, too.
pub(crate) fn shred(connection: &Connection) -> Result<()> {
    connection.execute_batch("VACUUM kept").map_err(Error::Copy)
}
