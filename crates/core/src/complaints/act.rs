//! What the person of a case does with it, and what both sides do alike.

use super::{
    document::{self as content, Event, PhotoDocument},
    lanes, office, publication, reply,
    role::{self, Role},
    story::Story,
    table,
};
use crate::{Error, context::Context, document, error::Result, media, outbox::case_lane};
use durbar_api::{
    CaseId, ErrorCode, Problem,
    complaints::{ConfirmFixed, MAX_TEXT, Photo, Rate, Reopen, SendReply, Withdraw},
    packs::StateRole,
};
use durbar_sync::{
    LaneId,
    wire::{BlobKind, BlobOffer},
};

/// Writes a message, with the photos of its draft, in the lane of this device's side.
pub(super) fn send_reply(context: &mut Context<'_>, call: &SendReply) -> Result<()> {
    let case = case_lane(&call.case)?;
    let (story, role) = role::read(context, &case)?;
    let photos = reply::read(context.connection, &case)?.photos;
    let text = call.text.trim();
    if text.is_empty() && photos.is_empty() {
        return Err(problem("error-message-empty", &[]));
    }
    check_length(text)?;
    let mut event = event(context, "message", text);
    if !photos.is_empty() {
        event.photos = Some(
            photos
                .iter()
                .map(PhotoDocument::new)
                .collect::<Result<_>>()?,
        );
    }
    match role {
        Role::Person => {
            let lane = role::person_lane(context, &story)?;
            link_photos(context, &lane, &photos)?;
            write(context, &lane, &event)?;
        }
        Role::Office(department) => {
            let header = lanes::casework(&case, &story.header, &department);
            let lane = role::department_lane(context, &header)?;
            link_photos(context, &lane, &photos)?;
            write(context, &lane, &event)?;
            event.photos = None;
            if !event.text.is_empty() {
                office::tell_duplicates(context, &case, &event)?;
            }
        }
        Role::Observer(_) => return Err(Error::api(ErrorCode::Forbidden, "error-forbidden")),
    }
    reply::clear(context.connection, &case)?;
    finish(context, &case)?;
    // An answer keeps the promise, for everybody to see.
    publication::follow_up(context, &case)
}

/// Names the photos of a lane, to be sent with it.
pub(super) fn link_photos(context: &Context<'_>, lane: &LaneId, photos: &[Photo]) -> Result<()> {
    for photo in photos {
        for (blob, kind) in [
            (&photo.thumbnail, BlobKind::Thumbnail),
            (&photo.blob, BlobKind::Photo),
        ] {
            let blob = media::parse(blob)?;
            let length = media::length(context.connection, &blob)?.ok_or(Error::Stored("photo"))?;
            let offer = BlobOffer { blob, length, kind };
            media::link(context.connection, lane, &offer, true, false)?;
        }
    }
    Ok(())
}

pub(super) fn withdraw(context: &mut Context<'_>, call: &Withdraw) -> Result<()> {
    let case = case_lane(&call.case)?;
    let story = role::person(context, &case)?;
    let pack = context.pack.as_deref();
    let known = pack.is_some_and(|pack| pack.state_with(StateRole::Withdrawn).is_some());
    if story.closed || !known {
        return Err(not_now());
    }
    by_person(context, &story, "withdraw", &call.reason, None)
}

pub(super) fn rate(context: &mut Context<'_>, call: &Rate) -> Result<()> {
    let case = case_lane(&call.case)?;
    let story = role::person(context, &case)?;
    if !story.closed || !(1..=5).contains(&call.score) {
        return Err(not_now());
    }
    by_person(context, &story, "rate", &call.comment, Some(call.score))
}

pub(super) fn confirm(context: &mut Context<'_>, call: &ConfirmFixed) -> Result<()> {
    let case = case_lane(&call.case)?;
    let story = role::person(context, &case)?;
    if story.role != Some(StateRole::Fixed) {
        return Err(not_now());
    }
    by_person(context, &story, "confirm", "", None)
}

pub(super) fn reopen(context: &mut Context<'_>, call: &Reopen) -> Result<()> {
    let case = case_lane(&call.case)?;
    let story = role::person(context, &case)?;
    if call.reason.trim().is_empty() {
        return Err(problem("error-reason-missing", &[]));
    }
    if !story.can_reopen(context.pack.as_deref(), table::today(context)) {
        return Err(not_now());
    }
    by_person(context, &story, "reopen", &call.reason, None)
}

fn by_person(
    context: &mut Context<'_>,
    story: &Story,
    kind: &str,
    text: &str,
    score: Option<u8>,
) -> Result<()> {
    check_length(text)?;
    let lane = role::person_lane(context, story)?;
    let event = Event {
        score: score.map(i64::from),
        ..event(context, kind, text)
    };
    write(context, &lane, &event)?;
    finish(context, &story.case)
}

/// Notes that the case was looked at; the office's first look is told to the citizen.
pub(super) fn mark_opened(context: &mut Context<'_>, case: &CaseId) -> Result<()> {
    let case = case_lane(case)?;
    let (story, role) = role::read(context, &case)?;
    if let (Role::Office(department), false) = (&role, story.opened) {
        let header = lanes::casework(&case, &story.header, department);
        let lane = role::department_lane(context, &header)?;
        let event = event(context, "opened", "");
        write(context, &lane, &event)?;
        finish(context, &case)?;
    }
    let seen = context.connection.execute(
        "INSERT INTO complaints_seen (lane, until)
         SELECT lane, news_at FROM complaints WHERE lane = ?1
         ON CONFLICT (lane) DO UPDATE SET until = excluded.until WHERE until < excluded.until",
        [&case.0[..]],
    )?;
    if seen > 0 {
        context.changed.case(CaseId(case.to_string()));
    }
    match role {
        // What the person did meanwhile is public, too, where the case is.
        Role::Office(_) => publication::follow_up(context, &case),
        Role::Person | Role::Observer(_) => Ok(()),
    }
}

/// An event of now.
pub(super) fn event(context: &Context<'_>, kind: &str, text: &str) -> Event {
    Event {
        kind: kind.to_owned(),
        text: text.trim().to_owned(),
        at: context.now.0,
        ..Event::default()
    }
}

/// Adds an event to a lane.
pub(super) fn write(context: &mut Context<'_>, lane: &LaneId, event: &Event) -> Result<()> {
    let nonce = context.rng.next_u64();
    document::edit(context.connection, lane, context.now, |transaction| {
        if !event.status.is_empty() {
            content::set_status(transaction, &event.status)?;
        }
        content::add_event(transaction, nonce, event)
    })
}

/// Brings the case's row up to what was written and has it sent.
pub(super) fn finish(context: &mut Context<'_>, case: &LaneId) -> Result<()> {
    table::project(context, case)?;
    context.changed.case(CaseId(case.to_string()));
    context.send();
    Ok(())
}

pub(super) fn check_length(text: &str) -> Result<()> {
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

/// The case is not in a state in which that can be done: another device was faster.
pub(super) fn not_now() -> Error {
    Error::api(ErrorCode::Invalid, "error-not-now")
}

pub(super) fn problem(message_key: &str, args: &[(&str, String)]) -> Error {
    Error::invalid(vec![Problem {
        field: "reply".to_owned(),
        message_key: message_key.to_owned(),
        args: args
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    }])
}
