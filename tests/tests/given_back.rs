//! What was received after a hub's last backup comes back after a restore, even if the device that
//! wrote it is gone: whoever had got it gives it back, and it keeps its day.
#![allow(clippy::expect_used)]

use durbar_api::{
    CaseId, Timestamp,
    complaints::{ListColleagues, QueuePart, Sending, What},
    identity::{AcceptLink, OfferLink, ReadMe, RevokeDevice, RoleState},
};
use durbar_tests::kit::{
    Link, Phone, Result, STORY_START, Server, all_sync, noise_jpeg, server_does,
};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

const DAY: i64 = 86_400;

/// A hub that will burn down, and a way to it that stays.
struct Town {
    folder: TempDir,
    server: Option<Server>,
    link: Link,
}

impl Town {
    fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let server = Server::fresh_with(&folder.path().join("hub"), &OPEN)?;
        let link = Link::to(server.address())?;
        Ok(Self {
            folder,
            server: Some(server),
            link,
        })
    }

    fn server(&self) -> Result<&Server> {
        Ok(self.server.as_ref().ok_or("no hub")?)
    }

    fn phone(&self, name: &str, seed: u64, day: i64) -> Result<Phone> {
        let file = self.folder.path().join(format!("{name}.db"));
        let mut phone = Phone::open(
            &file,
            &self.link.origin(),
            seed,
            STORY_START + day * DAY * 1000,
        )?;
        phone.sync_until_done()?;
        Ok(phone)
    }

    fn officer(&self, name: &str, seed: u64, day: i64) -> Result<Phone> {
        let mut phone = self.phone(name, seed, day)?;
        phone.join(self.server()?, "works", name)?;
        phone.sync_until_done()?;
        Ok(phone)
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn back_up(&self) -> Result<()> {
        self.back_up_to("backup")
    }

    fn back_up_to(&self, name: &str) -> Result<()> {
        server_does(
            &["backup"],
            &[("--data", &self.place("hub")), ("--to", &self.place(name))],
        )
    }

    /// The hub looks through all that it has.
    fn is_sound(&self) -> Result<()> {
        server_does(&["verify"], &[("--data", &self.place("hub"))])
    }

    /// The hub burns down, and another is made from the backup.
    fn is_put_back(&mut self) -> Result<()> {
        self.is_put_back_from("backup")
    }

    fn is_put_back_from(&mut self, name: &str) -> Result<()> {
        self.server = None;
        fs::remove_dir_all(self.place("hub"))?;
        server_does(
            &["restore"],
            &[
                ("--from", &self.place(name)),
                ("--data", &self.place("hub")),
            ],
        )?;
        let server = Server::serve(&self.place("hub"), "127.0.0.1:0", &OPEN)?;
        self.link.lead_to(server.address())?;
        self.server = Some(server);
        Ok(())
    }
}

const OPEN: [&str; 4] = ["--rate", "100000", "--burst", "100000"];

fn say(phone: &mut Phone, case: &CaseId, text: &str) -> Result<()> {
    phone.wait_seconds(60);
    phone.say(case, text)?;
    phone.sync_until_done()
}

fn received(phone: &mut Phone, case: &CaseId) -> Result<Option<Timestamp>> {
    Ok(phone.case(case)?.summary.received_at)
}

#[test]
fn the_words_of_a_lost_phone_come_back_from_the_office() -> Result<()> {
    let mut town = Town::open()?;
    let mut esi = town.officer("Esi Mensah", 1, 0)?;
    town.back_up()?;

    let mut phone = town.phone("phone", 2, 3)?;
    let case = phone
        .file("Filed after the backup", &[noise_jpeg(320, 240, 1)?])?
        .case;
    phone.sync_until_done()?;
    esi.wait_seconds(3 * DAY);
    esi.sync_until_done()?;
    let photos: Vec<_> = esi
        .case(&case)?
        .photos
        .into_iter()
        .map(|one| one.blob)
        .collect();
    esi.fetch(&photos)?;
    say(&mut esi, &case, "We know of it.")?;
    phone.sync_until_done()?;
    say(&mut phone, &case, "It still floods.")?;
    all_sync(&mut [&mut phone, &mut esi])?;
    let day = received(&mut esi, &case)?.expect("it was received");
    // The phone falls into the lagoon.
    drop(phone);
    town.is_put_back()?;

    esi.wait_seconds(20 * DAY);
    all_sync(&mut [&mut esi])?;
    assert_eq!(esi.case(&case)?.summary.sending, Sending::Received);
    assert_eq!(received(&mut esi, &case)?, Some(day));

    // Who reads nothing but the new hub has everything, once, with its days.
    let mut kofi = town.officer("Kofi Arthur", 3, 30)?;
    assert_eq!(kofi.queue(QueuePart::Open)?.len(), 1);
    assert_eq!(kofi.words(&case)?, ["We know of it.", "It still floods."]);
    assert_eq!(received(&mut kofi, &case)?, Some(day));
    kofi.fetch(&photos)?;
    say(&mut kofi, &case, "It will be mended on Monday.")?;
    assert_eq!(kofi.case(&case)?.summary.sending, Sending::Received);
    all_sync(&mut [&mut esi, &mut kofi])?;
    assert_eq!(esi.words(&case)?.len(), 3);
    town.is_sound()
}

