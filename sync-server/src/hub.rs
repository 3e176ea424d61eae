//! A running hub, without its socket.

use crate::{
    error::Error,
    files::Blobs,
    folder::Folder,
    gate::{Gate, Limits},
    news::News,
    public::Reader,
    store::{Store, feeds, meta},
    uploads::Uploads,
    web::{Web, WebFolders},
};
use durbar_sync::{PublicKey, sign::Keys, wire::HubHello};
use futures_util::future::BoxFuture;
use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::{Duration, SystemTime},
};
use tokio::sync::watch;

/// Tells the time in milliseconds since 1970.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Lets a time pass.
pub type Sleep = Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>;

/// What a hub runs with.
#[derive(Clone)]
pub struct Config {
    /// Its data folder, made by [`Folder::create`].
    pub data: PathBuf,
    /// The app for browsers, if the hub serves it.
    pub web: Option<WebFolders>,
    /// The time.
    pub clock: Clock,
    /// How long polls wait.
    pub sleep: Sleep,
    /// Bounds on requests.
    pub limits: Limits,
    /// How long a body may pause before the hub gives up on it.
    pub silence: Duration,
    /// Whether it serves pages of what is published, for which it keeps a reader of its own.
    pub public: bool,
}

impl Config {
    /// The usual settings.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            web: None,
            clock: Arc::new(now),
            sleep: Arc::new(|time| Box::pin(tokio::time::sleep(time))),
            limits: Limits::default(),
            silence: Duration::from_secs(30),
            public: false,
        }
    }
}

/// The system's time in milliseconds since 1970.
pub fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A hub.
pub struct Hub {
    pub(crate) store: Store,
    pub(crate) files: Blobs,
    pub(crate) keys: Keys,
    pub(crate) hello: HubHello,
    pub(crate) gate: Gate,
    pub(crate) news: Arc<News>,
    pub(crate) web: Option<Web>,
    /// The data folder, if it serves public pages.
    pub(crate) public_data: Option<PathBuf>,
    pub(crate) public: OnceLock<Reader>,
    pub(crate) silence: Duration,
    clock: Clock,
    pub(crate) sleep: Sleep,
    pub(crate) uploads: Arc<Uploads>,
    closing: watch::Sender<bool>,
}

impl Hub {
    /// Opens the hub of a data folder.
    ///
    /// # Errors
    /// It is none, or the file system fails.
    pub fn open(config: Config) -> Result<Arc<Self>, Error> {
        let folder = Folder::open(&config.data)?;
        let store = Store::open(&folder.database())?;
        let meta = store.read(meta::read)?;
        let keys = folder.hub_keys()?;
        let hello = HubHello {
            hub: keys.public(),
            administrator: folder.admin_keys()?.public(),
            epoch: meta.epoch,
            pack: meta.pack,
        };
        Ok(Arc::new(Self {
            store,
            files: folder.blobs()?,
            keys,
            hello,
            gate: Gate::new(config.limits),
            news: Arc::default(),
            web: config.web.as_ref().map(Web::load).transpose()?,
            public_data: config.public.then_some(config.data),
            public: OnceLock::new(),
            silence: config.silence,
            clock: config.clock,
            sleep: config.sleep,
            uploads: Arc::default(),
            closing: watch::Sender::new(false),
        }))
    }

    /// Who the hub is.
    pub fn hello(&self) -> &HubHello {
        &self.hello
    }

    /// Its time, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// How many long polls wait.
    pub fn long_polls(&self) -> usize {
        self.news.listeners()
    }

    /// Has long polls answered and new ones not wait.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Returns once the hub is closing.
    pub(crate) async fn closed(&self) {
        let mut closing = self.closing.subscribe();
        // The sender lives as long as the hub.
        let _ = closing.wait_for(|closing| *closing).await;
    }

    /// Whether the hub is closing.
    pub(crate) fn is_closing(&self) -> bool {
        *self.closing.borrow()
    }

    /// Wakes long polls when another process publishes a pack.
    pub(crate) async fn watch_packs(&self) {
        let last = || {
            self.store
                .read(|connection| feeds::last(connection, feeds::PACK))
        };
        let mut known = last().unwrap_or_default();
        loop {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(2)) => {}
                () = self.closed() => return,
            }
            match last() {
                Ok(now) if now != known => {
                    known = now;
                    self.news.tell([&feeds::PACK.to_owned()]);
                }
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "the pack feed cannot be read"),
            }
        }
    }
}

/// The start of a key, for logs: enough to tell devices apart, too little to name one.
pub(crate) fn short(key: &PublicKey) -> String {
    key.to_string().chars().take(8).collect()
}
