//! Makes a new database from what can be read of a damaged one and of the copy beside it.
//!
//! Rows are taken one by one, around what is damaged. What has a hash or a signature is held
//! against it: SQLite does not see a flipped bit inside a row. Everything else comes from the hub
//! again, which is also offered all that is here.

use super::compare;
use crate::{
    Error,
    db::settings,
    document::{self, Stored},
    error::Result,
    identity, pack, room, sync,
};
use durbar_api::Timestamp;
use durbar_sync::{BlobId, LaneId, PublicKey, Signature, actor, header::SignedHeader};
use rusqlite::{Connection, Row, params, params_from_iter, types::Value};

/// Setting: when this database was made from a damaged one.
const SALVAGED: &str = "salvaged";

/// Settings that are not taken over: about the hub and the hour.
const LEFT: &[&str] = &[
    // Of the seed it is made from, whosever that is.
    identity::PUBLIC,
    "hub-epoch",
    "clock-offset",
    "last-contact",
    "pack-manifest-coming",
];

/// Tables with a way of their own: their rows can be checked as they come.
const CHECKED: &[&str] = &["settings", "lanes", "changes", "blob_pieces"];

/// Tables that the copy leaves out and that are worth taking from what is damaged.
const MORE: &[&str] = &["complaints_seen", "receipts"];

/// A database to read from: a connection, and the name that it has there.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub connection: &'a Connection,
    pub schema: &'static str,
}

impl Source<'_> {
    fn prepare(&self, sql: &str) -> rusqlite::Result<rusqlite::Statement<'_>> {
        self.connection.prepare(sql)
    }
}

/// When this database was made from a damaged one, if it was.
pub(crate) fn salvaged(connection: &Connection) -> Result<Option<Timestamp>> {
    Ok(settings::number(connection, SALVAGED)?.map(Timestamp))
}

/// Forgets that it was: the person has read of it.
pub(crate) fn dismiss(connection: &Connection) -> Result<()> {
    settings::remove(connection, SALVAGED)
}

