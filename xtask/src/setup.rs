//! Installs what a command needs and this machine lacks: system packages, the wasm target of Rust,
//! tools that cargo builds, and what tests use from npm.

pub mod npm;
pub mod packages;
mod tools;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use clap::Args;

use crate::failure::{Failure, Result};
use crate::process::{capture, run as run_command};
use crate::report::Steps;
use crate::{paths, process};

pub use packages::Package;
pub use tools::{CARGO_DENY, GARAGE, TAURI_DRIVER};

/// The flags of `cargo xtask setup`.
#[derive(Args)]
pub struct Options {
    /// For this command only
    #[arg(long, value_enum, default_value = "test")]
    r#for: For,
}

/// What the machine must be ready for. Each needs all that those before it need, save the tools.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum For {
    /// The browser half
    Web,
    /// The sync server and the browser half
    Server,
    /// The window as well
    Desktop,
    /// Lints and licences
    Check,
    /// Every test
    Test,
}

/// `cargo xtask setup`.
pub fn run(options: &Options) -> Result {
    let mut steps = Steps::new();
    ready(options.r#for, &mut steps)?;
    if options.r#for >= For::Check {
        tools::ready(&CARGO_DENY, &mut steps)?;
    }
    steps.finish()
}

/// Builds a tool that one command alone needs.
pub fn tool(tool: &tools::Tool, steps: &mut Steps) -> Result {
    tools::ready(tool, steps)
}

/// Makes the machine ready, or says what is to be done by hand.
pub fn ready(wanted: For, steps: &mut Steps) -> Result {
    let missing = packages::missing(wanted);
    if !missing.is_empty() {
        steps.step("Install what is missing", || install(&missing))?;
        let still: Vec<_> = packages::missing(wanted);
        if !still.is_empty() {
            return Err(by_hand(&still));
        }
    }
    for (part, path, arguments) in RUST {
        if !sysroot()?.join(path).is_dir() {
            steps.step(&format!("Add {part} to Rust"), || {
                add_to_rust(part, arguments)
            })?;
        }
    }
    match wanted {
        For::Web | For::Server | For::Desktop => Ok(()),
        For::Check => tools::ready(&CARGO_DENY, steps),
        For::Test => {
            npm::TESTS.ready(steps)?;
            tools::ready(&TAURI_DRIVER, steps)
        }
    }
}

fn table(missing: &[&Package]) -> String {
    missing
        .iter()
        .map(|package| format!("  {:<24} {}\n", package.debian, package.why))
        .collect()
}

fn by_hand(missing: &[&Package]) -> Failure {
    Failure::missing(format!(
        "please install these first (by the names that Debian gives them), then run the command \
         again:\n{}",
        table(missing)
    ))
}

fn install(missing: &[&Package]) -> Result {
    if paths::find(&["apt-get"]).is_none() {
        return Err(by_hand(missing));
    }
    // Ubuntu's packages of these names install a snap, which a script should not do unasked.
    let (snaps, plain): (Vec<&Package>, Vec<&Package>) = missing
        .iter()
        .partition(|package| package.is_snap_on_ubuntu && is_ubuntu());
    if !snaps.is_empty() {
        return Err(by_hand(&snaps));
    }
    println!("with apt-get:\n{}", table(&plain));
    run_command(apt_get()?.arg("update"), "apt-get update")?;
    let mut command = apt_get()?;
    command
        .args(["install", "--yes", "--no-install-recommends"])
        .args(plain.iter().map(|package| package.debian));
    run_command(&mut command, "apt-get install")
}

fn apt_get() -> Result<Command> {
    let command = if is_root()? {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    } else {
        let sudo = paths::find(&["sudo"]).ok_or_else(|| {
            Failure::missing("installing packages needs root: run this as root, or install sudo")
        })?;
        let mut command = Command::new(sudo);
        command.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        command
    };
    Ok(command)
}

/// Whether we may do everything.
pub fn is_root() -> Result<bool> {
    let id = capture(Command::new("id").arg("-u"), "id -u")?;
    Ok(id.trim() == "0")
}

fn is_ubuntu() -> bool {
    fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"))
}

/// What the browser's half needs of Rust beside the compiler: what it is called, where it lies
/// below the sysroot, and how rustup adds it.
const RUST: [(&str, &str, [&str; 3]); 2] = [
    (
        "the wasm32-unknown-unknown target",
        "lib/rustlib/wasm32-unknown-unknown/lib",
        ["target", "add", "wasm32-unknown-unknown"],
    ),
    (
        "the source of the standard library",
        "lib/rustlib/src/rust/library/std",
        ["component", "add", "rust-src"],
    ),
];

fn sysroot() -> Result<PathBuf> {
    let mut rustc = Command::new("rustc");
    rustc
        .args(["--print", "sysroot"])
        .current_dir(paths::root());
    let sysroot = capture(&mut rustc, "rustc --print sysroot")?;
    Ok(PathBuf::from(sysroot.trim()))
}

fn add_to_rust(part: &str, arguments: [&str; 3]) -> Result {
    if paths::find(&["rustup"]).is_none() {
        return Err(Failure::missing(format!(
            "this Rust lacks {part} and there is no rustup to add it: install Rust with rustup, or \
             your system's package of it",
        )));
    }
    println!("what runs in the browser is compiled with it");
    let mut rustup = Command::new("rustup");
    rustup.args(arguments).current_dir(paths::root());
    process::run(&mut rustup, "rustup")
}
