//! Copies a whole database to another one, whichever kind each is: into a backup, which is a file,
//! and back; and to a server when a municipality outgrows one machine.

use super::sql::{Connection, Value};
use crate::error::Error;
use std::ops::ControlFlow;

/// A table's columns, and how a row of it is read and written.
struct Table {
    columns: usize,
    read: &'static str,
    write: &'static str,
    /// The same where the table has more columns.
    on_a_server: Option<&'static str>,
}

impl Table {
    fn write(&self, to: &Connection) -> &'static str {
        match (self.on_a_server, to) {
            (Some(write), Connection::Postgres(_)) => write,
            _ => self.write,
        }
    }
}

/// What must be there before something else names it comes first.
const TABLES: [Table; 15] = [
    Table {
        columns: 2,
        read: "SELECT key, value FROM meta",
        write: "INSERT INTO meta (key, value) VALUES (?1, ?2)",
        on_a_server: None,
    },
    Table {
        columns: 3,
        read: "SELECT feed, last, kept FROM feeds",
        write: "INSERT INTO feeds (feed, last, kept) VALUES (?1, ?2, ?3)",
        on_a_server: None,
    },
    Table {
        columns: 6,
        read: "SELECT home, sequence, lane, author, received, body FROM records",
        write: "INSERT INTO records (home, sequence, lane, author, received, body)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        on_a_server: None,
    },
    Table {
        columns: 4,
        read: "SELECT feed, sequence, home, home_sequence FROM entries",
        write: "INSERT INTO entries (feed, sequence, home, home_sequence) VALUES (?1, ?2, ?3, ?4)",
        on_a_server: Some(
            "INSERT INTO entries (feed, sequence, home, home_sequence, body, is_first)
             VALUES (?1, ?2, ?3, ?4, '', FALSE)",
        ),
    },
    Table {
        columns: 7,
        read: "SELECT lane, home, kind, case_lane, header, signature, received FROM lanes",
        write: "INSERT INTO lanes (lane, home, kind, case_lane, header, signature, received)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        on_a_server: None,
    },
    Table {
        columns: 3,
        read: "SELECT lane, feed, first FROM lane_feeds",
        write: "INSERT INTO lane_feeds (lane, feed, first) VALUES (?1, ?2, ?3)",
        on_a_server: None,
    },
    Table {
        columns: 5,
        read: "SELECT lane, hash, actor, seq, record FROM changes",
        write: "INSERT INTO changes (lane, hash, actor, seq, record) VALUES (?1, ?2, ?3, ?4, ?5)",
        on_a_server: None,
    },
    Table {
        columns: 5,
        read: "SELECT blob, length, have, complete, public FROM blobs",
        write: "INSERT INTO blobs (blob, length, have, complete, public)
                VALUES (?1, ?2, ?3, ?4, ?5)",
        on_a_server: None,
    },
    Table {
        columns: 5,
        read: "SELECT lane, blob, author, kind, slot FROM lane_blobs",
        write: "INSERT INTO lane_blobs (lane, blob, author, kind, slot)
                VALUES (?1, ?2, ?3, ?4, ?5)",
        on_a_server: None,
    },
    Table {
        columns: 7,
        read: "SELECT invitation_key, device, role, department, from_ms, until_ms, sequence
               FROM grants",
        write: "INSERT INTO grants
                    (invitation_key, device, role, department, from_ms, until_ms, sequence)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        on_a_server: None,
    },
    Table {
        columns: 2,
        read: "SELECT invitation_key, body FROM endings",
        write: "INSERT INTO endings (invitation_key, body) VALUES (?1, ?2)",
        on_a_server: None,
    },
    Table {
        columns: 4,
        read: "SELECT offer_key, person, device, mutual FROM links",
        write: "INSERT INTO links (offer_key, person, device, mutual) VALUES (?1, ?2, ?3, ?4)",
        on_a_server: None,
    },
    Table {
        columns: 2,
        read: "SELECT device, body FROM revocations",
        write: "INSERT INTO revocations (device, body) VALUES (?1, ?2)",
        on_a_server: None,
    },
    Table {
        columns: 3,
        read: "SELECT from_ms, until_ms, epoch FROM restores",
        write: "INSERT INTO restores (from_ms, until_ms, epoch) VALUES (?1, ?2, ?3)",
        on_a_server: None,
    },
    Table {
        columns: 6,
        read: "SELECT device, day, words_day, photos_day, words, photos FROM usage",
        write: "INSERT INTO usage (device, day, words_day, photos_day, words, photos)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        on_a_server: None,
    },
];

/// What an entry carries on a server, from the tables that are copied already.
const CARRIED: [&str; 2] = [
    "UPDATE entries SET lane = records.lane, author = records.author, body = records.body
     FROM records WHERE records.home = entries.home AND records.sequence = entries.home_sequence",
    "UPDATE entries SET is_first = TRUE FROM lane_feeds
     WHERE lane_feeds.feed = entries.feed AND lane_feeds.first = entries.sequence",
];

/// Copies everything, as it is at one moment, into tables that are empty.
///
/// # Errors
/// Either database; then nothing was written.
pub(crate) fn copy(from: &Connection, to: &Connection) -> Result<(), Error> {
    if let Connection::Sqlite(_) = to {
        // A case may stand behind what hangs on it. `verify` looks at all of it in the end.
        to.batch("PRAGMA foreign_keys = OFF")?;
    }
    from.snapshot(|from| {
        to.whole(|to| {
            for table in &TABLES {
                from.each(table.read, &[], |row| {
                    let values: Vec<Value<'_>> = (0..table.columns)
                        .map(|column| row.value(column))
                        .collect::<Result<_, _>>()?;
                    to.execute(table.write(to), &values)?;
                    Ok(ControlFlow::Continue(()))
                })?;
            }
            if let Connection::Postgres(_) = to {
                for statement in CARRIED {
                    to.execute(statement, &[])?;
                }
            }
            Ok(())
        })
    })
}
