//! What the hub asks of a database, whichever one it is.
//!
//! Statements are in the SQL that SQLite and PostgreSQL have in common, with numbered parameters
//! as `?1`. What they do not have in common is here or in [`super::schema`].

pub mod postgres;
mod value;

pub(crate) use value::values;
pub use value::{Column, Value};

use crate::error::Error;
use std::ops::ControlFlow;

/// A connection.
pub enum Connection {
    /// To a file of SQLite's.
    Sqlite(rusqlite::Connection),
    /// To a PostgreSQL server.
    Postgres(postgres::Session),
}

/// A row of an answer.
pub enum Row<'a> {
    /// SQLite's.
    Sqlite(&'a rusqlite::Row<'a>),
    /// PostgreSQL's.
    Postgres(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// A column, counted from 0.
    ///
    /// # Errors
    /// It holds something else.
    pub fn get<T: Column>(&self, index: usize) -> Result<T, Error> {
        T::read(self.value(index)?).ok_or(Error::Damaged("a column holds something else"))
    }

    /// A column of bytes, where they lie.
    ///
    /// # Errors
    /// It holds something else.
    pub fn bytes(&self, index: usize) -> Result<&[u8], Error> {
        match self.value(index)? {
            Value::Bytes(bytes) => Ok(bytes),
            _ => Err(Error::Damaged("a column holds something else than bytes")),
        }
    }

    pub(super) fn value(&self, index: usize) -> Result<Value<'_>, Error> {
        match self {
            Self::Sqlite(row) => Value::of_sqlite(row.get_ref(index)?),
            Self::Postgres(row) => Ok(row
                .try_get::<_, Option<Value<'_>>>(index)?
                .unwrap_or(Value::Null)),
        }
    }
}

