//! Builds the browser half: the user interface and the worker as WebAssembly with their glue, the
//! style, the translations, the service worker, and every file compressed once.

mod assemble;
mod bindgen;
mod compress;
mod wire;

use crate::failure::Result;
use crate::process::{cargo, run as run_command};
use crate::report::Steps;
use crate::{paths, setup};

/// Path inside the site (without a leading slash) to content.
pub type Site = std::collections::BTreeMap<String, Vec<u8>>;

/// `cargo xtask web`.
pub fn run() -> Result {
    let mut steps = Steps::new();
    setup::ready(setup::For::Web, &mut steps)?;
    build(&mut steps)?;
    steps.finish()
}

/// Builds what has changed.
pub fn build(steps: &mut Steps) -> Result {
    steps.step("Compile for the browser", || {
        run_command(&mut compile(), "cargo build for wasm")
    })?;
    steps.step("Assemble the site", || {
        let mut site = Site::new();
        bindgen::generate(&mut site)?;
        assemble::add_sources(&mut site)?;
        assemble::add_service_worker(&mut site)?;
        compress::write(&site)?;
        let changed = assemble::write(&paths::web(), &site)?;
        println!("{} files, {changed} changed", site.len());
        wire::print(&site)
    })
}

/// The standard library as the browser's half takes it: compiled with the rest, for size, and
/// without words for what must not be. A panic ends the module at once, as it would anyhow; what
/// it would have said, the places in the source, and how values look to developers, are a
/// fourteenth of all that a first visit loads. docs/adr/0014 says why and what it takes.
const STANDARD_LIBRARY: [&str; 4] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
    "--config",
    "target.wasm32-unknown-unknown.rustflags=['-Zunstable-options', '-Cpanic=immediate-abort', \
     '-Zlocation-detail=none', '-Zfmt-debug=none']",
];

/// Lets the compiler take options that are not stable. The toolchain is pinned, so they do not
/// change under us. Some crates look at it when they are built: whatever is compiled for the browser
/// has it, or else they would be compiled anew each time.
pub const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// One call for both, so that what they share is compiled once.
fn compile() -> std::process::Command {
    let mut command = cargo(&[
        "build",
        "--profile",
        "wasm",
        "--target",
        "wasm32-unknown-unknown",
        "-p",
        "durbar-ui",
        "-p",
        "durbar-worker",
    ]);
    command.args(STANDARD_LIBRARY).env(UNSTABLE.0, UNSTABLE.1);
    command
}
