//! A file becomes a photo: time and place are read from it, then it is turned upright, made
//! small and written anew, so that no metadata leaves the device unseen.

use crate::{Error, error::Result};
use durbar_api::{ApiError, ErrorCode, Position, PositionSource, complaints::MAX_PHOTO_BYTES};
use exif::{Exif, In, Tag, Value};
use image::{
    DynamicImage, ExtendedColorType, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits,
    codecs::jpeg::JpegEncoder, imageops::FilterType, metadata::Orientation,
};
use std::io::Cursor;

/// Longest side of a photo, in pixels.
const PHOTO_SIDE: u32 = 1600;
/// Longest side of a thumbnail.
const THUMBNAIL_SIDE: u32 = 320;
/// Bytes above which a photo is written again with less quality.
const PHOTO_BYTES: usize = 250_000;
const MAX_SIDE: u32 = 16_384;
/// Pixels of the largest picture that a cheap phone can open.
const MAX_PIXELS: u64 = 64_000_000;
const MAX_DECODER_BYTES: u64 = 256 * 1024 * 1024;

/// A file taken as a photo.
#[derive(Debug)]
pub(crate) struct Taken {
    /// JPEG, at most 1600 px.
    pub photo: Vec<u8>,
    /// JPEG, at most 320 px.
    pub thumbnail: Vec<u8>,
    pub width: u32,
    pub height: u32,
    /// The camera's own time: "2026-11-26 14:12:05".
    pub taken_at: Option<String>,
    /// The camera's own position.
    pub position: Option<Position>,
}

/// Takes a file.
///
/// # Errors
/// [`ErrorCode::Photo`] with a message that names the file and says what to do.
pub(crate) fn take(name: &str, bytes: &[u8]) -> Result<Taken> {
    let refused = |key: &str| ApiError::new(ErrorCode::Photo, key).with("name", name);
    if bytes.len() as u64 > MAX_PHOTO_BYTES {
        let error = refused("error-photo-too-large")
            .with("size", bytes.len() / 1_000_000)
            .with("limit", MAX_PHOTO_BYTES / 1_000_000);
        return Err(error.into());
    }
    if is_heif(bytes) {
        return Err(refused("error-photo-heic").into());
    }
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => format,
        _ => return Err(refused("error-photo-kind").into()),
    };
    let size = ImageReader::with_format(Cursor::new(bytes), format).into_dimensions();
    match size {
        Ok((width, height)) if u64::from(width) * u64::from(height) > MAX_PIXELS => {
            return Err(refused("error-photo-too-many-pixels").into());
        }
        Ok(_) => {}
        Err(_) => return Err(refused("error-photo-damaged").into()),
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    reader.limits(limits);
    let image = reader.decode().map_err(|error| match error {
        ImageError::Limits(_) => refused("error-photo-too-many-pixels"),
        _ => refused("error-photo-damaged"),
    })?;
    // A photo without readable metadata is a photo all the same.
    let metadata = exif::Reader::new()
        .read_from_container(&mut Cursor::new(bytes))
        .ok();
    let orientation = metadata
        .as_ref()
        .and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY))
        .and_then(|field| field.value.get_uint(0))
        .and_then(|value| Orientation::from_exif(u8::try_from(value).ok()?));
    let mut image = shrink(image, PHOTO_SIDE);
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    let photo = jpeg(&image, 80)?;
    let photo = if photo.len() > PHOTO_BYTES {
        jpeg(&image, 65)?
    } else {
        photo
    };
    let thumbnail = jpeg(&shrink(image.clone(), THUMBNAIL_SIDE), 62)?;
    Ok(Taken {
        photo,
        thumbnail,
        width: image.width(),
        height: image.height(),
        taken_at: metadata.as_ref().and_then(taken_at),
        position: metadata.as_ref().and_then(position),
    })
}

fn shrink(image: DynamicImage, side: u32) -> DynamicImage {
    if image.width().max(image.height()) <= side {
        return image;
    }
    image.resize(side, side, FilterType::Triangle)
}

fn jpeg(image: &DynamicImage, quality: u8) -> Result<Vec<u8>> {
    let pixels = image.to_rgb8();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .write_image(
            &pixels,
            pixels.width(),
            pixels.height(),
            ExtendedColorType::Rgb8,
        )
        .map_err(|error| Error::Encoding(error.to_string()))?;
    Ok(bytes)
}

/// HEIF family by its `ftyp` brands (ISO/IEC 23008-12): phones write it unasked, and no free
/// decoder is small enough to ship.
fn is_heif(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
        && bytes.get(8..12).is_some_and(|brand| {
            [
                b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1",
            ]
            .iter()
            .any(|known| *known == brand)
        })
}

fn taken_at(exif: &Exif) -> Option<String> {
    let field = exif
        .get_field(Tag::DateTimeOriginal, In::PRIMARY)
        .or_else(|| exif.get_field(Tag::DateTime, In::PRIMARY))?;
    let Value::Ascii(texts) = &field.value else {
        return None;
    };
    let time = exif::DateTime::from_ascii(texts.first()?).ok()?;
    let date =
        chrono::NaiveDate::from_ymd_opt(time.year.into(), time.month.into(), time.day.into())?;
    let time = date.and_hms_opt(time.hour.into(), time.minute.into(), time.second.into())?;
    Some(time.format("%Y-%m-%d %H:%M:%S").to_string())
}

fn position(exif: &Exif) -> Option<Position> {
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
    let longitude = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
    let in_range = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    // Cameras without a fix write zeros.
    if !in_range || (latitude == 0.0 && longitude == 0.0) {
        return None;
    }
    let accuracy = exif
        .get_field(Tag::GPSHPositioningError, In::PRIMARY)
        .and_then(|field| match &field.value {
            Value::Rational(values) => values.first().map(|value| value.to_f64()),
            _ => None,
        })
        .filter(|metres| metres.is_finite() && *metres >= 0.0);
    #[allow(clippy::cast_possible_truncation)]
    let accuracy = accuracy.map(|metres| metres as f32);
    Some(Position {
        latitude,
        longitude,
        accuracy,
        source: PositionSource::Photo,
        at: None,
    })
}

fn degrees(exif: &Exif, tag: Tag, reference: Tag, negative: u8) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let mut value = 0.0;
    for (part, unit) in parts.iter().zip([1.0, 60.0, 3600.0]) {
        value += part.to_f64() / unit;
    }
    if !value.is_finite() || parts.is_empty() {
        return None;
    }
    let south_or_west = exif
        .get_field(reference, In::PRIMARY)
        .and_then(|field| match &field.value {
            Value::Ascii(texts) => texts.first().and_then(|text| text.first().copied()),
            _ => None,
        })
        .is_some_and(|letter| letter.eq_ignore_ascii_case(&negative));
    Some(if south_or_west { -value } else { value })
}

#[cfg(test)]
mod tests;
