//! What the hub knows about itself.

use super::sql::{Connection, values};
use crate::error::Error;

/// The hub's epoch and the pack it serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Changes when the hub was restored from a backup.
    pub epoch: u64,
    /// Pack id.
    pub pack: String,
}

/// Writes it, once.
///
/// # Errors
/// The database, or it is there already.
pub fn create(connection: &Connection, meta: &Meta) -> Result<(), Error> {
    let insert = |key: &str, value: &[u8]| {
        connection.execute(
            "INSERT INTO meta (key, value) VALUES (?1, ?2)",
            values![key, value],
        )
    };
    insert("epoch", &meta.epoch.to_le_bytes())?;
    insert("pack", meta.pack.as_bytes())?;
    Ok(())
}

/// Whether it was written.
///
/// # Errors
/// The database.
pub fn is_there(connection: &Connection) -> Result<bool, Error> {
    connection.one("SELECT EXISTS (SELECT 1 FROM meta)", &[])
}

/// Writes the time, to see whether anything can be written.
///
/// # Errors
/// The database.
pub fn probe(connection: &Connection, now: i64) -> Result<(), Error> {
    connection.execute(
        "INSERT INTO meta (key, value) VALUES ('probed', ?1)
         ON CONFLICT (key) DO UPDATE SET value = ?1",
        values![&now.to_le_bytes()],
    )?;
    Ok(())
}

/// Reads it.
///
/// # Errors
/// The database, or it is not there.
pub fn read(connection: &Connection) -> Result<Meta, Error> {
    let value = |key: &str| {
        connection.row(
            "SELECT value FROM meta WHERE key = ?1",
            values![key],
            |row| row.get::<Vec<u8>>(0),
        )
    };
    let epoch = value("epoch")?
        .and_then(|bytes| bytes.try_into().ok())
        .map(u64::from_le_bytes);
    let pack = value("pack")?.and_then(|bytes| String::from_utf8(bytes).ok());
    match (epoch, pack) {
        (Some(epoch), Some(pack)) => Ok(Meta { epoch, pack }),
        _ => Err(Error::Damaged("its epoch or pack is missing")),
    }
}
