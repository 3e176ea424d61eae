//! What the person of a case does with it.

use crate::cast::{World, all_sync, filed, move_to, queue, refused};
use durbar_api::{
    complaints::{
        AddPhoto, AddReplyPhoto, ConfirmFixed, Confirmation, QueuePart, Rate, ReadReceipt,
        RedactPhoto, Region, Reopen, SaveDraft, Search, SendReply, StartDraft, Submit, Verified,
        VerifyReceipt, What, Withdraw,
    },
    media::{Blob, Read},
};
use durbar_tests::kit::{Result, static_jpeg};

#[test]
fn fixed_is_open_to_objection_until_the_packs_days_pass() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let case = filed(&mut citizen, "Blocked gutter")?;
    officer.sync_until_done()?;
    move_to(&mut officer, &case, "acknowledged", "")?;
    move_to(&mut officer, &case, "fixed", "")?;
    all_sync(&mut [&mut officer, &mut citizen])?;
    let seen = citizen.case(&case)?;
    let Some(Confirmation::Awaited { until }) = seen.summary.confirmation else {
        return Err(format!("{:?}", seen.summary.confirmation).into());
    };
    assert!(seen.doors.confirm && seen.doors.reopen && seen.doors.rate);
    assert_eq!(queue(&mut officer, QueuePart::Unconfirmed)?, [case.clone()]);

    let reopen = |reason: &str| Reopen {
        case: case.clone(),
        reason: reason.to_owned(),
    };
    assert_eq!(refused(&mut citizen, reopen("")), "error-reason-missing");
    citizen.must(reopen("The sand is still there"))?;
    all_sync(&mut [&mut citizen, &mut officer])?;
    let again = officer.case(&case)?;
    assert_eq!(again.summary.status, "reopened");
    assert!(again.summary.news, "the office hears of it");
    assert_eq!(queue(&mut officer, QueuePart::Open)?, [case.clone()]);

    move_to(&mut officer, &case, "fixed", "Now it is.")?;
    all_sync(&mut [&mut officer, &mut citizen])?;
    citizen.must(ConfirmFixed { case: case.clone() })?;
    let rate = |score: u8| Rate {
        case: case.clone(),
        score,
        comment: "Took two tries".to_owned(),
    };
    assert_eq!(refused(&mut citizen, rate(6)), "error-not-now");
    citizen.must(rate(3))?;
    citizen.must(rate(4))?;
    all_sync(&mut [&mut citizen, &mut officer])?;
    let end = officer.case(&case)?;
    assert_eq!(end.summary.confirmation, Some(Confirmation::Confirmed));
    assert_eq!(
        end.rating.map(|rating| rating.score),
        Some(4),
        "the last one counts"
    );

    // Another one that nobody objects to.
    let quiet = filed(&mut citizen, "Broken slab")?;
    officer.sync_until_done()?;
    move_to(&mut officer, &quiet, "acknowledged", "")?;
    move_to(&mut officer, &quiet, "fixed", "")?;
    all_sync(&mut [&mut officer, &mut citizen])?;
    citizen.wait_seconds(200 * 24 * 3600);
    let lapsed = citizen.case(&quiet)?;
    assert_eq!(
        lapsed.summary.confirmation,
        Some(Confirmation::Lapsed),
        "after {until}"
    );
    assert!(!lapsed.doors.reopen);
    let late = Reopen {
        case: quiet,
        reason: "Late".to_owned(),
    };
    assert_eq!(refused(&mut citizen, late), "error-not-now");
    Ok(())
}

#[test]
fn a_withdrawn_case_stops_and_stays_on_record() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let case = filed(&mut citizen, "Blocked gutter")?;
    citizen.must(Withdraw {
        case: case.clone(),
        reason: "We did it ourselves".to_owned(),
    })?;
    all_sync(&mut [&mut citizen, &mut officer])?;
    let seen = officer.case(&case)?;
    assert_eq!(seen.summary.status, "withdrawn");
    assert!(queue(&mut officer, QueuePart::Open)?.is_empty());
    assert_eq!(queue(&mut officer, QueuePart::Closed)?, [case.clone()]);
    let again = Withdraw {
        case,
        reason: String::new(),
    };
    assert_eq!(refused(&mut citizen, again), "error-not-now");
    Ok(())
}

