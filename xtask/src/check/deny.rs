//! cargo-deny, with the rules of deny.toml.

use std::process::{Command, Stdio};

use crate::failure::{Context, Failure, Result};
use crate::paths;
use crate::process::run;
use crate::setup::CARGO_DENY;

fn cargo_deny(checks: &[&str]) -> Command {
    let mut command = Command::new(CARGO_DENY.path());
    command
        .args(["--log-level", "error", "check", "--hide-inclusion-graph"])
        .args(checks)
        .current_dir(paths::root());
    command
}

/// Licences, bans and sources.
pub fn check() -> Result {
    run(
        &mut cargo_deny(&["licenses", "bans", "sources"]),
        "cargo-deny",
    )
}

/// Known weaknesses. Their list is fetched: where it is out of reach, this says so and passes.
pub fn advisories() -> Result {
    let output = cargo_deny(&["advisories"])
        .stdin(Stdio::null())
        .output()
        .context("cargo-deny")?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    if is_out_of_reach(&text) {
        println!("warning: the list of known weaknesses is out of reach; not checked");
        return Ok(());
    }
    eprint!("{text}");
    Err(Failure::exit(
        "a dependency has a known weakness",
        output.status.code(),
    ))
}

fn is_out_of_reach(text: &str) -> bool {
    text.contains("failed to fetch advisory database")
        || text.contains("failed to load advisory database")
}
