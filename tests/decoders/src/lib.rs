//! Every decoder of foreign bytes as a function of bytes.
//!
//! libFuzzer's targets in `fuzz` call these, and so does the bounded run among the tests: corpus and
//! some thousand mutations of it. Each decoder does with the bytes what the product does, as far as
//! it goes without a network, and holds what must be so of what came out. It must neither panic nor
//! take memory without a bound.
#![allow(clippy::expect_used)] // what is expected here is what fuzzing looks for

mod app;
pub mod mutate;
mod seeds;
mod steps;
mod sync;

/// A decoder.
pub struct Decoder {
    /// Its name: that of its target, and of its folder in the corpus.
    pub name: &'static str,
    /// Reads bytes.
    pub read: fn(&[u8]),
    /// What it should read, made by the product's own encoders.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Inputs of the bounded run: fewer where each takes long.
    pub rounds: usize,
}

/// All of them.
pub const DECODERS: [Decoder; 13] = [
    decoder("request", sync::request, seeds::request, 3000),
    decoder("reply", sync::reply, seeds::reply, 3000),
    decoder(
        "request_frame",
        sync::request_frame,
        seeds::request_frame,
        20_000,
    ),
    decoder("reply_frame", sync::reply_frame, seeds::reply_frame, 20_000),
    decoder("change", sync::change, seeds::change, 20_000),
    decoder("record", app::record, seeds::change, 3000),
    decoder("history", app::history, seeds::history, 3000),
    decoder("header", sync::header, seeds::header, 20_000),
    decoder("statement", sync::statement, seeds::statement, 20_000),
    decoder(
        "authorization",
        sync::authorization,
        seeds::authorization,
        20_000,
    ),
    decoder("pack", app::pack, seeds::pack, 3000),
    decoder("code", app::code, seeds::code, 300),
    decoder("picture", app::picture, seeds::picture, 20),
];

const fn decoder(
    name: &'static str,
    read: fn(&[u8]),
    seeds: fn() -> Vec<Vec<u8>>,
    rounds: usize,
) -> Decoder {
    Decoder {
        name,
        read,
        seeds,
        rounds,
    }
}

/// Reads bytes with a decoder by name.
pub fn read(name: &str, bytes: &[u8]) {
    let found = DECODERS.iter().find(|decoder| decoder.name == name);
    (found.expect("a decoder of this name").read)(bytes);
}
