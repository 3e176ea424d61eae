//! What a disk holds when the power goes.

use super::{Log, What};
use crate::kit::Result;
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// A folder on a disk, as far as it is sure to be there, and what may be there.
///
/// The model is what POSIX promises and no more, with these words of its own:
/// - After a sync of a file all its bytes and its length are there.
/// - Of what was written since, each sector of 512 bytes that a write touches is there or not,
///   whatever became of the others, of an earlier write to it, and of the length: pages are torn,
///   order is lost. A sector is not torn, and one that nobody wrote does not change. Where the
///   length is there and the bytes are not, there are zeros.
/// - A new length is there or not, likewise.
/// - A new name, a deletion, a renaming is there once its folder is synced (for a renaming: the
///   folder of the new name); before that it may be or not, each on its own. A renaming happens
///   whole. A sync of the file does not make its name last.
/// - A sync that failed makes nothing last, nor does a later one for what was written before it:
///   the system has thrown those bytes away and says so once.
/// - The watched folder itself is there. Index files of SQLite (`-shm`) are not: they are memory.
#[derive(Clone, Default)]
pub struct Disk {
    nodes: Vec<Node>,
    /// By name, as the running system sees it.
    seen: BTreeMap<String, usize>,
    /// By name, as it is sure to last.
    sure: BTreeMap<String, usize>,
    /// Changes of names that may last, oldest first.
    names: Vec<Name>,
    /// Open files: the node, and the name by which it was opened.
    handles: HashMap<u32, (usize, String)>,
    /// Whose syncs count for nothing.
    forgets: Option<fn(&str) -> bool>,
}

#[derive(Clone, Default)]
struct Node {
    is_folder: bool,
    /// Sure to last.
    bytes: Vec<u8>,
    /// May last, oldest first.
    changes: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Clone)]
enum Name {
    Add(String, usize),
    Remove(String),
    Rename(String, String, usize),
}

impl Name {
    /// The folder whose sync makes it last.
    fn folder(&self) -> &str {
        match self {
            Self::Add(name, _) | Self::Remove(name) | Self::Rename(_, name, _) => parent(name),
        }
    }

    fn touches(&self, other: &str) -> bool {
        match self {
            Self::Add(name, _) | Self::Remove(name) => name == other,
            Self::Rename(from, to, _) => from == other || to == other,
        }
    }

    fn apply(&self, names: &mut BTreeMap<String, usize>) {
        match self {
            Self::Add(name, node) => {
                names.insert(name.clone(), *node);
            }
            Self::Remove(name) => {
                names.remove(name);
            }
            Self::Rename(from, to, node) => {
                names.remove(from);
                names.insert(to.clone(), *node);
            }
        }
    }
}

