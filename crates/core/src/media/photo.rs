//! A file becomes a photo: time and place are read from it, then it is turned upright, made
//! small and written anew, so that no metadata leaves the device unseen.

#[cfg(not(target_arch = "wasm32"))]
mod decode;

use crate::{Error, error::Result};
#[cfg(not(target_arch = "wasm32"))]
use decode::decode;
use durbar_api::{
    ApiError, ErrorCode, Position, PositionSource,
    complaints::{MAX_PHOTO_BYTES, Region},
};
use durbar_sync::BlobId;
use exif::{Exif, In, Tag, Value};
use image::{
    ExtendedColorType, ImageEncoder, ImageFormat, RgbImage,
    codecs::jpeg::JpegEncoder,
    imageops::{FilterType, grayscale, resize},
};
use std::io::Cursor;

/// Longest side of a photo, in pixels.
pub const PHOTO_SIDE: u32 = 1600;
/// Longest side of a thumbnail.
const THUMBNAIL_SIDE: u32 = 320;
/// Side to which a picture of a code is made larger.
const LEAST_SIDE: u32 = 1400;
/// Bytes above which a photo is written again with less quality.
const PHOTO_BYTES: usize = 250_000;
/// Pixels of the largest picture that a cheap phone can open.
pub const MAX_PIXELS: u64 = 64_000_000;

/// A file that has to be opened before a command can be carried out: see
/// [`crate::App::unopened`].
#[derive(Debug)]
pub struct Unopened {
    /// The photo whose file it is, if it is one of the app's own.
    pub blob: Option<BlobId>,
    /// The file.
    pub file: Vec<u8>,
}

/// What became of such a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// It is open, upright, and small.
    Open {
        /// Pixels in a row, at most [`PHOTO_SIDE`].
        width: u32,
        /// Rows, at most [`PHOTO_SIDE`].
        height: u32,
        /// Red, green and blue of each pixel, row by row.
        pixels: Vec<u8>,
    },
    /// It has more than [`MAX_PIXELS`].
    TooLarge,
    /// It is of no kind that can be opened, or damaged.
    Shut,
}

/// Pictures that the host has opened for one command, by the photo that they are.
pub(crate) type Pictures = Vec<(Option<BlobId>, Picture)>;

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

/// Takes a file, which the host may have opened.
///
/// # Errors
/// [`ErrorCode::Photo`] with a message that names the file and says what to do.
pub(crate) fn take(name: &str, bytes: &[u8], opened: Option<Picture>) -> Result<Taken> {
    let metadata = metadata_of(bytes);
    let image = open(name, bytes, metadata.as_ref(), opened)?;
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

/// What a camera wrote beside the picture. One without is a photo all the same.
fn metadata_of(bytes: &[u8]) -> Option<Exif> {
    exif::Reader::new()
        .read_from_container(&mut Cursor::new(bytes))
        .ok()
}

/// Opens a picture within bounds that a cheap phone has, upright and small.
fn open(
    name: &str,
    bytes: &[u8],
    metadata: Option<&Exif>,
    opened: Option<Picture>,
) -> Result<RgbImage> {
    let refused = |key: &str| ApiError::new(ErrorCode::Photo, key).with("name", name);
    if bytes.len() as u64 > MAX_PHOTO_BYTES {
        let error = refused("error-photo-too-large")
            .with("size", bytes.len() / 1_000_000)
            .with("limit", MAX_PHOTO_BYTES / 1_000_000);
        return Err(error.into());
    }
    let key = match opened.unwrap_or_else(|| decode(bytes, metadata)) {
        Picture::Open {
            width,
            height,
            pixels,
        } => match RgbImage::from_raw(width, height, pixels) {
            Some(image) => return Ok(image),
            None => "error-photo-damaged",
        },
        Picture::TooLarge => "error-photo-too-many-pixels",
        Picture::Shut if is_heif(bytes) => "error-photo-heic",
        Picture::Shut if format_of(bytes).is_some() => "error-photo-damaged",
        Picture::Shut => "error-photo-kind",
    };
    Err(refused(key).into())
}

/// What a file is, if it is of a kind that every host opens.
fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    use ImageFormat::{Jpeg, Png, WebP};
    let format = image::guess_format(bytes).ok()?;
    matches!(format, Jpeg | Png | WebP).then_some(format)
}

