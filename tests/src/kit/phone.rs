//! A device with the real app over a real file, a stepped clock and its own randomness.

use super::{Result, Server};
use durbar_api::{
    BlobId, Call, CaseId, Message, Place, Request, RequestId, Timestamp,
    app::SyncNow,
    complaints::{
        AddPhoto, Answers, Case, CaseSummary, Contact, QueueFilter, QueuePart, ReadCase, ReadQueue,
        SaveDraft, Sending, StartDraft, Submit, Submitted,
    },
    identity::{Join, ReadMe, RoleState},
    media::{Blob, Read},
};
use durbar_core::{App, HttpCall, Input, Method, Step};
use durbar_sync::{
    PublicKey,
    wire::{AUTHORIZATION, Authorization},
};
use futures_util::StreamExt;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use rusqlite::Connection;
use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
};

/// A device.
pub struct Phone {
    app: App,
    rng: ChaCha20Rng,
    now: Timestamp,
    origin: String,
    path: PathBuf,
    runtime: tokio::runtime::Runtime,
    client: reqwest::Client,
    last_request: u32,
    calls: VecDeque<HttpCall>,
    /// Everything the app said of its own.
    pub heard: Vec<Message>,
    /// Bytes of bodies and number of requests since the last [`Phone::take_traffic`].
    traffic: Traffic,
    key: Option<PublicKey>,
}

/// What was exchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// HTTP requests.
    pub requests: u32,
    /// Bytes of request bodies.
    pub up: u64,
    /// Bytes of response bodies.
    pub down: u64,
}

/// How a sync ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is exchanged; the app would wait for news now.
    UpToDate,
    /// A call failed; the app would try again later.
    Offline,
}

