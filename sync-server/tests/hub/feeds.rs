//! Who hears what, and when.

use crate::kit::{
    DEPARTMENT, Device, Lane, OTHER_DEPARTMENT, START, Town, casework_header, next_pack, within,
};
use durbar_sync::wire::{Body, ClientHello, Feed, ReplyFrame, RequestFrame};
use durbar_sync_server::folder::Folder;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Instant,
};

fn department() -> Feed {
    Feed::Department(DEPARTMENT.to_owned())
}

#[tokio::test]
async fn an_officer_hears_a_filing_with_its_header_once() {
    let town = Town::open().await;
    let (ama, officer) = (Device::new(1), town.officer(2, DEPARTMENT).await);
    let mut lane = Lane::filing(&ama, 1);
    let first = lane.edit("one").push(&ama);
    town.push(&ama, first.clone()).await.receipt(&town);
    town.push(&ama, lane.edit("two").push(&ama))
        .await
        .receipt(&town);
    let reply = town.sync(&officer, &[(department(), 0)], vec![]).await;
    let records = reply.lane_records();
    assert_eq!(records.len(), 2);
    assert_eq!(records[0].header.as_ref(), Some(&lane.header));
    assert_eq!(records[1].header, None);
    assert_eq!(
        (&records[0].changes, &records[0].heads),
        (&first.changes, &first.heads)
    );
    assert_eq!(
        (records[0].author, records[0].received),
        (ama.keys.public(), START)
    );
    assert_eq!((&reply.end().cursors, reply.end().more), (&vec![2], false));
    let rest = town.sync(&officer, &[(department(), 1)], vec![]).await;
    assert_eq!(rest.sequences(), [2]);
}

#[tokio::test]
async fn an_answer_reaches_the_person_and_not_a_neighbour() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(3));
    let officer = town.officer(2, DEPARTMENT).await;
    let mut filing = Lane::filing(&ama, 1);
    town.push(&ama, filing.edit("one").push(&ama))
        .await
        .receipt(&town);
    let mut casework = Lane::new(&officer, &casework_header(filing.id, DEPARTMENT));
    let reply = town
        .push(&officer, casework.edit("We come on Monday").push(&officer))
        .await;
    assert_eq!(reply.receipt(&town).sequence, 2);
    let heard = town.sync(&ama, &[(ama.feed(), 1)], vec![]).await;
    assert_eq!(heard.lane_records()[0].lane, casework.id);
    assert_eq!(heard.lane_records()[0].author, officer.keys.public());
    let foreign = [(ama.feed(), 0), (department(), 0), (kofi.feed(), 0)];
    let denied = town.sync(&kofi, &foreign, vec![]).await;
    assert_eq!(denied.end().denied, [0, 1]);
    assert!(denied.records().is_empty());
}

#[tokio::test]
async fn an_officer_of_another_department_is_denied() {
    let town = Town::open().await;
    let officer = town.officer(2, OTHER_DEPARTMENT).await;
    let asked = [
        (Feed::Department("../etc".to_owned()), 0),
        (department(), 0),
    ];
    let reply = town.sync(&officer, &asked, vec![]).await;
    assert_eq!(reply.end().denied, [0, 1]);
}

#[tokio::test]
async fn own_records_come_back_only_when_asked_for() {
    let town = Town::open().await;
    let ama = Device::new(1);
    town.push(&ama, Lane::filing(&ama, 1).edit("one").push(&ama))
        .await
        .receipt(&town);
    let reply = town.sync(&ama, &[(ama.feed(), 0)], vec![]).await;
    assert!(reply.records().is_empty());
    assert_eq!(reply.end().cursors, [1]);
    let reply = town.follow(&ama, ama.feed()).await;
    assert!(reply.lane_records()[0].header.is_some());
}

#[tokio::test]
async fn the_pack_and_the_registry_are_for_everybody_and_come_first() {
    let town = Town::open().await;
    let (ama, officer) = (Device::new(1), town.officer(2, DEPARTMENT).await);
    town.push(&ama, Lane::filing(&ama, 1).edit("one").push(&ama))
        .await
        .receipt(&town);
    let cursors = [(department(), 0), (Feed::Pack, 0), (Feed::Registry, 0)];
    let reply = town.sync(&officer, &cursors, vec![]).await;
    let feeds: Vec<_> = reply.records().iter().map(|record| record.feed).collect();
    assert_eq!(feeds, [2, 1, 0]);
    let Body::Manifest(manifest) = &reply.records()[1].body else {
        panic!("no manifest")
    };
    let manifest = manifest.verify(&town.hub.hello().administrator).unwrap();
    let (name, base) = &manifest.parts[0];
    assert_eq!(name, "base");
    let (status, bytes) = town.get(&ama, base.blob, None).await;
    assert_eq!((status, durbar_sync::BlobId::of(&bytes)), (200, base.blob));
}

