//! How much a hub does, and a device that holds much: `bench hub [PUSHES]`, `bench hubs [PUSHES]`,
//! `bench scale [PUSHES]`, `bench waiting [DEVICES]`, `bench client [CASES]`.
//!
//! Devices talk to the real server on this machine: it shares the processor with them.
#![allow(clippy::print_stdout)] // it is a command-line program

mod client;
mod pushes;
mod waiting;

use durbar_sync::sign::Keys;
use durbar_tests::kit::Result;
use std::path::Path;

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let words: Vec<_> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["hub"] => pushes::hub(16_000),
        ["hub", pushes] => pushes::hub(pushes.parse()?),
        ["hubs"] => pushes::hubs(16_000),
        ["hubs", pushes] => pushes::hubs(pushes.parse()?),
        ["scale"] => pushes::scale(4_800),
        ["scale", pushes] => pushes::scale(pushes.parse()?),
        ["waiting"] => [1_000, 5_000, 9_500]
            .into_iter()
            .try_for_each(waiting::wait),
        ["waiting", devices] => waiting::wait(devices.parse()?),
        ["client"] => [25_000, 100_000].into_iter().try_for_each(client::client),
        ["client", cases] => client::client(cases.parse()?),
        ["held", file] => client::held(Path::new(file)),
        _ => Err(
            "bench hub|hubs|scale [PUSHES], bench waiting [DEVICES], or bench client [CASES]"
                .into(),
        ),
    }
}

/// The keys of a device, by its number.
fn keys_of(number: usize) -> Keys {
    let mut seed = [9; 32];
    seed[..8].copy_from_slice(&(number as u64).to_le_bytes());
    Keys::from_seed(seed)
}
