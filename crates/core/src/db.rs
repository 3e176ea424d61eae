//! The database: pragmas, migrations, small reads and writes that every room needs.

pub(crate) mod settings;

use crate::{Error, error::Result};
use rusqlite::Connection;

/// One entry per released schema; never edited once released. Each room's tables stand beside
/// its code.
const MIGRATIONS: &[&[&str]] = &[
    &[
        settings::SCHEMA,
        crate::document::SCHEMA,
        crate::media::SCHEMA,
        crate::outbox::SCHEMA,
        crate::identity::SCHEMA,
        crate::sync::SCHEMA,
        crate::complaints::SCHEMA,
    ],
    &[crate::identity::links::SCHEMA, crate::complaints::SCHEMA_2],
    &[crate::sync::returns::SCHEMA],
    &[crate::complaints::SCHEMA_3],
    &[
        crate::document::SCHEMA_2,
        crate::sync::returns::SCHEMA_2,
        COMMITS,
    ],
];

/// The newest schema that this app knows.
pub(crate) const KNOWN: i64 = MIGRATIONS.len() as i64;

/// How many commits there were of which the second copy has to know.
const COMMITS: &str = "
CREATE TABLE commits (
    number INTEGER NOT NULL
) STRICT;
INSERT INTO commits (number) VALUES (0);
";

/// Prepares a connection: every commit is on the disk before it is reported. Returns whether the
/// schema is newer than before: the query tables are then to be made anew.
pub(crate) fn open(connection: &mut Connection) -> Result<bool> {
    connection.pragma_update(None, "foreign_keys", true)?;
    keep_log(connection, "main")?;
    connection.pragma_update(Some("main"), "synchronous", "full")?;
    // In KiB. A browser's file is read through a call for each page: what lists and counts go over
    // again and again stays in memory.
    connection.pragma_update(Some("main"), "cache_size", -8192)?;
    // Each is read from text once: an exchange uses more of them than are kept otherwise.
    connection.set_prepared_statement_cache_capacity(192);
    migrate(connection)
}

/// Has a database write what is committed into a log first, where there can be one.
///
/// # Errors
/// There is none: SQLite goes on without, and a cut of power may then undo what it committed last.
pub(crate) fn keep_log(connection: &Connection, schema: &str) -> rusqlite::Result<()> {
    if cfg!(target_arch = "wasm32") {
        return Ok(());
    }
    // It does not know its mode before it has read the file.
    let read = format!("SELECT count(*) FROM {schema}.sqlite_master");
    connection.query_row(&read, [], |_| Ok(()))?;
    let mode: String =
        connection.pragma_query_value(Some(schema), "journal_mode", |row| row.get(0))?;
    if mode == "wal" || mode == "memory" {
        return Ok(());
    }
    connection.pragma_update(Some(schema), "journal_mode", "wal")?;
    // What that answers is said before it is on the disk. Only where there is a log can it be asked
    // how long it is.
    let length: i64 = connection.pragma_query_value(Some(schema), "wal_checkpoint", |row| {
        // Somebody else looks after it: there is one.
        Ok(if row.get(0)? { 0 } else { row.get(1)? })
    })?;
    if length >= 0 {
        return Ok(());
    }
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR);
    Err(rusqlite::Error::SqliteFailure(code, None))
}

/// Bytes up to which a database is looked through whenever it is opened: some hundredths of a
/// second. In a larger one damage is found where it is read.
const LOOKED_THROUGH: i64 = 16 * 1024 * 1024;

/// Looks whether the pages of a database fit together, if it is small enough for that.
///
/// # Errors
/// It cannot be read at all.
pub(crate) fn is_sound(connection: &Connection, schema: &str) -> rusqlite::Result<bool> {
    let number = |name: &str| -> rusqlite::Result<i64> {
        connection.query_row(&format!("PRAGMA {schema}.{name}"), [], |row| row.get(0))
    };
    if number("page_count")? * number("page_size")? > LOOKED_THROUGH {
        return Ok(true);
    }
    let check = format!("PRAGMA {schema}.quick_check(1)");
    let said: String = connection.query_row(&check, [], |row| row.get(0))?;
    Ok(said == "ok")
}

/// How SQLite goes about a statement, step by step.
#[cfg(test)]
pub(crate) fn plan(sql: &str) -> Vec<String> {
    let mut connection = Connection::open_in_memory().expect("opens");
    open(&mut connection).expect("makes its tables");
    let mut statement = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .expect("is a statement");
    let nothing = vec![rusqlite::types::Null; statement.parameter_count()];
    let steps = statement.query_map(rusqlite::params_from_iter(nothing), |row| row.get(3));
    steps.and_then(Iterator::collect).expect("tells its plan")
}

fn migrate(connection: &mut Connection) -> Result<bool> {
    let known = u32::try_from(MIGRATIONS.len()).map_err(|_| Error::Stored("schema"))?;
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(Error::NewerDatabase { found, known });
    }
    for (version, rooms) in (1u32..).zip(MIGRATIONS).skip(found as usize) {
        let transaction = connection.transaction()?;
        for schema in *rooms {
            transaction.execute_batch(schema)?;
        }
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(found < known)
}
