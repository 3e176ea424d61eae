//! Measures the hub and a device that holds much, compiled as they are shipped.

use std::process::Command;

use clap::{Args, ValueEnum};

use crate::cluster::Cluster;
use crate::failure::Result;
use crate::native::native;
use crate::process::run as run_command;
use crate::report::Steps;
use crate::setup::npm;
use crate::{paths, setup};

/// The flags of `cargo xtask bench`.
#[derive(Args)]
pub struct Options {
    /// Which parts; if none is named, all but the link and the scale
    parts: Vec<Part>,
    /// With how many seeds the link is measured; ten if nothing is said
    #[arg(long)]
    seeds: Option<u32>,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Signed pushes per second, on a file
    Hub,
    /// The same on a PostgreSQL server, with one hub and with two
    Hubs,
    /// One hub to four on a PostgreSQL server, each with a tenth of a processor
    Scale,
    /// Up to 9,500 devices that wait for news
    Waiting,
    /// A device with 25,000 cases, and with 100,000
    Client,
    /// Bytes and time over a bad mobile network, beside PouchDB and automerge-repo
    Link,
}

/// `cargo xtask bench`. Its exit code is zero if everything could be measured, whatever came out.
pub fn run(options: &Options) -> Result {
    let mut steps = Steps::new();
    // The link is slow, and measured for hours; not everybody may hold programs to a part of the
    // processor.
    let is_asked_for = |part| matches!(part, Part::Link | Part::Scale);
    let is_wanted =
        |part| options.parts.contains(&part) || (options.parts.is_empty() && !is_asked_for(part));
    // The database server comes with what tests need, and so does npm.
    let needs = if [Part::Hubs, Part::Scale, Part::Link]
        .into_iter()
        .any(is_wanted)
    {
        setup::For::Test
    } else {
        setup::For::Server
    };
    setup::ready(needs, &mut steps)?;
    if is_wanted(Part::Link) {
        npm::PEERS.ready(&mut steps)?;
    }
    steps.step("Compile as it is shipped", || {
        let mut build = native("build");
        build.args(["--release", "--bin", "sync-server"]);
        build.args(["--bin", "bench", "--bin", "slow_link"]);
        run_command(&mut build, "cargo build")
    })?;
    for (part, program, arguments) in [
        (Part::Hub, "bench", &["hub"][..]),
        (Part::Hubs, "bench", &["hubs"]),
        (Part::Scale, "bench", &["scale"]),
        (Part::Waiting, "bench", &["waiting"]),
        (Part::Client, "bench", &["client"]),
        (Part::Link, "slow_link", &[]),
    ] {
        if !is_wanted(part) {
            continue;
        }
        steps.step(&format!("Measure: {part:?}"), || {
            let mut bench = Command::new(paths::released(program));
            bench
                .args(arguments)
                .env("DURBAR_SERVER", paths::released("sync-server"))
                .env("DURBAR_PEERS", npm::PEERS.folder())
                .current_dir(paths::root());
            if let (Part::Link, Some(seeds)) = (part, options.seeds) {
                bench.arg(seeds.to_string());
            }
            let cluster = match part {
                Part::Hubs | Part::Scale => Some(Cluster::start_durable()?),
                Part::Hub | Part::Waiting | Part::Client | Part::Link => None,
            };
            if let Some(cluster) = &cluster {
                bench.env("DURBAR_POSTGRES", cluster.address());
            }
            run_command(&mut bench, program)
        })?;
    }
    steps.finish()
}
