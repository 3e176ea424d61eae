//! Blobs in a folder.

use crate::error::Error;
use axum::body::{Body, Bytes};
use durbar_sync::BlobId;
use futures_util::stream;
use std::{
    fs::{self, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};
use tokio::io::{AsyncReadExt, AsyncSeekExt};

/// Bytes that are read at once.
const BLOCK: usize = 64 * 1024;

/// The folder.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Opens the folder, making it if it is not there.
    ///
    /// # Errors
    /// The file system.
    pub(super) fn open(root: &Path) -> Result<Self, Error> {
        let parts = root.join("part");
        fs::create_dir_all(&parts).map_err(Error::file(parts))?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// The folder as it is: nothing is made.
    pub(super) fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The length of a whole blob's file, if it is there.
    pub(super) fn length(&self, blob: &BlobId) -> Result<Option<u64>, Error> {
        let path = self.path(blob);
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::file(path)(error)),
            Ok(file) => Ok(Some(file.len())),
        }
    }

    /// Whether a whole blob's file has the bytes that it should have.
    pub(super) fn is_right(&self, blob: &BlobId) -> Result<bool, Error> {
        let path = self.path(blob);
        Ok(hash(&path).map_err(Error::file(&path))? == *blob)
    }

    /// Every file that lies where whole blobs do, with the blob that its name and place say.
    ///
    /// # Errors
    /// The file system.
    pub(super) fn all(&self) -> Result<Vec<(Option<BlobId>, String)>, Error> {
        let mut all = Vec::new();
        for folder in entries(&self.root)? {
            if folder == self.root.join("part") {
                continue;
            }
            if !folder.is_dir() {
                all.push((None, folder.display().to_string()));
                continue;
            }
            for file in entries(&folder)? {
                let blob: Option<BlobId> = file
                    .file_name()
                    .and_then(|name| name.to_str())
                    .and_then(|name| name.parse().ok())
                    .filter(|blob| self.path(blob) == file);
                all.push((blob, file.display().to_string()));
            }
        }
        Ok(all)
    }

    /// Deletes the file of a whole blob, if it is there.
    ///
    /// # Errors
    /// The file system.
    pub(super) fn discard(&self, blob: &BlobId) -> Result<(), Error> {
        let path = self.path(blob);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::file(path)(error)),
            _ => Ok(()),
        }
    }

    /// Where a whole blob lies.
    pub(super) fn path(&self, blob: &BlobId) -> PathBuf {
        let name = blob.to_string();
        self.root.join(&name[..2]).join(name)
    }

    /// Gives a whole blob from a byte on.
    pub(super) async fn stream(&self, blob: &BlobId, from: u64) -> Result<Body, Error> {
        let path = self.path(blob);
        let open = async {
            let mut file = tokio::fs::File::open(&path).await?;
            file.seek(SeekFrom::Start(from)).await?;
            Ok(file)
        };
        let file = open.await.map_err(Error::file(&path))?;
        Ok(Body::from_stream(stream::unfold(
            file,
            |mut file| async move {
                let mut block = vec![0; BLOCK];
                match file.read(&mut block).await {
                    Ok(0) => None,
                    Ok(count) => {
                        block.truncate(count);
                        Some((Ok(Bytes::from(block)), file))
                    }
                    Err(error) => Some((Err(error), file)),
                }
            },
        )))
    }

    fn part(&self, blob: &BlobId) -> PathBuf {
        self.root.join("part").join(blob.to_string())
    }

    /// Stores a whole blob, durably.
    ///
    /// # Errors
    /// The file system.
    pub(super) fn put(&self, blob: &BlobId, bytes: &[u8]) -> Result<(), Error> {
        let mut part = self.resume(blob, 0)?;
        part.write(bytes)?;
        part.sync()?;
        self.keep(blob, blob)
    }

    /// Opens an unfinished blob to go on at `have`. What lies beyond was never counted.
    ///
    /// # Errors
    /// The file system.
    pub(super) fn resume(&self, blob: &BlobId, have: u64) -> Result<File, Error> {
        let path = self.part(blob);
        let open = || -> io::Result<fs::File> {
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
        Ok(File { file, path })
    }

    /// Ends an unfinished blob of which all bytes are here, in its own place or in another one:
    /// keeps it if they have the hash that they should have, else deletes them. Returns whether
    /// they have.
    ///
    /// # Errors
    /// The file system.
    pub(super) fn finish(&self, blob: &BlobId, place: &BlobId) -> Result<bool, Error> {
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
    pub(super) fn settle(&self, blob: &BlobId) -> Result<bool, Error> {
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
    pub(super) fn probe(&self) -> Result<(), Error> {
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
    pub(super) fn read(&self, blob: &BlobId) -> Result<Vec<u8>, Error> {
        let path = self.path(blob);
        fs::read(&path).map_err(Error::file(path))
    }
}

fn hash(path: &Path) -> io::Result<BlobId> {
    let mut file = fs::File::open(path)?;
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
    fs::File::open(folder)?.sync_all()
}

/// An unfinished blob, open at its end.
pub struct File {
    file: fs::File,
    path: PathBuf,
}

impl File {
    /// Adds bytes. They count only after [`Part::sync`].
    ///
    /// # Errors
    /// The file system.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(Error::file(&self.path))
    }

    /// Makes what was written durable.
    ///
    /// # Errors
    /// The file system.
    pub(super) fn sync(&self) -> Result<(), Error> {
        self.file.sync_data().map_err(Error::file(&self.path))
    }
}
