//! What waits for a receipt, and what the hub refused.
//!
//! A lane stands here from its first unsent change until a verified receipt covers every
//! change and every photo. A refused lane stays, aside: it holds up no other. One for which the hub
//! has no room today is not refused: it waits, and goes by itself later.

mod export;

use crate::{
    Error, complaints,
    context::Context,
    db::settings,
    document::{self, lane},
    error::Result,
    keep::Sign,
    media,
};
use durbar_api::{
    CaseId, Timestamp,
    complaints::Sending,
    outbox::{Command, Reply, Waiting},
};
use durbar_sync::{LaneId, wire::Refusal};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

pub(crate) const SCHEMA: &str = "
CREATE TABLE outbox (
    lane BLOB PRIMARY KEY REFERENCES lanes (lane),
    since INTEGER NOT NULL,
    -- The hub's reason, if it refused.
    refused TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
    lane BLOB NOT NULL,
    issued INTEGER NOT NULL,
    -- The receipt and the hub's signature, as verified when it came.
    bytes BLOB NOT NULL,
    PRIMARY KEY (lane, issued, bytes)
) STRICT, WITHOUT ROWID;
";

/// What is kept twice is what stands here.
pub(crate) const SIGNS: &[Sign] = &[Sign {
    table: "outbox",
    kind: "lane",
    column: "lane",
}];

/// Tables with a row for each lane.
pub(crate) const OF_LANES: &[&str] = &["outbox", "receipts"];

/// Puts a lane in line; one that was set aside comes back.
pub(crate) fn queue(connection: &Connection, lane: &LaneId, now: Timestamp) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO outbox (lane, since) VALUES (?1, ?2)
             ON CONFLICT (lane) DO UPDATE SET refused = NULL",
        )?
        .execute(params![&lane.0[..], now.0])?;
    Ok(())
}

/// Lanes to send, oldest first.
pub(crate) fn lanes(connection: &Connection) -> Result<Vec<LaneId>> {
    let mut statement = connection.prepare_cached(
        "SELECT lane FROM outbox WHERE refused IS NULL
             -- Words before claims for photos.
             ORDER BY NOT EXISTS (
                 SELECT 1 FROM changes
                 WHERE changes.lane = outbox.lane AND own = 1 AND acknowledged = 0
             ), since, lane",
    )?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    lane::ids(rows)
}

/// The code of what waits until the hub has room for it.
const QUOTA: &str = "quota";
/// Setting: until when that is not sent, on this device's clock.
const HELD_UNTIL: &str = "quota-held-until";
/// How long that is, in milliseconds. The engine exchanges again after an hour.
const HOLD: i64 = 55 * 60 * 1000;

/// Notes that the hub did not take a lane: for want of room, so that it waits, or for another
/// reason, so that it is set aside. What hangs on a case that waits waits with it.
pub(crate) fn not_taken(
    connection: &Connection,
    lane: &LaneId,
    code: Refusal,
    now: Timestamp,
) -> Result<()> {
    let waits = match code {
        Refusal::Quota => true,
        Refusal::UnknownCase | Refusal::BadChange => connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM lanes JOIN outbox ON outbox.lane = case_lane
                 WHERE lanes.lane = ?1 AND refused = ?2)",
            )?
            .query_row(params![&lane.0[..], QUOTA], |row| row.get(0))?,
        _ => false,
    };
    if !waits {
        return refuse(connection, lane, code.code());
    }
    settings::set_number(connection, HELD_UNTIL, now.0.saturating_add(HOLD))?;
    refuse(connection, lane, QUOTA)
}

/// Brings back what waits for room at the hub, once it has waited.
pub(crate) fn end_hold(connection: &Connection, now: Timestamp) -> Result<()> {
    let until = settings::number(connection, HELD_UNTIL)?;
    // One that is further away than was ever set was set by a clock that has been put back since.
    if until.is_some_and(|until| (0..=HOLD).contains(&until.saturating_sub(now.0 + 1))) {
        return Ok(());
    }
    if until.is_some() {
        settings::remove(connection, HELD_UNTIL)?;
    }
    connection
        .prepare_cached("UPDATE outbox SET refused = NULL WHERE refused = ?1")?
        .execute([QUOTA])?;
    Ok(())
}

