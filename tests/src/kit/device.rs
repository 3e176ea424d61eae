//! The real app over a database, with a stepped clock and its own randomness, and no network: what
//! it wants to say waits in [`Device::calls`] for whoever carries it.

use super::Result;
use durbar_api::{
    BlobId, Call, CaseId, Command, Message, Place, Request, RequestId, Timestamp,
    complaints::{
        AddPhoto, Answers, Case, CaseSummary, Contact, QueueFilter, QueuePart, ReadCase, ReadQueue,
        SaveDraft, SendReply, Sending, StartDraft, Submit, Submitted, What,
    },
    media::{Blob, Read},
};
use durbar_core::{App, Files, HttpCall, Input, Picture, Step, Unopened};
use durbar_sync::CallId;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use rusqlite::{
    Connection,
    hooks::{AuthAction, AuthContext, Authorization},
};
use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
};

/// A device.
pub struct Device {
    app: App,
    rng: ChaCha20Rng,
    now: Timestamp,
    path: PathBuf,
    last_request: u32,
    /// Calls that wait to be carried out, oldest first.
    pub calls: VecDeque<HttpCall>,
    /// Calls that the app gave up after they were taken out of [`Device::calls`].
    pub given_up: Vec<CallId>,
    /// When the app wants to be woken, by the device's clock.
    pub wake_at: Option<Timestamp>,
    /// Everything the app said of its own.
    pub heard: Vec<Message>,
}

impl Device {
    /// Opens a device over the database at `path`.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub fn open(path: &Path, seed: u64, now: i64) -> Result<Self> {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let now = Timestamp(now);
        let app = durbar_host::native::open_files(path, now, &mut rng)?;
        Ok(Self::of(app, rng, now, path))
    }

    /// The same with `synchronous = NORMAL`, whatever the app asks for: a test that finds nothing
    /// lost with it sees nothing.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub fn open_lazy(path: &Path, seed: u64, now: i64) -> Result<Self> {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let now = Timestamp(now);
        let mut database = Connection::open(path)?;
        database.pragma_update(None, "synchronous", "normal")?;
        database.authorizer(Some(|context: AuthContext<'_>| match context.action {
            AuthAction::Pragma {
                pragma_name: "synchronous",
                ..
            } => Authorization::Ignore,
            _ => Authorization::Allow,
        }))?;
        let copy = path.with_extension("only-here.db");
        let files = Files {
            database,
            copy: Some(copy.to_string_lossy().into_owned()),
            damaged: Vec::new(),
        };
        let app = App::open(files, now, &mut rng)?;
        Ok(Self::of(app, rng, now, path))
    }

    fn of(app: App, rng: ChaCha20Rng, now: Timestamp, path: &Path) -> Self {
        Self {
            app,
            rng,
            now,
            path: path.to_owned(),
            last_request: 0,
            calls: VecDeque::new(),
            given_up: Vec::new(),
            wake_at: None,
            heard: Vec::new(),
        }
    }

    /// The time on this device.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Lets time pass.
    pub fn wait_seconds(&mut self, seconds: i64) {
        self.now = self.now.plus_seconds(seconds);
    }

    /// Sets the clock.
    pub fn set_clock(&mut self, now: i64) {
        self.now = Timestamp(now);
    }

    /// What a browser would have to open before this command.
    pub fn unopened(&self, command: impl Into<Command>) -> Vec<Unopened> {
        self.app.unopened(&command.into())
    }

    /// Gives what a browser has opened for the next command.
    pub fn give(&mut self, pictures: Vec<(Option<durbar_sync::BlobId>, Picture)>) {
        self.app.give(pictures);
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

    /// Tells the app what its host learned.
    pub fn feed(&mut self, input: Input) {
        let step = self.app.sync(self.now, &mut self.rng, input);
        self.take(step);
    }

    fn take(&mut self, mut step: Step) {
        self.heard.append(&mut step.messages);
        self.calls.retain(|call| !step.cancel.contains(&call.id));
        self.given_up.extend(step.cancel);
        self.calls.extend(step.calls);
        self.wake_at = step.wake_at;
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

    /// Writes in a case.
    ///
    /// # Errors
    /// The app's own refusal.
    pub fn say(&mut self, case: &CaseId, text: &str) -> Result<()> {
        self.must(SendReply {
            case: case.clone(),
            text: text.to_owned(),
        })
        .map(drop)
    }

    /// What was said in a case, oldest first.
    ///
    /// # Errors
    /// The app's own refusal.
    pub fn words(&mut self, case: &CaseId) -> Result<Vec<String>> {
        let timeline = self.case(case)?.timeline;
        Ok(timeline
            .into_iter()
            .filter_map(|entry| match entry.what {
                What::Message { text, .. } => Some(text),
                _ => None,
            })
            .collect())
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

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
