//! What exists nowhere else is kept twice, commit by commit: whatever people do, the copy is then
//! what it would be if it were made anew.

use durbar_api::complaints::{AddPhoto, ListDrafts, SaveDraft, StartDraft};
use durbar_tests::{
    kit::{Phone, Result, Server, noise_jpeg},
    story::{Act, Person},
};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use rusqlite::{Connection, types::Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// How long each of them goes on.
const ACTS: u32 = 120;

/// Every row of every table, in order.
fn rows(copy: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let connection = Connection::open(copy)?;
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut all = BTreeMap::new();
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
        let columns = statement.column_count();
        let mut rows = statement
            .query_map([], |row| {
                (0..columns)
                    .map(|column| Ok(format!("{:?}", row.get::<_, Value>(column)?)))
                    .collect::<rusqlite::Result<Vec<_>>>()
                    .map(|values| values.join(" "))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        rows.sort();
        all.insert(table, rows);
    }
    Ok(all)
}

/// Begins, changes or finishes what nobody filed yet.
fn write(phone: &mut Phone, rng: &mut impl Rng) -> Result<()> {
    let draft = match phone.must(ListDrafts {})?.first() {
        Some(draft) => draft.id.clone(),
        None => phone.must(StartDraft { intake: None })?.id,
    };
    let [kind, seed, ..] = rng.next_u32().to_le_bytes();
    if kind % 3 == 0 {
        let bytes = noise_jpeg(160, 120, seed.into())?;
        let name = "drain.jpg".to_owned();
        // Six are the most: then the app says so.
        let _ = phone.ask(AddPhoto { draft, name, bytes });
    } else if kind % 3 == 1 {
        phone.must(durbar_api::complaints::DiscardDraft { draft })?;
    } else {
        let read = durbar_api::complaints::ReadDraft {
            draft: draft.clone(),
        };
        let mut answers = phone.must(read)?.answers;
        answers.description = format!("It smells, day {seed}.");
        phone.must(SaveDraft {
            draft,
            answers,
            step: "description".to_owned(),
        })?;
    }
    Ok(())
}

#[test]
fn the_copy_is_what_it_would_be_if_it_were_made_anew() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = Server::fresh_with(
        &folder.path().join("hub"),
        &["--rate", "100000", "--burst", "100000"],
    )?;
    let mut people = [
        Person::citizen(folder.path(), &server, 1)?,
        Person::officer(folder.path(), &server, 2, "works", "Esi Mensah")?,
    ];
    let mut rng = ChaCha20Rng::seed_from_u64(23);
    let mut seen = BTreeSet::new();
    for _ in 0..ACTS {
        for person in &mut people {
            if rng.next_u32() % 3 == 0 {
                write(&mut person.phone, &mut rng)?;
            }
            let cases = person.cases()?;
            person.act(Act::any(&mut rng), &cases)?;
            if rng.next_u32() % 12 != 0 {
                continue;
            }
            let path = person.phone.path().to_owned();
            let copy = path.with_extension("only-here.db");
            let before = rows(&copy)?;
            let filled = before.iter().filter(|(_, rows)| !rows.is_empty());
            seen.extend(filled.map(|(table, _)| table.clone()));
            // The start compares everything, and mends what was missed.
            drop(Phone::open(&path, "", 9, person.phone.now().0)?);
            let after = rows(&copy)?;
            for (table, rows) in &after {
                assert_eq!(before.get(table), Some(rows), "{table}");
            }
        }
    }
    for table in [
        "lanes",
        "changes",
        "blobs",
        "blob_pieces",
        "lane_blobs",
        "drafts",
        "draft_photos",
        "settings",
    ] {
        assert!(seen.contains(table), "never anything in {table}: {seen:?}");
    }
    Ok(())
}
