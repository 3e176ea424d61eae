//! The pictures that the documents show: screenshots side by side, few colours, few bytes.

use super::{
    pictures::place,
    view::{Size, Theme},
};
use crate::kit::Result;
use color_quant::NeuQuant;
use image::{DynamicImage, RgbImage, imageops::FilterType};
use std::{collections::HashMap, fs, io::BufWriter, path::Path};

use Size::{Desktop, Phone};
use Theme::{Dark, Light};

/// A file, and the pages that it shows from left to right.
type Document = (&'static str, &'static [(&'static str, Size, Theme)]);

/// Every picture of the README and of the tour.
const DOCUMENTS: &[Document] = &[
    (
        "home.png",
        &[
            ("home", Phone, Light),
            ("case-in-progress", Phone, Dark),
            ("office-case-in-progress", Desktop, Light),
        ],
    ),
    (
        "first-start.png",
        &[
            ("start", Phone, Light),
            ("start-welcome", Phone, Light),
            ("home-empty", Phone, Light),
        ],
    ),
    (
        "report.png",
        &[
            ("report-category", Phone, Light),
            ("report-place", Phone, Light),
            ("report-photos", Phone, Light),
            ("report-check", Phone, Light),
        ],
    ),
    (
        "filed.png",
        &[
            ("report-done-offline", Phone, Light),
            ("case-queued", Phone, Light),
            ("report-done", Phone, Light),
        ],
    ),
    ("queue.png", &[("office-queue", Desktop, Light)]),
    ("answer.png", &[("office-case-reply", Desktop, Light)]),
    (
        "answered.png",
        &[
            ("home", Phone, Dark),
            ("case-in-progress", Phone, Dark),
            ("case-fixed", Phone, Dark),
        ],
    ),
    (
        "community.png",
        &[("community", Phone, Light), ("community", Desktop, Light)],
    ),
];

/// The ground on which the screens lie.
const GROUND: [u8; 3] = [230, 223, 210];
/// Around and between them, in pixels.
const MARGIN: u32 = 24;
/// How round their corners are, in pixels.
const CORNER: u32 = 18;
/// As high as a phone's: a laptop's screen is made smaller.
const HEIGHT: u32 = 740;
/// Parts of a thousand to which all is made smaller in the end: a page shows it no larger.
const SCALE: u32 = 800;

/// Makes all of them from the English pictures in `from`.
///
/// # Errors
/// A picture is missing, or a file cannot be written.
pub fn documents(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for (file, shown) in DOCUMENTS {
        let screens = shown
            .iter()
            .map(|(page, size, theme)| {
                let file = place(from, "en", *size, *theme).join(format!("{page}.png"));
                let read = image::open(&file);
                let read = read.map_err(|error| format!("{}: {error}", file.display()))?;
                let (width, height) = size.pixels();
                Ok(read
                    .resize_exact(width * HEIGHT / height, HEIGHT, FilterType::Lanczos3)
                    .into_rgb8())
            })
            .collect::<Result<Vec<_>>>()?;
        let all = DynamicImage::ImageRgb8(side_by_side(&screens));
        let (width, height) = [all.width(), all.height()]
            .map(|side| side * SCALE / 1000)
            .into();
        let small = all.resize_exact(width, height, FilterType::Lanczos3);
        write(&small.into_rgb8(), &to.join(file))?;
    }
    Ok(())
}

fn side_by_side(screens: &[RgbImage]) -> RgbImage {
    let width: u32 = screens.iter().map(|screen| screen.width() + MARGIN).sum();
    let ground = image::Rgb(GROUND);
    let mut all = RgbImage::from_pixel(width + MARGIN, HEIGHT + 2 * MARGIN, ground);
    let mut left = MARGIN;
    for screen in screens {
        for (x, y, colour) in screen.enumerate_pixels() {
            if !is_cut(x, y, screen.width(), screen.height()) {
                all.put_pixel(left + x, MARGIN + y, *colour);
            }
        }
        left += screen.width() + MARGIN;
    }
    all
}

/// Whether a round corner takes this pixel away.
fn is_cut(x: u32, y: u32, width: u32, height: u32) -> bool {
    let into = |at: u32, length: u32| CORNER.saturating_sub(at.min(length - 1 - at));
    let (across, down) = (into(x, width), into(y, height));
    across * across + down * down > CORNER * CORNER
}

/// As a PNG of at most 256 colours.
fn write(picture: &RgbImage, file: &Path) -> Result<()> {
    let rgba: Vec<u8> = picture
        .pixels()
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255])
        .collect();
    let colours = NeuQuant::new(10, 256, &rgba);
    // Most pixels have the colour of one before them.
    let mut known: HashMap<&[u8], u8> = HashMap::new();
    let indexes: Vec<u8> = rgba
        .chunks_exact(4)
        .map(|pixel| {
            let find = || u8::try_from(colours.index_of(pixel)).unwrap_or_default();
            *known.entry(pixel).or_insert_with(find)
        })
        .collect();
    let out = BufWriter::new(fs::File::create(file)?);
    let mut encoder = png::Encoder::new(out, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(colours.color_map_rgb());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header()?.write_image_data(&indexes)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_that_a_document_shows_is_in_the_list() {
        for (file, shown) in DOCUMENTS {
            for (page, _, _) in *shown {
                let known = super::super::PAGES.iter().any(|other| {
                    other.name == *page
                        || other
                            .name
                            .split_once("{state}")
                            .is_some_and(|(before, _)| page.starts_with(before))
                });
                assert!(known, "{file} shows {page}, which is no page");
            }
        }
    }

    #[test]
    fn corners_are_round_and_the_middle_is_whole() {
        assert!(is_cut(0, 0, 100, 100) && is_cut(99, 99, 100, 100));
        assert!(!is_cut(50, 0, 100, 100) && !is_cut(50, 50, 100, 100));
    }
}
