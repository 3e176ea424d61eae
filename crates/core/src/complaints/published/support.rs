//! "Me too": each person's own lane beside a published summary.

use super::{follow, one, parse};
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
    complaints::{Support, Topic},
};
use durbar_sync::{LaneId, header::Writer};
use rusqlite::Connection;

const SUPPORTED: &str = "supported";

/// Says "me too", or takes it back.
pub(in crate::complaints) fn say(context: &mut Context<'_>, call: &Support) -> Result<()> {
    let connection = context.connection;
    let public = parse(&call.id)?;
    let line = one(context, &public)?.ok_or_else(Error::not_found)?;
    if line.mine.is_some() {
        return Err(Error::api(ErrorCode::Invalid, "error-support-own"));
    }
    let header = lane::get(connection, &public)?
        .ok_or_else(Error::not_found)?
        .header;
    let keys = identity::keys(connection)?;
    let own = lanes::support(&public, &header, keys.public());
    let (lane, signed) = own.sign(&keys)?;
    lane::insert(connection, &lane, &own, &signed)?;
    document::edit(connection, &lane, context.now, |transaction| {
        Ok(transaction.put(ROOT, SUPPORTED, call.supported)?)
    })?;
    if call.supported {
        follow(context, &Topic::Published(call.id.clone()), true)?;
    }
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

/// Whether this device's person said "me too", and whether the office has not counted it yet.
pub(super) fn own(connection: &Connection, public: &LaneId, counted: i64) -> Result<(bool, bool)> {
    for support in lane::of_case(connection, public, lanes::SUPPORT)? {
        let Some(lane) = lane::get(connection, &support)? else {
            continue;
        };
        let own = match &lane.header.writer {
            Writer::Person(person) => identity::persons(connection)?.contains(person),
            Writer::Department(_) => false,
        };
        if own && is_said(connection, &support)? {
            let is_counted = lane.received.is_some_and(|received| received <= counted);
            return Ok((true, !is_counted));
        }
    }
    Ok((false, false))
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
