//! Messages that are being written, on this device only.

use super::{
    photos::{self, Shelf},
    role,
};
use crate::{context::Context, error::Result, outbox::case_lane};
use durbar_api::{
    CaseId,
    complaints::{AddReplyPhoto, RedactReplyPhoto, RemoveReplyPhoto, ReplyDraft, SaveReply},
};
use durbar_sync::LaneId;
use rusqlite::{Connection, OptionalExtension, params};

pub(super) fn read(connection: &Connection, case: &LaneId) -> Result<ReplyDraft> {
    let text = connection
        .prepare_cached("SELECT text FROM reply_drafts WHERE lane = ?1")?
        .query_row([&case.0[..]], |row| row.get(0))
        .optional()?
        .unwrap_or_default();
    Ok(ReplyDraft {
        text,
        photos: photos::list(connection, Shelf::Reply, &&case.0[..])?,
    })
}

pub(super) fn save(context: &Context<'_>, call: &SaveReply) -> Result<()> {
    let case = case_lane(&call.case)?;
    role::read(context, &case)?;
    context.connection.execute(
        "INSERT INTO reply_drafts (lane, text) VALUES (?1, ?2)
         ON CONFLICT (lane) DO UPDATE SET text = excluded.text",
        params![&case.0[..], call.text],
    )?;
    Ok(())
}

pub(super) fn add_photo(context: &mut Context<'_>, call: &AddReplyPhoto) -> Result<ReplyDraft> {
    let case = case_lane(&call.case)?;
    role::read(context, &case)?;
    photos::add(
        context,
        Shelf::Reply,
        &&case.0[..],
        (&call.name, &call.bytes),
    )?;
    changed(context, &case)
}

pub(super) fn remove_photo(
    context: &mut Context<'_>,
    call: &RemoveReplyPhoto,
) -> Result<ReplyDraft> {
    let case = case_lane(&call.case)?;
    photos::remove(context.connection, Shelf::Reply, &&case.0[..], &call.photo)?;
    changed(context, &case)
}

pub(super) fn redact_photo(
    context: &mut Context<'_>,
    call: &RedactReplyPhoto,
) -> Result<ReplyDraft> {
    let case = case_lane(&call.case)?;
    let owner = &&case.0[..];
    photos::redact(context, Shelf::Reply, owner, &call.photo, &call.regions)?;
    changed(context, &case)
}

fn changed(context: &mut Context<'_>, case: &LaneId) -> Result<ReplyDraft> {
    context.changed.case(CaseId(case.to_string()));
    read(context.connection, case)
}

/// What was written is filed.
pub(super) fn clear(connection: &Connection, case: &LaneId) -> Result<()> {
    connection.execute("DELETE FROM reply_drafts WHERE lane = ?1", [&case.0[..]])?;
    photos::clear(connection, Shelf::Reply, &&case.0[..])
}
