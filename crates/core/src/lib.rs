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
mod keep;
mod media;
mod outbox;
pub mod pack;
mod room;
mod step;
mod sync;

pub use error::Error;
pub use media::photo::{MAX_PIXELS, PHOTO_SIDE, Picture, Unopened};
pub use step::{HttpCall, Input, Method, Step};

use context::Context;
use db::settings;
pub use durbar_api as api;
use keep::{
    Extent,
    salvage::{self, Source},
};

use durbar_api::{ApiError, ChangeSet, Command, Message, Reply, Request, Timestamp};
use durbar_sync::{BlobId, CallId, engine};
use rand_core::Rng;
use rusqlite::Connection;
use std::rc::Rc;

/// What the app keeps its data in.
pub struct Files {
    /// The database, created or migrated as needed.
    pub database: Connection,
    /// Where the second copy of what exists nowhere else is, or is to be, as SQLite names files.
    pub copy: Option<String>,
    /// Databases that cannot be used any more: what can be read of them goes into the database, if
    /// nobody has used that yet. They are only read.
    pub damaged: Vec<Connection>,
}

impl From<Connection> for Files {
    /// A database alone.
    fn from(database: Connection) -> Self {
        Self {
            database,
            copy: None,
            damaged: Vec::new(),
        }
    }
}

/// Whether an app has ever been opened over a database.
///
/// # Errors
/// The database cannot be read.
pub fn is_begun(connection: &Connection) -> Result<bool, Error> {
    let settings: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'settings')",
        [],
        |row| row.get(0),
    )?;
    Ok(settings && identity::is_begun(connection)?)
}

/// The app over one database.
pub struct App {
    connection: Connection,
    engine: engine::Engine,
    exchange: sync::Exchange,
    last_call: Option<CallId>,
    /// Whether records have to come whole: one could not be read.
    whole: bool,
    pack: Option<Rc<pack::Loaded>>,
    told: Option<api::app::SyncStatus>,
    /// Whether the PIN must be typed before anything is shown.
    locked: bool,
    /// Whether there is a second copy.
    has_copy: bool,
    /// How much of the copy is to be looked at next, if more than what was touched.
    owed: Extent,
    /// Whether the storage did not take what came last.
    is_full: bool,
    /// What the host has opened for the next request.
    pictures: media::photo::Pictures,
}

