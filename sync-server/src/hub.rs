//! A running hub, without its socket.

use crate::{
    error::Error,
    files::Blobs,
    folder::Folder,
    gate::{Gate, Limits, Proxies},
    http::Patience,
    metrics::Metrics,
    news::{self, News},
    public::Reader,
    ready::Readiness,
    store::{Place, Store, feeds, meta},
    tls::Tls,
    uploads::Uploads,
    web::{Web, WebFolders},
};
use durbar_sync::{
    codec::dictionary::Dictionary,
    sign::Keys,
    wire::{Body, HubHello, Seal},
};
use futures_util::future::BoxFuture;
use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::{Duration, SystemTime},
};
use tokio::sync::{Semaphore, watch};

/// Bodies that are expanded at a time, each to 8 MB at most.
const EXPANDING: usize = 8;

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
    /// Proxies whose word on addresses is taken.
    pub proxies: Proxies,
    /// How long a body may pause before the hub gives up on it.
    pub silence: Duration,
    /// Bytes a second that a body brings at least, once it took longer than `silence`.
    pub slowest: u64,
    /// How long a connection may go without a request.
    pub idle: Duration,
    /// Whether it serves pages of what is published, for which it keeps a reader of its own.
    pub public: bool,
    /// How long requests may take to end once the hub closes.
    pub stop_within: Duration,
    /// Whether the hub's own door gives its figures, to this machine alone. Not needed where they
    /// have a door of their own.
    pub metrics: bool,
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
            proxies: Proxies::default(),
            silence: Duration::from_secs(30),
            slowest: 500,
            // An app that hears no news over long polls asks each minute, over the same connection.
            idle: Duration::from_secs(75),
            public: false,
            stop_within: Duration::from_secs(10),
            metrics: true,
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
    /// Seals records. It goes with the keys into a backup: seals are for after a restore.
    sealing: [u8; 32],
    pub(crate) hello: HubHello,
    pub(crate) gate: Gate,
    pub(crate) news: Arc<News>,
    pub(crate) web: Option<Web>,
    /// The data folder, if it serves public pages.
    pub(crate) public_data: Option<PathBuf>,
    pub(crate) public: OnceLock<Reader>,
    pub(crate) silence: Duration,
    pub(crate) slowest: u64,
    pub(crate) patience: Patience,
    /// Room for bodies that are expanded at a time.
    pub(crate) expanding: Arc<Semaphore>,
    pub(crate) stop_within: Duration,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) gives_metrics: bool,
    pub(crate) readiness: Readiness,
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
        let metrics = Arc::<Metrics>::default();
        let place = folder.place()?;
        let store = Store::open(&place, metrics.writes.clone())?;
        let news = Arc::<News>::default();
        if let Place::Server(server) = place {
            if server.is_open() {
                tracing::warn!(
                    "what goes to the database is not encrypted: add sslmode=verify-full to its \
                     address"
                );
            }
            news::replicas::join(&news, server)?;
        }
        let meta = store.read(meta::read)?;
        let keys = folder.hub_keys()?;
        let hello = HubHello {
            hub: keys.public(),
            administrator: folder.admin_keys()?.public(),
            epoch: meta.epoch,
            pack: meta.pack,
            dictionary: Dictionary::newest().version(),
            kept: None,
        };
        Ok(Arc::new(Self {
            store,
            files: folder.blobs()?,
            sealing: keys.secret_for("durbar seal of a stored record/1"),
            keys,
            hello,
            gate: Gate::new(config.limits, config.proxies),
            news,
            web: config.web.as_ref().map(Web::load).transpose()?,
            public_data: config.public.then_some(config.data),
            public: OnceLock::new(),
            silence: config.silence,
            slowest: config.slowest,
            patience: Patience {
                head: config.idle,
                // What is written lies in the system's buffers first, which a slow phone may take
                // minutes to empty far enough.
                answer: config.silence * 10,
            },
            expanding: Arc::new(Semaphore::new(EXPANDING)),
            stop_within: config.stop_within,
            metrics,
            gives_metrics: config.metrics,
            readiness: Readiness::default(),
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

    /// The seal of a record of this hub's.
    ///
    /// # Errors
    /// Never for a record in memory.
    pub(crate) fn seal(&self, body: &Body) -> Result<Seal, Error> {
        Ok(body.seal(&self.sealing)?)
    }

    /// Its time, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Reads a certificate again and notes when it ends.
    ///
    /// # Errors
    /// It cannot be read; what was shown is shown further.
    pub fn renew_certificate(&self, tls: &Tls) -> Result<(), Error> {
        tls.reload()?;
        self.note_certificate(tls);
        Ok(())
    }

    pub(crate) fn note_certificate(&self, tls: &Tls) {
        if let Some(at) = tls.ends() {
            self.metrics.certificate_ends(at);
        }
    }

    /// How many long polls wait. The hub's own reader is one of them.
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

    /// Returns once the hub is closing and what is under way has had most of its time: what is
    /// kept then can still be counted and answered.
    pub(crate) async fn ending(&self) {
        self.closed().await;
        tokio::time::sleep(self.stop_within.mul_f64(0.75)).await;
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
                    self.news.tell(&[feeds::PACK.to_owned()]);
                }
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "the pack feed cannot be read"),
            }
        }
    }
}
