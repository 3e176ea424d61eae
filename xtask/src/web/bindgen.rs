//! The JavaScript glue of a WebAssembly module, by wasm-bindgen as a library: its version is the
//! one in Cargo.lock, and no tool has to be downloaded.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::Options;

use crate::failure::{Context, Failure, Result};
use crate::paths;
use crate::web::{Site, assemble::without_remarks};

/// A compiled module, what its glue is called in the site, and whether parts are cut off it.
const MODULES: [(&str, &str, bool); 2] = [
    ("durbar-ui", "ui", true),
    ("durbar_worker", "worker_glue", false),
];

/// What loads the parts, beside the glue.
const LINK: &str = "./parts.js";

/// Raise it when the settings below change: the kept outputs are made again.
const SETTINGS: &str = "3";

/// Adds the glue of all modules to the site; a module that has not changed is not done again.
pub fn generate(site: &mut Site) -> Result {
    for (module, name, parts) in MODULES {
        let wasm = paths::target()
            .join("wasm32-unknown-unknown/wasm")
            .join(format!("{module}.wasm"));
        let output = paths::output().join("bindgen").join(name);
        if !is_fresh(&wasm, &output)? {
            generate_one(&wasm, name, parts, &output)?;
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

/// Cuts off what is loaded later; gives the module that is left.
fn cut(wasm: &Path, name: &str, output: &Path) -> Result<PathBuf> {
    let input = fs::read(wasm).context(wasm.display())?;
    let main = output.with_extension("main.wasm");
    let glue = format!("./{name}.js");
    let mut options = Options::new(&input);
    options.output_dir = output;
    options.main_out_path = &main;
    options.link_name = LINK;
    options.main_module = &glue;
    let what = format!("cutting parts off {name}");
    let cut = wasm_split_cli_support::transform(options)
        .map_err(|error| Failure::from(format!("{what}: {error:#}")))?;
    for part in cut.split_modules {
        let bytes = fs::read(&part).context(part.display())?;
        fs::write(&part, without_names(&bytes)).context(part.display())?;
    }
    Ok(main)
}

/// A module without the sections that only people read.
fn without_names(module: &[u8]) -> Vec<u8> {
    const HEADER: usize = 8;
    let mut kept = module[..HEADER.min(module.len())].to_vec();
    let mut at = HEADER;
    while let Some(kind) = module.get(at) {
        let start = at;
        let (mut length, mut shift) = (0_usize, 0);
        for byte in &module[at + 1..] {
            at += 1;
            length |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        at += 1 + length;
        if *kind != 0 {
            kept.extend_from_slice(module.get(start..at).unwrap_or_default());
        }
    }
    kept
}

fn generate_one(wasm: &Path, name: &str, parts: bool, output: &Path) -> Result {
    println!("glue for {name}");
    // What fails half-way must not pass for what was there before it.
    let known = stamp_file(output);
    if known.exists() {
        fs::remove_file(&known).context(known.display())?;
    }
    if output.exists() {
        fs::remove_dir_all(output).context(output.display())?;
    }
    let stamp = stamp(wasm)?;
    let wasm = match parts {
        true => &cut(wasm, name, output)?,
        false => wasm,
    };
    let what = format!("wasm-bindgen for {name}");
    Bindgen::new()
        .input_path(wasm)
        .out_name(name)
        .web(true)
        .context(&what)?
        .typescript(false)
        // The names of functions are a quarter of a module. One that stops tells numbers, and the
        // compiled module has the names to them.
        .remove_name_section(true)
        .remove_producers_section(true)
        // Parts call into the module's own table of functions.
        .keep_lld_exports(parts)
        // Without it the glue would not know the name of its own .wasm file.
        .omit_default_module_path(false)
        .generate(output)
        .context(&what)?;
    let glue = output.join(format!("{name}.js"));
    // What the linker does not find it asks the browser for, which does not have it either.
    if fs::read_to_string(&glue)
        .context(glue.display())?
        .contains("from \"env\"")
    {
        return Err(Failure::from(format!(
            "{name} calls a function of C that is not there: look at the imports of {}",
            glue.display()
        )));
    }
    fs::write(stamp_file(output), stamp).context(stamp_file(output).display())
}

fn add(site: &mut Site, base: &Path, dir: &Path) -> Result {
    for file in crate::web::assemble::entries(dir)? {
        if file.is_dir() {
            add(site, base, &file)?;
        } else {
            let name = file.strip_prefix(base).context(file.display())?;
            let name = name.to_string_lossy().replace('\\', "/");
            let content = if name.ends_with(".js") {
                let script = fs::read_to_string(&file).context(file.display())?;
                without_remarks(&script).into_bytes()
            } else {
                fs::read(&file).context(file.display())?
            };
            site.insert(name, content);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::without_names;

    #[test]
    fn what_only_people_read_leaves_a_module_and_the_rest_stays() {
        let header = b"\0asm\x01\0\0\0";
        let names = b"\0\x03\x01ax";
        let types = b"\x01\x81\x00\x07"; // a length written in two bytes
        let module = [&header[..], names, types, names].concat();
        assert_eq!(without_names(&module), [&header[..], types].concat());
    }

    #[test]
    fn what_is_cut_short_is_no_reason_to_stop() {
        assert_eq!(without_names(b"\0as"), b"\0as");
        assert_eq!(
            without_names(b"\0asm\x01\0\0\0\x01\x05\0"),
            b"\0asm\x01\0\0\0"
        );
    }
}
