//! Phones whose disk fails or is full.

use crate::{faults, found};
use durbar_api::{app::Start, complaints::ListMine};
use durbar_tests::kit::{
    Confirmed, HubFile, OPEN_GATE, Phone, Result, STORY_START, Server,
    disk::{Disk, Fault, Log, Shim, What},
    ensure,
};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, ExitStatus, Stdio},
};

/// What a phone said, how often it said that it failed, how it ended.
struct Told {
    lines: Vec<String>,
    failed: u32,
    status: ExitStatus,
    errors: String,
}

/// Lets a phone live until it has filed some cases. Whoever uses it does again what failed, and
/// makes room first if there is none.
fn live(
    (shim, fault, log): (&Shim, Option<Fault>, &Path),
    (root, origin): (&Path, &str),
    (run, cases): (usize, u32),
) -> Result<Told> {
    shim.take_room()?;
    let mut program = Command::new(env!("CARGO_BIN_EXE_kill_client"));
    program
        .arg(root.join("phone.db"))
        .args([origin, &run.to_string(), "patient"])
        .arg(format!("cases={cases}"));
    shim.lend_to(&mut program, root, log, fault);
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut input = child.stdin.take();
    let output = BufReader::new(child.stdout.take().ok_or("no output")?);
    let (mut lines, mut failed) = (Vec::new(), 0);
    for line in output.lines() {
        let line = line?;
        let Some(reason) = line.strip_prefix("failed ") else {
            lines.push(line);
            continue;
        };
        failed += 1;
        if failed > 20 {
            // Nobody tries for ever.
            input = None;
            continue;
        }
        ensure(
            reason.contains("Storage") || reason.contains("error-storage"),
            || format!("the person was told {reason}"),
        )?;
        // Once more it says the same, while there is no room.
        if failed > 1 {
            shim.make_room()?;
        }
        if let Some(input) = &mut input {
            writeln!(input)?;
        }
    }
    drop(input);
    let output = child.wait_with_output()?;
    Ok(Told {
        lines,
        failed,
        status: output.status,
        errors: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

fn bears(
    shim: &Shim,
    (server, hub): (&Server, &HubFile),
    fault: Fault,
    number: usize,
) -> Result<bool> {
    let folder = found()?;
    let (root, log) = (folder.path().join("phone"), folder.path().join("log"));
    fs::create_dir(&root)?;
    let run = number * 2;
    let told = live(
        (shim, Some(fault), &log),
        (&root, &server.origin()),
        (run, 2),
    )?;
    let has_begun = told.lines.iter().any(|line| line == "open");
    let code = told.status.code();
    // Who could not even begin says why; who has begun goes on.
    ensure(
        code == Some(0) || (code == Some(1) && !has_begun && !told.errors.is_empty()),
        || {
            format!(
                "ended with {}, after {} failures: {}",
                told.status, told.failed, told.errors
            )
        },
    )?;
    let life = Log::read(&log)?;
    let mut confirmed = Confirmed::default();
    for line in &told.lines {
        confirmed.hear(line)?;
    }
    // SQLite says of a sector that cannot be read that the database is damaged, and the next start
    // makes a new one, which has the rest from the hub.
    let may_be_damage = matches!(fault, Fault::Read(_));
    if !may_be_damage {
        cut_after(&life, hub, run)?;
    }
    let again = live(
        (shim, None, &folder.path().join("second")),
        (&root, &server.origin()),
        (run + 1, 1),
    )?;
    ensure(again.status.success(), || {
        format!("the next start: {} {}", again.status, again.errors)
    })?;
    for line in &again.lines {
        confirmed.hear(line)?;
    }
    let database = root.join("phone.db");
    if root.join("phone-2.db").exists() {
        ensure(may_be_damage, || "it was taken for damage".to_owned())?;
        let mut phone = Phone::open(&database, &server.origin(), 1, STORY_START)?;
        phone.sync_until_done()?;
        let mine = phone.must(ListMine {})?;
        for (key, (id, _)) in &confirmed.submitted {
            ensure(mine.iter().any(|case| case.id.0 == *id), || {
                format!("case {key} is gone")
            })?;
        }
        return Ok(life.has_fault());
    }
    confirmed.check(&database, hub, i64::try_from(run)?)?;
    Ok(life.has_fault())
}

/// Cuts the power, after the fault, at the point of some confirmations.
fn cut_after(life: &Log, hub: &HubFile, run: usize) -> Result<()> {
    let faulty = life.0.iter();
    let faulty = faulty.take_while(|event| !matches!(event.what, What::Fault(_)));
    let from = faulty.count();
    let said: Vec<_> = (from..life.0.len())
        .filter(|at| matches!(life.0[*at].what, What::Said(_)))
        .collect();
    for at in [0, 2, 5].iter().filter_map(|place| said.get(*place)) {
        let found = found()?;
        let disk = life.disk_at(at + 1, Disk::empty())?;
        disk.without_power(0, found.path())?;
        let mut confirmed = Confirmed::default();
        for line in life.said(at + 1) {
            if !line.starts_with("failed ") {
                confirmed.hear(&line)?;
            }
        }
        confirmed
            .check(&found.path().join("phone.db"), hub, i64::try_from(run)?)
            .map_err(|error| format!("power cut after event {at}: {error}"))?;
    }
    Ok(())
}

#[test]
fn a_phone_bears_a_disk_that_fails_or_is_full() -> Result<()> {
    let folder = found()?;
    let Some(shim) = Shim::build(folder.path())? else {
        println!("not run: the disk that is watched is made for Linux");
        return Ok(());
    };
    let server = Server::fresh_with(&folder.path().join("hub"), &OPEN_GATE)?;
    let hub = HubFile::open(server.data())?;
    let (root, log) = (folder.path().join("phone"), folder.path().join("log"));
    fs::create_dir(&root)?;
    let told = live(
        (&shim, None, &log),
        (&root, &server.origin()),
        (1_000_000, 2),
    )?;
    ensure(told.status.success() && told.failed == 0, || {
        format!("without a fault: {} {}", told.status, told.errors)
    })?;
    let sound = Log::read(&log)?;
    println!("a phone: {} calls, {} reads", sound.calls(), sound.reads());
    let faults = faults::all(sound.calls(), sound.reads())?;
    faults::try_all("phones", &faults, |number, fault| {
        bears(&shim, (&server, &hub), fault, number)
    })
}

#[test]
fn a_pack_that_could_not_be_kept_is_asked_for_again() -> Result<()> {
    let folder = found()?;
    let server = Server::fresh_with(&folder.path().join("hub"), &OPEN_GATE)?;
    let database = folder.path().join("phone.db");
    for refused in [
        "BEFORE UPDATE OF complete ON blobs",
        "AFTER INSERT ON blob_pieces",
    ] {
        let mut phone = Phone::open(&database, &server.origin(), 1, STORY_START)?;
        // What a full disk says, from the database itself.
        let beside = rusqlite::Connection::open(&database)?;
        beside.execute_batch(&format!(
            "CREATE TRIGGER full {refused} BEGIN SELECT RAISE(ABORT, 'no room'); END"
        ))?;
        for _ in 0..3 {
            phone.sync()?;
            phone.wait_seconds(300);
        }
        ensure(!phone.must(Start {})?.has_pack, || "nothing failed".into())?;
        beside.execute_batch("DROP TRIGGER full")?;
        for _ in 0..3 {
            phone.sync()?;
            phone.wait_seconds(300);
        }
        ensure(phone.must(Start {})?.has_pack, || {
            format!("{refused}: the pack never came")
        })?;
        drop(phone);
        fs::remove_file(&database)?;
        fs::remove_file(folder.path().join("phone.only-here.db"))?;
    }
    Ok(())
}
