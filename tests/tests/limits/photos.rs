//! Files that people offer as photos.

use crate::Desk;
use durbar_api::{
    BlobId, ErrorCode, PositionSource,
    complaints::{MAX_PHOTOS, ReadDraft, RedactPhoto, Region, RemovePhoto},
};
use durbar_tests::kit::{Picture, Result, gps_jpeg, noise_jpeg, static_jpeg};
use std::path::Path;

#[test]
fn a_sixth_photo_is_refused_and_the_five_stay() -> Result<()> {
    let mut desk = Desk::open()?;
    for number in 2..=MAX_PHOTOS as u64 {
        desk.before = desk
            .add(&format!("{number}.jpg"), static_jpeg(number)?)
            .map_err(|error| format!("{error:?}"))?;
    }
    desk.refuses("sixth.jpg", static_jpeg(6)?, "error-photos-too-many")?;
    let first = desk.before.photos[0].blob.clone();
    desk.phone.must(RemovePhoto {
        draft: desk.draft.clone(),
        photo: first,
    })?;
    assert!(
        desk.add("sixth.jpg", static_jpeg(6)?).is_ok(),
        "now there is room"
    );
    Ok(())
}

#[test]
fn a_photo_of_sixty_megabytes_is_refused_with_its_size() -> Result<()> {
    let mut desk = Desk::open()?;
    let mut bytes = static_jpeg(2)?;
    bytes.resize(60_000_000, 7);
    let error = desk.refuses("huge.jpg", bytes, "error-photo-too-large")?;
    assert!(error.args.contains(&("size".to_owned(), "60".to_owned())));
    assert!(error.args.contains(&("limit".to_owned(), "40".to_owned())));
    Ok(())
}

#[test]
fn files_that_are_no_photos_are_refused_whatever_their_names_say() -> Result<()> {
    let mut desk = Desk::open()?;
    let pdf = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n".to_vec();
    let gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00;".to_vec();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".to_vec();
    for (name, bytes) in [
        ("letter.jpg", pdf),
        ("empty.jpg", vec![]),
        ("one.jpg", vec![0xff]),
        ("moving.gif", gif),
        ("drawing.png", svg),
        ("text.jpg", b"just words".to_vec()),
    ] {
        desk.refuses(name, bytes, "error-photo-kind")?;
    }
    for brand in [b"heic", b"mif1", b"heix"] {
        let mut heic = vec![0, 0, 0, 24];
        heic.extend_from_slice(b"ftyp");
        heic.extend_from_slice(brand);
        heic.extend_from_slice(&[0; 200]);
        desk.refuses("IMG_0001.HEIC", heic, "error-photo-heic")?;
    }
    Ok(())
}

#[test]
fn damaged_photos_are_refused_or_taken_whole_and_never_bring_the_app_down() -> Result<()> {
    let mut desk = Desk::open()?;
    let whole = noise_jpeg(640, 480, 3)?;
    let header = whole[..200].to_vec();
    desk.refuses("header.jpg", header, "error-photo-damaged")?;
    let mut png = png(64, 64)?;
    let half = png.len() / 2;
    png.truncate(half);
    desk.refuses("half.png", png, "error-photo-damaged")?;
    // Half a photo and photos with flipped bytes: as good as a decoder makes them, or refused.
    let mut damaged = vec![whole[..whole.len() / 2].to_vec()];
    for start in 0..12 {
        let mut flipped = whole.clone();
        for at in (start * 61 + 2..flipped.len()).step_by(997 + start) {
            flipped[at] ^= 0x55;
        }
        damaged.push(flipped);
    }
    for (number, bytes) in damaged.into_iter().enumerate() {
        let name = format!("damaged-{number}.jpg");
        match desk.add(&name, bytes) {
            Ok(draft) => {
                let photo = draft.photos.last().ok_or("no photo")?.clone();
                let jpeg = desk.bytes(&photo.blob)?;
                assert!(jpeg.starts_with(&[0xff, 0xd8]) && jpeg.ends_with(&[0xff, 0xd9]));
                desk.phone.must(RemovePhoto {
                    draft: desk.draft.clone(),
                    photo: photo.blob,
                })?;
            }
            Err(error) => {
                assert_eq!(error.code, ErrorCode::Photo, "{error:?}");
                assert!(
                    ["error-photo-damaged", "error-photo-kind"]
                        .contains(&error.message_key.as_str()),
                    "{error:?}"
                );
            }
        }
        let now = desk.read()?;
        assert_eq!(now.photos, desk.before.photos);
        assert_eq!(now.answers, desk.before.answers);
    }
    Ok(())
}