fn parent(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// How likely it is that what was not synced is there.
#[derive(Clone, Copy)]
struct Luck(u32);

impl Luck {
    /// Nothing, all, or something between, for a file or for all names.
    fn draw(rng: &mut ChaCha20Rng) -> Self {
        Self(match rng.next_u32() % 5 {
            0 | 1 => 0,
            2 => 100,
            _ => rng.next_u32() % 101,
        })
    }

    fn has(self, rng: &mut ChaCha20Rng) -> bool {
        rng.next_u32() % 100 < self.0
    }
}

impl Disk {
    /// An empty folder.
    pub fn empty() -> Self {
        let root = Node {
            is_folder: true,
            ..Node::default()
        };
        let names = BTreeMap::from([(String::new(), 0)]);
        Self {
            nodes: vec![root],
            seen: names.clone(),
            sure: names,
            ..Self::default()
        }
    }

    /// A folder as it lies, all of it sure.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn holding(folder: &Path) -> Result<Self> {
        let mut disk = Self::empty();
        disk.take_in(folder, "")?;
        disk.sure.clone_from(&disk.seen);
        Ok(disk)
    }

    fn take_in(&mut self, folder: &Path, name: &str) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let file = entry.file_name().to_string_lossy().into_owned();
            let below = if name.is_empty() {
                file
            } else {
                format!("{name}/{file}")
            };
            let is_folder = entry.file_type()?.is_dir();
            let node = Node {
                is_folder,
                bytes: if is_folder {
                    Vec::new()
                } else {
                    fs::read(entry.path())?
                },
                changes: Vec::new(),
            };
            self.seen.insert(below.clone(), self.nodes.len());
            self.nodes.push(node);
            if is_folder {
                self.take_in(&entry.path(), &below)?;
            }
        }
        Ok(())
    }

    /// Leaves syncs of files and folders with such names out: what a program would be that does
    /// not make them. A test that still finds nothing lost sees nothing.
    #[must_use]
    pub fn forgetting(mut self, forgets: fn(&str) -> bool) -> Self {
        self.forgets = Some(forgets);
        self
    }

    /// Lives through what happened.
    ///
    /// # Errors
    /// It cannot have happened.
    pub fn play(&mut self, what: &What) -> Result<()> {
        match what {
            What::Start => self.handles.clear(),
            What::Open { handle, name } => {
                let node = match self.seen.get(name) {
                    Some(node) => *node,
                    None => self.add(name, false),
                };
                self.handles.insert(*handle, (node, name.clone()));
            }
            What::Folder(name) => {
                self.add(name, true);
            }
            What::Write {
                handle,
                offset,
                bytes,
            } => {
                let change = Change::Write(usize::try_from(*offset)?, bytes.clone());
                self.change(*handle, change)?;
            }
            What::Length { handle, length } => {
                self.change(*handle, Change::Length(usize::try_from(*length)?))?;
            }
            What::Sync(handle) => self.sync(*handle)?,
            What::SyncFailed(handle) => {
                let (node, _) = self.opened(*handle)?;
                self.nodes[node].changes.clear();
            }
            What::Remove(name) => self.rename(Name::Remove(name.clone())),
            What::Rename(from, to) => {
                let node = *self.seen.get(from).ok_or("renamed, but not there")?;
                if self.nodes[node].is_folder {
                    return Err("a folder was renamed".into());
                }
                self.rename(Name::Rename(from.clone(), to.clone(), node));
            }
            What::Said(_) | What::Fault(_) => {}
        }
        Ok(())
    }

    fn add(&mut self, name: &str, is_folder: bool) -> usize {
        let node = self.nodes.len();
        self.nodes.push(Node {
            is_folder,
            ..Node::default()
        });
        self.rename(Name::Add(name.to_owned(), node));
        node
    }

    fn rename(&mut self, name: Name) {
        name.apply(&mut self.seen);
        self.names.push(name);
    }

    fn opened(&self, handle: u32) -> Result<(usize, String)> {
        let found = self.handles.get(&handle).cloned();
        found.ok_or_else(|| format!("no open file {handle}").into())
    }

    fn change(&mut self, handle: u32, change: Change) -> Result<()> {
        let (node, name) = self.opened(handle)?;
        if !name.ends_with("-shm") {
            self.nodes[node].changes.push(change);
        }
        Ok(())
    }

    fn sync(&mut self, handle: u32) -> Result<()> {
        let (node, name) = self.opened(handle)?;
        if self.forgets.is_some_and(|forgets| forgets(&name)) {
            return Ok(());
        }
        if !self.nodes[node].is_folder {
            let node = &mut self.nodes[node];
            for change in std::mem::take(&mut node.changes) {
                match change {
                    Change::Write(from, bytes) => {
                        put(&mut node.bytes, from, &bytes);
                    }
                    Change::Length(length) => node.bytes.resize(length, 0),
                }
            }
            return Ok(());
        }
        let mut left: Vec<Name> = Vec::new();
        for change in std::mem::take(&mut self.names) {
            if change.folder() == name {
                change.apply(&mut self.sure);
                // What was before under the same name is over.
                left.retain(|earlier| match &change {
                    Name::Add(name, _) | Name::Remove(name) => !earlier.touches(name),
                    Name::Rename(from, to, _) => !earlier.touches(from) && !earlier.touches(to),
                });
            } else {
                left.push(change);
            }
        }
        self.names = left;
        Ok(())
    }

    /// Writes the folder as it could be found if the power went now; with `seed` 0 nothing is there
    /// that was not synced.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn without_power(&self, seed: u64, folder: &Path) -> Result<()> {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let draw = |rng: &mut ChaCha20Rng| match seed {
            0 => Luck(0),
            _ => Luck::draw(rng),
        };
        let mut names = self.sure.clone();
        let luck = draw(&mut rng);
        for name in &self.names {
            if luck.has(&mut rng) {
                name.apply(&mut names);
            }
        }
        fs::create_dir_all(folder)?;
        // Sorted: a folder comes before what is in it.
        for (name, node) in names.iter().filter(|(name, _)| !name.is_empty()) {
            let node = &self.nodes[*node];
            let luck = draw(&mut rng);
            if !folder.join(parent(name)).is_dir() || name.ends_with("-shm") {
                continue;
            }
            if node.is_folder {
                fs::create_dir(folder.join(name))?;
            } else {
                fs::write(folder.join(name), node.found(luck, &mut rng))?;
            }
        }
        Ok(())
    }
}

