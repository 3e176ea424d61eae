//! What is kept of each device and address has bounds, and what is not taken is not lost.

use crate::kit::{Device, Lane, Town, error, photo, uploaded};
use durbar_sync::wire::{ErrorCode, Refusal, RequestFrame};
use durbar_sync_server::folder::Folder;
use std::sync::atomic::Ordering;

const DAY: i64 = 86_400_000;

fn long(seed: usize) -> String {
    format!("{seed} ").repeat(1000)
}

#[tokio::test]
async fn records_beyond_a_days_quota_wait_for_the_next_day() {
    let town = Town::open_with(|config| config.limits.quota.words_day = 8000).await;
    let (ama, kofi) = (Device::new(1), Device::new(2));
    let mut filings: Vec<_> = (0..4).map(|number| Lane::filing(&ama, number)).collect();
    let pushes: Vec<_> = filings
        .iter_mut()
        .enumerate()
        .map(|(seed, lane)| RequestFrame::Push(lane.edit(&long(seed)).push(&ama)))
        .collect();
    let reply = town.sync(&ama, &[], pushes.clone()).await;
    let taken = reply.receipts(&town).len();
    assert!((1..4).contains(&taken), "{taken}");
    assert_eq!(reply.refusals(), vec![Refusal::Quota; 4 - taken]);
    // A claim costs nothing, and others have their own.
    let reply = town.sync(&ama, &[], pushes[..1].to_vec()).await;
    assert_eq!(reply.refusals(), []);
    let push = Lane::filing(&kofi, 1).edit(&long(9)).push(&kofi);
    assert_eq!(town.push(&kofi, push).await.refusals(), []);
    let feed = town.follow(&ama, ama.feed()).await;
    assert_eq!(
        feed.lane_records().len(),
        taken,
        "something refused was kept"
    );

    town.clock.fetch_add(DAY, Ordering::SeqCst);
    let reply = town.sync(&ama, &[], pushes[taken..].to_vec()).await;
    assert_eq!(reply.refusals().first(), None, "the next day");
}

#[tokio::test]
async fn what_is_counted_is_what_the_database_holds() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let push = Lane::filing(&ama, 1).edit(&long(1)).push(&ama);
    town.push(&ama, push).await.receipt(&town);
    let folder = Folder::open(town.data.path()).unwrap();
    let database = folder.place().unwrap().connect().unwrap();
    let words: i64 = database
        .one("SELECT words FROM usage WHERE words = words_day", &[])
        .unwrap();
    let stored: Vec<i64> = database
        .rows(
            "SELECT length(body) FROM records WHERE lane IS NOT NULL",
            &[],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(words, stored.iter().sum::<i64>());
}

#[tokio::test]
async fn photos_beyond_a_days_quota_are_not_asked_for_and_their_words_are_taken() {
    let town = Town::open_with(|config| config.limits.quota.photos_day = 100_000).await;
    let ama = Device::new(1);
    let (first, second) = (photo(1, 60_000), photo(2, 60_000));
    let mut lane = Lane::filing(&ama, 1);
    let push = lane.edit("See").push_with(&ama, vec![first.1, second.1]);
    let reply = town.push(&ama, push.clone()).await;
    assert_eq!(
        reply.receipt(&town).heads.len(),
        1,
        "the words are received"
    );
    assert_eq!(reply.wanted(), [(first.1.blob, 0)]);
    let put = town.put(&ama, first.1.blob, 0, &first.0).await;
    assert_eq!(uploaded(put), (200, 60_000, true));
    // Sent all the same, it is not kept.
    let put = town.put(&ama, second.1.blob, 0, &second.0).await;
    assert_eq!(error(put), (429, ErrorCode::Quota));
    assert_eq!(town.push(&ama, push.clone()).await.wanted(), []);

    town.clock.fetch_add(DAY, Ordering::SeqCst);
    let reply = town.push(&ama, push.clone()).await;
    assert_eq!(reply.wanted(), [(second.1.blob, 0)]);
    let put = town.put(&ama, second.1.blob, 0, &second.0).await;
    assert_eq!(uploaded(put), (200, 60_000, true));
    assert_eq!(town.push(&ama, push).await.receipt(&town).blobs.len(), 2);
}

/// Each upload alone would fit.
#[tokio::test]
async fn uploads_at_once_do_not_get_past_a_quota() {
    let town = Town::open_with(|config| config.limits.quota.photos_day = 100_000).await;
    let ama = Device::new(1);
    let photos: Vec<_> = (0..6).map(|seed| photo(seed, 60_000)).collect();
    let offers = photos.iter().map(|(_, offer)| *offer).collect();
    let push = Lane::filing(&ama, 1).edit("See").push_with(&ama, offers);
    town.push(&ama, push).await.receipt(&town);
    let puts = photos
        .iter()
        .map(|(bytes, offer)| town.put(&ama, offer.blob, 0, bytes));
    let statuses: Vec<_> = futures_util::future::join_all(puts)
        .await
        .into_iter()
        .map(|(status, _)| status)
        .collect();
    assert_eq!(
        statuses.iter().filter(|status| **status == 200).count(),
        1,
        "{statuses:?}"
    );
}

#[tokio::test]
async fn many_keys_at_one_address_bring_no_more_than_it_may() {
    let town = Town::open_with(|config| config.limits.quota.address_day = 20_000).await;
    let mut taken = 0;
    for seed in 0..10 {
        let device = Device::new(seed);
        let push = Lane::filing(&device, 1)
            .edit(&long(seed.into()))
            .push(&device);
        let refusals = town.push(&device, push).await.refusals();
        if refusals.is_empty() {
            taken += 1;
        } else {
            assert_eq!(refusals, [Refusal::Quota]);
        }
    }
    assert!((5..10).contains(&taken), "{taken}");
    town.clock.fetch_add(DAY, Ordering::SeqCst);
    let device = Device::new(20);
    let push = Lane::filing(&device, 1).edit(&long(1)).push(&device);
    assert_eq!(town.push(&device, push).await.refusals(), []);
}
