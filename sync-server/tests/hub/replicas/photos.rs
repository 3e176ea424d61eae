//! Photos that several hubs take, into one store.

use super::{another, two};
use crate::kit::{Data, Device, Lane, START, Storage, Town, database, pack, photo, uploaded};
use durbar_sync::BlobId;
use durbar_sync_server::{
    folder::{Folder, Servers},
    verify::verify,
};
use std::sync::Arc;
use tempfile::TempDir;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn photos_wait_while_their_server_is_away_and_words_do_not() {
    let storage = Storage::start();
    let data = TempDir::new().unwrap();
    let servers = Servers {
        database: Some(database()),
        blobs: Some(storage.bucket()),
    };
    Folder::create_on(data.path(), &pack(), START, &servers).unwrap();
    let town = Town::serve(Data::Own(data), START, |_| {}).await;
    let ama = Device::new(1);
    let (bytes, offer) = photo(1, 700_000);
    let push = Lane::filing(&ama, 1)
        .edit("See")
        .push_with(&ama, vec![offer]);
    town.push(&ama, push).await.receipt(&town);
    let half = 300_000;
    let sent = town.put(&ama, offer.blob, 0, &bytes[..half]).await;
    assert_eq!(uploaded(sent), (200, half as u64, false));

    storage.is_away(true);
    let (status, _) = town
        .put(&ama, offer.blob, half as u64, &bytes[half..])
        .await;
    assert!(status >= 500, "{status}");
    let words = Lane::filing(&ama, 2).edit("words alone").push(&ama);
    town.push(&ama, words).await.receipt(&town);

    storage.is_away(false);
    let again = town
        .put(&ama, offer.blob, half as u64, &bytes[half..])
        .await;
    assert_eq!(uploaded(again), (200, bytes.len() as u64, true));
    let (status, whole) = town.get(&ama, offer.blob, None).await;
    assert_eq!((status, whole), (200, bytes.clone()));
    let (status, rest) = town.get(&ama, offer.blob, Some(half as u64)).await;
    assert_eq!((status, &rest[..]), (206, &bytes[half..]));
    storage.is_away(true);
    let (status, _) = town.get(&ama, offer.blob, None).await;
    assert!(status >= 500, "{status}");
    storage.is_away(false);
    let report = verify(&Folder::open(town.data.path()).unwrap()).unwrap();
    assert!(report.is_clean(), "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_photo_that_goes_to_two_hubs_by_turns_is_put_together() {
    let (first, second) = two().await;
    let ama = Device::new(1);
    let (bytes, offer) = photo(1, 500_000);
    let push = Lane::filing(&ama, 1)
        .edit("See")
        .push_with(&ama, vec![offer]);
    first.push(&ama, push).await.receipt(&first);
    let mut have = 0;
    for (turn, length) in [100_000, 1, 299_999, 100_000].into_iter().enumerate() {
        let town = [&first, &second][turn % 2];
        let piece = &bytes[have..have + length];
        let sent = uploaded(town.put(&ama, offer.blob, have as u64, piece).await);
        have += length;
        assert_eq!(sent, (200, have as u64, have == bytes.len()));
    }
    for town in [&first, &second] {
        let (status, whole) = town.get(&ama, offer.blob, None).await;
        assert_eq!((status, BlobId::of(&whole)), (200, offer.blob));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_photo_that_goes_to_two_hubs_at_once_is_whole_and_counted_once() {
    let (first, second) = two().await;
    let ama = Arc::new(Device::new(1));
    let mut sent = 0;
    for number in 0..10 {
        let (bytes, offer) = photo(number, 300_000 + usize::from(number));
        sent += bytes.len() as i64;
        let push = Lane::filing(&ama, number)
            .edit("See")
            .push_with(&ama, vec![offer]);
        first.push(&ama, push).await.receipt(&first);
        let bytes = Arc::new(bytes);
        let puts = [&first, &second].map(|town| {
            let (town, ama, bytes) = (town.clone(), ama.clone(), bytes.clone());
            tokio::spawn(async move { town.put(&ama, offer.blob, 0, &bytes).await.0 })
        });
        for put in puts {
            let status = put.await.unwrap();
            assert!([200, 409, 429].contains(&status), "{status}");
        }
        // Whoever came second hears how far it is, and goes on from there.
        let mut have = 0;
        loop {
            let rest = &bytes[have as usize..];
            let (status, more, is_whole) = uploaded(second.put(&ama, offer.blob, have, rest).await);
            if is_whole {
                break;
            }
            assert_eq!(status, 409);
            have = more;
        }
        let (status, whole) = first.get(&ama, offer.blob, None).await;
        assert_eq!((status, &whole), (200, bytes.as_ref()));
    }
    let folder = Folder::open(first.data.path()).unwrap();
    let database = folder.place().unwrap().connect().unwrap();
    let counted: i64 = database.one("SELECT photos FROM usage", &[]).unwrap();
    assert_eq!(counted, sent);
}
