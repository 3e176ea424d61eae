//! Opening files where there is no browser that does it.

use super::{MAX_PIXELS, PHOTO_SIDE, Picture, format_of, shrink};
use exif::{Exif, In, Tag};
use image::{
    ImageError, ImageReader, Limits, RgbImage,
    imageops::{
        flip_horizontal_in_place, flip_vertical_in_place, rotate90, rotate180_in_place, rotate270,
    },
    metadata::Orientation,
};
use std::io::Cursor;

const MAX_SIDE: u32 = 16_384;
const MAX_DECODER_BYTES: u64 = 256 * 1024 * 1024;

/// Opens a JPEG, PNG or WebP file and turns it as its metadata say.
pub(super) fn decode(bytes: &[u8], metadata: Option<&Exif>) -> Picture {
    let image = match read(bytes) {
        Ok(image) => shrink(image, PHOTO_SIDE),
        Err(picture) => return picture,
    };
    let orientation = metadata
        .and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY))
        .and_then(|field| field.value.get_uint(0))
        .and_then(|value| Orientation::from_exif(u8::try_from(value).ok()?));
    let image = match orientation {
        Some(orientation) => upright(image, orientation),
        None => image,
    };
    Picture::Open {
        width: image.width(),
        height: image.height(),
        pixels: image.into_raw(),
    }
}

fn read(bytes: &[u8]) -> Result<RgbImage, Picture> {
    let format = format_of(bytes).ok_or(Picture::Shut)?;
    let size = ImageReader::with_format(Cursor::new(bytes), format).into_dimensions();
    let (width, height) = size.map_err(|_| Picture::Shut)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Picture::TooLarge);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    reader.limits(limits);
    let image = reader.decode().map_err(|error| match error {
        ImageError::Limits(_) => Picture::TooLarge,
        _ => Picture::Shut,
    })?;
    // One kind of pixel from here on.
    Ok(image.into_rgb8())
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
