//! Walks through every page in every language in a real browser: photographs each in both sizes
//! and both themes, or holds that nobody meets a barrier there.

use std::path::PathBuf;
use std::process::Command;

use clap::Args;

use crate::failure::Result;
use crate::process::run as run_command;
use crate::report::Steps;
use crate::{native, paths, setup, test, web};

/// The flags of `cargo xtask screenshots`.
#[derive(Args)]
pub struct Options {
    /// Only this language; "pseudo" is made-up long words from right to left
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Only pages whose names contain this
    #[arg(long, value_name = "NAME")]
    page: Option<String>,
    /// No pictures: axe-core in both themes, small phones, large text, keyboard, reduced motion
    #[arg(long)]
    check: bool,
    /// The pictures that the documents use, small, into this folder: docs/pictures
    #[arg(long, value_name = "DIR", conflicts_with = "check")]
    to: Option<PathBuf>,
}

/// `cargo xtask screenshots`.
pub fn run(options: &Options) -> Result {
    let mut steps = Steps::new();
    setup::ready(setup::For::Test, &mut steps)?;
    let environment = test::environment()?;
    web::build(&mut steps)?;
    steps.step("Compile the programs", || {
        native::build(&["sync-server", "screenshots"])
    })?;
    steps.step("Walk through every page", || {
        let mut walk = Command::new(paths::program("screenshots"));
        walk.envs(environment).current_dir(paths::root());
        for (name, value) in [("--language", &options.language), ("--page", &options.page)] {
            if let Some(value) = value {
                walk.args([name, value]);
            }
        }
        if options.check {
            walk.arg("--check");
        }
        if let Some(folder) = &options.to {
            walk.arg("--to").arg(folder);
        }
        run_command(&mut walk, "the walk")
    })?;
    steps.finish()
}
