//! The program with its configuration in a file and the environment.

use crate::kit::{START, Served, pack, program};
use durbar_sync_server::folder::Folder;
use std::{fs, path::Path, process::Output};
use tempfile::TempDir;

fn check(file: &Path) -> (bool, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = program()
        .args(["config", "check"])
        .arg(file)
        .output()
        .unwrap();
    let text = [stdout, stderr].concat();
    (status.success(), String::from_utf8(text).unwrap())
}

/// A hub in a folder `hub` beside a file with this configuration.
fn configured(text: &str) -> (TempDir, std::path::PathBuf) {
    let root = TempDir::new().unwrap();
    Folder::create(&root.path().join("hub"), &pack(), START).unwrap();
    let file = root.path().join("hub.toml");
    fs::write(&file, text).unwrap();
    (root, file)
}

#[test]
fn a_configuration_is_checked_with_all_that_it_names() {
    let (_root, file) = configured("data = \"hub\"\nrate = 50\n");
    let (good, text) = check(&file);
    assert!(good, "{text}");
    assert!(text.ends_with("hub.toml: no mistakes\n"), "{text}");
    fs::write(&file, "data = \"hab\"\nweb = \"app\"\n").unwrap();
    let (good, text) = check(&file);
    assert!(!good);
    assert!(
        text.contains("hab is not the data folder of a hub"),
        "{text}"
    );
    assert!(text.contains("app: No such file"), "{text}");
    fs::write(&file, "data = \"hub\"\nbrust = 3\n").unwrap();
    let (good, text) = check(&file);
    assert!(!good);
    assert!(text.contains("hub.toml:2: there is no key \"brust\". Did you mean \"burst\"?"));
}

#[tokio::test]
async fn a_hub_is_served_by_its_file_its_environment_and_its_flags() {
    let (_root, file) =
        configured("data = \"hub\"\nlisten = \"127.0.0.1:0\"\npublic_pages = true\n");
    let mut command = program();
    command
        .args(["serve", "--config"])
        .arg(&file)
        .args(["--public-pages", "false"])
        .env("DURBAR_HUB_METRICS_LISTEN", "127.0.0.1:0");
    let served = Served::run(command);
    let status = async |url: String| reqwest::get(url).await.unwrap().status().as_u16();
    crate::kit::link_to(&served, &crate::kit::Device::new(1)).await;
    let watched = served.watched.clone().expect("the environment counts");
    assert_eq!(status(format!("{watched}/readyz")).await, 200);
    assert_eq!(status(format!("{watched}/metrics")).await, 200);
    assert_eq!(status(format!("{}/metrics", served.origin)).await, 404);
    assert_eq!(
        status(format!("{}/public", served.origin)).await,
        503,
        "the flag counts"
    );
}

#[test]
fn a_hub_with_a_mistake_in_its_configuration_is_not_served() {
    let (_root, file) = configured("data = \"hub\"\nlisten = 8787\n");
    let mut command = program();
    command.args(["serve"]).env("DURBAR_HUB_CONFIG", &file);
    let output = command.output().unwrap();
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains("hub.toml:2: listen is an address with a port."),
        "{text}"
    );
}
