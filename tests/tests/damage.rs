//! A device's database is damaged or gone: the damaged file stays as it is, what exists nowhere
//! else is there again at once, and the rest comes from the hub.
//!
//! `DURBAR_DAMAGES` says how often; 30 if it does not. `DURBAR_DAMAGE` plays one seed alone.
#![allow(clippy::print_stdout)]

use durbar_api::{
    CaseId, ErrorCode,
    app::{DismissSalvaged, Start},
    complaints::{AddPhoto, ListDrafts, ListMine, QueuePart, ReadDraft, SaveDraft, StartDraft},
    identity::ReadMe,
};
use durbar_tests::kit::{Phone, Result, STORY_START, Server, copy_folder, noise_jpeg};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use rusqlite::Connection;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Cases that the hub has.
const SENT: u32 = 8;
/// Cases that it does not have yet.
const WAITING: u32 = 3;
/// What stands in a draft.
const DRAFT: &str = "The school's wall leans over the path. I am still writing this.";

fn text_of(number: u32) -> String {
    format!("Case {number}: the gutter by house {number} is full of sand and the path floods.")
}

/// A phone and its hub as they stood before the damage.
struct Before {
    folder: tempfile::TempDir,
    fingerprint: String,
}

impl Before {
    fn make() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let server = Server::fresh(&folder.path().join("hub"))?;
        fs::create_dir(folder.path().join("phone"))?;
        let path = folder.path().join("phone/phone.db");
        let mut phone = Phone::open(&path, &server.origin(), 1, STORY_START)?;
        phone.sync_until_done()?;
        for number in 0..SENT {
            phone.file(&text_of(number), &[noise_jpeg(320, 240, number.into())?])?;
        }
        phone.sync_until_done()?;
        assert!(phone.all_received()?);
        drop(server);
        for number in SENT..SENT + WAITING {
            phone.file(&text_of(number), &[noise_jpeg(320, 240, number.into())?])?;
        }
        let draft = phone.must(StartDraft { intake: None })?;
        let mut answers = draft.answers;
        answers.description = DRAFT.to_owned();
        phone.must(SaveDraft {
            draft: draft.id.clone(),
            answers,
            step: "description".to_owned(),
        })?;
        phone.must(AddPhoto {
            draft: draft.id,
            name: "wall.jpg".to_owned(),
            bytes: noise_jpeg(320, 240, 99)?,
        })?;
        let fingerprint = phone.must(ReadMe {})?.fingerprint;
        Ok(Self {
            folder,
            fingerprint,
        })
    }

    /// A copy of both to be damaged.
    fn again(&self) -> Result<(tempfile::TempDir, PathBuf, Server)> {
        let folder = tempfile::tempdir()?;
        copy_folder(self.folder.path(), folder.path())?;
        let server = Server::serve(&folder.path().join("hub"), "127.0.0.1:0", &[])?;
        let path = folder.path().join("phone/phone.db");
        Ok((folder, path, server))
    }
}

/// Damages a file in one of many ways; says which.
fn damage(path: &Path, rng: &mut ChaCha20Rng) -> Result<String> {
    const PAGE: usize = 4096;
    let mut bytes = fs::read(path)?;
    let pages = bytes.len() / PAGE;
    let mut below = |most: usize| -> usize { rng.next_u64() as usize % most.max(1) };
    let what = match below(7) {
        0 => {
            let (from, many) = (below(pages), 1 + below(20));
            let end = ((from + many) * PAGE).min(bytes.len());
            bytes[from * PAGE..end].fill(0);
            format!("{many} pages from {from} are zero")
        }
        1 => {
            let many = 1 + below(12);
            for _ in 0..many {
                let from = below(pages) * PAGE;
                for byte in &mut bytes[from..from + PAGE] {
                    *byte = below(256) as u8;
                }
            }
            format!("{many} pages are noise")
        }
        2 => {
            let length = below(bytes.len());
            bytes.truncate(length);
            format!("cut at {length}")
        }
        3 => {
            for byte in &mut bytes[..100] {
                *byte = below(256) as u8;
            }
            "the head is noise".to_owned()
        }
        4 => {
            let many = 2 + below(30);
            for _ in 0..many {
                let (one, other) = (below(pages) * PAGE, below(pages) * PAGE);
                for at in 0..PAGE {
                    bytes.swap(one + at, other + at);
                }
            }
            format!("{many} pairs of pages are swapped")
        }
        5 => {
            bytes.clear();
            "empty".to_owned()
        }
        _ => {
            fs::remove_file(path)?;
            return Ok("gone".to_owned());
        }
    };
    fs::write(path, bytes)?;
    Ok(what)
}

