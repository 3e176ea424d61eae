//! Drafts: kept on this device as they are typed, finished or not, valid or not.

use super::check;
use crate::{
    Error,
    context::Context,
    error::Result,
    media::{self, photo},
};
use durbar_api::{
    ApiError, BlobId, DraftId, ErrorCode, Problem, Timestamp,
    complaints::{
        AddPhoto, Answers, Draft, DraftSummary, MAX_PHOTOS, Photo, RemovePhoto, SaveDraft,
    },
};
use durbar_sync::wire::BlobKind;
use rusqlite::{Connection, OptionalExtension, params};

pub(super) fn start(context: &mut Context<'_>) -> Result<Draft> {
    let mut nonce = [0; 8];
    context.rng.fill_bytes(&mut nonce);
    let id = DraftId(data_encoding::HEXLOWER.encode(&nonce));
    context.connection.execute(
        "INSERT INTO drafts (draft, answers, step, saved_at) VALUES (?1, ?2, '', ?3)",
        params![id.0, json(&Answers::default())?, context.now.0],
    )?;
    context.changed.drafts = true;
    read(context.connection, &id)
}

pub(super) fn read(connection: &Connection, id: &DraftId) -> Result<Draft> {
    let row = connection
        .prepare_cached("SELECT answers, step, saved_at FROM drafts WHERE draft = ?1")?
        .query_row([&id.0], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let (answers, step, saved_at) = row.ok_or_else(Error::not_found)?;
    Ok(Draft {
        id: id.clone(),
        answers: serde_json::from_str(&answers).map_err(|_| Error::Stored("draft"))?,
        photos: photos(connection, id)?,
        step,
        saved_at: Timestamp(saved_at),
    })
}

fn photos(connection: &Connection, id: &DraftId) -> Result<Vec<Photo>> {
    let mut statement = connection
        .prepare_cached("SELECT details FROM draft_photos WHERE draft = ?1 ORDER BY place")?;
    let rows = statement.query_map([&id.0], |row| row.get::<_, String>(0))?;
    rows.map(|row| serde_json::from_str(&row?).map_err(|_| Error::Stored("photo")))
        .collect()
}

pub(super) fn list(connection: &Connection) -> Result<Vec<DraftSummary>> {
    let mut statement =
        connection.prepare("SELECT draft, answers, saved_at FROM drafts ORDER BY saved_at DESC")?;
    let mut rows = statement.query([])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        let answers: String = row.get(1)?;
        let answers: Answers =
            serde_json::from_str(&answers).map_err(|_| Error::Stored("draft"))?;
        drafts.push(DraftSummary {
            id: DraftId(row.get(0)?),
            title: super::table::title_of(&answers.description),
            category: answers.category,
            saved_at: Timestamp(row.get(2)?),
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
    let before = read(context.connection, &draft)?.answers.place;
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
    read(context.connection, &draft)
}

pub(super) fn add_photo(context: &mut Context<'_>, call: &AddPhoto) -> Result<Draft> {
    let connection = context.connection;
    let draft = read(connection, &call.draft)?;
    if draft.photos.len() >= MAX_PHOTOS {
        return Err(ApiError::new(ErrorCode::Photo, "error-photos-too-many")
            .with("name", &call.name)
            .with("count", draft.photos.len() + 1)
            .with("limit", MAX_PHOTOS)
            .into());
    }
    let taken = photo::take(&call.name, &call.bytes)?;
    let blob = media::put(connection, BlobKind::Photo, &taken.photo)?;
    let thumbnail = media::put(connection, BlobKind::Thumbnail, &taken.thumbnail)?;
    let photo = Photo {
        blob: BlobId(blob.to_string()),
        thumbnail: BlobId(thumbnail.to_string()),
        width: taken.width,
        height: taken.height,
        bytes: taken.photo.len() as u64,
        taken_at: taken.taken_at,
        position: taken.position,
    };
    // The same picture twice is one photo.
    connection.execute(
        "INSERT INTO draft_photos (draft, place, photo, thumbnail, details)
         SELECT ?1, coalesce(max(place), 0) + 1, ?2, ?3, ?4 FROM draft_photos WHERE draft = ?1
         ON CONFLICT (draft, photo) DO NOTHING",
        params![call.draft.0, &blob.0[..], &thumbnail.0[..], json(&photo)?],
    )?;
    touch(context, &call.draft)
}

pub(super) fn remove_photo(context: &mut Context<'_>, call: &RemovePhoto) -> Result<Draft> {
    let draft = read(context.connection, &call.draft)?;
    let photo = draft.photos.iter().find(|photo| photo.blob == call.photo);
    let photo = photo.ok_or_else(Error::not_found)?;
    let blob = media::parse(&photo.blob)?;
    context.connection.execute(
        "DELETE FROM draft_photos WHERE draft = ?1 AND photo = ?2",
        params![call.draft.0, &blob.0[..]],
    )?;
    forget(context.connection, photo)?;
    touch(context, &call.draft)
}

/// Removes a photo's bytes unless another draft or a case has the same picture.
fn forget(connection: &Connection, photo: &Photo) -> Result<()> {
    for blob in [&photo.blob, &photo.thumbnail] {
        let blob = media::parse(blob)?;
        let used: bool = connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM draft_photos WHERE photo = ?1 OR thumbnail = ?1)",
            [&blob.0[..]],
            |row| row.get(0),
        )?;
        if !used {
            media::remove_unused(connection, &blob)?;
        }
    }
    Ok(())
}

fn touch(context: &mut Context<'_>, id: &DraftId) -> Result<Draft> {
    context.connection.execute(
        "UPDATE drafts SET saved_at = ?2 WHERE draft = ?1",
        params![id.0, context.now.0],
    )?;
    context.changed.drafts = true;
    read(context.connection, id)
}

pub(super) fn discard(context: &mut Context<'_>, id: &DraftId) -> Result<()> {
    let draft = read(context.connection, id)?;
    context
        .connection
        .execute("DELETE FROM drafts WHERE draft = ?1", [&id.0])?;
    for photo in &draft.photos {
        forget(context.connection, photo)?;
    }
    context.changed.drafts = true;
    Ok(())
}

pub(super) fn problems(context: &Context<'_>, id: &DraftId) -> Result<Vec<Problem>> {
    let draft = read(context.connection, id)?;
    Ok(check::problems(
        &draft.answers,
        draft.photos.len(),
        context.pack.as_deref(),
    ))
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Encoding(error.to_string()))
}
