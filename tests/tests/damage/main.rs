//! A device's database is damaged or gone: the damaged file stays as it is, what exists nowhere
//! else is there again at once, and the rest comes from the hub.
//!
//! `DURBAR_DAMAGES` says how often; 30 if it does not. `DURBAR_DAMAGE` plays one seed alone.
#![allow(clippy::print_stdout)]

mod before;
mod bits;
mod found;
mod seen;
mod ways;

use before::{Before, SENT, WAITING, text_of};
use durbar_api::app::{DismissSalvaged, Start};
use durbar_tests::kit::{Phone, Result, STORY_START, ensure};
use found::{Found, Promised};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use rusqlite::Connection;
use seen::{at_once, at_the_office, in_touch, look, patiently};
use std::{
    fs,
    path::{Path, PathBuf},
};
use ways::{damage, damage_log, flip_bits, log_of, note};

/// What is damaged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hit {
    /// The database, and not the copy beside it.
    Database,
    /// The copy, and not the database.
    Copy,
    /// Each of them, in a way of its own.
    Both,
    /// Bits of the database, and the app has come upon one of them.
    Bits,
    /// What the database committed last, before the app was killed.
    Log,
}

impl Hit {
    fn of(seed: u64) -> Self {
        match seed % 8 {
            0..3 => Self::Database,
            3 => Self::Copy,
            4..6 => Self::Both,
            6 => Self::Bits,
            _ => Self::Log,
        }
    }
}

/// A damaged file as the damage left it, with its log.
struct Damaged {
    files: Vec<(PathBuf, Vec<u8>)>,
    /// In which the app goes on when it finds the damage.
    next: PathBuf,
}

impl Damaged {
    fn of(path: &Path, next: &str) -> Result<Self> {
        let mut files = Vec::new();
        // Where there is nothing, nothing can stay as it is: SQLite deletes the log.
        if fs::metadata(path).is_ok_and(|file| file.len() > 0) {
            for path in [path.to_owned(), log_of(path)] {
                if path.exists() {
                    let bytes = fs::read(&path)?;
                    files.push((path, bytes));
                }
            }
        }
        let next = path.with_file_name(next);
        Ok(Self { files, next })
    }

    fn is_found(&self) -> bool {
        self.next.exists()
    }

    /// What was found damaged is not written again, renamed or deleted.
    fn is_untouched(&self) -> Result<()> {
        for (path, bytes) in &self.files {
            let now = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
            ensure(now == *bytes, || format!("{} was written", path.display()))?;
        }
        Ok(())
    }
}

/// Opens the app, and leaves of these files those that it finds damaged when it does: what it comes
/// upon only later, it may have written until then.
fn find(path: &Path, damaged: &mut Vec<Damaged>) -> Result<()> {
    drop(Phone::open(path, "", 9, STORY_START)?);
    damaged.retain(Damaged::is_found);
    are_untouched(damaged)
}

fn are_untouched(damaged: &[Damaged]) -> Result<()> {
    damaged.iter().try_for_each(Damaged::is_untouched)
}

fn play(before: &Before, seed: u64) -> Result<()> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let hit = Hit::of(seed);
    let is_killed = match hit {
        Hit::Bits => false,
        Hit::Log => true,
        _ => rng.next_u32() % 2 == 0,
    };
    let (folder, path, server) = if is_killed {
        before.killed()?
    } else {
        before.again()?
    };
    let copy = path.with_extension("only-here.db");
    let (what, mut promised) = match hit {
        Hit::Database => (damage(&path, &mut rng)?, Promised::all(before)),
        Hit::Copy => {
            let what = damage(&copy, &mut rng)?;
            (format!("the copy: {what}"), Promised::with_sent(before))
        }
        Hit::Both => {
            let what = damage(&path, &mut rng)?;
            let what = format!("{what}; the copy: {}", damage(&copy, &mut rng)?);
            let folder = folder.path().join("phone");
            let found = Found::of(&folder, &["phone.db", "phone.only-here.db"])?;
            (what, Promised::of(before, &found))
        }
        Hit::Bits => {
            let what = flip_bits(&path, &mut rng)?;
            note(&copy)?;
            (what, Promised::all(before))
        }
        Hit::Log => {
            let what = damage_log(&log_of(&path), &mut rng)?;
            (what, Promised::with_sent(before))
        }
    };
    let how = if is_killed {
        ", after it was killed"
    } else {
        ""
    };
    println!("{seed}: {what}{how}");
    let mut damaged = Vec::new();
    if hit != Hit::Copy {
        damaged.push(Damaged::of(&path, "phone-2.db")?);
    }
    if matches!(hit, Hit::Copy | Hit::Both) {
        damaged.push(Damaged::of(&copy, "phone-2.only-here.db")?);
    }
    find(&path, &mut damaged)?;
    ensure(hit != Hit::Bits || !damaged.is_empty(), || {
        "what the app had noted was forgotten".to_owned()
    })?;
    let mut is_same = at_once(before, &path, &promised)?;
    are_untouched(&damaged)?;
    let is_first = !path.with_file_name("phone-2.db").exists();
    if hit == Hit::Copy && !damaged.is_empty() && is_first {
        // All is kept twice again: now the database may go, too.
        fs::write(&path, b"not a database")?;
        damaged.push(Damaged::of(&path, "phone-2.db")?);
        promised = Promised::all(before);
        is_same = at_once(before, &path, &promised)?;
        are_untouched(&damaged)?;
    }

    // And with a hub all is there, once. Whoever has lost the key in both files is somebody else.
    let mut wanted = promised.whole;
    if is_same {
        wanted.extend((0..SENT).map(text_of));
    }
    in_touch(&path, &server.origin(), &wanted)?;
    are_untouched(&damaged)?;
    at_the_office(folder.path(), &server, &wanted)
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
