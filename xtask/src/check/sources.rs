//! The sources speak of no one's machine, and what runs in a browser shows nobody how a value looks
//! to developers: there it writes nothing (docs/adr/0014).

use std::fs;
use std::path::Path;

use crate::failure::{Context, Result};
use crate::paths;

/// Folders that hold no sources of ours.
const SKIPPED: [&str; 6] = ["target", "data", "node_modules", "tests", "gen", ".git"];

/// The beginnings of paths that exist on one machine only.
const MACHINE_PATHS: [&str; 4] = ["home", "root", "work", "Users"];

/// What is compiled for the browser.
const FOR_BROWSERS: [&str; 7] = [
    "crates/api/src",
    "crates/core/src",
    "crates/forms/src",
    "crates/host/src",
    "crates/sync/src",
    "ui/src",
    "ui/worker/src",
];

/// Looks at every file that a person wrote, outside tests.
pub fn check() -> Result {
    let mut found = Vec::new();
    walk(&paths::root(), &mut found)?;
    if found.is_empty() {
        Ok(())
    } else {
        Err(found.join("\n").into())
    }
}

fn walk(dir: &Path, found: &mut Vec<String>) -> Result {
    for entry in fs::read_dir(dir).context(dir.display())? {
        let entry = entry.context(dir.display())?;
        let path = entry.path();
        let kind = entry.file_type().context(path.display())?;
        let name = entry.file_name();
        if kind.is_dir() && !SKIPPED.iter().any(|skipped| name == *skipped) {
            walk(&path, found)?;
        } else if kind.is_file() && name != "tests.rs" {
            look_at(&path, found)?;
        }
    }
    Ok(())
}

fn look_at(path: &Path, found: &mut Vec<String>) -> Result {
    let bytes = fs::read(path).context(path.display())?;
    // Pictures and the like hold no words.
    let Ok(text) = str::from_utf8(&bytes) else {
        return Ok(());
    };
    let path = path.strip_prefix(paths::root()).unwrap_or(path);
    let for_browsers = FOR_BROWSERS.iter().any(|part| path.starts_with(part));
    let mut tests = false;
    for (index, line) in text.lines().enumerate() {
        tests |= line == "#[cfg(test)]";
        if names_a_machine(line) || (for_browsers && !tests && is_for_developers(line)) {
            found.push(format!("{}:{}: {}", path.display(), index + 1, line.trim()));
        }
    }
    Ok(())
}

fn is_for_developers(line: &str) -> bool {
    line.match_indices("?}").any(|(end, _)| {
        let start = line[..end].rfind(['{', '}']).unwrap_or(end);
        line[start..end].contains(':')
    })
}

fn names_a_machine(line: &str) -> bool {
    MACHINE_PATHS.iter().any(|name| {
        let start = format!("/{name}/");
        line.match_indices(&start).any(|(at, _)| {
            // In the middle of an address or a longer path it names no folder of a machine.
            let before = line[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || "._-/})*".contains(c))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_one_machine_is_found() {
        for name in MACHINE_PATHS {
            assert!(names_a_machine(&format!("let data = \"/{name}/ama/x\";")));
        }
    }

    #[test]
    fn what_only_developers_read_is_found() {
        for line in ["{error:?}", "{:#?}", "{bytes:02x?}"] {
            assert!(is_for_developers(&format!("format!(\"{line}\")")));
        }
        assert!(!is_for_developers("Some(value?)} else {call()?}"));
        assert!(!is_for_developers("format!(\"{error}\")"));
    }

    #[test]
    fn an_address_is_not_a_path_of_a_machine() {
        for name in MACHINE_PATHS {
            assert!(!names_a_machine(&format!("https://example.org/{name}/12")));
            assert!(!names_a_machine(&format!(
                "assets/{name}/icon.svg, ../{name}/x"
            )));
        }
        assert!(!names_a_machine("/works/ is a department"));
    }
}
