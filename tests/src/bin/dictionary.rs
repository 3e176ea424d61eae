//! Makes the dictionary that short exchanges are compressed with: `dictionary FILE [KILOBYTES]`.
//!
//! What is learned from are the records of the sample municipalities, and what a few people do at
//! random in one, but not what they file: that would teach their words. Each record is a push or a
//! record, in turn, so that nothing stands there twice. Every fourth is left out, to see what the
//! dictionary is worth for what it has not learned. What is new to the dictionary and stands in most
//! frames is taken, piece by piece, until it is full; the best stands last, where deflate reaches it
//! with the fewest bits.
#![allow(clippy::print_stdout)] // it is a command-line program

use durbar_sync::{
    packed::{PackedPush, PackedRecord},
    wire::{Body, Push, Record, ReplyFrame, RequestFrame},
};
use durbar_tests::{
    kit::{HubFile, Result, Server, server_program},
    story::{Act, Network, Person, everybody_syncs},
};
use flate2::{Compress, Compression, FlushCompress};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use std::{
    collections::{BTreeSet, HashMap},
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
    let frames: Vec<Vec<u8>> = learned.into_iter().map(|form| form.frame).collect();
    let dictionary = learn(&frames, kilobytes * 1024);
    println!(
        "{} frames learned, {} bytes; mean bytes of {} others:",
        frames.len(),
        dictionary.len(),
        left.len()
    );
    println!(
        "{:>28} {:>7} {:>7} {:>7} {:>7}",
        "", "plain", "packed", "deflate", "with"
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
        println!(
            "{name:>28} {:>7} {:>7} {:>7} {:>7}",
            mean(&|form| Ok(form.plain))?,
            mean(&|form| Ok(form.frame.len()))?,
            mean(&|form| deflated(&form.frame, &[]))?,
            mean(&|form| deflated(&form.frame, &dictionary))?,
        );
    }
    std::fs::write(file, dictionary)?;
    Ok(())
}

/// Bytes of a piece that is taken, and of what must be the same for deflate to see it.
const PIECE: usize = 96;
const SEEN: usize = 6;

/// The pieces that save most, so many bytes.
fn learn(frames: &[Vec<u8>], length: usize) -> Vec<u8> {
    // In how many frames bytes stand, until they are in the dictionary.
    let mut worth: HashMap<&[u8], usize> = HashMap::new();
    for frame in frames {
        let different: BTreeSet<_> = frame.windows(SEEN).collect();
        for seen in different {
            *worth.entry(seen).or_insert(0) += 1;
        }
    }
    worth.values_mut().for_each(|frames| *frames -= 1);
    let mut pieces: Vec<&[u8]> = Vec::new();
    let mut taken = 0;
    while taken < length {
        let all = frames
            .iter()
            .flat_map(|frame| frame.windows(PIECE.min(frame.len())));
        let rated = all.map(|piece| {
            let seen = piece.windows(SEEN);
            (
                seen.map(|seen| worth.get(seen).copied().unwrap_or(0))
                    .sum::<usize>(),
                piece,
            )
        });
        // Of two that save the same, the first: the same frames give the same dictionary.
        let best = rated.rev().max_by_key(|(saved, _)| *saved);
        let Some((1.., piece)) = best else { break };
        // Its ends may be of no use to any other frame.
        let useful = |seen: &&[u8]| worth.get(seen).is_some_and(|frames| *frames > 0);
        let seen = || piece.windows(SEEN);
        let from = seen().take_while(|seen| !useful(seen)).count();
        let behind = seen().rev().take_while(|seen| !useful(seen)).count();
        let piece = &piece[from..piece.len() - behind];
        for seen in piece.windows(SEEN) {
            worth.insert(seen, 0);
        }
        taken += piece.len();
        pieces.push(piece);
    }
    pieces.reverse();
    pieces.concat()
}

/// Bytes of a frame with what stands before it.
fn deflated(frame: &[u8], dictionary: &[u8]) -> Result<usize> {
    let mut deflate = Compress::new(Compression::best(), false);
    if !dictionary.is_empty() {
        deflate.set_dictionary(dictionary)?;
    }
    let mut out = Vec::with_capacity(frame.len() + 64);
    deflate.compress_vec(frame, &mut out, FlushCompress::Finish)?;
    Ok(out.len())
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
    if let Some(packed) = PackedPush::pack(&push, &body.author) {
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
