//! The hub's database: one writer, several readers.
//!
//! Everything that is written goes through one thread. It takes what waits, gives each its own
//! savepoint and commits all of them at once: many small pushes share one fsync, and one that
//! fails takes nothing with it. Nobody hears of success before the commit.

pub mod blobs;
pub mod feeds;
pub mod grants;
pub mod known;
pub mod lanes;
pub mod links;
pub mod meta;
pub mod packs;
pub mod push;
mod schema;
#[cfg(test)]
mod tests;
pub mod usage;

use crate::{error::Error, metrics::Writes};
use rusqlite::{Connection, OpenFlags};
use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError, mpsc},
    thread::JoinHandle,
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// Most pieces of work that share a commit.
const BATCH: usize = 128;
/// Most readers kept open.
const IDLE_READERS: usize = 4;

/// How long a connection waits for another one.
const BUSY: Duration = Duration::from_secs(10);

type Finish = Box<dyn FnOnce(Result<(), Error>) + Send>;
type Job = Box<dyn FnOnce(&Connection) -> Finish + Send>;

/// The database.
pub struct Store {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    jobs: Option<mpsc::Sender<Job>>,
    writer: Option<JoinHandle<()>>,
}

/// Opens a connection for writing and brings the schema up to date.
///
/// # Errors
/// Not a database, or one of a newer version.
pub fn connect(path: &Path) -> Result<Connection, Error> {
    let mut connection = Connection::open(path)?;
    schema::prepare(&connection)?;
    schema::migrate(&mut connection)?;
    Ok(connection)
}

/// Opens a database that is there, for looking and copying, and leaves its schema alone.
///
/// # Errors
/// There is none, or it is of another version.
pub(crate) fn open_as_is(path: &Path) -> Result<Connection, Error> {
    // For writing: only such a connection can read a log that no server has open.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    schema::is_current(&connection)?;
    Ok(connection)
}

impl Store {
    /// Opens the database at `path`, which [`connect`] makes when it is not there. `writes` counts
    /// what is written.
    ///
    /// # Errors
    /// Not a database, or one of a newer version.
    pub fn open(path: &Path, writes: Writes) -> Result<Self, Error> {
        let connection = connect(path)?;
        let (jobs, waiting) = mpsc::channel();
        let writer = std::thread::Builder::new()
            .name("hub-writer".to_owned())
            .spawn(move || write_all(&connection, &waiting, &writes))?;
        Ok(Self {
            path: path.to_owned(),
            readers: Mutex::new(Vec::new()),
            jobs: Some(jobs),
            writer: Some(writer),
        })
    }

    /// Does `work` in a savepoint of its own and returns once it is durable.
    ///
    /// # Errors
    /// Those of `work`, which then left no trace, or of the commit.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (reply, replied) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let result = in_savepoint(connection, || work(connection));
            Box::new(move |committed| {
                // Whoever asked may be gone; what is committed stays.
                let _ = reply.send(committed.and(result));
            })
        });
        self.jobs
            .as_ref()
            .ok_or(Error::Closed)?
            .send(job)
            .map_err(|_| Error::Closed)?;
        replied.await.map_err(|_| Error::Closed)?
    }

    /// Does `work` on one snapshot of the database. Blocks.
    ///
    /// # Errors
    /// Those of `work` or of the database.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let idle = lock(&self.readers).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let connection = Connection::open_with_flags(&self.path, flags)?;
                schema::prepare_reader(&connection)?;
                connection
            }
        };
        let snapshot = connection.unchecked_transaction()?;
        let result = work(&snapshot)?;
        snapshot.finish()?;
        let mut readers = lock(&self.readers);
        if readers.len() < IDLE_READERS {
            readers.push(connection);
        }
        Ok(result)
    }
}

impl Store {
    /// Bytes of the database's file and of the log that is not folded into it yet.
    ///
    /// # Errors
    /// The file system.
    pub fn size(&self) -> Result<u64, Error> {
        let mut log = OsString::from(&self.path);
        log.push("-wal");
        let log = PathBuf::from(log);
        let file = std::fs::metadata(&self.path).map_err(Error::file(&self.path))?;
        match std::fs::metadata(&log) {
            Ok(more) => Ok(file.len() + more.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(file.len()),
            Err(error) => Err(Error::file(log)(error)),
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // The writer closes last: only it can fold the log into the file, so that the file alone
        // is the database.
        lock(&self.readers).clear();
        self.jobs = None;
        if let Some(writer) = self.writer.take()
            && writer.join().is_err()
        {
            tracing::error!("the writer of the database had stopped");
        }
    }
}

fn write_all(connection: &Connection, waiting: &mpsc::Receiver<Job>, writes: &Writes) {
    while let Ok(first) = waiting.recv() {
        let (finishes, committed) = write_batch(connection, first, waiting, writes);
        if let Err(error) = &committed {
            tracing::error!(%error, "a transaction failed");
        }
        for finish in finishes {
            finish(
                committed
                    .as_ref()
                    .copied()
                    .map_err(|error| Error::Commit(error.to_string())),
            );
        }
    }
}

fn write_batch(
    connection: &Connection,
    first: Job,
    waiting: &mpsc::Receiver<Job>,
    writes: &Writes,
) -> (Vec<Finish>, Result<(), Error>) {
    let mut finishes = Vec::new();
    if let Err(error) = connection.execute_batch("BEGIN IMMEDIATE") {
        // Run none of them: a job that ran outside a transaction would be half kept.
        return (vec![abandon(first)], Err(error.into()));
    }
    finishes.push(first(connection));
    // Some failures end the transaction, with all that was done in it. What came now would be kept
    // although its asker hears that it was not.
    while finishes.len() < BATCH && !connection.is_autocommit() {
        match waiting.try_recv() {
            Ok(job) => finishes.push(job(connection)),
            Err(_) => break,
        }
    }
    let started = Instant::now();
    let committed = connection.execute_batch("COMMIT").map_err(Error::from);
    if committed.is_ok() {
        writes.committed(finishes.len(), started.elapsed());
    }
    if committed.is_err() && !connection.is_autocommit() {
        let rolled_back = connection.execute_batch("ROLLBACK");
        if let Err(error) = rolled_back {
            tracing::error!(%error, "a rollback failed");
        }
    }
    (finishes, committed)
}

/// A job that is dropped unrun tells its asker so: the reply's sender goes with it.
fn abandon(job: Job) -> Finish {
    Box::new(move |_| drop(job))
}

/// Does `work` and keeps all of what it wrote, or nothing if it fails.
pub(crate) fn in_savepoint<T, E: From<rusqlite::Error>>(
    connection: &Connection,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    connection.execute_batch("SAVEPOINT work")?;
    match work() {
        Ok(value) => {
            connection.execute_batch("RELEASE work")?;
            Ok(value)
        }
        Err(error) => {
            connection.execute_batch("ROLLBACK TO work; RELEASE work")?;
            Err(error)
        }
    }
}

/// SQLite's integers have a sign; lengths and numbers of records have none.
pub(crate) fn unsigned(value: i64) -> Result<u64, rusqlite::Error> {
    u64::try_from(value).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, value))
}

/// The other way; lengths from the wire are capped far below.
pub(crate) fn signed(value: u64) -> Result<i64, Error> {
    i64::try_from(value).map_err(|_| Error::Damaged("a number is out of range"))
}

/// A lock whose holder panicked is still a lock: what it guards is only ever replaced whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
