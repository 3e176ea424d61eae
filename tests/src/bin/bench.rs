//! How much a hub does, and a device that holds much: `bench hub [PUSHES]`, `bench hubs [PUSHES]`,
//! `bench scale [PUSHES]`, `bench client [CASES]`.
//!
//! Devices with signed pushes that were made beforehand, over connections that are kept, to the real
//! server on this machine: it shares the processor with them. The device that holds much is the core
//! on this machine's own disk, in a process of its own.
#![allow(clippy::print_stdout)] // it is a command-line program

use durbar_api::complaints::{ReadQueue, Search, SendReply};
use durbar_sync::{
    codec::{self, dictionary::Dictionary},
    packed::PackedPush,
    sign::Keys,
    wire::{
        AUTHORIZATION, Authorization, ClientHello, Feed, Push, ReplyFrame, RequestFrame, VERSION,
    },
};
use durbar_sync_server::store::sql::{self, postgres};
use durbar_tests::{
    journey::speed::hold,
    kit::{Device, Result, Server, Share, stranger::Stranger},
};
use rusqlite::Connection;
use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

/// Devices that write.
const DEVICES: usize = 160;
/// Connections that they share.
const CONNECTIONS: usize = 16;
/// Pushes of one request.
const TOGETHER: [usize; 2] = [1, 10];

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let words: Vec<_> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["hub"] => hub(16_000),
        ["hub", pushes] => hub(pushes.parse()?),
        ["hubs"] => hubs(16_000),
        ["hubs", pushes] => hubs(pushes.parse()?),
        ["scale"] => scale(4_800),
        ["scale", pushes] => scale(pushes.parse()?),
        ["client"] => client(25_000),
        ["client", cases] => client(cases.parse()?),
        ["held", file] => held(Path::new(file)),
        _ => Err("bench hub|hubs|scale [PUSHES], or bench client [CASES]".into()),
    }
}

/// Makes a device with so many cases, and has a process of its own open it.
fn client(cases: u32) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = hold(folder.path(), &folder.path().join("hub"), cases)?;
    let connection = Connection::open(&file)?;
    let count = |table: &str| {
        let all = format!("SELECT count(*) FROM {table}");
        connection.query_row(&all, [], |row| row.get::<_, i64>(0))
    };
    let (lanes, changes) = (count("lanes")?, count("changes")?);
    let megabytes = std::fs::metadata(&file)?.len() / 1_000_000;
    println!("a device with {cases} cases: {lanes} documents of {changes} changes, {megabytes} MB");
    drop(connection);
    let mut held = Command::new(std::env::current_exe()?);
    let status = held.arg("held").arg(&file).status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("it failed: {status}").into())
    }
}

/// Opens such a device, and does what an officer does.
fn held(file: &Path) -> Result<()> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    let now = i64::try_from(now.as_millis())?;
    let start = Instant::now();
    let mut device = Device::open(file, 9, now)?;
    let queue = device.must(ReadQueue::default())?;
    println!("{:>8.0} ms  opened, and the queue read", millis(start));
    let mut took = Vec::new();
    for (turn, word) in SEARCHED.iter().cycle().take(100).enumerate() {
        let text = format!("{word} {}", turn * 37);
        for text in [word.to_string(), text] {
            let start = Instant::now();
            device.must(Search { text })?;
            took.push(millis(start));
        }
    }
    tell("a search", took);
    let mut took = Vec::new();
    for _ in 0..100 {
        let start = Instant::now();
        device.must(ReadQueue::default())?;
        took.push(millis(start));
    }
    tell("the queue", took);
    let mut took = Vec::new();
    for case in queue.cases.iter().cycle().take(200) {
        let reply = SendReply {
            case: case.id.clone(),
            text: "A crew comes on Thursday before noon.".to_owned(),
        };
        let start = Instant::now();
        device.must(reply)?;
        took.push(millis(start));
    }
    tell("a reply saved", took);
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("no VmHWM in the process's status")?;
    println!("{:>11}  at most in memory", peak.trim());
    Ok(())
}

/// What officers look for.
const SEARCHED: [&str; 5] = ["culvert", "mosqui", "house", "lorry station", "sand"];

fn millis(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

fn tell(what: &str, mut took: Vec<f64>) {
    took.sort_by(f64::total_cmp);
    let at = |percent: usize| took.get(took.len() * percent / 100).copied();
    let (half, most) = (at(50).unwrap_or(0.0), at(95).unwrap_or(0.0));
    println!(
        "{half:>8.1} ms  {what}, half of {}; {most:.1} within 95 of 100",
        took.len()
    );
}

/// Requests are as many as devices may send: nobody is held back.
const LIMITS: [&str; 10] = [
    "--rate",
    "1000000",
    "--burst",
    "1000000",
    "--words-day-mb",
    "1000",
    "--words-mb",
    "1000",
    "--address-day-mb",
    "100000",
];

fn hub(pushes: usize) -> Result<()> {
    title(&["works"]);
    for together in TOGETHER {
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("hub");
        let server = Server::fresh_with(&data, &LIMITS)?;
        let size = || size_of_file(&data);
        measure("a file", &[server], size, (pushes, together), &["works"])?;
    }
    Ok(())
}

fn hubs(pushes: usize) -> Result<()> {
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
                let servers = Server::fresh_on(&address, &folders, &LIMITS)?;
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
fn scale(pushes: usize) -> Result<()> {
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
            let servers = Server::fresh_on(&address, &folders, &LIMITS)?;
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
    let mut seed = [9; 32];
    seed[..8].copy_from_slice(&(number as u64).to_le_bytes());
    device.keys = Keys::from_seed(seed);
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
            frames.push(packed(push));
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

fn packed(push: Push) -> RequestFrame {
    match PackedPush::pack(&push) {
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
