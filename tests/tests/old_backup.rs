//! A hub comes back from a backup that is thirty days old, while everybody was active: citizens,
//! officers, a second device, a copied phone. What each device wrote comes back without anybody
//! asking for it, and the person's next phone has it all.

use durbar_api::{
    complaints::{ListMine, QueuePart},
    identity::{AcceptLink, OfferLink, ReadMe, RevokeDevice},
};
use durbar_tests::kit::{
    Link, Phone, PhoneFile, Result, STORY_START, Server, all_sync, copy_folder, noise_jpeg,
    server_does,
};
use std::{fs, path::PathBuf};

const DAY: i64 = 86_400;

#[test]
fn a_hub_put_back_from_a_month_ago_has_all_again_that_its_devices_wrote() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let at = |name: &str| folder.path().join(name);
    let server = Server::fresh_with(&at("hub"), &["--rate", "100000", "--burst", "100000"])?;
    let link = Link::to(server.address())?;
    let open = |name: &str, seed: u64, day: i64| -> Result<(PathBuf, Phone)> {
        fs::create_dir_all(at(name))?;
        let file = at(name).join("phone.db");
        let now = STORY_START + day * DAY * 1000;
        let phone = Phone::open(&file, &link.origin(), seed, now)?;
        Ok((file, phone))
    };

    // Before the backup: a citizen with a laptop, an officer, one who stays away all the time.
    let (_, mut phone) = open("phone", 1, 0)?;
    let (laptop_file, mut laptop) = open("laptop", 2, 0)?;
    let (officer_file, mut officer) = open("officer", 3, 0)?;
    let (_, mut away) = open("away", 4, 0)?;
    for device in [&mut phone, &mut laptop, &mut away] {
        device.sync_until_done()?;
    }
    officer.join(&server, "works", "Esi Mensah")?;
    let old = phone.file("Filed before the backup", &[noise_jpeg(320, 240, 1)?])?;
    let quiet = away.file("Filed by who stayed away", &[noise_jpeg(320, 240, 2)?])?;
    let code = phone.must(OfferLink {})?.code;
    laptop.must(AcceptLink { code })?;
    all_sync(&mut [&mut phone, &mut laptop, &mut officer, &mut away])?;
    server_does(
        &["backup"],
        &[("--data", &at("hub")), ("--to", &at("backup"))],
    )?;

    // A month of work, all of it lost with the hub.
    let mut filed = Vec::new();
    for day in 1..=10 {
        for device in [&mut phone, &mut laptop, &mut officer] {
            device.wait_seconds(3 * DAY);
        }
        let text = format!("Filed on day {}", day * 3);
        let device = if day % 2 == 0 {
            &mut phone
        } else {
            &mut laptop
        };
        filed.push(device.file(&text, &[noise_jpeg(320, 240, 10 + day)?])?.case);
        all_sync(&mut [&mut phone, &mut laptop, &mut officer])?;
        let last = filed.last().ok_or("a case")?;
        officer.say(last, "We know of it.")?;
        phone.say(&old.case, &format!("It still floods on day {}.", day * 3))?;
        all_sync(&mut [&mut phone, &mut laptop, &mut officer])?;
    }
    // The laptop's data are copied to another one, which goes on as well.
    drop(laptop);
    copy_folder(&at("laptop"), &at("copy"))?;
    let now = STORY_START + 31 * DAY * 1000;
    let mut laptop = Phone::open(&laptop_file, &link.origin(), 6, now)?;
    let mut copy = Phone::open(&at("copy").join("phone.db"), &link.origin(), 7, now)?;
    laptop.say(&old.case, "From the laptop, waiting.")?;
    copy.say(&old.case, "From its copy, waiting.")?;

    // The hub burns down.
    drop(server);
    fs::remove_dir_all(at("hub"))?;
    server_does(
        &["restore"],
        &[("--from", &at("backup")), ("--data", &at("hub"))],
    )?;
    let again = ["--rate", "100000", "--burst", "100000"];
    let server = Server::serve(&at("hub"), "127.0.0.1:0", &again)?;
    link.lead_to(server.address())?;
    away.wait_seconds(31 * DAY);
    all_sync(&mut [&mut copy, &mut phone, &mut officer, &mut laptop, &mut away])?;

    for device in [&mut laptop, &mut copy, &mut phone, &mut away] {
        assert!(device.all_received()?, "{}", device.path().display());
    }
    // The phone is lost, the laptop takes it off, and links the new one.
    let lost = laptop
        .must(ReadMe {})?
        .devices
        .into_iter()
        .find(|device| !device.this)
        .ok_or("the phone")?;
    laptop.must(RevokeDevice { device: lost.id })?;
    laptop.sync_until_done()?;
    drop(phone);
    let (new_file, mut new) = open("new", 5, 32)?;
    new.sync_until_done()?;
    let code = laptop.must(OfferLink {})?.code;
    new.must(AcceptLink { code })?;
    all_sync(&mut [&mut new, &mut laptop, &mut officer])?;
    assert_eq!(new.must(ListMine {})?.len(), 11, "all is on the new phone");
    // A newcomer reads nothing but the new hub: it has everything, once.
    let (file, mut newcomer) = open("newcomer", 8, 32)?;
    newcomer.join(&server, "works", "Kofi Arthur")?;
    newcomer.sync_until_done()?;
    let queue = newcomer.queue(QueuePart::Open)?;
    assert_eq!(queue.len(), 12, "{queue:#?}");
    for case in &queue {
        let photos: Vec<_> = newcomer
            .case(&case.id)?
            .photos
            .into_iter()
            .map(|photo| photo.blob)
            .collect();
        assert_eq!(photos.len(), 1);
        newcomer.fetch(&photos)?;
    }
    let words = format!("{:?}", newcomer.case(&old.case)?.timeline);
    for text in [
        "From the laptop, waiting.",
        "From its copy, waiting.",
        "on day 30.",
    ] {
        assert_eq!(words.matches(text).count(), 1, "{text} in {words}");
    }
    assert!(newcomer.case(&quiet.case).is_ok());
    // The same heads for everybody who reads them.
    all_sync(&mut [&mut new, &mut officer, &mut newcomer])?;
    drop((new, officer, newcomer));
    let (new, officer, newcomer) = (
        PhoneFile::open(&new_file)?,
        PhoneFile::open(&officer_file)?,
        PhoneFile::open(&file)?,
    );
    for case in filed.iter().chain([&old.case]) {
        let all = newcomer.changes(&case.0)?;
        assert!(!all.is_empty());
        assert_eq!(new.changes(&case.0)?, all, "{}", case.0);
        assert_eq!(officer.changes(&case.0)?, all, "{}", case.0);
    }
    Ok(())
}
