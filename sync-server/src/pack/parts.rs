//! A pack as phones fetch it: parts that are found by their content, so that only what changed
//! travels.

use super::LoadedPack;
use durbar_sync::codec::{CodecError, shrink};

/// Why a pack could not be turned into parts.
#[derive(Debug, thiserror::Error)]
pub enum PartsError {
    /// A number that JSON does not have, which no checked pack contains.
    #[error("a part cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The compression failed, which does not happen on a sound machine.
    #[error("a part cannot be compressed: {0}")]
    Compress(#[from] CodecError),
}

/// The parts by name, each compressed JSON: `base` is [`durbar_core::pack::Pack`], `wards`
/// is [`durbar_core::pack::Wards`].
///
/// The same pack gives the same bytes, so that an unchanged part keeps its hash.
///
/// # Errors
/// Only what does not happen to a pack from [`super::load`] on a sound machine.
pub fn parts(loaded: &LoadedPack) -> Result<Vec<(String, Vec<u8>)>, PartsError> {
    let base = serde_json::to_vec(&loaded.pack)?;
    let wards = serde_json::to_vec(&loaded.wards)?;
    Ok(vec![
        ("base".into(), shrink(&base)?),
        ("wards".into(), shrink(&wards)?),
    ])
}
