//! What is compiled for this machine.

use std::process::Command;

use crate::failure::Result;
use crate::process::{cargo, run};

/// Every native build, test and lint names this same selection, even if it makes one program of
/// it: cargo settles the features of shared dependencies by the selection, so with another one it
/// would compile many of them a second time. What is compiled is still only what the wanted
/// programs need. The worker exists for the browser only, and xtask is compiled already, with the
/// features that it alone needs.
const SELECTION: [&str; 5] = [
    "--workspace",
    "--exclude",
    "durbar-worker",
    "--exclude",
    "xtask",
];

/// A cargo command for the whole native half.
pub fn native(command: &str) -> Command {
    let mut cargo = cargo(&[command]);
    cargo.args(SELECTION);
    cargo
}

/// Compiles these programs.
pub fn build(programs: &[&str]) -> Result {
    let mut build = native("build");
    for program in programs {
        build.args(["--bin", program]);
    }
    run(&mut build, "cargo build")
}
