//! A phone that works without rest until it is killed, and says on its output what the app has
//! confirmed: nothing said may be lost.
//!
//! Arguments: database, origin of the hub, number of the run. After them may stand
//! - `cases=N`: it ends by itself after so many cases;
//! - `normal`: it does not have every commit on the disk before it confirms it, and loses;
//! - `patient`: if the app refuses, it says `failed` and why, waits for a line on its input and does
//!   the same again, as a person would.
#![allow(clippy::print_stdout)]

use durbar_api::{
    DraftId, Place,
    app::Start,
    complaints::{
        AddPhoto, Answers, Contact, ListDrafts, ListMine, ReadDraft, SaveDraft, Sending,
        StartDraft, Submit,
    },
};
use durbar_tests::{
    kit::{Device, Phone, Result, STORY_START, static_jpeg},
    story::text_of,
};
use std::{collections::BTreeSet, path::Path};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [database, origin, run, how @ ..] = &arguments[..] else {
        return Err("arguments: database, origin, run".into());
    };
    let run: i64 = run.parse()?;
    let most = how.iter().find_map(|word| word.strip_prefix("cases="));
    let most: u32 = most.map_or(Ok(u32::MAX), str::parse)?;
    let has = |word: &str| how.iter().any(|one| one == word);
    let now = STORY_START + run * 60_000;
    let (path, seed) = (Path::new(database), 1 + run.unsigned_abs());
    let device = match has("normal") {
        true => Device::open_lazy(path, seed, now)?,
        false => Device::open(path, seed, now)?,
    };
    let mut person = Person {
        phone: Phone::over(device, origin)?,
        is_patient: has("patient"),
    };
    println!("open");
    let mut told = BTreeSet::new();
    for draft in person.does(|phone| phone.must(ListDrafts {}))? {
        // The text's first words are its key.
        person.finish(draft.id, &draft.title)?;
    }
    for _ in 0..20 {
        if person.does(|phone| phone.must(Start {}))?.has_pack {
            break;
        }
        // The first start: without a pack there is nobody to write to.
        let is_patient = person.is_patient;
        person.does(|phone| {
            phone.sync()?;
            if is_patient && !phone.must(Start {})?.has_pack {
                // Whoever tries to write all the same is told why that is.
                phone.must(StartDraft { intake: None })?;
            }
            Ok(())
        })?;
        person.phone.wait_seconds(300);
    }
    for number in 0..most {
        let draft = person.does(|phone| phone.must(StartDraft { intake: None }))?;
        person.finish(draft.id, &format!("{run}-{number}"))?;
        person.does(|phone| phone.sync())?;
        for case in person.does(|phone| phone.must(ListMine {}))? {
            if case.sending == Sending::Received && told.insert(case.id.clone()) {
                println!("received {}", case.id.0);
            }
        }
    }
    Ok(())
}

struct Person {
    phone: Phone,
    is_patient: bool,
}

impl Person {
    fn does<T>(&mut self, mut what: impl FnMut(&mut Phone) -> Result<T>) -> Result<T> {
        loop {
            let done = what(&mut self.phone);
            match done {
                Err(error) if self.is_patient => {
                    println!("failed {error}");
                    if std::io::stdin().read_line(&mut String::new())? == 0 {
                        return Err(error);
                    }
                }
                done => return done,
            }
        }
    }

    /// Types a text piece by piece, adds photos, files.
    fn finish(&mut self, draft: DraftId, key: &str) -> Result<()> {
        if key.is_empty() {
            // Killed before the first letter.
            return Ok(());
        }
        let text = text_of(key);
        let read = ReadDraft {
            draft: draft.clone(),
        };
        let before = self.does(|phone| phone.must(read.clone()))?;
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
            let save = SaveDraft {
                draft: draft.clone(),
                answers,
                step: "description".to_owned(),
            };
            self.does(|phone| phone.must(save.clone()))?;
            println!("saved {} {key} {length}", draft.0);
        }
        let hash = blake3::hash(key.as_bytes());
        let photos = usize::from(hash.as_bytes()[0] % 3);
        for photo in before.photos.len()..photos {
            let seed = u64::from_le_bytes(*hash.as_bytes().first_chunk().ok_or("a short hash")?);
            let add = AddPhoto {
                draft: draft.clone(),
                name: "culvert.jpg".to_owned(),
                bytes: static_jpeg(seed.wrapping_add(photo as u64))?,
            };
            let draft = self.does(|phone| phone.must(add.clone()))?;
            println!("photos {} {}", draft.id.0, draft.photos.len());
        }
        let submit = Submit {
            draft: draft.clone(),
        };
        let submitted = self.does(|phone| phone.must(submit.clone()))?;
        println!("submitted {} {key} {}", draft.0, submitted.case.0);
        Ok(())
    }
}
