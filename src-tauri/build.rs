//! Declares the one command, and makes sure that there is a page to embed.

use std::{error::Error, fs, path::Path};
use tauri_build::{AppManifest, Attributes};

/// Where `cargo xtask` puts the built pages; `tauri.conf.json` names the same folder.
const WEB: &str = "../target/durbar/web";

/// Stands in until the pages are built, so that the shell compiles on its own.
const PLACEHOLDER: &str = "<!doctype html><html lang=\"en\"><title>Durbar</title>\
    <p>The pages are not built yet. Run <code>cargo xtask run</code>.</p></html>\n";

fn main() -> Result<(), Box<dyn Error>> {
    let page = Path::new(WEB).join("index.html");
    if !page.exists() {
        fs::create_dir_all(WEB)?;
        fs::write(&page, PLACEHOLDER)?;
    }
    // The pages are embedded when the shell compiles: new pages, new shell.
    println!("cargo:rerun-if-changed={WEB}");
    println!("cargo:rerun-if-changed=icons");
    let manifest = AppManifest::new().commands(&["dispatch"]);
    tauri_build::try_build(Attributes::new().app_manifest(manifest))?;
    Ok(())
}
