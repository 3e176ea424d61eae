//! The power is cut: what was confirmed is on the disk, and what the hub gave a receipt for.
//!
//! `DURBAR_CUTS` says at how many points, on either side; 100 if it does not. A failure keeps its
//! folder, and says with what it is looked at again: `DURBAR_CUT`.
#![allow(clippy::print_stdout)]

use durbar_sync_server::{Hub, folder::Folder, hub::Config, verify};
use durbar_tests::kit::{
    Confirmed, HubFile, Lane, Link, Phone, PhoneFile, Result, STORY_START, Server,
    disk::{Disk, Log, Shim},
    ensure, server_program, static_jpeg,
};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

/// Requests per second that no phone here reaches.
const OPEN_GATE: [&str; 4] = ["--rate", "100000", "--burst", "100000"];
/// Cuts that are made in the life of one phone or one hub.
const PER_LIFE: u64 = 100;
/// Cuts that lose something if there is something to lose.
const FOR_MUTANT: u64 = 40;

fn number(name: &str, otherwise: u64) -> Result<u64> {
    Ok(std::env::var(name).map_or(Ok(otherwise), |number| number.parse())?)
}

/// `DURBAR_CUT=<folder>,<cut>,<seed>`: looks at one cut of a kept folder again.
fn again(which: &str) -> Result<Option<(PathBuf, usize, u64)>> {
    let Ok(cut) = std::env::var("DURBAR_CUT") else {
        return Ok(None);
    };
    let parts: Vec<_> = cut.split(',').collect();
    let [folder, cut, seed] = parts[..] else {
        return Err("DURBAR_CUT=<folder>,<cut>,<seed>".into());
    };
    let folder = PathBuf::from(folder);
    let is_this = folder.join(which).exists();
    Ok(is_this.then_some((folder, cut.parse()?, seed.parse()?)))
}

/// Where a life is written down: the log, what there was before, what was promised.
struct Life {
    folder: PathBuf,
    log: Log,
}

impl Life {
    fn read(folder: &Path) -> Result<Self> {
        Ok(Self {
            folder: folder.to_owned(),
            log: Log::read(&folder.join("log"))?,
        })
    }

    /// Cuts the power at points all over the log and looks at what is found; returns what was lost.
    fn cut(
        &self,
        (count, seed): (u64, u64),
        before: &Disk,
        look: &mut dyn FnMut(&Path, usize) -> Result<()>,
    ) -> Result<Vec<String>> {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let all = self.log.0.len();
        let mut cuts: Vec<_> = (0..count)
            // One in four finds nothing but what was synced.
            .map(|number| {
                let seed = if number % 4 == 0 { 0 } else { rng.next_u64() };
                (rng.next_u64() as usize % (all + 1), seed)
            })
            .collect();
        cuts.sort_unstable();
        let mut disk = before.clone();
        let mut lived = 0;
        let mut lost = Vec::new();
        for (cut, seed) in cuts {
            for event in &self.log.0[lived..cut] {
                disk.play(&event.what)?;
            }
            lived = cut;
            let found = tempfile::tempdir()?;
            disk.without_power(seed, found.path())?;
            if let Err(error) = look(found.path(), cut) {
                let folder = self.folder.display();
                lost.push(format!("DURBAR_CUT={folder},{cut},{seed}: {error}"));
            }
        }
        Ok(lost)
    }
}

/// Lets a phone live over a watched disk: from its first start on, closed once, killed at the end.
fn live(shim: &Shim, folder: &Path, number: u64, how: &str) -> Result<()> {
    let server = Server::fresh_with(&folder.join("hub"), &OPEN_GATE)?;
    fs::create_dir(folder.join("phone"))?;
    for (part, run) in [(0, number * 2), (1, number * 2 + 1)] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_kill_client"));
        program
            .arg(folder.join("phone/phone.db"))
            .arg(server.origin())
            .args([&run.to_string(), how])
            .args((part == 0).then_some("cases=6"));
        let (root, log) = (folder.join("phone"), folder.join("log"));
        shim.lend_to(&mut program, &root, &log, None);
        let mut child = program.stdout(Stdio::piped()).spawn()?;
        let output = BufReader::new(child.stdout.take().ok_or("no output")?);
        let mut said = output.lines();
        if part == 0 {
            for line in said {
                line?;
            }
            ensure(child.wait()?.success(), || "the phone failed".to_owned())?;
        } else {
            for _ in 0..60 {
                said.next().ok_or("the phone ended by itself")??;
            }
            child.kill()?;
            child.wait()?;
        }
    }
    fs::write(folder.join("life-of-a-phone"), number.to_string())?;
    Ok(())
}

fn look_at_phone(life: &Life, hub: &HubFile, found: &Path, cut: usize) -> Result<()> {
    let mut confirmed = Confirmed::default();
    for line in life.log.said(cut) {
        confirmed.hear(&line)?;
    }
    let number: i64 = fs::read_to_string(life.folder.join("life-of-a-phone"))?.parse()?;
    // What is read whole is the one half of it or the other.
    let run = number * 2 + (cut % 2) as i64;
    confirmed.check(&found.join("phone.db"), hub, run)?;
    ensure(!found.join("phone-2.db").exists(), || {
        "a power cut was taken for damage".to_owned()
    })
}

fn cut_phones(count: u64, how: &str) -> Result<(u64, Vec<String>)> {
    if let Some((folder, cut, seed)) = again("life-of-a-phone")? {
        let life = Life::read(&folder)?;
        let hub = HubFile::open(&folder.join("hub"))?;
        let found = tempfile::tempdir()?;
        let disk = life.log.disk_at(cut, Disk::empty())?;
        disk.without_power(seed, found.path())?;
        look_at_phone(&life, &hub, found.path(), cut)?;
        return Ok((1, Vec::new()));
    }
    let mut all = Vec::new();
    let (mut done, mut number) = (0, 0);
    while done < count {
        let folder = tempfile::tempdir()?;
        let Some(shim) = Shim::build(folder.path())? else {
            println!("not run: the disk that is watched is made for Linux");
            return Ok((0, Vec::new()));
        };
        live(&shim, folder.path(), number, how)?;
        let life = Life::read(folder.path())?;
        let hub = HubFile::open(&folder.path().join("hub"))?;
        let cuts = PER_LIFE.min(count - done);
        let lost = life.cut((cuts, number), &Disk::empty(), &mut |found, cut| {
            look_at_phone(&life, &hub, found, cut)
        })?;
        println!(
            "phone {number}: {} events, {} lines, {cuts} cuts, {} lost",
            life.log.0.len(),
            life.log.said(life.log.0.len()).len(),
            lost.len()
        );
        if !lost.is_empty() && how.is_empty() {
            let _ = folder.keep();
        }
        all.extend(lost);
        done += cuts;
        number += 1;
    }
    Ok((done, all))
}

#[test]
fn a_power_cut_costs_a_phone_nothing_that_it_confirmed() -> Result<()> {
    let started = Instant::now();
    let (count, lost) = cut_phones(number("DURBAR_CUTS", 100)?, "")?;
    println!(
        "{count} cuts of phones in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    Ok(())
}

#[test]
fn a_phone_that_does_not_sync_every_commit_loses() -> Result<()> {
    let (count, lost) = cut_phones(FOR_MUTANT, "normal")?;
    println!("{} of {count} lost: {:?}", lost.len(), lost.first());
    assert!(count == 0 || !lost.is_empty(), "nothing was lost");
    Ok(())
}