#[test]
fn photos_of_real_cameras_are_taken_without_what_they_wrote_beside() -> Result<()> {
    let folder = std::env::var_os("DURBAR_PHOTOS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/photos"),
        Into::into,
    );
    if !folder.is_dir() {
        println!("left out: there are no photos in {}", folder.display());
        return Ok(());
    }
    let mut desk = Desk::open()?;
    for (name, place) in [
        ("gps-1.jpg", Some((43.467, 11.885))),
        ("phone-jolla.jpg", None),
        // Its metadata is damaged, the picture is not.
        ("invalid-1.jpg", None),
    ] {
        let draft = desk
            .add(name, std::fs::read(folder.join(name))?)
            .map_err(|error| format!("{name}: {error:?}"))?;
        let photo = draft.photos.last().ok_or("no photo")?.clone();
        let found = photo
            .position
            .map(|position| (position.latitude, position.longitude));
        match (place, found) {
            (None, None) => {}
            (Some((latitude, longitude)), Some(found)) => {
                let near = (found.0 - latitude).abs() < 0.01 && (found.1 - longitude).abs() < 0.01;
                assert!(near, "{name}: {found:?}");
            }
            other => return Err(format!("{name}: {other:?}").into()),
        }
        let bytes = desk.bytes(&photo.blob)?;
        assert!(bytes.len() <= 300_000, "{name}: {} bytes", bytes.len());
        assert!(photo.width.max(photo.height) <= 1600);
        assert!(!contains(&bytes, b"Exif") && !has_application_segment(&bytes));
    }
    Ok(())
}

/// A black PNG, made without a picture in memory: small, whatever its size.
fn png(width: u32, height: u32) -> Result<Vec<u8>> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend_from_slice(&width.to_be_bytes());
    header.extend_from_slice(&height.to_be_bytes());
    // Eight bits of grey.
    header.extend_from_slice(&[8, 0, 0, 0, 0]);
    chunk(&mut bytes, b"IHDR", &header)?;
    // Some rows are deflated once and stand there again and again.
    let times = if height.is_multiple_of(300) {
        height / 300
    } else {
        1
    };
    let rows = (width as usize + 1) * (height / times) as usize;
    let mut deflated = Vec::with_capacity(rows / 50 + 1000);
    flate2::Compress::new(flate2::Compression::fast(), false).compress_vec(
        &vec![0; rows],
        &mut deflated,
        flate2::FlushCompress::Full,
    )?;
    let mut data = vec![0x78, 0x01];
    data.extend(deflated.repeat(times as usize));
    data.extend_from_slice(&[3, 0]);
    // Adler-32 of zeros.
    let sum = u32::try_from(rows as u64 * u64::from(times) % 65_521)?;
    data.extend_from_slice(&(sum << 16 | 1).to_be_bytes());
    chunk(&mut bytes, b"IDAT", &data)?;
    chunk(&mut bytes, b"IEND", &[])?;
    Ok(bytes)
}

