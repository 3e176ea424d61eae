//! The one list of features: which room a lane belongs to.

use crate::{
    complaints,
    context::Context,
    document::{self, lane},
    error::Result,
    identity, media, outbox, sync,
};
use durbar_api::CaseId;
use durbar_sync::LaneId;

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

/// Makes every query table anew from the documents.
pub(crate) fn rebuild(context: &mut Context<'_>) -> Result<()> {
    complaints::rebuild(context)
}
