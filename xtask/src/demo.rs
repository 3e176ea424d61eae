//! Plays the story of the main job with a real server and real clients, without a display.

use std::process::Command;

use clap::Args;

use crate::failure::Result;
use crate::process::run as run_command;
use crate::report::Steps;
use crate::{native, paths, setup};

/// The flags of `cargo xtask demo`.
#[derive(Args)]
pub struct Options {
    /// Handed on to the demo
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// `cargo xtask demo`. Its exit code is the demo's: zero only if all that it shows is true.
pub fn run(options: &Options) -> Result {
    let mut steps = Steps::new();
    setup::ready(setup::For::Server, &mut steps)?;
    steps.step("Compile the programs", || {
        native::build(&["sync-server", "demo"])
    })?;
    steps.step("Demo", || {
        let mut demo = Command::new(paths::program("demo"));
        demo.args(&options.arguments)
            .env("DURBAR_SERVER", paths::program("sync-server"))
            .current_dir(paths::root());
        run_command(&mut demo, "the demo")
    })
}