/// Whether something waits that was not set aside.
pub(crate) fn is_waiting(connection: &Connection) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE refused IS NULL OR refused = ?1)",
        )?
        .query_row([QUOTA], |row| row.get(0))?)
}

/// Has a lane travel whole from now on: the hub did not know again what was named by its first
/// bytes.
pub(crate) fn send_whole(connection: &Connection, lane: &LaneId) -> Result<()> {
    connection
        .prepare_cached("UPDATE outbox SET whole = 1 WHERE lane = ?1")?
        .execute([&lane.0[..]])?;
    Ok(())
}

/// Whether a lane that waits has to travel whole.
pub(crate) fn is_whole(connection: &Connection, lane: &LaneId) -> Result<bool> {
    let whole = connection
        .prepare_cached("SELECT whole FROM outbox WHERE lane = ?1")?
        .query_row([&lane.0[..]], |row| row.get(0))
        .optional()?;
    Ok(whole.unwrap_or(false))
}

/// Sets a lane aside.
pub(crate) fn refuse(connection: &Connection, lane: &LaneId, code: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE outbox SET refused = ?2 WHERE lane = ?1")?
        .execute(params![&lane.0[..], code])?;
    document::forget_push(connection, lane)
}

/// Brings back what was refused because something else of its case was missing at the hub, now
/// that something of the case has come from there. Returns whether there was any.
pub(crate) fn free(connection: &Connection, lane: &LaneId) -> Result<bool> {
    let freed = connection
        .prepare_cached(
            "UPDATE outbox SET refused = NULL
             WHERE refused IN ('bad-change', 'unknown-case')
                 AND lane IN (SELECT lane FROM lanes WHERE lane = ?1 OR case_lane = ?1)",
        )?
        .execute([&lane.0[..]])?;
    Ok(freed > 0)
}

/// Takes a lane out of the line if receipts cover all of it.
pub(crate) fn settle(connection: &Connection, lane: &LaneId) -> Result<()> {
    if unsent_bytes(connection, lane)? == (0, 0) && media::unreceipted(connection, lane)? == 0 {
        connection
            .prepare_cached("DELETE FROM outbox WHERE lane = ?1")?
            .execute([&lane.0[..]])?;
    }
    Ok(())
}

/// Bytes of a lane that the hub has, and bytes that no receipt covers in all.
fn unsent_bytes(connection: &Connection, lane: &LaneId) -> Result<(u64, u64)> {
    let changes: i64 = connection
        .prepare_cached(
            "SELECT coalesce(sum(length(bytes)), 0) FROM changes
             WHERE lane = ?1 AND own = 1 AND acknowledged = 0",
        )?
        .query_row([&lane.0[..]], |row| row.get(0))?;
    let (sent, total) = media::sending(connection, lane)?;
    Ok((sent, total + changes.unsigned_abs()))
}

/// How far the sending of a lane is.
pub(crate) fn sending(connection: &Connection, lane: &LaneId) -> Result<Sending> {
    let refused: Option<Option<String>> = connection
        .prepare_cached("SELECT refused FROM outbox WHERE lane = ?1")?
        .query_row([&lane.0[..]], |row| row.get(0))
        .optional()?;
    Ok(match refused {
        None => Sending::Received,
        Some(Some(code)) if code != QUOTA => Sending::SetAside(code),
        Some(_) => {
            let acknowledged: bool = connection
                .prepare_cached("SELECT acknowledged FROM lanes WHERE lane = ?1")?
                .query_row([&lane.0[..]], |row| row.get(0))?;
            let (sent, total) = unsent_bytes(connection, lane)?;
            if acknowledged && sent > 0 {
                Sending::Sending { sent, total }
            } else {
                Sending::Queued
            }
        }
    })
}

/// What waits, with its case: from the few that wait to their lanes, and not the other way. SQLite
/// keeps to that order.
const WAITING: &str = "SELECT outbox.lane, refused, coalesce(case_lane, outbox.lane)
    FROM outbox CROSS JOIN lanes USING (lane)";