impl Connection {
    /// Executes a statement. A server may be told with the next question only: then that fails if
    /// this does, or the commit.
    ///
    /// # Errors
    /// The database.
    pub fn execute(&self, sql: &'static str, values: &[Value<'_>]) -> Result<(), Error> {
        match self {
            Self::Sqlite(_) => self.count(sql, values).map(drop),
            Self::Postgres(session) => session.execute(sql, values),
        }
    }

    /// Executes a statement and returns how many rows it changed.
    ///
    /// # Errors
    /// The database.
    pub fn count(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, Error> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                Ok(statement.execute(rusqlite::params_from_iter(values))? as u64)
            }
            Self::Postgres(session) => session.count(sql, values),
        }
    }

    /// The first row of an answer, if there is any.
    ///
    /// # Errors
    /// The database, or `read`'s.
    pub fn row<T>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let mut found = None;
        self.each(sql, values, |row| {
            found = Some(read(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// The one column of the one row that the statement always answers.
    ///
    /// # Errors
    /// The database.
    pub fn one<T: Column>(&self, sql: &'static str, values: &[Value<'_>]) -> Result<T, Error> {
        let found = self.row(sql, values, |row| row.get(0))?;
        found.ok_or(Error::Damaged("a statement answered nothing"))
    }

    /// All rows of an answer that is small.
    ///
    /// # Errors
    /// The database, or `read`'s.
    pub fn rows<T>(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut found = Vec::new();
        self.each(sql, values, |row| {
            found.push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    /// Gives the rows of an answer one by one until `take` breaks. It must not ask this connection
    /// anything: PostgreSQL's is busy with the answer. All of the answer crosses the wire there,
    /// so that a statement which may find much has a `LIMIT`.
    ///
    /// # Errors
    /// The database, or `take`'s.
    pub fn each(
        &self,
        sql: &'static str,
        values: &[Value<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                while let Some(row) = rows.next()? {
                    if take(&Row::Sqlite(row))?.is_break() {
                        break;
                    }
                }
                Ok(())
            }
            Self::Postgres(session) => session.each(sql, values, take),
        }
    }

    /// Does statements without parameters or answers.
    ///
    /// # Errors
    /// The database.
    pub fn batch(&self, sql: &str) -> Result<(), Error> {
        match self {
            Self::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Self::Postgres(session) => session.batch(sql),
        }
    }

    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// The database.
    pub fn begin(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite(_) => self.batch("BEGIN IMMEDIATE"),
            Self::Postgres(session) => session.batch_later("BEGIN"),
        }
    }

    /// Keeps what was written since [`Connection::begin`], durably.
    ///
    /// # Errors
    /// The database; then it is taken back.
    pub fn commit(&self) -> Result<(), Error> {
        let committed = self.batch("COMMIT");
        if committed.is_err() {
            self.roll_back();
        }
        committed
    }

    /// Whether no transaction is under way, as far as this side can tell.
    pub(super) fn is_between(&self) -> bool {
        match self {
            Self::Sqlite(connection) => connection.is_autocommit(),
            // A transaction ends there only when this side says so.
            Self::Postgres(_) => false,
        }
    }

    /// Takes back what was written since [`Connection::begin`]. Nothing, if a failure ended the
    /// transaction already.
    pub fn roll_back(&self) {
        let rolled_back = match self {
            Self::Sqlite(_) if self.is_between() => return,
            Self::Sqlite(_) => self.batch("ROLLBACK"),
            Self::Postgres(session) => session.roll_back(),
        };
        if let Err(error) = rolled_back {
            // A connection that is lost takes it back by itself.
            tracing::error!(%error, "a rollback failed");
        }
    }

    /// Does `work` in a transaction and keeps all of what it wrote, or nothing if it fails.
    ///
    /// # Errors
    /// Those of `work` or of the database.
    pub fn whole<T>(&self, work: impl FnOnce(&Self) -> Result<T, Error>) -> Result<T, Error> {
        self.begin()?;
        match work(self) {
            Ok(value) => self.commit().map(|()| value),
            Err(error) => {
                self.roll_back();
                Err(error)
            }
        }
    }

    /// Does `work` on the database as it is at one moment.
    ///
    /// # Errors
    /// Those of `work` or of the database.
    pub fn snapshot<T>(&self, work: impl FnOnce(&Self) -> Result<T, Error>) -> Result<T, Error> {
        match self {
            Self::Sqlite(_) => self.batch("BEGIN"),
            Self::Postgres(session) => {
                session.batch_later("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            }
        }?;
        match work(self) {
            Ok(value) => self.commit().map(|()| value),
            Err(error) => {
                self.roll_back();
                Err(error)
            }
        }
    }

    /// Ends the connection; a file then has all that is in its log.
    ///
    /// # Errors
    /// The database.
    pub fn close(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(connection) => {
                connection.pragma_update(None, "journal_mode", "DELETE")?;
                connection.close().map_err(|(_, error)| error.into())
            }
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Whether nobody else can write while this one does.
    pub fn has_one_writer(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Has nobody else write what hangs on a row until the transaction ends. SQLite has one writer
    /// at a time anyway.
    ///
    /// # Errors
    /// The database.
    pub fn hold(&self, sql: &'static str, values: &[Value<'_>]) -> Result<(), Error> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(session) => session.execute(sql, values),
        }
    }

    /// As [`Connection::batch`], but a server may be told with the next question only.
    fn batch_soon(&self, sql: &'static str) -> Result<(), Error> {
        match self {
            Self::Sqlite(_) => self.batch(sql),
            Self::Postgres(session) => session.batch_later(sql),
        }
    }
}

/// Does `work` and keeps all of what it wrote, or nothing if it fails. Within a transaction.
pub(crate) fn in_savepoint<T, E: From<Error>>(
    connection: &Connection,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    connection.batch_soon("SAVEPOINT work")?;
    match work() {
        Ok(value) => {
            connection.batch_soon("RELEASE SAVEPOINT work")?;
            Ok(value)
        }
        Err(error) => {
            connection.batch("ROLLBACK TO SAVEPOINT work; RELEASE SAVEPOINT work")?;
            Err(error)
        }
    }
}
