//! An officer's device with many cases, made in seconds: some cases are filed, synced, answered
//! and published by real apps over a real hub, then their documents are copied under other names
//! and the app makes its tables from all of them.
//!
//! The copies' signatures are of other names, which nobody checks again on the device that checked
//! them when they came. They are as long, as many and as varied as real ones for everything that
//! reads them.

use crate::kit::{Phone, Result, Server};
use durbar_api::{
    app::SetLanguage,
    complaints::{ChangeStatus, Follow, PreparePublication, Publish, ReadQueue, Topic},
    packs::Read,
};
use rusqlite::Connection;
use std::{
    fs,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

/// Cases that are filed one by one.
const FILED: u32 = 60;
/// Cases that the officer filed for herself.
const OWN: u32 = 12;

/// Where SQLite keeps its files in a browser: each begins with a name and the flags with which it
/// was opened, in a sector of its own.
const SECTOR: usize = 4096;
const NAME: usize = 512;
const NAME_IN_BROWSER: &str = "durbar.db";
const FLAGS: u32 = 0x100 | 0x4 | 0x2;

/// Makes such a database, as a browser would keep it.
pub(super) fn make(folder: &Path, hub: &Path, cases: u32) -> Result<PathBuf> {
    let database = hold(folder, hub, cases)?;
    as_in_browser(&database, &folder.join("in-browser.db"))
}

/// Makes such a database as this machine keeps it.
///
/// # Errors
/// The hub or the app refuses a step.
pub fn hold(folder: &Path, hub: &Path, cases: u32) -> Result<PathBuf> {
    let server = &Server::fresh(hub)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let now = i64::try_from(now)?;
    let database = folder.join("officer.db");
    let department = file(folder, server, now)?;
    answer(&database, server, &department, now)?;
    copy(&database, cases)?;
    // The app makes its tables from its documents.
    let mut phone = Phone::open(&database, &server.origin(), 3, now)?;
    phone.rebuild()?;
    let there = phone.must(ReadQueue::default())?.total;
    if there + OWN < cases {
        return Err(format!("{there} cases in the queue, not {cases}").into());
    }
    Ok(database)
}

/// A citizen files cases of one department; which one.
fn file(folder: &Path, server: &Server, now: i64) -> Result<String> {
    let path = folder.join("citizen.db");
    let mut phone = Phone::open(&path, &server.origin(), 1, now - 30 * 24 * 3600 * 1000)?;
    phone.sync_until_done()?;
    let municipality = phone.must(Read::default())?.ok_or("no pack")?;
    let department = municipality
        .categories
        .iter()
        .find(|category| category.id == "drains")
        .ok_or("no drains")?
        .department
        .clone();
    let categories: Vec<_> = municipality
        .categories
        .iter()
        .filter(|category| category.department == department)
        .collect();
    for number in 0..FILED {
        let category = categories[number as usize % categories.len()];
        phone.file_under(&category.id, &words(number), &[])?;
        phone.wait_seconds(9 * 3600);
    }
    phone.sync_until_done()?;
    Ok(department)
}

fn words(number: u32) -> String {
    const WHAT: [&str; 6] = [
        "The gutter is full of sand and the path floods",
        "A slab is broken and children walk around it on the road",
        "The culvert is blocked since the last rain",
        "Water stands behind the school and mosquitoes come",
        "The drain's cover was taken away",
        "The bridge over the gutter sinks on one side",
    ];
    const WHERE: [&str; 5] = [
        "by the market",
        "opposite the clinic",
        "at the lorry station",
        "behind the chapel",
        "on the way to the beach",
    ];
    let what = WHAT[number as usize % WHAT.len()];
    let place = WHERE[number as usize % WHERE.len()];
    format!(
        "{what} {place}, house {number}. It began on day {} of the month and is worse with each \
         rain. Traders have put planks there, and two people fell. Please send a crew before the \
         holidays, and say when they come.",
        number % 28 + 1
    )
}

/// An officer takes them up: a third is acknowledged, every fifth is published. No time passes: the
/// browser's clock goes on where this device's stood.
fn answer(database: &Path, server: &Server, department: &str, now: i64) -> Result<()> {
    let mut phone = Phone::open(database, &server.origin(), 2, now)?;
    phone.sync_until_done()?;
    phone.must(SetLanguage {
        language: "en".to_owned(),
    })?;
    phone.join(server, department, "Esi Mensah")?;
    let queue = phone.must(ReadQueue {
        limit: FILED,
        ..ReadQueue::default()
    })?;
    for (number, summary) in queue.cases.iter().enumerate() {
        let case = summary.id.clone();
        if number % 3 == 0 {
            let status = phone
                .case(&case)?
                .transitions
                .first()
                .map(|way| way.to.clone());
            phone.must(ChangeStatus {
                case: case.clone(),
                status: status.ok_or("no way on")?,
                note: "A crew looks at it this week.".to_owned(),
            })?;
        }
        if number % 5 == 0 {
            let publication = phone.must(PreparePublication { case: case.clone() })?;
            phone.must(Publish { case, publication })?;
        }
    }
    for number in 0..OWN {
        phone.file(&words(1_000 + number), &[])?;
    }
    let wards = phone.must(Read::default())?.ok_or("no pack")?.wards;
    let ward = wards.first().ok_or("no ward")?.id.clone();
    phone.must(Follow {
        topic: Topic::Ward(ward),
        following: true,
    })?;
    phone.sync_until_done()
}

/// Copies the cases of others with all that hangs on them until there are so many.
fn copy(database: &Path, cases: u32) -> Result<()> {
    let connection = Connection::open(database)?;
    // No lane refers to another that is not there at the end.
    connection.pragma_update(None, "foreign_keys", false)?;
    let others = "SELECT lane FROM complaints WHERE mine = 0";
    connection.execute_batch(&format!(
        "BEGIN;
         CREATE TEMP TABLE cast_of AS
             SELECT lane FROM lanes WHERE lane IN ({others}) OR case_lane IN ({others});
         CREATE TEMP TABLE copies (number INTEGER PRIMARY KEY);"
    ))?;
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, u32>(0));
    let there = count("SELECT count(*) FROM complaints")?;
    let sources = count("SELECT count(*) FROM complaints WHERE mine = 0")?;
    for number in 1..=cases.saturating_sub(there).div_ceil(sources) {
        connection.execute("INSERT INTO copies VALUES (?1)", [number])?;
    }
    for table in ["lanes", "changes", "lane_actors", "receipts"] {
        let columns = columns(&connection, table)?;
        let values: Vec<_> = columns
            .iter()
            .map(|column| match column.as_str() {
                "lane" => renamed("source.lane"),
                "case_lane" => format!(
                    "CASE WHEN case_lane IS NULL THEN NULL ELSE {} END",
                    renamed("case_lane")
                ),
                "position" => "NULL".to_owned(),
                other => format!("source.{other}"),
            })
            .collect();
        connection.execute_batch(&format!(
            "INSERT INTO {table} ({}) SELECT {} FROM {table} AS source, copies
             WHERE source.lane IN (SELECT lane FROM cast_of)
             ORDER BY copies.number",
            columns.join(", "),
            values.join(", ")
        ))?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

/// The same name with another end for each copy.
fn renamed(lane: &str) -> String {
    format!("unhex(substr(hex({lane}), 1, 56) || printf('%08X', copies.number))")
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// The file with its head, pages and journal as in a browser.
fn as_in_browser(database: &Path, to: &Path) -> Result<PathBuf> {
    let connection = Connection::open(database)?;
    connection.pragma_update(None, "journal_mode", "delete")?;
    connection.pragma_update(None, "page_size", 8192)?;
    connection.execute_batch("VACUUM")?;
    drop(connection);
    let mut bytes = vec![0; SECTOR];
    bytes[..NAME_IN_BROWSER.len()].copy_from_slice(NAME_IN_BROWSER.as_bytes());
    bytes[NAME..NAME + 4].copy_from_slice(&FLAGS.to_be_bytes());
    bytes.extend(fs::read(database)?);
    fs::write(to, bytes)?;
    Ok(to.to_owned())
}
