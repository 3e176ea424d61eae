//! Files of pictures that the app itself does not read in a browser: the browser opens whatever it
//! knows (PNG, WebP and, on some, what phones write unasked) and hands it on as JPEG. A decoder of
//! each kind would be a tenth of what a first visit costs.

use crate::scope::scope;
use durbar_api::{Command, complaints, complaints::MAX_PHOTO_BYTES, identity};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ImageBitmap, ImageEncodeOptions, OffscreenCanvas, OffscreenCanvasRenderingContext2d,
};

/// Longest side that is handed on, in pixels: what the app keeps.
const SIDE: u32 = 1600;
/// Little is lost: the app writes the picture once more.
const QUALITY: f64 = 0.95;
/// How a JPEG file begins.
const JPEG: [u8; 2] = [0xff, 0xd8];

/// The picture that a command brings, if the app needs the browser's help with it.
pub(crate) fn foreign(command: &mut Command) -> Option<&mut Vec<u8>> {
    let file = match command {
        Command::Complaints(complaints::Command::AddPhoto(add)) => &mut add.bytes,
        Command::Complaints(complaints::Command::AddReplyPhoto(add)) => &mut add.bytes,
        Command::Identity(identity::Command::ReadCode(read)) => &mut read.bytes,
        _ => return None,
    };
    // What is too large is for the app to refuse.
    let foreign = !file.starts_with(&JPEG) && file.len() as u64 <= MAX_PHOTO_BYTES;
    foreign.then_some(file)
}

/// The picture as JPEG, upright, without what its file told beside it.
///
/// # Errors
/// The browser does not know such files, or this one is damaged.
pub(crate) async fn as_jpeg(file: &[u8]) -> Result<Vec<u8>, JsValue> {
    let parts = Array::of1(&Uint8Array::from(file));
    let file = Blob::new_with_u8_array_sequence(&parts)?;
    let opened = scope().create_image_bitmap_with_blob(&file)?;
    let picture: ImageBitmap = JsFuture::from(opened).await?.dyn_into()?;
    let (width, height) = fitting(picture.width(), picture.height());
    let canvas = OffscreenCanvas::new(width, height)?;
    let context = canvas.get_context("2d")?.ok_or("no canvas")?;
    let context: OffscreenCanvasRenderingContext2d = context.dyn_into()?;
    let (right, bottom) = (f64::from(width), f64::from(height));
    // Where a picture is transparent, JPEG would show black.
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, right, bottom);
    context.draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, right, bottom)?;
    picture.close();
    let options = ImageEncodeOptions::new();
    options.set_type("image/jpeg");
    options.set_quality(QUALITY);
    let written = JsFuture::from(canvas.convert_to_blob_with_options(&options)?).await?;
    let written: Blob = written.dyn_into()?;
    let bytes = JsFuture::from(written.array_buffer()).await?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

fn fitting(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    let side = longest.min(SIDE);
    let scaled = |length: u32| {
        let scaled = u64::from(length) * u64::from(side) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    (scaled(width), scaled(height))
}
