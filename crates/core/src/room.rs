//! The one list of features: which room a lane belongs to.

use crate::{
    complaints,
    context::Context,
    db::settings,
    document::{self, lane},
    error::Result,
    identity,
    keep::{Kept, Sign},
    media, outbox, sync,
};
use durbar_api::CaseId;
use durbar_sync::LaneId;
use rusqlite::Connection;

/// Brings the query tables of a lane's feature up to its documents.
pub(crate) fn project(context: &mut Context<'_>, lane: &LaneId) -> Result<()> {
    let Some(row) = lane::get(context.connection, lane)? else {
        return Ok(());
    };
    let header = row.header;
    if let Some(case) = complaints::project(context, lane, &header.kind, header.case)? {
        context.changed.case(CaseId(case.to_string()));
    }
    Ok(())
}

/// Only the state of sending of a lane changed.
pub(crate) fn touched(context: &mut Context<'_>, lane: &LaneId) -> Result<()> {
    if let Some(row) = lane::get(context.connection, lane)? {
        context
            .changed
            .case(CaseId(row.header.case.unwrap_or(*lane).to_string()));
    }
    Ok(())
}

/// Tables with a row for each lane, in an order in which rows can be deleted.
pub(crate) fn of_lanes() -> impl Iterator<Item = &'static str> {
    let rooms = [
        outbox::OF_LANES,
        media::OF_LANES,
        document::OF_LANES,
        complaints::OF_LANES,
        sync::returns::OF_LANES,
    ];
    rooms.concat().into_iter()
}

/// Every table that belongs to the person, in an order in which rows can be deleted.
pub(crate) fn personal() -> impl Iterator<Item = &'static str> {
    let others = [
        complaints::PERSONAL,
        identity::PERSONAL,
        identity::links::PERSONAL,
        sync::PERSONAL,
    ];
    of_lanes().chain(others.concat())
}

/// What exists on this device alone, each table before those that name its rows.
pub(crate) fn kept() -> Vec<Kept> {
    [
        settings::KEPT,
        identity::KEPT,
        identity::links::KEPT,
        complaints::KEPT,
        document::KEPT,
    ]
    .into_iter()
    .flatten()
    .cloned()
    .chain(media::kept(complaints::UNFILED_BLOBS))
    .collect()
}

/// Writes that may change what is kept twice.
pub(crate) fn signs() -> impl Iterator<Item = &'static Sign> {
    [
        document::SIGNS,
        outbox::SIGNS,
        media::SIGNS,
        complaints::SIGNS,
    ]
    .into_iter()
    .flatten()
}

/// Takes out what a damaged file gave and what no room could read back.
pub(crate) fn forget_unsound(connection: &Connection) -> Result<()> {
    identity::links::forget_unsound(connection)?;
    complaints::forget_unsound(connection)
}

/// Makes every query table anew from the documents.
pub(crate) fn rebuild(context: &mut Context<'_>) -> Result<()> {
    complaints::rebuild(context)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables that are made from others, or come again from the hub.
    const COME_AGAIN: &[&str] = &[
        "complaint_escalations",
        "complaints",
        "published",
        "search",
        "search_rows",
        "commits",
        "cursors",
        "hub_records",
        "grants",
        "lane_actors",
        "outbox",
        "receipts",
        "rejected_records",
        // After a repair from the copy alone some matters show as new again.
        "complaints_seen",
        // What came is read again from the hub, and notes it again.
        "unsettled",
    ];

    #[test]
    fn every_table_is_kept_twice_or_comes_again() {
        let mut connection = Connection::open_in_memory().expect("opens");
        crate::db::open(&mut connection).expect("migrates");
        let mut statement = connection
            .prepare(
                "SELECT name FROM sqlite_master WHERE type = 'table'
                 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'search\\_%' ESCAPE '\\'
                 OR name = 'search_rows' ORDER BY name",
            )
            .expect("prepares");
        let there: Vec<String> = statement
            .query_map([], |row| row.get(0))
            .expect("reads")
            .collect::<rusqlite::Result<_>>()
            .expect("names");
        let mut known: Vec<&str> = kept().iter().map(|kept| kept.table).collect();
        known.extend(COME_AGAIN);
        known.sort_unstable();
        assert_eq!(there, known);
    }
}
