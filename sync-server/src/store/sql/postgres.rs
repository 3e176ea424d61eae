//! A session with a PostgreSQL server, or with one that speaks its protocol.
//!
//! Blocks, as all work on the database does.

mod address;
mod line;

use super::{Row, Value, value::Owned};
use crate::{driver::Driver, error::Error};
use address::Address;
use futures_util::{StreamExt, pin_mut};
use line::{Line, Waiting, in_order};
use std::{
    cell::RefCell,
    collections::HashMap,
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
    },
    time::Duration,
};
use tokio_postgres::{AsyncMessage, Client, Statement, error::SqlState};

/// Most that waits to be sent.
const MOST: usize = 64;
/// How long the server may take to take up a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// Where a server is.
#[derive(Clone)]
pub struct Server {
    address: Address,
}

/// One connection, used by one thread at a time.
///
/// What needs no answer is sent with the next question, and its failure is the answer to that: a
/// turn between hub and server costs more than most of what is asked.
pub struct Session {
    client: Arc<Client>,
    statements: RefCell<HashMap<&'static str, Statement>>,
    line: RefCell<Line>,
    /// What waits to be sent or answered, in order.
    waiting: RefCell<Vec<Waiting>>,
}

impl Server {
    /// A server by its address, such as `postgres://durbar@db.example/durbar` or
    /// `host=/run/postgresql user=durbar dbname=durbar`. With `sslmode=verify-full` the way there is
    /// encrypted, and the server proves who it is by a certificate of an authority in the file
    /// `sslrootcert`, or of one that the system knows.
    ///
    /// # Errors
    /// It is none.
    pub fn new(address: &str) -> Result<Self, Error> {
        let mut address: Address = address.parse()?;
        let config = &mut address.config;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_application_name().is_none() {
            config.application_name("durbar");
        }
        Ok(Self { address })
    }

    /// Whether somebody between here and the server could read along.
    pub fn is_open(&self) -> bool {
        self.address.is_open()
    }

    /// Connects. Blocks.
    ///
    /// # Errors
    /// The server is not there or refuses.
    pub fn connect(&self) -> Result<Session, Error> {
        let (client, line) = Line::own(&self.address)?;
        Session::begin(client, line)
    }

