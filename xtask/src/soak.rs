//! Plays the simulated network with many seeds.

use clap::Args;

use crate::failure::Result;
use crate::native::native;
use crate::process::run as run_command;
use crate::report::Steps;
use crate::setup;

/// The flags of `cargo xtask soak`.
#[derive(Args)]
pub struct Options {
    /// How many seeds
    #[arg(long, default_value_t = 1000)]
    seeds: u64,
    /// Replay this one and no other
    #[arg(long, conflicts_with = "seeds")]
    seed: Option<u64>,
}

/// `cargo xtask soak`. Its exit code is the test's: zero only if every seed held. A seed that did
/// not is printed with its last events.
pub fn run(options: &Options) -> Result {
    let mut steps = Steps::new();
    setup::ready(setup::For::Server, &mut steps)?;
    steps.step("Soak", || {
        let mut test = native("test");
        test.args(["--test", "network", "--", "--nocapture"]);
        match options.seed {
            Some(seed) => test.env("DURBAR_SEED", seed.to_string()),
            None => test.env("DURBAR_SEEDS", options.seeds.to_string()),
        };
        run_command(&mut test, "the soak")
    })
}
