//! The hub's database: a file of SQLite's, or a PostgreSQL server that several hubs share.
//!
//! What is asked of it is the same for both: the modules below ask over [`sql`]. Who writes gets
//! an answer once it is durable, and what fails leaves no trace.

pub mod blobs;
mod copying;
pub mod feeds;
pub mod grants;
pub mod known;
pub mod lanes;
pub mod links;
pub mod meta;
pub mod packs;
mod pool;
pub mod push;
pub mod restores;
mod schema;
pub mod sql;
mod sqlite;
#[cfg(test)]
mod tests;
pub mod usage;

pub(crate) use copying::copy;
pub(crate) use sql::in_savepoint;
pub(crate) use sqlite::{connect, open_as_is};

use crate::{error::Error, metrics::Writes};
use pool::Pool;
use sql::{Connection, postgres::Server};
use sqlite::Sqlite;
use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

/// Where a hub's database is.
#[derive(Clone)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// A server.
    Server(Server),
}

impl Place {
    /// Opens a connection for writing and brings the schema up to date; makes the tables where
    /// there are none.
    ///
    /// # Errors
    /// Not a database, or one of a newer version.
    pub fn connect(&self) -> Result<Connection, Error> {
        match self {
            Self::File(path) => connect(path),
            Self::Server(server) => {
                let connection = Connection::Postgres(server.connect()?);
                schema::migrate_there(&connection)?;
                Ok(connection)
            }
        }
    }

    /// Opens a database that is there, for looking and copying, and leaves its schema alone.
    ///
    /// # Errors
    /// There is none, or it is of another version.
    pub(crate) fn open_as_is(&self) -> Result<Connection, Error> {
        match self {
            Self::File(path) => open_as_is(path),
            Self::Server(server) => {
                let connection = Connection::Postgres(server.connect()?);
                schema::is_current_there(&connection)?;
                Ok(connection)
            }
        }
    }
}

/// The database.
pub struct Store(Engine);

enum Engine {
    Sqlite(Sqlite),
    Postgres(Pool),
}

impl Store {
    /// Opens the database at a place; a file that is not there is made. `writes` counts what is
    /// written.
    ///
    /// # Errors
    /// Not a database, or one of a newer version; a server that is not there.
    pub fn open(place: &Place, writes: Writes) -> Result<Self, Error> {
        Ok(Self(match place {
            Place::File(path) => Engine::Sqlite(Sqlite::open(path, writes)?),
            Place::Server(server) => Engine::Postgres(Pool::open(server.clone(), &writes)?),
        }))
    }

    /// Does `work` and returns once it is durable. It may be done more than once, of which only
    /// the last leaves a trace.
    ///
    /// # Errors
    /// Those of `work`, which then left no trace, or of the commit.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (reply, replied) = oneshot::channel();
        let job = Box::new(Job {
            work,
            result: None,
            reply,
        });
        match &self.0 {
            Engine::Sqlite(sqlite) => sqlite.write(job)?,
            Engine::Postgres(pool) => pool.write(job)?,
        }
        replied.await.map_err(|_| Error::Closed)?
    }

    /// Does `work` on one snapshot of the database. Blocks.
    ///
    /// # Errors
    /// Those of `work` or of the database.
    pub fn read<T: Send>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send,
    ) -> Result<T, Error> {
        match &self.0 {
            Engine::Sqlite(sqlite) => sqlite.read(work),
            Engine::Postgres(pool) => pool.read(work),
        }
    }

    /// Bytes of the database. Blocks.
    ///
    /// # Errors
    /// The file system or the server.
    pub fn size(&self) -> Result<u64, Error> {
        match &self.0 {
            Engine::Sqlite(sqlite) => sqlite.size(),
            Engine::Postgres(pool) => pool.size(),
        }
    }
}

/// A piece of work for somebody who waits.
trait Work: Send {
    /// Does it; in a savepoint of its own, if others share the transaction.
    fn run(&mut self, connection: &Connection);
    /// Why it failed, if it did.
    fn failure(&self) -> Option<&Error>;
    /// Tells who waits.
    fn finish(self: Box<Self>, committed: Result<(), Error>);
}

struct Job<T, F> {
    work: F,
    result: Option<Result<T, Error>>,
    reply: oneshot::Sender<Result<T, Error>>,
}

impl<T: Send, F: FnMut(&Connection) -> Result<T, Error> + Send> Work for Job<T, F> {
    fn run(&mut self, connection: &Connection) {
        let work = &mut self.work;
        self.result = Some(if connection.has_one_writer() {
            in_savepoint(connection, || work(connection))
        } else {
            // The whole transaction is this work's.
            work(connection)
        });
    }

    fn failure(&self) -> Option<&Error> {
        self.result.as_ref()?.as_ref().err()
    }

    fn finish(self: Box<Self>, committed: Result<(), Error>) {
        let Self { result, reply, .. } = *self;
        let told = committed.and_then(|()| result.unwrap_or(Err(Error::Closed)));
        // Whoever asked may be gone; what is committed stays.
        let _ = reply.send(told);
    }
}

/// SQLite's and PostgreSQL's integers have a sign; lengths from the wire are capped far below.
pub(crate) fn signed(value: u64) -> Result<i64, Error> {
    i64::try_from(value).map_err(|_| Error::Damaged("a number is out of range"))
}

/// A lock whose holder panicked is still a lock: what it guards is only ever replaced whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
