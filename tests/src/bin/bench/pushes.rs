//! Signed pushes that were made beforehand, over connections that are kept.

use super::keys_of;
use durbar_sync::{
    codec::{self, dictionary::Dictionary},
    packed::PackedPush,
    wire::{
        AUTHORIZATION, Authorization, ClientHello, Feed, Push, ReplyFrame, RequestFrame, VERSION,
    },
};
use durbar_sync_server::store::sql::{self, postgres};
use durbar_tests::kit::{NO_LIMITS, Result, Server, Share, stranger::Stranger};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Devices that write.
const DEVICES: usize = 160;
/// Connections that they share.
const CONNECTIONS: usize = 16;
/// Pushes of one request.
const TOGETHER: [usize; 2] = [1, 10];

/// Signed pushes to a hub on a file.
pub fn hub(pushes: usize) -> Result<()> {
    title(&["works"]);
    for together in TOGETHER {
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("hub");
        let server = Server::fresh_with(&data, &NO_LIMITS)?;
        let size = || size_of_file(&data);
        measure("a file", &[server], size, (pushes, together), &["works"])?;
    }
    Ok(())
}

/// The same on a PostgreSQL server, with one hub and with two.
pub fn hubs(pushes: usize) -> Result<()> {
    let cluster = database()?;
    for departments in [&["works"][..], &DEPARTMENTS] {
        title(departments);
        for (count, name) in [(1, "one hub"), (2, "two hubs")] {
            for together in TOGETHER {
                let schema = format!("bench_{}_{count}_{together}", departments.len());
                let address = fresh_schema(&cluster, &schema)?;
                let folder = tempfile::tempdir()?;
                let folders: Vec<_> = (0..count)
                    .map(|number| folder.path().join(format!("hub-{number}")))
                    .collect();
                let servers = Server::fresh_on(&address, &folders, &NO_LIMITS)?;
                let size = || size_of_schema(&address, &schema);
                measure(name, &servers, size, (pushes, together), departments)?;
            }
        }
    }
    Ok(())
}

/// What each hub may have of one processor where more hubs shall do more: so little that hubs are
/// what is short, and neither the database nor the devices on the same machine.
const SHARE: u32 = 10;

/// One hub, two, three and four on one database, each with its part of the processor.
pub fn scale(pushes: usize) -> Result<()> {
    let cluster = database()?;
    println!("each hub has {SHARE} % of one processor");
    title(&DEPARTMENTS);
    for together in TOGETHER {
        for (count, name) in [(1, "one"), (2, "two"), (3, "three"), (4, "four")] {
            let schema = format!("scale_{count}_{together}");
            let address = fresh_schema(&cluster, &schema)?;
            let folder = tempfile::tempdir()?;
            let folders: Vec<_> = (0..count)
                .map(|number| folder.path().join(format!("hub-{number}")))
                .collect();
            // Outlives the hubs that it holds.
            let mut shares = Vec::new();
            let servers = Server::fresh_on(&address, &folders, &NO_LIMITS)?;
            for server in &servers {
                shares.push(Share::of(SHARE, server.process())?);
            }
            let size = || size_of_schema(&address, &schema);
            measure(name, &servers, size, (pushes, together), &DEPARTMENTS)?;
        }
    }
    Ok(())
}

fn database() -> Result<String> {
    std::env::var("DURBAR_POSTGRES").map_err(|_| {
        "DURBAR_POSTGRES says where a PostgreSQL server is: `cargo xtask bench hubs scale`".into()
    })
}

/// Departments to which devices file by turns.
const DEPARTMENTS: [&str; 4] = ["works", "waste", "environmental-health", "transport"];

/// A new and empty place on a database server.
fn fresh_schema(cluster: &str, name: &str) -> Result<String> {
    let place = format!("{cluster} dbname=postgres");
    let connection = postgres::Server::new(&place)?.connect()?;
    sql::Connection::Postgres(connection).batch(&format!("CREATE SCHEMA {name}"))?;
    Ok(format!("{place} options='-c search_path={name}'"))
}