#[test]
fn words_of_two_devices_that_build_on_each_other_come_back_in_their_order() -> Result<()> {
    let mut town = Town::open()?;
    let mut laptop = town.phone("laptop", 1, 0)?;
    let mut phone = town.phone("phone", 2, 0)?;
    let code = laptop.must(OfferLink {})?.code;
    phone.must(AcceptLink { code })?;
    all_sync(&mut [&mut phone, &mut laptop])?;
    town.back_up()?;

    let case = phone.file("Filed after the backup", &[])?.case;
    all_sync(&mut [&mut phone, &mut laptop])?;
    let told = ["1: laptop", "2: phone", "3: laptop", "4: phone"];
    for text in told {
        let device = if text.ends_with("phone") {
            &mut phone
        } else {
            &mut laptop
        };
        say(device, &case, text)?;
        all_sync(&mut [&mut phone, &mut laptop])?;
    }
    let day = received(&mut laptop, &case)?;
    drop(phone);
    town.is_put_back()?;

    laptop.wait_seconds(9 * DAY);
    // Written before it hears of the restore: it builds on what is lost.
    laptop.say(&case, "5: laptop")?;
    all_sync(&mut [&mut laptop])?;
    assert!(laptop.all_received()?);
    let mut esi = town.officer("Esi Mensah", 3, 30)?;
    assert_eq!(
        esi.words(&case)?,
        [
            "1: laptop",
            "2: phone",
            "3: laptop",
            "4: phone",
            "5: laptop"
        ]
    );
    assert_eq!(received(&mut esi, &case)?, day);
    town.is_sound()
}

#[test]
fn the_answer_of_a_lost_office_comes_back_from_the_citizen_with_its_role() -> Result<()> {
    let mut town = Town::open()?;
    let mut phone = town.phone("phone", 1, 0)?;
    let case = phone.file("Filed before the backup", &[])?.case;
    phone.sync_until_done()?;
    town.back_up()?;
    let mut esi = town.officer("Esi Mensah", 2, 0)?;
    say(&mut esi, &case, "We know of it.")?;
    phone.wait_seconds(60);
    phone.sync_until_done()?;
    drop(esi);
    town.is_put_back()?;

    all_sync(&mut [&mut phone])?;
    let mut kofi = town.officer("Kofi Arthur", 3, 9)?;
    assert_eq!(kofi.words(&case)?, ["We know of it."]);
    let said =
        kofi.case(&case)?.timeline.into_iter().find(
            |one| matches!(&one.what, What::Message { text, .. } if text == "We know of it."),
        );
    let who = format!("{:?}", said.expect("it is there"));
    assert!(who.contains("Esi Mensah"), "{who}");
    town.is_sound()
}

