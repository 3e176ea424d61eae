//! Drawn scenes for sample cases: nobody's photo, and seen to be drawn.

use crate::Error;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use serde::Deserialize;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scene {
    /// A gutter full of sand.
    Drain,
    /// A road with a hole.
    Road,
    /// A lamp that is dark.
    Night,
    /// Bags beside the way.
    Waste,
    /// A tree that leans.
    Tree,
    /// A standpipe that runs.
    Water,
}

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 800;

type Colour = [f32; 3];

/// A JPEG of the scene, 1200 by 800; the seed shifts it.
///
/// # Errors
/// It cannot be encoded.
pub fn draw(scene: Scene, seed: u64) -> Result<Vec<u8>, Error> {
    #[allow(clippy::cast_precision_loss)]
    let shift = (seed % 7) as f32 / 40.0;
    let image = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        #[allow(clippy::cast_precision_loss)]
        let (across, down) = (x as f32 / WIDTH as f32, y as f32 / HEIGHT as f32);
        let colour = at(scene, across + shift, down, grain(x, y, seed));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Rgb(colour.map(|channel| channel.clamp(0.0, 255.0) as u8))
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85)
        .write_image(&image, WIDTH, HEIGHT, ExtendedColorType::Rgb8)
        .map_err(|error| Error::Argument(error.to_string()))?;
    Ok(bytes)
}

/// A little unevenness, the same for the same place.
fn grain(x: u32, y: u32, seed: u64) -> f32 {
    let mut hash = (u64::from(x / 2) * 0x9E37_79B9) ^ (u64::from(y / 2) * 0x85EB_CA6B) ^ seed;
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xC2B2_AE35);
    #[allow(clippy::cast_precision_loss)]
    let grain = ((hash >> 16) % 16) as f32;
    grain - 8.0
}

fn mix(one: Colour, other: Colour, share: f32) -> Colour {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|channel| one[channel] * (1.0 - share) + other[channel] * share)
}

fn at(scene: Scene, across: f32, down: f32, grain: f32) -> Colour {
    let ground_line = 0.42 + 0.03 * (across * 6.0).sin();
    let sky = mix(
        [121.0, 170.0, 205.0],
        [226.0, 232.0, 230.0],
        down / ground_line,
    );
    let trees = 0.36 + 0.05 * (across * 23.0).sin() + 0.03 * (across * 57.0).cos();
    let laterite = mix(
        [164.0, 106.0, 72.0],
        [118.0, 74.0, 52.0],
        (down - ground_line) * 1.6,
    );
    // Things on the ground narrow towards the horizon.
    let depth = ((down - ground_line) / (1.0 - ground_line)).max(0.0);
    let off_middle = (across - 0.55).abs() / (0.05 + depth * 0.33);
    let base = if down < trees.min(ground_line) {
        sky
    } else if down < ground_line {
        mix(
            [74.0, 108.0, 66.0],
            [52.0, 82.0, 50.0],
            (down - trees) * 12.0,
        )
    } else {
        laterite
    };
    let colour = match scene {
        Scene::Drain if depth > 0.0 && off_middle < 0.55 => mix(
            [84.0, 96.0, 88.0],
            [44.0, 52.0, 50.0],
            (down * 30.0).sin().abs(),
        ),
        Scene::Drain if depth > 0.0 && off_middle < 0.7 => [150.0, 148.0, 140.0],
        Scene::Road if depth > 0.0 && off_middle < 1.1 => {
            let hole = ((across - 0.5) * 5.0).powi(2) + ((down - 0.75) * 9.0).powi(2);
            if hole < 0.6 {
                [58.0, 48.0, 42.0]
            } else {
                [112.0, 110.0, 108.0]
            }
        }
        Scene::Night => {
            let lamp = ((across - 0.6) * 4.0).powi(2) + ((down - 0.3) * 4.0).powi(2);
            let pole = (across - 0.6).abs() < 0.006 && down > 0.3;
            let dark = mix(base, [14.0, 18.0, 34.0], 0.82);
            if pole {
                [90.0, 90.0, 96.0]
            } else {
                mix([66.0, 64.0, 60.0], dark, lamp * 2.0)
            }
        }
        Scene::Waste if depth > 0.1 && depth < 0.75 && off_middle < 0.9 => {
            let bag = ((across * 40.0).sin() * (down * 34.0).cos()).abs();
            mix([54.0, 56.0, 62.0], [190.0, 184.0, 170.0], bag)
        }
        Scene::Tree if (across - 0.4 - (down - 0.3) * 0.9).abs() < 0.035 && down > 0.3 => {
            [86.0, 64.0, 46.0]
        }
        Scene::Tree if ((across - 0.34) * 3.0).powi(2) + ((down - 0.3) * 4.0).powi(2) < 0.22 => {
            [58.0, 92.0, 54.0]
        }
        Scene::Water => {
            let pool = ((across - 0.5) * 2.2).powi(2) + ((down - 0.8) * 5.0).powi(2);
            let pipe = (across - 0.42).abs() < 0.012 && (0.38..0.78).contains(&down);
            let spout = (down - 0.44).abs() < 0.014 && (0.42..0.5).contains(&across);
            let jet = (across - 0.495).abs() < 0.006 && (0.45..0.8).contains(&down);
            if pipe || spout {
                [96.0, 104.0, 112.0]
            } else if jet {
                [214.0, 228.0, 236.0]
            } else if pool < 0.4 && depth > 0.0 {
                mix([168.0, 190.0, 198.0], [104.0, 128.0, 138.0], pool * 2.4)
            } else {
                base
            }
        }
        _ => base,
    };
    colour.map(|channel| channel + grain)
}
