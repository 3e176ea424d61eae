//! Requests that are not what they seem. After each the hub is still up.

use crate::kit::{Device, Lane, START, Town, error, photo, sign_push};
use durbar_sync::{
    codec,
    wire::{
        BlobKind, BlobOffer, Bytes, ClientHello, ErrorCode, Feed, MAX_BLOB, MAX_BLOBS, Push,
        Refusal, RequestFrame, VERSION,
    },
};
use std::sync::atomic::Ordering;

fn hello(town: &Town) -> Vec<u8> {
    codec::encode(&[RequestFrame::Hello(town.hello(&[]))]).unwrap()
}

#[tokio::test]
async fn requests_that_their_key_did_not_sign_are_refused() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let body = hello(&town);
    let signatures = [
        ama.sign("POST", "/sync", b"another body", START),
        ama.sign("PUT", "/sync", &body, START),
        ama.sign("POST", "/sync?x=1", &body, START),
        "Durbar AAAA".to_owned(),
        "Bearer token".to_owned(),
        String::new(),
    ];
    for signature in signatures {
        let answer = town.post_signed(&signature, body.clone()).await;
        assert_eq!(error(answer), (401, ErrorCode::Signature), "{signature}");
    }
    assert!(town.is_up().await);
}

#[tokio::test]
async fn the_same_signature_works_once() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let body = hello(&town);
    let signature = ama.sign("POST", "/sync", &body, START);
    assert_eq!(town.post_signed(&signature, body.clone()).await.0, 200);
    assert_eq!(
        error(town.post_signed(&signature, body).await),
        (401, ErrorCode::Replay)
    );
}

#[tokio::test]
async fn a_device_with_a_wrong_clock_learns_the_time() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let body = hello(&town);
    let minutes = 60_000;
    for time in [
        START - 11 * minutes,
        START + 11 * minutes,
        i64::MIN,
        i64::MAX,
    ] {
        let (status, answer) = town
            .post_signed(&ama.sign("POST", "/sync", &body, time), body.clone())
            .await;
        let answer: durbar_sync::wire::ErrorBody = postcard::from_bytes(&answer).unwrap();
        assert_eq!(
            (status, answer.code, answer.time),
            (401, ErrorCode::Clock, START)
        );
    }
    for time in [START - 9 * minutes, START + 9 * minutes] {
        let signature = ama.sign("POST", "/sync", &body, time);
        assert_eq!(town.post_signed(&signature, body.clone()).await.0, 200);
    }
}

#[tokio::test]
async fn bodies_that_are_not_frames_are_refused() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let said = RequestFrame::Hello(town.hello(&[]));
    let push = RequestFrame::Push(Lane::filing(&ama, 1).edit("one").push(&ama));
    let bodies = [
        b"garbage".to_vec(),
        vec![],
        photo(1, 5000).0,
        codec::encode(std::slice::from_ref(&push)).unwrap(),
        codec::encode(&[push, said.clone()]).unwrap(),
        codec::encode(&[said.clone(), said]).unwrap(),
        codec::encode(&["text", "text"]).unwrap(),
    ];
    for body in bodies {
        assert_eq!(
            error(town.post(&ama, body).await),
            (400, ErrorCode::Malformed)
        );
    }
    assert!(town.is_up().await);
}

#[tokio::test]
async fn another_version_is_told_so() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let hello = ClientHello {
        version: VERSION + 1,
        ..town.hello(&[])
    };
    let body = codec::encode(&[RequestFrame::Hello(hello)]).unwrap();
    assert_eq!(
        error(town.post(&ama, body).await),
        (400, ErrorCode::Version)
    );
}

#[tokio::test]
async fn bodies_that_are_too_long_or_expand_too_far_are_refused() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let long = photo(1, 2 * 1024 * 1024).0;
    assert_eq!(
        error(town.post(&ama, long).await),
        (413, ErrorCode::TooLarge)
    );
    let zeros = Push {
        changes: vec![Bytes(vec![0; 1_900_000])],
        ..Lane::filing(&ama, 1).edit("one").push(&ama)
    };
    let mut bomb = vec![RequestFrame::Hello(town.hello(&[]))];
    bomb.extend((0..6).map(|_| RequestFrame::Push(zeros.clone())));
    let bomb = codec::encode(&bomb).unwrap();
    assert!(bomb.len() < 64 * 1024);
    assert_eq!(
        error(town.post(&ama, bomb).await),
        (413, ErrorCode::TooLarge)
    );
    let push = RequestFrame::Push(Lane::filing(&ama, 1).edit("one").push(&ama));
    let mut flood = vec![RequestFrame::Hello(town.hello(&[]))];
    flood.extend((0..513).map(|_| push.clone()));
    let flood = codec::encode(&flood).unwrap();
    assert_eq!(
        error(town.post(&ama, flood).await),
        (413, ErrorCode::TooLarge)
    );
    let cursors: Vec<_> = (0..257).map(|_| (Feed::Pack, 0)).collect();
    let hello = RequestFrame::Hello(town.hello(&cursors));
    let many = codec::encode(&[hello]).unwrap();
    assert_eq!(
        error(town.post(&ama, many).await),
        (413, ErrorCode::TooLarge)
    );
    assert!(town.is_up().await);
}

