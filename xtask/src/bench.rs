//! Measures the hub and a device that holds much, compiled as they are shipped.

use std::process::Command;

use clap::{Args, ValueEnum};

use crate::cluster::Cluster;
use crate::failure::Result;
use crate::native::native;
use crate::process::run as run_command;
use crate::report::Steps;
use crate::{paths, setup};

/// The flags of `cargo xtask bench`.
#[derive(Args)]
pub struct Options {
    /// Which parts; all if none is named
    parts: Vec<Part>,
}

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Signed pushes per second, on a file
    Hub,
    /// The same on a PostgreSQL server, with one hub and with two
    Hubs,
    /// A device with 25,000 cases
    Client,
}

/// `cargo xtask bench`. Its exit code is zero if everything could be measured, whatever came out.
pub fn run(options: &Options) -> Result {
    let mut steps = Steps::new();
    let is_wanted = |part| options.parts.is_empty() || options.parts.contains(&part);
    // The database server comes with what tests need.
    let needs = if is_wanted(Part::Hubs) {
        setup::For::Test
    } else {
        setup::For::Server
    };
    setup::ready(needs, &mut steps)?;
    steps.step("Compile as it is shipped", || {
        let mut build = native("build");
        build.args(["--release", "--bin", "sync-server", "--bin", "bench"]);
        run_command(&mut build, "cargo build")
    })?;
    for (part, name) in [
        (Part::Hub, "hub"),
        (Part::Hubs, "hubs"),
        (Part::Client, "client"),
    ] {
        if !is_wanted(part) {
            continue;
        }
        steps.step(&format!("Measure: {name}"), || {
            let mut bench = Command::new(paths::released("bench"));
            bench
                .arg(name)
                .env("DURBAR_SERVER", paths::released("sync-server"))
                .current_dir(paths::root());
            let cluster = match part {
                Part::Hubs => Some(Cluster::start_durable()?),
                Part::Hub | Part::Client => None,
            };
            if let Some(cluster) = &cluster {
                bench.env("DURBAR_POSTGRES", cluster.address());
            }
            run_command(&mut bench, "bench")
        })?;
    }
    steps.finish()
}
