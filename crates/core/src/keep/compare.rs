//! The database held against its copy: what it lost, or has otherwise, without SQLite noticing.

use super::{COPY, Kept, SCHEMA, has_device, note};
use crate::{Error, db, error::Result, room};
use rusqlite::Connection;

/// How many commits the copy has followed.
pub(super) const COMMITS: &str = "commits";

/// Whether the copy has followed a database that was further than this one, which has lost what it
/// committed last, or can take nothing more.
pub(super) fn is_ahead(connection: &Connection) -> rusqlite::Result<bool> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    if !has_device(connection) || number("SELECT count(*) FROM main.sqlite_master")? == 0 {
        return Ok(false);
    }
    let schema = number("PRAGMA main.user_version")?;
    let copied = note(connection, SCHEMA)?.unwrap_or(0);
    // A newer app writes both.
    if schema < copied || (schema > db::KNOWN && copied <= db::KNOWN) {
        return Ok(true);
    }
    let commits = match number("SELECT number FROM main.commits") {
        Ok(commits) => commits,
        // Of an app that did not count.
        Err(_) => return Ok(false),
    };
    // A storage that takes nothing any more has both so: what is on it can be read all the same.
    let is_closed = connection.is_readonly("main")? && !connection.is_readonly(COPY)?;
    Ok(is_closed || commits < note(connection, COMMITS)?.unwrap_or(0))
}

/// Whether what never changes is another here than in the copy: one of them is damaged, in a way
/// that SQLite does not notice. If it notices now, that is the same.
pub(crate) fn differs(connection: &Connection) -> bool {
    match compare(connection) {
        Ok(differs) => differs,
        Err(error) => Error::from(error).is_damage(),
    }
}

fn compare(connection: &Connection) -> rusqlite::Result<bool> {
    for Kept {
        table, key, held, ..
    } in room::kept()
    {
        if held.is_empty() {
            continue;
        }
        let of = |name: &str| {
            held.split(", ")
                .map(|c| format!("{name}.{c}"))
                .collect::<Vec<_>>()
        };
        let (here, there) = (of("here").join(", "), of("there").join(", "));
        let differ = format!(
            "SELECT EXISTS (SELECT 1 FROM kept.{table} AS there JOIN main.{table} AS here
                 USING ({key}) WHERE ({here}) IS NOT ({there}))"
        );
        if connection.query_row(&differ, [], |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many commits a database counts, if that can be read.
pub(super) fn commits(connection: &Connection) -> Option<i64> {
    let number = connection.query_row("SELECT number FROM main.commits", [], |row| row.get(0));
    number.ok()
}

/// How many commits the copy has followed, if that can be read.
pub(super) fn followed(connection: &Connection) -> Option<i64> {
    note(connection, COMMITS).ok().flatten()
}

/// Whether the copy has followed all commits of another database. Nothing can be said of what cannot
/// be read.
pub(crate) fn follows(connection: &Connection, other: &Connection) -> bool {
    let followed = followed(connection);
    commits(other).is_some_and(|commits| followed.is_some_and(|followed| commits <= followed))
}

/// Counts a commit of which the copy has to know, within its transaction. Without a copy it is each
/// of them: the next one is then behind.
pub(crate) fn count(connection: &Connection, has_copy: bool) -> Result<()> {
    let sql = if has_copy {
        "UPDATE commits SET number = number + 1 WHERE EXISTS (SELECT 1 FROM temp.touched)"
    } else {
        "UPDATE commits SET number = number + 1"
    };
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}
