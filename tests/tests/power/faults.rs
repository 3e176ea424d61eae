//! Which faults are tried.

use durbar_tests::kit::{Result, disk::Fault};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use std::time::Instant;

/// The faults to try where a program makes so many calls that change something, and so many reads.
pub(crate) fn all(calls: u32, reads: u32) -> Result<Vec<Fault>> {
    if let Ok(fault) = std::env::var("DURBAR_FAULT") {
        let (kind, at) = fault
            .split_once(' ')
            .ok_or("DURBAR_FAULT=<kind> <number>")?;
        let at = at.parse()?;
        let fault = match kind {
            "eio" => Fault::Call(at),
            "short" => Fault::Short(at),
            "full" => Fault::Full(at),
            "read" => Fault::Read(at),
            kind => return Err(format!("no fault is called {kind}").into()),
        };
        return Ok(vec![fault]);
    }
    let few: u32 = match std::env::var("DURBAR_FAULTS").as_deref() {
        Ok("all") => {
            // A few more than there were: no life is exactly like another.
            let calls = 1..=calls + calls / 20;
            let mut all: Vec<_> = calls.clone().map(Fault::Call).collect();
            all.extend(calls.clone().map(Fault::Short));
            all.extend(calls.map(Fault::Full));
            all.extend((1..=reads + reads / 20).map(Fault::Read));
            return Ok(all);
        }
        Ok(few) => few.parse()?,
        Err(_) => 24,
    };
    let mut rng = ChaCha20Rng::seed_from_u64(31);
    Ok((0..few)
        .map(|number| {
            let mut one_of = |most: u32| 1 + rng.next_u32() % most.max(1);
            match number % 6 {
                0..3 => Fault::Call(one_of(calls)),
                3 => Fault::Short(one_of(calls)),
                4 => Fault::Full(one_of(calls)),
                _ => Fault::Read(one_of(reads)),
            }
        })
        .collect())
}

/// Tries each; fails at the end, with what is needed to try those again that were not borne.
pub(crate) fn try_all(
    who: &str,
    faults: &[Fault],
    mut bears: impl FnMut(usize, Fault) -> Result<bool>,
) -> Result<()> {
    let started = Instant::now();
    let mut failed = Vec::new();
    let mut came = 0;
    for (number, fault) in faults.iter().enumerate() {
        match bears(number, *fault) {
            Ok(has_come) => came += u32::from(has_come),
            Err(error) => {
                println!("DURBAR_FAULT='{fault}': {error}");
                failed.push(format!("DURBAR_FAULT='{fault}': {error}"));
            }
        }
    }
    println!(
        "{who}: {} faults in {:.1} s, {came} came to pass",
        faults.len(),
        started.elapsed().as_secs_f64()
    );
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    Ok(())
}
