//! Takes the translations along, whose languages are the folders of `assets/translations`, and the
//! sample cases of `assets/samples`.

use std::{env, error::Error, fmt::Write, fs, path::Path};

/// The files of which the public pages show something.
const FILES: [&str; 5] = [
    "app.ftl",
    "formats.ftl",
    "complaints.ftl",
    "published.ftl",
    "public.ftl",
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../assets/translations");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut languages = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        if let Ok(language) = entry.file_name().into_string()
            && entry.path().is_dir()
        {
            languages.push(language);
        }
    }
    languages.sort();
    let mut code = "&[\n".to_owned();
    for language in languages {
        write!(code, "    ({language:?}, &[")?;
        for file in FILES {
            let path = folder.join(&language).join(file);
            println!("cargo::rerun-if-changed={}", path.display());
            if path.is_file() {
                write!(code, "include_str!({:?}), ", path.canonicalize()?)?;
            }
        }
        code.push_str("]),\n");
    }
    code.push(']');
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("translations.rs"),
        code,
    )?;
    samples()
}

/// The sample cases, by the id of their pack.
fn samples() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../assets/samples");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut code = "&[\n".to_owned();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path().canonicalize()?;
        if let Some(id) = path.file_stem().and_then(|stem| stem.to_str()) {
            writeln!(code, "    ({id:?}, include_str!({path:?})),")?;
        }
    }
    code.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("samples.rs"), code)?;
    Ok(())
}
