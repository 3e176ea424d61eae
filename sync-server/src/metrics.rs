//! What the hub counts about itself, for Prometheus.
//!
//! No value names a person, a device, a case or an address: every label is one of a few words that
//! stand in this program.

use crate::{error::Error, store::Store};
use durbar_sync::wire::Refusal;
use prometheus_client::{
    encoding::{EncodeLabelSet, prometheus_text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};

/// The kind of text that [`Metrics::text`] makes.
pub const CONTENT_TYPE: &str = prometheus_text::CONTENT_TYPE;

/// Everything that is counted.
pub struct Metrics {
    registry: Registry,
    requests: Family<Asked, Counter>,
    bytes_in: Counter,
    bytes_out: Counter,
    pushes: Family<Pushed, Counter>,
    turned_away: Family<TurnedAway, Counter>,
    handshakes: Family<Greeted, Counter>,
    /// Has no value where there is no certificate.
    certificate: Family<NoLabels, Gauge>,
    /// Has no value where there are no public pages.
    pages: Family<NoLabels, Gauge>,
    /// Photos, thumbnails and other blobs that arrived whole, with the right hash.
    pub(crate) blobs: Counter,
    /// Requests of which the answer's last byte is not given yet.
    pub(crate) under_way: Gauge,
    long_polls: Gauge,
    database: Gauge,
    feeds: Gauge,
    /// What the database's writer counts.
    pub(crate) writes: Writes,
}

/// What the thread that writes counts.
#[derive(Clone, Debug)]
pub struct Writes {
    batch: Histogram,
    commit: Histogram,
}

type NoLabels = [(&'static str, &'static str); 0];

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Asked {
    kind: &'static str,
    code: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Moved {
    direction: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Pushed {
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct TurnedAway {
    bound: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Greeted {
    kind: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Build {
    version: &'static str,
}

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An exchange.
    Sync,
    /// A blob on its way here.
    Upload,
    /// A blob on its way to a device.
    Download,
    /// A public page.
    Public,
    /// A file of the app for browsers.
    App,
    /// Somebody watches the hub.
    Watch,
}

impl Kind {
    fn label(self) -> &'static str {
        match self {
            Self::Sync => "sync",
            Self::Upload => "upload",
            Self::Download => "download",
            Self::Public => "public",
            Self::App => "app",
            Self::Watch => "watch",
        }
    }
}

impl Default for Writes {
    fn default() -> Self {
        Self {
            batch: Histogram::new([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0]),
            commit: Histogram::new([
                0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0,
            ]),
        }
    }
}

impl Writes {
    /// Counts a commit: the pieces of work that shared it, and how long it took.
    pub(crate) fn committed(&self, pieces: usize, took: std::time::Duration) {
        self.batch
            .observe(u32::try_from(pieces).map_or(f64::MAX, f64::from));
        self.commit.observe(took.as_secs_f64());
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("durbar_hub");
        let bytes = Family::<Moved, Counter>::default();
        let moved = |direction| bytes.get_or_create_owned(&Moved { direction });
        let metrics = Self {
            requests: Family::default(),
            bytes_in: moved("in"),
            bytes_out: moved("out"),
            pushes: Family::default(),
            turned_away: Family::default(),
            handshakes: Family::default(),
            certificate: Family::default(),
            pages: Family::default(),
            blobs: Counter::default(),
            under_way: Gauge::default(),
            long_polls: Gauge::default(),
            database: Gauge::default(),
            feeds: Gauge::default(),
            writes: Writes::default(),
            registry: Registry::default(),
        };
        // What stays at nothing for long is to be seen as such.
        let accepted = Pushed {
            outcome: "accepted",
        };
        metrics.pushes.get_or_create(&accepted).inc_by(0);
        for bound in ["rate", "connections", "bodies"] {
            metrics
                .turned_away
                .get_or_create(&TurnedAway { bound })
                .inc_by(0);
        }
        registry.register(
            "requests",
            "Requests that ended, by kind and status; `cut` if no answer was begun",
            metrics.requests.clone(),
        );
        registry.register_with_unit(
            "body",
            "Bytes of requests' and answers' bodies",
            Unit::Bytes,
            bytes,
        );
        registry.register(
            "pushes",
            "Pushes, accepted or refused with the wire's code",
            metrics.pushes.clone(),
        );
        registry.register(
            "turned_away",
            "Requests and connections beyond what an address may have: `rate`, `connections`",
            metrics.turned_away.clone(),
        );
        registry.register(
            "tls_handshakes",
            "Connections over TLS, by full, resumed or failed handshake",
            metrics.handshakes.clone(),
        );
        registry.register_with_unit(
            "tls_certificate_end",
            "When the certificate ends, in seconds since 1970",
            Unit::Seconds,
            metrics.certificate.clone(),
        );
        registry.register_with_unit(
            "public_pages_read",
            "When what the public pages show was last read from the log, in seconds since 1970",
            Unit::Seconds,
            metrics.pages.clone(),
        );
        registry.register(
            "blobs_received",
            "Blobs that arrived whole, with the right hash",
            metrics.blobs.clone(),
        );
        registry.register(
            "requests_under_way",
            "Requests that have not ended",
            metrics.under_way.clone(),
        );
        registry.register(
            "long_polls",
            "Exchanges that wait for news now, that of the public pages too",
            metrics.long_polls.clone(),
        );
        registry.register_with_unit(
            "database",
            "Size of the database's files",
            Unit::Bytes,
            metrics.database.clone(),
        );
        registry.register("feeds", "Feeds that there are", metrics.feeds.clone());
        registry.register(
            "write_batch",
            "Pieces of work that shared a commit",
            metrics.writes.batch.clone(),
        );
        registry.register_with_unit(
            "commit",
            "How long commits took",
            Unit::Seconds,
            metrics.writes.commit.clone(),
        );
        registry.register(
            "build",
            "The program",
            Info::new(Build {
                version: env!("CARGO_PKG_VERSION"),
            }),
        );
        Self {
            registry,
            ..metrics
        }
    }
}

impl Metrics {
    /// Counts a request that ended. `status`: none if it was cut before an answer was begun.
    pub(crate) fn asked(&self, kind: Kind, status: Option<u16>) {
        let code = status.map_or_else(|| "cut".to_owned(), |status| status.to_string());
        let asked = Asked {
            kind: kind.label(),
            code,
        };
        self.requests.get_or_create(&asked).inc();
    }

    /// Counts bytes of a request's body.
    pub(crate) fn came_in(&self, count: u64) {
        self.bytes_in.inc_by(count);
    }

    /// Counts bytes of an answer's body.
    pub(crate) fn went_out(&self, count: u64) {
        self.bytes_out.inc_by(count);
    }

    /// Counts a push that was stored, or refused.
    pub(crate) fn pushed(&self, refused: Option<Refusal>) {
        let outcome = refused.map_or("accepted", Refusal::code);
        self.pushes.get_or_create(&Pushed { outcome }).inc();
    }

    /// Counts what is beyond an address's bounds: `rate` or `connections`.
    pub(crate) fn turned_away(&self, bound: &'static str) {
        self.turned_away.get_or_create(&TurnedAway { bound }).inc();
    }

    /// Counts a handshake: `full`, `resumed` or `failed`.
    pub(crate) fn greeted(&self, kind: &'static str) {
        self.handshakes.get_or_create(&Greeted { kind }).inc();
    }

    /// Notes when the public pages' reader last heard all that is new, in seconds since 1970.
    pub(crate) fn pages_read(&self, at: i64) {
        self.pages.get_or_create(&[]).set(at);
    }

    /// Notes when the certificate ends, in seconds since 1970.
    pub(crate) fn certificate_ends(&self, at: i64) {
        self.certificate.get_or_create(&[]).set(at);
    }

    /// All of it as text, with what is counted at this moment. Blocks.
    ///
    /// # Errors
    /// The database or its files cannot be read.
    pub(crate) fn text(&self, store: &Store, long_polls: usize) -> Result<String, Error> {
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        self.long_polls.set(whole(long_polls as u64));
        self.database.set(whole(store.size()?));
        self.feeds
            .set(store.read(|connection| connection.one("SELECT count(*) FROM feeds", &[]))?);
        let mut text = String::new();
        prometheus_text::encode(&mut text, &self.registry)
            .map_err(|_| Error::Damaged("the figures cannot be written"))?;
        Ok(text)
    }
}
