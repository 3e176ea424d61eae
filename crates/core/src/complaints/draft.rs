//! Drafts: kept on this device as they are typed, finished or not, valid or not.

use super::{
    check,
    document::{channel_name, channel_of},
    photos::{self, Shelf},
    published, role,
    story::Story,
};
use crate::{Error, context::Context, error::Result, identity, media, outbox::case_lane};
use base64ct::{Base64, Encoding};
use durbar_api::{
    CaseId, DraftId, ErrorCode, Place, Problem, Timestamp,
    complaints::{
        AddPhoto, Answers, Channel, Correction, Draft, DraftSummary, RedactPhoto, RemovePhoto,
        SaveDraft, StartDraft,
    },
};
use durbar_sync::LaneId;
use rusqlite::{Connection, OptionalExtension, params};

pub(super) fn start(context: &mut Context<'_>, call: &StartDraft) -> Result<Draft> {
    if call.intake.is_some() {
        let me = identity::me(context.connection)?;
        if identity::active_departments(context.connection, &me, context.now)?.is_empty() {
            return Err(Error::api(ErrorCode::Forbidden, "error-forbidden"));
        }
    }
    let id = insert(context, &Answers::default(), call.intake, None)?;
    read(context, &id)
}

fn insert(
    context: &mut Context<'_>,
    answers: &Answers,
    intake: Option<Channel>,
    corrects: Option<&LaneId>,
) -> Result<DraftId> {
    let mut nonce = [0; 8];
    context.rng.fill_bytes(&mut nonce);
    let id = DraftId(base16ct::lower::encode_string(&nonce));
    context.connection.execute(
        "INSERT INTO drafts (draft, answers, step, saved_at, intake, corrects)
         VALUES (?1, ?2, '', ?3, ?4, ?5)",
        params![
            id.0,
            json(answers)?,
            context.now.0,
            intake.map(channel_name),
            corrects.map(|case| &case.0[..])
        ],
    )?;
    context.changed.drafts = true;
    Ok(id)
}

/// Opens the draft that changes a case; the same one while it is not submitted.
pub(super) fn start_correction(context: &mut Context<'_>, case: &CaseId) -> Result<Draft> {
    let case = case_lane(case)?;
    let story = role::person(context, &case)?;
    if story.closed {
        return Err(super::act::not_now());
    }
    let known: Option<String> = context
        .connection
        .query_row(
            "SELECT draft FROM drafts WHERE corrects = ?1",
            [&case.0[..]],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(known) = known {
        return read(context, &DraftId(known));
    }
    let id = insert(context, &story.filing.answers(), None, Some(&case))?;
    for photo in story.filing.photos() {
        photos::put(context.connection, Shelf::Draft, &id.0, &photo)?;
    }
    read(context, &id)
}

/// A draft without what a page needs beside it.
pub(super) struct Kept {
    pub answers: Answers,
    pub intake: Option<Channel>,
    pub corrects: Option<LaneId>,
    step: String,
    saved_at: Timestamp,
}

pub(super) fn kept(connection: &Connection, id: &DraftId) -> Result<Kept> {
    let row = connection
        .prepare_cached(
            "SELECT answers, step, saved_at, intake, corrects FROM drafts WHERE draft = ?1",
        )?
        .query_row([&id.0], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get::<_, Option<String>>(3)?,
                row.get::<_, Option<Vec<u8>>>(4)?,
            ))
        })
        .optional()?;
    let (answers, step, saved_at, intake, corrects) = row.ok_or_else(Error::not_found)?;
    Ok(Kept {
        answers: serde_json::from_slice(answers.as_bytes()).map_err(|_| Error::Stored("draft"))?,
        intake: intake.as_deref().map(channel_of),
        corrects: corrects
            .map(|case| super::table::lane_id(&case))
            .transpose()?,
        step,
        saved_at: Timestamp(saved_at),
    })
}

/// Where the reports are that this device's person is writing. One that cannot be read says so where
/// it is opened; what is asked of the hub goes on without it.
pub(super) fn places(connection: &Connection) -> Result<Vec<Place>> {
    let mut statement = connection
        .prepare_cached("SELECT answers FROM drafts WHERE intake IS NULL AND corrects IS NULL")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut places = Vec::new();
    for answers in rows {
        if let Ok(answers) = serde_json::from_slice::<Answers>(answers?.as_bytes()) {
            places.push(answers.place);
        }
    }
    Ok(places)
}

/// Takes out what cannot be read back.
pub(super) fn forget_unsound(connection: &Connection) -> Result<()> {
    let all = connection
        .prepare("SELECT draft FROM drafts")?
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for id in all.into_iter().map(DraftId) {
        if let Err(Error::Stored(_)) = kept(connection, &id) {
            connection.execute("DELETE FROM drafts WHERE draft = ?1", [&id.0])?;
        }
    }
    Ok(())
}

pub(super) fn read(context: &Context<'_>, id: &DraftId) -> Result<Draft> {
    let Kept {
        answers,
        intake,
        corrects,
        step,
        saved_at,
    } = kept(context.connection, id)?;
    let correction = match corrects {
        Some(case) => Some(correction(context, &case)?),
        None => None,
    };
    Ok(Draft {
        id: id.clone(),
        answers,
        photos: photos::list(context.connection, Shelf::Draft, &id.0)?,
        step,
        saved_at,
        intake,
        correction,
    })
}

