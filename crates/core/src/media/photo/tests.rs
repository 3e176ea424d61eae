use super::*;
use exif::{Field, Rational, experimental::Writer};

/// What a camera with these fields wrote.
fn exif(fields: &[(Tag, Value)]) -> Exif {
    let fields: Vec<Field> = fields
        .iter()
        .map(|(tag, value)| Field {
            tag: *tag,
            ifd_num: In::PRIMARY,
            value: value.clone(),
        })
        .collect();
    let mut writer = Writer::new();
    for field in &fields {
        writer.push_field(field);
    }
    let mut bytes = Cursor::new(Vec::new());
    writer.write(&mut bytes, true).expect("writes");
    exif::Reader::new()
        .read_raw(bytes.into_inner())
        .expect("reads")
}

fn text(text: &str) -> Value {
    Value::Ascii(vec![text.as_bytes().to_vec()])
}

fn ratios(parts: &[(u32, u32)]) -> Value {
    let parts = parts.iter().map(|&(num, denom)| Rational { num, denom });
    Value::Rational(parts.collect())
}

fn place(latitude: &[(u32, u32)], north: &str, longitude: &[(u32, u32)], east: &str) -> Exif {
    exif(&[
        (Tag::GPSLatitudeRef, text(north)),
        (Tag::GPSLatitude, ratios(latitude)),
        (Tag::GPSLongitudeRef, text(east)),
        (Tag::GPSLongitude, ratios(longitude)),
    ])
}

#[test]
fn degrees_minutes_and_seconds_are_read_with_their_directions() {
    let latitude = [(4, 1), (56, 1), (3732, 100)];
    let longitude = [(1, 1), (45, 1), (3132, 100)];
    for (north, east, signs) in [
        ("N", "W", (1.0, -1.0)),
        ("S", "E", (-1.0, 1.0)),
        ("s", "w", (-1.0, -1.0)),
    ] {
        let found = position(&place(&latitude, north, &longitude, east)).expect("a position");
        assert!((found.latitude - signs.0 * 4.9437).abs() < 1e-9);
        assert!((found.longitude - signs.1 * 1.7587).abs() < 1e-9);
        assert_eq!(found.source, PositionSource::Photo);
    }
}

#[test]
fn a_position_that_is_none_is_not_taken_for_one() {
    let zero = [(0, 1), (0, 1), (0, 1)];
    let right = [(4, 1), (56, 1), (0, 1)];
    for (latitude, longitude) in [
        // No fix.
        (&zero[..], &zero[..]),
        // Off the earth.
        (&[(91, 1)], &right[..]),
        (&right[..], &[(180, 1), (1, 1)]),
        // Nothing by nothing.
        (&[(0, 0)], &right[..]),
        (&[(4, 0)], &right[..]),
    ] {
        let exif = place(latitude, "N", longitude, "E");
        assert_eq!(position(&exif), None, "{latitude:?} {longitude:?}");
    }
    let half = exif(&[
        (Tag::GPSLatitudeRef, text("N")),
        (Tag::GPSLatitude, ratios(&right)),
    ]);
    assert_eq!(position(&half), None, "a latitude alone");
    let words = exif(&[
        (Tag::GPSLatitude, text("four")),
        (Tag::GPSLongitude, text("one")),
    ]);
    assert_eq!(position(&words), None, "words");
}

#[test]
fn the_radius_is_read_if_it_is_one() {
    let at = |error: (u32, u32)| {
        position(&exif(&[
            (Tag::GPSLatitude, ratios(&[(4, 1)])),
            (Tag::GPSLongitude, ratios(&[(1, 1)])),
            (Tag::GPSHPositioningError, ratios(&[error])),
        ]))
        .expect("a position")
        .accuracy
    };
    assert_eq!(at((125, 10)), Some(12.5));
    assert_eq!(at((1, 0)), None);
}

#[test]
fn the_time_is_the_one_when_the_picture_was_taken() {
    let both = exif(&[
        (Tag::DateTime, text("2026:11:27 09:00:00")),
        (Tag::DateTimeOriginal, text("2026:11:26 14:12:05")),
    ]);
    assert_eq!(taken_at(&both).as_deref(), Some("2026-11-26 14:12:05"));
    let edited = exif(&[(Tag::DateTime, text("2026:11:27 09:00:00"))]);
    assert_eq!(taken_at(&edited).as_deref(), Some("2026-11-27 09:00:00"));
}

