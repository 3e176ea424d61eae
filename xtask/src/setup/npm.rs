//! What the tests use from npm, of exact versions: `tests/npm` names them, nothing is kept in the
//! repository, and nothing of it is shipped.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Context, Result};
use crate::paths;
use crate::process::run;
use crate::report::Steps;

/// What npm is told, copied to where it may write.
const FILES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Written by npm once all is there.
const COMPLETE: &str = "node_modules/.package-lock.json";

fn folder() -> PathBuf {
    paths::root().join("target/npm")
}

/// The search for barriers in pages, once [`ready`] has fetched it.
pub fn axe() -> PathBuf {
    folder().join("node_modules/axe-core/axe.min.js")
}

/// Fetches what is not there.
pub fn ready(steps: &mut Steps) -> Result {
    let source = paths::root().join("tests/npm");
    let is_same = |name: &&str| {
        let [ours, theirs] = [&source, &folder()].map(|folder| fs::read(folder.join(name)).ok());
        ours == theirs
    };
    if folder().join(COMPLETE).is_file() && FILES.iter().all(is_same) {
        return Ok(());
    }
    steps.step("Fetch what tests use from npm", || {
        fs::create_dir_all(folder()).context("target/npm")?;
        for name in FILES {
            fs::copy(source.join(name), folder().join(name)).context(name)?;
        }
        let mut npm = Command::new("npm");
        // No package may run a program of its own.
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(folder());
        run(&mut npm, "npm ci")
    })
}
