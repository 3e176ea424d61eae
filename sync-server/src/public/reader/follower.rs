//! The app on its thread.

use super::{NoAnswer, Question, calls::Calls};
use crate::{error::Error, folder::random, http, hub::Hub, store::feeds};
use durbar_core::{
    App, Input, Step,
    api::{
        self, ApiError, Call, Message, RequestId, Timestamp,
        complaints::{Follow, Topic},
    },
};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use rusqlite::Connection;
use std::{
    collections::HashSet,
    path::Path,
    sync::{Arc, mpsc::SyncSender},
    time::Duration,
};
use tokio::sync::mpsc;

/// How often the hub is asked for topics that are new.
const LOOK: Duration = Duration::from_secs(1);
/// A wake-up that is already due still lets others have their turn first.
const SHORTEST_SLEEP: u64 = 1;
/// The clock may be set: look at it at least this often, in milliseconds.
const LONGEST_SLEEP: u64 = 30_000;

/// The app, with what it wants done.
pub(crate) struct Follower {
    hub: Arc<Hub>,
    app: App,
    rng: ChaCha20Rng,
    steps: Vec<Step>,
    language: String,
    followed: HashSet<String>,
    wake_at: Option<i64>,
}

/// Opens the app, says whether that went well, and runs it until the hub closes.
pub(super) fn run(
    hub: &Arc<Hub>,
    path: &Path,
    questions: mpsc::Receiver<Question>,
    opened: &SyncSender<Result<(), Error>>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let ready = runtime
        .map_err(Error::from)
        .and_then(|runtime| Ok((runtime, Follower::open(hub, path)?)));
    // `start` waits for exactly this; it cannot have gone.
    match ready {
        Ok((runtime, follower)) => {
            let _ = opened.send(Ok(()));
            runtime.block_on(follower.follow(questions));
        }
        Err(error) => {
            let _ = opened.send(Err(error));
        }
    }
}

impl Follower {
    fn open(hub: &Arc<Hub>, path: &Path) -> Result<Self, Error> {
        let mut rng = ChaCha20Rng::from_seed(random()?);
        let connection = Connection::open(path)?;
        let app = App::open(connection, Timestamp(hub.now()), &mut rng)
            .map_err(|error| Error::Reader(error.to_string()))?;
        Ok(Self {
            hub: hub.clone(),
            app,
            rng,
            steps: Vec::new(),
            language: String::new(),
            followed: HashSet::new(),
            wake_at: None,
        })
    }

    async fn follow(mut self, mut questions: mpsc::Receiver<Question>) {
        let hub = self.hub.clone();
        let mut calls = Calls::new(http::router(hub.clone()));
        let mut look = tokio::time::interval(LOOK);
        self.feed(Input::Wake);
        loop {
            self.carry_out(&mut calls);
            let sleep = self.wake_at.map(|at| {
                let left = u64::try_from(at.saturating_sub(hub.now())).unwrap_or_default();
                Duration::from_millis(left.clamp(SHORTEST_SLEEP, LONGEST_SLEEP))
            });
            tokio::select! {
                () = hub.closed() => return,
                question = questions.recv() => match question {
                    Some(question) => question(&mut self),
                    None => return,
                },
                input = calls.next() => self.feed(input),
                () = pause(sleep) => self.feed(Input::Wake),
                _ = look.tick() => {
                    self.follow_what_is_new();
                    self.tell_how_far();
                }
            }
        }
    }

    /// Does what the app wants.
    fn carry_out(&mut self, calls: &mut Calls) {
        for step in self.steps.drain(..) {
            for id in step.cancel {
                calls.cancel(id);
            }
            for call in step.calls {
                calls.start(call);
            }
            self.wake_at = step.wake_at.map(|at| at.0);
        }
    }

    fn feed(&mut self, input: Input) {
        let now = Timestamp(self.hub.now());
        let step = self.app.sync(now, &mut self.rng, input);
        self.steps.push(step);
    }

    /// The hub's time, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        self.hub.now()
    }

    /// Asks the app.
    pub fn call<C: Call>(&mut self, call: C) -> Result<C::Output, NoAnswer> {
        let request = api::Request {
            id: RequestId(1),
            command: call.into(),
        };
        let now = Timestamp(self.hub.now());
        let mut step = self.app.handle(now, &mut self.rng, request);
        let answer = step.messages.pop();
        self.steps.push(step);
        match answer {
            Some(Message::Done {
                result: Ok((reply, _)),
                ..
            }) => C::output(reply).ok_or(NoAnswer::Later),
            Some(Message::Done {
                result: Err(error), ..
            }) => {
                log(&error);
                Err(error.into())
            }
            _ => Err(NoAnswer::Later),
        }
    }

    /// Speaks a language from now on.
    pub fn speak(&mut self, language: &str) -> Result<(), NoAnswer> {
        if self.language != language {
            self.call(api::app::SetLanguage {
                language: language.to_owned(),
            })?;
            language.clone_into(&mut self.language);
        }
        Ok(())
    }

    /// Every published summary is in the feed of its category: following those that the hub has
    /// brings all of them, also those of categories that the pack no longer has.
    fn follow_what_is_new(&mut self) {
        let topics = match self.hub.store.read(feeds::categories) {
            Ok(topics) => topics,
            Err(error) => return tracing::error!(%error, "the public feeds cannot be read"),
        };
        for category in topics {
            if self.followed.contains(&category) {
                continue;
            }
            let follow = Follow {
                topic: Topic::Category(category.clone()),
                following: true,
            };
            if self.call(follow).is_ok() {
                self.followed.insert(category);
            }
        }
    }

    /// When the app last heard all that is new.
    fn tell_how_far(&mut self) {
        let status = self.call(api::app::ReadSync {});
        if let Some(at) = status.ok().and_then(|status| status.last_contact) {
            self.hub.metrics.pages_read(at.0 / 1000);
        }
    }
}

fn log(error: &ApiError) {
    if NoAnswer::from(error.clone()) == NoAnswer::Later {
        tracing::error!(key = error.message_key, "the public reader cannot answer");
    }
}

/// Waits so long, or for ever.
async fn pause(duration: Option<Duration>) {
    match duration {
        Some(duration) => tokio::time::sleep(duration).await,
        None => std::future::pending().await,
    }
}
