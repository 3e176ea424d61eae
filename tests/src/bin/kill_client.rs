//! A phone that works without rest until it is killed, and says on its output what the app has
//! confirmed: nothing said may be lost.
//!
//! Arguments: database, origin of the hub, number of the run.
#![allow(clippy::print_stdout)]

use durbar_api::{
    DraftId, Place,
    complaints::{
        AddPhoto, Answers, Contact, ListDrafts, ListMine, ReadDraft, SaveDraft, Sending,
        StartDraft, Submit,
    },
};
use durbar_tests::{
    kit::{Phone, Result, STORY_START, static_jpeg},
    story::text_of,
};
use std::{collections::BTreeSet, path::Path};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, database, origin, run] = &arguments[..] else {
        return Err("arguments: database, origin, run".into());
    };
    let run: i64 = run.parse()?;
    let now = STORY_START + run * 60_000;
    let mut phone = Phone::open(Path::new(database), origin, 1 + run.unsigned_abs(), now)?;
    println!("open");
    let mut told = BTreeSet::new();
    for draft in phone.must(ListDrafts {})? {
        // The text's first words are its key.
        finish(&mut phone, draft.id, &draft.title)?;
    }
    for number in 0u32.. {
        let draft = phone.must(StartDraft { intake: None })?.id;
        finish(&mut phone, draft, &format!("{run}-{number}"))?;
        phone.sync()?;
        for case in phone.must(ListMine {})? {
            if case.sending == Sending::Received && told.insert(case.id.clone()) {
                println!("received {}", case.id.0);
            }
        }
    }
    Ok(())
}

/// Types a text piece by piece, adds photos, files.
fn finish(phone: &mut Phone, draft: DraftId, key: &str) -> Result<()> {
    if key.is_empty() {
        // Killed before the first letter.
        return Ok(());
    }
    let text = text_of(key);
    let before = phone.must(ReadDraft {
        draft: draft.clone(),
    })?;
    let start = before.answers.description.len();
    for length in [text.len() / 3, 2 * text.len() / 3, text.len()] {
        if length < start {
            continue;
        }
        let answers = Answers {
            contact: Contact::default(),
            category: Some("drains".to_owned()),
            description: text[..length].to_owned(),
            place: Place {
                landmark: "Kojokrom M/A School".to_owned(),
                ..Place::default()
            },
        };
        phone.must(SaveDraft {
            draft: draft.clone(),
            answers,
            step: "description".to_owned(),
        })?;
        println!("saved {} {key} {length}", draft.0);
    }
    let hash = blake3::hash(key.as_bytes());
    let photos = usize::from(hash.as_bytes()[0] % 3);
    for photo in before.photos.len()..photos {
        let seed = u64::from_le_bytes(*hash.as_bytes().first_chunk().ok_or("a short hash")?);
        let draft = phone.must(AddPhoto {
            draft: draft.clone(),
            name: "culvert.jpg".to_owned(),
            bytes: static_jpeg(seed.wrapping_add(photo as u64))?,
        })?;
        println!("photos {} {}", draft.id.0, draft.photos.len());
    }
    let submitted = phone.must(Submit {
        draft: draft.clone(),
    })?;
    println!("submitted {} {key} {}", draft.0, submitted.case.0);
    Ok(())
}