#[test]
fn a_role_that_was_ended_stays_ended_and_its_words_stay_the_offices() -> Result<()> {
    let mut town = Town::open()?;
    let mut phone = town.phone("phone", 1, 0)?;
    let case = phone.file("Filed before the backup", &[])?.case;
    phone.sync_until_done()?;
    let mut esi = town.officer("Esi Mensah", 2, 0)?;
    let mut kofi = town.officer("Kofi Arthur", 3, 0)?;
    say(&mut esi, &case, "We know of it.")?;
    town.back_up()?;

    let device = esi.key()?.to_string();
    let hub = town.place("hub");
    server_does(&["revoke", "--device", &device], &[("--data", &hub)])?;
    let holds = |phone: &mut Phone| -> Result<bool> {
        let roles = phone.must(ReadMe {})?.roles;
        Ok(roles.iter().any(|role| role.state == RoleState::Active))
    };
    assert!(holds(&mut esi)?, "she has not heard of it");
    // What she says now is no longer an officer's.
    say(&mut esi, &case, "Pay me and it is done.")?;
    assert!(!holds(&mut esi)?);
    all_sync(&mut [&mut phone, &mut kofi])?;
    assert_eq!(phone.words(&case)?, ["We know of it."]);
    assert!(holds(&mut kofi)?);
    let colleagues = kofi.must(ListColleagues {
        department: "works".to_owned(),
    })?;
    assert_eq!(colleagues.len(), 1, "nothing is assigned to who left");

    // The backup knows nothing of it; the phones do.
    town.is_put_back()?;
    kofi.wait_seconds(DAY);
    kofi.sync_until_done()?;
    esi.wait_seconds(DAY);
    esi.sync_until_done()?;
    assert!(!holds(&mut esi)?);
    assert!(esi.say(&case, "Pay me.").is_err(), "she is no officer here");
    let mut abena = town.officer("Abena Owusu", 4, 2)?;
    assert_eq!(abena.words(&case)?, ["We know of it."]);
    let said = abena.case(&case)?.timeline;
    assert!(format!("{said:?}").contains("Esi Mensah"), "{said:?}");
    town.is_sound()
}

#[test]
fn many_matters_come_back_with_their_pictures_and_the_device_comes_to_rest() -> Result<()> {
    let mut town = Town::open()?;
    let mut esi = town.officer("Esi Mensah", 1, 0)?;
    town.back_up()?;
    let mut phone = town.phone("phone", 2, 1)?;
    let mut cases = Vec::new();
    for number in 0..120 {
        let photo = noise_jpeg(64, 48, 100 + number)?;
        let text = format!(
            "Matter {number}: {}",
            "the drain is full again. ".repeat(12)
        );
        cases.push(phone.file(&text, &[photo])?.case);
        phone.wait_seconds(600);
    }
    phone.sync_until_done()?;
    esi.wait_seconds(2 * DAY);
    esi.sync_until_done()?;
    drop(phone);
    town.is_put_back()?;

    // Nothing but what it does of its own: it would never end if photos held up what is behind them.
    esi.wait_seconds(2 * DAY);
    esi.sync_until_done()?;
    esi.take_traffic();
    esi.wait_seconds(600);
    esi.sync_until_done()?;
    assert!(esi.take_traffic().requests <= 2, "it is at rest");
    let mut kofi = town.officer("Kofi Arthur", 3, 9)?;
    kofi.sync_until_done()?;
    for case in &cases {
        let thumbnails: Vec<_> = kofi
            .case(case)?
            .photos
            .into_iter()
            .map(|photo| photo.thumbnail)
            .collect();
        assert_eq!(thumbnails.len(), 1, "{case:?}");
        kofi.fetch(&thumbnails)?;
    }
    town.is_sound()
}

fn texts(phone: &mut Phone) -> Result<Vec<String>> {
    let queue = phone.queue(QueuePart::Open)?;
    let mut texts: Vec<_> = queue.into_iter().map(|row| row.title).collect();
    texts.sort();
    Ok(texts)
}

#[test]
fn what_the_backup_has_does_not_travel_again() -> Result<()> {
    let mut town = Town::open()?;
    let mut esi = town.officer("Esi Mensah", 1, 0)?;
    let mut phone = town.phone("phone", 2, 0)?;
    let mut expected = Vec::new();
    for number in 0..40 {
        expected.push(format!("Matter {number:02}: the drain is full again"));
        phone.file(&expected[number], &[])?;
    }
    all_sync(&mut [&mut phone, &mut esi])?;
    town.back_up()?;
    for text in ["Matter 40: after the backup", "Matter 41: after it, too"] {
        phone.file(text, &[])?;
        expected.push(text.to_owned());
    }
    all_sync(&mut [&mut phone, &mut esi])?;
    phone.take_traffic();
    esi.take_traffic();
    town.is_put_back()?;
    all_sync(&mut [&mut phone, &mut esi])?;
    // Of forty matters a receipt alone is 8 KB, and the words as much again.
    for device in [&mut phone, &mut esi] {
        assert!(device.all_received()?);
        let traffic = device.take_traffic();
        assert!(traffic.up + traffic.down < 4_000, "{traffic:?}");
    }
    let mut kofi = town.officer("Kofi Arthur", 3, 1)?;
    assert_eq!(texts(&mut kofi)?, expected);
    town.is_sound()
}

