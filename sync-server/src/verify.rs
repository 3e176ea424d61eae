//! Looks whether a hub's data folder holds what it should. Changes nothing; a server may be
//! running.
//!
//! Receipts are not stored: a hub signs one anew from what it has. So what a receipt would say is
//! checked here, from the bytes up: every signature in the log, every head, every blob's hash.

mod blobs;
mod feeds;
mod records;

use crate::{error::Error, folder::Folder, store::sql::Connection};
use std::{collections::BTreeMap, fmt};

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The database itself is damaged.
    Database,
    /// A key file.
    Key,
    /// A feed has gaps or lists what is not there.
    Feed,
    /// A record or a lane's header cannot be read, or its signature does not hold.
    Record,
    /// A change is missing from the table of changes, or one before it is.
    Change,
    /// A blob that the hub says it holds is not there, or is another one.
    Blob,
    /// A file that the database does not know. It does no harm: it may be deleted.
    Orphan,
}

impl Kind {
    fn title(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Key => "keys",
            Self::Feed => "feeds",
            Self::Record => "records",
            Self::Change => "changes",
            Self::Blob => "blobs",
            Self::Orphan => "files that the database does not know",
        }
    }
}

/// What was looked at, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Feeds.
    pub feeds: u64,
    /// Records.
    pub records: u64,
    /// Whole blobs.
    pub blobs: u64,
    found: BTreeMap<Kind, Vec<String>>,
}

impl Report {
    /// Whether nothing at all was found.
    pub fn is_clean(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether all that the hub promised is there.
    pub fn is_sound(&self) -> bool {
        self.found.keys().all(|kind| *kind == Kind::Orphan)
    }

    /// What was found of a kind.
    pub fn of(&self, kind: Kind) -> &[String] {
        self.found.get(&kind).map_or(&[], Vec::as_slice)
    }

    fn find(&mut self, kind: Kind, what: impl Into<String>) {
        self.found.entry(kind).or_default().push(what.into());
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            feeds,
            records,
            blobs,
            found,
        } = self;
        write!(out, "{feeds} feeds, {records} records, {blobs} blobs: ")?;
        if found.is_empty() {
            return out.write_str("nothing is missing and nothing was changed");
        }
        let count: usize = found.values().map(Vec::len).sum();
        write!(out, "{count} findings")?;
        for (kind, list) in found {
            write!(out, "\n{} ({}):", kind.title(), list.len())?;
            for what in list {
                write!(out, "\n  {what}")?;
            }
        }
        Ok(())
    }
}

/// How blobs are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bytes {
    /// Each is read.
    Read,
    /// Each was read just now.
    Known,
}

/// Looks at all of a data folder. Reads every blob.
///
/// # Errors
/// The database cannot be opened or asked, or the file system fails.
pub fn verify(folder: &Folder) -> Result<Report, Error> {
    look(folder, Bytes::Read)
}

pub(crate) fn look(folder: &Folder, bytes: Bytes) -> Result<Report, Error> {
    let mut report = Report::default();
    for (name, read) in [
        ("hub.key", folder.hub_keys()),
        ("admin.key", folder.admin_keys()),
    ] {
        if let Err(error) = read {
            report.find(Kind::Key, format!("{name}: {error}"));
        }
    }
    let connection = folder.place()?.open_as_is()?;
    database(&connection, &mut report)?;
    if report.of(Kind::Database).is_empty() {
        // One moment of the log, however long the looking takes.
        connection.snapshot(|snapshot| {
            feeds::look(snapshot, &mut report)?;
            records::look(snapshot, folder, &mut report)?;
            blobs::look(snapshot, folder, bytes, &mut report)
        })?;
    }
    Ok(report)
}

/// The database's own checks. What it says about damage stands for all else: nothing read from a
/// damaged file means anything.
fn database(connection: &Connection, report: &mut Report) -> Result<(), Error> {
    let Connection::Sqlite(connection) = connection else {
        // A server looks after its own pages.
        return Ok(());
    };
    let mut check = connection.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = check.query([])?;
    loop {
        match rows.next() {
            Ok(None) => break,
            Ok(Some(row)) => {
                let said: String = row.get(0)?;
                if said != "ok" {
                    report.find(Kind::Database, said);
                }
            }
            // So damaged that it cannot be looked through.
            Err(error) => {
                report.find(Kind::Database, error.to_string());
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Bytes of the database as an id.
fn id(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}
