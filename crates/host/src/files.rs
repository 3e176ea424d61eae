//! Which files the app is opened over, and what happens when one of them is damaged.
//!
//! A damaged file is never written again, never renamed and never deleted: the app goes on in a
//! new one with the next number, which is filled from what can be read. `durbar.db` is followed by
//! `durbar-2.db`; the second copy of what exists nowhere else, `durbar.only-here.db`, likewise.

use durbar_api::Timestamp;
use durbar_core::{App, Error, Files, is_begun};
use rand_core::Rng;
use rusqlite::{Connection, OpenFlags};

/// Where a host keeps databases.
pub trait Shelf {
    /// The names of all files there.
    ///
    /// # Errors
    /// They cannot be listed.
    fn names(&self) -> Result<Vec<String>, Error>;

    /// How SQLite is told of a file.
    fn path(&self, name: &str) -> String;
}

/// More damaged files than this are not the fault of a file.
const MOST: u32 = 1000;

/// New copies beside a new database, before the fault is looked for elsewhere.
const ATTEMPTS: usize = 4;

/// Opens the app over its newest files; over new ones if these are damaged. `stem` is what their
/// names begin with: "durbar".
///
/// # Errors
/// The files cannot be used, for another reason than damage.
pub fn open(
    shelf: &impl Shelf,
    stem: &str,
    now: Timestamp,
    rng: &mut dyn Rng,
) -> Result<App, Error> {
    let database = Series { stem, end: ".db" };
    let copy = Series {
        stem,
        end: ".only-here.db",
    };
    let names = shelf.names()?;
    let mut newest = database.newest(&names);
    let mut newest_copy = copy.newest(&names);
    let mut old_copies = Vec::new();
    // A new one that was not filled before the app was ended begins again.
    if newest > 1 && !is_used(shelf, &database.name(newest)) {
        newest -= 1;
        return salvage(
            shelf,
            [database, copy],
            [newest, newest_copy],
            &old_copies,
            now,
            rng,
        );
    }
    loop {
        let files = Files {
            database: Connection::open(shelf.path(&database.name(newest)))?,
            copy: Some(shelf.path(&copy.name(newest_copy))),
            damaged: Vec::new(),
        };
        match App::open(files, now, rng) {
            Err(error) if error.is_damaged_copy() && newest_copy < MOST => {
                old_copies.push(newest_copy);
                newest_copy += 1;
                // An empty database beside a damaged copy: what there was is in that.
                if !is_used(shelf, &database.name(newest)) {
                    let numbers = [newest, newest_copy];
                    return salvage(shelf, [database, copy], numbers, &old_copies, now, rng);
                }
            }
            Err(error) if error.is_damage() && newest < MOST => {
                let numbers = [newest, newest_copy];
                return salvage(shelf, [database, copy], numbers, &old_copies, now, rng);
            }
            opened => return opened,
        }
    }
}

/// Goes on in a new database, after the damaged one with this number.
fn salvage(
    shelf: &impl Shelf,
    [database, copy]: [Series<'_>; 2],
    [damaged, mut newest_copy]: [u32; 2],
    old_copies: &[u32],
    now: Timestamp,
    rng: &mut dyn Rng,
) -> Result<App, Error> {
    let read = |name: &str| {
        Connection::open_with_flags(shelf.path(name), OpenFlags::SQLITE_OPEN_READ_ONLY)
    };
    let mut old_copies = old_copies.to_vec();
    loop {
        let mut others = Vec::new();
        for old in &old_copies {
            others.extend(read(&copy.name(*old)).ok());
        }
        // Of one that cannot even be opened nothing can be read.
        others.push(read(&database.name(damaged)).or_else(|_| Connection::open_in_memory())?);
        let files = Files {
            database: Connection::open(shelf.path(&database.name(damaged + 1)))?,
            copy: Some(shelf.path(&copy.name(newest_copy))),
            damaged: others,
        };
        match App::open(files, now, rng) {
            // The database is new: what is damaged can only be the copy that it is filled from.
            Err(error)
                if (error.is_damaged_copy() || error.is_damage())
                    && old_copies.len() < ATTEMPTS =>
            {
                old_copies.push(newest_copy);
                newest_copy += 1;
            }
            opened => return opened,
        }
    }
}

/// Whether an app was ever opened over a database. One that cannot be read counts as used: it is
/// for salvage to say.
fn is_used(shelf: &impl Shelf, name: &str) -> bool {
    Connection::open_with_flags(shelf.path(name), OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(Error::from)
        .and_then(|connection| is_begun(&connection))
        .unwrap_or(true)
}

/// Files that follow each other.
#[derive(Clone, Copy)]
struct Series<'a> {
    stem: &'a str,
    end: &'a str,
}

impl Series<'_> {
    fn name(self, number: u32) -> String {
        let Self { stem, end } = self;
        match number {
            0 | 1 => format!("{stem}{end}"),
            _ => format!("{stem}-{number}{end}"),
        }
    }

    /// The highest number of those that are there, else 1.
    fn newest(self, names: &[String]) -> u32 {
        let number = |name: &String| {
            name.strip_prefix(self.stem)?
                .strip_prefix('-')?
                .strip_suffix(self.end)?
                .parse::<u32>()
                .ok()
        };
        names
            .iter()
            .filter_map(number)
            .filter(|number| *number <= MOST)
            .max()
            .unwrap_or(1)
    }
}

#[cfg(test)]
mod tests {
    use super::Series;

    #[test]
    fn the_newest_has_the_highest_number_and_others_files_do_not_count() {
        let series = Series {
            stem: "durbar",
            end: ".db",
        };
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(series.newest(&names(&[])), 1);
        assert_eq!(series.newest(&names(&["durbar.db", "durbar.db-wal"])), 1);
        let many = [
            "durbar.db",
            "durbar-2.db",
            "durbar-10.db",
            "durbar-11.db-wal",
            "durbar-12.only-here.db",
            "other-99.db",
        ];
        assert_eq!(series.newest(&names(&many)), 10);
        assert_eq!(series.name(1), "durbar.db");
        assert_eq!(series.name(10), "durbar-10.db");
    }
}
