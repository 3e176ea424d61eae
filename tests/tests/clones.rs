//! A phone whose data were copied to another, or put back from an older copy: both give out the same
//! numbers under the same key. Nothing of either is lost, and nothing is there twice.

use durbar_api::complaints::{ListMine, QueuePart, SendReply, What};
use durbar_tests::kit::{Phone, Result, STORY_START, Server, copy_folder};
use std::fs;

fn say(phone: &mut Phone, case: &durbar_api::CaseId, text: &str) -> Result<()> {
    phone.must(SendReply {
        case: case.clone(),
        text: text.to_owned(),
    })?;
    phone.wait_seconds(60);
    Ok(())
}

/// What the citizen wrote in a case, in the order of the words.
fn words(phone: &mut Phone, case: &durbar_api::CaseId) -> Result<Vec<String>> {
    let mut words: Vec<_> = phone
        .case(case)?
        .timeline
        .into_iter()
        .filter_map(|event| match event.what {
            What::Message { text, .. } => Some(text),
            _ => None,
        })
        .collect();
    words.sort();
    Ok(words)
}

#[test]
fn a_copied_phone_and_its_original_both_get_through() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = Server::fresh(&folder.path().join("hub"))?;
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    fs::create_dir(&one)?;
    let file = one.join("phone.db");
    let mut original = Phone::open(&file, &server.origin(), 1, STORY_START)?;
    original.sync_until_done()?;
    let case = original.file("The gutter is full of sand", &[])?.case;
    original.sync_until_done()?;
    // Waits when the copy is made: each of them sends it.
    say(&mut original, &case, "0: before the copy")?;
    drop(original);
    copy_folder(&one, &two)?;

    let mut original = Phone::open(&file, &server.origin(), 2, STORY_START + 600_000)?;
    say(&mut original, &case, "1: from the original")?;
    say(&mut original, &case, "2: from the original")?;
    original.sync_until_done()?;
    assert!(original.all_received()?);

    let mut clone = Phone::open(
        &two.join("phone.db"),
        &server.origin(),
        3,
        STORY_START + 900_000,
    )?;
    say(&mut clone, &case, "3: from the copy")?;
    let other = clone.file("A slab is broken", &[])?.case;
    say(&mut clone, &case, "4: from the copy")?;
    clone.sync_until_done()?;
    clone.wait_seconds(300);
    clone.sync_until_done()?;
    assert!(clone.all_received()?, "the copy's words are received");
    // And it goes on as any other.
    say(&mut clone, &case, "5: from the copy")?;
    clone.sync_until_done()?;
    assert!(clone.all_received()?);
    say(&mut original, &case, "6: from the original")?;
    original.sync_until_done()?;
    assert!(original.all_received()?);

    let mut officer = Phone::open(
        &folder.path().join("officer.db"),
        &server.origin(),
        4,
        STORY_START + 1_200_000,
    )?;
    officer.join(&server, "works", "Esi Mensah")?;
    officer.sync_until_done()?;
    let queue = officer.queue(QueuePart::Open)?;
    assert_eq!(queue.len(), 2, "{queue:#?}");
    assert!(queue.iter().any(|one| one.id == other));
    let all = [
        "0: before the copy",
        "1: from the original",
        "2: from the original",
        "3: from the copy",
        "4: from the copy",
        "5: from the copy",
        "6: from the original",
    ];
    assert_eq!(words(&mut officer, &case)?, all);
    // The copy read what its original had written before it.
    assert_eq!(words(&mut clone, &case)?[..6], all[..6]);
    assert_eq!(clone.must(ListMine {})?.len(), 2);
    Ok(())
}
