//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or_else(|| here.clone(), Path::to_owned)
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// What the builds below make. It does not move with `CARGO_TARGET_DIR`: the shell's configuration
/// names it.
pub fn output() -> PathBuf {
    root().join("target/durbar")
}

/// The browser half, as served and as embedded in the shell.
pub fn web() -> PathBuf {
    output().join("web")
}

/// The same files as `.br` and `.gz`, apart so that the shell does not embed them.
pub fn web_compressed() -> PathBuf {
    output().join("web-compressed")
}

/// Tools that cargo installs for this workspace alone.
pub fn tools() -> PathBuf {
    root().join("target/tools")
}

/// A native program that cargo built.
pub fn program(name: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// A program that was compiled as it is shipped.
pub fn released(name: &str) -> PathBuf {
    target()
        .join("release")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// The first of these commands that is on the PATH.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|dir| dir.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
            .find(|file| file.is_file())
    })
}
