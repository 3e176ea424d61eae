//! What must hold before every commit: form, lints, licences, rules.

mod deny;
mod rules;
mod sources;

use std::process::Command;

use clap::Args;

use crate::failure::Result;
use crate::native::native;
use crate::process::{cargo, run as run_command};
use crate::report::Steps;
use crate::setup;
use crate::web::UNSTABLE;

/// The flags of `cargo xtask check`.
#[derive(Args)]
pub struct Options {}

/// `cargo xtask check`. It goes on after a failure, to show all that is wrong.
pub fn run(_options: &Options) -> Result {
    let mut steps = Steps::new();
    setup::ready(setup::For::Check, &mut steps)?;
    steps.attempt("Form", || {
        run_command(&mut cargo(&["fmt", "--all", "--check"]), "cargo fmt")
    });
    steps.attempt(
        "No path of one machine in the sources, nothing for developers in a browser",
        sources::check,
    );
    steps.attempt("Rules between crates", rules::check);
    steps.attempt("Licences, bans and sources of dependencies", deny::check);
    steps.attempt("Known weaknesses of dependencies", deny::advisories);
    steps.attempt("Lints of the build commands", || {
        clippy(clippy_of(&["-p", "xtask", "--bins", "--tests"]))
    });
    steps.attempt("Lints", || {
        let mut command = native("clippy");
        command.args(["--lib", "--bins", "--tests"]);
        clippy(command)
    });
    // In the profile of the build: what build scripts make for it is then made once.
    steps.attempt("Lints of what runs in the browser", || {
        let mut lints = clippy_of(&[
            "--profile",
            "wasm",
            "--target",
            "wasm32-unknown-unknown",
            "-p",
            "durbar-ui",
            "-p",
            "durbar-worker",
            "-p",
            "durbar-core",
        ]);
        lints.env(UNSTABLE.0, UNSTABLE.1);
        clippy(lints)
    });
    steps.finish()
}

fn clippy_of(arguments: &[&str]) -> Command {
    let mut command = cargo(&["clippy"]);
    command.args(arguments);
    command
}

fn clippy(mut command: Command) -> Result {
    command.args(["--keep-going", "--", "-D", "warnings"]);
    run_command(&mut command, "cargo clippy")
}
