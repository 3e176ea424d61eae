//! Makes the dictionary that short exchanges are compressed with.

use std::process::Command;

use clap::Args;

use crate::failure::Result;
use crate::process::run as run_command;
use crate::report::Steps;
use crate::{native, paths, setup};

/// The flags of `cargo xtask dictionary`.
#[derive(Args)]
pub struct Options {
    /// How large it may be, in kilobytes: each app carries it
    #[arg(long, default_value_t = 4)]
    kilobytes: u32,
}

/// `cargo xtask dictionary`: writes the newest version anew and prints what it is worth. One that was
/// released stays as it is; a new one gets a number of its own in `crates/sync`.
pub fn run(options: &Options) -> Result {
    let mut steps = Steps::new();
    setup::ready(setup::For::Server, &mut steps)?;
    steps.step("Compile the programs", || {
        native::build(&["sync-server", "dictionary"])
    })?;
    steps.step("Dictionary", || {
        let mut make = Command::new(paths::program("dictionary"));
        make.arg("crates/sync/src/codec/dictionary/1.bin")
            .arg(options.kilobytes.to_string())
            .env("DURBAR_SERVER", paths::program("sync-server"))
            .current_dir(paths::root());
        run_command(&mut make, "the dictionary")
    })
}