#[tokio::test]
async fn a_budget_is_kept_and_the_rest_is_announced() {
    let town = Town::open().await;
    let (ama, officer) = (Device::new(1), town.officer(2, DEPARTMENT).await);
    for number in 0..5 {
        let push = Lane::filing(&ama, number)
            .edit(&"x".repeat(1000))
            .push(&ama);
        town.push(&ama, push).await.receipt(&town);
    }
    let mut cursor = 0;
    let mut heard = Vec::new();
    for expected_more in [true, true, false] {
        let hello = ClientHello {
            budget: 3000,
            ..town.hello(&[(department(), cursor)])
        };
        let reply = town.say(&officer, hello, vec![]).await;
        heard.extend(reply.sequences());
        cursor = reply.end().cursors[0];
        assert_eq!(reply.end().more, expected_more, "{heard:?}");
    }
    assert_eq!(heard, [1, 2, 3, 4, 5]);
    let hello = ClientHello {
        budget: 0,
        ..town.hello(&[(department(), 0)])
    };
    assert_eq!(town.say(&officer, hello, vec![]).await.sequences(), [1]);
}

#[tokio::test]
async fn a_long_reply_comes_in_pieces_that_can_be_read_one_by_one() {
    let town = Town::open().await;
    let (ama, officer) = (Device::new(1), town.officer(2, DEPARTMENT).await);
    for number in 0..30 {
        let (bytes, _) = crate::kit::photo(number, 2000);
        let text: String = bytes
            .iter()
            .map(|byte| char::from(b'a' + byte % 26))
            .collect();
        town.push(&ama, Lane::filing(&ama, number).edit(&text).push(&ama))
            .await
            .receipt(&town);
    }
    let frames = [RequestFrame::Hello(town.hello(&[(department(), 0)]))];
    let body = durbar_sync::codec::encode(&frames).unwrap();
    let (_, whole) = town.post(&officer, body).await;
    let cut = &whole[..whole.len() * 2 / 3];
    let read: Vec<ReplyFrame> = durbar_sync::codec::decode(cut, 1 << 24).unwrap();
    assert!(read.len() >= 18, "{} of 31", read.len());
    let all: Vec<ReplyFrame> = durbar_sync::codec::decode(&whole, 1 << 24).unwrap();
    assert_eq!(all.len(), 31);
}

#[tokio::test]
async fn a_long_poll_wakes_with_the_news() {
    let town = Arc::new(Town::open().await);
    let (ama, officer) = (Device::new(1), town.officer(2, DEPARTMENT).await);
    let polling = tokio::spawn({
        let town = town.clone();
        async move {
            let hello = ClientHello {
                wait: 100,
                ..town.hello(&[(department(), 0)])
            };
            town.say(&officer, hello, vec![]).await
        }
    });
    let started = Instant::now();
    town.push(&ama, Lane::filing(&ama, 1).edit("one").push(&ama))
        .await
        .receipt(&town);
    let reply = within(polling).await.unwrap();
    assert_eq!(reply.sequences(), [1]);
    assert!(started.elapsed().as_secs() < 20);
}

#[tokio::test]
async fn a_long_poll_without_news_ends_in_time_and_one_at_the_end_at_once() {
    let mut town = Town::open().await;
    let ama = Device::new(1);
    let hello = ClientHello {
        wait: 1,
        ..town.hello(&[(ama.feed(), 0)])
    };
    let started = Instant::now();
    assert!(town.say(&ama, hello, vec![]).await.records().is_empty());
    assert!(started.elapsed().as_millis() >= 1000);
    let (origin, now) = (town.origin.clone(), town.now());
    let hello = ClientHello {
        wait: 100,
        ..town.hello(&[(ama.feed(), 0)])
    };
    let body = durbar_sync::codec::encode(&[RequestFrame::Hello(hello)]).unwrap();
    let signed = ama.sign("POST", "/sync", &body, now);
    let polling = tokio::spawn(
        reqwest::Client::new()
            .post(format!("{origin}/sync"))
            .header("authorization", signed)
            .body(body)
            .send(),
    );
    town.has_a_long_poll().await;
    town.stop().await;
    assert_eq!(within(polling).await.unwrap().unwrap().status(), 200);
}

#[tokio::test]
async fn a_pack_that_another_process_publishes_reaches_who_waits_for_it() {
    let town = Arc::new(Town::open().await);
    let ama = Device::new(1);
    let hello = ClientHello {
        wait: 100,
        ..town.hello(&[(Feed::Pack, 1)])
    };
    let polling = tokio::spawn({
        let town = town.clone();
        async move { town.say(&ama, hello, vec![]).await }
    });
    town.has_a_long_poll().await;
    let next = next_pack("next");
    let hub = Folder::open(town.data.path()).unwrap();
    assert_eq!(
        hub.publish(next.path(), START).unwrap(),
        ("next".to_owned(), true)
    );
    assert_eq!(within(polling).await.unwrap().sequences(), [2]);
}

#[tokio::test]
async fn a_grant_that_ended_opens_nothing() {
    let town = Town::open().await;
    let officer = town.officer(2, DEPARTMENT).await;
    let cursors = [(department(), 0)];
    assert!(
        town.sync(&officer, &cursors, vec![])
            .await
            .end()
            .denied
            .is_empty()
    );
    town.clock
        .store(START + 31 * 24 * 60 * 60 * 1000, Ordering::SeqCst);
    assert_eq!(
        town.sync(&officer, &cursors, vec![]).await.end().denied,
        [0]
    );
}
