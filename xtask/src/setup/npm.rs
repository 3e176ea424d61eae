//! What tests and benchmarks use from npm, of exact versions: nothing of it is kept in the repository,
//! and nothing is shipped.

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

/// What belongs together: a folder of the repository that names it, and one in `target`.
pub struct Packages {
    source: &'static str,
    target: &'static str,
    /// Programs of the folder that use it.
    programs: &'static [&'static str],
}

/// What tests use.
pub const TESTS: Packages = Packages {
    source: "tests/npm",
    target: "target/npm",
    programs: &[],
};

/// What the benchmark of slow links compares with.
pub const PEERS: Packages = Packages {
    source: "tests/peers",
    target: "target/peers",
    programs: &["automerge.mjs", "pouchdb.mjs", "told.mjs"],
};

/// The search for barriers in pages, once [`TESTS`] are there.
pub fn axe() -> PathBuf {
    TESTS.folder().join("node_modules/axe-core/axe.min.js")
}

impl Packages {
    /// Where they are, once they are [`Packages::ready`].
    pub fn folder(&self) -> PathBuf {
        paths::root().join(self.target)
    }

    /// Fetches what is not there.
    pub fn ready(&self, steps: &mut Steps) -> Result {
        let source = paths::root().join(self.source);
        let folder = self.folder();
        fs::create_dir_all(&folder).context(self.target)?;
        for name in self.programs {
            fs::copy(source.join(name), folder.join(name)).context(name)?;
        }
        let is_same = |name: &&str| {
            let [ours, theirs] = [&source, &folder].map(|folder| fs::read(folder.join(name)).ok());
            ours == theirs
        };
        if folder.join(COMPLETE).is_file() && FILES.iter().all(is_same) {
            return Ok(());
        }
        steps.step(
            &format!("Fetch what {} names from npm", self.source),
            || {
                for name in FILES {
                    fs::copy(source.join(name), folder.join(name)).context(name)?;
                }
                let mut npm = Command::new("npm");
                // No package may run a program of its own.
                npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                    .current_dir(&folder);
                run(&mut npm, "npm ci")
            },
        )
    }
}
