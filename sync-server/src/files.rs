//! Blobs: whole ones by their hash, unfinished ones apart. They are in a folder, or in a bucket of
//! an S3 server that several hubs share.

mod bucket;
mod folder;

pub(crate) use folder::sync_folder;

use crate::error::Error;
use axum::body::Body;
use bucket::{Bucket, Pieces};
use durbar_sync::BlobId;
use folder::{File, Folder};
use std::path::Path;

/// Where blobs are.
#[derive(Clone, Debug)]
pub struct Blobs(Place);

#[derive(Clone, Debug)]
enum Place {
    Folder(Folder),
    Bucket(Bucket),
}

impl Blobs {
    /// Opens a folder, making it if it is not there.
    ///
    /// # Errors
    /// The file system.
    pub fn open(root: &Path) -> Result<Self, Error> {
        Folder::open(root).map(Place::Folder).map(Self)
    }

    /// A bucket by its address, such as `s3://durbar/blobs?endpoint=https://s3.example`, where the
    /// region can be told, too. The hub's key and its secret stand before the bucket's name, as in
    /// `s3://key:secret@durbar`, or are taken from the environment: `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY` and what else is usual.
    ///
    /// # Errors
    /// It is no such address. Whether the server is there is seen later.
    pub fn bucket(address: &str) -> Result<Self, Error> {
        Bucket::new(address).map(Place::Bucket).map(Self)
    }

    /// A folder as it is: nothing is made.
    pub(crate) fn at(root: &Path) -> Self {
        Self(Place::Folder(Folder::at(root)))
    }

    /// What is wrong with the place and length of a whole blob, if anything. Its bytes are not
    /// read.
    ///
    /// # Errors
    /// The file system or the server, but for a blob that is not there.
    pub fn glance(&self, blob: &BlobId, length: u64) -> Result<Option<&'static str>, Error> {
        Ok(match self.length(blob)? {
            None => Some("it is not there"),
            Some(here) if here != length => Some("it has another length"),
            Some(_) => None,
        })
    }

    /// What is wrong with a whole blob of this length, if anything.
    ///
    /// # Errors
    /// The file system or the server, but for a blob that is not there.
    pub fn look(&self, blob: &BlobId, length: u64) -> Result<Option<&'static str>, Error> {
        let wrong = self.glance(blob, length)?;
        if wrong.is_some() {
            return Ok(wrong);
        }
        let is_right = match &self.0 {
            Place::Folder(folder) => folder.is_right(blob)?,
            Place::Bucket(bucket) => BlobId::of(&bucket.read(blob)?) == *blob,
        };
        Ok((!is_right).then_some("its bytes were changed"))
    }

    fn length(&self, blob: &BlobId) -> Result<Option<u64>, Error> {
        match &self.0 {
            Place::Folder(folder) => folder.length(blob),
            Place::Bucket(bucket) => bucket.length(blob),
        }
    }

    /// Everything that lies where whole blobs do, with the blob that its name and place say.
    ///
    /// # Errors
    /// The file system or the server.
    pub fn all(&self) -> Result<Vec<(Option<BlobId>, String)>, Error> {
        match &self.0 {
            Place::Folder(folder) => folder.all(),
            Place::Bucket(bucket) => bucket.all(),
        }
    }

    /// Copies a whole blob from another place, durably, if its bytes are those that they should
    /// be. Returns whether they are.
    ///
    /// # Errors
    /// The file system or the server.
    pub fn copy_from(&self, other: &Self, blob: &BlobId) -> Result<bool, Error> {
        if other.length(blob)?.is_none() {
            return Ok(false);
        }
        let bytes = other.read(blob)?;
        let is_right = BlobId::of(&bytes) == *blob;
        if is_right {
            self.put(blob, &bytes)?;
        }
        Ok(is_right)
    }

    /// Deletes a whole blob, if it is there.
    ///
    /// # Errors
    /// The file system or the server.
    pub(crate) fn discard(&self, blob: &BlobId) -> Result<(), Error> {
        match &self.0 {
            Place::Folder(folder) => folder.discard(blob),
            Place::Bucket(bucket) => bucket.discard(blob),
        }
    }

    /// Stores a whole blob, durably.
    ///
    /// # Errors
    /// The file system or the server.
    pub fn put(&self, blob: &BlobId, bytes: &[u8]) -> Result<(), Error> {
        match &self.0 {
            Place::Folder(folder) => folder.put(blob, bytes),
            Place::Bucket(bucket) => bucket.put(blob, bytes),
        }
    }

    /// Opens an unfinished blob to go on at `have`. What lies beyond was never counted.
    ///
    /// # Errors
    /// The file system.
    pub fn resume(&self, blob: &BlobId, have: u64) -> Result<Part, Error> {
        Ok(match &self.0 {
            Place::Folder(folder) => Part::File(folder.resume(blob, have)?),
            Place::Bucket(bucket) => Part::Pieces(bucket.resume(blob, have)),
        })
    }

    /// Ends an unfinished blob of which all bytes are here, in its own place or in another one:
    /// keeps it if they have the hash that they should have, else deletes them. Returns whether
    /// they have.
    ///
    /// # Errors
    /// The file system or the server.
    pub fn finish(&self, blob: &BlobId, place: &BlobId) -> Result<bool, Error> {
        match &self.0 {
            Place::Folder(folder) => folder.finish(blob, place),
            Place::Bucket(bucket) => bucket.finish(blob, place),
        }
    }

    /// Whether a whole blob is in its place. If it is, it stays there from now on: whoever put it
    /// there may have been stopped before that was sure.
    ///
    /// # Errors
    /// The file system or the server.
    pub(crate) fn settle(&self, blob: &BlobId) -> Result<bool, Error> {
        match &self.0 {
            Place::Folder(folder) => folder.settle(blob),
            Place::Bucket(bucket) => Ok(bucket.length(blob)?.is_some()),
        }
    }

    /// Writes something small and deletes it, to see whether anything can be written.
    ///
    /// # Errors
    /// The file system or the server.
    pub fn probe(&self) -> Result<(), Error> {
        match &self.0 {
            Place::Folder(folder) => folder.probe(),
            Place::Bucket(bucket) => bucket.probe(),
        }
    }

    /// A whole blob in memory.
    ///
    /// # Errors
    /// It is not there; the file system or the server.
    pub fn read(&self, blob: &BlobId) -> Result<Vec<u8>, Error> {
        match &self.0 {
            Place::Folder(folder) => folder.read(blob),
            Place::Bucket(bucket) => bucket.read(blob),
        }
    }

    /// A whole blob from a byte on, as it is read.
    ///
    /// # Errors
    /// It is not there; the file system or the server.
    pub(crate) async fn stream(&self, blob: &BlobId, from: u64) -> Result<Body, Error> {
        match &self.0 {
            Place::Folder(folder) => folder.stream(blob, from).await,
            Place::Bucket(bucket) => bucket.stream(blob, from).await,
        }
    }
}

/// An unfinished blob, open at its end.
pub enum Part {
    /// In a file.
    File(File),
    /// In pieces, each durable by itself.
    Pieces(Pieces),
}

impl Part {
    /// Adds bytes. They count only after [`Part::sync`].
    ///
    /// # Errors
    /// The file system.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Pieces(pieces) => {
                pieces.write(bytes);
                Ok(())
            }
        }
    }

    /// Makes what was written durable.
    ///
    /// # Errors
    /// The file system or the server.
    pub fn sync(&mut self) -> Result<(), Error> {
        match self {
            Self::File(file) => file.sync(),
            Self::Pieces(pieces) => pieces.sync(),
        }
    }
}
