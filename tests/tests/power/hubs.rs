//! Hubs whose power is cut.

use crate::{Life, PER_LIFE, again, found, number};
use durbar_sync_server::{Hub, folder::Folder, hub::Config, verify};
use durbar_tests::{
    kit::{
        HubFile, Lane, Link, OPEN_GATE, Phone, PhoneFile, Result, STORY_START, Server,
        disk::{Disk, Shim},
        ensure, server_program, static_jpeg,
    },
    story::text_of,
};
use std::{
    collections::BTreeSet, fmt::Write as _, fs, path::Path, process::Command, thread, time::Instant,
};

/// What a phone was promised.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Promise {
    lane: String,
    is_blob: bool,
    hash: String,
}

/// Everything that the receipts on a phone promise.
pub(crate) fn promised(phone: &Path) -> Result<BTreeSet<Promise>> {
    let mut all = BTreeSet::new();
    for lane in PhoneFile::open(phone)?.received()? {
        let Lane {
            lane,
            changes,
            blobs,
        } = lane;
        let both = [(false, changes), (true, blobs)];
        for (is_blob, hashes) in both {
            all.extend(hashes.into_iter().map(|hash| Promise {
                lane: lane.clone(),
                is_blob,
                hash,
            }));
        }
    }
    Ok(all)
}

/// Whether a hub holds what was promised.
pub(crate) fn keeps<'a>(
    hub: &HubFile,
    promises: impl IntoIterator<Item = &'a Promise>,
) -> Result<()> {
    let mut missing = Vec::new();
    for Promise {
        lane,
        is_blob,
        hash,
    } in promises
    {
        let mut wanted = Lane {
            lane: lane.clone(),
            changes: Vec::new(),
            blobs: Vec::new(),
        };
        match is_blob {
            true => wanted.blobs.push(hash.clone()),
            false => wanted.changes.push(hash.clone()),
        }
        missing.extend(hub.missing(&wanted)?);
    }
    ensure(missing.is_empty(), || {
        format!("received, but not held: {missing:?}")
    })
}

/// Makes a hub over a watched disk.
pub(crate) fn make(shim: &Shim, data: &Path, log: &Path) -> Result<()> {
    let mut program = Command::new(server_program()?);
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/packs");
    program.args(["init", "--data"]).arg(data);
    program.arg("--pack").arg(packs.join("sekondi-takoradi"));
    shim.lend_to(&mut program, data, log, None);
    let made = program.output()?;
    ensure(made.status.success(), || {
        String::from_utf8_lossy(&made.stderr).into_owned()
    })
}

/// Two phones file cases with photos at once; writes down what they were promised, and how long
/// the log was when they knew.
fn live(shim: &Shim, folder: &Path, number: u64) -> Result<()> {
    let (data, log) = (folder.join("hub"), folder.join("log"));
    make(shim, &data, &log)?;
    let databases = [folder.join("one.db"), folder.join("two.db")];
    let mut promises = String::new();
    for life in 0..2 {
        let mut program = Command::new(server_program()?);
        shim.lend_to(&mut program, &data, &log, None);
        let mut server = Server::serve_by(program, &data, "127.0.0.1:0", &OPEN_GATE)?;
        let link = Link::to(server.address())?;
        let heard = thread::scope(|scope| -> Result<Vec<String>> {
            let phones: Vec<_> = databases
                .iter()
                .zip(number * 2..)
                .map(|(database, seed)| {
                    let (log, origin) = (&log, link.origin());
                    scope.spawn(move || file_cases(database, &origin, (seed, life), log))
                })
                .collect();
            phones
                .into_iter()
                .map(|phone| phone.join().map_err(|_| "a phone failed")?)
                .collect()
        })?;
        promises.extend(heard);
        server.kill()?;
    }
    fs::write(folder.join("life-of-a-hub"), promises)?;
    Ok(())
}

fn file_cases(
    database: &Path,
    origin: &str,
    (seed, life): (u64, u64),
    log: &Path,
) -> Result<String> {
    let mut phone = Phone::open(database, origin, seed, STORY_START)?;
    phone.sync_until_done()?;
    let mut promises = String::new();
    let mut known = BTreeSet::new();
    for case in 0..4 {
        // One of its own, and one that the other phone has, too.
        let photos = [
            static_jpeg(seed << 32 | life << 16 | case)?,
            static_jpeg(life << 16 | case)?,
        ];
        phone.file(&text_of(&format!("{seed}-{life}-{case}")), &photos)?;
        phone.sync_until_done()?;
        // Longer than it was when the receipts came: the test asks for a little less.
        let end = fs::metadata(log)?.len();
        let all = promised(database)?;
        for promise in all.difference(&known) {
            let Promise {
                lane,
                is_blob,
                hash,
            } = promise;
            writeln!(promises, "{end} {lane} {is_blob} {hash}")?;
        }
        known = all;
    }
    ensure(phone.all_received()?, || "not received".to_owned())?;
    Ok(promises)
}

