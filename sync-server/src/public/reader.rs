//! An app of the hub's own that follows everything public, as any other app could. The public
//! pages read from it, so no feature has a table of its own on the server, and a due day is
//! computed by the very function that computes it on a phone.
//!
//! It lives on a thread of its own, with its database in the data folder, and speaks to the hub
//! through its router, as others do over the network.

mod calls;
mod follower;

use crate::{error::Error, hub::Hub};
use durbar_core::api::{
    ApiError, ErrorCode,
    app::{ReadSync, SyncPhase},
    complaints::ListPublished,
};
pub(super) use follower::Follower;
use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, mpsc as std_mpsc},
    thread::JoinHandle,
    time::Duration,
};
use tokio::sync::{mpsc, oneshot};

const DATABASE: &str = "reader.sqlite";
/// Most questions that wait; more are answered with "later".
const MOST_WAITING: usize = 256;
/// How often a rebuilding looks whether it is done.
const STEP: Duration = Duration::from_millis(500);
/// It is, when so many looks in a row found nothing new: topics are looked for in between.
const CALM: u32 = 6;

/// A question to the app, asked on its thread.
type Question = Box<dyn FnOnce(&mut Follower) + Send>;

/// The way to the app.
pub(crate) struct Reader {
    questions: mpsc::Sender<Question>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoAnswer {
    /// There is no such thing, or nobody is to see it.
    NotFound,
    /// Not now.
    Later,
}

impl From<ApiError> for NoAnswer {
    fn from(error: ApiError) -> Self {
        if error.code == ErrorCode::NotFound {
            Self::NotFound
        } else {
            Self::Later
        }
    }
}

impl Reader {
    /// Opens the app over its database and lets it follow the hub until the hub closes.
    ///
    /// # Errors
    /// The database is in use by another process or cannot be used.
    pub fn start(hub: &Arc<Hub>, data: &Path) -> Result<Self, Error> {
        let lock = lock(data)?;
        let (questions, waiting) = mpsc::channel(MOST_WAITING);
        let (opened, opening) = std_mpsc::sync_channel(1);
        let (hub, path) = (hub.clone(), data.join(DATABASE));
        let thread = std::thread::Builder::new()
            .name("public-reader".to_owned())
            .spawn(move || {
                // Held as long as the database is open.
                let _lock = lock;
                follower::run(&hub, &path, waiting, &opened);
            })?;
        match opening.recv() {
            Ok(Ok(())) => Ok(Self {
                questions,
                thread: Mutex::new(Some(thread)),
            }),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(Error::Closed),
        }
    }

    /// Asks the app.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Follower) -> Result<T, NoAnswer> + Send + 'static,
    ) -> Result<T, NoAnswer> {
        let (answer, answered) = oneshot::channel();
        let question: Question = Box::new(move |follower| {
            // Who asked may have gone.
            let _ = answer.send(question(follower));
        });
        let sent = self.questions.try_send(question);
        sent.map_err(|_| NoAnswer::Later)?;
        answered.await.map_err(|_| NoAnswer::Later)?
    }

    /// Waits until the database is closed, after the hub is.
    pub fn join(&self) {
        let thread = crate::store::lock(&self.thread).take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the public reader had stopped");
        }
    }
}

/// Forgets what the app of a data folder had, and reads all that is public anew. Returns how many
/// published complaints there are.
///
/// # Errors
/// A server uses it now, or the file system fails.
pub async fn rebuild(hub: &Arc<Hub>, data: &Path) -> Result<u32, Error> {
    {
        let _lock = lock(data)?;
        for ending in ["", "-wal", "-shm", "-journal"] {
            let path = data.join(format!("{DATABASE}{ending}"));
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::file(path)(error));
                }
                _ => {}
            }
        }
    }
    let reader = Reader::start(hub, data)?;
    let mut calm = 0;
    let mut count = 0;
    while calm < CALM {
        tokio::time::sleep(STEP).await;
        let seen = reader
            .ask(|follower| {
                let phase = follower.call(ReadSync {})?.phase;
                let total = follower.call(ListPublished::default())?.total;
                Ok((phase, total))
            })
            .await;
        let Ok((phase, total)) = seen else {
            return Err(Error::Closed);
        };
        calm = if phase == SyncPhase::UpToDate && total == count {
            calm + 1
        } else {
            0
        };
        count = total;
    }
    hub.close();
    reader.join();
    Ok(count)
}

/// One process at a time has the database.
fn lock(data: &Path) -> Result<File, Error> {
    let path: PathBuf = data.join(format!("{DATABASE}.lock"));
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(Error::file(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::ReaderInUse),
        Err(TryLockError::Error(error)) => Err(Error::file(path)(error)),
    }
}
