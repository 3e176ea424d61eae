//! Tools that cargo builds from their sources, once, for this workspace alone.

use std::path::PathBuf;

use crate::failure::Result;
use crate::paths;
use crate::process::{cargo, run};
use crate::report::Steps;

/// A tool of an exact version.
pub struct Tool {
    name: &'static str,
    version: &'static str,
    /// What it is built with, if not with all that it offers.
    features: Option<&'static str>,
    why: &'static str,
}

/// Looks at licences, sources and bans of all dependencies.
pub const CARGO_DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
    features: None,
    why: "it checks the licences and sources of all dependencies",
};

/// Stands between a test and the real window.
pub const TAURI_DRIVER: Tool = Tool {
    name: "tauri-driver",
    version: "2.1.0",
    features: None,
    why: "it drives the real window in tests",
};

/// Keeps objects on several machines.
pub const GARAGE: Tool = Tool {
    name: "garage",
    version: "2.5.0",
    features: Some("bundled-libs,sqlite"),
    why: "it keeps the photos of a hub on several nodes",
};

impl Tool {
    /// Each version has a folder of its own: a new one is installed beside the old.
    fn folder(&self) -> PathBuf {
        paths::tools().join(format!("{}-{}", self.name, self.version))
    }

    /// Where it is once [`ready`] has been asked for it.
    pub fn path(&self) -> PathBuf {
        let name = format!("{}{}", self.name, std::env::consts::EXE_SUFFIX);
        self.folder().join("bin").join(name)
    }
}

/// Builds the tool if it is not there.
pub fn ready(tool: &Tool, steps: &mut Steps) -> Result {
    if tool.path().is_file() {
        return Ok(());
    }
    let Tool {
        name,
        version,
        features,
        why,
    } = tool;
    steps.step(&format!("Build {name} {version}"), || {
        println!("{why}; minutes, once");
        let mut command = cargo(&["install", "--locked", "--version", version, name]);
        if let Some(features) = features {
            command.args(["--no-default-features", "--features", features]);
        }
        command
            .arg("--root")
            .arg(tool.folder())
            .env("CARGO_TARGET_DIR", paths::root().join("target/tools-build"))
            // It runs for seconds: the time to optimise it would never come back.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        run(&mut command, &format!("cargo install {name}"))
    })
}
