//! Reads QR codes out of photos, for devices whose browser cannot.

use crate::{error::Result, media::photo};

/// The text of the first code that can be read; `None` if there is none.
///
/// # Errors
/// The file is no picture.
pub(super) fn read(bytes: &[u8]) -> Result<Option<String>> {
    let picture = photo::grey(bytes)?;
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        picture.get(y * width + x).copied().unwrap_or(u8::MAX)
    });
    Ok(prepared
        .detect_grids()
        .iter()
        .find_map(|grid| grid.decode().ok())
        .map(|(_, text)| text))
}