/// Opens the app again as often as it says that its data are damaged, as a person would.
fn patiently<T>(
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
fn unless_damaged<T>(answer: std::result::Result<T, durbar_api::ApiError>) -> Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.code == ErrorCode::Storage && error.message_key == "error-damaged" => {
            Ok(None)
        }
        Err(error) => Err(format!("{error:?}").into()),
    }
}

/// Texts of the cases, drafts with how many photos they have, the device's fingerprint.
type Seen = (BTreeSet<String>, Vec<(String, usize)>, String);

/// All that is on the phone without a hub.
fn look(phone: &mut Phone) -> Result<Option<Seen>> {
    let Some(mine) = unless_damaged(phone.ask(ListMine {}))? else {
        return Ok(None);
    };
    let mut texts = BTreeSet::new();
    for case in &mine {
        let read = durbar_api::complaints::ReadCase {
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

fn play(before: &Before, seed: u64) -> Result<()> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let (folder, path, server) = before.again()?;
    let what = damage(&path, &mut rng)?;
    let both = rng.next_u32() % 8 == 0;
    if both {
        // The copy alone, while the database is sound, or both: then the hub has what it had.
        damage(&folder.path().join("phone/phone.only-here.db"), &mut rng)?;
    }
    println!("{seed}: {what}{}", if both { ", and the copy" } else { "" });
    let damaged = fs::read(&path).ok();

    let (texts, drafts, fingerprint) = patiently(&path, "", STORY_START, look)?;
    if !both {
        assert_eq!(fingerprint, before.fingerprint, "the device's key");
        for number in SENT..SENT + WAITING {
            assert!(texts.contains(&text_of(number)), "case {number} is gone");
        }
        assert_eq!(
            drafts,
            [(DRAFT.to_owned(), 1)],
            "the draft or its photo is gone"
        );
    }
    let next = folder.path().join("phone/phone-2.db");
    if let (Some(damaged), true) = (damaged, next.exists()) {
        assert!(fs::read(&path)? == damaged, "the damaged file was written");
    }

    // And with a hub all is there, once.
    let now = STORY_START + 3_600_000;
    let origin = server.origin();
    patiently(&path, &origin, now, |phone| {
        phone.sync_until_done()?;
        let Some((texts, _, _)) = look(phone)? else {
            return Ok(None);
        };
        if both {
            return Ok(Some(()));
        }
        assert!(phone.all_received()?, "all is received in the end");
        let all: BTreeSet<_> = (0..SENT + WAITING).map(text_of).collect();
        assert_eq!(texts, all);
        for case in phone.must(ListMine {})? {
            let case = phone.case(&case.id)?;
            let blobs: Vec<_> = case.photos.iter().map(|photo| photo.blob.clone()).collect();
            assert_eq!(blobs.len(), 1);
            phone.fetch(&blobs)?;
        }
        // What is written now is taken by the hub: no number was given out twice.
        let case = phone.must(ListMine {})?.remove(0).id;
        say_more(phone, &case)?;
        Ok(Some(()))
    })?;
    if both {
        return Ok(());
    }
    let mut officer = Phone::open(&folder.path().join("officer.db"), &origin, 5, now)?;
    officer.join(&server, "works", "Esi Mensah")?;
    officer.sync_until_done()?;
    let queue = officer.queue(QueuePart::Open)?;
    assert_eq!(
        queue.len() as u32,
        SENT + WAITING,
        "each once at the office"
    );
    Ok(())
}

fn say_more(phone: &mut Phone, case: &CaseId) -> Result<()> {
    phone.must(durbar_api::complaints::SendReply {
        case: case.clone(),
        text: "It still floods.".to_owned(),
    })?;
    phone.sync_until_done()?;
    assert!(phone.all_received()?, "the reply is received");
    Ok(())
}

#[test]
fn a_damaged_database_costs_nothing_that_was_confirmed() -> Result<()> {
    let before = Before::make()?;
    if let Ok(seed) = std::env::var("DURBAR_DAMAGE") {
        return play(&before, seed.parse()?);
    }
    let many = std::env::var("DURBAR_DAMAGES").map_or(Ok(30), |many| many.parse::<u64>())?;
    for seed in 0..many {
        play(&before, seed).map_err(|error| format!("DURBAR_DAMAGE={seed}: {error}"))?;
    }
    Ok(())
}

#[test]
fn the_person_is_told_for_some_days_and_not_of_what_never_was() -> Result<()> {
    let before = Before::make()?;
    let (_folder, path, _server) = before.again()?;
    let told = |now| -> Result<bool> {
        let mut phone = Phone::open(&path, "", 1, now)?;
        Ok(phone.must(Start {})?.salvaged.is_some())
    };
    assert!(!told(STORY_START)?);
    fs::write(&path, b"not a database")?;
    assert!(told(STORY_START)?);
    assert!(told(STORY_START + 86_400_000)?);
    assert!(!told(STORY_START + 4 * 86_400_000)?);
    Ok(())
}

#[test]
fn who_has_read_of_the_damage_puts_the_news_away() -> Result<()> {
    let before = Before::make()?;
    let (_folder, path, _server) = before.again()?;
    fs::write(&path, b"not a database")?;
    let mut phone = Phone::open(&path, "", 1, STORY_START)?;
    assert!(phone.must(Start {})?.salvaged.is_some());
    phone.must(DismissSalvaged {})?;
    assert!(phone.must(Start {})?.salvaged.is_none());
    drop(phone);
    let mut phone = Phone::open(&path, "", 1, STORY_START)?;
    assert!(phone.must(Start {})?.salvaged.is_none(), "for good");
    Ok(())
}

#[test]
fn a_new_database_that_was_not_filled_is_begun_again() -> Result<()> {
    let before = Before::make()?;
    let (folder, path, _server) = before.again()?;
    fs::write(&path, b"not a database")?;
    // Ended after the file was made and before anything was in it.
    fs::write(folder.path().join("phone/phone-2.db"), b"")?;
    let (texts, ..) = patiently(&path, "", STORY_START, look)?;
    assert!(texts.contains(&text_of(SENT)));
    Ok(())
}

#[test]
fn whose_a_change_is_shows_even_where_its_author_is_damaged() -> Result<()> {
    let before = Before::make()?;
    let (folder, path, server) = before.again()?;
    let copy = Connection::open(folder.path().join("phone/phone.only-here.db"))?;
    let damaged = copy.execute("UPDATE changes SET author = randomblob(32), own = 0", [])?;
    assert!(damaged >= WAITING as usize);
    drop(copy);
    fs::write(&path, b"not a database")?;
    let mut phone = Phone::open(&path, &server.origin(), 1, STORY_START)?;
    phone.sync_until_done()?;
    assert!(phone.all_received()?);
    for number in 0..SENT + WAITING {
        let (texts, ..) = look(&mut phone)?.ok_or("damaged")?;
        assert!(texts.contains(&text_of(number)), "{number}");
    }
    Ok(())
}
