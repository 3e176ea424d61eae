//! A phone that others hold, too.

use crate::cast::{World, filed, refused};
use durbar_api::{
    app::{Leave, Lock, SetPin, SetShared, Start, Unlock},
    complaints::{ListDrafts, ListMine, StartDraft},
    outbox::ExportAll,
};
use durbar_tests::kit::Result;

fn pin(current: Option<&str>, pin: Option<&str>) -> SetPin {
    SetPin {
        current: current.map(str::to_owned),
        pin: pin.map(str::to_owned),
    }
}

fn unlock(pin: &str) -> Unlock {
    Unlock {
        pin: pin.to_owned(),
    }
}

#[test]
fn a_locked_app_answers_nothing_until_the_pin_is_right() -> Result<()> {
    let mut world = World::new()?;
    let mut phone = world.phone()?;
    filed(&mut phone, "Blocked gutter")?;
    for wrong in ["12", "abcd", "1234567890123"] {
        assert_eq!(
            refused(&mut phone, pin(None, Some(wrong))),
            "error-pin-form"
        );
    }
    phone.must(pin(None, Some("2468")))?;
    assert!(!phone.must(Start {})?.locked, "whoever set it is in");
    phone = phone.reopen(7)?;
    let start = phone.must(Start {})?;
    assert!(start.locked && start.has_pin);
    assert_eq!(refused(&mut phone, ListMine {}), "error-locked");
    assert_eq!(refused(&mut phone, pin(Some("2468"), None)), "error-locked");
    phone.sync_until_done()?;
    for _ in 0..5 {
        assert_eq!(refused(&mut phone, unlock("1111")), "error-pin-wrong");
    }
    assert_eq!(refused(&mut phone, unlock("2468")), "error-pin-wait");
    phone = phone.reopen(8)?;
    assert_eq!(
        refused(&mut phone, unlock("2468")),
        "error-pin-wait",
        "kept over a restart"
    );
    phone.wait_seconds(31);
    assert_eq!(refused(&mut phone, unlock("1111")), "error-pin-wrong");
    phone.wait_seconds(31);
    assert_eq!(
        refused(&mut phone, unlock("2468")),
        "error-pin-wait",
        "twice as long"
    );
    phone.wait_seconds(31);
    phone.must(unlock("2468"))?;
    assert_eq!(phone.must(ListMine {})?.len(), 1);
    phone.must(Lock {})?;
    assert_eq!(refused(&mut phone, ListMine {}), "error-locked");
    phone.must(unlock("2468"))?;
    assert_eq!(
        refused(&mut phone, pin(Some("0000"), None)),
        "error-pin-wrong"
    );
    phone.must(pin(Some("2468"), None))?;
    phone = phone.reopen(9)?;
    assert!(!phone.must(Start {})?.locked);
    Ok(())
}

#[test]
fn a_shared_phone_forgets_who_leaves_but_nothing_that_waits() -> Result<()> {
    let mut world = World::new()?;
    let mut phone = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    phone.must(SetShared { shared: true })?;
    let secret = "zebra-crossing-by-my-house";
    filed(&mut phone, secret)?;
    let left = phone.must(Leave {})?;
    assert_eq!(left.waiting, 0);
    assert!(phone.must(ListMine {})?.is_empty());
    let start = phone.must(Start {})?;
    assert!(start.shared && start.has_pack, "the municipality stays");

    // The next one leaves before the network is back.
    let origin = world.server.origin();
    phone.connect_to("http://127.0.0.1:9");
    phone.file("Filed on the way, nobody must lose it", &[])?;
    phone.must(StartDraft { intake: None })?;
    assert_eq!(phone.must(Leave {})?.waiting, 1);
    assert_eq!(phone.must(Start {})?.leaving, 1);
    assert_eq!(refused(&mut phone, ListMine {}), "error-locked");
    assert_eq!(refused(&mut phone, ListDrafts {}), "error-locked");
    phone = phone.reopen(3)?;
    assert_eq!(phone.must(Start {})?.leaving, 1, "kept over a restart");
    phone.connect_to(&origin);
    phone.sync_until_done()?;
    assert_eq!(phone.must(Start {})?.leaving, 0);
    assert!(phone.must(ListMine {})?.is_empty() && phone.must(ListDrafts {})?.is_empty());
    officer.sync_until_done()?;
    let filter = durbar_api::complaints::ReadQueue::default();
    assert_eq!(officer.must(filter)?.total, 2, "both arrived");
    phone.must(Leave {})?;
    let path = phone.path().to_owned();
    drop(phone);
    for part in ["", "-wal"] {
        let file = format!("{}{part}", path.display());
        let bytes = std::fs::read(&file).unwrap_or_default();
        let found = bytes
            .windows(secret.len())
            .any(|part| part == secret.as_bytes());
        assert!(!found, "still in {file}");
    }
    Ok(())
}

#[test]
fn everything_about_a_person_comes_in_one_file() -> Result<()> {
    let mut world = World::new()?;
    let mut phone = world.phone()?;
    filed(&mut phone, "Blocked gutter")?;
    let draft = phone.must(StartDraft { intake: None })?.id;
    phone.must(durbar_api::complaints::SaveDraft {
        draft,
        answers: durbar_api::complaints::Answers {
            description: "Half a thought".to_owned(),
            ..Default::default()
        },
        step: "description".to_owned(),
    })?;
    let exported = phone.must(ExportAll {})?;
    let file: serde_json::Value = serde_json::from_slice(&exported.bytes)?;
    assert_eq!(file["format"], "durbar-person/1");
    assert_eq!(
        file["drafts"][0]["answers"]["description"],
        "Half a thought"
    );
    let lane = &file["cases"][0]["lanes"][0];
    assert_eq!(lane["content"]["filing"]["description"], "Blocked gutter");
    assert!(
        lane["receipts"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    );
    Ok(())
}
