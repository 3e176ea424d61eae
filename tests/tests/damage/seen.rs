//! What a person sees on a phone after the damage, without a hub and with it.

use super::{
    before::{Before, DRAFT, written},
    found::Promised,
};
use durbar_api::{
    ApiError, ErrorCode,
    complaints::{ListDrafts, ListMine, QueuePart, ReadCase, ReadDraft, Sending},
    identity::ReadMe,
};
use durbar_tests::kit::{Phone, Result, STORY_START, Server};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// What is written after the damage.
const AFTER: &str = "A slab of the drain before the clinic is broken.";
/// When the phone reaches the hub.
const LATER: i64 = STORY_START + 3_600_000;

/// Opens the app again as often as it says that its data are damaged, as a person would.
pub(crate) fn patiently<T>(
    path: &Path,
    origin: &str,
    now: i64,
    mut look: impl FnMut(&mut Phone) -> Result<Option<T>>,
) -> Result<T> {
    for attempt in 0..4 {
        let mut phone = Phone::open(path, origin, 10 + attempt, now)?;
        if let Some(found) = look(&mut phone)? {
            return Ok(found);
        }
    }
    Err("damaged again and again".into())
}

/// `None` if the app says that its data are damaged.
pub(crate) fn unless_damaged<T>(answer: std::result::Result<T, ApiError>) -> Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.code == ErrorCode::Storage && error.message_key == "error-damaged" => {
            Ok(None)
        }
        Err(error) => Err(format!("{error:?}").into()),
    }
}

/// Texts of the cases, drafts with how many photos they have, the device's fingerprint.
pub(crate) type Seen = (BTreeSet<String>, Vec<(String, usize)>, String);

/// All that is on the phone without a hub.
pub(crate) fn look(phone: &mut Phone) -> Result<Option<Seen>> {
    let Some(mine) = unless_damaged(phone.ask(ListMine {}))? else {
        return Ok(None);
    };
    let mut texts = BTreeSet::new();
    for case in &mine {
        let read = ReadCase {
            case: case.id.clone(),
        };
        let Some(case) = unless_damaged(phone.ask(read))? else {
            return Ok(None);
        };
        texts.insert(case.description.clone());
    }
    let Some(listed) = unless_damaged(phone.ask(ListDrafts {}))? else {
        return Ok(None);
    };
    let mut drafts = Vec::new();
    for draft in listed {
        let Some(draft) = unless_damaged(phone.ask(ReadDraft { draft: draft.id }))? else {
            return Ok(None);
        };
        drafts.push((draft.answers.description, draft.photos.len()));
    }
    let Some(me) = unless_damaged(phone.ask(ReadMe {}))? else {
        return Ok(None);
    };
    Ok(Some((texts, drafts, me.fingerprint)))
}

/// Opens the app without a hub: what is promised is there, and nothing that nobody wrote. Returns
/// whether the device is the one that it was.
pub(crate) fn at_once(before: &Before, path: &Path, promised: &Promised) -> Result<bool> {
    let (texts, drafts, fingerprint) = patiently(path, "", STORY_START, look)?;
    for text in &texts {
        assert!(written().contains(text), "nobody wrote {text:?}");
    }
    for text in &promised.texts {
        assert!(texts.contains(text), "{text:?} is gone");
    }
    let is_draft = |(text, photos): &(String, usize)| text == DRAFT && *photos <= 1;
    assert!(
        drafts.len() <= 1 && drafts.iter().all(is_draft),
        "nobody wrote {drafts:?}"
    );
    let photos = drafts.first().map(|(_, photos)| *photos);
    assert!(
        photos >= promised.draft,
        "the draft or its photo is gone: {drafts:?}"
    );
    let is_same = fingerprint == before.fingerprint;
    assert!(is_same || !promised.key, "the device's key is gone");
    let mut phone = Phone::open(path, "", 9, STORY_START)?;
    phone
        .fetch_here(&promised.blobs)
        .map_err(|error| format!("a picture is gone: {error}"))?;
    Ok(is_same)
}

/// Opens the app with a hub: these cases are there and received, with their photos, nothing is there
/// that nobody wrote, and the app works.
pub(crate) fn in_touch(path: &Path, origin: &str, wanted: &BTreeSet<String>) -> Result<()> {
    patiently(path, origin, LATER, |phone| {
        phone.sync_until_done()?;
        let Some((texts, _, _)) = look(phone)? else {
            return Ok(None);
        };
        for text in &texts {
            assert!(written().contains(text), "nobody wrote {text:?}");
        }
        let mut mine = BTreeMap::new();
        for case in phone.must(ListMine {})? {
            let read = phone.case(&case.id)?;
            let is_new = mine.insert(read.description.clone(), case.id).is_none();
            assert!(is_new, "{:?} is there twice", read.description);
            if wanted.contains(&read.description) {
                let blobs: Vec<_> = read.photos.iter().map(|photo| photo.blob.clone()).collect();
                assert_eq!(blobs.len(), 1, "photos of {:?}", read.description);
                phone.fetch(&blobs)?;
            }
        }
        for text in wanted {
            let Some(case) = mine.get(text) else {
                return Err(format!("{text:?} has not come again").into());
            };
            // What is written now is taken by the hub: no number was given out twice.
            phone.say(case, "It still floods.")?;
        }
        phone.file(AFTER, &[])?;
        phone.sync_until_done()?;
        for case in phone.must(ListMine {})? {
            let text = phone.case(&case.id)?.description;
            let is_sent = case.sending == Sending::Received;
            let has_to_be = text == AFTER || wanted.contains(&text);
            assert!(is_sent || !has_to_be, "{text:?}: {:?}", case.sending);
        }
        Ok(Some(()))
    })
}

/// At the office each case is once: these, the one that was filed after the damage, and none that
/// nobody wrote.
pub(crate) fn at_the_office(
    folder: &Path,
    server: &Server,
    wanted: &BTreeSet<String>,
) -> Result<()> {
    let path = folder.join("officer.db");
    let mut officer = Phone::open(&path, &server.origin(), 5, LATER)?;
    officer.join(server, "works", "Esi Mensah")?;
    officer.sync_until_done()?;
    let mut told = BTreeSet::new();
    for case in officer.queue(QueuePart::Open)? {
        let text = officer.case(&case.id)?.description;
        assert!(
            text == AFTER || written().contains(&text),
            "nobody wrote {text:?}"
        );
        assert!(told.insert(text.clone()), "{text:?} is there twice");
    }
    for text in wanted.iter().map(String::as_str).chain([AFTER]) {
        assert!(told.contains(text), "{text:?} is not at the office");
    }
    Ok(())
}
