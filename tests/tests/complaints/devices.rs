//! A person with several devices, and one that is lost.

use crate::cast::{World, all_sync, filed, refused};
use durbar_api::{
    app::Leave,
    complaints::{
        AddPhoto, Author, ListMine, Photo, ReadCase, RedactPhoto, Region, SendReply, StartDraft,
        Viewer, What,
    },
    identity::{AcceptLink, DeviceState, OfferLink, ReadMe, ReadRecovery, Restore, RevokeDevice},
};
use durbar_tests::kit::{Phone, Result, static_jpeg};

fn mine(phone: &mut Phone) -> Result<usize> {
    Ok(phone.must(ListMine {})?.len())
}

#[test]
fn two_devices_of_one_person_have_the_same_matters() -> Result<()> {
    let mut world = World::new()?;
    let mut phone = world.phone()?;
    let mut laptop = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let case = filed(&mut phone, "Blocked gutter")?;
    let on_laptop = filed(&mut laptop, "Street light out at home")?;
    let offer = phone.must(OfferLink {})?;
    let accept = || AcceptLink {
        code: offer.code.clone(),
    };
    laptop.must(accept())?;
    all_sync(&mut [&mut laptop, &mut phone, &mut officer])?;
    assert_eq!((mine(&mut phone)?, mine(&mut laptop)?), (2, 2));
    assert_eq!(laptop.case(&case)?.viewer, Viewer::Citizen);
    for device in [&mut phone, &mut laptop] {
        let me = device.must(ReadMe {})?;
        assert_eq!(me.devices.len(), 2);
        assert!(me.devices[0].this);
        assert!(
            me.devices
                .iter()
                .all(|device| device.state == DeviceState::Linked)
        );
    }

    laptop.must(SendReply {
        case: case.clone(),
        text: "From my laptop".to_owned(),
    })?;
    phone.must(SendReply {
        case: on_laptop.clone(),
        text: "From my phone".to_owned(),
    })?;
    all_sync(&mut [&mut laptop, &mut phone, &mut officer])?;
    assert!(laptop.all_received()? && phone.all_received()?);
    for (case, text) in [(&case, "From my laptop"), (&on_laptop, "From my phone")] {
        let seen = officer.case(case)?;
        let last = seen.timeline.last().ok_or("an entry")?;
        assert_eq!(last.by, Author::Citizen, "one person to the office");
        assert!(matches!(&last.what, What::Message { text: said, .. } if said == text));
    }
    // The code works once.
    let mut thief = world.phone()?;
    thief.must(accept())?;
    thief.sync_until_done()?;
    assert_eq!(mine(&mut thief)?, 0);
    assert_eq!(refused(&mut thief, ReadCase { case }), "error-not-found");
    Ok(())
}

#[test]
fn a_revoked_device_reads_and_sends_nothing_more_and_forgets() -> Result<()> {
    let mut world = World::new()?;
    let mut phone = world.phone()?;
    let mut lost = world.phone()?;
    let case = filed(&mut phone, "Blocked gutter")?;
    let code = phone.must(OfferLink {})?.code;
    lost.must(AcceptLink { code })?;
    all_sync(&mut [&mut lost, &mut phone])?;
    assert_eq!(mine(&mut lost)?, 1);
    // Nobody has this but the device itself: it stays.
    let draft = lost.must(StartDraft { intake: None })?.id;
    let photo = lost.must(AddPhoto {
        draft: draft.clone(),
        name: "gate.jpg".to_owned(),
        bytes: static_jpeg(6)?,
    })?;
    let hide = |photo: &Photo, regions: Vec<Region>| RedactPhoto {
        draft: draft.clone(),
        photo: photo.blob.clone(),
        regions,
    };
    let region = Region {
        x: 0.1,
        y: 0.1,
        width: 0.2,
        height: 0.2,
    };
    let hidden = lost.must(hide(&photo.photos[0], vec![region]))?;
    let device = phone.must(ReadMe {})?.devices[1].id.clone();
    phone.must(RevokeDevice {
        device: device.clone(),
    })?;
    phone.sync_until_done()?;
    assert_eq!(
        phone.must(ReadMe {})?.devices[1].state,
        DeviceState::Revoked
    );
    lost.must(SendReply {
        case: case.clone(),
        text: "It is me, really".to_owned(),
    })?;
    lost.sync()?;
    lost.sync()?;
    assert!(lost.must(ReadMe {})?.revoked);
    assert_eq!(
        refused(&mut lost, ReadCase { case: case.clone() }),
        "error-not-found"
    );
    let shown = lost.must(hide(&hidden.photos[0], Vec::new()))?;
    assert_eq!(shown.photos[0].width, photo.photos[0].width);
    // Somebody else may begin anew on it.
    assert_eq!(lost.must(Leave {})?.waiting, 0);
    assert!(!lost.must(ReadMe {})?.revoked);
    phone.sync_until_done()?;
    let entries = phone.case(&case)?.timeline;
    assert!(!format!("{entries:?}").contains("really"));
    let own = phone.must(ReadMe {})?.devices[0].id.clone();
    assert_eq!(
        refused(&mut phone, RevokeDevice { device: own }),
        "error-not-found"
    );
    Ok(())
}

#[test]
fn who_lost_the_first_phone_goes_on_with_the_other_device() -> Result<()> {
    let mut world = World::new()?;
    let mut lost = world.phone()?;
    let mut laptop = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let case = filed(&mut lost, "Blocked gutter")?;
    let code = lost.must(OfferLink {})?.code;
    laptop.must(AcceptLink { code })?;
    all_sync(&mut [&mut laptop, &mut lost, &mut officer])?;
    let device = laptop.must(ReadMe {})?.devices[1].id.clone();
    laptop.must(RevokeDevice { device })?;
    laptop.must(SendReply {
        case: case.clone(),
        text: "My phone is gone".to_owned(),
    })?;
    all_sync(&mut [&mut laptop, &mut officer])?;
    assert_eq!(mine(&mut laptop)?, 1);
    assert_eq!(laptop.case(&case)?.viewer, Viewer::Citizen);
    assert!(laptop.all_received()?);
    let seen = officer.case(&case)?;
    let last = seen.timeline.last().ok_or("an entry")?;
    assert_eq!(last.by, Author::Citizen);
    assert!(matches!(&last.what, What::Message { text, .. } if text == "My phone is gone"));
    Ok(())
}

#[test]
fn what_was_printed_brings_the_matters_back() -> Result<()> {
    let mut world = World::new()?;
    let mut phone = world.phone()?;
    let case = filed(&mut phone, "Blocked gutter")?;
    let printed = phone.must(ReadRecovery {})?;
    drop(phone);
    let mut new = world.phone()?;
    let typed = printed.words.join(" ").to_lowercase();
    let mut wrong = typed.clone();
    wrong.replace_range(0..1, if typed.starts_with('a') { "b" } else { "a" });
    assert_eq!(
        refused(&mut new, Restore { code: wrong }),
        "error-recovery-code"
    );
    new.must(Restore { code: typed })?;
    new.sync_until_done()?;
    assert_eq!(new.case(&case)?.viewer, Viewer::Citizen);
    new.must(SendReply {
        case: case.clone(),
        text: "With my new phone".to_owned(),
    })?;
    new.sync_until_done()?;
    assert!(new.all_received()?);
    let mut by_code = world.phone()?;
    by_code.must(Restore { code: printed.code })?;
    by_code.sync_until_done()?;
    assert_eq!(by_code.case(&case)?.viewer, Viewer::Citizen);
    Ok(())
}