/// What was promised when the log was so long.
fn promises(life: &Life, cut: usize) -> Result<Vec<Promise>> {
    let end = cut.checked_sub(1).map_or(0, |last| life.log.0[last].end);
    let mut all = Vec::new();
    for line in fs::read_to_string(life.folder.join("life-of-a-hub"))?.lines() {
        let parts: Vec<_> = line.split(' ').collect();
        let [known, lane, is_blob, hash] = parts[..] else {
            return Err("a promise is not written whole".into());
        };
        if known.parse::<u64>()? <= end {
            all.push(Promise {
                lane: lane.to_owned(),
                is_blob: is_blob.parse()?,
                hash: hash.to_owned(),
            });
        }
    }
    Ok(all)
}

fn look_at_hub(life: &Life, found: &Path, cut: usize) -> Result<()> {
    if life.log.said(cut).is_empty() {
        // It was not made yet, and nobody was told that it is.
        return Ok(());
    }
    stands(found)?;
    keeps(&HubFile::open(found)?, &promises(life, cut)?)
}

/// Whether a hub starts over its folder, and holds what it thinks it holds.
pub(crate) fn stands(data: &Path) -> Result<()> {
    let folder = Folder::open(data)?;
    drop(Hub::open(Config::new(data))?);

    let report = verify::verify(&folder)?;

    ensure(report.is_sound(), || report.to_string())?;
    let gaps = HubFile::open(data)?.feeds_with_gaps()?;
    ensure(gaps.is_empty(), || format!("gaps in {gaps:?}"))
}

/// A hub's life, written down in a folder of its own.
fn lived(number: u64) -> Result<Option<(tempfile::TempDir, Life)>> {
    let folder = found()?;
    let Some(shim) = Shim::build(folder.path())? else {
        println!("not run: the disk that is watched is made for Linux");
        return Ok(None);
    };
    live(&shim, folder.path(), number)?;
    let life = Life::read(folder.path())?;
    println!(
        "hub {number}: {} events, {} promises",
        life.log.0.len(),
        promises(&life, life.log.0.len())?.len()
    );
    Ok(Some((folder, life)))
}

#[test]
fn a_power_cut_costs_a_hub_nothing_that_it_gave_a_receipt_for() -> Result<()> {
    if let Some((folder, cut, seed)) = again("life-of-a-hub")? {
        let life = Life::read(&folder)?;
        let found = found()?;
        let disk = life.log.disk_at(cut, Disk::empty())?;
        disk.without_power(seed, found.path())?;
        return look_at_hub(&life, found.path(), cut);
    }
    let count = number("DURBAR_CUTS", 100)?;
    let started = Instant::now();
    let mut all = Vec::new();
    let mut done = 0;
    for number in 0..count.div_ceil(PER_LIFE) {
        let Some((folder, life)) = lived(number)? else {
            return Ok(());
        };
        let cuts = PER_LIFE.min(count - done);
        let lost = life.cut((cuts, number), &Disk::empty(), &mut |found, cut| {
            look_at_hub(&life, found, cut)
        })?;
        if !lost.is_empty() {
            let _ = folder.keep();
        }
        all.extend(lost);
        done += cuts;
    }
    println!(
        "{done} cuts of hubs in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    assert!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}

#[test]
fn a_hub_that_leaves_out_a_kind_of_sync_loses() -> Result<()> {
    type Forgets = fn(&str) -> bool;
    let kinds: [(&str, Forgets); 4] = [
        ("of the log", |name| name.ends_with("-wal")),
        ("of photos", |name| name.starts_with("blobs/part/")),
        ("of their folders", |name| {
            name.starts_with("blobs/") && name.len() == "blobs/00".len()
        }),
        ("of the folder of folders", |name| name == "blobs"),
    ];
    let Some((_folder, life)) = lived(0)? else {
        return Ok(());
    };
    for (kind, forgets) in kinds {
        let before = Disk::empty().forgetting(forgets);
        let lost = life.cut((10, 1), &before, &mut |found, cut| {
            look_at_hub(&life, found, cut)
        })?;
        println!("without syncs {kind}: {} of 10 lost", lost.len());
        assert!(!lost.is_empty(), "without syncs {kind} nothing was lost");
    }
    Ok(())
}
