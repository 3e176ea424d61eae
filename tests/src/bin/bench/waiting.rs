//! How many devices a hub holds that wait for news, and how soon they hear them.

use super::keys_of;
use axum::body::Body;
use durbar_api::identity::Join;
use durbar_sync::{
    codec::{self, dictionary::Dictionary},
    sign::Keys,
    wire::{
        AUTHORIZATION, Authorization, ClientHello, Feed, MAX_WAIT, ReplyFrame, RequestFrame,
        VERSION,
    },
};
use durbar_sync_server::descriptors;
use durbar_tests::kit::{NO_LIMITS, Phone, Result, Server, stranger::Stranger};
use futures_util::{StreamExt, TryStreamExt, stream};
use hyper::{
    Request, StatusCode,
    client::conn::http1::{self, SendRequest},
};
use hyper_util::rt::TokioIo;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::{net::TcpStream, task::JoinSet};

/// How many come at the same time.
const AT_ONCE: usize = 16;
/// How often the hub is asked how many wait.
const LOOK: Duration = Duration::from_millis(20);
/// How long it may take until all wait: the first of them give up after [`MAX_WAIT`].
const PATIENCE: Duration = Duration::from_secs(MAX_WAIT as u64 / 2);
/// Longest reply that is read.
const MAX_REPLY: usize = 1 << 20;