#[tokio::test]
async fn a_flood_is_told_to_come_later() {
    let town = Town::open_with(|config| config.limits.burst = 3).await;
    let (loud, quiet) = (Device::new(1), Device::new(2));
    for _ in 0..3 {
        assert_eq!(town.post(&loud, hello(&town)).await.0, 200);
    }
    assert_eq!(
        error(town.post(&loud, hello(&town)).await),
        (429, ErrorCode::Busy)
    );
    assert_eq!(town.post(&quiet, hello(&town)).await.0, 200);
    town.clock.store(START + 1000, Ordering::SeqCst);
    assert_eq!(town.post(&loud, hello(&town)).await.0, 200);
}

#[tokio::test]
async fn pushes_that_were_tampered_with_are_refused_and_leave_no_trace() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(2));
    let sound = || Lane::filing(&ama, 1).edit("one").push(&ama);
    let (_, offer) = photo(1, 100);
    let resigned = |change: &dyn Fn(&mut Push)| {
        let mut push = sound();
        change(&mut push);
        sign_push(&mut push, &ama);
        push
    };
    let mut unsigned = sound();
    unsigned.blobs.push(offer);
    let mut by_another = sound();
    sign_push(&mut by_another, &kofi);
    let large = BlobOffer {
        length: MAX_BLOB + 1,
        ..offer
    };
    let empty = BlobOffer { length: 0, ..offer };
    let part = BlobOffer {
        kind: BlobKind::PackPart,
        ..offer
    };
    let many: Vec<_> = (0..=MAX_BLOBS).map(|n| photo(n as u8, 9).1).collect();
    let cases = [
        (unsigned, Refusal::BadSignature),
        (by_another, Refusal::BadSignature),
        (resigned(&|push| push.header = None), Refusal::BadSignature),
        (
            resigned(&|push| {
                if let Some(header) = &mut push.header {
                    header.signature = None;
                }
            }),
            Refusal::BadSignature,
        ),
        (resigned(&|push| push.heads.clear()), Refusal::BadChange),
        (
            resigned(&|push| push.heads[0].0[0] ^= 1),
            Refusal::BadChange,
        ),
        (resigned(&|push| push.changes.clear()), Refusal::BadChange),
        (
            resigned(&|push| push.changes.push(push.changes[0].clone())),
            Refusal::BadChange,
        ),
        (
            resigned(&|push| push.changes[0].0[12] ^= 1),
            Refusal::BadChange,
        ),
        (
            resigned(&|push| push.changes[0] = Bytes(b"not a change".to_vec())),
            Refusal::BadChange,
        ),
        (
            resigned(&|push| push.changes[0] = Bytes(vec![0; 300_000])),
            Refusal::TooLarge,
        ),
        (
            resigned(&|push| push.changes = vec![Bytes(vec![]); 513]),
            Refusal::TooLarge,
        ),
        (
            resigned(&|push| push.blobs = vec![large]),
            Refusal::TooLarge,
        ),
        (
            resigned(&|push| push.blobs = many.clone()),
            Refusal::TooLarge,
        ),
        (
            resigned(&|push| push.blobs = vec![offer, offer]),
            Refusal::BadChange,
        ),
        (
            resigned(&|push| push.blobs = vec![empty]),
            Refusal::BadChange,
        ),
        (
            resigned(&|push| push.blobs = vec![part]),
            Refusal::NotAllowed,
        ),
    ];
    for (number, (push, refusal)) in cases.into_iter().enumerate() {
        let reply = town.push(&ama, push).await;
        assert_eq!(reply.refusals(), [refusal], "case {number}");
        assert!(reply.receipts(&town).is_empty());
    }
    assert!(town.follow(&ama, ama.feed()).await.records().is_empty());
    town.push(&ama, sound()).await.receipt(&town);
}