/// Bytes of a hub's database, with what is still to be moved into it.
fn size_of_file(data: &Path) -> Result<u64> {
    let mut size = 0;
    for entry in std::fs::read_dir(data)? {
        let entry = entry?;
        if entry
            .file_name()
            .to_string_lossy()
            .starts_with("hub.sqlite")
        {
            size += entry.metadata()?.len();
        }
    }
    Ok(size)
}

/// The same on a database server: tables with their indexes.
fn size_of_schema(address: &str, schema: &str) -> Result<u64> {
    let connection = sql::Connection::Postgres(postgres::Server::new(address)?.connect()?);
    let size: i64 = connection.one(
        "SELECT coalesce(sum(pg_total_relation_size(pg_class.oid)), 0)::bigint FROM pg_class
         JOIN pg_namespace ON pg_namespace.oid = relnamespace
         WHERE nspname = ?1 AND relkind = 'r'",
        &[sql::Value::from(schema)],
    )?;
    Ok(u64::try_from(size)?)
}

fn title(departments: &[&str]) {
    println!(
        "signed pushes of one reply each, {DEVICES} devices over {CONNECTIONS} connections, to {} \
         department(s)",
        departments.len()
    );
    println!(
        "{:>10}{:>12}{:>12}{:>12}{:>10}{:>10}{:>10}{:>16}",
        "on", "a request", "requests/s", "pushes/s", "p50 ms", "p99 ms", "peak MB", "bytes a push"
    );
}

fn measure(
    name: &str,
    servers: &[Server],
    size: impl Fn() -> Result<u64>,
    (pushes, together): (usize, usize),
    departments: &[&str],
) -> Result<()> {
    let before = size()?;
    let measured = push_all(servers, pushes, together, departments)?;
    let grown = size()?.saturating_sub(before);
    let stored = measured.took.len() * together;
    println!(
        "{name:>10}{together:>12}{:>12.0}{:>12.0}{:>10.1}{:>10.1}{:>10}{:>16.0}",
        measured.requests_a_second,
        measured.requests_a_second * together as f64,
        measured.at(50),
        measured.at(99),
        measured.peak / 1024,
        grown as f64 / stored.max(1) as f64,
    );
    Ok(())
}

struct Measured {
    requests_a_second: f64,
    /// How long each took, sorted.
    took: Vec<Duration>,
    /// Kilobytes.
    peak: u64,
}

impl Measured {
    /// Milliseconds within which so many of a hundred were answered.
    fn at(&self, percent: usize) -> f64 {
        let index = (self.took.len() * percent / 100).min(self.took.len().saturating_sub(1));
        self.took
            .get(index)
            .map_or(0.0, |took| took.as_secs_f64() * 1000.0)
    }
}

/// A request that waits to be sent.
struct Ready {
    authorization: String,
    body: Vec<u8>,
}

