//! The app itself, without clock, randomness or network of its own.
//!
//! [`App::handle`] is the only door for the user interface, [`App::sync`] the only one for the
//! network. Documents are truth; the query tables are views that a command can rebuild.

pub mod pack;
mod step;

pub use step::{HttpCall, Input, Method, Step};

use durbar_api as api;

/// The app over one database.
pub struct App {
    #[allow(dead_code)]
    connection: rusqlite::Connection,
}

impl App {
    /// Opens the app over a database, which is created or migrated as needed.
    ///
    /// # Errors
    /// The database cannot be read, or belongs to a newer version of the app.
    pub fn open(
        connection: rusqlite::Connection,
        _now: api::Timestamp,
        _rng: &mut dyn rand_core::Rng,
    ) -> Result<Self, Error> {
        Ok(Self { connection })
    }

    /// Carries out one request of the user interface.
    pub fn handle(
        &mut self,
        _now: api::Timestamp,
        _rng: &mut dyn rand_core::Rng,
        request: api::Request,
    ) -> Step {
        let _ = request;
        Step::default()
    }

    /// Takes in what the host learned of the network or the time.
    pub fn sync(
        &mut self,
        _now: api::Timestamp,
        _rng: &mut dyn rand_core::Rng,
        input: Input,
    ) -> Step {
        let _ = input;
        Step::default()
    }
}

/// What can go wrong in the app.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite refused.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
}