#[test]
fn boxes_are_burnt_in_before_a_photo_leaves_the_device() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let draft = citizen.must(StartDraft { intake: None })?.id;
    let taken = citizen.must(AddPhoto {
        draft: draft.clone(),
        name: "gate.jpg".to_owned(),
        bytes: static_jpeg(5)?,
    })?;
    let first = taken.photos[0].clone();
    let hide = |photo: &durbar_api::complaints::Photo, regions: Vec<Region>| RedactPhoto {
        draft: draft.clone(),
        photo: photo.blob.clone(),
        regions,
    };
    let region = Region {
        x: 0.25,
        y: 0.25,
        width: 0.5,
        height: 0.5,
    };
    let hidden = citizen.must(hide(&first, vec![region]))?.photos[0].clone();
    assert!(hidden.redacted && hidden.blob != first.blob);
    assert_eq!(
        hidden.original.as_ref(),
        Some(&first.blob),
        "boxes can be moved"
    );
    let moved = Region { x: 0.0, ..region };
    let hidden = citizen.must(hide(&hidden, vec![moved]))?.photos[0].clone();
    let wrong = Region {
        x: f32::NAN,
        ..region
    };
    assert_eq!(
        refused(&mut citizen, hide(&hidden, vec![wrong])),
        "error-regions"
    );
    let answers = durbar_api::complaints::Answers {
        category: Some("drains".to_owned()),
        description: "Somebody dumps here".to_owned(),
        place: crate::cast::place(0.0),
        ..Default::default()
    };
    citizen.must(SaveDraft {
        draft: draft.clone(),
        answers,
        step: "check".to_owned(),
    })?;
    let case = citizen.must(Submit { draft })?.case;
    all_sync(&mut [&mut citizen, &mut officer])?;
    let seen = officer.case(&case)?.photos[0].clone();
    assert_eq!((&seen.blob, seen.redacted), (&hidden.blob, true));
    officer.fetch(std::slice::from_ref(&seen.blob))?;
    let Blob::Here(bytes) = officer.must(Read { blob: seen.blob })? else {
        return Err("the photo does not come".into());
    };
    let picture = image::load_from_memory(&bytes)?.to_luma8();
    let (width, height) = picture.dimensions();
    let dark = |x: u32, y: u32| picture.get_pixel(x, y).0[0] < 60;
    for step in 1..10 {
        assert!(dark(width / 2 * step / 10, height / 2), "hidden");
    }
    assert!((0..10).any(|step| !dark(width * 3 / 4 + width / 50 * step, height / 2)));
    assert_eq!(
        refused(&mut citizen, Read { blob: first.blob }),
        "error-not-found",
        "the picture before the boxes is gone from the device, too"
    );
    Ok(())
}

#[test]
fn more_photos_come_with_a_message() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let case = filed(&mut citizen, "Blocked gutter")?;
    let draft = citizen.must(AddReplyPhoto {
        case: case.clone(),
        name: "more.jpg".to_owned(),
        bytes: static_jpeg(9)?,
    })?;
    assert_eq!(draft.photos.len(), 1);
    citizen.must(SendReply {
        case: case.clone(),
        text: String::new(),
    })?;
    assert!(citizen.case(&case)?.reply_draft.photos.is_empty());
    all_sync(&mut [&mut citizen, &mut officer])?;
    let photos = officer
        .case(&case)?
        .timeline
        .into_iter()
        .find_map(|entry| match entry.what {
            What::Message { photos, .. } => Some(photos),
            _ => None,
        })
        .ok_or("a message")?;
    officer.fetch(&[photos[0].blob.clone()])?;
    let empty = SendReply {
        case,
        text: " ".to_owned(),
    };
    assert_eq!(refused(&mut citizen, empty), "error-message-empty");
    Ok(())
}

#[test]
fn a_receipts_code_is_verified_on_another_device_without_a_network() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut neighbour = world.phone()?;
    let case = citizen.file("Blocked gutter", &[static_jpeg(3)?])?.case;
    let read = || ReadReceipt { case: case.clone() };
    let sheet = citizen.must(read())?;
    assert_eq!(
        (sheet.receipt, sheet.code),
        (None, None),
        "nothing is received yet"
    );
    citizen.sync_until_done()?;
    let sheet = citizen.must(read())?;
    let code = sheet.code.ok_or("a code")?;
    let verify = |code: &str| VerifyReceipt {
        code: format!("https://example.org{code}"),
    };
    let Verified::True {
        reference,
        blobs,
        case: own,
        ..
    } = neighbour.must(verify(&code))?
    else {
        return Err("not verified".into());
    };
    assert_eq!((reference, blobs, own), (sheet.reference, 2, None));
    let own = citizen.must(verify(&code))?;
    assert!(matches!(own, Verified::True { case: Some(_), .. }));
    let mut bytes = code.into_bytes();
    let middle = bytes.len() / 2;
    bytes[middle] = if bytes[middle] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(bytes)?;
    assert!(matches!(
        neighbour.must(verify(&forged))?,
        Verified::False | Verified::Unreadable
    ));
    assert_eq!(
        neighbour.must(verify("/code#rubbish"))?,
        Verified::Unreadable
    );
    Ok(())
}

#[test]
fn everything_is_found_by_any_of_its_words() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let case = filed(&mut citizen, "The kúlvert by the clinic floods")?;
    filed(&mut citizen, "Street light out")?;
    officer.sync_until_done()?;
    officer.must(SendReply {
        case: case.clone(),
        text: "The excavator is booked.".to_owned(),
    })?;
    all_sync(&mut [&mut officer, &mut citizen])?;
    let reference = citizen.case(&case)?.summary.reference;
    for words in [
        "kulvert",
        "CLINIC fl",
        "excavator",
        &reference,
        &reference.replace('-', ""),
    ] {
        for phone in [&mut citizen, &mut officer] {
            let found = phone.must(Search {
                text: words.to_owned(),
            })?;
            let ids: Vec<_> = found.cases.into_iter().map(|found| found.id).collect();
            assert_eq!(ids, [case.clone()], "{words}");
        }
    }
    // By what the pack calls it, in any of its languages; both are about the same.
    for words in ["drains and floodin", "nsukwan ne nsuy"] {
        let found = officer.must(Search {
            text: words.to_owned(),
        })?;
        assert_eq!(found.cases.len(), 2, "{words}");
    }
    let none = citizen.must(Search {
        text: "\" OR *".to_owned(),
    })?;
    assert!(none.cases.is_empty());
    Ok(())
}
