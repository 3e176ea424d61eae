//! Files of pictures are opened by the browser, which has what it takes for all that phones write. A
//! decoder of JPEG alone would be a fortieth of what a first visit costs, and slower.

use crate::scope::scope;
use durbar_core::{MAX_PIXELS, PHOTO_SIDE, Picture};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ImageBitmap, ImageData, OffscreenCanvas, OffscreenCanvasRenderingContext2d as Context,
};

/// Opens a file: upright, and no larger than the app keeps.
pub(crate) async fn open(file: Vec<u8>) -> Picture {
    // What the browser does not know and what is damaged look the same.
    read(file).await.unwrap_or(Picture::Shut)
}

async fn read(file: Vec<u8>) -> Result<Picture, JsValue> {
    let parts = Array::of1(&Uint8Array::from(&file[..]));
    // Open, a picture takes much more: what is not needed goes first.
    drop(file);
    let blob = Blob::new_with_u8_array_sequence(&parts)?;
    drop(parts);
    let opened = scope().create_image_bitmap_with_blob(&blob)?;
    let bitmap: ImageBitmap = JsFuture::from(opened).await?.dyn_into()?;
    let (width, height) = (bitmap.width(), bitmap.height());
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        bitmap.close();
        return Ok(Picture::TooLarge);
    }
    let (width, height) = fitting(width, height);
    let canvas = OffscreenCanvas::new(width, height)?;
    let context = canvas.get_context("2d")?.ok_or("no canvas")?;
    let context: Context = context.dyn_into()?;
    prove(&context)?;
    let (right, bottom) = (f64::from(width), f64::from(height));
    // Where a picture is transparent, JPEG would show black.
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, right, bottom);
    Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into())?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, right, bottom)?;
    bitmap.close();
    let colours = pixels(&context, width, height)?;
    let mut pixels = Vec::with_capacity(colours.len() / 4 * 3);
    for pixel in colours.chunks_exact(4) {
        pixels.extend_from_slice(&pixel[..3]);
    }
    Ok(Picture::Open {
        width,
        height,
        pixels,
    })
}

/// Red, green, blue and opacity of each pixel.
fn pixels(context: &Context, width: u32, height: u32) -> Result<Vec<u8>, JsValue> {
    let data: ImageData = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?;
    Ok(data.data().0)
}

/// A colour, and how far from it a browser may be.
const COLOUR: [u8; 3] = [107, 63, 18];
const NEAR: u8 = 6;

/// Some browsers can be told to show pages other pixels than were drawn, so that nobody is known by
/// them. A photo of those would be of nothing.
///
/// # Errors
/// This one does.
fn prove(context: &Context) -> Result<(), JsValue> {
    let [red, green, blue] = COLOUR;
    context.set_fill_style_str(&format!("rgb({red}, {green}, {blue})"));
    context.fill_rect(0.0, 0.0, 1.0, 1.0);
    let seen = pixels(context, 1, 1)?;
    let near = |(seen, drawn): (&u8, &u8)| seen.abs_diff(*drawn) <= NEAR;
    match seen.iter().zip(&COLOUR).all(near) {
        true => Ok(()),
        false => Err("the browser hides what is drawn".into()),
    }
}

fn fitting(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    let side = longest.min(PHOTO_SIDE);
    let scaled = |length: u32| {
        let scaled =
            (u64::from(length) * u64::from(side) + u64::from(longest / 2)) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    (scaled(width), scaled(height))
}