fn correction(context: &Context<'_>, case: &LaneId) -> Result<Correction> {
    let story = Story::read(context, case)?.ok_or_else(Error::not_found)?;
    let asked = story
        .correction
        .and_then(|index| story.happenings.get(index))
        .map(|happening| &happening.event);
    Ok(Correction {
        case: CaseId(case.to_string()),
        reference: super::reference(case),
        asked: asked
            .and_then(|event| event.fields.clone())
            .unwrap_or_default(),
        reason: asked.map(|event| event.text.clone()).unwrap_or_default(),
    })
}

pub(super) fn list(connection: &Connection) -> Result<Vec<DraftSummary>> {
    let mut statement = connection.prepare(
        "SELECT draft, answers, saved_at, intake, corrects FROM drafts ORDER BY saved_at DESC",
    )?;
    let mut rows = statement.query([])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        let answers: String = row.get(1)?;
        let answers: Answers =
            serde_json::from_slice(answers.as_bytes()).map_err(|_| Error::Stored("draft"))?;
        let corrects: Option<Vec<u8>> = row.get(4)?;
        drafts.push(DraftSummary {
            id: DraftId(row.get(0)?),
            title: super::table::title_of(&answers.description),
            category: answers.category,
            saved_at: Timestamp(row.get(2)?),
            intake: row.get::<_, Option<String>>(3)?.as_deref().map(channel_of),
            corrects: corrects
                .map(|case| super::table::lane_id(&case))
                .transpose()?
                .map(|case| CaseId(case.to_string())),
        });
    }
    Ok(drafts)
}

pub(super) fn save(context: &mut Context<'_>, call: SaveDraft) -> Result<Draft> {
    let SaveDraft {
        draft,
        mut answers,
        step,
    } = call;
    // A position that is no number was not measured, and JSON could not keep it.
    answers.place.position = answers
        .place
        .position
        .filter(|position| position.latitude.is_finite() && position.longitude.is_finite());
    let kept = kept(context.connection, &draft)?;
    let is_new = kept.intake.is_none() && kept.corrects.is_none();
    let before = kept.answers.place;
    if let (Some(pack), Some(position)) = (&context.pack, &answers.place.position)
        // A ward that the person chose after the position was found stays.
        && before.position.as_ref() != Some(position)
        && let Some(ward) = pack.ward_at(position.latitude, position.longitude)
    {
        answers.place.ward = Some(ward.to_owned());
    }
    context.connection.execute(
        "UPDATE drafts SET answers = ?2, step = ?3, saved_at = ?4 WHERE draft = ?1",
        params![draft.0, json(&answers)?, step, context.now.0],
    )?;
    context.changed.drafts = true;
    let around = |place| published::wards_around(context.pack.as_deref(), place);
    if is_new && before != answers.place && around(&before) != around(&answers.place) {
        // What was told around there comes while the person goes on writing.
        context.send();
    }
    read(context, &draft)
}

pub(super) fn add_photo(context: &mut Context<'_>, call: &AddPhoto) -> Result<Draft> {
    kept(context.connection, &call.draft)?;
    let file = (call.name.as_str(), call.bytes.as_slice());
    photos::add(context, Shelf::Draft, &call.draft.0, file)?;
    touch(context, &call.draft)
}

pub(super) fn remove_photo(context: &mut Context<'_>, call: &RemovePhoto) -> Result<Draft> {
    photos::remove(context.connection, Shelf::Draft, &call.draft.0, &call.photo)?;
    touch(context, &call.draft)
}

pub(super) fn redact_photo(context: &mut Context<'_>, call: &RedactPhoto) -> Result<Draft> {
    photos::redact(
        context,
        Shelf::Draft,
        &call.draft.0,
        &call.photo,
        &call.regions,
    )?;
    touch(context, &call.draft)
}

fn touch(context: &mut Context<'_>, id: &DraftId) -> Result<Draft> {
    context.connection.execute(
        "UPDATE drafts SET saved_at = ?2 WHERE draft = ?1",
        params![id.0, context.now.0],
    )?;
    context.changed.drafts = true;
    read(context, id)
}

/// Deletes a draft: it was filed, or given up.
pub(super) fn discard(context: &mut Context<'_>, id: &DraftId) -> Result<()> {
    kept(context.connection, id)?;
    photos::clear(context.connection, Shelf::Draft, &id.0)?;
    context
        .connection
        .execute("DELETE FROM drafts WHERE draft = ?1", [&id.0])?;
    context.changed.drafts = true;
    Ok(())
}

pub(super) fn problems(context: &Context<'_>, id: &DraftId) -> Result<Vec<Problem>> {
    let answers = kept(context.connection, id)?.answers;
    let photos = photos::list(context.connection, Shelf::Draft, &id.0)?.len();
    Ok(check::problems(&answers, photos, context.pack.as_deref()))
}

/// All drafts for an export, their photos beside them.
pub(crate) fn as_json(
    connection: &Connection,
    blobs: &mut serde_json::Map<String, serde_json::Value>,
) -> Result<Vec<serde_json::Value>> {
    let mut drafts = Vec::new();
    for summary in list(connection)? {
        let photos = photos::list(connection, Shelf::Draft, &summary.id.0)?;
        for photo in &photos {
            let blob = media::parse(&photo.blob)?;
            if let Some(bytes) = media::read(connection, &blob)? {
                blobs.insert(blob.to_string(), Base64::encode_string(&bytes).into());
            }
        }
        drafts.push(serde_json::json!({
            "saved_at": summary.saved_at.0,
            "answers": kept(connection, &summary.id)?.answers,
            "photos": photos,
        }));
    }
    Ok(drafts)
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Encoding(error.to_string()))
}
