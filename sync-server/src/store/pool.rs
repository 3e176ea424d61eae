//! The hub's database on a PostgreSQL server, which several hubs may share.
//!
//! Each piece of work has a transaction of its own, on one of a few connections. What two of them
//! must not do at once is held by the row that it hangs on: a feed's, a case's, a device's. No lock
//! is on more than that. Where two met nevertheless, one does its work again.

use super::{
    Work, lock, schema,
    sql::{
        Connection,
        postgres::{Server, is_a_race, is_unknown},
    },
};
use crate::{error::Error, metrics::Writes};
use std::{
    panic,
    sync::{Arc, Condvar, Mutex, PoisonError, mpsc},
    thread::JoinHandle,
    time::Instant,
};
use tokio::runtime::Handle;

/// Connections that write.
const WRITERS: usize = 8;
/// Connections that read.
const READERS: usize = 8;
/// How often work that met other work is done again.
const TRIES: u32 = 20;

/// The server, with who writes to it and who reads from it.
pub(super) struct Pool {
    server: Server,
    readers: Mutex<Readers>,
    returned: Condvar,
    jobs: Option<mpsc::Sender<Box<dyn Work>>>,
    writers: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Readers {
    idle: Vec<Connection>,
    /// Open ones, idle or not.
    open: usize,
}

type Waiting = Arc<Mutex<mpsc::Receiver<Box<dyn Work>>>>;

impl Pool {
    pub(super) fn open(server: Server, writes: &Writes) -> Result<Self, Error> {
        // Says at once what is wrong with the address or the schema.
        schema::is_current_there(&Connection::Postgres(server.connect()?))?;
        let (jobs, waiting) = mpsc::channel();
        let waiting: Waiting = Arc::new(Mutex::new(waiting));
        let writers = (0..WRITERS)
            .map(|_| {
                let (server, waiting, writes) = (server.clone(), waiting.clone(), writes.clone());
                std::thread::Builder::new()
                    .name("hub-writer".to_owned())
                    .spawn(move || write_all(&server, &waiting, &writes))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            server,
            readers: Mutex::default(),
            returned: Condvar::new(),
            jobs: Some(jobs),
            writers,
        })
    }

    pub(super) fn write(&self, work: Box<dyn Work>) -> Result<(), Error> {
        let jobs = self.jobs.as_ref().ok_or(Error::Closed)?;
        jobs.send(work).map_err(|_| Error::Closed)
    }

    pub(super) fn read<T: Send>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send,
    ) -> Result<T, Error> {
        let read = || {
            let reader = self.reader()?;
            reader.connection()?.snapshot(work)
        };
        if Handle::try_current().is_err() {
            return read();
        }
        // On one thread for all of its questions: see `Line`.
        let done = std::thread::scope(|scope| scope.spawn(read).join());
        done.unwrap_or_else(|panicked| panic::resume_unwind(panicked))
    }

    /// 0 where the server does not tell.
    pub(super) fn size(&self) -> Result<u64, Error> {
        let told = self.read(|connection| {
            connection.one(
                "SELECT coalesce(pg_database_size(current_database()), 0)",
                &[],
            )
        });
        match told {
            Err(error) if is_unknown(&error) => Ok(0),
            told => told,
        }
    }

    /// A connection for reading, as soon as one is free.
    fn reader(&self) -> Result<Reader<'_>, Error> {
        let mut readers = lock(&self.readers);
        loop {
            while let Some(connection) = readers.idle.pop() {
                if is_lost(&connection) {
                    readers.open -= 1;
                    continue;
                }
                return Ok(Reader {
                    pool: self,
                    connection: Some(connection),
                });
            }
            if readers.open < READERS {
                readers.open += 1;
                drop(readers);
                let mut reader = Reader {
                    pool: self,
                    connection: None,
                };
                reader.connection = Some(Connection::Postgres(self.server.connect()?));
                return Ok(reader);
            }
            readers = self
                .returned
                .wait(readers)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A connection that goes back when it is dropped, unless nobody knows what it is in the midst of.
struct Reader<'a> {
    pool: &'a Pool,
    connection: Option<Connection>,
}

impl Reader<'_> {
    fn connection(&self) -> Result<&Connection, Error> {
        self.connection.as_ref().ok_or(Error::Closed)
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let mut readers = lock(&self.pool.readers);
        match self.connection.take() {
            Some(connection) if !std::thread::panicking() => readers.idle.push(connection),
            _ => readers.open -= 1,
        }
        self.pool.returned.notify_one();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.jobs = None;
        for writer in self.writers.drain(..) {
            if writer.join().is_err() {
                tracing::error!("a writer of the database had stopped");
            }
        }
    }
}

fn is_lost(connection: &Connection) -> bool {
    matches!(connection, Connection::Postgres(session) if session.is_lost())
}

fn write_all(server: &Server, waiting: &Waiting, writes: &Writes) {
    let mut connection = None;
    loop {
        let next = lock(waiting).recv();
        let Ok(mut work) = next else { return };
        if connection.as_ref().is_some_and(is_lost) {
            connection = None;
        }
        let done = match &connection {
            Some(connection) => write(connection, work.as_mut(), writes),
            None => server.connect().and_then(|session| {
                let connection = connection.insert(Connection::Postgres(session));
                write(connection, work.as_mut(), writes)
            }),
        };
        if let Err(error) = &done {
            tracing::error!(%error, "a transaction failed");
        }
        work.finish(done.map_err(|error| Error::Commit(error.to_string())));
    }
}

/// Does work in a transaction, again and again while it meets other work.
fn write(connection: &Connection, work: &mut dyn Work, writes: &Writes) -> Result<(), Error> {
    for _ in 0..TRIES {
        connection.begin()?;
        work.run(connection);
        match work.failure() {
            Some(error) if is_race(error) => {
                connection.roll_back();
                continue;
            }
            // What failed has left no trace, and what it met may have ended the connection.
            Some(_) => {
                connection.roll_back();
                return Ok(());
            }
            None => {}
        }
        let started = Instant::now();
        match connection.commit() {
            Ok(()) => {
                writes.committed(1, started.elapsed());
                return Ok(());
            }
            Err(error) if is_race(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::Busy)
}

fn is_race(error: &Error) -> bool {
    matches!(error, Error::Postgres(error) if is_a_race(error))
}
