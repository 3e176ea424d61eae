//! The app itself, without clock, randomness or network of its own.
//!
//! [`App::handle`] is the only door for the user interface, [`App::sync`] the only one for the
//! network. Documents are truth; the query tables are views that [`App::rebuild`] makes anew.

mod app;
mod complaints;
mod context;
mod db;
mod document;
mod error;
mod forget;
mod identity;
mod media;
mod outbox;
pub mod pack;
mod room;
mod step;
mod sync;

pub use error::Error;
pub use step::{HttpCall, Input, Method, Step};

use context::Context;
pub use durbar_api as api;

use durbar_api::{ApiError, ChangeSet, Command, Message, Reply, Request, Timestamp};
use durbar_sync::{CallId, engine};
use rand_core::Rng;
use rusqlite::Connection;
use std::rc::Rc;

/// The app over one database.
pub struct App {
    connection: Connection,
    engine: engine::Engine,
    exchange: sync::Exchange,
    last_call: Option<CallId>,
    pack: Option<Rc<pack::Loaded>>,
    told: Option<api::app::SyncStatus>,
    /// Whether the PIN must be typed before anything is shown.
    locked: bool,
}

impl App {
    /// Opens the app over a database, which is created or migrated as needed. Call
    /// [`App::sync`] with [`Input::Wake`] next.
    ///
    /// # Errors
    /// The database cannot be read or written, or belongs to a newer version of the app.
    pub fn open(
        mut connection: Connection,
        now: Timestamp,
        rng: &mut dyn Rng,
    ) -> Result<Self, Error> {
        let is_migrated = db::open(&mut connection)?;
        let transaction = connection.transaction()?;
        identity::create(&transaction, rng)?;
        sync::create(&transaction)?;
        // One that came for a version of the app that is here only now.
        let is_new = pack::store::activate(&transaction)?;
        transaction.commit()?;
        let mut app = Self {
            connection,
            engine: engine::Engine::new(),
            exchange: sync::Exchange::default(),
            last_call: None,
            pack: None,
            told: None,
            locked: false,
        };
        app.locked = app::has_pin(&app.connection)?;
        app.reload_pack()?;
        if (is_new || is_migrated)
            && let Err(Error::Database(error)) = app.rebuild(now, rng)
        {
            return Err(error.into());
        }
        for wanted in media::wanted(&app.connection)? {
            // Only queues; nothing goes out before the host asks.
            app.engine.resume(wanted);
        }
        Ok(app)
    }

    /// Carries out one request of the user interface: its last message is the answer.
    pub fn handle(&mut self, now: Timestamp, rng: &mut dyn Rng, request: Request) -> Step {
        let mut step = Step {
            wake_at: self.engine.wake_at().map(Timestamp),
            ..Step::default()
        };
        let result = match self.command(now, rng, request.command) {
            Ok((reply, changed, signals)) => {
                if !signals.is_empty() {
                    self.drive(now, rng, signals, &mut step);
                }
                Ok((reply, changed))
            }
            Err(error) => Err(ApiError::from(error)),
        };
        step.messages.push(Message::Done {
            id: request.id,
            result,
        });
        step
    }

    /// Takes in what the host learned of the network or the time.
    pub fn sync(&mut self, now: Timestamp, rng: &mut dyn Rng, input: Input) -> Step {
        let mut step = Step::default();
        self.drive(now, rng, [sync::engine_input(input)], &mut step);
        step
    }

    /// Makes every query table anew from the documents.
    ///
    /// # Errors
    /// The database refused; the old tables stand.
    pub fn rebuild(&mut self, now: Timestamp, rng: &mut dyn Rng) -> Result<(), Error> {
        let transaction = self.connection.transaction()?;
        room::rebuild(&mut Context {
            connection: &transaction,
            now,
            rng,
            pack: self.pack.clone(),
            changed: ChangeSet::default(),
            signals: Vec::new(),
        })?;
        transaction.commit()?;
        Ok(())
    }

    fn reload_pack(&mut self) -> Result<(), Error> {
        self.pack = match pack::store::load(&self.connection) {
            Err(Error::Database(error)) => return Err(error.into()),
            Ok(loaded) => loaded.map(Rc::new),
            // A pack that this version cannot read is none: drafts and cases open all the same.
            Err(_) => None,
        };
        Ok(())
    }

    /// One command, one transaction: all of it or nothing.
    fn command(
        &mut self,
        now: Timestamp,
        rng: &mut dyn Rng,
        command: Command,
    ) -> Result<(Reply, ChangeSet, Vec<engine::Input>), Error> {
        // Whoever left took their PIN along: the next person is not locked out by it.
        self.locked &= app::has_pin(&self.connection)?;
        let is_open = !self.locked && forget::leaving(&self.connection)? == 0;
        let opens = matches!(
            command,
            Command::App(
                api::app::Command::Start(_)
                    | api::app::Command::ReadSync(_)
                    | api::app::Command::SyncNow(_)
                    | api::app::Command::SetLanguage(_)
                    | api::app::Command::Unlock(_)
                    | api::app::Command::Lock(_)
            ) | Command::Packs(_)
        );
        if !is_open && !opens {
            return Err(Error::api(api::ErrorCode::Locked, "error-locked"));
        }
        match command {
            Command::App(api::app::Command::Start(_)) => {
                let started = self.overview(now)?;
                return Ok((
                    Reply::App(api::app::Reply::Start(started)),
                    ChangeSet::default(),
                    vec![],
                ));
            }
            Command::App(api::app::Command::ReadSync(_)) => {
                let status = self.status()?;
                return Ok((
                    Reply::App(api::app::Reply::ReadSync(status)),
                    ChangeSet::default(),
                    vec![],
                ));
            }
            _ => {}
        }
        let transaction = self.connection.transaction()?;
        let mut context = Context {
            connection: &transaction,
            now,
            rng,
            pack: self.pack.clone(),
            changed: ChangeSet::default(),
            signals: Vec::new(),
        };
        let context_mut = &mut context;
        let reply = match command {
            Command::App(command) => match app::handle(context_mut, command) {
                Ok(reply) => reply.map(Reply::App).ok_or(Error::Stored("command"))?,
                // A wrong PIN is counted, whoever hears of it.
                Err(error @ Error::Api(_)) => {
                    transaction.commit()?;
                    return Err(error);
                }
                Err(error) => return Err(error),
            },
            Command::Complaints(command) => {
                Reply::Complaints(complaints::handle(context_mut, command)?)
            }
            Command::Identity(command) => Reply::Identity(identity::handle(context_mut, command)?),
            Command::Media(command) => Reply::Media(media::handle(context_mut, command)?),
            Command::Outbox(command) => Reply::Outbox(outbox::handle(context_mut, command)?),
            Command::Packs(command) => {
                let language = app::language(context_mut.connection)?.unwrap_or_default();
                Reply::Packs(pack::view::handle(
                    self.pack.as_deref(),
                    &language,
                    command,
                )?)
            }
        };
        let Context {
            changed, signals, ..
        } = context;
        transaction.commit()?;
        match &reply {
            Reply::App(api::app::Reply::Unlock(())) => self.locked = false,
            Reply::App(api::app::Reply::Lock(())) => self.locked = app::has_pin(&self.connection)?,
            Reply::App(api::app::Reply::Leave(_)) => forget::shred(&self.connection)?,
            _ => {}
        }
        Ok((reply, changed, signals))
    }
}
