//! The hub in this process: its real handlers over its real store, its clock in our hands.
//!
//! Requests are answered one after the other. Long polls stay open beside them. One thread does
//! all that blocks, so that the same requests in the same order have the same answers.

use crate::kit::{Result, is_long_poll};
use axum::{
    Router,
    body::{Body, Bytes},
    http::Request,
};
use durbar_core::HttpCall;
use durbar_sync_server::{Config, Hub, gate::Limits, http};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tokio::{
    runtime::Runtime,
    sync::oneshot,
    task::{JoinHandle, spawn_blocking, yield_now},
};
use tower::ServiceExt;

/// Turns in which a long poll that was woken has its answer: it blocks three times at most.
const TURNS: u32 = 5;

/// How much of a request's body arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrives {
    /// All.
    Whole,
    /// So many bytes, then the connection breaks.
    Cut(usize),
    /// So many bytes, and something on the way says that these are all.
    Short(usize),
}

/// A status and a body.
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The whole body.
    pub body: Vec<u8>,
}

type Timers = Arc<Mutex<Vec<(i64, oneshot::Sender<()>)>>>;

/// A hub without a socket.
pub struct InProcess {
    data: PathBuf,
    now: Arc<AtomicI64>,
    timers: Timers,
    /// Long polls that wait, oldest first, by ticket.
    open: Vec<(u64, JoinHandle<Result<Answer>>)>,
    answers: Vec<(u64, Answer)>,
    router: Router,
    hub: Arc<Hub>,
    runtime: Runtime,
}

impl InProcess {
    /// Opens the hub of a data folder.
    ///
    /// # Errors
    /// It does not open.
    pub fn open(data: &Path, now: i64) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .max_blocking_threads(1)
            .enable_all()
            .build()?;
        let clock = Arc::new(AtomicI64::new(now));
        let timers = Timers::default();
        let hub = start(data, &clock, &timers)?;
        Ok(Self {
            data: data.to_owned(),
            now: clock,
            timers,
            open: Vec::new(),
            answers: Vec::new(),
            router: http::router(hub.clone()),
            hub,
            runtime,
        })
    }

    /// Its data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Lets its time come to `now`.
    ///
    /// # Errors
    /// A handler failed.
    pub fn set_clock(&mut self, now: i64) -> Result<()> {
        self.now.store(now, Ordering::SeqCst);
        let due: Vec<_> = {
            let mut timers = self.timers.lock().unwrap_or_else(PoisonError::into_inner);
            let (due, later) = timers.drain(..).partition(|(at, _)| *at <= now);
            *timers = later;
            due
        };
        if due.is_empty() {
            return Ok(());
        }
        for (_, timer) in due {
            // Whose connection is gone waits no more.
            let _ = timer.send(());
        }
        self.settle()
    }

    /// When the next long poll has waited long enough.
    pub fn next_timer(&self) -> Option<i64> {
        let timers = self.timers.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = timers.iter().filter(|(_, timer)| !timer.is_closed());
        waiting.map(|(at, _)| *at).min()
    }

    /// Takes a request; its answer is among [`InProcess::answers`], at once or later.
    ///
    /// # Errors
    /// A handler failed.
    pub fn request(&mut self, ticket: u64, call: &HttpCall, arrives: Arrives) -> Result<()> {
        let mut request = Request::builder()
            .method(call.method.name())
            .uri(&call.path);
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        let request = request.body(body(&call.body, arrives))?;
        let router = self.router.clone();
        let task = self.runtime.spawn(async move {
            let response = router.oneshot(request).await?;
            let status = response.status().as_u16();
            let body = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
            Ok(Answer {
                status,
                body: body.to_vec(),
            })
        });
        if is_long_poll(call) {
            self.open.push((ticket, task));
        } else {
            let answer = self.runtime.block_on(task)??;
            self.answers.push((ticket, answer));
        }
        self.settle()
    }

    /// Answers since the last call, in the order in which they were given.
    pub fn answers(&mut self) -> Vec<(u64, Answer)> {
        std::mem::take(&mut self.answers)
    }

    /// The connection of a long poll is closed from the other side.
    pub fn hang_up(&mut self, ticket: u64) {
        if let Some(index) = self.open.iter().position(|(open, _)| *open == ticket) {
            self.open.remove(index).1.abort();
        }
    }

    /// Stops and starts over the same data; who waits is cut off.
    ///
    /// # Errors
    /// It does not open again.
    pub fn restart(&mut self) -> Result<()> {
        for (_, task) in self.open.drain(..) {
            task.abort();
        }
        self.runtime.block_on(yield_now());
        self.router = Router::new();
        let hub = start(&self.data, &self.now, &self.timers)?;
        self.router = http::router(hub.clone());
        self.hub = hub;
        Ok(())
    }

    /// Lets everybody whom something woke go on until they wait again or have answered.
    fn settle(&mut self) -> Result<()> {
        if self.open.is_empty() {
            return Ok(());
        }
        self.runtime.block_on(async {
            for _ in 0..TURNS {
                yield_now().await;
                // Behind what was begun: it is done when this is.
                spawn_blocking(|| ()).await?;
            }
            Ok::<_, tokio::task::JoinError>(())
        })?;
        let (done, open) = std::mem::take(&mut self.open)
            .into_iter()
            .partition(|(_, task)| task.is_finished());
        self.open = open;
        for (ticket, task) in done {
            let answer = self.runtime.block_on(task)??;
            self.answers.push((ticket, answer));
        }
        Ok(())
    }
}

fn start(data: &Path, now: &Arc<AtomicI64>, timers: &Timers) -> Result<Arc<Hub>> {
    let (clock, until, timers) = (now.clone(), now.clone(), timers.clone());
    let mut config = Config::new(data);
    config.clock = Arc::new(move || clock.load(Ordering::SeqCst));
    config.sleep = Arc::new(move |time| {
        let (send, over) = oneshot::channel();
        let time = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        let at = until.load(Ordering::SeqCst).saturating_add(time);
        let mut timers = timers.lock().unwrap_or_else(PoisonError::into_inner);
        timers.push((at, send));
        Box::pin(async move {
            // Dropped with the hub's world: nobody is left to wait.
            let _ = over.await;
        })
    });
    // Bodies are here whole or cut: no time passes while one is read.
    config.silence = Duration::from_secs(3600);
    config.limits = Limits {
        rate: 100_000,
        burst: 100_000,
        ..Limits::default()
    };
    Ok(Hub::open(config)?)
}

fn body(bytes: &[u8], arrives: Arrives) -> Body {
    match arrives {
        Arrives::Whole => Body::from(bytes.to_vec()),
        Arrives::Short(length) => Body::from(bytes[..length.min(bytes.len())].to_vec()),
        Arrives::Cut(length) => {
            let start = Bytes::copy_from_slice(&bytes[..length.min(bytes.len())]);
            let cut = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
            Body::from_stream(futures_util::stream::iter([Ok(start), Err(cut)]))
        }
    }
}
