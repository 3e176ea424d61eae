//! Makes the dictionary that short exchanges are compressed with: `dictionary FILE [KILOBYTES]`.
//!
//! What is learned from are the records of the sample municipalities, and what a few people do at
//! random in one, but not what they file: that would teach their words. Each record is a push or a
//! record, in turn, so that nothing stands there twice. Every fourth is left out, to see what the
//! dictionary is worth for what it has not learned.
#![allow(clippy::print_stdout)] // it is a command-line program

use durbar_sync::{
    codec::dictionary::{Dictionary, FIRST_ID},
    packed::{PackedPush, PackedRecord},
    wire::{Body, Push, Record, ReplyFrame, RequestFrame},
};
use durbar_tests::{
    kit::{HubFile, Result, Server, server_program},
    story::{Act, Network, Person, everybody_syncs},
};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use std::{
    path::Path,
    process::{Command, Stdio},
};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("dictionary FILE [KILOBYTES]")?;
    let kilobytes: usize = arguments.next().map_or(Ok(4), |size| size.parse())?;
    let mut records = Vec::new();
    for pack in ["sekondi-takoradi", "gjakova"] {
        records.extend(sample(pack)?);
    }
    let told = story()?;
    records.extend(told.into_iter().filter(|record| match &record.body {
        Body::Lane(body) => body.header.is_none(),
        _ => false,
    }));
    let (mut learned, mut left) = (Vec::new(), Vec::new());
    for (number, record) in records.iter().enumerate() {
        let frames = forms(record)?;
        if number % 4 == 3 {
            left.extend(frames);
        } else {
            learned.extend(frames.into_iter().nth(number % 2));
        }
    }
    let frames: Vec<Vec<u8>> = learned.iter().map(|form| form.frame.clone()).collect();
    let mut trained = zstd::dict::from_samples(&frames, kilobytes * 1024)?;
    let version = Dictionary::newest().version();
    let id = trained.get_mut(4..8).ok_or("no dictionary came out")?;
    id.copy_from_slice(&(FIRST_ID + version).to_le_bytes());
    println!(
        "{} frames learned, {} bytes; mean bytes of {} others:",
        learned.len(),
        trained.len(),
        left.len()
    );
    println!(
        "{:>28} {:>7} {:>7} {:>7} {:>7}",
        "", "plain", "packed", "zstd", "with"
    );
    for name in [
        "push, first of a lane",
        "push",
        "record, first of a lane",
        "record",
    ] {
        let of_kind: Vec<_> = left.iter().filter(|form| form.name == name).collect();
        let count = of_kind.len().max(1);
        let mean = |size: &dyn Fn(&Form) -> Result<usize>| -> Result<usize> {
            let sizes = of_kind.iter().map(|form| size(form));
            Ok(sizes.sum::<Result<usize>>()? / count)
        };
        let with = |form: &Form| -> Result<usize> {
            let mut all = zstd::bulk::Compressor::with_dictionary(12, &trained)?;
            Ok(all.compress(&form.frame)?.len())
        };
        println!(
            "{name:>28} {:>7} {:>7} {:>7} {:>7}",
            mean(&|form| Ok(form.plain))?,
            mean(&|form| Ok(form.frame.len()))?,
            mean(&|form| Ok(zstd::bulk::compress(&form.frame, 12)?.len()))?,
            mean(&with)?,
        );
    }
    std::fs::write(file, trained)?;
    Ok(())
}

/// A frame, and what it would be if nothing were left out.
struct Form {
    name: &'static str,
    plain: usize,
    frame: Vec<u8>,
}

/// A record as it goes up and as it comes down.
fn forms(record: &Record) -> Result<Vec<Form>> {
    let Body::Lane(body) = &record.body else {
        return Ok(Vec::new());
    };
    let push = Push {
        lane: body.lane,
        header: body.header.clone(),
        changes: body.changes.clone(),
        heads: body.heads.clone(),
        blobs: body.blobs.clone(),
        signature: body.signature,
        links: body.links.clone(),
    };
    let is_first = body.header.is_some();
    let mut forms = Vec::new();
    if let Some(packed) = PackedPush::pack(&push) {
        forms.push(Form {
            name: if is_first {
                "push, first of a lane"
            } else {
                "push"
            },
            plain: postcard::to_stdvec(&RequestFrame::Push(push))?.len(),
            frame: postcard::to_stdvec(&RequestFrame::Packed(packed))?,
        });
    }
    if let Some(packed) = PackedRecord::pack(record, false) {
        forms.push(Form {
            name: if is_first {
                "record, first of a lane"
            } else {
                "record"
            },
            plain: postcard::to_stdvec(&ReplyFrame::Record(record.clone()))?.len(),
            frame: postcard::to_stdvec(&ReplyFrame::Packed(packed))?,
        });
    }
    Ok(forms)
}

/// Things that people do at random.
const ACTS: usize = 600;

/// The records of what four citizens and two officers do.
fn story() -> Result<Vec<Record>> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("hub");
    let server = Server::fresh_with(&data, &["--rate", "100000", "--burst", "100000"])?;
    let mut people = Vec::new();
    for seed in 1..=4 {
        people.push(Person::citizen(folder.path(), &server, seed)?);
    }
    for (seed, department) in [(5, "works"), (6, "waste")] {
        let name = format!("Officer {seed}");
        people.push(Person::officer(
            folder.path(),
            &server,
            seed,
            department,
            &name,
        )?);
    }
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    for turn in 0..ACTS {
        let number = turn % people.len();
        let person = &mut people[number];
        let cases = person.cases()?;
        let act = match Act::any(&mut rng) {
            Act::File { waste, .. } => Act::File {
                waste,
                photo: false,
            },
            Act::Sync(_) => Act::Sync(Network::On),
            act => act,
        };
        person.act(act, &cases)?;
    }
    let mut all: Vec<_> = people.iter_mut().collect();
    everybody_syncs(&mut all)?;
    HubFile::open(&data)?.travelling()
}

/// The records of a sample municipality.
fn sample(pack: &str) -> Result<Vec<Record>> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("hub");
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/packs");
    hub(&["init", "--pack"], &packs.join(pack), &data)?;
    hub(&["sample"], Path::new(""), &data)?;
    HubFile::open(&data)?.travelling()
}

fn hub(command: &[&str], place: &Path, data: &Path) -> Result<()> {
    let mut program = Command::new(server_program()?);
    program.args(command).stdout(Stdio::null());
    if !place.as_os_str().is_empty() {
        program.arg(place);
    }
    let status = program.arg("--data").arg(data).status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{command:?}: {status}").into())
    }
}
