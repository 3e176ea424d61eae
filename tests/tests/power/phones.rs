//! Phones whose power is cut.

use crate::{FOR_MUTANT, Life, PER_LIFE, again, found, number};
use durbar_tests::kit::{
    Confirmed, HubFile, OPEN_GATE, Result, Server,
    disk::{Disk, Shim},
    ensure,
};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

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
        let found = found()?;
        let disk = life.log.disk_at(cut, Disk::empty())?;
        disk.without_power(seed, found.path())?;
        look_at_phone(&life, &hub, found.path(), cut)?;
        return Ok((1, Vec::new()));
    }
    let mut all = Vec::new();
    let (mut done, mut number) = (0, 0);
    while done < count {
        let folder = found()?;
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