/// Each restore is one from another past: numbers that mean something in one mean something else in
/// the other.
#[test]
fn a_hub_that_is_put_back_from_an_older_backup_than_before_has_everything_again() -> Result<()> {
    let mut town = Town::open()?;
    let mut esi = town.officer("Esi Mensah", 1, 0)?;
    let mut phone = town.phone("phone", 2, 0)?;
    let mut away = town.phone("away", 3, 0)?;
    let mut yaw = town.officer("Yaw Boateng", 5, 0)?;
    let mut expected = Vec::new();
    let mut file = |phone: &mut Phone, esi: &mut Phone, text: &str| -> Result<()> {
        expected.push(text.to_owned());
        phone.file(text, &[])?;
        all_sync(&mut [phone, esi])
    };
    file(&mut away, &mut esi, "1: from who is away then")?;
    file(&mut phone, &mut esi, "2: before the first backup")?;
    town.back_up_to("first")?;
    file(&mut phone, &mut esi, "3: between the backups")?;
    file(&mut away, &mut esi, "4: the last before being away")?;
    town.back_up_to("second")?;
    file(&mut phone, &mut esi, "5: after both")?;
    town.is_put_back_from("second")?;
    all_sync(&mut [&mut esi, &mut phone])?;
    file(&mut phone, &mut esi, "6: after the first fire")?;
    town.back_up_to("third")?;
    file(&mut phone, &mut esi, "7: after the third backup")?;
    town.is_put_back_from("first")?;
    // What comes first has the number that something else has in the third backup, and he who was
    // away reads no further.
    let mut new = town.phone("new", 6, 0)?;
    file(
        &mut new,
        &mut yaw,
        "8: from a newcomer, before others came again",
    )?;
    file(&mut phone, &mut esi, "9: after the second fire")?;
    town.is_put_back_from("third")?;
    all_sync(&mut [&mut yaw, &mut esi, &mut phone, &mut new, &mut away])?;
    all_sync(&mut [&mut esi, &mut yaw])?;
    for device in [&mut phone, &mut new, &mut away] {
        assert!(device.all_received()?);
    }
    let mut kofi = town.officer("Kofi Arthur", 4, 1)?;
    assert_eq!(texts(&mut kofi)?, expected);
    assert_eq!(texts(&mut esi)?, expected);
    assert_eq!(texts(&mut yaw)?, expected);
    town.is_sound()
}

#[test]
fn after_a_restore_roles_and_links_stand_as_before_also_that_of_a_lost_phone() -> Result<()> {
    let mut town = Town::open()?;
    let mut esi = town.officer("Esi Mensah", 1, 0)?;
    let mut lost = town.phone("lost", 2, 0)?;
    let mut laptop = town.phone("laptop", 3, 0)?;
    let case = lost
        .file("Filed on the phone that was lost then", &[])?
        .case;
    let code = lost.must(OfferLink {})?.code;
    laptop.must(AcceptLink { code })?;
    all_sync(&mut [&mut lost, &mut laptop, &mut esi])?;
    let devices = laptop.must(ReadMe {})?.devices;
    let phone = devices
        .into_iter()
        .find(|device| !device.this)
        .ok_or("the phone")?;
    laptop.must(RevokeDevice { device: phone.id })?;
    all_sync(&mut [&mut laptop, &mut esi])?;
    town.back_up()?;
    town.is_put_back()?;
    all_sync(&mut [&mut laptop, &mut esi])?;
    let roles = esi.must(ReadMe {})?.roles;
    assert_eq!(roles.len(), 1, "{roles:?}");
    assert_eq!(roles[0].state, RoleState::Active);
    say(&mut laptop, &case, "From the laptop, for the lost phone.")?;
    assert!(laptop.all_received()?);
    laptop.take_traffic();
    laptop.wait_seconds(600);
    laptop.sync_until_done()?;
    assert!(
        laptop.take_traffic().requests <= 2,
        "nothing waits any more"
    );
    esi.sync_until_done()?;
    let words = format!("{:?}", esi.case(&case)?.timeline);
    assert!(words.contains("for the lost phone"), "{words}");
    town.is_sound()
}
