//! The program is told to stop.
#![cfg(unix)]

use crate::kit::{Device, Lane, Link, START, Served, link_to, pack, photo, upload_path, within};
use durbar_sync::{
    BlobId, codec,
    wire::{ClientHello, ReplyFrame, RequestFrame, UploadReply},
};
use durbar_sync_server::folder::Folder;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// More than any of these tests takes, less than a long poll.
const LONG: &str = "60";

fn hub(more: &[&str]) -> (TempDir, Served) {
    let data = TempDir::new().unwrap();
    Folder::create(data.path(), &pack(), START).unwrap();
    // The reader of the public pages has a long poll of its own.
    let quiet = ["--public-pages", "false", "--metrics-listen", "127.0.0.1:0"];
    let served = Served::start_with(data.path(), &[&quiet, more].concat());
    (data, served)
}

async fn ends_well(mut served: Served) {
    let ended = tokio::task::spawn_blocking(move || served.child.wait().unwrap());
    assert!(within(ended).await.unwrap().success());
}

/// Bytes of a photo that was offered, of which the first are sent over a connection that is open.
async fn half_an_upload(
    served: &Served,
    link: &Link,
    ama: &Device,
) -> (TcpStream, Vec<u8>, BlobId) {
    let (bytes, offer) = photo(1, 100_000);
    let push = Lane::filing(ama, 1).edit("See").push_with(ama, vec![offer]);
    link.push(ama, push).await.receipt(link);
    let path = upload_path(offer.blob, 0, 100_000);
    let signature = ama.sign("PUT", &path, b"", link.now());
    let mut stream = TcpStream::connect(served.address()).await.unwrap();
    let head = format!(
        "PUT {path} HTTP/1.1\r\nhost: hub\r\nauthorization: {signature}\r\n\
         content-length: 100000\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&bytes[..40_000]).await.unwrap();
    (stream, bytes, offer.blob)
}

/// Returns once the hub has begun to take the upload: a second call is told so.
async fn until_it_is_taken(served: &Served, metrics: &str) {
    let url = format!("{}/metrics", served.watched.as_ref().unwrap());
    within(async {
        loop {
            let text = reqwest::get(&url).await.unwrap().text().await.unwrap();
            if text.contains(metrics) {
                return;
            }
            tokio::task::yield_now().await;
        }
    })
    .await;
}

/// Returns once nobody can connect.
async fn until_it_is_closed(served: &Served) {
    within(async {
        while TcpStream::connect(served.address()).await.is_ok() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_long_poll_ends_at_once_with_a_whole_answer() {
    let (_data, served) = hub(&["--stop-seconds", LONG]);
    let ama = Arc::new(Device::new(1));
    let link = Arc::new(link_to(&served, &ama).await);
    let hello = ClientHello {
        wait: 100,
        ..link.hello(&[(ama.feed(), 0)])
    };
    let polling = tokio::spawn({
        let (link, ama) = (link.clone(), ama.clone());
        async move { link.say(&ama, hello, vec![]).await }
    });
    until_it_is_taken(&served, "durbar_hub_long_polls 1").await;
    let told = Instant::now();
    served.signal("-TERM");
    let reply = within(polling).await.unwrap();
    assert!(matches!(reply.frames.last(), Some(ReplyFrame::End(_))));
    ends_well(served).await;
    assert!(
        told.elapsed() < Duration::from_secs(10),
        "{:?}",
        told.elapsed()
    );
}

#[tokio::test]
async fn what_is_under_way_is_answered_and_nobody_else_comes_in() {
    let (_data, served) = hub(&["--stop-seconds", LONG]);
    let ama = Device::new(1);
    let link = link_to(&served, &ama).await;
    let (mut stream, bytes, _) = half_an_upload(&served, &link, &ama).await;
    until_it_is_taken(&served, "durbar_hub_requests_under_way 1").await;
    served.signal("-TERM");
    until_it_is_closed(&served).await;
    let watched = served.watched.clone().unwrap();
    let ready = reqwest::get(format!("{watched}/readyz")).await.unwrap();
    assert_eq!(ready.status(), 503);
    assert_eq!(ready.text().await.unwrap(), "stopping");
    stream.write_all(&bytes[40_000..]).await.unwrap();
    let mut answer = Vec::new();
    within(stream.read_to_end(&mut answer)).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
    let body = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap()
        + 4;
    let reply: UploadReply = postcard::from_bytes(&answer[body..]).unwrap();
    assert_eq!((reply.have, reply.complete), (100_000, true));
    ends_well(served).await;
}

#[tokio::test]
async fn who_does_not_end_does_not_hold_the_hub_up() {
    let (data, served) = hub(&["--stop-seconds", "1"]);
    let ama = Device::new(1);
    let link = link_to(&served, &ama).await;
    let (stream, bytes, blob) = half_an_upload(&served, &link, &ama).await;
    let mut stuck = TcpStream::connect(served.address()).await.unwrap();
    let signature = ama.sign("POST", "/sync", b"", link.now());
    let head = format!(
        "POST /sync HTTP/1.1\r\nhost: hub\r\nauthorization: {signature}\r\n\
         content-length: 100\r\n\r\n"
    );
    stuck.write_all(head.as_bytes()).await.unwrap();
    until_it_is_taken(&served, "durbar_hub_requests_under_way 2").await;
    let told = Instant::now();
    served.signal("-TERM");
    ends_well(served).await;
    let took = told.elapsed();
    let bounds = Duration::from_millis(900)..Duration::from_secs(15);
    assert!(bounds.contains(&took), "{took:?}");
    drop(stuck);
    drop(stream);
    // What had arrived is counted; the rest follows.
    let served = Served::start(data.path());
    let link = link_to(&served, &ama).await;
    let (status, have, _) = crate::kit::uploaded(link.put(&ama, blob, u64::MAX, b"").await);
    assert_eq!((status, have), (409, 40_000));
    let rest = &bytes[40_000..];
    let answer = crate::kit::uploaded(link.put(&ama, blob, 40_000, rest).await);
    assert_eq!(answer, (200, 100_000, true));
}

#[tokio::test]
async fn a_second_request_on_a_connection_that_stays_open_is_not_waited_for() {
    let (_data, served) = hub(&["--stop-seconds", LONG]);
    let ama = Device::new(1);
    let link = link_to(&served, &ama).await;
    let body = codec::encode(&[RequestFrame::Hello(link.hello(&[]))]).unwrap();
    assert_eq!(link.post(&ama, body).await.0, 200);
    // The client keeps its connection.
    let told = Instant::now();
    served.signal("-TERM");
    ends_well(served).await;
    assert!(told.elapsed() < Duration::from_secs(10));
    drop(link);
}