#[test]
fn a_time_that_never_was_is_left_out() {
    for never in [
        "0000:00:00 00:00:00",
        "2026:02:30 10:00:00",
        "2026:11:26 25:00:00",
        "    :  :     :  :  ",
        "yesterday",
        "",
    ] {
        let exif = exif(&[(Tag::DateTimeOriginal, text(never))]);
        assert_eq!(taken_at(&exif), None, "{never:?}");
    }
}

#[test]
fn a_file_of_apples_family_is_known_by_its_brand() {
    assert!(is_heif(b"\0\0\0\x18ftypheic\0\0\0\0"));
    assert!(!is_heif(b"\0\0\0\x18ftypisom\0\0\0\0"));
    assert!(!is_heif(b"\0\0\0\x18ftyp"));
    assert!(!is_heif(b""));
}

/// A picture of one colour.
fn plain(width: u32, height: u32, colour: [u8; 3]) -> Picture {
    Picture::Open {
        width,
        height,
        pixels: colour.repeat((width * height) as usize),
    }
}

fn pixel(jpeg: &[u8], x: u32, y: u32) -> [u8; 3] {
    let image = image::load_from_memory(jpeg)
        .expect("a picture")
        .into_rgb8();
    image.get_pixel(x, y).0
}

#[test]
fn what_the_host_has_opened_is_taken_and_drawn_on() {
    let file = b"a file that only a browser can open";
    let taken = take("a.heic", file, Some(plain(64, 48, [200, 40, 40]))).expect("is taken");
    assert_eq!((taken.width, taken.height), (64, 48));
    assert!(pixel(&taken.photo, 32, 24)[0] > 150);
    let middle = Region {
        x: 0.25,
        y: 0.25,
        width: 0.5,
        height: 0.5,
    };
    let blue = Some(plain(64, 48, [40, 40, 200]));
    let burnt = burn(&taken.photo, &[middle], blue).expect("is drawn on");
    assert!(pixel(&burnt.photo, 32, 24).iter().all(|part| *part < 60));
    assert!(pixel(&burnt.photo, 2, 2)[2] > 150);
}

#[test]
fn what_the_host_could_not_open_is_refused_by_what_it_is() {
    let key = |name: &[u8], picture| match take("a", name, Some(picture)) {
        Err(Error::Api(error)) => error.message_key,
        other => panic!("{other:?}"),
    };
    let short = Picture::Open {
        width: 10,
        height: 10,
        pixels: vec![0; 10],
    };
    let jpeg = b"\xff\xd8\xff\xe0 and no more";
    for (file, picture, expected) in [
        (&jpeg[..], Picture::Shut, "error-photo-damaged"),
        (jpeg, short, "error-photo-damaged"),
        (jpeg, Picture::TooLarge, "error-photo-too-many-pixels"),
        (b"\0\0\0\x18ftypheic", Picture::Shut, "error-photo-heic"),
        (b"a letter", Picture::Shut, "error-photo-kind"),
    ] {
        assert_eq!(key(file, picture), expected);
    }
}

/// A JPEG that says that it lies on its right side.
fn lying(jpeg: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new();
    let field = Field {
        tag: Tag::Orientation,
        ifd_num: In::PRIMARY,
        value: Value::Short(vec![6]),
    };
    writer.push_field(&field);
    let mut fields = Cursor::new(Vec::new());
    writer.write(&mut fields, false).expect("writes");
    let fields = fields.into_inner();
    let length = u16::try_from(fields.len() + 8).expect("short");
    [
        &jpeg[..2],
        &[0xff, 0xe1],
        &length.to_be_bytes(),
        b"Exif\0\0",
        &fields,
        &jpeg[2..],
    ]
    .concat()
}

#[test]
fn boxes_land_where_they_were_drawn_on_a_photo_that_lies_on_its_side() {
    let white = RgbImage::from_pixel(80, 40, image::Rgb([230, 230, 230]));
    let photo = lying(&jpeg(&white, 80).expect("is written"));
    let upper_left = Region {
        x: 0.0,
        y: 0.0,
        width: 0.5,
        height: 0.25,
    };
    let burnt = burn(&photo, &[upper_left], None).expect("is drawn on");
    let image = image::load_from_memory(&burnt.photo).expect("a picture");
    assert_eq!((image.width(), image.height()), (40, 80), "as it is seen");
    assert!(pixel(&burnt.photo, 8, 8).iter().all(|part| *part < 60));
    for (x, y) in [(32, 8), (8, 72), (32, 72)] {
        assert!(pixel(&burnt.photo, x, y).iter().all(|part| *part > 190));
    }
}
