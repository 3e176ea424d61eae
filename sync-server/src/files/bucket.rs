//! Blobs in a bucket of an S3 server.
//!
//! A whole blob is an object under its hash. One that is under way is a row of objects, each with
//! the bytes that were counted at once: S3 takes no bytes at the end of an object, and its own
//! uploads in parts want five megabytes for each.

use crate::{driver::Driver, error::Error};
use axum::body::Body;
use durbar_sync::BlobId;
use futures_util::TryStreamExt;
use object_store::{
    GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey},
    path::Path,
};
use std::{fmt, sync::Arc, time::Duration};

/// How long a server that does not answer is asked again. A phone waits for the hub meanwhile, and
/// will come again.
const PATIENCE: Duration = Duration::from_secs(10);

/// A bucket, or what lies below a prefix in one.
#[derive(Clone)]
pub(super) struct Bucket {
    store: Arc<AmazonS3>,
    root: Path,
    driver: Driver,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without what it signs with.
        write!(out, "Bucket({})", self.root)
    }
}

/// An unfinished blob.
pub struct Pieces {
    bucket: Bucket,
    place: BlobId,
    /// Bytes in the pieces so far.
    have: u64,
    /// Bytes of the next one.
    next: Vec<u8>,
}

impl Pieces {
    pub(super) fn write(&mut self, bytes: &[u8]) {
        self.next.extend_from_slice(bytes);
    }

    pub(super) fn sync(&mut self) -> Result<(), Error> {
        if self.next.is_empty() {
            return Ok(());
        }
        let length = self.next.len() as u64;
        let path = self.bucket.piece(&self.place, self.have, length);
        self.bucket.write(path, std::mem::take(&mut self.next))?;
        self.have += length;
        Ok(())
    }
}

impl Bucket {
    pub(super) fn new(address: &str) -> Result<Self, Error> {
        // Not the address itself: it may hold a secret.
        let wrong = |text: String| Error::BlobsAddress(text);
        let url: url::Url = address
            .parse()
            .map_err(|error: url::ParseError| wrong(error.to_string()))?;
        let bucket = url.host_str().filter(|_| url.scheme() == "s3");
        let bucket = bucket.ok_or_else(|| wrong("it names no bucket".to_owned()))?;
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
        if let Some(secret) = url.password() {
            let plain = |text| percent_encoding::percent_decode_str(text).decode_utf8_lossy();
            builder = builder
                .with_access_key_id(plain(url.username()))
                .with_secret_access_key(plain(secret));
        }
        for (name, value) in url.query_pairs() {
            let key = match name.as_ref() {
                "endpoint" => {
                    builder = builder.with_allow_http(value.starts_with("http://"));
                    AmazonS3ConfigKey::Endpoint
                }
                "region" => AmazonS3ConfigKey::Region,
                other => return Err(wrong(format!("there is no \"{other}\" in it"))),
            };
            builder = builder.with_config(key, value);
        }
        builder = builder.with_retry(RetryConfig {
            max_retries: 3,
            retry_timeout: PATIENCE,
            ..RetryConfig::default()
        });
        // Set already, if the hub speaks TLS itself.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let store = builder.build().map_err(|error| wrong(error.to_string()))?;
        Ok(Self {
            store: Arc::new(store),
            root: Path::from(url.path()),
            driver: Driver::start("hub-blobs")?,
        })
    }

    fn path(&self, blob: &BlobId) -> Path {
        let name = blob.to_string();
        self.root.clone().join("whole").join(&name[..2]).join(name)
    }

    fn pieces(&self, place: &BlobId) -> Path {
        self.root.clone().join("part").join(place.to_string())
    }

    /// The length is in the name: two hubs that write from the same byte on at once do not write
    /// over each other.
    fn piece(&self, place: &BlobId, from: u64, length: u64) -> Path {
        self.pieces(place).join(format!("{from:012}-{length}"))
    }

    fn write(&self, path: Path, bytes: Vec<u8>) -> Result<(), Error> {
        let store = Arc::clone(&self.store);
        let written = self
            .driver
            .wait(async move { store.put(&path, PutPayload::from(bytes)).await })?;
        Ok(written.map(drop)?)
    }

    fn get(&self, path: Path) -> Result<Vec<u8>, Error> {
        let store = Arc::clone(&self.store);
        let got = self
            .driver
            .wait(async move { store.get(&path).await?.bytes().await })?;
        Ok(got?.into())
    }

