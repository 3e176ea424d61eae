//! Blobs: each whole one is there with its hash, and no file is there that nobody knows.

use super::{Bytes, Kind, Report};
use crate::{
    error::Error,
    folder::Folder,
    store::{blobs, feeds, packs, sql::Connection},
};
use durbar_sync::BlobId;

pub(super) fn look(
    connection: &Connection,
    folder: &Folder,
    bytes: Bytes,
    report: &mut Report,
) -> Result<(), Error> {
    let files = folder.blobs_as_they_are()?;
    for (blob, length) in blobs::whole(connection)? {
        report.blobs += 1;
        let wrong = match bytes {
            Bytes::Read => files.look(&blob, length)?,
            Bytes::Known => files.glance(&blob, length)?,
        };
        if let Some(wrong) = wrong {
            report.find(Kind::Blob, format!("{blob}: {wrong}"));
        }
    }
    parts(connection, folder, report)?;
    for (name, file) in files.all()? {
        let known = match name {
            Some(blob) => blobs::find(connection, &blob)?.is_some(),
            None => false,
        };
        if !known {
            report.find(Kind::Orphan, file);
        }
    }
    let dangling: Vec<BlobId> = connection.rows(
        "SELECT DISTINCT blob FROM lane_blobs
         WHERE NOT EXISTS (SELECT 1 FROM blobs WHERE blobs.blob = lane_blobs.blob)",
        &[],
        |row| row.get(0),
    )?;
    for blob in dangling {
        report.find(
            Kind::Blob,
            format!("{blob}: it was offered and is not noted"),
        );
    }
    Ok(())
}

/// The newest pack's parts are whole.
fn parts(connection: &Connection, folder: &Folder, report: &mut Report) -> Result<(), Error> {
    if feeds::last(connection, feeds::PACK)? == 0 {
        report.find(Kind::Record, "no pack is published");
    }
    // A manifest or a key that cannot be read was told already.
    let (Ok(Some(signed)), Ok(keys)) = (packs::latest(connection), folder.admin_keys()) else {
        return Ok(());
    };
    let manifest = signed.verify(&keys.public());
    for (name, part) in manifest.into_iter().flat_map(|manifest| manifest.parts) {
        if !blobs::find(connection, &part.blob)?.is_some_and(|row| row.complete) {
            let what = format!("{}: a part of the pack, {name}, is not noted", part.blob);
            report.find(Kind::Blob, what);
        }
    }
    Ok(())
}
