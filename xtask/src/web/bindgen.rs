//! The JavaScript glue of a WebAssembly module, by wasm-bindgen as a library: its version is the
//! one in Cargo.lock, and no tool has to be downloaded.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::failure::{Context, Result};
use crate::paths;
use crate::web::Site;

/// A compiled module and what its glue is called in the site.
const MODULES: [(&str, &str); 2] = [("durbar-ui", "ui"), ("durbar_worker", "worker_glue")];

/// Raise it when the settings below change: the kept outputs are made again.
const SETTINGS: &str = "1";

/// Adds the glue of all modules to the site; a module that has not changed is not done again.
pub fn generate(site: &mut Site) -> Result {
    for (module, name) in MODULES {
        let wasm = paths::target()
            .join("wasm32-unknown-unknown/wasm")
            .join(format!("{module}.wasm"));
        let output = paths::output().join("bindgen").join(name);
        if !is_fresh(&wasm, &output)? {
            generate_one(&wasm, name, &output)?;
        }
        add(site, &output, &output)?;
    }
    Ok(())
}

fn stamp_file(output: &Path) -> PathBuf {
    output.with_extension("stamp")
}

fn stamp(wasm: &Path) -> Result<String> {
    let bytes = fs::read(wasm).context(wasm.display())?;
    Ok(format!("{SETTINGS} {}", blake3::hash(&bytes)))
}

fn is_fresh(wasm: &Path, output: &Path) -> Result<bool> {
    let wanted = stamp(wasm)?;
    Ok(fs::read_to_string(stamp_file(output)).is_ok_and(|found| found == wanted))
}

fn generate_one(wasm: &Path, name: &str, output: &Path) -> Result {
    println!("glue for {name}");
    if output.exists() {
        fs::remove_dir_all(output).context(output.display())?;
    }
    let what = format!("wasm-bindgen for {name}");
    Bindgen::new()
        .input_path(wasm)
        .out_name(name)
        .web(true)
        .context(&what)?
        .typescript(false)
        // The names of functions are a quarter of a module, and a message of a panic has its
        // place in the source without them.
        .remove_name_section(true)
        .remove_producers_section(true)
        // Without it the glue would not know the name of its own .wasm file.
        .omit_default_module_path(false)
        .generate(output)
        .context(&what)?;
    fs::write(stamp_file(output), stamp(wasm)?).context(stamp_file(output).display())
}

fn add(site: &mut Site, base: &Path, dir: &Path) -> Result {
    for file in crate::web::assemble::entries(dir)? {
        if file.is_dir() {
            add(site, base, &file)?;
        } else {
            let name = file.strip_prefix(base).context(file.display())?;
            let content = fs::read(&file).context(file.display())?;
            site.insert(name.to_string_lossy().replace('\\', "/"), content);
        }
    }
    Ok(())
}
