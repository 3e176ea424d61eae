//! Too much at once: of a device, of an address, of connections that never get to the point.

use crate::kit::{Device, Lane, Town, error, photo, upload_path, within};
use durbar_sync::{
    codec,
    wire::{AUTHORIZATION, ErrorCode, RequestFrame},
};
use std::{net::SocketAddr, sync::atomic::Ordering, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

/// A client at another address of this machine.
fn client(address: &str) -> reqwest::Client {
    reqwest::Client::builder()
        .local_address(address.parse().ok())
        .build()
        .unwrap()
}

async fn health(town: &Town, client: &reqwest::Client, headers: &[(&str, &str)]) -> u16 {
    let mut request = client.get(format!("{}/healthz", town.origin));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    within(request.send()).await.unwrap().status().as_u16()
}

fn address(town: &Town) -> SocketAddr {
    let address = town.origin.strip_prefix("http://").unwrap();
    address.parse().unwrap()
}

async fn connect(town: &Town, from: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(format!("{from}:0").parse().unwrap()).unwrap();
    within(socket.connect(address(town))).await.unwrap()
}

/// All that comes until the hub ends the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    // A connection that is cut off hard has ended, too.
    let _ = within(stream.read_to_end(&mut text)).await;
    String::from_utf8_lossy(&text).into_owned()
}

#[tokio::test]
async fn a_flood_from_one_address_leaves_others_alone_and_ends_with_time() {
    let town = Town::open_with(|config| {
        config.limits.address_rate = 2;
        config.limits.address_burst = 5;
    })
    .await;
    let (loud, quiet) = (client("127.0.0.2"), client("127.0.0.3"));
    let mut answers = Vec::new();
    for _ in 0..7 {
        answers.push(health(&town, &loud, &[]).await);
    }
    assert_eq!(answers, [200, 200, 200, 200, 200, 429, 429]);
    assert_eq!(health(&town, &quiet, &[]).await, 200);
    town.clock.fetch_add(500, Ordering::SeqCst);
    assert_eq!(health(&town, &loud, &[]).await, 200);
    assert_eq!(health(&town, &loud, &[]).await, 429);
}

#[tokio::test]
async fn new_keys_do_not_help_a_flood() {
    let town = Town::open_with(|config| config.limits.address_burst = 5).await;
    let body = codec::encode(&[RequestFrame::Hello(town.hello(&[]))]).unwrap();
    for seed in 0..8 {
        let device = Device::new(seed);
        let answer = town.post(&device, body.clone()).await;
        if seed < 5 {
            assert_eq!(answer.0, 200);
        } else {
            assert_eq!(error(answer), (429, ErrorCode::Busy), "{seed}");
        }
    }
}

#[tokio::test]
async fn who_is_turned_away_is_told_when_to_come_back() {
    let town = Town::open_with(|config| config.limits.burst = 1).await;
    let ama = Device::new(1);
    let body = codec::encode(&[RequestFrame::Hello(town.hello(&[]))]).unwrap();
    for expected in [None, Some("1")] {
        let request = town
            .client
            .post(format!("{}/sync", town.origin))
            .header(AUTHORIZATION, ama.sign("POST", "/sync", &body, town.now()))
            .body(body.clone());
        let response = within(request.send()).await.unwrap();
        let status = if expected.is_some() { 429 } else { 200 };
        assert_eq!(response.status(), status);
        let after = response.headers().get("retry-after");
        assert_eq!(after.map(|value| value.to_str().unwrap()), expected);
    }
}

#[tokio::test]
async fn phones_behind_a_trusted_proxy_are_told_apart_and_others_cannot_pretend() {
    let town = Town::open_with(|config| {
        config.limits.address_burst = 1;
        config.proxies.trusted = vec!["127.0.0.2".parse().unwrap()];
    })
    .await;
    let proxy = client("127.0.0.2");
    let said = |who| [("x-forwarded-for", who)];
    assert_eq!(health(&town, &proxy, &said("192.0.2.1")).await, 200);
    assert_eq!(health(&town, &proxy, &said("192.0.2.2")).await, 200);
    assert_eq!(health(&town, &proxy, &said("192.0.2.2")).await, 429);
    let forged = said("192.0.2.77, 192.0.2.1");
    assert_eq!(
        health(&town, &proxy, &forged).await,
        429,
        "the last one counts"
    );
    let eve = client("127.0.0.3");
    assert_eq!(health(&town, &eve, &said("192.0.2.8")).await, 200);
    assert_eq!(health(&town, &eve, &said("192.0.2.9")).await, 429);
}