/// Devices that follow their own feed, the registry and the pack, each over a connection of its
/// own: how fast they come, what they cost while they wait, and when they hear of a new officer.
pub fn wait(devices: usize) -> Result<()> {
    if descriptors::make_room().is_some_and(|most| most < devices) {
        println!("{devices} devices: the system does not let a process have as many files open");
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let seats = (devices + 100).to_string();
    let room = ["--connections", &seats, "--address-connections", &seats];
    let server = Server::fresh_with(
        &folder.path().join("hub"),
        &[&NO_LIMITS[..], &room].concat(),
    )?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let now = i64::try_from(now.as_millis())?;
    let path = folder.path().join("officer.db");
    let mut officer = Phone::open(&path, &server.origin(), 1, now)?;
    officer.sync_until_done()?;
    let seen = Seen::by_a_newcomer(&server)?;
    let before = server.peak_memory()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;

    let start = Instant::now();
    let coming = stream::iter(0..devices)
        .map(|number| Waiting::come(number, &server, &seen))
        .buffer_unordered(AT_ONCE)
        .try_collect::<Vec<_>>();
    let come = runtime.block_on(coming)?;
    let came = start.elapsed();

    let start = Instant::now();
    let mut hearing = JoinSet::new();
    for device in come {
        hearing.spawn_on(device.hears(), runtime.handle());
    }
    let all = async { tokio::time::timeout(PATIENCE, all_wait(&server, devices)).await };
    runtime
        .block_on(all)
        .map_err(|_| "not all of them wait")??;
    let waited = start.elapsed();
    let peak = server.peak_memory()?;

    // A new officer is news for everybody.
    officer.must(Join {
        link: server.invite("works", "Esi Mensah")?,
    })?;
    let start = Instant::now();
    officer.sync_until_done()?;
    let mut heard = Vec::with_capacity(devices);
    for at in runtime.block_on(hearing.join_all()) {
        heard.push(at?.saturating_duration_since(start).as_millis());
    }
    heard.sort_unstable();
    let at = |index: usize| heard.get(index).copied().unwrap_or_default();
    let per_second = |took: Duration| devices as f64 / took.as_secs_f64();
    println!(
        "{devices} devices wait: {:.0} came in a second and {:.0} began to wait; {:.1} KB of memory \
         each, {} MB in all at most; news came to the first after {} ms, to half within {}, to the \
         last after {}",
        per_second(came),
        per_second(waited),
        peak.saturating_sub(before) as f64 / devices as f64,
        server.peak_memory()? / 1024,
        at(0),
        at(devices / 2),
        at(devices - 1),
    );
    Ok(())
}

/// What everybody has seen who was here before.
struct Seen {
    epoch: u64,
    /// The hub's time.
    time: i64,
    registry: u64,
    pack: u64,
}

impl Seen {
    fn by_a_newcomer(server: &Server) -> Result<Self> {
        let mut newcomer = Stranger::meet(&server.origin(), 1)?;
        let frames = newcomer.say(&[(Feed::Registry, 0), (Feed::Pack, 0)], Vec::new())?;
        let (mut epoch, mut cursors) = (None, Vec::new());
        for frame in frames {
            match frame {
                ReplyFrame::Hello(hello) => epoch = Some(hello.epoch),
                ReplyFrame::End(end) if !end.more => cursors = end.cursors,
                _ => {}
            }
        }
        match (epoch, cursors.as_slice()) {
            (Some(epoch), &[registry, pack]) => Ok(Self {
                epoch,
                time: newcomer.time,
                registry,
                pack,
            }),
            _ => Err("the hub does not say who it is and what there is".into()),
        }
    }
}

/// A device that has nothing to say.
struct Waiting {
    keys: Keys,
    hello: ClientHello,
    time: i64,
    origin: String,
    requests: SendRequest<Body>,
}

impl Waiting {
    /// Connects, and exchanges nothing.
    async fn come(number: usize, server: &Server, seen: &Seen) -> Result<Self> {
        let keys = keys_of(number);
        let stream = TcpStream::connect(server.address()).await?;
        stream.set_nodelay(true)?;
        let (requests, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // How it ends is told to whoever waits for an answer.
        tokio::spawn(connection);
        let mut device = Self {
            hello: ClientHello {
                version: VERSION,
                epoch: Some(seen.epoch),
                cursors: vec![
                    (Feed::Registry, seen.registry),
                    (Feed::Pack, seen.pack),
                    (Feed::Person(keys.public()), 0),
                ],
                budget: 1 << 18,
                wait: 0,
                own: false,
                whole: false,
                dictionary: Dictionary::newest().version(),
            },
            keys,
            time: seen.time,
            origin: server.origin(),
            requests,
        };
        device.exchange(0).await?;
        Ok(device)
    }

    /// Waits for something new; when it came.
    async fn hears(mut self) -> Result<Instant> {
        let frames = self.exchange(MAX_WAIT).await?;
        let at = Instant::now();
        let is_news =
            |frame: &ReplyFrame| matches!(frame, ReplyFrame::Record(_) | ReplyFrame::Packed(_));
        if frames.iter().any(is_news) {
            Ok(at)
        } else {
            Err(format!("a device waited for nothing: {frames:?}").into())
        }
    }

    async fn exchange(&mut self, wait: u16) -> Result<Vec<ReplyFrame>> {
        self.hello.wait = wait;
        let said = [RequestFrame::Hello(self.hello.clone())];
        let body = codec::encode_with(&said, Some(Dictionary::newest()))?;
        let nonce = u64::from(wait).to_le_bytes();
        let signed = Authorization::sign(&self.keys, "POST", "/sync", &body, self.time, nonce);
        let request = Request::post("/sync")
            .header("host", self.origin.trim_start_matches("http://"))
            .header(AUTHORIZATION, signed.encode())
            .body(Body::from(body))?;
        let (head, body) = self.requests.send_request(request).await?.into_parts();
        if head.status != StatusCode::OK {
            return Err(format!("status {}", head.status).into());
        }
        let body = axum::body::to_bytes(Body::new(body), MAX_REPLY).await?;
        Ok(codec::decode(&body, MAX_REPLY)?)
    }
}

/// Ends when the hub says that so many wait.
async fn all_wait(server: &Server, devices: usize) -> Result<()> {
    let figures = format!("{}/metrics", server.origin());
    let client = reqwest::Client::new();
    let mut looks = tokio::time::interval(LOOK);
    loop {
        looks.tick().await;
        let text = client.get(&figures).send().await?.text().await?;
        let waiting = text
            .lines()
            .find_map(|line| line.strip_prefix("durbar_hub_long_polls "))
            .ok_or("the hub does not say how many wait")?;
        if waiting.parse::<usize>()? >= devices {
            return Ok(());
        }
    }
}