fn push_all(
    servers: &[Server],
    pushes: usize,
    together: usize,
    departments: &[&str],
) -> Result<Measured> {
    let origins: Vec<_> = servers.iter().map(Server::origin).collect();
    let mut first = Stranger::meet(&origins[0], 1)?;
    let frames = first.say(&[], Vec::new())?;
    let epoch = frames.iter().find_map(|frame| match frame {
        ReplyFrame::Hello(hello) => Some(hello.epoch),
        _ => None,
    });
    let epoch = epoch.ok_or("the hub does not say who it is")?;

    // What one device sends goes over one connection, in its order.
    let mut waiting: Vec<Vec<Ready>> = (0..CONNECTIONS).map(|_| Vec::new()).collect();
    for number in 0..DEVICES {
        // A connection has one department, and every hub has connections of each.
        let department = departments[number / departments.len() % departments.len()];
        let share = (pushes / DEVICES, together);
        let ready = written(number, share, department, (epoch, first.time))?;
        waiting[number % CONNECTIONS].extend(ready);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let start = Instant::now();
    let answered = runtime.block_on(async {
        let sending: Vec<_> = waiting
            .into_iter()
            .zip(origins.iter().cycle())
            .map(|(ready, origin)| tokio::spawn(send(format!("{origin}/sync"), ready)))
            .collect();
        let mut all = Vec::new();
        for one in sending {
            all.extend(one.await??);
        }
        Result::Ok(all)
    })?;
    let all = start.elapsed();
    let mut took = Vec::with_capacity(answered.len());
    for (time, body) in answered {
        let frames: Vec<ReplyFrame> = codec::decode(&body, 1 << 24)?;
        let receipts = frames
            .iter()
            .filter(|frame| matches!(frame, ReplyFrame::Ack(_) | ReplyFrame::Stored(_)))
            .count();
        if receipts != together {
            return Err(format!("{receipts} receipts for {together} pushes: {frames:?}").into());
        }
        took.push(time);
    }
    took.sort();
    Ok(Measured {
        requests_a_second: took.len() as f64 / all.as_secs_f64(),
        took,
        peak: servers
            .iter()
            .map(Server::peak_memory)
            .sum::<Result<u64>>()?,
    })
}

/// The requests of a device that replies in as many cases of its own as it sends at once.
fn written(
    number: usize,
    (pushes, together): (usize, usize),
    department: &str,
    (epoch, time): (u64, i64),
) -> Result<Vec<Ready>> {
    let mut device = Stranger::offline(1)?;
    device.keys = keys_of(number);
    device.time = time;
    let mut lanes = Vec::new();
    for lane in 0..together {
        lanes.push(device.lane(&device.filing(department, u8::try_from(lane)?))?);
    }
    let mut ready = Vec::new();
    for turn in 0..pushes / together {
        let mut frames = vec![hello(&device, epoch)];
        for (number, lane) in lanes.iter_mut().enumerate() {
            let text = format!("Turn {turn} of matter {number}: the drain is full again.");
            let push = lane.edit(&text, &device.keys, Vec::new())?;
            lane.header = None;
            frames.push(packed(push, &device));
        }
        let body = codec::encode_with(&frames, Some(Dictionary::newest()))?;
        let mut nonce = [0; 8];
        nonce.copy_from_slice(&(turn as u64).to_le_bytes());
        let signed = Authorization::sign(&device.keys, "POST", "/sync", &body, time, nonce);
        ready.push(Ready {
            authorization: signed.encode(),
            body,
        });
    }
    Ok(ready)
}

/// As an app says it that has seen everything.
fn hello(device: &Stranger, epoch: u64) -> RequestFrame {
    let seen = u64::try_from(i64::MAX).unwrap_or(u64::MAX);
    RequestFrame::Hello(ClientHello {
        version: VERSION,
        epoch: Some(epoch),
        cursors: vec![
            (Feed::Registry, seen),
            (Feed::Pack, seen),
            (Feed::Person(device.key()), seen),
        ],
        budget: 1 << 18,
        wait: 0,
        own: false,
        whole: false,
        dictionary: Dictionary::newest().version(),
    })
}

fn packed(push: Push, device: &Stranger) -> RequestFrame {
    match PackedPush::pack(&push, &device.key()) {
        Some(packed) => RequestFrame::Packed(packed),
        None => RequestFrame::Push(push),
    }
}

/// Sends in order over one connection; returns how long each took and what came back.
async fn send(url: String, waiting: Vec<Ready>) -> Result<Vec<(Duration, Vec<u8>)>> {
    let client = reqwest::Client::builder()
        .pool_max_idle_per_host(1)
        .build()?;
    let mut answered = Vec::with_capacity(waiting.len());
    for Ready {
        authorization,
        body,
    } in waiting
    {
        let start = Instant::now();
        let request = client
            .post(&url)
            .header(AUTHORIZATION, authorization)
            .body(body);
        let response = request.send().await?.error_for_status()?;
        let bytes = response.bytes().await?.to_vec();
        answered.push((start.elapsed(), bytes));
    }
    Ok(answered)
}