#[tokio::test]
async fn an_address_has_so_many_connections_and_not_those_of_others() {
    let town = Town::open_with(|config| config.limits.address_connections = 3).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        open.push(connect(&town, "127.0.0.2").await);
    }
    let mut fourth = connect(&town, "127.0.0.2").await;
    assert_eq!(rest(&mut fourth).await, "", "it is cut off");
    assert_eq!(health(&town, &client("127.0.0.3"), &[]).await, 200);
    // Those that are open are served.
    let mut first = open.remove(0);
    let request = b"GET /healthz HTTP/1.1\r\nhost: hub\r\nconnection: close\r\n\r\n";
    first.write_all(request).await.unwrap();
    assert!(rest(&mut first).await.starts_with("HTTP/1.1 200"));
    drop(first);
    // And what has ended makes room.
    let mut last = connect(&town, "127.0.0.2").await;
    last.write_all(request).await.unwrap();
    assert!(rest(&mut last).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_head_that_never_ends_is_given_up() {
    let town = Town::open_with(|config| config.idle = Duration::from_millis(100)).await;
    for begun in [
        "",
        "POST /sync HTTP/1.1\r\nhost: hub\r\nx-slow: ",
        "GET /healthz",
    ] {
        let mut stream = connect(&town, "127.0.0.2").await;
        stream.write_all(begun.as_bytes()).await.unwrap();
        let answer = rest(&mut stream).await;
        assert!(!answer.contains("200 OK"), "{begun}: {answer}");
    }
}

#[tokio::test]
async fn a_head_without_bounds_is_given_up() {
    let town = Town::open().await;
    let mut stream = connect(&town, "127.0.0.2").await;
    let head = format!(
        "GET /healthz HTTP/1.1\r\nhost: hub\r\nx-long: {}",
        "a".repeat(1 << 20)
    );
    // The hub may cut before all of it is written.
    let _ = stream.write_all(head.as_bytes()).await;
    let answer = rest(&mut stream).await;
    assert!(answer.is_empty() || answer.contains(" 431 "), "{answer}");
}

#[tokio::test]
async fn bodies_on_their_way_have_so_much_room_and_an_address_not_that_of_others() {
    let town = Town::open_with(|config| {
        config.limits.address_bodies = 5_000;
        config.limits.bodies = 9_000;
    })
    .await;
    const ALWAYS: usize = 32 * 1024;
    let ama = Device::new(1);
    let small = codec::encode(&[RequestFrame::Hello(town.hello(&[]))]).unwrap();
    let large = vec![0; ALWAYS + 100];
    let send = async |from: &str, body: &[u8]| {
        let request = client(from)
            .post(format!("{}/sync", town.origin))
            .header(AUTHORIZATION, ama.sign("POST", "/sync", body, town.now()))
            .body(body.to_owned());
        within(request.send()).await.unwrap().status().as_u16()
    };
    // What is large and has room is read, and says nothing.
    let ask = async |from: &str| send(from, &large).await;
    let hold = async |from: &str, bytes: usize| {
        let mut stream = connect(&town, from).await;
        let signed = ama.sign("POST", "/sync", b"", town.now());
        let head = format!(
            "POST /sync HTTP/1.1\r\nhost: hub\r\nauthorization: {signed}\r\n\
             content-length: 100000\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let bytes = vec![0; ALWAYS + bytes];
        stream.write_all(&bytes).await.unwrap();
        stream
    };
    let becomes = async |from: &str, expected: u16| {
        within(async { while ask(from).await != expected {} }).await;
    };
    let first = hold("127.0.0.2", 5_000).await;
    // The hub reads it when it does.
    becomes("127.0.0.2", 429).await;
    assert_eq!(ask("127.0.0.3").await, 400, "another address");
    assert_eq!(send("127.0.0.2", &small).await, 200, "what is small");
    let second = hold("127.0.0.3", 4_000).await;
    becomes("127.0.0.4", 429).await;
    drop(first);
    becomes("127.0.0.4", 400).await;
    becomes("127.0.0.2", 400).await;
    drop(second);
}

/// A byte now and then, so that it never pauses for long.
#[tokio::test]
async fn a_body_that_drips_is_given_up() {
    let town = Town::open_with(|config| config.silence = Duration::from_secs(100)).await;
    let ama = Device::new(1);
    let body = codec::encode(&[RequestFrame::Hello(town.hello(&[]))]).unwrap();
    let mut stream = connect(&town, "127.0.0.2").await;
    let signed = ama.sign("POST", "/sync", &body, town.now());
    let head = format!(
        "POST /sync HTTP/1.1\r\nhost: hub\r\nauthorization: {signed}\r\n\
         content-length: 100000\r\nexpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // The hub reads: it has begun to count.
    let mut begun = [0; 25];
    within(stream.read_exact(&mut begun)).await.unwrap();
    assert!(begun.starts_with(b"HTTP/1.1 100"));
    // Fast enough, then too slow.
    town.clock.fetch_add(99_000, Ordering::SeqCst);
    stream.write_all(&[0; 600]).await.unwrap();
    town.clock.fetch_add(10_000, Ordering::SeqCst);
    let _ = stream.write_all(b"a").await;
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 408"));
}

#[tokio::test]
async fn an_upload_that_drips_keeps_what_came_and_holds_nothing() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let (bytes, offer) = photo(1, 50_000);
    let push = Lane::filing(&ama, 1)
        .edit("See")
        .push_with(&ama, vec![offer]);
    town.push(&ama, push).await.receipt(&town);
    let path = upload_path(offer.blob, 0, 50_000);
    let signed = ama.sign("PUT", &path, b"", town.now());
    let mut stream = connect(&town, "127.0.0.2").await;
    let head = format!(
        "PUT {path} HTTP/1.1\r\nhost: hub\r\nauthorization: {signed}\r\n\
         content-length: 50000\r\nexpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut begun = [0; 25];
    within(stream.read_exact(&mut begun)).await.unwrap();
    stream.write_all(&bytes[..20_000]).await.unwrap();
    town.clock.fetch_add(3_600_000, Ordering::SeqCst);
    let _ = stream.write_all(&bytes[20_000..20_001]).await;
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 200"));
    let reply = town.sync(&ama, &[], vec![]).await;
    assert!(reply.records().is_empty());
}