    /// Connects and gives `hear` what other sessions notify this one of, on a thread of its own.
    ///
    /// # Errors
    /// As [`Server::connect`], or the system gives no thread.
    pub fn listen(&self, hear: impl Fn(&str) + Send + 'static) -> Result<Session, Error> {
        let Address { config, tls } = self.address.clone();
        let driver = Driver::start("hub-listener")?;
        let connecting = driver.wait(async move { config.connect(tls).await });
        let (client, mut connection) = connecting??;
        let own = Arc::new(AtomicI32::new(0));
        let mine = Arc::clone(&own);
        driver.drive(async move {
            let messages =
                futures_util::stream::poll_fn(|context| connection.poll_message(context));
            pin_mut!(messages);
            while let Some(message) = messages.next().await {
                match message {
                    // Its own notices come back to it, too.
                    Ok(AsyncMessage::Notification(said))
                        if said.process_id() != own.load(Ordering::Relaxed) =>
                    {
                        hear(said.payload());
                    }
                    Ok(_) => {}
                    // Whoever asks next hears of it.
                    Err(error) => {
                        tracing::warn!(%error, "a connection to the database is lost");
                        return;
                    }
                }
            }
        })?;
        let session = Session::begin(client, Line::Driven { _driver: driver })?;
        session.each("SELECT pg_backend_pid()", &[], |row| {
            let number = i32::try_from(row.get::<i64>(0)?).unwrap_or_default();
            mine.store(number, Ordering::Relaxed);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(session)
    }
}

impl Session {
    fn begin(client: Client, line: Line) -> Result<Self, Error> {
        let session = Self {
            client: Arc::new(client),
            statements: RefCell::default(),
            line: RefCell::new(line),
            waiting: RefCell::default(),
        };
        // A server that is set to forget commits in a power cut must not for this session.
        session.batch("SET synchronous_commit = on; SET standard_conforming_strings = on")?;
        Ok(session)
    }

    /// Whether the server is gone for this session.
    pub fn is_lost(&self) -> bool {
        self.line.borrow_mut().look();
        self.client.is_closed()
    }

    /// Waits for an answer, behind the answers to all that was to be sent before.
    fn wait<T: Send>(
        &self,
        asked: impl Future<Output = Result<T, tokio_postgres::Error>> + Send,
    ) -> Result<T, Error> {
        let waiting = self.waiting.take();
        Ok(self.line.borrow_mut().wait(in_order(waiting, asked))?)
    }

    /// Has something sent with the next question.
    fn later(
        &self,
        sent: impl Future<Output = Result<(), tokio_postgres::Error>> + Send + 'static,
    ) -> Result<(), Error> {
        let count = {
            let mut waiting = self.waiting.borrow_mut();
            waiting.push(Waiting::Asked(Box::pin(sent)));
            waiting.len()
        };
        if count < MOST {
            return Ok(());
        }
        self.wait(async { Ok(()) })
    }

    fn statement(&self, sql: &'static str) -> Result<Statement, Error> {
        if let Some(known) = self.statements.borrow().get(sql) {
            return Ok(known.clone());
        }
        let statement = self.wait(self.client.prepare(&numbered(sql)))?;
        self.statements.borrow_mut().insert(sql, statement.clone());
        Ok(statement)
    }

    /// Executes a statement with the next question.
    pub(super) fn execute(&self, sql: &'static str, values: &[Value<'_>]) -> Result<(), Error> {
        let (client, statement) = (Arc::clone(&self.client), self.statement(sql)?);
        let values: Vec<Owned> = values.iter().map(Owned::from).collect();
        self.later(async move { client.execute_raw(&statement, values).await.map(drop) })
    }

    pub(super) fn count(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Error> {
        let statement = self.statement(sql)?;
        self.wait(self.client.execute_raw(&statement, values.iter().copied()))
    }

    pub(super) fn each(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        let statement = self.statement(sql)?;
        let rows = self.wait(self.client.query_raw(&statement, values.iter().copied()))?;
        pin_mut!(rows);
        // Waits for each row by itself: what takes it may wait for another connection.
        loop {
            let next = self.line.borrow_mut().wait(rows.next());
            match next {
                None => return Ok(()),
                Some(row) => {
                    if take(&Row::Postgres(&row?))?.is_break() {
                        return Ok(());
                    }
                }
            }
        }
    }

    pub(super) fn batch(&self, sql: &str) -> Result<(), Error> {
        self.wait(self.client.batch_execute(sql))
    }

    /// Does statements with the next question.
    pub(super) fn batch_later(&self, sql: &'static str) -> Result<(), Error> {
        let client = Arc::clone(&self.client);
        self.later(async move { client.batch_execute(sql).await })
    }

    /// Takes back what is under way, whatever became of it.
    pub(super) fn roll_back(&self) -> Result<(), Error> {
        self.waiting.borrow_mut().clear();
        self.batch("ROLLBACK")
    }
}

/// A statement with PostgreSQL's signs for parameters.
fn numbered(sql: &str) -> String {
    sql.replace('?', "$")
}

/// Whether the server, which speaks PostgreSQL's protocol, has no such statement or function.
pub(crate) fn is_unknown(error: &Error) -> bool {
    const UNKNOWN: [&SqlState; 3] = [
        &SqlState::FEATURE_NOT_SUPPORTED,
        &SqlState::SYNTAX_ERROR,
        &SqlState::UNDEFINED_FUNCTION,
    ];
    match error {
        Error::Postgres(error) => error.code().is_some_and(|code| UNKNOWN.contains(&code)),
        _ => false,
    }
}

/// Whether the same work may well succeed if it is done again from the beginning: somebody else
/// was a moment earlier.
pub(crate) fn is_a_race(error: &tokio_postgres::Error) -> bool {
    const RACES: [&SqlState; 3] = [
        &SqlState::T_R_SERIALIZATION_FAILURE,
        &SqlState::T_R_DEADLOCK_DETECTED,
        &SqlState::UNIQUE_VIOLATION,
    ];
    error.code().is_some_and(|code| RACES.contains(&code))
}