/// Fills a new, migrated database from others, the most trusted first. `is_current`: the first one
/// has followed the others, and a row that may change and that it lacks was deleted. One transaction
/// of the caller's: a new database is whole or not begun.
///
/// # Errors
/// The new database refused. What cannot be read of the others is left.
pub(crate) fn from(
    connection: &Connection,
    (others, is_current): (&[Source<'_>], bool),
    now: Timestamp,
    rng: &mut dyn rand_core::Rng,
) -> Result<()> {
    let kept = room::kept();
    let plain: Vec<(&str, bool)> = kept
        .iter()
        .map(|kept| (kept.table, kept.changes))
        .chain(MORE.iter().map(|table| (*table, false)))
        .filter(|(table, _)| !CHECKED.contains(table))
        .collect();
    // Each table from all of them, before another one whose rows name rows of it.
    let each = |take: &dyn Fn(Source<'_>) -> Result<()>| others.iter().copied().try_for_each(take);
    for (place, other) in others.iter().copied().enumerate() {
        take_settings(connection, other, place > 0 && is_current)?;
    }
    for (table, changes) in plain {
        let trusted = if changes && is_current {
            1
        } else {
            others.len()
        };
        for other in others.iter().copied().take(trusted) {
            copy(connection, other, table)?;
        }
    }
    // A photo that is not right in one may be in another.
    each(&|other| {
        copy(connection, other, "blob_pieces")?;
        check_blobs(connection)
    })?;
    each(&|other| take_lanes(connection, other))?;
    each(&|other| take_changes(connection, other))?;
    // Rows that name what could not be read.
    connection.execute_batch(
        "DELETE FROM draft_photos WHERE draft NOT IN (SELECT draft FROM drafts);
         DELETE FROM lane_blobs WHERE lane NOT IN (SELECT lane FROM lanes)
             OR blob NOT IN (SELECT blob FROM blobs);
         DELETE FROM receipts WHERE lane NOT IN (SELECT lane FROM lanes);
         DELETE FROM blob_pieces WHERE blob NOT IN (SELECT blob FROM blobs);",
    )?;
    identity::create(connection, rng)?;
    room::forget_unsound(connection)?;
    // Changes of this device may be missing: their numbers are not given out twice.
    identity::renew_install(connection, rng)?;
    if !matches!(pack::store::load(connection), Ok(Some(_))) {
        settings::remove(connection, pack::store::ACTIVE)?;
    }
    sync::ask_for_own(connection)?;
    identity::forget_confirmations(connection)?;
    identity::links::forget_confirmations(connection)?;
    document::forget_receipts(connection, now, |_| Ok(false))?;
    settings::set(connection, settings::UNBUILT, b"1")?;
    // Further than any of them: one that is still there beside the copy is behind it.
    let commits = others
        .iter()
        .filter_map(|other| compare::commits(other.connection));
    let commits = commits.chain(compare::followed(connection)).max();
    connection.execute("UPDATE commits SET number = 1 + ?1", [commits.unwrap_or(0)])?;
    settings::set_number(connection, SALVAGED, now.0)
}

/// `is_behind`: what the copy leaves out, and nothing else.
fn take_settings(connection: &Connection, other: Source<'_>, is_behind: bool) -> Result<()> {
    each_row(other, "settings", "name, value", |row| {
        let (name, value): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        if LEFT.contains(&name.as_str())
            || is_behind && !settings::NOT_KEPT.contains(&name.as_str())
            || settings::get(connection, &name)?.is_some()
        {
            return Ok(());
        }
        settings::set(connection, &name, &value)
    })
}

/// Headers, each against its signature and its id.
fn take_lanes(connection: &Connection, other: Source<'_>) -> Result<()> {
    each_row(other, "lanes", "lane, header, signature", |row| {
        let (lane, bytes): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let signature: Option<Vec<u8>> = row.get(2)?;
        let signature = match signature.map(TryInto::try_into) {
            None => None,
            Some(Ok(signature)) => Some(Signature(signature)),
            Some(Err(_)) => return Ok(()),
        };
        let signed = SignedHeader { bytes, signature };
        let Ok(header) = signed.verify() else {
            return Ok(());
        };
        match LaneId::try_from(lane.as_slice()) {
            Ok(lane) if signed.lane() == lane => {
                document::lane::insert(connection, &lane, &header, &signed)
            }
            _ => Ok(()),
        }
    })
}

/// Changes, each against the hash that is part of it. Whose it is, its actor says.
fn take_changes(connection: &Connection, other: Source<'_>) -> Result<()> {
    let me = identity::me(connection).ok();
    let columns = "lane, hash, bytes, author, own, received";
    each_row(other, "changes", columns, |row| {
        let (lane, hash): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let (bytes, author): (Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(3)?);
        let (Ok(lane), Ok(author)) = (
            LaneId::try_from(lane.as_slice()),
            PublicKey::try_from(author.as_slice()),
        ) else {
            return Ok(());
        };
        let Ok(change) = document::parse(&bytes) else {
            return Ok(());
        };
        if change.hash().0[..] != hash[..] || document::lane::get(connection, &lane)?.is_none() {
            return Ok(());
        }
        let name = change.actor_id().to_bytes();
        let mine = me.filter(|me| actor::install(name, me, &lane).is_some());
        let stored = Stored {
            bytes: &bytes,
            author: mine.unwrap_or(author),
            own: if me.is_some() {
                mine.is_some()
            } else {
                row.get(4)?
            },
            received: row.get(5)?,
        };
        match document::insert(connection, &lane, &stored, false) {
            // Of another device than the one that is named: the name is damaged.
            Ok(_) | Err(Error::Document(_)) => Ok(()),
            Err(error) => Err(error),
        }
    })
}

/// Photos, each against its hash; one that does not fit is asked for again when it is wanted.
fn check_blobs(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare("SELECT blob FROM blobs")?;
    let blobs = statement
        .query_map([], |row| row.get::<_, Vec<u8>>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for bytes in blobs {
        let Ok(blob) = BlobId::try_from(bytes.as_slice()) else {
            connection.execute("DELETE FROM blobs WHERE blob = ?1", [&bytes])?;
            continue;
        };
        // Begins anew if it is not whole.
        connection.execute(
            "UPDATE blobs SET complete = 0, wanted = 0 WHERE blob = ?1",
            [&bytes],
        )?;
        if crate::media::complete(connection, &blob)? {
            // As long as what has the right hash, whatever stood there.
            connection.execute(
                "UPDATE blobs SET (length, have) = (SELECT sum(length(bytes)), sum(length(bytes))
                     FROM blob_pieces WHERE blob_pieces.blob = blobs.blob)
                 WHERE blob = ?1",
                [&bytes],
            )?;
        }
    }
    Ok(())
}

/// Takes over the rows of a table, those columns that both have.
fn copy(connection: &Connection, other: Source<'_>, table: &str) -> Result<()> {
    let theirs = columns(other, table).unwrap_or_default();
    let mine = columns(
        Source {
            connection,
            schema: "main",
        },
        table,
    )?;
    let both: Vec<_> = mine.into_iter().filter(|c| theirs.contains(c)).collect();
    if both.is_empty() {
        return Ok(());
    }
    let list = both.join(", ");
    let marks = vec!["?"; both.len()].join(", ");
    let insert = format!("INSERT OR IGNORE INTO main.{table} ({list}) VALUES ({marks})");
    each_row(other, table, &list, |row| {
        let values = (0..both.len())
            .map(|column| row.get::<_, Value>(column))
            .collect::<rusqlite::Result<Vec<_>>>()?;
        match connection
            .prepare_cached(&insert)?
            .execute(params_from_iter(values))
        {
            // A row that breaks a rule of its table is damaged.
            Err(rusqlite::Error::SqliteFailure(failure, _))
                if failure.code == rusqlite::ErrorCode::ConstraintViolation =>
            {
                Ok(())
            }
            other => Ok(other.map(|_| ())?),
        }
    })
}

fn columns(source: Source<'_>, table: &str) -> rusqlite::Result<Vec<String>> {
    source
        .prepare(&format!("PRAGMA {}.table_info({table})", source.schema))?
        .query_map([], |row| row.get(1))?
        .collect()
}

/// Why reading rows ended.
enum End {
    /// All were read.
    Whole,
    /// The file is damaged here; the last number that was read before.
    Damaged(Option<i64>),
}

/// Gives every row that can be read of a table; where it has row numbers, around every damaged
/// place, else from both its ends.
fn each_row(
    other: Source<'_>,
    table: &str,
    columns: &str,
    mut take: impl FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let plain = table;
    let table = &format!("{}.{plain}", other.schema);
    let mut ahead = vec![(i64::MIN, i64::MAX)];
    let mut patience = PLACES;
    let numbered = other
        .prepare(&format!("SELECT rowid FROM {table} LIMIT 1"))
        .is_ok();
    if !numbered {
        let forth = format!("SELECT {columns} FROM {table}");
        if let End::Damaged(_) = read(other, &forth, params![], None, &mut take)? {
            let primary = primary_key(other, plain).unwrap_or_default();
            if !primary.is_empty() {
                let back: Vec<_> = primary.iter().map(|c| format!("{c} DESC")).collect();
                let back = format!("{forth} ORDER BY {}", back.join(", "));
                read(other, &back, params![], None, &mut take)?;
            }
        }
        return Ok(());
    }
    let number = columns.split(", ").count();
    while let Some((from, to)) = ahead.pop() {
        let ordered = |order: &str| {
            format!(
                "SELECT {columns}, rowid FROM {table}
                 WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid {order}"
            )
        };
        let End::Damaged(last) = read(
            other,
            &ordered("ASC"),
            params![from, to],
            Some(number),
            &mut take,
        )?
        else {
            continue;
        };
        let from = last.map_or(from, |last| last.saturating_add(1));
        let End::Damaged(last) = read(
            other,
            &ordered("DESC"),
            params![from, to],
            Some(number),
            &mut take,
        )?
        else {
            continue;
        };
        let to = last.map_or(to, |last| last.saturating_sub(1));
        patience -= 1;
        if patience == 0 {
            break;
        }
        // Both ends of what is left are damaged: go on in its middle.
        let known = to.min(HIGHEST).max(from);
        let from = from.max(0);
        let middle = from + (known - from) / 2;
        if known > from {
            ahead.push((from, middle));
            ahead.push((middle + 1, known));
        }
    }
    Ok(())
}

/// How many damaged places of a table are gone around.
const PLACES: u32 = 500;

/// No table has more rows: what a damaged index claims beyond is not looked for.
const HIGHEST: i64 = 1 << 24;

fn primary_key(source: Source<'_>, table: &str) -> rusqlite::Result<Vec<String>> {
    source
        .prepare(&format!(
            "SELECT name FROM pragma_table_info('{table}', '{}') WHERE pk > 0 ORDER BY pk",
            source.schema
        ))?
        .query_map([], |row| row.get(0))?
        .collect()
}

fn read(
    other: Source<'_>,
    sql: &str,
    parameters: &[&dyn rusqlite::ToSql],
    number: Option<usize>,
    take: &mut impl FnMut(&Row<'_>) -> Result<()>,
) -> Result<End> {
    let mut last = None;
    let Ok(mut statement) = other.prepare(sql) else {
        return Ok(End::Damaged(last));
    };
    let Ok(mut rows) = statement.query(parameters) else {
        return Ok(End::Damaged(last));
    };
    loop {
        match rows.next() {
            Ok(None) => return Ok(End::Whole),
            Err(_) => return Ok(End::Damaged(last)),
            Ok(Some(row)) => {
                if let Some(number) = number {
                    last = row.get(number).ok().or(last);
                }
                match take(row) {
                    // A value of another type than the column's: the row is damaged.
                    Ok(())
                    | Err(Error::Database(
                        rusqlite::Error::InvalidColumnType(..)
                        | rusqlite::Error::FromSqlConversionFailure(..)
                        | rusqlite::Error::Utf8Error(..),
                    )) => {}
                    Err(error) => return Err(error),
                }
            }
        }
    }
}
