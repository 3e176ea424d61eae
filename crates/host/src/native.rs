//! The native host: an app on a thread of its own.

use crate::{
    Handle, Messages, Platform,
    files::{self, Shelf},
    start,
};
use durbar_api::Timestamp;
use durbar_core::App;
use futures_util::{FutureExt, future::LocalBoxFuture};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use std::{
    fs::{File, TryLockError},
    future::Future,
    io,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::{Duration, SystemTime},
};

/// Why a native app does not start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process, or another app in this one, has the database open.
    #[error("the app's data is in use by another window or process")]
    OpenElsewhere,
    /// The folder or file cannot be used.
    #[error("cannot use {path}: {error}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The database cannot be used.
    #[error(transparent)]
    App(#[from] durbar_core::Error),
    /// The system gives no randomness.
    #[error("no randomness: {0}")]
    Random(getrandom::Error),
    /// The HTTP client cannot be set up.
    #[error("no HTTP client: {0}")]
    Http(#[from] reqwest::Error),
    /// The thread or its runtime cannot be made.
    #[error("no thread for the app: {0}")]
    Thread(#[source] io::Error),
    /// The thread died while it opened the app.
    #[error("the app's thread ended while opening")]
    Ended,
}

/// Opens the app over the database at `path` and runs it on a thread of its own.
///
/// Folders on the way are made. The database is held by an exclusive lock on a file beside it
/// as long as the app runs; a process that is killed leaves none behind. `origin` is the hub's,
/// such as `http://127.0.0.1:8787`. Returns once the database is open and migrated.
///
/// # Errors
/// See [`OpenError`].
pub fn spawn(path: &Path, origin: &str, messages: Messages) -> Result<Handle, OpenError> {
    let path = path.to_owned();
    let origin = origin.trim_end_matches('/').to_owned();
    let (opened, opening) = mpsc::sync_channel(1);
    thread::Builder::new()
        .name("durbar".to_owned())
        .spawn(move || {
            let runtime = match tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
            {
                Ok(runtime) => runtime,
                Err(error) => return send(&opened, Err(OpenError::Thread(error))),
            };
            runtime.block_on(async {
                match open(&path, origin, messages) {
                    Err(error) => send(&opened, Err(error)),
                    Ok((handle, run)) => {
                        send(&opened, Ok(handle));
                        run.await;
                    }
                }
            });
        })
        .map_err(OpenError::Thread)?;
    opening.recv().unwrap_or(Err(OpenError::Ended))
}

fn send(opened: &mpsc::SyncSender<Result<Handle, OpenError>>, result: Result<Handle, OpenError>) {
    // `spawn` waits for exactly this; it cannot have gone.
    let _ = opened.send(result);
}

fn open(
    path: &Path,
    origin: String,
    messages: Messages,
) -> Result<(Handle, impl Future<Output = ()> + use<>), OpenError> {
    let mut platform = NativePlatform::new(lock(path)?).map_err(OpenError::Random)?;
    let now = platform.now();
    let app = open_files(path, now, platform.rng())?;
    Ok(start(app, platform, origin, messages)?)
}

/// Opens an app over the database at `path`, or over the one that follows it if it is damaged: see
/// [`files::open`]. Holds no lock and runs no loop.
///
/// # Errors
/// The files cannot be used.
pub fn open_files(
    path: &Path,
    now: Timestamp,
    rng: &mut dyn rand_core::Rng,
) -> Result<App, OpenError> {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let names = std::fs::read_dir(if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        &folder
    })
    .and_then(|entries| {
        entries
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<Vec<_>>>()
    })
    .map_err(|error| OpenError::File {
        path: folder.clone(),
        error,
    })?;
    let shelf = Folder { folder, names };
    Ok(files::open(&shelf, &stem, now, rng)?)
}

/// A folder as it was when the app was opened.
struct Folder {
    folder: PathBuf,
    names: Vec<String>,
}

impl Shelf for Folder {
    fn names(&self) -> Result<Vec<String>, durbar_core::Error> {
        Ok(self.names.clone())
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_string_lossy().into_owned()
    }
}

fn lock(path: &Path) -> Result<File, OpenError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let beside = PathBuf::from(name);
    let failed = |error| OpenError::File {
        path: beside.clone(),
        error,
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&beside)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::OpenElsewhere),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// The system's clock, tokio's timer, and a generator seeded by the system.
struct NativePlatform {
    rng: ChaCha20Rng,
    /// Held until the loop has closed the database.
    _lock: File,
}

impl NativePlatform {
    fn new(lock: File) -> Result<Self, getrandom::Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        Ok(Self {
            rng: ChaCha20Rng::from_seed(seed),
            _lock: lock,
        })
    }
}

impl Platform for NativePlatform {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn sleep(&self, duration: Duration) -> LocalBoxFuture<'static, ()> {
        tokio::time::sleep(duration).boxed_local()
    }

    fn rng(&mut self) -> &mut dyn rand_core::Rng {
        &mut self.rng
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Stopped, messages};
    use durbar_api::{Message, Request, RequestId, app};
    use futures_util::StreamExt;

    /// A hub that nobody listens at.
    const NOWHERE: &str = "http://127.0.0.1:9";

    #[tokio::test]
    async fn a_database_has_one_app_at_a_time_and_is_free_once_it_stopped() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new/folder/app.db");
        let first = spawn(&path, NOWHERE, messages().0).expect("opens");
        let second = spawn(&path, NOWHERE, messages().0);
        assert!(
            matches!(second, Err(OpenError::OpenElsewhere)),
            "{second:?}"
        );
        first.stop().await;
        let third = spawn(&path, NOWHERE, messages().0).expect("opens after the first stopped");
        third.stop().await;
    }

    #[tokio::test]
    async fn answers_go_to_their_askers_and_to_the_messages_without_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let (messages, mut heard) = messages();
        let app = spawn(&folder.path().join("app.db"), NOWHERE, messages).expect("opens");
        let language = "en-GH".to_owned();
        let (asked, _) = tokio::join!(
            app.call(app::SetLanguage {
                language: language.clone()
            }),
            app.call(app::ReadSync {}),
        );
        asked.expect("the language is set");
        let (started, _) = app.call(app::Start {}).await.expect("starts");
        assert_eq!(started.language, Some(language));
        let asked_by = RequestId(9);
        let request = Request {
            id: asked_by,
            command: app::Start {}.into(),
        };
        app.request(request).expect("the app runs");
        loop {
            match heard.next().await.expect("the app speaks") {
                Message::Done { id, .. } => break assert_eq!(id, asked_by),
                Message::Event(_) => {}
            }
        }
        app.stop().await;
        assert_eq!(app.connectivity(true), Err(Stopped));
        assert!(
            app.stop().now_or_never().is_some(),
            "stopping twice is stopping once"
        );
    }
}
