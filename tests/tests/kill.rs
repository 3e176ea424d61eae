//! What was confirmed outlives the process that confirmed it, wherever it is killed.
//!
//! `DURBAR_KILL_POINTS` says at how many points; 200 if it does not.
#![allow(clippy::print_stdout)]

use durbar_api::complaints::{ListMine, QueuePart, SendReply, Sending};
use durbar_tests::{
    kit::{
        Confirmed, HubFile, Link, OPEN_GATE, Phone, PhoneFile, Result, STORY_START, Server,
        all_blobs, static_jpeg,
    },
    story::text_of,
};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    sync::{Condvar, Mutex},
    thread,
    time::Duration,
};

/// Kills after which all begins anew: what was confirmed is looked for after each, and that takes
/// the longer the more there is.
const STORY: u64 = 250;

/// The stories that are played: the seed of each, and how many kills are in it.
fn stories() -> Result<Vec<(u64, u64)>> {
    let points = match std::env::var("DURBAR_KILL_POINTS") {
        Ok(points) => points.parse()?,
        Err(_) => 200_u64,
    };
    let stories = points.div_ceil(STORY).max(1);
    Ok((0..stories)
        .map(|story| {
            (
                story,
                points / stories + u64::from(story < points % stories),
            )
        })
        .collect())
}

/// Lets the phone work until it has said `lines` lines and a little more, then kills it.
/// Returns all it said.
fn run_and_kill(program: &mut Command, lines: u32, pause: Duration) -> Result<Vec<String>> {
    let mut child = program.stdout(Stdio::piped()).spawn()?;
    let mut output = BufReader::new(child.stdout.take().ok_or("no output")?);
    let mut said = Vec::new();
    let mut next = |said: &mut Vec<String>| -> Result<bool> {
        let mut line = String::new();
        // What has no end of line was not said.
        let whole = output.read_line(&mut line)? > 0 && line.ends_with('\n');
        if whole {
            said.push(line.trim_end().to_owned());
        }
        Ok(whole)
    };
    for _ in 0..lines {
        if !next(&mut said)? {
            return Err(format!("the phone ended by itself: {:?}", child.wait()?).into());
        }
    }
    thread::sleep(pause);
    child.kill()?;
    child.wait()?;
    while next(&mut said)? {}
    Ok(said)
}

#[test]
fn a_phone_killed_at_any_point_loses_nothing_that_it_confirmed() -> Result<()> {
    for (seed, kills) in stories()? {
        kill_a_phone(seed, kills).map_err(|error| format!("story {seed}: {error}"))?;
    }
    Ok(())
}

fn kill_a_phone(seed: u64, kills: u64) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = Server::fresh_with(&folder.path().join("hub"), &OPEN_GATE)?;
    let database = folder.path().join("phone.db");
    Phone::open(&database, &server.origin(), 1, STORY_START)?.sync_until_done()?;

    let mut rng = ChaCha20Rng::seed_from_u64(17 + (seed << 32));
    let mut confirmed = Confirmed::default();
    let hub = HubFile::open(server.data())?;
    // The number is the seed of what the phone does.
    let first = i64::try_from(seed * STORY)?;
    for run in first..first + i64::try_from(kills)? {
        let mut program = Command::new(env!("CARGO_BIN_EXE_kill_client"));
        program
            .arg(&database)
            .arg(server.origin())
            .arg(run.to_string());
        let pause = Duration::from_micros((rng.next_u32() % 15_000).into());
        for line in run_and_kill(&mut program, rng.next_u32() % 20, pause)? {
            confirmed.hear(&line)?;
        }
        confirmed
            .check(&database, &hub, run)
            .map_err(|error| format!("after kill {run}: {error}"))?;
    }

    let mut phone = Phone::open(
        &database,
        &server.origin(),
        1,
        STORY_START + 100 * 86_400_000,
    )?;
    phone.sync_until_done()?;
    assert!(phone.all_received()?, "all is received in the end");
    let mut photos = 0;
    for (key, (case, count)) in &confirmed.submitted {
        let case = phone.case(&durbar_api::CaseId(case.clone()))?;
        assert_eq!(case.description, text_of(key));
        assert!(case.photos.len() >= *count, "{key} has lost a photo");
        photos += case.photos.len();
    }
    assert!(photos > 0, "the story had photos");

    let mine = phone.must(ListMine {})?;
    let mut officer = Phone::open(
        &folder.path().join("officer.db"),
        &server.origin(),
        2,
        STORY_START,
    )?;
    officer.join(&server, "works", "Esi Mensah")?;
    officer.sync_until_done()?;
    let queue = officer.queue(QueuePart::Open)?;
    let titles: BTreeSet<_> = queue.iter().map(|case| case.title.clone()).collect();
    assert_eq!(titles.len(), queue.len(), "nothing came twice");
    let filed: BTreeSet<_> = mine.into_iter().map(|case| case.title).collect();
    assert_eq!(titles, filed, "the office has exactly what was filed");
    let mut blobs = Vec::new();
    for case in &queue {
        blobs.extend(all_blobs(&officer.case(&case.id)?));
    }
    officer.fetch(&blobs)?;
    println!(
        "{kills} kills, {} cases confirmed, {} seen by the office, {photos} photos",
        confirmed.submitted.len(),
        queue.len()
    );
    Ok(())
}

/// Whether there is a server just now, and how many phones have begun to talk to it. Phones
/// wait rather than spin; the server is killed while they talk.
#[derive(Default)]
struct Tide {
    state: Mutex<Turn>,
    turned: Condvar,
}

#[derive(Clone, Copy, Default)]
struct Turn {
    life: i64,
    up: bool,
    over: bool,
    talking: u32,
}

