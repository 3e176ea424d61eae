//! A bounded run of every decoder: its corpus, and some thousand changes of it, the same at every
//! run. `DURBAR_FUZZ_ROUNDS` multiplies them; `cargo xtask fuzz` looks further.
#![allow(clippy::expect_used, clippy::print_stdout)]

use durbar_decoders::{DECODERS, Decoder, mutate::Mutator};
use peak_alloc::PeakAlloc;
use std::{path::Path, time::Instant};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Bytes that one input may take. The largest is a stream that expands to its cap of 8 MB.
const MOST: usize = 48 << 20;

/// What a fuzzer found once is read at every run.
fn corpus(decoder: &Decoder) -> Vec<Vec<u8>> {
    let mut corpus = (decoder.seeds)();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/corpus")
        .join(decoder.name);
    if let Ok(files) = std::fs::read_dir(folder) {
        let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        files.sort();
        corpus.extend(files.iter().map(|file| std::fs::read(file).expect("reads")));
    }
    corpus
}

// One test: memory is counted for the whole process.
#[test]
fn no_decoder_panics_or_takes_much_memory_whatever_it_reads() {
    let more: usize =
        std::env::var("DURBAR_FUZZ_ROUNDS").map_or(1, |more| more.parse().expect("a number"));
    for (seed, decoder) in (0..).zip(&DECODERS) {
        let corpus = corpus(decoder);
        let started = Instant::now();
        let mut most = 0;
        let mut mutator = Mutator::new(corpus.clone(), seed);
        let changed = (0..decoder.rounds * more).map(|_| mutator.input());
        for input in corpus.into_iter().chain(changed) {
            let before = MEMORY.current_usage();
            MEMORY.reset_peak_usage();
            let read = std::panic::catch_unwind(|| (decoder.read)(&input));
            let took = MEMORY.peak_usage().saturating_sub(before);
            let name = decoder.name;
            assert!(read.is_ok(), "{name} panics over {input:02x?}");
            assert!(took < MOST, "{name} takes {took} bytes over {input:02x?}");
            most = most.max(took);
        }
        println!(
            "{:14} {:6} inputs, {:4} ms, at most {:5} KB",
            decoder.name,
            decoder.rounds * more,
            started.elapsed().as_millis(),
            most / 1024
        );
    }
}

#[test]
fn every_decoder_has_its_target() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).expect("reads");
    for Decoder { name, .. } in &DECODERS {
        let path = format!("fuzz_targets/{name}.rs");
        let target = std::fs::read_to_string(fuzz.join(&path)).expect(name);
        assert!(
            target.contains(&format!("\"{name}\"")),
            "{path} reads another"
        );
        assert!(
            manifest.contains(&format!("\"{path}\"")),
            "{name} is not built"
        );
    }
    let files = std::fs::read_dir(fuzz.join("fuzz_targets")).expect("reads");
    assert_eq!(files.count(), DECODERS.len());
}

#[test]
fn the_corpus_is_read_to_its_end() {
    // A corpus that a decoder refuses at once tests nothing of what stands behind.
    for (name, is_whole) in [
        (
            "request_frame",
            postcard_reads::<durbar_sync::wire::RequestFrame> as fn(&[u8]) -> bool,
        ),
        (
            "reply_frame",
            postcard_reads::<durbar_sync::wire::ReplyFrame>,
        ),
        ("header", |bytes| !bytes.is_empty()),
    ] {
        let decoder = DECODERS.iter().find(|decoder| decoder.name == name);
        let decoder = decoder.expect("a decoder");
        assert!(
            (decoder.seeds)().iter().all(|seed| is_whole(seed)),
            "{name}"
        );
    }
}

fn postcard_reads<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> bool {
    postcard::from_bytes::<T>(bytes).is_ok()
}
