//! Carries out what the engine decides: commits what came, builds what goes.

pub(crate) mod apply;
mod kept;
mod known;
mod request;
pub(crate) mod returns;

pub(crate) use request::Exchange;

use crate::{
    App, Error, HttpCall, Input, Method, Step, context::Context, db::settings, error::Result,
    outbox,
};
use durbar_api::{
    Event, Message, Timestamp,
    app::{SyncPhase, SyncStatus},
};
use durbar_sync::{
    engine::{self, Call, State},
    wire::{AUTHORIZATION, Authorization, ReplyFrame},
};
use rand_core::Rng;
use rusqlite::Connection;
use std::collections::VecDeque;

/// Setting: the hub's public key, pinned at the first contact.
pub(crate) const HUB: &str = "hub-key";
/// Setting: the administrator's public key, pinned with it.
pub(crate) const ADMINISTRATOR: &str = "administrator-key";
const EPOCH: &str = "hub-epoch";
/// Setting: the newest dictionary that the hub knows.
const DICTIONARY: &str = "hub-dictionary";
/// Setting: pack id of the municipality.
pub(crate) const PACK: &str = "pack-id";
/// Milliseconds to add to this device's clock to get the hub's.
const CLOCK_OFFSET: &str = "clock-offset";
const LAST_CONTACT: &str = "last-contact";
/// Present until the first whole exchange: own records are asked for too.
const RESTORING: &str = "restoring";

