//! A device that holds much: the core on this machine's own disk, in a process of its own.

use durbar_api::complaints::{ReadQueue, Search, SendReply};
use durbar_tests::{
    journey::speed::hold,
    kit::{Device, Result},
};
use rusqlite::Connection;
use std::{path::Path, process::Command, time::Instant};

/// Makes a device with so many cases, and has a process of its own open it.
pub fn client(cases: u32) -> Result<()> {
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
pub fn held(file: &Path) -> Result<()> {
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
