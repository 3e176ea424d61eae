//! The program as an operator runs it.

use crate::kit::{Served, pack, program};
use durbar_sync::grant::JoinToken;
use std::{fs, path::Path, process::Output};
use tempfile::TempDir;

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn init(data: &Path, pack: &Path) -> Output {
    run(&[
        "init",
        "--data",
        data.to_str().unwrap(),
        "--pack",
        pack.to_str().unwrap(),
    ])
}

#[test]
fn a_hub_is_made_once_and_keeps_its_secrets_to_its_owner() {
    let root = TempDir::new().unwrap();
    let data = root.path().join("hub");
    assert!(init(&data, &pack()).status.success());
    let before = fs::read(data.join("hub.key")).unwrap();
    let again = init(&data, &pack());
    assert!(!again.status.success());
    assert!(text(&again).contains("nothing was changed"));
    assert_eq!(fs::read(data.join("hub.key")).unwrap(), before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&data), 0o700);
        assert_eq!(mode(&data.join("hub.key")), 0o600);
        assert_eq!(mode(&data.join("admin.key")), 0o600);
    }
}

#[test]
fn a_bad_pack_is_explained_and_changes_nothing() {
    let root = TempDir::new().unwrap();
    let (data, bad) = (root.path().join("hub"), root.path().join("pack"));
    fs::create_dir(&bad).unwrap();
    for entry in fs::read_dir(pack()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), bad.join(entry.file_name())).unwrap();
    }
    fs::write(bad.join("departments.toml"), "[[department]]\nid = 3\n").unwrap();
    let refused = init(&data, &bad);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused).contains("departments.toml:2:"),
        "{}",
        text(&refused)
    );
    assert!(!data.exists());
    assert!(init(&data, &pack()).status.success());
    let publish = |folder: &Path| {
        run(&[
            "pack",
            "publish",
            "--data",
            data.to_str().unwrap(),
            folder.to_str().unwrap(),
        ])
    };
    assert_eq!(publish(&bad).status.code(), Some(1));
    assert!(text(&publish(&pack())).contains("already published"));
    assert!(
        run(&["pack", "check", pack().to_str().unwrap()])
            .status
            .success()
    );
    assert_eq!(
        run(&["pack", "check", bad.to_str().unwrap()]).status.code(),
        Some(1)
    );
}

#[test]
fn an_invitation_is_one_link_for_a_department_that_exists() {
    let root = TempDir::new().unwrap();
    let data = root.path().join("hub");
    assert!(init(&data, &pack()).status.success());
    let invite = |department: &str, name: &str| {
        let data = data.to_str().unwrap();
        let origin = "http://127.0.0.1:8787/";
        run(&[
            "invite",
            "--data",
            data,
            "--role",
            "officer",
            "--department",
            department,
            "--name",
            name,
            "--origin",
            origin,
        ])
    };
    let printed = invite("works", "Ama Mensah");
    let link = String::from_utf8(printed.stdout).unwrap();
    assert!(link.starts_with("http://127.0.0.1:8787/join#"));
    assert_eq!(link.lines().count(), 1);
    let invitation = JoinToken::parse(&link).unwrap().invitation.read().unwrap();
    assert_eq!(
        (invitation.department.as_str(), invitation.name.as_str()),
        ("works", "Ama Mensah")
    );
    assert!(text(&invite("nowhere", "Ama")).contains("it has: "));
    assert!(!invite("works", "  ").status.success());
}

#[test]
fn a_folder_that_is_no_hub_is_not_served() {
    let root = TempDir::new().unwrap();
    let output = run(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data",
        root.path().to_str().unwrap(),
    ]);
    assert!(!output.status.success());
    assert!(text(&output).contains("sync-server init"));
}

#[cfg(unix)]
#[test]
fn the_server_says_where_it_listens_and_ends_when_told() {
    let root = TempDir::new().unwrap();
    let data = root.path().join("hub");
    assert!(init(&data, &pack()).status.success());
    for signal in ["-INT", "-TERM", "-KILL"] {
        let mut served = Served::start(&data);
        assert!(served.health().starts_with("HTTP/1.1 200"));
        served.signal(signal);
        let status = served.child.wait().unwrap();
        assert_eq!(status.success(), signal != "-KILL", "{signal}");
    }
    assert!(Served::start(&data).health().ends_with("ok"));
}
