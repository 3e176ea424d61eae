//! What the program writes about its work names nobody.

use crate::kit::{
    DEPARTMENT, Device, Lane, Link, START, Served, casework_header, link_to, pack, photo, program,
};
use durbar_sync::{
    grant::{Grant, JoinToken},
    sign::Keys,
    wire::{Feed, RequestFrame},
};
use durbar_sync_server::{folder::Folder, hub::now, invite};
use serde_json::Value;
use std::{fs, path::Path};
use tempfile::TempDir;

const TYPED: &str = "Gutter-behind-the-market";
const NAME: &str = "Efua Quansah";

/// Serves with every line of the hub's own in a file, and lets people do all that they do.
async fn log_of_a_day(format: &str) -> (String, Vec<String>) {
    let root = TempDir::new().unwrap();
    let data = root.path().join("hub");
    Folder::create(&data, &pack(), START).unwrap();
    let file = root.path().join("log");
    let mut command = program();
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--log-format", format])
        .arg("--data")
        .arg(&data)
        .env("RUST_LOG", "trace")
        .stderr(fs::File::create(&file).unwrap());
    let mut served = Served::run(command);
    let (ama, efua, stranger) = (Device::new(1), Device::new(2), Device::new(3));
    let link = link_to(&served, &ama).await;
    let invited = take_up(&link, &data, &efua).await;
    let (bytes, offer) = photo(5, 4000);
    let mut filing = Lane::filing(&ama, 1);
    let push = filing.edit(TYPED).push_with(&ama, vec![offer]);
    link.push(&ama, push.clone()).await.receipt(&link);
    assert_eq!(link.put(&ama, offer.blob, 0, &bytes).await.0, 200);
    let mut casework = Lane::new(&efua, &casework_header(filing.id, DEPARTMENT));
    let answer = casework.edit("We-come-on-Monday").push(&efua);
    link.push(&efua, answer).await.receipt(&link);
    assert_eq!(link.get(&efua, offer.blob, None).await.0, 200);
    // What goes wrong is no reason to say more.
    let mut forged = push;
    forged.signature.0[0] ^= 1;
    assert_eq!(link.push(&stranger, forged).await.refusals().len(), 1);
    assert_eq!(link.get(&stranger, offer.blob, None).await.0, 404);
    let denied = [(ama.feed(), 0), (Feed::Department(DEPARTMENT.into()), 0)];
    assert_eq!(
        link.sync(&stranger, &denied, vec![]).await.end().denied,
        [0, 1]
    );
    let wrong = photo(6, 4000).0;
    let other = Lane::numbered(&ama, 9)
        .edit(TYPED)
        .push_with(&ama, vec![photo(8, 4000).1]);
    link.push(&ama, other).await.receipt(&link);
    assert_eq!(
        link.put(&ama, photo(8, 4000).1.blob, 0, &wrong).await.0,
        422
    );
    let reference = filing.id.to_string();
    let query = format!("/public/{reference}?lang=en&search={TYPED}");
    link.plain_get(&query, &[("user-agent", "Pocket-browser")])
        .await;
    link.plain_get(&format!("/join/{TYPED}"), &[]).await;
    served.signal("-TERM");
    assert!(served.child.wait().unwrap().success());
    let mut private = vec![
        TYPED.to_owned(),
        "We-come-on-Monday".to_owned(),
        NAME.to_owned(),
        "Pocket-browser".to_owned(),
        invited,
    ];
    let ids = [
        ama.key().to_string(),
        efua.key().to_string(),
        stranger.key().to_string(),
        reference,
        casework.id.to_string(),
        offer.blob.to_string(),
    ];
    // The first digits alone are a name among few.
    private.extend(ids.iter().map(|id| id[..8].to_owned()));
    (fs::read_to_string(file).unwrap(), private)
}

/// Takes up a role; returns the invitation's key.
async fn take_up(link: &Link, data: &Path, device: &Device) -> String {
    let offer = invite::Offer {
        role: "officer".to_owned(),
        department: DEPARTMENT.to_owned(),
        name: NAME.to_owned(),
        days: 30,
        origin: link.origin.clone(),
    };
    let token = invite::link(&Folder::open(data).unwrap(), &offer, now()).unwrap();
    let token = JoinToken::parse(&token).unwrap();
    let secret = Keys::from_seed(token.seed);
    let grant = Grant::accept(token.invitation, &secret, device.key());
    link.sync(device, &[], vec![RequestFrame::Accept(grant)])
        .await;
    secret.public().to_string()[..8].to_owned()
}

/// Lines that the hub itself writes, without those of the crates beneath, which only `RUST_LOG`
/// brings out.
fn own(log: &str) -> Vec<&str> {
    log.lines().filter(|line| line.contains("durbar")).collect()
}

#[cfg(unix)]
#[tokio::test]
async fn no_line_of_the_log_names_a_person_a_case_an_address_or_a_word() {
    let (log, private) = log_of_a_day("text").await;
    let own = own(&log);
    assert!(own.len() >= 15, "{log}");
    for line in own {
        for private in &private {
            assert!(!line.contains(private.as_str()), "{private} in {line}");
        }
        assert!(!line.contains("127.0.0.1"), "an address in {line}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn each_request_has_a_line_with_its_route_its_status_its_bytes_and_its_time() {
    let (log, private) = log_of_a_day("json").await;
    let lines: Vec<Value> = own(&log)
        .into_iter()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
        .collect();
    for private in &private {
        let told = lines
            .iter()
            .find(|line| line.to_string().contains(private.as_str()));
        assert_eq!(told, None, "{private}");
    }
    let requests: Vec<&Value> = lines
        .iter()
        .filter(|line| line["target"] == "durbar::request")
        .collect();
    let count = |method: &str, route: &str, status: u16| {
        requests
            .iter()
            .filter(|line| {
                line["method"] == method && line["route"] == route && line["status"] == status
            })
            .count()
    };
    assert_eq!(count("PUT", "/blobs/{id}", 200), 1);
    assert_eq!(count("PUT", "/blobs/{id}", 422), 1);
    assert_eq!(count("GET", "/blobs/{id}", 404), 1);
    assert_eq!(count("GET", "/{page}", 404), 1);
    // Gone or, while the reader still reads the pack, later.
    let page = count("GET", "/public/{id}", 404) + count("GET", "/public/{id}", 503);
    assert_eq!(page, 1);
    assert!(count("POST", "/sync", 200) >= 6);
    for line in requests {
        assert!(
            line["bytes"].is_u64() && line["milliseconds"].is_u64(),
            "{line}"
        );
        assert_eq!(line["message"], "request");
    }
    let download = lines
        .iter()
        .find(|line| line["route"] == "/blobs/{id}" && line["method"] == "GET");
    assert_eq!(download.unwrap()["bytes"], 4000);
}
