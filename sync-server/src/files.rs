//! Blobs in a folder: whole ones by hash, unfinished ones apart.

use crate::error::Error;
use durbar_sync::BlobId;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

/// The folder.
#[derive(Clone, Debug)]
pub struct Blobs {
    root: PathBuf,
}

impl Blobs {
    /// Opens the folder, making it if it is not there.
    ///
    /// # Errors
    /// The file system.
    pub fn open(root: &Path) -> Result<Self, Error> {
        let parts = root.join("part");
        fs::create_dir_all(&parts).map_err(Error::file(parts))?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// The folder as it is: nothing is made.
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// What is wrong with the place and length of a whole blob's file, if anything. Its bytes are
    /// not read.
    ///
    /// # Errors
    /// The file system, but for a file that is not there.
    pub fn glance(&self, blob: &BlobId, length: u64) -> Result<Option<&'static str>, Error> {
        let path = self.path(blob);
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Some("it is not there")),
            Err(error) => Err(Error::file(path)(error)),
            Ok(file) if file.len() != length => Ok(Some("it has another length")),
            Ok(_) => Ok(None),
        }
    }

    /// What is wrong with the file of a whole blob of this length, if anything.
    ///
    /// # Errors
    /// The file system, but for a file that is not there.
    pub fn look(&self, blob: &BlobId, length: u64) -> Result<Option<&'static str>, Error> {
        let wrong = self.glance(blob, length)?;
        if wrong.is_some() {
            return Ok(wrong);
        }
        let path = self.path(blob);
        let is_right = hash(&path).map_err(Error::file(&path))? == *blob;
        Ok((!is_right).then_some("its bytes were changed"))
    }

    /// Every file that lies where whole blobs do, with the blob that its name and place say.
    ///
    /// # Errors
    /// The file system.
    pub fn all(&self) -> Result<Vec<(Option<BlobId>, PathBuf)>, Error> {
        let mut all = Vec::new();
        for folder in entries(&self.root)? {
            if folder == self.root.join("part") {
                continue;
            }
            if !folder.is_dir() {
                all.push((None, folder));
                continue;
            }
            for file in entries(&folder)? {
                let blob: Option<BlobId> = file
                    .file_name()
                    .and_then(|name| name.to_str())
                    .and_then(|name| name.parse().ok())
                    .filter(|blob| self.path(blob) == file);
                all.push((blob, file));
            }
        }
        Ok(all)
    }

    /// Copies a whole blob from another folder, durably, if its bytes are those that they should
    /// be. Returns whether they are.
    ///
    /// # Errors
    /// The file system.
    pub fn copy_from(&self, other: &Self, blob: &BlobId) -> Result<bool, Error> {
        let from = other.path(blob);
        let mut source = match File::open(&from) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            opened => opened.map_err(Error::file(&from))?,
        };
        let mut part = self.resume(blob, 0)?;
        io::copy(&mut source, &mut part.file).map_err(Error::file(&part.path))?;
        part.sync()?;
        drop(part);
        self.finish(blob, blob)
    }

    /// Deletes the file of a whole blob, if it is there.
    ///
    /// # Errors
    /// The file system.
    pub(crate) fn discard(&self, blob: &BlobId) -> Result<(), Error> {
        let path = self.path(blob);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::file(path)(error)),
            _ => Ok(()),
        }
    }

    /// Where a whole blob lies.
    pub fn path(&self, blob: &BlobId) -> PathBuf {
        let name = blob.to_string();
        self.root.join(&name[..2]).join(name)
    }

    fn part(&self, blob: &BlobId) -> PathBuf {
        self.root.join("part").join(blob.to_string())
    }

    /// Stores a whole blob, durably.
    ///
    /// # Errors
    /// The file system.
    pub fn put(&self, blob: &BlobId, bytes: &[u8]) -> Result<(), Error> {
        let mut part = self.resume(blob, 0)?;
        part.write(bytes)?;
        part.sync()?;
        self.keep(blob, blob)
    }

    /// Opens an unfinished blob to go on at `have`. What lies beyond was never counted.
    ///
    /// # Errors
    /// The file system.
    pub fn resume(&self, blob: &BlobId, have: u64) -> Result<Part, Error> {
        let path = self.part(blob);
        let open = || -> io::Result<File> {
            let mut file = OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)?;
            file.set_len(have)?;
            file.seek(SeekFrom::Start(have))?;
            if have == 0 {
                sync_folder(&self.root.join("part"))?;
            }
            Ok(file)
        };
        let file = open().map_err(Error::file(&path))?;
        Ok(Part { file, path })
    }

    /// Ends an unfinished blob of which all bytes are here, in its own place or in another one:
    /// keeps it if they have the hash that they should have, else deletes them. Returns whether
    /// they have.
    ///
    /// # Errors
    /// The file system.
    pub fn finish(&self, blob: &BlobId, place: &BlobId) -> Result<bool, Error> {
        let path = self.part(place);
        // A crash between the renaming and the note of it; or the file is gone.
        if !path.exists() {
            return Ok(place == blob && self.settle(blob)?);
        }
        let is_right = hash(&path).map_err(Error::file(&path))? == *blob;
        if is_right {
            self.keep(place, blob)?;
        } else {
            fs::remove_file(&path).map_err(Error::file(&path))?;
        }
        Ok(is_right)
    }

    /// Whether a whole blob is in its place. If it is, it stays there from now on: whoever put it
    /// there may have been stopped before that was sure.
    ///
    /// # Errors
    /// The file system.
    pub(crate) fn settle(&self, blob: &BlobId) -> Result<bool, Error> {
        let path = self.path(blob);
        if !path.exists() {
            return Ok(false);
        }
        self.sync_names(&path).map_err(Error::file(&path))?;
        Ok(true)
    }

    fn keep(&self, place: &BlobId, blob: &BlobId) -> Result<(), Error> {
        let path = self.path(blob);
        let rename = || -> io::Result<()> {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::rename(self.part(place), &path)?;
            self.sync_names(&path)
        };
        rename().map_err(Error::file(&path))
    }

    /// The name of a whole blob lasts, and that of its folder.
    fn sync_names(&self, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            sync_folder(folder)?;
        }
        sync_folder(&self.root)
    }

    /// Writes a small file and deletes it, to see whether anything can be written.
    ///
    /// # Errors
    /// The file system.
    pub fn probe(&self) -> Result<(), Error> {
        let path = self.root.join("part").join("probe");
        let write = || -> io::Result<()> {
            fs::write(&path, b"probe")?;
            fs::remove_file(&path)
        };
        write().map_err(Error::file(path.clone()))
    }

    /// A whole blob in memory.
    ///
    /// # Errors
    /// The file system.
    pub fn read(&self, blob: &BlobId) -> Result<Vec<u8>, Error> {
        let path = self.path(blob);
        fs::read(&path).map_err(Error::file(path))
    }
}

fn hash(path: &Path) -> io::Result<BlobId> {
    let mut file = File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; 64 * 1024];
    loop {
        let count = file.read(&mut block)?;
        if count == 0 {
            return Ok(BlobId(*hasher.finalize().as_bytes()));
        }
        hasher.update(&block[..count]);
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let read = || -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?
            .map(|entry| Ok(entry?.path()))
            .collect()
    };
    let mut entries = read().map_err(Error::file(folder))?;
    entries.sort();
    Ok(entries)
}

/// A new name is durable once its folder is.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// An unfinished blob, open at its end.
pub struct Part {
    file: File,
    path: PathBuf,
}

impl Part {
    /// Adds bytes. They count only after [`Part::sync`].
    ///
    /// # Errors
    /// The file system.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(Error::file(&self.path))
    }

    /// Makes what was written durable.
    ///
    /// # Errors
    /// The file system.
    pub fn sync(&self) -> Result<(), Error> {
        self.file.sync_data().map_err(Error::file(&self.path))
    }
}