/// Counts for the status line: matters that wait, bytes that remain, bytes sent of all, matters
/// set aside.
pub(crate) fn totals(connection: &Connection) -> Result<Totals> {
    let mut totals = Totals::default();
    let (mut waiting, mut set_aside) = (BTreeSet::new(), BTreeSet::new());
    let mut statement = connection.prepare_cached(WAITING)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let lane: Vec<u8> = row.get(0)?;
        let refused: Option<String> = row.get(1)?;
        let case: Vec<u8> = row.get(2)?;
        let lane = LaneId::try_from(lane.as_slice()).map_err(|_| Error::Stored("lane"))?;
        // What one writes in a case at once is one matter, in however many lanes.
        if refused.is_some_and(|code| code != QUOTA) {
            set_aside.insert(case);
        } else {
            let (sent, total) = unsent_bytes(connection, &lane)?;
            waiting.insert(case);
            totals.sent += sent;
            totals.total += total;
        }
    }
    let count = |cases: &BTreeSet<Vec<u8>>| u32::try_from(cases.len()).unwrap_or(u32::MAX);
    (totals.waiting, totals.set_aside) = (count(&waiting), count(&set_aside));
    Ok(totals)
}

#[derive(Default)]
pub(crate) struct Totals {
    pub waiting: u32,
    pub set_aside: u32,
    pub sent: u64,
    pub total: u64,
}

pub(crate) fn handle(context: &mut Context<'_>, command: Command) -> Result<Reply> {
    match command {
        Command::List(_) => Ok(Reply::List(list(context)?)),
        Command::Retry(retry) => {
            let case = case_lane(&retry.case)?;
            for lane in lanes_of(context.connection, &case)? {
                context.connection.execute(
                    "UPDATE outbox SET refused = NULL WHERE lane = ?1",
                    [&lane.0[..]],
                )?;
            }
            context.changed.case(retry.case);
            context.signals.push(durbar_sync::engine::Input::Now);
            Ok(Reply::Retry(()))
        }
        Command::Export(call) => Ok(Reply::Export(export::case(context, &call.case)?)),
        Command::ExportAll(_) => Ok(Reply::ExportAll(export::all(context)?)),
    }
}

fn list(context: &Context<'_>) -> Result<Vec<Waiting>> {
    let mut statement = context
        .connection
        .prepare("SELECT lane, since, refused FROM outbox ORDER BY since")?;
    let mut rows = statement.query([])?;
    let mut waiting = Vec::new();
    while let Some(row) = rows.next()? {
        let lane: Vec<u8> = row.get(0)?;
        let lane = LaneId::try_from(lane.as_slice()).map_err(|_| Error::Stored("lane"))?;
        let header = lane::get(context.connection, &lane)?
            .ok_or(Error::Stored("lane"))?
            .header;
        let case = header.case.unwrap_or(lane);
        let (sent, total) = unsent_bytes(context.connection, &lane)?;
        waiting.push(Waiting {
            case: CaseId(case.to_string()),
            title: complaints::title(context.connection, &case)?,
            bytes: total.saturating_sub(sent),
            since: Timestamp(row.get(1)?),
            refused: row
                .get(2)
                .map(|code: Option<String>| code.filter(|code| code != QUOTA))?,
        });
    }
    Ok(waiting)
}

pub(crate) fn case_lane(case: &CaseId) -> Result<LaneId> {
    case.0.parse().map_err(|_| Error::not_found())
}

fn lanes_of(connection: &Connection, case: &LaneId) -> Result<Vec<LaneId>> {
    let mut statement =
        connection.prepare("SELECT lane FROM lanes WHERE lane = ?1 OR case_lane = ?1")?;
    let rows = statement.query_map([&case.0[..]], |row| row.get::<_, Vec<u8>>(0))?;
    let lanes = lane::ids(rows)?;
    if lanes.is_empty() {
        Err(Error::not_found())
    } else {
        Ok(lanes)
    }
}

#[cfg(test)]
mod tests {
    use super::WAITING;

    #[test]
    fn what_waits_is_not_looked_for_among_all_lanes() {
        let plan = crate::db::plan(WAITING);
        assert!(
            plan[0].starts_with("SCAN outbox") && plan[1].starts_with("SEARCH lanes"),
            "{plan:?}"
        );
    }
}
