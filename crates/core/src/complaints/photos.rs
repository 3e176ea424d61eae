//! Photos of what is being written: taken in, hidden in part, removed.
//!
//! A draft keeps the picture as it was taken beside the one with boxes, so that boxes can be
//! moved; filing forgets it. It has no lane and so never leaves the device.

use crate::{
    Error,
    context::Context,
    error::Result,
    media::{
        self,
        photo::{self, Unopened},
    },
    outbox::case_lane,
};
use durbar_api::{
    ApiError, BlobId, ErrorCode,
    complaints::{Command, MAX_PHOTOS, MAX_REGIONS, Photo, Region},
};
use durbar_sync::wire::BlobKind;
use rusqlite::{Connection, params};

/// Where photos of something unfinished stand.
#[derive(Clone, Copy)]
pub(super) enum Shelf {
    Draft,
    Reply,
}

impl Shelf {
    fn table(self) -> &'static str {
        match self {
            Self::Draft => "draft_photos",
            Self::Reply => "reply_photos",
        }
    }

    fn owner(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Reply => "lane",
        }
    }
}

/// The photos in order.
pub(super) fn list(
    connection: &Connection,
    shelf: Shelf,
    owner: &dyn rusqlite::ToSql,
) -> Result<Vec<Photo>> {
    let sql = format!(
        "SELECT details FROM {} WHERE {} = ?1 ORDER BY place",
        shelf.table(),
        shelf.owner()
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([owner], |row| row.get::<_, String>(0))?;
    rows.map(|row| serde_json::from_slice(row?.as_bytes()).map_err(|_| Error::Stored("photo")))
        .collect()
}

/// Takes out what cannot be read back.
pub(super) fn forget_unsound(connection: &Connection) -> Result<()> {
    for shelf in [Shelf::Draft, Shelf::Reply] {
        let table = shelf.table();
        let all = connection
            .prepare(&format!("SELECT DISTINCT details FROM {table}"))?
            .query_map([], |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for details in all {
            if serde_json::from_slice::<Photo>(details.as_bytes()).is_err() {
                let sql = format!("DELETE FROM {table} WHERE details = ?1");
                connection.execute(&sql, [details])?;
            }
        }
    }
    Ok(())
}

/// What a host has to open before a command: see [`crate::App::unopened`].
pub(crate) fn unopened(connection: &Connection, command: &Command) -> Result<Vec<Unopened>> {
    let one = |shelf, owner: &dyn rusqlite::ToSql, id| {
        let (_, kept) = source(connection, shelf, owner, id)?;
        Ok(Vec::from_iter(media::unopened(connection, kept)?))
    };
    match command {
        Command::AddPhoto(call) => Ok(media::unopened_file(&call.bytes)),
        Command::AddReplyPhoto(call) => Ok(media::unopened_file(&call.bytes)),
        Command::RedactPhoto(call) => one(Shelf::Draft, &call.draft.0, &call.photo),
        Command::RedactReplyPhoto(call) => {
            let case = case_lane(&call.case)?;
            one(Shelf::Reply, &&case.0[..], &call.photo)
        }
        Command::Publish(call) => {
            let drawn = call.publication.photos.iter();
            let drawn = drawn.filter(|photo| !photo.regions.is_empty());
            let opened =
                drawn.map(|photo| media::unopened(connection, media::parse(&photo.photo)?));
            Ok(opened
                .collect::<Result<Vec<_>>>()?
                .into_iter()
                .flatten()
                .collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// A photo, and the picture as it was taken.
fn source(
    connection: &Connection,
    shelf: Shelf,
    owner: &dyn rusqlite::ToSql,
    id: &BlobId,
) -> Result<(Photo, durbar_sync::BlobId)> {
    let photo = find(connection, shelf, owner, id)?;
    let kept = media::parse(photo.original.as_ref().unwrap_or(&photo.blob))?;
    Ok((photo, kept))
}

/// Takes a file in.
pub(super) fn add(
    context: &mut Context<'_>,
    shelf: Shelf,
    owner: &dyn rusqlite::ToSql,
    (name, bytes): (&str, &[u8]),
) -> Result<()> {
    let connection = context.connection;
    let count = list(connection, shelf, owner)?.len();
    if count >= MAX_PHOTOS {
        return Err(ApiError::new(ErrorCode::Photo, "error-photos-too-many")
            .with("name", name)
            .with("count", count + 1)
            .with("limit", MAX_PHOTOS)
            .into());
    }
    let taken = photo::take(name, bytes, context.picture(None))?;
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
        regions: Vec::new(),
        redacted: false,
        original: Some(BlobId(blob.to_string())),
    };
    put(connection, shelf, owner, &photo)
}

/// Puts a photo last. The same picture twice is one photo.
pub(super) fn put(
    connection: &Connection,
    shelf: Shelf,
    owner: &dyn rusqlite::ToSql,
    photo: &Photo,
) -> Result<()> {
    let sql = format!(
        "INSERT INTO {0} ({1}, place, photo, thumbnail, original, details)
         SELECT ?1, coalesce(max(place), 0) + 1, ?2, ?3, ?4, ?5 FROM {0} WHERE {1} = ?1
         ON CONFLICT ({1}, photo) DO NOTHING",
        shelf.table(),
        shelf.owner()
    );
    let original = photo.original.as_ref().unwrap_or(&photo.blob);
    connection.execute(
        &sql,
        params![
            owner,
            &media::parse(&photo.blob)?.0[..],
            &media::parse(&photo.thumbnail)?.0[..],
            &media::parse(original)?.0[..],
            json(photo)?
        ],
    )?;
    Ok(())
}

/// Burns boxes in, always from the picture as it was taken.
pub(super) fn redact(
    context: &mut Context<'_>,
    shelf: Shelf,
    owner: &dyn rusqlite::ToSql,
    id: &BlobId,
    regions: &[Region],
) -> Result<()> {
    let connection = context.connection;
    let (before, kept) = source(connection, shelf, owner, id)?;
    let picture = media::read(connection, &kept)?.ok_or_else(Error::not_found)?;
    let valid = |region: &Region| {
        let Region {
            x,
            y,
            width,
            height,
        } = *region;
        [x, y, width, height].iter().all(|part| part.is_finite())
            && (0.0..=1.0).contains(&x)
            && (0.0..=1.0).contains(&y)
            && width > 0.0
            && height > 0.0
    };
    if regions.len() > MAX_REGIONS || !regions.iter().all(valid) {
        return Err(Error::api(ErrorCode::Invalid, "error-regions"));
    }
    let burnt = photo::burn(&picture, regions, context.picture(Some(&kept)))?;
    let blob = media::put(connection, BlobKind::Photo, &burnt.photo)?;
    let thumbnail = media::put(connection, BlobKind::Thumbnail, &burnt.thumbnail)?;
    let after = Photo {
        blob: BlobId(blob.to_string()),
        thumbnail: BlobId(thumbnail.to_string()),
        bytes: burnt.photo.len() as u64,
        regions: regions.to_vec(),
        redacted: !regions.is_empty(),
        original: Some(BlobId(kept.to_string())),
        ..before.clone()
    };
    let sql = format!(
        "UPDATE OR REPLACE {} SET photo = ?3, thumbnail = ?4, details = ?5
         WHERE {} = ?1 AND photo = ?2",
        shelf.table(),
        shelf.owner()
    );
    connection.execute(
        &sql,
        params![
            owner,
            &media::parse(id)?.0[..],
            &blob.0[..],
            &thumbnail.0[..],
            json(&after)?
        ],
    )?;
    forget(connection, &before)
}

fn find(
    connection: &Connection,
    shelf: Shelf,
    owner: &dyn rusqlite::ToSql,
    id: &BlobId,
) -> Result<Photo> {
    list(connection, shelf, owner)?
        .into_iter()
        .find(|photo| photo.blob == *id)
        .ok_or_else(Error::not_found)
}

/// Takes a photo out.
pub(super) fn remove(
    connection: &Connection,
    shelf: Shelf,
    owner: &dyn rusqlite::ToSql,
    id: &BlobId,
) -> Result<()> {
    let photo = find(connection, shelf, owner, id)?;
    let sql = format!(
        "DELETE FROM {} WHERE {} = ?1 AND photo = ?2",
        shelf.table(),
        shelf.owner()
    );
    connection.execute(&sql, params![owner, &media::parse(id)?.0[..]])?;
    forget(connection, &photo)
}

/// Takes all photos out: they were filed, or their draft was given up.
pub(super) fn clear(
    connection: &Connection,
    shelf: Shelf,
    owner: &dyn rusqlite::ToSql,
) -> Result<()> {
    let photos = list(connection, shelf, owner)?;
    let sql = format!("DELETE FROM {} WHERE {} = ?1", shelf.table(), shelf.owner());
    connection.execute(&sql, [owner])?;
    for photo in &photos {
        forget(connection, photo)?;
    }
    Ok(())
}

/// Removes a photo's bytes unless something else has the same picture.
fn forget(connection: &Connection, photo: &Photo) -> Result<()> {
    let blobs = [
        Some(&photo.blob),
        Some(&photo.thumbnail),
        photo.original.as_ref(),
    ];
    for blob in blobs.into_iter().flatten() {
        let blob = media::parse(blob)?;
        let used: bool = connection
            .prepare_cached(&format!("SELECT ?1 IN ({})", super::UNFILED_BLOBS))?
            .query_row([&blob.0[..]], |row| row.get(0))?;
        if !used {
            media::remove_unused(connection, &blob)?;
        }
    }
    Ok(())
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Encoding(error.to_string()))
}
