//! Plays what the tests play, far longer: the simulated network with many seeds, many kinds of
//! damage, many cuts of power, many kills, many inputs for the decoders.

use clap::{Args, ValueEnum};

use crate::cluster::Cluster;
use crate::failure::Result;
use crate::fuzz;
use crate::native::{self, native};
use crate::process::run as run_command;
use crate::report::Steps;
use crate::setup;

/// Inputs for all decoders together: more than the ten million that are to be without a finding.
const INPUTS: u64 = 11_750_000;

/// The flags of `cargo xtask soak`.
#[derive(Args)]
pub struct Options {
    /// How many seeds of the simulated network
    #[arg(long, default_value_t = 1000)]
    seeds: u64,
    /// Replay this one and no other
    #[arg(long, conflicts_with_all = ["seeds", "parts"])]
    seed: Option<u64>,
    /// Which parts; all if none is named
    parts: Vec<Part>,
}

/// What is played.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Phones and a hub on a network that loses, doubles, cuts and delays
    Network,
    /// 1,000 damaged databases
    Damage,
    /// 2,000 cuts of power, on either side
    Power,
    /// 10,000 kills, on either side
    Kill,
    /// Nearly 12 million inputs for the decoders of foreign bytes
    Decoders,
    /// A hub with its database on a server and its photos on three nodes, which fall one by one
    Nodes,
}

/// `cargo xtask soak`. Its exit code is the tests': zero only if everything held. What did not is
/// printed with what replays it.
pub fn run(options: &Options) -> Result {
    let mut steps = Steps::new();
    let is_chosen = |part| options.parts.is_empty() || options.parts.contains(&part);
    let with_nodes = options.seed.is_none() && is_chosen(Part::Nodes);
    // The database server comes with what tests need.
    let needs = if with_nodes {
        setup::For::Test
    } else {
        setup::For::Server
    };
    setup::ready(needs, &mut steps)?;
    if with_nodes {
        setup::tool(&setup::GARAGE, &mut steps)?;
    }
    steps.step("Compile the server", || {
        native::build(&["sync-server"])?;
        if is_chosen(Part::Kill) && options.seed.is_none() {
            let mut build = native("build");
            build.args(["--release", "--bin", "sync-server"]);
            run_command(&mut build, "cargo build")?;
        }
        Ok(())
    })?;
    let seeds = match options.seed {
        Some(seed) => ("DURBAR_SEED", seed.to_string()),
        None => ("DURBAR_SEEDS", options.seeds.to_string()),
    };
    for (part, test, (name, value)) in [
        (Part::Network, "network", seeds),
        (
            Part::Damage,
            "damage",
            ("DURBAR_DAMAGES", "1000".to_owned()),
        ),
        (Part::Power, "power", ("DURBAR_CUTS", "2000".to_owned())),
        (
            Part::Kill,
            "kill",
            ("DURBAR_KILL_POINTS", "10000".to_owned()),
        ),
    ] {
        let replays = options.seed.is_none() || part == Part::Network;
        if is_chosen(part) && replays {
            steps.attempt(&format!("Soak: {test}"), || {
                let mut run = native("test");
                if part == Part::Kill {
                    // As it is shipped: otherwise it takes most of a day.
                    run.arg("--release");
                }
                if part == Part::Power {
                    run.env("DURBAR_FAULTS", "all");
                }
                run.args(["--test", test, "--", "--nocapture"]);
                run_command(run.env(name, value), "the soak")
            });
        }
    }
    if options.seed.is_none() && is_chosen(Part::Decoders) {
        fuzz::run_in_all(INPUTS, &mut steps)?;
    }
    if with_nodes {
        let cluster = steps.step("Start a database server", Cluster::start)?;
        steps.attempt("Soak: nodes", || {
            let mut run = native("test");
            run.args(["--test", "hub_on_nodes", "--", "--nocapture"]);
            run.env("DURBAR_GARAGE", setup::GARAGE.path());
            run.env("DURBAR_POSTGRES", cluster.address());
            run_command(&mut run, "the soak")
        });
    }
    steps.finish()
}
