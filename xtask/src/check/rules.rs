//! Which crate may know which: the rules of ARCHITECTURE.md as tables.

use serde_json::Value;

use crate::failure::{Context, Result};
use crate::process::{capture, cargo};

/// Each crate of the workspace and those of its neighbours that it may depend on.
const MAY_KNOW: [(&str, &[&str]); 12] = [
    ("durbar-api", &[]),
    ("durbar-forms", &[]),
    ("durbar-sync", &[]),
    (
        "durbar-core",
        &["durbar-api", "durbar-forms", "durbar-sync"],
    ),
    ("durbar-host", &["durbar-api", "durbar-core", "durbar-sync"]),
    (
        "durbar",
        &["durbar-api", "durbar-core", "durbar-host", "durbar-sync"],
    ),
    (
        "durbar-worker",
        &["durbar-api", "durbar-core", "durbar-host", "durbar-sync"],
    ),
    ("durbar-ui", &["durbar-api", "durbar-forms"]),
    // The commands of the core's door are those of the api.
    (
        "durbar-sync-server",
        &["durbar-api", "durbar-core", "durbar-sync"],
    ),
    (
        "durbar-tests",
        &[
            "durbar-api",
            "durbar-core",
            "durbar-forms",
            "durbar-host",
            "durbar-sync",
            "durbar-sync-server",
        ],
    ),
    (
        "durbar-decoders",
        &["durbar-api", "durbar-core", "durbar-sync"],
    ),
    ("xtask", &[]),
];

/// What a crate must not even reach through others, on the target where it runs.
const NEVER_REACHES: [(&str, &str, &[&str]); 5] = [
    (
        "durbar-ui",
        WASM,
        &["rusqlite", "automerge", "reqwest", "tokio", "durbar-core"],
    ),
    ("durbar-api", NATIVE, &IMPURE),
    ("durbar-forms", NATIVE, &IMPURE),
    ("durbar-sync", NATIVE, &IMPURE),
    ("durbar-core", NATIVE, &["tokio", "reqwest", "hyper"]),
];

const WASM: &str = "wasm32-unknown-unknown";
const NATIVE: &str = "x86_64-unknown-linux-gnu";

/// What reads files, clocks or networks.
const IMPURE: [&str; 6] = ["rusqlite", "tokio", "reqwest", "hyper", "getrandom", "rand"];

/// Holds the workspace against both tables.
pub fn check() -> Result {
    let mut broken = direct(&metadata()?)?;
    for (name, target, forbidden) in NEVER_REACHES {
        let tree = tree(name, target)?;
        broken.extend(
            reached(&tree, forbidden).map(|other| format!("{name} must not reach {other}")),
        );
    }
    if broken.is_empty() {
        Ok(())
    } else {
        Err(broken.join("\n").into())
    }
}

fn metadata() -> Result<Value> {
    let mut command = cargo(&["metadata", "--no-deps", "--format-version", "1", "--locked"]);
    let text = capture(&mut command, "cargo metadata")?;
    serde_json::from_str(&text).context("cargo metadata")
}

fn tree(name: &str, target: &str) -> Result<String> {
    let mut command = cargo(&["tree", "--locked", "--prefix", "none", "--edges", "normal"]);
    command.args(["-p", name, "--target", target]);
    capture(&mut command, "cargo tree")
}

/// The lines of `cargo tree` begin with a name and a space.
fn reached<'a>(tree: &'a str, forbidden: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    forbidden.iter().copied().filter(move |name| {
        tree.lines()
            .any(|line| line.split(' ').next() == Some(*name))
    })
}

/// What breaks the first table.
fn direct(metadata: &Value) -> Result<Vec<String>> {
    let packages = metadata["packages"].as_array().ok_or("no packages")?;
    let mut broken = Vec::new();
    for package in packages {
        let name = text(&package["name"])?;
        let Some((_, allowed)) = MAY_KNOW.iter().find(|(known, _)| *known == name) else {
            broken.push(format!(
                "{name} is not in the table of xtask/src/check/rules.rs"
            ));
            continue;
        };
        let dependencies = package["dependencies"].as_array();
        for dependency in dependencies.into_iter().flatten() {
            let other = text(&dependency["name"])?;
            // Only neighbours have a path; a test may look further than what it tests.
            let is_neighbour = dependency["path"].is_string() && dependency["kind"].is_null();
            if is_neighbour && !allowed.contains(&other) {
                broken.push(format!("{name} must not depend on {other}"));
            }
        }
    }
    Ok(broken)
}

fn text(value: &Value) -> Result<&str> {
    value
        .as_str()
        .ok_or_else(|| "cargo metadata: a name is missing".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_ui_may_not_know_the_core() {
        let metadata = json!({"packages": [{"name": "durbar-ui", "dependencies": [
            {"name": "durbar-api", "path": "crates/api", "kind": null},
            {"name": "durbar-core", "path": "crates/core", "kind": null},
            {"name": "leptos", "kind": null},
        ]}]});
        let broken = direct(&metadata).unwrap();
        assert_eq!(broken, ["durbar-ui must not depend on durbar-core"]);
    }

    #[test]
    fn a_new_crate_must_take_its_place_in_the_table() {
        let metadata = json!({"packages": [{"name": "durbar-new", "dependencies": []}]});
        assert_eq!(direct(&metadata).unwrap().len(), 1);
    }

    #[test]
    fn a_crate_deep_in_the_tree_is_found_by_its_whole_name() {
        let tree = "durbar-ui v0.1.0\nrusqlite-like v1.0.0\ntokio v1.0.0 (*)";
        let found: Vec<_> = reached(tree, &["rusqlite", "tokio"]).collect();
        assert_eq!(found, ["tokio"]);
    }
}
