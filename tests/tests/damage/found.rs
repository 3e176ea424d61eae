//! What can be read of damaged files, and what the app has to have of it.

use super::before::{Before, SENT, WAITING, text_of};
use durbar_api::BlobId;
use durbar_tests::kit::{Result, copy_folder};
use rusqlite::Connection;
use std::{collections::BTreeSet, path::Path};

/// What exists nowhere else: of which thing a row is, and what it says. Row after row, past every
/// index, as the app reads a damaged table.
const TABLES: [(&str, &str); 8] = [
    ("settings", "SELECT name, hex(value) FROM settings"),
    (
        "lanes",
        "SELECT lower(hex(lane)), hex(header) || hex(signature) FROM lanes NOT INDEXED",
    ),
    (
        "changes",
        "SELECT lower(hex(lane)), hex(bytes) FROM changes NOT INDEXED",
    ),
    (
        "lane_blobs",
        "SELECT lower(hex(lane)), own || hex(blob) FROM lane_blobs NOT INDEXED",
    ),
    (
        "blobs",
        "SELECT lower(hex(blob)), kind || ' ' || length FROM blobs",
    ),
    (
        "blob_pieces",
        "SELECT lower(hex(blob)), start || hex(bytes) FROM blob_pieces NOT INDEXED",
    ),
    ("drafts", "SELECT draft, answers FROM drafts"),
    ("draft_photos", "SELECT draft, details FROM draft_photos"),
];

/// What SQLite alone reads of files: each table from its first row to the first one that is
/// damaged. The app reads on from there.
pub(crate) struct Found(BTreeSet<(&'static str, String, String)>);

impl Found {
    /// In these files of a folder together. They are read in a copy of it: who opens a file that has
    /// a log may write it.
    pub(crate) fn of(folder: &Path, files: &[&str]) -> Result<Self> {
        let copy = tempfile::tempdir()?;
        copy_folder(folder, copy.path())?;
        let mut found = BTreeSet::new();
        for file in files {
            let database = Connection::open(copy.path().join(file))?;
            for (table, sql) in TABLES {
                let Ok(mut statement) = database.prepare(sql) else {
                    continue;
                };
                let Ok(mut rows) = statement.query([]) else {
                    continue;
                };
                while let Ok(Some(row)) = rows.next() {
                    let (Ok(key), Ok(rest)) = (row.get::<_, String>(0), row.get::<_, String>(1))
                    else {
                        break;
                    };
                    found.insert((table, key, rest));
                }
            }
        }
        Ok(Self(found))
    }

    /// Whether all rows are here that another one has of a thing.
    fn has_all_of(&self, other: &Self, table: &str, key: &str) -> bool {
        let rows = other.0.iter();
        let mut rows = rows.filter(|row| row.0 == table && row.1 == key).peekable();
        rows.peek().is_some() && rows.all(|row| self.0.contains(row))
    }
}

/// What has to be on the phone, as soon as the app opens.
pub(crate) struct Promised {
    /// The device's key.
    pub(crate) key: bool,
    /// Cases, by their texts.
    pub(crate) texts: BTreeSet<String>,
    /// Those of them that the hub has to get, with all their pictures.
    pub(crate) whole: BTreeSet<String>,
    /// The draft, and how many photos it has.
    pub(crate) draft: Option<usize>,
    /// Pictures.
    pub(crate) blobs: Vec<BlobId>,
}

impl Promised {
    /// All that exists nowhere else: one of the two files is sound.
    pub(crate) fn all(before: &Before) -> Self {
        Self::of(before, &before.sound)
    }

    /// The same, and all that the hub has: it is the database itself that is sound.
    pub(crate) fn with_sent(before: &Before) -> Self {
        let mut promised = Self::all(before);
        promised.texts.extend((0..SENT).map(text_of));
        promised
    }

    /// As much as the damage of both has left in one or the other.
    pub(crate) fn of(before: &Before, found: &Found) -> Self {
        let has = |table: &str, key: &str| found.has_all_of(&before.sound, table, key);
        let have = |blobs: &[BlobId]| -> Vec<BlobId> {
            let blobs = blobs.iter().cloned();
            blobs
                .filter(|blob| has("blobs", &blob.0) && has("blob_pieces", &blob.0))
                .collect()
        };
        let mut promised = Self {
            key: has("settings", "device-seed"),
            texts: BTreeSet::new(),
            whole: BTreeSet::new(),
            draft: None,
            blobs: Vec::new(),
        };
        for waiting in &before.waiting {
            let lane = &waiting.case.0;
            // Without the key it is another device, and the cases are somebody else's.
            if !promised.key || !has("lanes", lane) || !has("changes", lane) {
                continue;
            }
            promised.texts.insert(waiting.text.clone());
            let blobs = have(&waiting.blobs);
            if blobs.len() == waiting.blobs.len() && has("lane_blobs", lane) {
                promised.whole.insert(waiting.text.clone());
            }
            promised.blobs.extend(blobs);
        }
        let draft = &before.draft.0;
        if has("drafts", draft) {
            let has_photo = has("draft_photos", draft);
            promised.draft = Some(usize::from(has_photo));
            if has_photo {
                promised.blobs.extend(have(&before.drawn));
            }
        }
        promised
    }
}

#[test]
fn of_a_sound_file_all_is_found() -> Result<()> {
    let before = Before::make()?;
    let all = Promised::all(&before);
    assert!(all.key);
    assert_eq!(all.texts.len(), WAITING as usize);
    assert_eq!(all.whole, all.texts);
    assert_eq!(all.draft, Some(1));
    // A photo and its thumbnail each.
    assert_eq!(all.blobs.len(), 2 * (WAITING as usize + 1));
    Ok(())
}
