//! The app as a whole: start, language, PIN, leaving a shared phone.

mod pin;

pub(crate) use pin::is_set as has_pin;

use crate::{App, context::Context, db::settings, error::Result, forget, identity, keep::salvage};
use durbar_api::app::{Command, Left, Reply, SetLanguage, Started};
use durbar_sync::engine;
use rusqlite::Connection;

const LANGUAGE: &str = "language";
const SHARED: &str = "shared";

/// How long a person is told that data were found damaged, in milliseconds.
const SALVAGED_SHOWN: u64 = 3 * 24 * 3600 * 1000;

/// The chosen language, if one was chosen.
pub(crate) fn language(connection: &Connection) -> Result<Option<String>> {
    settings::text(connection, LANGUAGE)
}

pub(crate) fn handle(context: &mut Context<'_>, command: Command) -> Result<Option<Reply>> {
    match command {
        Command::SetLanguage(SetLanguage { language }) => {
            settings::set(context.connection, LANGUAGE, language.as_bytes())?;
            context.changed.identity = true;
            context.changed.pack = true;
            Ok(Some(Reply::SetLanguage(())))
        }
        Command::SyncNow(_) => {
            context.signals.push(engine::Input::Now);
            Ok(Some(Reply::SyncNow(())))
        }
        Command::SetPin(call) => {
            pin::set(context, &call)?;
            Ok(Some(Reply::SetPin(())))
        }
        Command::Unlock(call) => {
            pin::check(context, &call.pin)?;
            Ok(Some(Reply::Unlock(())))
        }
        Command::Lock(_) => Ok(Some(Reply::Lock(()))),
        Command::SetShared(call) => {
            settings::set_number(context.connection, SHARED, call.shared.into())?;
            context.changed.identity = true;
            Ok(Some(Reply::SetShared(())))
        }
        Command::Leave(_) => Ok(Some(Reply::Leave(Left {
            waiting: forget::leave(context)?,
        }))),
        Command::DismissSalvaged(_) => {
            salvage::dismiss(context.connection)?;
            context.changed.identity = true;
            Ok(Some(Reply::DismissSalvaged(())))
        }
        // These need the engine's state: answered by the app itself.
        Command::Start(_) | Command::ReadSync(_) => Ok(None),
    }
}

impl App {
    /// Answers what needs the state of the connection.
    pub(crate) fn overview(&self, now: durbar_api::Timestamp) -> Result<Started> {
        let me = identity::me(&self.connection)?;
        Ok(Started {
            language: language(&self.connection)?,
            has_pack: self.pack.is_some(),
            officer: !identity::active_departments(&self.connection, &me, now)?.is_empty(),
            locked: self.locked,
            has_pin: has_pin(&self.connection)?,
            shared: settings::number(&self.connection, SHARED)? == Some(1),
            leaving: forget::leaving(&self.connection)?,
            salvaged: salvage::salvaged(&self.connection)?
                .filter(|at| now.0.abs_diff(at.0) < SALVAGED_SHOWN),
            sync: self.status()?,
        })
    }
}
