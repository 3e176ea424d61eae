//! Many phones, one hub and a network that loses, doubles, cuts, delays and mixes up what passes:
//! in the end nothing is lost, nothing is double, and all who may read something have the same.
//!
//! `DURBAR_SEEDS` says how many seeds; 50 if it does not. `DURBAR_SEED` replays one of them.
#![allow(clippy::print_stdout)]

use durbar_tests::{
    kit::Result,
    sim::{Broken, World},
};
use std::{env, time::Instant};

fn number(name: &str) -> Result<Option<u64>> {
    match env::var(name) {
        Ok(number) => Ok(Some(number.parse()?)),
        Err(_) => Ok(None),
    }
}

#[test]
fn whatever_the_network_does_nothing_is_lost_or_double_and_all_have_the_same() -> Result<()> {
    let seeds = match number("DURBAR_SEED")? {
        Some(seed) => seed..seed + 1,
        None => 0..number("DURBAR_SEEDS")?.unwrap_or(50),
    };
    let world = World::make()?;
    let started = Instant::now();
    let mut broken: Vec<Broken> = Vec::new();
    let (mut events, mut changes, mut receipts) = (0, 0, 0);
    let count = seeds.end - seeds.start;
    for seed in seeds {
        match world.play(seed) {
            Ok(run) => {
                events += run.events;
                changes += run.changes;
                receipts += run.receipts;
            }
            Err(failure) => {
                println!("{failure}\n");
                broken.push(failure);
            }
        }
    }
    println!(
        "{count} seeds in {:.1} s: {events} events, {changes} changes, {receipts} receipts",
        started.elapsed().as_secs_f64()
    );
    if broken.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = broken
        .iter()
        .map(|failure| format!("DURBAR_SEED={}: {}", failure.seed, failure.what))
        .collect();
    Err(lines.join("\n").into())
}

#[test]
fn the_same_seed_is_the_same_run() -> Result<()> {
    let world = World::make()?;
    let play = |seed| world.play(seed).map_err(|broken| broken.to_string());
    let (first, again, other) = (play(7)?, play(7)?, play(8)?);
    assert_eq!(first, again);
    assert_ne!(first.hash, other.hash);
    // Not only within one world: another one made the same way is the same.
    let elsewhere = World::make()?
        .play(7)
        .map_err(|broken| broken.to_string())?;
    assert_eq!(first, elsewhere);
    Ok(())
}