pub(crate) const SCHEMA: &str = "
CREATE TABLE cursors (
    feed BLOB PRIMARY KEY,
    sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Records that this device does not accept, for diagnosis.
CREATE TABLE rejected_records (
    feed BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (feed, sequence)
) STRICT, WITHOUT ROWID;
";

/// Tables of this room that belong to the person.
pub(crate) const PERSONAL: &[&str] = &["rejected_records"];

/// Clock differences below this are not worth a correction.
const CLOCK_TOLERANCE: i64 = 120_000;
const SILENCE_SECONDS: u32 = 30;

/// The hub's clock as far as this device knows it, milliseconds since 1970: what is valid when is
/// not for a phone with a wrong clock to say.
pub(crate) fn hub_time(connection: &Connection, now: Timestamp) -> Result<i64> {
    let offset = settings::number(connection, CLOCK_OFFSET)?.unwrap_or(0);
    Ok(now.0.saturating_add(offset))
}

/// Prepares the settings of a new database.
pub(crate) fn create(connection: &Connection) -> Result<()> {
    if settings::get(connection, HUB)?.is_none() {
        ask_for_own(connection)?;
    }
    Ok(())
}

/// Has the first whole exchange ask for this device's own records, too.
pub(crate) fn ask_for_own(connection: &Connection) -> Result<()> {
    settings::set(connection, RESTORING, b"1")
}

impl App {
    /// Feeds the engine until it has nothing more to say; commits its writes before its calls
    /// go out.
    pub(crate) fn drive(
        &mut self,
        now: Timestamp,
        rng: &mut dyn Rng,
        inputs: impl IntoIterator<Item = engine::Input>,
        step: &mut Step,
    ) {
        let mut inputs: VecDeque<_> = inputs.into_iter().collect();
        while let Some(input) = inputs.pop_front() {
            let output = self.engine.handle(now.0, rng, input);
            if !output.writes.is_empty() {
                match self.commit(now, rng, output.writes) {
                    Ok((changed, signals)) => {
                        if !changed.is_empty() {
                            step.messages.push(Message::Event(Event::Changed(changed)));
                        }
                        inputs.extend(signals);
                    }
                    Err(error) => {
                        self.note(&error);
                        self.is_full = error.is_storage();
                        // It comes again, and whole.
                        self.whole |= matches!(error, Error::Unread);
                        // What came is not kept, so it must come again: after a while, since
                        // the disk may be full.
                        if let Some(id) = self.last_call {
                            step.cancel.push(id);
                            inputs.push_back(engine::Input::Failed(id));
                        }
                        // The engine counts bytes that are not here, and a blob that is not marked
                        // as whole: it is told from where to go on.
                        inputs.extend(crate::media::wanted(&self.connection).unwrap_or_default());
                    }
                }
            }
            step.cancel.extend(output.cancel);
            for (id, call) in output.calls {
                match self.http(now, rng, id, &call) {
                    Ok(http) => {
                        self.last_call = Some(id);
                        step.calls.push(http);
                    }
                    Err(_) => {
                        // Forgotten since it was asked for: it would be tried for ever.
                        if let Call::Upload { blob, .. } = call
                            && let Ok(None) = crate::media::here(&self.connection, &blob)
                        {
                            inputs.push_back(engine::Input::Gone(blob));
                        }
                        inputs.push_back(engine::Input::Failed(id));
                    }
                }
            }
        }
        step.wake_at = self.engine.wake_at().map(Timestamp);
        if let Ok(status) = self.status()
            && self.told.as_ref() != Some(&status)
        {
            self.told = Some(status.clone());
            step.messages.push(Message::Event(Event::Sync(status)));
        }
    }

    fn commit(
        &mut self,
        now: Timestamp,
        rng: &mut dyn Rng,
        writes: Vec<engine::Write>,
    ) -> Result<(durbar_api::ChangeSet, Vec<engine::Input>)> {
        let transaction = self.connection.transaction()?;
        let mut context = Context {
            connection: &transaction,
            now,
            rng,
            pack: self.pack.clone(),
            pictures: Vec::new(),
            changed: durbar_api::ChangeSet::default(),
            signals: Vec::new(),
        };
        let mut is_end = false;
        for write in writes {
            if let engine::Write::Frame(ReplyFrame::End(end)) = &write {
                is_end |= !end.more;
            }
            apply::write(&mut context, &mut self.exchange, write)?;
        }
        let Context {
            changed, signals, ..
        } = context;
        crate::keep::count(&transaction, self.has_copy)?;
        transaction.commit()?;
        self.is_full = false;
        if is_end {
            self.whole = false;
        }
        self.follow(crate::keep::Extent::Touched);
        if changed.pack {
            self.reload_pack()?;
        }
        Ok((changed, signals))
    }

    fn http(
        &mut self,
        now: Timestamp,
        rng: &mut dyn Rng,
        id: durbar_sync::CallId,
        call: &Call,
    ) -> Result<HttpCall> {
        let keys = crate::identity::keys(&self.connection)?;
        let (method, path, body, silence) = match call {
            Call::Exchange { wait } => {
                let (body, exchange) = request::build(
                    &self.connection,
                    self.pack.as_deref(),
                    now,
                    *wait,
                    self.whole,
                )?;
                self.exchange = exchange;
                (
                    Method::Post,
                    "/sync".to_owned(),
                    body,
                    SILENCE_SECONDS + u32::from(*wait),
                )
            }
            Call::Upload {
                blob,
                offset,
                length,
            } => {
                let total = crate::media::length(&self.connection, blob)?.unwrap_or(0);
                let bytes = crate::media::slice(&self.connection, blob, *offset, *length)?;
                let path = format!("/blobs/{blob}?offset={offset}&length={total}");
                (Method::Put, path, bytes, SILENCE_SECONDS * 4)
            }
            Call::Download { blob, .. } => (
                Method::Get,
                format!("/blobs/{blob}"),
                Vec::new(),
                SILENCE_SECONDS,
            ),
        };
        let time = hub_time(&self.connection, now)?;
        let mut nonce = [0; 8];
        rng.fill_bytes(&mut nonce);
        // An upload proves its bytes by their hash, at the end: what a cut leaves behind counts.
        let signed: &[u8] = if method == Method::Put { b"" } else { &body };
        let authorization = Authorization::sign(&keys, method.name(), &path, signed, time, nonce);
        let mut headers = vec![(AUTHORIZATION.to_owned(), authorization.encode())];
        if let Call::Download { offset: 1.., .. } = call
            && let Call::Download { offset, .. } = call
        {
            headers.push(("range".to_owned(), format!("bytes={offset}-")));
        }
        Ok(HttpCall {
            id,
            method,
            path,
            headers,
            body,
            silence_seconds: silence,
        })
    }

    /// The state of sending, from the engine and the outbox.
    pub(crate) fn status(&self) -> Result<SyncStatus> {
        let totals = outbox::totals(&self.connection)?;
        let phase = match self.engine.state() {
            State::Offline => SyncPhase::Offline,
            State::Exchanging if totals.sent == 0 => SyncPhase::Connecting,
            State::Exchanging | State::Uploading => SyncPhase::Sending {
                sent: totals.sent,
                total: totals.total,
            },
            State::UpToDate => SyncPhase::UpToDate,
        };
        Ok(SyncStatus {
            phase,
            waiting: totals.waiting,
            waiting_bytes: totals.total.saturating_sub(totals.sent),
            set_aside: totals.set_aside,
            last_contact: settings::number(&self.connection, LAST_CONTACT)?.map(Timestamp),
        })
    }
}

/// Translates what the host learned for the engine.
pub(crate) fn engine_input(input: Input) -> engine::Input {
    match input {
        Input::Wake => engine::Input::Wake,
        Input::Connectivity(online) => engine::Input::Connectivity(online),
        Input::Status(id, status) => engine::Input::Status(id, status),
        Input::Bytes(id, bytes) => engine::Input::Bytes(id, bytes),
        Input::Done(id) => engine::Input::Done(id),
        Input::Failed(id) => engine::Input::Failed(id),
    }
}
