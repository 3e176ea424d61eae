//! What people do with a case: file it, write, move it on.

use super::{
    document::{self as content, CASEWORK, Event, FILING, Filing},
    draft, reference, table,
};
use crate::{
    Error, app,
    context::Context,
    document::{self, lane},
    error::Result,
    identity, media,
    outbox::case_lane,
};
use durbar_api::{
    CaseId, DraftId, ErrorCode, Problem,
    complaints::{ChangeStatus, MAX_TEXT, SendReply, Submitted},
};
use durbar_sync::{
    LaneId,
    header::{Header, Reader, Writer},
    wire::{BlobKind, BlobOffer},
};
use rusqlite::{OptionalExtension, params};

/// Files a draft.
pub(super) fn submit(context: &mut Context<'_>, id: &DraftId) -> Result<Submitted> {
    let connection = context.connection;
    let pack = context
        .pack
        .clone()
        .ok_or(Error::api(ErrorCode::NoPack, "error-no-pack"))?;
    let problems = draft::problems(context, id)?;
    if !problems.is_empty() {
        return Err(Error::invalid(problems));
    }
    let draft = draft::read(connection, id)?;
    let category = draft.answers.category.clone().unwrap_or_default();
    let keys = identity::keys(connection)?;
    let mut nonce = [0; 16];
    context.rng.fill_bytes(&mut nonce);
    let header = Header {
        kind: FILING.to_owned(),
        writer: Writer::Person(keys.public()),
        readers: vec![Reader::Department(pack.department(&category).to_owned())],
        pack: pack.pack.id.clone(),
        case: None,
        created: context.now.0,
        nonce,
    };
    let (case, signed) = header.sign(&keys)?;
    lane::insert(connection, &case, &header, &signed)?;
    let language = app::language(connection)?.unwrap_or_default();
    let filing = Filing::new(
        &draft.answers,
        &category,
        &draft.photos,
        context.now,
        &language,
        &pack.pack.version,
    )?;
    document::edit(connection, &case, context.now, |transaction| {
        content::write_filing(transaction, &filing)
    })?;
    for photo in &draft.photos {
        for (blob, kind) in [
            (&photo.thumbnail, BlobKind::Thumbnail),
            (&photo.blob, BlobKind::Photo),
        ] {
            let blob = media::parse(blob)?;
            let length = media::length(connection, &blob)?.ok_or(Error::Stored("photo"))?;
            media::link(
                connection,
                &case,
                &BlobOffer { blob, length, kind },
                true,
                false,
            )?;
        }
    }
    connection.execute("DELETE FROM drafts WHERE draft = ?1", [&id.0])?;
    context.changed.drafts = true;
    finish(context, &case)?;
    Ok(Submitted {
        case: CaseId(case.to_string()),
        reference: reference(&case),
    })
}

/// Writes a message in the lane of this device's side.
pub(super) fn send_reply(context: &mut Context<'_>, call: &SendReply) -> Result<()> {
    let text = call.text.trim();
    if text.is_empty() {
        return Err(problem("error-message-empty", &[]));
    }
    check_length(text)?;
    let case = case_lane(&call.case)?;
    let side = side(context, &case)?;
    let event = Event {
        kind: "message".to_owned(),
        text: text.to_owned(),
        status: String::new(),
        at: context.now.0,
    };
    let nonce = context.rng.next_u64();
    document::edit(context.connection, &side.lane, context.now, |transaction| {
        content::add_event(transaction, nonce, &event)
    })?;
    context
        .connection
        .execute("DELETE FROM reply_drafts WHERE lane = ?1", [&case.0[..]])?;
    finish(context, &case)
}

