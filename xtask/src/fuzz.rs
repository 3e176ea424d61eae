//! Has libFuzzer look for bytes over which a decoder panics or takes too much.
//!
//! The layout of `fuzz` is cargo-fuzz's, which needs a nightly compiler for its sanitizer. This
//! does without one: what libFuzzer sees of a program comes from a pass of LLVM that the stable
//! compiler runs, too, and the decoders have no `unsafe` code of their own to sanitize.

use std::ffi::OsString;
use std::fs;

use clap::Args;

use crate::failure::{Context, Failure, Result};
use crate::paths;
use crate::process::{cargo, run as run_command};
use crate::report::Steps;

/// What a program is built with so that libFuzzer sees which ways an input takes through it.
const SEEN: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
     -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1";
/// Named, so that build scripts and macros are not built so.
const HERE: &str = "x86_64-unknown-linux-gnu";

/// The flags of `cargo xtask fuzz`.
#[derive(Args)]
pub struct Options {
    /// The decoder; all of them, one after the other, if none is named
    target: Option<String>,
    /// How long each is tried
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// How many inputs each is given, however long it takes
    #[arg(long, conflicts_with = "seconds")]
    runs: Option<u64>,
}

/// Decoders behind which documents grow, or pictures are opened: with as many inputs as take each
/// about a quarter of an hour.
const SLOW: [(&str, u64); 2] = [("history", 700_000), ("picture", 50_000)];

/// Tries all decoders with so many inputs in all: the slow ones with what they manage, the others
/// with as many each.
pub fn run_in_all(inputs: u64, steps: &mut Steps) -> Result {
    let targets = targets()?;
    if let Some((name, _)) = SLOW
        .iter()
        .find(|(name, _)| !targets.iter().any(|t| t == name))
    {
        return Err(Failure::missing(format!("there is no decoder {name}")));
    }
    let slow: u64 = SLOW.iter().map(|(_, inputs)| inputs).sum();
    let others = targets.len().saturating_sub(SLOW.len()).max(1) as u64;
    let each = inputs.saturating_sub(slow).div_ceil(others);
    let inputs_of = |target: &str| {
        let own = SLOW.iter().find(|(name, _)| *name == target);
        own.map_or(each, |(_, inputs)| *inputs)
    };
    try_each(
        &targets,
        |target| format!("-runs={}", inputs_of(target)),
        steps,
    )
}

/// `cargo xtask fuzz`. What makes a decoder fail is kept in `fuzz/artifacts`: once mended, moved to
/// `fuzz/corpus`, it is read at every run of the tests.
pub fn run(options: &Options) -> Result {
    let targets = targets()?;
    let chosen: Vec<_> = match &options.target {
        None => targets,
        Some(name) if targets.contains(name) => vec![name.clone()],
        Some(name) => {
            let all = targets.join(", ");
            return Err(Failure::missing(format!(
                "there is no decoder {name}; there are {all}"
            )));
        }
    };
    let limit = match options.runs {
        Some(runs) => format!("-runs={runs}"),
        None => format!("-max_total_time={}", options.seconds),
    };
    let mut steps = Steps::new();
    try_each(&chosen, |_| limit.clone(), &mut steps)?;
    steps.finish()
}

fn try_each(chosen: &[String], limit: impl Fn(&str) -> String, steps: &mut Steps) -> Result {
    let folder = paths::root().join("fuzz");
    let found = folder.join("found");
    steps.step("Write what the decoders should read", || {
        let mut seeds = cargo(&[
            "run",
            "-p",
            "durbar-decoders",
            "--bin",
            "durbar-seeds",
            "--",
        ]);
        run_command(seeds.arg(&found), "the seeds")
    })?;
    let built = paths::target().join("fuzz");
    steps.step("Compile the decoders for libFuzzer", || {
        let mut build = cargo(&["build", "--release", "--bins", "--target", HERE]);
        build.current_dir(&folder).env("RUSTFLAGS", SEEN);
        run_command(build.env("CARGO_TARGET_DIR", &built), "cargo build")
    })?;
    for target in chosen {
        let artifacts = folder.join("artifacts").join(target);
        fs::create_dir_all(&artifacts).context("fuzz/artifacts")?;
        let mut into = OsString::from("-artifact_prefix=");
        into.push(artifacts.join(""));
        let program = built.join(HERE).join("release").join(target);
        steps.attempt(&format!("Fuzz {target}"), || {
            let mut fuzz = std::process::Command::new(&program);
            fuzz.arg(found.join(target)).arg(into);
            let corpus = folder.join("corpus").join(target);
            if corpus.is_dir() {
                fuzz.arg(corpus);
            }
            fuzz.arg(limit(target));
            // Seconds for one input, megabytes for the whole process.
            fuzz.args(["-timeout=10", "-rss_limit_mb=1024", "-print_final_stats=1"]);
            fuzz.args(["-max_len=65536", "-verbosity=0"]);
            run_command(&mut fuzz, "libFuzzer")
        });
    }
    Ok(())
}

/// The names of the decoders: one file each.
fn targets() -> Result<Vec<String>> {
    let folder = paths::root().join("fuzz/fuzz_targets");
    let mut names = Vec::new();
    for file in fs::read_dir(folder).context("fuzz/fuzz_targets")? {
        let path = file.context("fuzz/fuzz_targets")?.path();
        if let Some(name) = path.file_stem() {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