/// A browser opens pictures itself, and has done it before.
#[cfg(target_arch = "wasm32")]
fn decode(_: &[u8], _: Option<&Exif>) -> Picture {
    Picture::Shut
}

/// A photo with boxes that nobody can look behind.
#[derive(Debug)]
pub(crate) struct Burnt {
    /// JPEG, upright.
    pub photo: Vec<u8>,
    /// JPEG, at most 320 px.
    pub thumbnail: Vec<u8>,
}

/// Burns boxes into one of this device's own photos, a little larger than drawn: a rounded edge
/// must not show a letter.
///
/// # Errors
/// The bytes are no photo that [`take`] made.
pub(crate) fn burn(photo: &[u8], regions: &[Region], opened: Option<Picture>) -> Result<Burnt> {
    // Another app may have left it lying on its side: boxes are drawn on what is seen.
    let metadata = metadata_of(photo);
    let mut image = open("", photo, metadata.as_ref(), opened)?;
    let (width, height) = image.dimensions();
    // Sides are at most 16384 and parts of them at most 1: they fit any integer.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss
    )]
    let edge = |part: f32, side: u32, up: bool| {
        let at = part.clamp(0.0, 1.0) * side as f32;
        (if up {
            at.ceil() + 1.0
        } else {
            at.floor() - 1.0
        })
        .clamp(0.0, side as f32) as u32
    };
    for region in regions {
        let (left, right) = (
            edge(region.x, width, false),
            edge(region.x + region.width, width, true),
        );
        let (top, bottom) = (
            edge(region.y, height, false),
            edge(region.y + region.height, height, true),
        );
        for y in top..bottom {
            for x in left..right {
                image.put_pixel(x, y, image::Rgb([24, 24, 24]));
            }
        }
    }
    Ok(Burnt {
        thumbnail: jpeg(&shrink(image.clone(), THUMBNAIL_SIDE), 62)?,
        photo: jpeg(&image, 80)?,
    })
}

/// A picture of a code in shades of grey, small enough to be searched on a cheap phone.
///
/// # Errors
/// As [`take`].
pub(crate) fn grey(bytes: &[u8], opened: Option<Picture>) -> Result<image::GrayImage> {
    let picture = open("", bytes, None, opened)?;
    // A small picture of a long code has too few pixels to a module for its edges to be found.
    let longest = picture.width().max(picture.height()).max(1);
    let times = (LEAST_SIDE / longest).clamp(1, 6);
    let (width, height) = (picture.width() * times, picture.height() * times);
    let enlarged = resize(&picture, width, height, FilterType::Triangle);
    Ok(grayscale(&enlarged))
}

fn shrink(image: RgbImage, side: u32) -> RgbImage {
    let (width, height) = image.dimensions();
    let longest = width.max(height);
    if longest <= side {
        return image;
    }
    let scaled = |length: u32| {
        let scaled =
            (u64::from(length) * u64::from(side) + u64::from(longest / 2)) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    resize(&image, scaled(width), scaled(height), FilterType::Triangle)
}

fn jpeg(image: &RgbImage, quality: u8) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .write_image(
            image,
            image.width(),
            image.height(),
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
    if time.hour > 23 || time.minute > 59 || time.second > 59 {
        return None;
    }
    // Spelled out: a formatter for patterns would bring all that patterns can say.
    let (hour, minute, second) = (time.hour, time.minute, time.second);
    Some(format!("{date} {hour:02}:{minute:02}:{second:02}"))
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
