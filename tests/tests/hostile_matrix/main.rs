//! A generated matrix of operations that are properly signed, by keys that there are, and
//! forbidden: who × which lane or kind of lane × what they do × when. None is taken, each is
//! answered with a code, the server stays small and quick, and honest people end with the same and
//! can still write. With `--nocapture` it prints how many there were.
#![allow(clippy::expect_used, clippy::print_stdout)]

mod blobs;
mod bombs;
mod lanes;
mod new_lanes;
mod statements;
mod town;
mod wholes;

use durbar_tests::kit::Result;
use town::Town;

/// Kilobytes that the server may take at its worst. Without optimisation it took 37 MB.
const MOST_MEMORY: u64 = 128 * 1024;
/// Milliseconds that a request may take. Without optimisation, on a machine that built something
/// else meanwhile, the longest took 190.
const LONGEST: u128 = 1000;
/// The kinds of lane that there are.
const KINDS: [&str; 6] = [
    "complaints/casework",
    "complaints/filing",
    "complaints/notes",
    "complaints/public",
    "complaints/referral",
    "complaints/support",
];
/// The least that has to be tried.
const LEAST: usize = 5000;

#[test]
fn thousands_of_signed_but_forbidden_operations_are_refused_and_honest_people_agree() -> Result<()>
{
    let mut town = Town::open()?;
    let before = town.holdings()?;
    lanes::all(&mut town)?;
    new_lanes::all(&mut town)?;
    statements::all(&mut town)?;
    wholes::all(&mut town)?;
    blobs::all(&mut town)?;
    bombs::all(&mut town)?;
    town.has_only(&before)?;

    // The same once more against what has become of it, by a server that was started anew.
    town.people_go_on()?;
    town.start_anew()?;
    let before = town.holdings()?;
    lanes::all(&mut town)?;
    statements::all(&mut town)?;
    blobs::all(&mut town)?;
    town.has_only(&before)?;

    bombs::within_bounds_and_deep(&mut town)?;
    town.people_go_on()?;
    town.people_agree()?;
    town.peak = town.peak.max(town.server.peak_memory()?);
    for (kind, count) in &town.tried {
        println!("{count:6} {kind}");
    }
    let count: usize = town.tried.values().sum();
    println!("{count:6} in all; {} kinds of lane", town.kinds.len());
    println!(
        "longest request {} ms, peak memory of the server {} MB",
        town.longest,
        town.peak / 1024
    );
    let kinds: Vec<_> = town.kinds.iter().map(String::as_str).collect();
    assert_eq!(kinds, KINDS, "lanes of other kinds");
    assert!(count >= LEAST, "only {count}");
    assert!(town.longest < LONGEST, "{} ms", town.longest);
    assert!(town.peak < MOST_MEMORY, "{} kB", town.peak);
    Ok(())
}
