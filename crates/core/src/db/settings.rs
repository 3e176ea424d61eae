//! Single values: keys, language, what is known of the hub.

use crate::{
    error::Result,
    keep::{By, Kept},
};
use rusqlite::{Connection, OptionalExtension, params};
use std::borrow::Cow;

pub(crate) const SCHEMA: &str = "
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
";

/// What comes again by itself, and changes all the time: of the hub and of the hour.
pub(crate) const NOT_KEPT: &[&str] = &[
    "hub-epoch",
    "clock-offset",
    "last-contact",
    "restoring",
    "pack-manifest",
    "pack-manifest-coming",
    UNBUILT,
];

/// Setting: the query tables are to be made anew.
pub(crate) const UNBUILT: &str = "unbuilt";

/// What of this room exists nowhere else: all but [`NOT_KEPT`].
pub(crate) const KEPT: &[Kept] = &[Kept {
    table: "settings",
    key: "name",
    rows: Cow::Borrowed(
        "name NOT IN ('hub-epoch', 'clock-offset', 'last-contact', 'restoring',
             'pack-manifest', 'pack-manifest-coming', 'unbuilt')",
    ),
    changes: true,
    held: "",
    by: By::Table,
}];

pub(crate) fn get(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>> {
    Ok(connection
        .prepare_cached("SELECT value FROM settings WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

pub(crate) fn set(connection: &Connection, name: &str, value: &[u8]) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO settings (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![name, value])?;
    Ok(())
}

pub(crate) fn remove(connection: &Connection, name: &str) -> Result<()> {
    connection.execute("DELETE FROM settings WHERE name = ?1", [name])?;
    Ok(())
}

pub(crate) fn text(connection: &Connection, name: &str) -> Result<Option<String>> {
    Ok(get(connection, name)?.and_then(|value| String::from_utf8(value).ok()))
}

pub(crate) fn number(connection: &Connection, name: &str) -> Result<Option<i64>> {
    Ok(get(connection, name)?
        .and_then(|value| value.try_into().ok())
        .map(i64::from_le_bytes))
}

pub(crate) fn set_number(connection: &Connection, name: &str, value: i64) -> Result<()> {
    set(connection, name, &value.to_le_bytes())
}
