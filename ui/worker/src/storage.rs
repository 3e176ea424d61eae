//! The database's place: the origin private file system, through handles that only one worker
//! can hold.

use crate::platform::BrowserPlatform;
use durbar_host::{Platform, files::Shelf};
use sqlite_wasm_rs::{WasmOsCallback, vfs::VfsFilesManager};
use sqlite_wasm_vfs::sahpool::{OpfsSAHError, OpfsSAHPoolCfg, OpfsSAHPoolUtil, install};
use std::{fmt, time::Duration};

/// A worker of a page that just went may hold the files a moment longer.
const ATTEMPTS: usize = 25;
const PAUSE: Duration = Duration::from_millis(200);

/// Files that may be made while the app is open: two databases, each with its journal, and a new
/// one beside each that is damaged.
const FILES: usize = 8;

/// Why there is no database.
pub(crate) enum StorageError {
    /// The browser gives no files.
    Files(OpfsSAHError),
    /// SQLite or the app refuses what is in them.
    App(durbar_core::Error),
}

impl From<durbar_core::Error> for StorageError {
    fn from(error: durbar_core::Error) -> Self {
        Self::App(error)
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(error) => error.fmt(formatter),
            Self::App(error) => error.fmt(formatter),
        }
    }
}

/// The pool as the app's files are found in it.
pub(crate) struct Pool<'a>(pub &'a OpfsSAHPoolUtil);

impl Shelf for Pool<'_> {
    fn names(&self) -> Result<Vec<String>, durbar_core::Error> {
        self.0
            .names()
            .map_err(|_| durbar_core::Error::Stored("list of files"))
    }

    fn path(&self, name: &str) -> String {
        name.to_owned()
    }
}

/// Takes the files and makes them SQLite's default.
pub(crate) async fn acquire(platform: &BrowserPlatform) -> Result<OpfsSAHPoolUtil, StorageError> {
    let mut attempt = 1;
    loop {
        match install::<WasmOsCallback>(&OpfsSAHPoolCfg::default(), true).await {
            Ok(pool) => {
                let here = pool.len().map_err(StorageError::Files)?;
                let room = pool.ensure_capacity(here + FILES).await;
                return room.map(|()| pool).map_err(StorageError::Files);
            }
            Err(error @ OpfsSAHError::NotSupported) => return Err(StorageError::Files(error)),
            Err(error) if attempt == ATTEMPTS => return Err(StorageError::Files(error)),
            Err(_) => platform.sleep(PAUSE).await,
        }
        attempt += 1;
    }
}