/// Moves a case along the pack's transitions.
pub(super) fn change_status(context: &mut Context<'_>, call: &ChangeStatus) -> Result<()> {
    let case = case_lane(&call.case)?;
    let pack = context
        .pack
        .clone()
        .ok_or(Error::api(ErrorCode::NoPack, "error-no-pack"))?;
    let side = side(context, &case)?;
    if !side.officer {
        return Err(Error::api(ErrorCode::Forbidden, "error-forbidden"));
    }
    let statuses = content::statuses(&document::load(context.connection, &side.lane)?)?;
    let first = pack
        .pack
        .complaints
        .states
        .first()
        .map_or("", |state| state.id.as_str());
    let current = statuses.first().map_or(first, String::as_str);
    let transition = pack.pack.complaints.transitions.iter().find(|transition| {
        transition.to == call.status && transition.from.iter().any(|from| from == current)
    });
    let picks = statuses.len() > 1 && statuses.contains(&call.status);
    match transition {
        Some(transition) if transition.reason && call.note.trim().is_empty() => {
            return Err(problem("error-reason-missing", &[]));
        }
        None if !picks => {
            return Err(Error::api(ErrorCode::Invalid, "error-status-not-allowed"));
        }
        _ => {}
    }
    check_length(&call.note)?;
    let event = Event {
        kind: "status".to_owned(),
        text: call.note.trim().to_owned(),
        status: call.status.clone(),
        at: context.now.0,
    };
    let nonce = context.rng.next_u64();
    document::edit(context.connection, &side.lane, context.now, |transaction| {
        content::set_status(transaction, &event.status)?;
        content::add_event(transaction, nonce, &event)
    })?;
    finish(context, &case)
}

/// Notes that the case was looked at; the office's first look is told to the citizen.
pub(super) fn mark_opened(context: &mut Context<'_>, case: &CaseId) -> Result<()> {
    let case = case_lane(case)?;
    let side = side(context, &case)?;
    let opened: Option<bool> = context
        .connection
        .query_row(
            "SELECT opened FROM complaints WHERE lane = ?1",
            [&case.0[..]],
            |row| row.get(0),
        )
        .optional()?;
    if side.officer && opened == Some(false) {
        let event = Event {
            kind: "opened".to_owned(),
            text: String::new(),
            status: String::new(),
            at: context.now.0,
        };
        let nonce = context.rng.next_u64();
        document::edit(context.connection, &side.lane, context.now, |transaction| {
            content::add_event(transaction, nonce, &event)
        })?;
        finish(context, &case)?;
    }
    let seen = context.connection.execute(
        "INSERT INTO complaints_seen (lane, until)
         SELECT lane, max(last_activity, ?2) FROM complaints WHERE lane = ?1
         ON CONFLICT (lane) DO UPDATE SET until = excluded.until WHERE until < excluded.until",
        params![&case.0[..], context.now.0],
    )?;
    if seen > 0 {
        context.changed.case(CaseId(case.to_string()));
    }
    Ok(())
}

/// The lane in which this device may write in a case.
pub(super) struct Side {
    pub lane: LaneId,
    pub officer: bool,
}

/// Finds the side of this device; makes the department's lane at the first use.
///
/// # Errors
/// Not found for unknown cases and for those of others alike.
pub(super) fn side(context: &Context<'_>, case: &LaneId) -> Result<Side> {
    let connection = context.connection;
    let filing = lane::get(connection, case)?.ok_or_else(Error::not_found)?;
    let me = identity::keys(connection)?.public();
    if filing.header.kind != FILING {
        return Err(Error::not_found());
    }
    if filing.header.writer == Writer::Person(me) {
        return Ok(Side {
            lane: *case,
            officer: false,
        });
    }
    let department = content::department(&filing.header)?;
    if !identity::my_grant(connection, &me, department, context.now)? {
        return Err(Error::not_found());
    }
    let header = content::casework_header(case, &filing.header, department);
    let (lane, signed) = header.sign(&identity::keys(connection)?)?;
    debug_assert_eq!(header.kind, CASEWORK);
    lane::insert(connection, &lane, &header, &signed)?;
    Ok(Side {
        lane,
        officer: true,
    })
}

fn finish(context: &mut Context<'_>, case: &LaneId) -> Result<()> {
    table::project(context, case)?;
    context.changed.case(CaseId(case.to_string()));
    context.send();
    Ok(())
}

fn check_length(text: &str) -> Result<()> {
    let count = text.chars().count();
    if count > MAX_TEXT {
        let args = [
            ("count", count.to_string()),
            ("limit", MAX_TEXT.to_string()),
        ];
        return Err(problem("error-text-too-long", &args));
    }
    Ok(())
}

fn problem(message_key: &str, args: &[(&str, String)]) -> Error {
    Error::invalid(vec![Problem {
        field: "reply".to_owned(),
        message_key: message_key.to_owned(),
        args: args
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    }])
}
