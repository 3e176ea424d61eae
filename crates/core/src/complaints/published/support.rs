//! "Me too": each person's own lane beside a published summary.

use super::{follow, one, parse, shown};
use crate::{
    Error,
    complaints::lanes,
    context::Context,
    document::{self, lane},
    error::Result,
    identity,
};
use automerge::{ROOT, ReadDoc, transaction::Transactable};
use durbar_api::{
    ErrorCode,
    complaints::{PublishedId, Support, Topic},
};
use durbar_sync::{LaneId, header::Writer};
use rusqlite::Connection;

const SUPPORTED: &str = "supported";

/// Says "me too", or takes it back.
pub(in crate::complaints) fn say(context: &mut Context<'_>, call: &Support) -> Result<()> {
    let connection = context.connection;
    let public = shown(connection, &parse(&call.id)?)?;
    let line = one(context, &public)?.ok_or_else(Error::not_found)?;
    if line.mine.is_some() {
        return Err(Error::api(ErrorCode::Invalid, "error-support-own"));
    }
    let header = lane::get(connection, &public)?
        .ok_or_else(Error::not_found)?
        .header;
    let case = header.case.ok_or(Error::Stored("case"))?;
    if !call.supported {
        // It may have been said to the summary of a department that had the case before.
        for (said, _) in own_lanes(connection, &case)? {
            document::edit(connection, &said, context.now, |transaction| {
                Ok(transaction.put(ROOT, SUPPORTED, false)?)
            })?;
        }
        context.changed.published = true;
        context.send();
        return Ok(());
    }
    let keys = identity::keys(connection)?;
    let own = lanes::support(&public, &header, keys.public());
    let (lane, signed) = own.sign(&keys)?;
    lane::insert(connection, &lane, &own, &signed)?;
    document::edit(connection, &lane, context.now, |transaction| {
        Ok(transaction.put(ROOT, SUPPORTED, true)?)
    })?;
    follow(
        context,
        &Topic::Published(PublishedId(public.to_string())),
        true,
    )?;
    context.changed.published = true;
    context.send();
    Ok(())
}

/// Adds who supports a summary, as far as their lanes are here.
pub(super) fn gather(
    connection: &Connection,
    public: &LaneId,
    people: &mut Vec<Writer>,
) -> Result<()> {
    for support in lane::of_case(connection, public, lanes::SUPPORT)? {
        let Some(lane) = lane::get(connection, &support)? else {
            continue;
        };
        if is_said(connection, &support)? && !people.contains(&lane.header.writer) {
            people.push(lane.header.writer);
        }
    }
    Ok(())
}

/// Whether this device's person said "me too" to any summary of the case, and whether the office has
/// not counted it yet.
pub(super) fn own(connection: &Connection, case: &LaneId, counted: i64) -> Result<(bool, bool)> {
    let said = own_lanes(connection, case)?;
    let is_counted = |(_, received): &(LaneId, Option<i64>)| {
        received.is_some_and(|received| received <= counted)
    };
    Ok((
        !said.is_empty(),
        !said.is_empty() && !said.iter().any(is_counted),
    ))
}

/// The lanes in which this device's person says "me too" to a case, with when the hub got them.
fn own_lanes(connection: &Connection, case: &LaneId) -> Result<Vec<(LaneId, Option<i64>)>> {
    let mut own = Vec::new();
    for support in lane::of_lanes_of_case(connection, case, lanes::PUBLIC, lanes::SUPPORT)? {
        let Some(lane) = lane::get(connection, &support)? else {
            continue;
        };
        let is_own = match &lane.header.writer {
            Writer::Person(person) => identity::persons(connection)?.contains(person),
            Writer::Department(_) => false,
        };
        if is_own && is_said(connection, &support)? {
            own.push((support, lane.received));
        }
    }
    Ok(own)
}

fn is_said(connection: &Connection, support: &LaneId) -> Result<bool> {
    let document = document::load(connection, support)?;
    Ok(document
        .get(ROOT, SUPPORTED)?
        .is_some_and(|(value, _)| value.as_bool() == Some(true)))
}

/// The case that a lane of this feature tells about, for who must read it again.
pub(in crate::complaints) fn case_of(
    connection: &Connection,
    support: &LaneId,
) -> Result<Option<LaneId>> {
    let public = lane::get(connection, support)?.and_then(|lane| lane.header.case);
    match public {
        Some(public) => Ok(lane::get(connection, &public)?.and_then(|lane| lane.header.case)),
        None => Ok(None),
    }
}
