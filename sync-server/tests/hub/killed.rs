//! The server is killed without warning, again and again: what it acknowledged is there.

use crate::kit::{Device, Lane, Link, Served, link_to, new_hub, photo, sign_push, uploaded};
use durbar_sync::{
    BlobId, LaneId,
    wire::{BlobKind, BlobOffer, ClientHello, Feed, Push, RequestFrame},
};
use durbar_sync_server::{folder::Folder, verify::verify};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

const KILLS: usize = if crate::ON_A_SERVER { 40 } else { 200 };
const DEVICES: u8 = 3;

/// What a hub said that it holds.
#[derive(Clone)]
pub(crate) struct Promise {
    claim: Push,
    received: i64,
    sequence: u64,
    blobs: Vec<BlobId>,
}

pub(crate) type Ledger = Arc<Mutex<HashMap<LaneId, Promise>>>;

/// Files, sends the photo and asks for the receipt, until the hub is gone.
pub(crate) async fn keep_filing(
    link: Arc<Link>,
    device: Arc<Device>,
    (first, ledger, promises): (u32, Ledger, Arc<AtomicUsize>),
) {
    for number in first.. {
        let (bytes, offer) = photo(number as u8, 3000);
        let offer = BlobOffer {
            kind: BlobKind::Thumbnail,
            ..offer
        };
        let mut push = Lane::numbered(&device, number)
            .edit("one")
            .push_with(&device, vec![offer]);
        for step in 0..3 {
            if step == 1 {
                // What a killed upload left behind is known by its conflict.
                let Some(answer) = link.try_put(&device, offer.blob, 0, &bytes).await else {
                    return;
                };
                if let (409, have @ 1.., false) = uploaded(answer) {
                    let rest = &bytes[have as usize..];
                    let Some(_) = link.try_put(&device, offer.blob, have, rest).await else {
                        return;
                    };
                }
                continue;
            }
            let frames = vec![RequestFrame::Push(push.clone())];
            let Some(reply) = link.try_say(&device, link.hello(&[]), frames).await else {
                return;
            };
            let receipt = reply.receipt(&link);
            push.changes.clear();
            sign_push(&mut push, &device);
            let promise = Promise {
                claim: push.clone(),
                received: receipt.received,
                sequence: receipt.sequence,
                blobs: receipt.blobs,
            };
            ledger.lock().unwrap().insert(push.lane, promise);
            promises.fetch_add(1, Ordering::SeqCst);
        }
    }
}

pub(crate) async fn check(link: &Link, device: &Device, promises: &[Promise]) {
    for some in promises.chunks(50) {
        let claims = some
            .iter()
            .map(|promise| RequestFrame::Push(promise.claim.clone()))
            .collect();
        let receipts = link.sync(device, &[], claims).await.receipts(link);
        assert_eq!(receipts.len(), some.len(), "a promised lane is gone");
        for (receipt, promise) in receipts.iter().zip(some) {
            assert_eq!(receipt.lane, promise.claim.lane);
            assert_eq!(
                (receipt.received, receipt.sequence),
                (promise.received, promise.sequence)
            );
            assert!(
                promise
                    .blobs
                    .iter()
                    .all(|blob| receipt.blobs.contains(blob))
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_was_acknowledged_is_lost_when_the_server_is_killed() {
    let data = new_hub();
    let devices: Vec<_> = (1..=DEVICES)
        .map(|seed| Arc::new(Device::new(seed)))
        .collect();
    let ledgers: Vec<Ledger> = devices.iter().map(|_| Ledger::default()).collect();
    for kill in 0..KILLS {
        let mut served = Served::start(data.path());
        let link = Arc::new(link_to(&served, &devices[0]).await);
        for (device, ledger) in devices.iter().zip(&ledgers) {
            let recent = newest(ledger, 2);
            check(&link, device, &recent).await;
        }
        let promises = Arc::new(AtomicUsize::new(0));
        let filing: Vec<_> = devices
            .iter()
            .zip(&ledgers)
            .map(|(device, ledger)| {
                let first = kill as u32 * 1000;
                let state = (first, ledger.clone(), promises.clone());
                tokio::spawn(keep_filing(link.clone(), device.clone(), state))
            })
            .collect();
        // Each round ends elsewhere in the work that is under way.
        while promises.load(Ordering::SeqCst) < kill % 5 {
            tokio::task::yield_now().await;
        }
        for _ in 0..(kill * 7919) % 300 {
            tokio::task::yield_now().await;
        }
        served.child.kill().unwrap();
        served.child.wait().unwrap();
        for task in filing {
            task.await.unwrap();
        }
    }
    let served = Served::start(data.path());
    let link = link_to(&served, &devices[0]).await;
    for (device, ledger) in devices.iter().zip(&ledgers) {
        let all = newest(ledger, usize::MAX);
        assert!(
            all.len() > KILLS / 10,
            "only {} filings came through",
            all.len()
        );
        check(&link, device, &all).await;
        for promise in &all {
            for blob in &promise.blobs {
                let (status, bytes) = link.get(device, *blob, None).await;
                assert_eq!((status, BlobId::of(&bytes)), (200, *blob));
            }
        }
        let mut cursor = 0;
        loop {
            let feed = Feed::Person(device.keys.public());
            let hello = ClientHello {
                own: true,
                whole: true,
                dictionary: 0,
                ..link.hello(&[(feed, cursor)])
            };
            let reply = link.say(device, hello, vec![]).await;
            let sequences = reply.sequences();
            let expected: Vec<_> = (cursor + 1..).take(sequences.len()).collect();
            assert_eq!(sequences, expected);
            cursor = reply.end().cursors[0];
            if !reply.end().more {
                break;
            }
        }
    }
    drop(served);
    let report = verify(&Folder::open(data.path()).unwrap()).unwrap();
    assert!(report.is_sound(), "{report}");
}

pub(crate) fn newest(ledger: &Ledger, count: usize) -> Vec<Promise> {
    let mut all: Vec<_> = ledger.lock().unwrap().values().cloned().collect();
    all.sort_by_key(|promise| std::cmp::Reverse(promise.sequence));
    all.truncate(count);
    all
}
