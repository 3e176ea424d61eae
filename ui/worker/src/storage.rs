//! The database's place: the origin private file system, through handles that only one worker
//! can hold.

use crate::platform::BrowserPlatform;
use durbar_host::Platform;
use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_vfs::sahpool::{OpfsSAHError, OpfsSAHPoolCfg, OpfsSAHPoolUtil, install};
use std::{fmt, time::Duration};

/// A worker of a page that just went may hold the files a moment longer.
const ATTEMPTS: usize = 25;
const PAUSE: Duration = Duration::from_millis(200);

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

/// Takes the files and makes them SQLite's default.
pub(crate) async fn acquire(platform: &BrowserPlatform) -> Result<OpfsSAHPoolUtil, StorageError> {
    let mut attempt = 1;
    loop {
        match install::<WasmOsCallback>(&OpfsSAHPoolCfg::default(), true).await {
            Ok(pool) => return Ok(pool),
            Err(error @ OpfsSAHError::NotSupported) => return Err(StorageError::Files(error)),
            Err(error) if attempt == ATTEMPTS => return Err(StorageError::Files(error)),
            Err(_) => platform.sleep(PAUSE).await,
        }
        attempt += 1;
    }
}
