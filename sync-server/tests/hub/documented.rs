//! `docs/operations.md` and `deploy` say what the program does.

use crate::kit::{Town, program};
use durbar_sync_server::settings::{KEYS, Sources, variable};
use std::{collections::BTreeSet, fs, path::Path};

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The rows of a section's table that begin with a name in code.
fn rows(text: &str, section: &str) -> Vec<(String, String)> {
    let from = text.find(&format!("\n## {section}\n")).unwrap() + 4;
    let section = text[from..].split("\n## ").next().unwrap();
    section
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.split(" | ");
            let name = cells.next()?.strip_suffix('`')?.to_owned();
            Some((name, cells.next()?.to_owned()))
        })
        .collect()
}

#[test]
fn every_key_stands_in_the_table_with_what_holds_without_it() {
    let documented = rows(&text("../docs/operations.md"), "Configuration");
    let known: Vec<_> = KEYS
        .iter()
        .map(|key| (key.name.to_owned(), key.default.to_owned()))
        .collect();
    assert_eq!(documented, known);
}

#[test]
fn every_key_is_an_option_of_the_command_line() {
    let help = program().args(["serve", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let options: BTreeSet<_> = help
        .split_whitespace()
        .filter_map(|word| word.strip_prefix("--"))
        .collect();
    let mut known: BTreeSet<_> = KEYS.iter().map(|key| key.name.replace('_', "-")).collect();
    known.extend(["config".to_owned(), "help".to_owned()]);
    assert_eq!(options, known.iter().map(String::as_str).collect());
}

#[test]
fn what_is_said_to_hold_holds() {
    let sources = Sources {
        environment: vec![("DURBAR_HUB_DATA".into(), "/a".into())],
        ..Sources::default()
    };
    let settings = sources.read().unwrap().settings;
    let said = |name: &str| KEYS.iter().find(|key| key.name == name).unwrap().default;
    assert_eq!(said("listen"), settings.listen.to_string());
    assert_eq!(said("public_pages"), settings.public_pages.to_string());
    let config = settings.config();
    assert_eq!(said("rate"), config.limits.rate.to_string());
    assert_eq!(said("burst"), config.limits.burst.to_string());
    let limits = config.limits;
    let counts = [
        ("address_rate", limits.address_rate as usize),
        ("address_burst", limits.address_burst as usize),
        ("address_connections", limits.address_connections),
        ("connections", limits.connections),
    ];
    for (name, count) in counts {
        assert_eq!(said(name), count.to_string(), "{name}");
    }
    let quota = limits.quota;
    let bytes = [
        ("address_bodies_mb", limits.address_bodies),
        ("bodies_mb", limits.bodies),
        ("words_day_mb", quota.words_day),
        ("words_mb", quota.words),
        ("photos_day_mb", quota.photos_day),
        ("photos_mb", quota.photos),
        ("address_day_mb", quota.address_day),
    ];
    for (name, bytes) in bytes {
        assert_eq!(said(name), (bytes >> 20).to_string(), "{name}");
    }
    assert_eq!(
        (said("trusted_proxies"), config.proxies.trusted),
        ("none", vec![])
    );
    assert_eq!(
        said("stop_seconds"),
        settings.stop_within.as_secs().to_string()
    );
    assert_eq!(
        said("log_format"),
        format!("{:?}", settings.log_format).to_lowercase()
    );
}

#[tokio::test]
async fn every_figure_stands_in_the_table() {
    let town = Town::open().await;
    assert!(town.is_up().await);
    let given = town.plain_get("/metrics", &[]).await.text().await.unwrap();
    let mut given: BTreeSet<_> = given
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next())
        .map(str::to_owned)
        .collect();
    // Only a hub with a certificate, or with public pages, has these.
    let others = [
        "tls_handshakes_total",
        "tls_certificate_end_seconds",
        "public_pages_read_seconds",
    ];
    given.extend(others.map(|name| format!("durbar_hub_{name}")));
    let documented = rows(&text("../docs/operations.md"), "Watching");
    let documented: BTreeSet<_> = documented
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("durbar_"))
        .collect();
    assert_eq!(given, documented);
}

#[test]
fn the_files_of_deploy_are_taken() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy");
    let sources = Sources {
        file: Some(folder.join("hub.toml")),
        ..Sources::default()
    };
    let settings = sources.read().unwrap().settings;
    assert_eq!(settings.data, Path::new("/var/lib/durbar"));
    // The same with everything that stands there as a choice.
    let all = text("deploy/hub.toml")
        .lines()
        .filter(|line| !line.starts_with("listen ="))
        .map(|line| match line.strip_prefix("# ") {
            Some(choice) if choice.contains(" = ") => choice,
            _ => line,
        })
        .collect::<Vec<_>>()
        .join("\n");
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), all).unwrap();
    let sources = Sources {
        file: Some(file.path().to_owned()),
        ..Sources::default()
    };
    assert!(sources.read().unwrap().settings.tls.is_some());
    let variables: Vec<_> = KEYS.iter().map(|key| variable(key.name)).collect();
    for word in text("deploy/Containerfile").split_whitespace() {
        if word.starts_with("DURBAR_HUB_") {
            let name = word.split('=').next().unwrap().to_owned();
            assert!(variables.contains(&name), "{name}");
        }
    }
}