    fn delete(&self, path: Path) -> Result<(), Error> {
        let store = Arc::clone(&self.store);
        match self.driver.wait(async move { store.delete(&path).await })? {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn list(&self, below: Path) -> Result<Vec<ObjectMeta>, Error> {
        let store = Arc::clone(&self.store);
        let listed = self
            .driver
            .wait(async move { store.list(Some(&below)).try_collect().await })?;
        Ok(listed?)
    }

    pub(super) fn length(&self, blob: &BlobId) -> Result<Option<u64>, Error> {
        let (store, path) = (Arc::clone(&self.store), self.path(blob));
        match self.driver.wait(async move { store.head(&path).await })? {
            Ok(object) => Ok(Some(object.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn all(&self) -> Result<Vec<(Option<BlobId>, String)>, Error> {
        let mut all = Vec::new();
        for object in self.list(self.root.clone().join("whole"))? {
            let blob: Option<BlobId> = object
                .location
                .filename()
                .and_then(|name| name.parse().ok())
                .filter(|blob| self.path(blob) == object.location);
            all.push((blob, object.location.to_string()));
        }
        all.sort();
        Ok(all)
    }

    pub(super) fn put(&self, blob: &BlobId, bytes: &[u8]) -> Result<(), Error> {
        self.write(self.path(blob), bytes.to_vec())
    }

    pub(super) fn read(&self, blob: &BlobId) -> Result<Vec<u8>, Error> {
        self.get(self.path(blob))
    }

    pub(super) fn discard(&self, blob: &BlobId) -> Result<(), Error> {
        self.delete(self.path(blob))
    }

    pub(super) fn resume(&self, place: &BlobId, have: u64) -> Pieces {
        Pieces {
            bucket: self.clone(),
            place: *place,
            have,
            next: Vec::new(),
        }
    }

    pub(super) fn finish(&self, blob: &BlobId, place: &BlobId) -> Result<bool, Error> {
        let pieces = self.list(self.pieces(place))?;
        // A crash between the writing and the note of it; or the pieces are gone.
        if pieces.is_empty() {
            return Ok(place == blob && self.length(blob)?.is_some());
        }
        let bytes = self.join(&pieces)?;
        let mut is_right = BlobId::of(&bytes) == *blob;
        if is_right {
            self.put(blob, &bytes)?;
        } else {
            // Or it was stopped when some of the pieces were deleted already.
            is_right = place == blob && self.length(blob)?.is_some();
        }
        for piece in pieces {
            self.delete(piece.location)?;
        }
        Ok(is_right)
    }

    /// The bytes of pieces in a row. Some of them may hold the same bytes: what one hub had not
    /// counted when it was stopped, the next one was sent again.
    fn join(&self, pieces: &[ObjectMeta]) -> Result<Vec<u8>, Error> {
        let mut places: Vec<_> = pieces
            .iter()
            .filter_map(|piece| {
                let (from, _) = piece.location.filename()?.split_once('-')?;
                let from: u64 = from.parse().ok()?;
                Some((from, from + piece.size, &piece.location))
            })
            .collect();
        places.sort_by_key(|&(from, to, _)| (from, std::cmp::Reverse(to)));
        let mut bytes = Vec::new();
        for (from, to, location) in places {
            let have = bytes.len() as u64;
            if from > have || to <= have {
                continue;
            }
            let piece = self.get(location.clone())?;
            let known = usize::try_from(have - from).unwrap_or(usize::MAX);
            bytes.extend_from_slice(piece.get(known..).unwrap_or_default());
        }
        Ok(bytes)
    }

    pub(super) fn probe(&self) -> Result<(), Error> {
        let path = self.root.clone().join("probe");
        self.write(path.clone(), b"probe".to_vec())?;
        self.delete(path)
    }

    pub(super) async fn stream(&self, blob: &BlobId, from: u64) -> Result<Body, Error> {
        let (store, path) = (Arc::clone(&self.store), self.path(blob));
        let options = GetOptions {
            range: (from > 0).then_some(GetRange::Offset(from)),
            ..GetOptions::default()
        };
        let getting = self
            .driver
            .drive(async move { store.get_opts(&path, options).await })?;
        let got = getting.await.map_err(|_| Error::Closed)??;
        Ok(Body::from_stream(got.into_stream()))
    }
}
