//! Photos on a store of three nodes, which fall one after the other while photos come in.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::print_stdout, reason = "how much was tried")]
#![allow(dead_code, unused_imports, reason = "the kit is for others, too")]

#[path = "nodes/garage.rs"]
mod garage;
mod kit;

/// The databases are on a server.
const ON_A_SERVER: bool = true;

use durbar_sync::BlobId;
use durbar_sync_server::{
    folder::{Folder, Servers},
    verify::verify,
};
use garage::Garage;
use kit::{Data, Device, Lane, Link, START, Town, database, pack, photo, within};
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};
use tempfile::TempDir;

/// How often a node is killed.
const KILLS: usize = 30;
/// Photos that are promised while it is away.
const MEANWHILE: usize = 4;
/// People who send photos at one time.
const SENDERS: u8 = 4;

/// How often something was promised, and how often it was not taken.
#[derive(Default)]
struct Ledger {
    promises: AtomicUsize,
    refusals: AtomicUsize,
    is_over: AtomicBool,
}

/// Gives the device back with all that was promised to it.
async fn keep_sending(link: Arc<Link>, who: u8, ledger: Arc<Ledger>) -> (Device, Vec<BlobId>) {
    let device = Device::new(who);
    let mut promised = Vec::new();
    while !ledger.is_over.load(Ordering::SeqCst) {
        let number = promised.len();
        let seed = who.wrapping_mul(61).wrapping_add(number as u8);
        let (bytes, offer) = photo(seed, 60_000 + number * 100);
        let mut lane = Lane::numbered(&device, number as u32);
        let push = lane.edit("See").push_with(&device, vec![offer]);
        link.push(&device, push).await.receipt(&link);
        let refused = |status: u16| {
            assert!(status >= 500, "{status}");
            ledger.refusals.fetch_add(1, Ordering::SeqCst);
        };
        link.upload(&device, (&bytes, offer.blob), refused).await;
        promised.push(offer.blob);
        ledger.promises.fetch_add(1, Ordering::SeqCst);
    }
    (device, promised)
}

async fn grows(count: &AtomicUsize, by: usize) {
    let wanted = count.load(Ordering::SeqCst) + by;
    within(async {
        while count.load(Ordering::SeqCst) < wanted {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_promised_photo_outlives_any_one_of_three_nodes() {
    let mut garage = Garage::start();
    let data = TempDir::new().unwrap();
    let servers = Servers {
        database: Some(database()),
        blobs: Some(garage.bucket()),
    };
    Folder::create_on(data.path(), &pack(), START, &servers).unwrap();
    let town = Town::serve(Data::Own(data), START, |_| {}).await;
    let link = Arc::new(Link::new(
        town.origin.clone(),
        town.hub.hello().clone(),
        Arc::new(|| START),
    ));
    let ledger = Arc::<Ledger>::default();
    let senders: Vec<_> = (1..=SENDERS)
        .map(|who| tokio::spawn(keep_sending(link.clone(), who, ledger.clone())))
        .collect();
    for kill in 0..KILLS {
        grows(&ledger.promises, 1).await;
        // The first one is the hub's door to all of them: without it nothing is promised.
        let node = kill % 3;
        garage.kill(node);
        if node == 0 {
            grows(&ledger.refusals, 1).await;
        } else {
            grows(&ledger.promises, MEANWHILE).await;
        }
        garage.wake(node);
    }
    // Of two that are away one had what nobody else has: nothing is promised.
    garage.kill(1);
    garage.kill(2);
    grows(&ledger.refusals, 4 * usize::from(SENDERS)).await;
    let before = ledger.promises.load(Ordering::SeqCst);
    grows(&ledger.refusals, usize::from(SENDERS)).await;
    assert_eq!(ledger.promises.load(Ordering::SeqCst), before);
    let words = Lane::filing(&Device::new(99), 1)
        .edit("words")
        .push(&Device::new(99));
    town.push(&Device::new(99), words).await.receipt(&town);
    garage.wake(1);
    garage.wake(2);
    grows(&ledger.promises, usize::from(SENDERS)).await;
    ledger.is_over.store(true, Ordering::SeqCst);
    let (mut count, mut unread) = (0, 0);
    for sender in senders {
        let (device, promised) = sender.await.unwrap();
        count += promised.len();
        for blob in &promised {
            let read = async {
                loop {
                    // Nodes that were away may have to find each other first.
                    let (status, bytes) = town.get(&device, *blob, None).await;
                    match status {
                        200 => return bytes,
                        500.. => unread += 1,
                        other => panic!("{other} for a photo that was promised"),
                    }
                }
            };
            assert_eq!(BlobId::of(&within(read).await), *blob);
        }
    }
    println!(
        "{count} photos promised, {KILLS} nodes killed, {} times not taken, {unread} times not read",
        ledger.refusals.load(Ordering::SeqCst)
    );
    let report = verify(&Folder::open(town.data.path()).unwrap()).unwrap();
    assert!(report.is_sound(), "{report}");
}
