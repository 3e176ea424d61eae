//! The pack as it arrives: a manifest, then its parts, then use.

use super::{Loaded, Pack, Wards};
use crate::{Error, db::settings, error::Result, media};
use durbar_sync::{
    codec::expand,
    engine,
    wire::{Manifest, SignedManifest},
};
use rusqlite::Connection;
use serde::de::DeserializeOwned;

/// The manifest in use.
pub(crate) const ACTIVE: &str = "pack-manifest";
/// A newer manifest whose parts are still coming.
const COMING: &str = "pack-manifest-coming";
/// Most bytes that a part may expand to.
const PART_CAP: usize = 8 * 1024 * 1024;

/// Takes in a verified manifest; returns what has to be fetched for it.
pub(crate) fn announce(
    connection: &Connection,
    signed: &SignedManifest,
    manifest: &Manifest,
) -> Result<Vec<engine::Input>> {
    settings::set(connection, COMING, &postcard::to_stdvec(signed)?)?;
    let mut wanted = Vec::new();
    for (_, offer) in &manifest.parts {
        media::expect(connection, offer)?;
        wanted.extend(media::want(connection, &offer.blob)?);
    }
    Ok(wanted)
}

/// Puts a newer pack to use once all its parts are here and can be read. Returns whether it did.
pub(crate) fn activate(connection: &Connection) -> Result<bool> {
    let Some(bytes) = settings::get(connection, COMING)? else {
        return Ok(false);
    };
    match read(connection, &bytes) {
        Ok(Some(_)) => {}
        // Not whole yet, or for a newer version of the app: the one in use stays.
        Ok(None) | Err(Error::Stored(_)) => return Ok(false),
        Err(error) => return Err(error),
    }
    settings::set(connection, ACTIVE, &bytes)?;
    settings::remove(connection, COMING)?;
    Ok(true)
}

/// The pack in use.
pub(crate) fn load(connection: &Connection) -> Result<Option<Loaded>> {
    match settings::get(connection, ACTIVE)? {
        Some(bytes) => read(connection, &bytes),
        None => Ok(None),
    }
}

fn read(connection: &Connection, signed: &[u8]) -> Result<Option<Loaded>> {
    let signed: SignedManifest =
        postcard::from_bytes(signed).map_err(|_| Error::Stored("manifest"))?;
    let manifest: Manifest =
        postcard::from_bytes(&signed.bytes.0).map_err(|_| Error::Stored("manifest"))?;
    let Some(pack) = part::<Pack>(connection, &manifest, "base")? else {
        return Ok(None);
    };
    let wards = part::<Wards>(connection, &manifest, "wards")?;
    if wards.is_none() && manifest.parts.iter().any(|(name, _)| name == "wards") {
        return Ok(None);
    }
    Ok(Some(Loaded {
        pack,
        wards: wards.unwrap_or_default(),
    }))
}

fn part<T: DeserializeOwned>(
    connection: &Connection,
    manifest: &Manifest,
    name: &str,
) -> Result<Option<T>> {
    let Some((_, offer)) = manifest.parts.iter().find(|(part, _)| part == name) else {
        return Ok(None);
    };
    let Some(bytes) = media::read(connection, &offer.blob)? else {
        return Ok(None);
    };
    let json = expand(&bytes, PART_CAP).map_err(|_| Error::Stored("pack part"))?;
    serde_json::from_slice(&json)
        .map(Some)
        .map_err(|_| Error::Stored("pack part"))
}
