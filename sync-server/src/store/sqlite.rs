//! The hub's database in a file: one writer, several readers.
//!
//! Everything that is written goes through one thread. It takes what waits, gives each its own
//! savepoint and commits all of them at once: many small pushes share one fsync, and one that
//! fails takes nothing with it. Nobody hears of success before the commit.

use super::{Work, lock, schema, sql::Connection};
use crate::{error::Error, metrics::Writes};
use rusqlite::OpenFlags;
use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    sync::{Mutex, mpsc},
    thread::JoinHandle,
    time::{Duration, Instant},
};

/// Most pieces of work that share a commit.
const BATCH: usize = 128;
/// Most readers kept open.
const IDLE_READERS: usize = 4;

/// How long a connection waits for another one.
pub(super) const BUSY: Duration = Duration::from_secs(10);

/// The database's file, with who writes and who reads it.
pub(super) struct Sqlite {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    jobs: Option<mpsc::Sender<Box<dyn Work>>>,
    writer: Option<JoinHandle<()>>,
}

/// Opens a connection for writing and brings the schema up to date.
///
/// # Errors
/// Not a database, or one of a newer version.
pub(crate) fn connect(path: &Path) -> Result<Connection, Error> {
    let mut connection = rusqlite::Connection::open(path)?;
    schema::prepare(&connection)?;
    schema::migrate(&mut connection)?;
    Ok(Connection::Sqlite(connection))
}

/// Opens a database that is there, for looking and copying, and leaves its schema alone.
///
/// # Errors
/// There is none, or it is of another version.
pub(crate) fn open_as_is(path: &Path) -> Result<Connection, Error> {
    // For writing: only such a connection can read a log that no server has open.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    schema::is_current(&connection)?;
    Ok(Connection::Sqlite(connection))
}

impl Sqlite {
    pub(super) fn open(path: &Path, writes: Writes) -> Result<Self, Error> {
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

    pub(super) fn write(&self, work: Box<dyn Work>) -> Result<(), Error> {
        let jobs = self.jobs.as_ref().ok_or(Error::Closed)?;
        jobs.send(work).map_err(|_| Error::Closed)
    }

    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let idle = lock(&self.readers).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let connection = rusqlite::Connection::open_with_flags(&self.path, flags)?;
                schema::prepare_reader(&connection)?;
                Connection::Sqlite(connection)
            }
        };
        let result = connection.snapshot(work)?;
        let mut readers = lock(&self.readers);
        if readers.len() < IDLE_READERS {
            readers.push(connection);
        }
        Ok(result)
    }

    /// Bytes of the file and of the log that is not folded into it yet.
    pub(super) fn size(&self) -> Result<u64, Error> {
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

impl Drop for Sqlite {
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

fn write_all(connection: &Connection, waiting: &mpsc::Receiver<Box<dyn Work>>, writes: &Writes) {
    while let Ok(first) = waiting.recv() {
        let (done, committed) = write_batch(connection, first, waiting, writes);
        if let Err(error) = &committed {
            tracing::error!(%error, "a transaction failed");
        }
        for work in done {
            work.finish(
                committed
                    .as_ref()
                    .copied()
                    .map_err(|error| Error::Commit(error.to_string())),
            );
        }
    }
}

pub(super) fn write_batch(
    connection: &Connection,
    mut first: Box<dyn Work>,
    waiting: &mpsc::Receiver<Box<dyn Work>>,
    writes: &Writes,
) -> (Vec<Box<dyn Work>>, Result<(), Error>) {
    if let Err(error) = connection.begin() {
        // Run none of them: a job that ran outside a transaction would be half kept.
        return (vec![first], Err(error));
    }
    first.run(connection);
    let mut done = vec![first];
    // Some failures end the transaction, with all that was done in it. What came now would be kept
    // although its asker hears that it was not.
    while done.len() < BATCH && !connection.is_between() {
        match waiting.try_recv() {
            Ok(mut work) => {
                work.run(connection);
                done.push(work);
            }
            Err(_) => break,
        }
    }
    let started = Instant::now();
    let committed = connection.commit();
    if committed.is_ok() {
        writes.committed(done.len(), started.elapsed());
    }
    (done, committed)
}
