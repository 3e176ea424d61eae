//! Reads QR codes out of photos, for devices whose browser cannot.

use crate::{
    error::Result,
    media::photo::{self, Picture},
};

/// The text of the first code that can be read in a file, which the host may have opened; `None` if
/// there is none.
///
/// # Errors
/// The file is no picture.
pub(super) fn read(bytes: &[u8], opened: Option<Picture>) -> Result<Option<String>> {
    let picture = photo::grey(bytes, opened)?;
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    Ok(quircs::Quirc::default()
        .identify(width, height, &picture)
        .filter_map(|code| code.ok()?.decode().ok())
        .find_map(|code| String::from_utf8(code.payload).ok()))
}

#[cfg(test)]
mod tests {
    use super::read;
    use image::{DynamicImage, GrayImage, ImageFormat, Luma};
    use qrcodegen::{QrCode, QrCodeEcc};
    use std::io::Cursor;

    /// A photo of a code on a table: not straight, and not evenly lit.
    fn photo(text: &str, turn: f32) -> Vec<u8> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).expect("fits");
        let middle = code.size() as f32 / 2.0;
        let picture = GrayImage::from_fn(640, 480, |x, y| {
            let (right, down) = ((x as f32 - 320.0) / 7.0, (y as f32 - 240.0) / 7.0);
            let column = right * turn.cos() + down * turn.sin() + middle;
            let row = down * turn.cos() - right * turn.sin() + middle;
            let inside = |at: f32| (-3.0..code.size() as f32 + 3.0).contains(&at);
            let light = u8::try_from(x / 16).expect("small");
            Luma([
                match code.get_module(column.floor() as i32, row.floor() as i32) {
                    true => 40 + light,
                    false if inside(column) && inside(row) => 200 + light,
                    false => 90 + light,
                },
            ])
        });
        let mut file = Cursor::new(Vec::new());
        DynamicImage::ImageLuma8(picture)
            .write_to(&mut file, ImageFormat::Png)
            .expect("writes");
        file.into_inner()
    }

    #[test]
    fn a_code_is_read_however_the_phone_was_held() {
        let text = "https://durbar.example/code#4F7K29PM4F7K29PM4F7K29PM";
        for turn in [0.0, 0.3, 1.6, 2.5] {
            let found = read(&photo(text, turn), None).expect("a picture");
            assert_eq!(found.as_deref(), Some(text), "turned by {turn}");
        }
    }

    #[test]
    fn a_long_code_is_read_from_a_picture_of_a_small_screen() {
        let text = format!("https://durbar.example/code#r{}", "4F7K29PM".repeat(50));
        let code = QrCode::encode_text(&text, QrCodeEcc::Low).expect("fits");
        let side = 230;
        let scale = (code.size() + 8) as f32 / side as f32;
        let at = |pixel: u32| ((pixel as f32 + 0.5) * scale) as i32 - 4;
        let picture = GrayImage::from_fn(side, side, |x, y| {
            Luma([if code.get_module(at(x), at(y)) {
                0
            } else {
                255
            }])
        });
        let mut file = Cursor::new(Vec::new());
        DynamicImage::ImageLuma8(picture)
            .write_to(&mut file, ImageFormat::Png)
            .expect("writes");
        let found = read(&file.into_inner(), None).expect("a picture");
        assert_eq!(found, Some(text));
    }

    #[test]
    fn a_picture_without_a_code_has_none() {
        let mut noise = 1_u32;
        let picture = GrayImage::from_fn(300, 300, |_, _| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Luma([noise.to_be_bytes()[0]])
        });
        let mut file = Cursor::new(Vec::new());
        DynamicImage::ImageLuma8(picture)
            .write_to(&mut file, ImageFormat::Png)
            .expect("writes");
        assert_eq!(read(&file.into_inner(), None).expect("a picture"), None);
    }
}
