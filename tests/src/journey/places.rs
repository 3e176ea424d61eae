//! Where the real hosts and their drivers are: named by the environment, else where the build
//! and the system put them.

use crate::kit::Result;
use std::{
    env,
    path::{Path, PathBuf},
};

fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target")
}

/// Where pictures of failed journeys go.
pub(super) fn failed() -> PathBuf {
    target().join("durbar/failed")
}

/// The build of the app for browsers.
pub(super) fn web() -> Result<PathBuf> {
    find("DURBAR_WEB", &[target().join("durbar/web")], "index.html")
}

/// Its compressed files.
pub(super) fn web_compressed() -> Result<PathBuf> {
    find(
        "DURBAR_WEB_COMPRESSED",
        &[target().join("durbar/web-compressed")],
        "index.html.br",
    )
}

/// axe-core, which looks for barriers in a page.
pub(super) fn axe() -> Result<PathBuf> {
    let fetched = target().join("npm/node_modules/axe-core/axe.min.js");
    find("DURBAR_AXE", &[fetched], "")
}

/// The app's window.
pub(super) fn shell() -> Result<PathBuf> {
    let own = env::current_exe()?;
    let beside: Vec<_> = own
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join("durbar"))
        .collect();
    find("DURBAR_SHELL", &beside, "")
}

/// What drives the window.
pub(super) fn tauri_driver() -> Result<PathBuf> {
    let tools = target().join("tools");
    let mut built: Vec<_> = std::fs::read_dir(&tools)
        .into_iter()
        .flatten()
        .filter_map(std::result::Result::ok)
        .map(|entry| entry.path().join("bin/tauri-driver"))
        .filter(|path| path.is_file())
        .collect();
    built.sort();
    built.reverse();
    built.extend(on_path("tauri-driver"));
    find("DURBAR_TAURI_DRIVER", &built, "")
}

/// What the window's driver uses underneath.
pub(super) fn webkit_driver() -> Result<PathBuf> {
    program("DURBAR_WEBKIT_DRIVER", &["WebKitWebDriver"])
}

/// The browser.
pub(super) fn chromium() -> Result<PathBuf> {
    program("DURBAR_CHROMIUM", &["chromium", "chromium-browser"])
}

/// What drives the browser.
pub(super) fn chromedriver() -> Result<PathBuf> {
    program("DURBAR_CHROMEDRIVER", &["chromedriver"])
}

fn program(variable: &str, names: &[&str]) -> Result<PathBuf> {
    let found: Vec<_> = names.iter().flat_map(|name| on_path(name)).collect();
    find(variable, &found, "")
}

fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// The first place in which the file is. A journey never passes because its host is missing.
fn find(variable: &str, places: &[PathBuf], file: &str) -> Result<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from);
    named
        .iter()
        .chain(places)
        .find(|path| path.join(file).exists() || (file.is_empty() && path.is_file()))
        .cloned()
        .ok_or_else(|| {
            format!("no {variable}: the journeys need the real hosts, run `cargo xtask test`")
                .into()
        })
}