fn chunk(bytes: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) -> Result<()> {
    bytes.extend_from_slice(&u32::try_from(data.len())?.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    bytes.extend_from_slice(kind);
    bytes.extend_from_slice(data);
    bytes.extend_from_slice(&crc.sum().to_be_bytes());
    Ok(())
}

#[test]
fn a_picture_of_nine_hundred_million_pixels_is_refused_unopened() -> Result<()> {
    let mut desk = Desk::open()?;
    // The recipe makes true pictures.
    assert_eq!(image::load_from_memory(&png(50, 600)?)?.height(), 600);
    let bomb = png(30_000, 30_000)?;
    assert!(bomb.len() < 10_000_000, "the bomb is small: {}", bomb.len());
    desk.refuses("bomb.png", bomb, "error-photo-too-many-pixels")?;
    // Long and thin, within the pixels but not within the sides.
    desk.refuses(
        "strip.png",
        png(60_000, 100)?,
        "error-photo-too-many-pixels",
    )?;
    // A header that lies about what follows.
    let mut liar = png(10, 10)?;
    liar[16..20].copy_from_slice(&8000_u32.to_be_bytes());
    desk.refuses("liar.png", liar, "error-photo-damaged")?;
    Ok(())
}

#[test]
fn time_and_place_are_read_from_a_photo_and_nothing_of_them_is_left_in_it() -> Result<()> {
    let mut desk = Desk::open()?;
    let picture = Picture {
        width: 2400,
        height: 1800,
        seed: 5,
        ..Picture::default()
    };
    let original = gps_jpeg(&picture)?;
    assert!(contains(&original, b"Exif"), "the camera wrote metadata");
    let draft = desk
        .add("culvert.jpg", original)
        .map_err(|error| format!("{error:?}"))?;
    let photo = draft.photos.last().ok_or("no photo")?.clone();
    assert_eq!(photo.taken_at.as_deref(), Some("2026-11-26 14:12:05"));
    let position = photo.position.ok_or("no position")?;
    assert!((position.latitude - picture.latitude).abs() < 1e-5);
    assert!((position.longitude - picture.longitude).abs() < 1e-5);
    assert_eq!(position.source, PositionSource::Photo);

    assert_eq!((photo.width, photo.height), (1600, 1200));
    let bytes = desk.bytes(&photo.blob)?;
    assert_eq!(bytes.len() as u64, photo.bytes);
    assert!(bytes.len() <= 300_000, "{} bytes", bytes.len());
    let thumbnail = desk.bytes(&photo.thumbnail)?;
    assert!(thumbnail.len() <= 30_000, "{} bytes", thumbnail.len());
    for stored in [&bytes, &thumbnail] {
        for trace in [
            b"Exif".as_slice(),
            b"GPS",
            b"2026:11:26",
            b"http://ns.adobe.com",
        ] {
            assert!(!contains(stored, trace), "a trace is left");
        }
        assert!(!has_application_segment(stored), "metadata is left");
        let image = image::load_from_memory(stored)?;
        assert!(image.width().max(image.height()) <= 1600);
    }
    Ok(())
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Whether a JPEG has a segment for metadata: APP1 to APP15, or a comment.
fn has_application_segment(jpeg: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xff, marker, high, low]) = jpeg.get(at..at + 4) {
        match marker {
            0xe1..=0xef | 0xfe => return true,
            // The picture itself.
            0xda => return false,
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
    false
}

#[test]
fn a_photo_held_sideways_is_turned_upright() -> Result<()> {
    let mut desk = Desk::open()?;
    for (orientation, width, height) in [
        (1, 400, 300),
        (3, 400, 300),
        (6, 300, 400),
        (8, 300, 400),
        // Not an orientation: as it is.
        (99, 400, 300),
    ] {
        let picture = Picture {
            width: 400,
            height: 300,
            orientation,
            seed: 7,
            ..Picture::default()
        };
        let draft = desk
            .add("culvert.jpg", gps_jpeg(&picture)?)
            .map_err(|error| format!("{error:?}"))?;
        let photo = draft.photos.last().ok_or("no photo")?.clone();
        assert_eq!(
            (photo.width, photo.height),
            (width, height),
            "{orientation}"
        );
        let image = image::load_from_memory(&desk.bytes(&photo.blob)?)?.to_rgb8();
        assert_eq!((image.width(), image.height()), (width, height));
        // The sky is the lightest part: at the top as the camera saw it.
        let light = |x: u32, y: u32| image.get_pixel(x, y).0.map(u32::from).iter().sum::<u32>();
        let (middle_x, middle_y) = (width / 2, height / 2);
        let (sky, ground) = match orientation {
            3 => (light(middle_x, height - 20), light(middle_x, 20)),
            6 => (light(width - 20, middle_y), light(20, middle_y)),
            8 => (light(20, middle_y), light(width - 20, middle_y)),
            _ => (light(middle_x, 20), light(middle_x, height - 20)),
        };
        assert!(sky > ground, "{orientation}: {sky} {ground}");
        desk.phone.must(RemovePhoto {
            draft: desk.draft.clone(),
            photo: photo.blob,
        })?;
    }
    Ok(())
}

/// A picture of one colour, as a browser opens it.
fn opened(width: u32, height: u32, colour: [u8; 3]) -> durbar_core::Picture {
    durbar_core::Picture::Open {
        width,
        height,
        pixels: colour.repeat((width * height) as usize),
    }
}

#[test]
fn boxes_are_burnt_into_the_photo_that_was_opened_for_them_and_into_no_other() -> Result<()> {
    let mut desk = Desk::open()?;
    let photo = desk.before.photos.first().ok_or("no photo")?.clone();
    let corner = Region {
        x: 0.0,
        y: 0.0,
        width: 0.2,
        height: 0.2,
    };
    let call = RedactPhoto {
        draft: desk.draft.clone(),
        photo: photo.blob.clone(),
        regions: vec![corner],
    };
    let mut asked = desk.phone.unopened(call.clone());
    assert_eq!(asked.len(), 1);
    let asked = asked.remove(0);
    let blob = asked.blob.ok_or("it is a photo of the app's own")?;
    assert_eq!(blob.to_string(), photo.blob.0);
    assert_eq!(asked.file, desk.bytes(&photo.blob)?);

    let green = |desk: &mut Desk, photo: &BlobId| -> Result<bool> {
        let image = image::load_from_memory(&desk.bytes(photo)?)?.to_rgb8();
        let (width, height) = image.dimensions();
        let near = |part: usize| {
            let pixel = image
                .get_pixel(width - width / 4 * part as u32 - 5, height / 2)
                .0;
            pixel
                .iter()
                .zip([20, 200, 20])
                .all(|(one, other)| one.abs_diff(other) < 20)
        };
        Ok((0..3).all(near))
    };
    let picture = opened(photo.width, photo.height, [20, 200, 20]);
    let other = durbar_sync::BlobId::of(b"another photo");
    desk.phone.give(vec![(Some(other), picture.clone())]);
    let draft = desk.phone.must(call)?;
    let drawn = draft.photos.first().ok_or("no photo")?.blob.clone();
    assert!(!green(&mut desk, &drawn)?, "another picture was taken");

    // Drawn on again, always the picture as it was taken is asked for.
    let call = RedactPhoto {
        draft: desk.draft.clone(),
        photo: drawn,
        regions: vec![corner],
    };
    let asked = desk.phone.unopened(call.clone());
    assert_eq!(asked.first().and_then(|one| one.blob), Some(blob));
    desk.phone.give(vec![(Some(blob), picture.clone())]);
    let draft = desk.phone.must(call)?;
    let drawn = draft.photos.first().ok_or("no photo")?.blob.clone();
    assert!(green(&mut desk, &drawn)?, "what was opened was not taken");

    // What was given was for that command alone.
    desk.phone.give(vec![(None, picture)]);
    desk.phone.must(ReadDraft {
        draft: desk.draft.clone(),
    })?;
    let file = static_jpeg(9)?;
    let draft = desk
        .add("later.jpg", file)
        .map_err(|error| format!("{error:?}"))?;
    let last = draft.photos.last().ok_or("no photo")?.blob.clone();
    assert!(
        !green(&mut desk, &last)?,
        "a picture for an earlier command was taken"
    );
    Ok(())
}