impl Node {
    fn found(&self, luck: Luck, rng: &mut ChaCha20Rng) -> Vec<u8> {
        let mut found = self.bytes.clone();
        let (mut length, mut whole) = (found.len(), found.len());
        for change in &self.changes {
            match change {
                Change::Write(from, bytes) => {
                    let end = from + bytes.len();
                    if end > whole {
                        whole = end;
                        if luck.has(rng) {
                            length = end;
                        }
                    }
                    let mut at = *from;
                    while at < end {
                        let next = ((at / SECTOR + 1) * SECTOR).min(end);
                        if luck.has(rng) {
                            put(&mut found, at, &bytes[at - from..next - from]);
                        }
                        at = next;
                    }
                }
                Change::Length(new) => {
                    whole = *new;
                    if luck.has(rng) {
                        length = *new;
                        found.truncate(*new);
                    }
                }
            }
        }
        found.resize(length, 0);
        found
    }
}

fn put(all: &mut Vec<u8>, from: usize, bytes: &[u8]) {
    let end = from + bytes.len();
    if all.len() < end {
        all.resize(end, 0);
    }
    all[from..end].copy_from_slice(bytes);
}

impl Log {
    /// The disk after the first `cut` events.
    ///
    /// # Errors
    /// They cannot have happened.
    pub fn disk_at(&self, cut: usize, mut before: Disk) -> Result<Disk> {
        for event in &self.0[..cut] {
            before.play(&event.what)?;
        }
        Ok(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(handle: u32, name: &str) -> What {
        let name = name.to_owned();
        What::Open { handle, name }
    }

    fn write(handle: u32, offset: u64, bytes: &[u8]) -> What {
        let bytes = bytes.to_vec();
        What::Write {
            handle,
            offset,
            bytes,
        }
    }

    /// What the folder can hold: contents of `name` over many seeds.
    fn found(disk: &Disk, name: &str) -> Result<Vec<Option<Vec<u8>>>> {
        let mut all = Vec::new();
        for seed in 0..200 {
            let folder = tempfile::tempdir()?;
            disk.without_power(seed, folder.path())?;
            all.push(fs::read(folder.path().join(name)).ok());
        }
        all.sort();
        all.dedup();
        Ok(all)
    }

    fn after(events: &[What]) -> Result<Disk> {
        let mut disk = Disk::empty();
        for what in events {
            disk.play(what)?;
        }
        Ok(disk)
    }

    #[test]
    fn what_is_synced_with_its_folder_is_there() -> Result<()> {
        let mut events = vec![open(1, "a"), write(1, 0, b"one"), What::Sync(1)];
        assert_eq!(
            found(&after(&events)?, "a")?,
            [None, Some(b"one".to_vec())],
            "the name is not sure"
        );
        events.extend([open(2, ""), What::Sync(2)]);
        assert_eq!(found(&after(&events)?, "a")?, [Some(b"one".to_vec())]);
        events.push(write(1, 0, b"two"));
        assert_eq!(
            found(&after(&events)?, "a")?,
            [Some(b"one".to_vec()), Some(b"two".to_vec())]
        );
        events.extend([What::SyncFailed(1), What::Sync(1)]);
        assert_eq!(found(&after(&events)?, "a")?, [Some(b"one".to_vec())]);
        Ok(())
    }

    #[test]
    fn sectors_and_the_length_come_each_on_its_own() -> Result<()> {
        let events = [
            open(1, "a"),
            open(2, ""),
            What::Sync(2),
            write(1, 0, &[7; 1024]),
        ];
        let all = found(&after(&events)?, "a")?;
        let halves = |first, second| Some([[first; 512], [second; 512]].concat());
        for one in [halves(0, 7), halves(7, 0), halves(7, 7), Some(Vec::new())] {
            assert!(all.contains(&one));
        }
        Ok(())
    }

    #[test]
    fn a_file_is_under_its_old_name_or_its_new_one_until_the_folder_is_synced() -> Result<()> {
        let mut events = vec![
            What::Folder("b".to_owned()),
            open(1, "a"),
            open(2, ""),
            What::Sync(2),
            What::Rename("a".to_owned(), "b/c".to_owned()),
        ];
        let disk = after(&events)?;
        assert_eq!(found(&disk, "a")?.len(), 2);
        assert_eq!(found(&disk, "b/c")?.len(), 2);
        events.extend([open(3, "b"), What::Sync(3)]);
        let disk = after(&events)?;
        assert_eq!(found(&disk, "a")?, [None]);
        assert_eq!(found(&disk, "b/c")?, [Some(Vec::new())]);
        Ok(())
    }
}
