//! A file becomes a photo: time and place are read from it, then it is turned upright, made
//! small and written anew, so that no metadata leaves the device unseen.

use crate::{Error, error::Result};
use durbar_api::{
    ApiError, ErrorCode, Position, PositionSource,
    complaints::{MAX_PHOTO_BYTES, Region},
};
use exif::{Exif, In, Tag, Value};
use image::{
    ExtendedColorType, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::jpeg::JpegEncoder,
    imageops::{
        FilterType, flip_horizontal_in_place, flip_vertical_in_place, grayscale, resize, rotate90,
        rotate180_in_place, rotate270,
    },
    metadata::Orientation,
};
use std::io::Cursor;

/// Longest side of a photo, in pixels.
const PHOTO_SIDE: u32 = 1600;
/// Longest side of a thumbnail.
const THUMBNAIL_SIDE: u32 = 320;
/// Side to which a picture of a code is made larger.
const LEAST_SIDE: u32 = 1400;
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
    let image = open(name, bytes)?;
    // A photo without readable metadata is a photo all the same.
    let metadata = exif::Reader::new()
        .read_from_container(&mut Cursor::new(bytes))
        .ok();
    let orientation = metadata
        .as_ref()
        .and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY))
        .and_then(|field| field.value.get_uint(0))
        .and_then(|value| Orientation::from_exif(u8::try_from(value).ok()?));
    let image = shrink(image, PHOTO_SIDE);
    let image = match orientation {
        Some(orientation) => upright(image, orientation),
        None => image,
    };
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

/// Opens a file within bounds that a cheap phone has.
fn open(name: &str, bytes: &[u8]) -> Result<RgbImage> {
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
    // One kind of pixel from here on: work for every kind would double this code in size.
    Ok(image.into_rgb8())
}

/// A photo with boxes that nobody can look behind.
#[derive(Debug)]
pub(crate) struct Burnt {
    /// JPEG of the same size.
    pub photo: Vec<u8>,
    /// JPEG, at most 320 px.
    pub thumbnail: Vec<u8>,
}

/// Burns boxes into one of this device's own photos, a little larger than drawn: a rounded edge
/// must not show a letter.
///
/// # Errors
/// The bytes are no photo that [`take`] made.
pub(crate) fn burn(photo: &[u8], regions: &[Region]) -> Result<Burnt> {
    let mut image = decode(photo)?;
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

fn decode(jpeg: &[u8]) -> Result<RgbImage> {
    let mut reader = ImageReader::with_format(Cursor::new(jpeg), ImageFormat::Jpeg);
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    reader.limits(limits);
    let image = reader.decode();
    Ok(image
        .map_err(|error| Error::Encoding(error.to_string()))?
        .into_rgb8())
}

/// A picture of a code in shades of grey, small enough to be searched on a cheap phone.
///
/// # Errors
/// As [`take`].
pub(crate) fn grey(bytes: &[u8]) -> Result<image::GrayImage> {
    let picture = shrink(open("", bytes)?, PHOTO_SIDE);
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

fn upright(mut image: RgbImage, orientation: Orientation) -> RgbImage {
    match orientation {
        Orientation::NoTransforms => {}
        Orientation::Rotate90 => image = rotate90(&image),
        Orientation::Rotate180 => rotate180_in_place(&mut image),
        Orientation::Rotate270 => image = rotate270(&image),
        Orientation::FlipHorizontal => flip_horizontal_in_place(&mut image),
        Orientation::FlipVertical => flip_vertical_in_place(&mut image),
        Orientation::Rotate90FlipH => {
            image = rotate90(&image);
            flip_horizontal_in_place(&mut image);
        }
        Orientation::Rotate270FlipH => {
            image = rotate270(&image);
            flip_horizontal_in_place(&mut image);
        }
    }
    image
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