impl Phone {
    /// Opens a device over the database at `path`.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub fn open(path: &Path, origin: &str, seed: u64, now: i64) -> Result<Self> {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let now = Timestamp(now);
        let app = App::open(Connection::open(path)?, now, &mut rng)?;
        Ok(Self {
            app,
            rng,
            now,
            origin: origin.to_owned(),
            path: path.to_owned(),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
            client: reqwest::Client::builder().build()?,
            last_request: 0,
            calls: VecDeque::new(),
            heard: Vec::new(),
            traffic: Traffic::default(),
            key: None,
        })
    }

    /// Closes the app and opens it again over the same file, as after a restart.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub fn reopen(self, seed: u64) -> Result<Self> {
        let Self {
            app,
            path,
            origin,
            now,
            ..
        } = self;
        drop(app);
        Self::open(&path, &origin, seed, now.0)
    }

    /// The time on this device.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Lets time pass.
    pub fn wait_seconds(&mut self, seconds: i64) {
        self.now = self.now.plus_seconds(seconds);
    }

    /// Reads the server at another origin from now on.
    pub fn connect_to(&mut self, origin: &str) {
        origin.clone_into(&mut self.origin);
    }

    /// Asks the app, without touching the network.
    ///
    /// # Errors
    /// The app's own refusal.
    pub fn ask<C: Call>(
        &mut self,
        call: C,
    ) -> std::result::Result<C::Output, durbar_api::ApiError> {
        self.last_request += 1;
        let id = RequestId(self.last_request);
        let request = Request {
            id,
            command: call.into(),
        };
        let mut step = self.app.handle(self.now, &mut self.rng, request);
        let answer = step.messages.pop();
        self.take(step);
        let result = match answer {
            Some(Message::Done {
                id: answered,
                result,
            }) if answered == id => result,
            other => panic!("the last message is not the answer: {other:?}"),
        };
        result.map(|(reply, _)| C::output(reply).unwrap_or_else(|| panic!("wrong reply")))
    }

    fn take(&mut self, mut step: Step) {
        self.heard.append(&mut step.messages);
        self.calls.retain(|call| !step.cancel.contains(&call.id));
        self.calls.extend(step.calls);
    }

    /// Exchanges until there is nothing more to say, or a call fails.
    ///
    /// # Errors
    /// The kit's own failures; a cut link is [`Outcome::Offline`].
    pub fn sync(&mut self) -> Result<Outcome> {
        if self.calls.iter().all(is_long_poll) {
            self.ask(SyncNow {}).map_err(|error| error.message_key)?;
        }
        for _ in 0..10_000 {
            // A long poll stays where it is until the app gives it up.
            let next = self.calls.iter().position(|call| !is_long_poll(call));
            let Some(call) = next.and_then(|next| self.calls.remove(next)) else {
                // Without even a long poll the app waits for its back-off to pass.
                let live = !self.calls.is_empty();
                return Ok(if live {
                    Outcome::UpToDate
                } else {
                    Outcome::Offline
                });
            };
            self.perform(&call)?;
        }
        Err("the app never comes to rest".into())
    }

    /// Syncs again and again, letting the back-off pass, until it is up to date.
    ///
    /// # Errors
    /// It never is.
    pub fn sync_until_done(&mut self) -> Result<()> {
        for _ in 0..50 {
            if self.sync()? == Outcome::UpToDate {
                return Ok(());
            }
            self.wait_seconds(300);
        }
        Err("never up to date".into())
    }

    /// Files a complaint about a drain, with a landmark for its place, through every step that a
    /// person takes.
    ///
    /// # Errors
    /// The app's own refusal.
    pub fn file(&mut self, text: &str, photos: &[Vec<u8>]) -> Result<Submitted> {
        self.file_under("drains", text, photos)
    }

    /// The same under another category of the pack.
    ///
    /// # Errors
    /// The app's own refusal.
    pub fn file_under(
        &mut self,
        category: &str,
        text: &str,
        photos: &[Vec<u8>],
    ) -> Result<Submitted> {
        let draft = self.must(StartDraft { intake: None })?.id;
        for (number, photo) in photos.iter().enumerate() {
            self.must(AddPhoto {
                draft: draft.clone(),
                name: format!("{number}.jpg"),
                bytes: photo.clone(),
            })?;
        }
        let answers = Answers {
            contact: Contact::default(),
            category: Some(category.to_owned()),
            description: text.to_owned(),
            place: Place {
                landmark: "Kojokrom M/A School".to_owned(),
                ..Place::default()
            },
        };
        self.must(SaveDraft {
            draft: draft.clone(),
            answers,
            step: "check".to_owned(),
        })?;
        self.must(Submit { draft })
    }

    /// Asks what the app has to be able to answer.
    ///
    /// # Errors
    /// The app's refusal, as text.
    pub fn must<C: Call>(&mut self, call: C) -> Result<C::Output> {
        self.ask(call).map_err(|error| format!("{error:?}").into())
    }

    /// A part of this officer's queue, page by page.
    ///
    /// # Errors
    /// The app's own refusal, or pages that do not make up the whole.
    pub fn queue(&mut self, part: QueuePart) -> Result<Vec<CaseSummary>> {
        let mut cases = Vec::new();
        loop {
            let page = self.must(ReadQueue {
                filter: QueueFilter {
                    part,
                    ..QueueFilter::default()
                },
                offset: u32::try_from(cases.len())?,
                limit: 0,
            })?;
            let is_last = page.cases.is_empty();
            cases.extend(page.cases);
            if is_last && cases.len() == page.total as usize {
                return Ok(cases);
            }
            if is_last {
                return Err(format!("{} of {} cases", cases.len(), page.total).into());
            }
        }
    }

    /// Reads a case.
    ///
    /// # Errors
    /// The app's own refusal.
    pub fn case(&mut self, case: &CaseId) -> Result<Case> {
        self.must(ReadCase { case: case.clone() })
    }

    /// Becomes an officer of a department, confirmed by the hub.
    ///
    /// # Errors
    /// The hub does not confirm.
    pub fn join(&mut self, server: &Server, department: &str, name: &str) -> Result<()> {
        // The first exchange tells who the administrator is.
        self.sync_until_done()?;
        self.must(Join {
            link: server.invite(department, name)?,
        })?;
        self.sync_until_done()?;
        let roles = self.must(ReadMe {})?.roles;
        if roles.iter().any(|role| role.state == RoleState::Active) {
            Ok(())
        } else {
            Err(format!("not an officer: {roles:?}").into())
        }
    }

    /// Opens blobs: has those that are not here brought.
    ///
    /// # Errors
    /// One of them does not come, or is not the one that its name says.
    pub fn fetch(&mut self, blobs: &[BlobId]) -> Result<()> {
        for blob in blobs {
            self.must(Read { blob: blob.clone() })?;
        }
        self.sync_until_done()?;
        self.fetch_here(blobs)
    }

    /// Reads blobs that are on this device, without the network.
    ///
    /// # Errors
    /// One of them is not here, or is not the one that its name says.
    pub fn fetch_here(&mut self, blobs: &[BlobId]) -> Result<()> {
        for blob in blobs {
            let Blob::Here(bytes) = self.must(Read { blob: blob.clone() })? else {
                return Err(format!("{blob:?} is not here").into());
            };
            if blake3::hash(&bytes).to_hex().as_str() != blob.0 {
                return Err(format!("{blob:?} is another").into());
            }
        }
        Ok(())
    }

    /// What was exchanged since the last call.
    pub fn take_traffic(&mut self) -> Traffic {
        std::mem::take(&mut self.traffic)
    }

    /// Whether every case of this device is covered by verified receipts.
    ///
    /// # Errors
    /// The app refuses to list.
    pub fn all_received(&mut self) -> Result<bool> {
        let cases = self
            .ask(durbar_api::complaints::ListMine {})
            .map_err(|error| error.message_key)?;
        Ok(cases.iter().all(|case| case.sending == Sending::Received))
    }

    /// Makes the query tables anew.
    ///
    /// # Errors
    /// The database refuses.
    pub fn rebuild(&mut self) -> Result<()> {
        Ok(self.app.rebuild(self.now, &mut self.rng)?)
    }

    /// The device's public key, as its last request named it.
    ///
    /// # Errors
    /// It has not spoken to anybody.
    pub fn key(&self) -> Result<PublicKey> {
        self.key.ok_or_else(|| "no request yet".into())
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn perform(&mut self, call: &HttpCall) -> Result<()> {
        let url = format!("{}{}", self.origin, call.path);
        let mut request = match call.method {
            Method::Get => self.client.get(url),
            Method::Post => self.client.post(url),
            Method::Put => self.client.put(url),
        };
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        self.key = call
            .headers
            .iter()
            .find(|(name, _)| name == AUTHORIZATION)
            .and_then(|(_, value)| Authorization::parse(value))
            .map(|authorization| authorization.key);
        self.traffic.requests += 1;
        self.traffic.up += call.body.len() as u64;
        let request = request.body(call.body.clone());
        let Ok(response) = self.runtime.block_on(request.send()) else {
            self.feed(Input::Failed(call.id));
            return Ok(());
        };
        self.feed(Input::Status(call.id, response.status().as_u16()));
        let mut body = response.bytes_stream();
        loop {
            match self.runtime.block_on(body.next()) {
                Some(Ok(bytes)) => {
                    self.traffic.down += bytes.len() as u64;
                    self.feed(Input::Bytes(call.id, bytes.to_vec()));
                }
                Some(Err(_)) => {
                    self.feed(Input::Failed(call.id));
                    return Ok(());
                }
                None => {
                    self.feed(Input::Done(call.id));
                    return Ok(());
                }
            }
        }
    }

    fn feed(&mut self, input: Input) {
        let step = self.app.sync(self.now, &mut self.rng, input);
        self.take(step);
    }
}

fn is_long_poll(call: &HttpCall) -> bool {
    call.path == "/sync" && call.silence_seconds > 60
}
