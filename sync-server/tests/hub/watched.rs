//! What whoever runs the hub hears about it.

use crate::kit::{DEPARTMENT, Device, Lane, Town, photo};
use durbar_sync::wire::ClientHello;

use std::{fs, path::Path};

/// What is done to a hub's folder.
type Damage = fn(&Path);

/// Status and text of an answer.
async fn ask(town: &Town, path: &str, headers: &[(&str, &str)]) -> (u16, String) {
    let answer = town.plain_get(path, headers).await;
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// The figure on the line that begins so.
pub fn figure(text: &str, name: &str) -> f64 {
    text.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
        .unwrap_or_else(|| panic!("no {name} in\n{text}"))
        .parse()
        .unwrap()
}

#[tokio::test]
async fn a_hub_that_can_work_is_ready_and_one_that_stops_is_not() {
    let town = Town::open().await;
    assert_eq!(ask(&town, "/healthz", &[]).await, (200, "ok".to_owned()));
    assert_eq!(ask(&town, "/readyz", &[]).await, (200, "ready".to_owned()));
    town.hub.close();
    assert_eq!(
        ask(&town, "/readyz", &[]).await,
        (503, "stopping".to_owned())
    );
    assert_eq!(
        ask(&town, "/healthz", &[]).await.0,
        200,
        "it is still alive"
    );
}

#[tokio::test]
async fn a_hub_that_cannot_work_says_what_stands_in_the_way_and_no_more() {
    let breaks: [(&str, Damage); 3] = [
        ("the database cannot be written", |data| {
            let database = rusqlite::Connection::open(data.join("hub.sqlite")).unwrap();
            database.execute_batch("DROP TABLE meta").unwrap();
        }),
        ("the blobs cannot be written", |data| {
            fs::remove_dir(data.join("blobs/part")).unwrap();
        }),
        ("the pack is not there", |data| {
            for entry in fs::read_dir(data.join("blobs")).unwrap() {
                let path = entry.unwrap().path();
                if !path.ends_with("part") {
                    fs::remove_dir_all(path).unwrap();
                }
            }
        }),
    ];
    for (reason, damage) in breaks {
        let town = Town::open().await;
        damage(town.data.path());
        assert_eq!(ask(&town, "/readyz", &[]).await, (503, reason.to_owned()));
        assert_eq!(ask(&town, "/healthz", &[]).await.0, 200, "{reason}");
    }
}

#[tokio::test]
async fn the_figures_tell_what_was_done_and_nothing_of_who_did_it() {
    let town = Town::open().await;
    let (ama, officer) = (Device::new(1), town.officer(2, DEPARTMENT).await);
    let (bytes, offer) = photo(1, 5000);
    let mut lane = Lane::filing(&ama, 1);
    let push = lane
        .edit("The gutter is blocked")
        .push_with(&ama, vec![offer]);
    town.push(&ama, push.clone()).await.receipt(&town);
    assert_eq!(town.put(&ama, offer.blob, 0, &bytes).await.0, 200);
    assert_eq!(town.get(&officer, offer.blob, None).await.0, 200);
    let mut forged = push;
    forged.signature.0[0] ^= 1;
    assert_eq!(town.push(&ama, forged).await.refusals().len(), 1);
    assert_eq!(town.get(&Device::new(9), offer.blob, None).await.0, 404);
    let (status, text) = ask(&town, "/metrics", &[]).await;
    assert_eq!(status, 200);
    for (name, expected) in [
        ("durbar_hub_requests_total{kind=\"sync\",code=\"200\"}", 3.0),
        (
            "durbar_hub_requests_total{kind=\"upload\",code=\"200\"}",
            1.0,
        ),
        (
            "durbar_hub_requests_total{kind=\"download\",code=\"200\"}",
            1.0,
        ),
        (
            "durbar_hub_requests_total{kind=\"download\",code=\"404\"}",
            1.0,
        ),
        ("durbar_hub_pushes_total{outcome=\"accepted\"}", 1.0),
        ("durbar_hub_pushes_total{outcome=\"bad-signature\"}", 1.0),
        ("durbar_hub_blobs_received_total", 1.0),
        ("durbar_hub_long_polls", 0.0),
    ] {
        assert_eq!(figure(&text, name), expected, "{name}");
    }
    let incoming = figure(&text, "durbar_hub_body_bytes_total{direction=\"in\"}");
    let outgoing = figure(&text, "durbar_hub_body_bytes_total{direction=\"out\"}");
    assert!(
        incoming > 5000.0 && outgoing > 5000.0,
        "{incoming} {outgoing}"
    );
    assert!(figure(&text, "durbar_hub_commit_seconds_count") >= 3.0);
    assert!(figure(&text, "durbar_hub_write_batch_count") >= 3.0);
    assert!(figure(&text, "durbar_hub_database_bytes") > 10_000.0);
    assert!(figure(&text, "durbar_hub_feeds") >= 4.0);
    assert!(text.contains("durbar_hub_build_info{version=\""), "{text}");
    for name in [ama.key(), officer.key()].map(|key| key.to_string()) {
        assert!(!text.contains(&name[..8]));
    }
    assert!(!text.contains(&lane.id.to_string()[..8]));
    assert!(!text.contains(&offer.blob.to_string()[..8]));
    assert!(!text.contains(DEPARTMENT));
}

#[tokio::test]
async fn an_open_long_poll_is_counted_until_it_ends() {
    let mut town = Town::open().await;
    let ama = Device::new(1);
    let hello = ClientHello {
        wait: 100,
        ..town.hello(&[(ama.feed(), 0)])
    };
    let frames = [durbar_sync::wire::RequestFrame::Hello(hello)];
    let body = durbar_sync::codec::encode(&frames).unwrap();
    let polling = tokio::spawn(
        reqwest::Client::new()
            .post(format!("{}/sync", town.origin))
            .header(
                "authorization",
                ama.sign("POST", "/sync", &body, town.now()),
            )
            .body(body)
            .send(),
    );
    town.has_a_long_poll().await;
    let (_, text) = ask(&town, "/metrics", &[]).await;
    assert_eq!(figure(&text, "durbar_hub_long_polls"), 1.0);
    town.stop().await;
    assert_eq!(polling.await.unwrap().unwrap().status(), 200);
}

#[tokio::test]
async fn the_figures_are_for_this_machine_alone() {
    let town = Town::open().await;
    assert_eq!(ask(&town, "/metrics", &[]).await.0, 200);
    for header in [
        ("host", "durbar.example"),
        ("x-forwarded-for", "192.0.2.7"),
        ("forwarded", "for=192.0.2.7"),
        ("x-real-ip", "192.0.2.7"),
    ] {
        let answer = ask(&town, "/metrics", &[header]).await;
        assert_eq!(answer, (404, "not found".to_owned()), "{header:?}");
    }
    let closed = Town::open_with(|config| config.metrics = false).await;
    assert_eq!(ask(&closed, "/metrics", &[]).await.0, 404);
}