impl Tide {
    fn turn(&self, turn: Turn) -> Result<()> {
        *self.state.lock().map_err(|_| "a phone failed")? = turn;
        self.turned.notify_all();
        Ok(())
    }

    fn wait(&self, until: impl Fn(&Turn) -> bool) -> Result<Turn> {
        let mut state = self.state.lock().map_err(|_| "a phone failed")?;
        while !until(&state) {
            let (turned, timeout) = self
                .turned
                .wait_timeout(state, Duration::from_secs(60))
                .map_err(|_| "a phone failed")?;
            state = turned;
            if timeout.timed_out() {
                return Err("nobody moves".into());
            }
        }
        Ok(*state)
    }

    fn talk(&self, life: i64) -> Result<()> {
        let mut state = self.state.lock().map_err(|_| "a phone failed")?;
        if state.life == life {
            state.talking += 1;
        }
        self.turned.notify_all();
        Ok(())
    }
}

/// One phone's life: a new case in each life of the server, messages in between. Returns the
/// cases with their blobs that a verified receipt covered at any time.
fn file_without_rest(
    database: &Path,
    origin: &str,
    number: u64,
    tide: &Tide,
) -> Result<BTreeMap<String, usize>> {
    let mut phone = Phone::open(database, origin, 100 + number, STORY_START)?;
    let mut received = BTreeMap::new();
    let mut last = -1;
    let mut case = None;
    loop {
        let turn = tide.wait(|turn| turn.up || turn.over)?;
        if turn.over {
            break;
        }
        let life = turn.life;
        if life != last {
            last = life;
            let photo = static_jpeg(number << 32 | life.unsigned_abs())?;
            let text = text_of(&format!("{number}-{life}"));
            case = Some(phone.file(&text, &[photo])?.case);
        } else if let Some(case) = &case {
            phone.must(SendReply {
                case: case.clone(),
                text: "It still floods.".to_owned(),
            })?;
        }
        tide.talk(life)?;
        phone.sync()?;
        phone.wait_seconds(300);
        for case in phone.must(ListMine {})? {
            if case.sending == Sending::Received && !received.contains_key(&case.id.0) {
                let photos = phone.case(&case.id)?.photos.len();
                received.insert(case.id.0, photos);
            }
        }
    }
    phone.sync_until_done()?;
    assert!(phone.all_received()?, "all is received in the end");
    Ok(received)
}

#[test]
fn a_server_killed_at_any_point_honours_every_receipt() -> Result<()> {
    for (seed, kills) in stories()? {
        kill_a_server(seed, kills).map_err(|error| format!("story {seed}: {error}"))?;
    }
    Ok(())
}

fn kill_a_server(seed: u64, kills: u64) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("hub");
    let mut server = Server::fresh_with(&data, &OPEN_GATE)?;
    let link = Link::to(server.address())?;
    let origin = link.origin();
    let databases: Vec<_> = (0..3)
        .map(|number| folder.path().join(format!("phone-{number}.db")))
        .collect();
    for (database, number) in databases.iter().zip(100..) {
        Phone::open(database, &origin, number, STORY_START)?.sync_until_done()?;
    }

    let tide = Tide::default();
    let mut rng = ChaCha20Rng::seed_from_u64(23 + (seed << 32));
    let received = thread::scope(|scope| -> Result<Vec<_>> {
        let phones: Vec<_> = databases
            .iter()
            .zip(0..)
            .map(|(database, number)| {
                let (tide, origin) = (&tide, &origin);
                scope.spawn(move || file_without_rest(database, origin, number, tide))
            })
            .collect();
        for point in 0..i64::try_from(kills)? {
            tide.turn(Turn {
                life: point,
                up: true,
                ..Turn::default()
            })?;
            let talking = 1 + rng.next_u32() % 3;
            tide.wait(|turn| turn.talking >= talking)?;
            thread::sleep(Duration::from_micros((rng.next_u32() % 40_000).into()));
            server.kill()?;
            tide.turn(Turn::default())?;
            server = Server::serve(&data, "127.0.0.1:0", &OPEN_GATE)?;
            link.lead_to(server.address())?;
        }
        tide.turn(Turn {
            over: true,
            ..Turn::default()
        })?;
        phones
            .into_iter()
            .map(|phone| phone.join().map_err(|_| "a phone failed")?)
            .collect()
    })?;

    let mut officer = Phone::open(
        &folder.path().join("officer.db"),
        &server.origin(),
        200,
        STORY_START,
    )?;
    officer.join(&server, "works", "Esi Mensah")?;
    officer.sync_until_done()?;
    let queue = officer.queue(QueuePart::Open)?;
    let titles: BTreeSet<_> = queue.iter().map(|case| case.title.clone()).collect();
    assert_eq!(titles.len(), queue.len(), "nothing came twice");
    let ids: BTreeSet<_> = queue.iter().map(|case| case.id.0.clone()).collect();
    let mut blobs = Vec::new();
    for (case, photos) in received.iter().flatten() {
        assert!(ids.contains(case), "a receipt is not honoured: {case}");
        let case = officer.case(&durbar_api::CaseId(case.clone()))?;
        assert_eq!(case.photos.len(), *photos);
        blobs.extend(all_blobs(&case));
    }
    officer.fetch(&blobs)?;

    server.kill()?;
    let hub = HubFile::open(&data)?;
    assert!(hub.is_sound()?, "the hub's database is damaged");
    assert_eq!(hub.feeds_with_gaps()?, Vec::<String>::new());
    for database in &databases {
        for lane in PhoneFile::open(database)?.received()? {
            assert_eq!(hub.missing(&lane)?, Vec::<String>::new());
        }
    }
    println!(
        "{kills} kills, {} cases received, {} records",
        ids.len(),
        hub.records()?
    );
    Ok(())
}
