//! Drawn photos: nobody's, and seen to be drawn.

use crate::kit::Result;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage, codecs::jpeg::JpegEncoder};

const WIDTH: u32 = 900;
const HEIGHT: u32 = 600;

/// A ditch between grass and a laterite road under a pale sky; the seed shifts it.
pub(super) fn draw(seed: u64) -> Result<Vec<u8>> {
    #[allow(clippy::cast_precision_loss)]
    let shift = (seed % 9) as f32 / 20.0;
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )]
    let image = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let across = x as f32 / WIDTH as f32 + shift;
        let down = y as f32 / HEIGHT as f32;
        let horizon = 0.40 + 0.03 * (across * 6.0).sin();
        let hills = horizon - 0.05 - 0.04 * (across * 11.0).sin().abs();
        let middle = 0.35 + shift;
        let off = (across - middle - (down - horizon) * 0.5) / (0.06 + (down - horizon) * 0.4);
        let (from, to, share): ([f32; 3], [f32; 3], f32) = if down < hills {
            ([126.0, 176.0, 208.0], [230.0, 234.0, 228.0], down / hills)
        } else if down < horizon {
            (
                [92.0, 122.0, 84.0],
                [66.0, 98.0, 62.0],
                (down - hills) * 9.0,
            )
        } else if off.abs() < 0.4 {
            ([96.0, 112.0, 112.0], [52.0, 64.0, 68.0], off.abs() * 2.2)
        } else if off.abs() < 0.55 {
            ([172.0, 168.0, 156.0], [140.0, 136.0, 126.0], down)
        } else if off < 0.0 {
            (
                [118.0, 146.0, 88.0],
                [78.0, 108.0, 58.0],
                (down - horizon) * 1.8,
            )
        } else {
            (
                [186.0, 126.0, 88.0],
                [136.0, 86.0, 60.0],
                (down - horizon) * 1.6,
            )
        };
        let grain = ((x / 2 * 7919 + y / 2 * 104_729) ^ (x * y / 3)) % 11;
        let share = share.clamp(0.0, 1.0);
        Rgb(std::array::from_fn(|channel| {
            (from[channel] * (1.0 - share) + to[channel] * share + grain as f32 - 5.0) as u8
        }))
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).write_image(
        &image,
        WIDTH,
        HEIGHT,
        ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}
