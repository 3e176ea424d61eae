//! Pictures made on the spot: the project ships nobody's photos.

use super::Result;
use image::{ExtendedColorType, ImageEncoder, RgbImage, codecs::jpeg::JpegEncoder};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};

/// What a camera would write beside the picture.
#[derive(Clone, Copy, Debug)]
pub struct Picture {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// "2026:11:26 14:12:05".
    pub taken: &'static str,
    /// EXIF orientation, 1 to 8.
    pub orientation: u16,
    /// Makes one picture differ from another.
    pub seed: u64,
}

impl Default for Picture {
    fn default() -> Self {
        Self {
            width: 1200,
            height: 900,
            latitude: 4.9437,
            longitude: -1.7587,
            taken: "2026:11:26 14:12:05",
            orientation: 1,
            seed: 1,
        }
    }
}

/// A JPEG of a culvert, more or less, with its camera's EXIF block.
///
/// # Errors
/// The encoder refuses.
pub fn gps_jpeg(picture: &Picture) -> Result<Vec<u8>> {
    let plain = noise_jpeg(picture.width, picture.height, picture.seed)?;
    let exif = exif_block(picture);
    let length = u16::try_from(exif.len() + 2)?;
    let mut jpeg = plain[..2].to_vec();
    jpeg.extend_from_slice(&[0xff, 0xe1]);
    jpeg.extend_from_slice(&length.to_be_bytes());
    jpeg.extend_from_slice(&exif);
    jpeg.extend_from_slice(&plain[2..]);
    Ok(jpeg)
}

/// A JPEG without metadata: sky, grass, laterite and some noise, so that it does not compress
/// to nothing.
///
/// # Errors
/// The encoder refuses.
pub fn noise_jpeg(width: u32, height: u32, seed: u64) -> Result<Vec<u8>> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let image = RgbImage::from_fn(width, height, |x, y| {
        let band = (y + x / 6) * 4 / height.max(1);
        let base = match band {
            0 | 1 => [125u8, 165, 190],
            2 => [112, 145, 98],
            3 => [122, 85, 62],
            _ => [70, 58, 48],
        };
        let noise = u8::try_from(rng.next_u32() % 24).unwrap_or(0);
        image::Rgb(base.map(|channel| channel.saturating_add(noise)))
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).write_image(
        &image,
        width,
        height,
        ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}

/// A small JPEG without metadata that compresses badly: quick to make, and over 64 KB, so that it
/// goes up in more than one piece.
///
/// # Errors
/// The encoder refuses.
pub fn static_jpeg(seed: u64) -> Result<Vec<u8>> {
    const SIDES: (u32, u32) = (320, 240);
    let mut pixels = vec![0; 3 * (SIDES.0 * SIDES.1) as usize];
    ChaCha20Rng::seed_from_u64(seed).fill_bytes(&mut pixels);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).write_image(
        &pixels,
        SIDES.0,
        SIDES.1,
        ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}

/// An EXIF APP1 payload: little-endian TIFF with IFD0, EXIF and GPS directories.
fn exif_block(picture: &Picture) -> Vec<u8> {
    const IFD0: u32 = 8;
    const EXIF: u32 = IFD0 + 2 + 3 * 12 + 4;
    const GPS: u32 = EXIF + 2 + 12 + 4;
    const DATA: u32 = GPS + 2 + 4 * 12 + 4;
    let mut tiff = b"II\x2a\x00\x08\x00\x00\x00".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut bytes = Vec::with_capacity(12);
        bytes.extend_from_slice(&tag.to_le_bytes());
        bytes.extend_from_slice(&kind.to_le_bytes());
        bytes.extend_from_slice(&count.to_le_bytes());
        bytes.extend_from_slice(&value);
        bytes
    };
    let directory = |entries: &[Vec<u8>]| {
        let mut bytes = (entries.len() as u16).to_le_bytes().to_vec();
        bytes.extend(entries.iter().flatten());
        bytes.extend_from_slice(&[0; 4]);
        bytes
    };
    let [low, high] = picture.orientation.to_le_bytes();
    tiff.extend(directory(&[
        entry(0x0112, 3, 1, [low, high, 0, 0]),
        entry(0x8769, 4, 1, EXIF.to_le_bytes()),
        entry(0x8825, 4, 1, GPS.to_le_bytes()),
    ]));
    tiff.extend(directory(&[entry(0x9003, 2, 20, DATA.to_le_bytes())]));
    let letter = |letter: u8| [letter, 0, 0, 0];
    tiff.extend(directory(&[
        entry(
            1,
            2,
            2,
            letter(if picture.latitude < 0.0 { b'S' } else { b'N' }),
        ),
        entry(2, 5, 3, (DATA + 20).to_le_bytes()),
        entry(
            3,
            2,
            2,
            letter(if picture.longitude < 0.0 { b'W' } else { b'E' }),
        ),
        entry(4, 5, 3, (DATA + 44).to_le_bytes()),
    ]));
    tiff.extend_from_slice(picture.taken.as_bytes());
    tiff.push(0);
    for degrees in [picture.latitude, picture.longitude] {
        tiff.extend(rationals(degrees.abs()));
    }
    [b"Exif\0\0".as_slice(), &tiff].concat()
}

/// Degrees, minutes and seconds as three rationals.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn rationals(degrees: f64) -> Vec<u8> {
    let minutes = degrees.fract() * 60.0;
    let seconds = minutes.fract() * 60.0;
    let parts = [
        (degrees.trunc() as u32, 1u32),
        (minutes.trunc() as u32, 1),
        ((seconds * 10_000.0).round() as u32, 10_000),
    ];
    parts
        .iter()
        .flat_map(|(over, under)| [over.to_le_bytes(), under.to_le_bytes()])
        .flatten()
        .collect()
}