impl App {
    /// Opens the app over its files. Call [`App::sync`] with [`Input::Wake`] next.
    ///
    /// # Errors
    /// The database cannot be read or written, or belongs to a newer version of the app. If
    /// [`Error::is_damage`], open it again over a new database with this one among those that are
    /// damaged; if [`Error::is_damaged_copy`], with a new copy.
    pub fn open(files: impl Into<Files>, now: Timestamp, rng: &mut dyn Rng) -> Result<Self, Error> {
        let Files {
            database: mut connection,
            copy,
            damaged,
        } = files.into();
        for connection in damaged.iter().chain([&connection]) {
            keep::leave_logs(connection, true)?;
        }
        if damaged.is_empty() && !db::is_sound(&connection, "main")? {
            return Err(Error::Damaged);
        }
        let mut has_copy = false;
        if let Some(path) = &copy {
            match keep::open(&connection, path) {
                Ok(()) => has_copy = true,
                Err(Error::Damaged) if !damaged.is_empty() => has_copy = true,
                // No room for a copy is no reason not to open what is there.
                Err(error @ Error::Copy(_)) if !error.is_damaged_copy() => {}
                Err(error) => return Err(error),
            }
        }
        let is_migrated = db::open(&mut connection)?;
        let transaction = connection.transaction()?;
        // A new file where there was one before: it was damaged, or somebody cleared it away.
        let lost = !damaged.is_empty() || (has_copy && keep::has_device(&transaction));
        let is_salvaged = lost && !identity::is_begun(&transaction)?;
        if is_salvaged {
            let kept = has_copy.then_some(Source {
                connection: &transaction,
                schema: "kept",
            });
            let rest = damaged.iter().map(|connection| Source {
                connection,
                schema: "main",
            });
            let sources: Vec<_> = kept.into_iter().chain(rest).collect();
            let is_current = has_copy && damaged.iter().all(|one| keep::follows(&transaction, one));
            salvage::from(&transaction, (&sources, is_current), now, rng)?;
        }
        identity::create(&transaction, rng)?;
        sync::create(&transaction)?;
        // One that came for a version of the app that is here only now.
        let is_new = pack::store::activate(&transaction)?;
        transaction.commit()?;
        if has_copy && !is_salvaged && keep::differs(&connection) {
            return Err(Error::Damaged);
        }
        if has_copy {
            match keep::prepare(&mut connection)
                .and_then(|()| keep::forget_damage(&connection))
                .and_then(|()| keep::watch(&connection))
            {
                Err(error) if error.is_damaged_copy() => return Err(error),
                prepared => has_copy = prepared.is_ok(),
            }
        }
        let mut app = Self {
            has_copy,
            owed: Extent::Touched,
            is_full: false,
            connection,
            engine: engine::Engine::new(),
            exchange: sync::Exchange::default(),
            last_call: None,
            whole: false,
            pack: None,
            told: None,
            locked: false,
            pictures: Vec::new(),
        };
        app.locked = app::has_pin(&app.connection)?;
        app.reload_pack()?;
        let is_unbuilt = settings::get(&app.connection, settings::UNBUILT)?.is_some();
        if is_new || is_migrated || is_unbuilt {
            if let Err(Error::Database(error)) = app.rebuild(now, rng) {
                return Err(error.into());
            }
            settings::remove(&app.connection, settings::UNBUILT)?;
        }
        app.follow(if is_salvaged {
            Extent::Anew
        } else {
            Extent::All
        });
        keep::leave_logs(&app.connection, false)?;
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
            Err(error) => {
                self.note(&error);
                let mut error = ApiError::from(error);
                if error.code == api::ErrorCode::NoPack && self.is_full {
                    // It came, and there was no room for it.
                    error = ApiError::new(api::ErrorCode::Storage, "error-storage");
                }
                Err(error)
            }
        };
        step.messages.push(Message::Done {
            id: request.id,
            result,
        });
        step
    }

    /// The files of pictures that a request needs opened, for a browser: there the app opens none
    /// itself. The host opens them, gives them by [`App::give`] and hands over the request. What is
    /// wrong with a request is said when it is handed over.
    pub fn unopened(&self, command: &Command) -> Vec<Unopened> {
        let unopened = match command {
            Command::Complaints(command) => complaints::unopened(&self.connection, command),
            Command::Identity(api::identity::Command::ReadCode(read)) => {
                Ok(media::unopened_file(&read.bytes))
            }
            _ => Ok(Vec::new()),
        };
        unopened.unwrap_or_default()
    }

    /// Takes what the host has opened for the next request.
    pub fn give(&mut self, pictures: Vec<(Option<BlobId>, Picture)>) {
        self.pictures = pictures;
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
            pictures: Vec::new(),
            changed: ChangeSet::default(),
            signals: Vec::new(),
        })?;
        transaction.commit()?;
        Ok(())
    }

    /// Brings the second copy up to the database, before anybody hears of what was committed.
    fn follow(&mut self, extent: Extent) {
        if !self.has_copy {
            return;
        }
        let extent = if extent == Extent::Touched {
            self.owed
        } else {
            extent
        };
        // If it cannot, all is in the database still, and the next commit brings this along.
        let followed = keep::follow(&mut self.connection, extent);
        self.owed = if followed.is_ok() {
            Extent::Touched
        } else {
            extent
        };
        match followed {
            Ok(()) => {}
            // It reads the database, too; if the damage is the copy's, a new database is no harm.
            Err(Error::Copy(error)) => self.note(&error.into()),
            Err(error) => self.note(&error),
        }
    }

    /// Notes that the database is damaged, if that is what an error says: the next start makes a
    /// new one. If the copy cannot take the note either, the next error tries again.
    fn note(&self, error: &Error) {
        if self.has_copy && error.is_damage() {
            let _ = keep::note_damage(&self.connection);
        }
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
        // Only for this one, whatever becomes of it.
        let pictures = std::mem::take(&mut self.pictures);
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
            pictures,
            changed: ChangeSet::default(),
            signals: Vec::new(),
        };
        let context_mut = &mut context;
        let reply = match command {
            Command::App(command) => match app::handle(context_mut, command) {
                Ok(reply) => reply.map(Reply::App).ok_or(Error::Stored("command"))?,
                // A wrong PIN is counted, whoever hears of it.
                Err(error @ Error::Api(_)) => {
                    keep::count(&transaction, self.has_copy)?;
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
        keep::count(&transaction, self.has_copy)?;
        transaction.commit()?;
        self.follow(Extent::Touched);
        match &reply {
            Reply::App(api::app::Reply::Unlock(())) => self.locked = false,
            Reply::App(api::app::Reply::Lock(())) => self.locked = app::has_pin(&self.connection)?,
            Reply::App(api::app::Reply::Leave(_)) => {
                if self.has_copy {
                    keep::shred(&self.connection)?;
                }
                forget::shred(&self.connection)?;
            }
            _ => {}
        }
        Ok((reply, changed, signals))
    }
}
