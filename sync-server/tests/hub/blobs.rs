//! Blobs go up at an offset, survive cuts, and come down to who may read them.

use crate::kit::{
    DEPARTMENT, Device, Lane, OTHER_DEPARTMENT, Town, casework_header, error, photo, sign_push,
    upload_path, uploaded, within,
};
use crate::links::{is_taken, link};
use durbar_sync::{
    BlobId,
    wire::{BlobKind, BlobOffer, ErrorCode, Push, Refusal},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A filing that offers a photo.
async fn offered(town: &Town, ama: &Device, length: usize) -> (Vec<u8>, BlobId, Push) {
    let (bytes, offer) = photo(1, length);
    let push = Lane::filing(ama, 1)
        .edit("See the photo")
        .push_with(ama, vec![offer]);
    let reply = town.push(ama, push.clone()).await;
    assert!(reply.receipt(town).blobs.is_empty());
    assert_eq!(reply.wanted(), [(offer.blob, 0)]);
    (bytes, offer.blob, push)
}

/// Sends the first bytes of an upload over a bare connection and returns it open.
async fn start_upload(town: &Town, ama: &Device, path: &str, head: u64, bytes: &[u8]) -> TcpStream {
    let signature = ama.sign("PUT", path, b"", town.now());
    let address = town.origin.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "PUT {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: {signature}\r\n\
         content-length: {head}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream
}

/// Asks until the hub has counted so many bytes.
async fn until_it_has(town: &Town, ama: &Device, blob: BlobId, have: u64) {
    within(async {
        while uploaded(town.put(ama, blob, u64::MAX, b"").await) != (409, have, false) {}
    })
    .await;
}

#[tokio::test]
async fn a_photo_in_pieces_is_whole_and_then_on_the_receipt() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let (bytes, blob, mut push) = offered(&town, &ama, 150_000).await;
    let (first, rest) = bytes.split_at(64 * 1024);
    let had = first.len() as u64;
    assert_eq!(
        uploaded(town.put(&ama, blob, 0, first).await),
        (200, had, false)
    );
    push.changes.clear();
    sign_push(&mut push, &ama);
    let reply = town.push(&ama, push.clone()).await;
    assert_eq!(
        (reply.receipt(&town).blobs, reply.wanted()),
        (vec![], vec![(blob, had)])
    );
    assert_eq!(
        uploaded(town.put(&ama, blob, had, rest).await),
        (200, 150_000, true)
    );
    let reply = town.push(&ama, push).await;
    assert_eq!(
        (reply.receipt(&town).blobs, reply.wanted()),
        (vec![blob], vec![])
    );
    assert_eq!(
        uploaded(town.put(&ama, blob, 0, &bytes).await),
        (200, 150_000, true)
    );
}

#[tokio::test]
async fn an_upload_that_is_cut_goes_on_at_the_very_byte() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let (bytes, blob, _) = offered(&town, &ama, 100_000).await;
    let path = upload_path(blob, 0, 100_000);
    let stream = start_upload(&town, &ama, &path, 100_000, &bytes[..33_333]).await;
    drop(stream);
    until_it_has(&town, &ama, blob, 33_333).await;
    let rest = &bytes[33_333..];
    assert_eq!(
        uploaded(town.put(&ama, blob, 33_333, rest).await),
        (200, 100_000, true)
    );
    assert_eq!(town.get(&ama, blob, None).await, (200, bytes));
}

#[tokio::test]
async fn what_came_before_a_silence_is_kept() {
    let silence = std::time::Duration::from_millis(50);
    let town = Town::open_with(|config| config.silence = silence).await;
    let ama = Device::new(1);
    let (bytes, blob, _) = offered(&town, &ama, 1000).await;
    let path = upload_path(blob, 0, 1000);
    let mut stream = start_upload(&town, &ama, &path, 1000, &bytes[..400]).await;
    let mut answer = vec![0; 12];
    within(stream.read_exact(&mut answer)).await.unwrap();
    assert_eq!(answer, b"HTTP/1.1 200");
    until_it_has(&town, &ama, blob, 400).await;
}

#[tokio::test]
async fn a_device_that_comes_again_goes_on_at_the_byte_though_its_old_call_never_ended() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let (bytes, blob, _) = offered(&town, &ama, 300_000).await;
    let path = upload_path(blob, 0, 300_000);
    // Held open to the end: a phone that left its mast says no farewell.
    let stream = start_upload(&town, &ama, &path, 300_000, &bytes[..270_000]).await;
    let counted = within(async {
        loop {
            let (status, have, complete) = uploaded(town.put(&ama, blob, u64::MAX, b"").await);
            assert_eq!((status, complete), (409, false));
            // Nothing yet: the first call had not begun.
            if have > 0 {
                break have;
            }
        }
    })
    .await;
    assert_eq!(counted, 270_000, "all that had arrived counts");
    let rest = town.put(&ama, blob, counted, &bytes[270_000..]).await;
    assert_eq!(uploaded(rest), (200, 300_000, true));
    assert_eq!(town.get(&ama, blob, None).await, (200, bytes));
    drop(stream);
}

#[tokio::test]
async fn bytes_in_the_wrong_place_or_too_many_are_not_taken() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let (bytes, blob, _) = offered(&town, &ama, 1000).await;
    assert_eq!(
        uploaded(town.put(&ama, blob, 10, &bytes[10..]).await),
        (409, 0, false)
    );
    let long = [bytes.as_slice(), b"more"].concat();
    assert_eq!(
        error(town.put(&ama, blob, 0, &long).await),
        (413, ErrorCode::TooLarge)
    );
    assert_eq!(
        uploaded(town.put(&ama, blob, 0, &bytes).await),
        (200, 1000, true)
    );
}

#[tokio::test]
async fn bytes_that_are_not_the_blob_are_thrown_away() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let (bytes, blob, _) = offered(&town, &ama, 1000).await;
    let lie = photo(2, 1000).0;
    assert_eq!(
        error(town.put(&ama, blob, 0, &lie).await),
        (422, ErrorCode::Malformed)
    );
    assert_eq!(town.get(&ama, blob, None).await.0, 404);
    assert_eq!(
        uploaded(town.put(&ama, blob, 0, &bytes).await),
        (200, 1000, true)
    );
}

#[tokio::test]
async fn only_who_offered_a_blob_sends_it_and_only_readers_get_it() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(3));
    let officer = town.officer(2, DEPARTMENT).await;
    let other = town.officer(4, OTHER_DEPARTMENT).await;
    let (bytes, blob, _) = offered(&town, &ama, 1000).await;
    for stranger in [&kofi, &officer, &other] {
        let answer = town.put(stranger, blob, 0, &bytes).await;
        assert_eq!(error(answer), (404, ErrorCode::NotFound));
    }
    assert_eq!(
        error(town.get(&ama, blob, None).await),
        (404, ErrorCode::NotFound)
    );
    town.put(&ama, blob, 0, &bytes).await;
    for reader in [&ama, &officer] {
        assert_eq!(town.get(reader, blob, None).await, (200, bytes.clone()));
    }
    let unknown = photo(9, 5).1.blob;
    for stranger in [&kofi, &other] {
        let forbidden = town.get(stranger, blob, None).await;
        assert_eq!(forbidden, town.get(stranger, unknown, None).await);
        assert_eq!(error(forbidden), (404, ErrorCode::NotFound));
    }
}

#[tokio::test]
async fn an_officers_photo_reaches_the_person() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let officer = town.officer(2, DEPARTMENT).await;
    let filing = Lane::filing(&ama, 1).edit("one").push(&ama);
    town.push(&ama, filing.clone()).await.receipt(&town);
    let (bytes, offer) = photo(5, 500);
    let mut casework = Lane::new(&officer, &casework_header(filing.lane, DEPARTMENT));
    let push = casework.edit("Done, see").push_with(&officer, vec![offer]);
    town.push(&officer, push).await.receipt(&town);
    let answer = town.put(&officer, offer.blob, 0, &bytes).await;
    assert_eq!(uploaded(answer), (200, 500, true));
    assert_eq!(town.get(&ama, offer.blob, None).await, (200, bytes));
}

#[tokio::test]
async fn a_download_goes_on_where_it_was_cut() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let (bytes, blob, _) = offered(&town, &ama, 200_000).await;
    town.put(&ama, blob, 0, &bytes).await;
    assert_eq!(town.get(&ama, blob, Some(0)).await, (206, bytes.clone()));
    assert_eq!(
        town.get(&ama, blob, Some(123_456)).await,
        (206, bytes[123_456..].to_vec())
    );
    assert_eq!(town.get(&ama, blob, Some(200_000)).await.0, 416);
    assert_eq!(town.get(&ama, blob, Some(u64::MAX)).await.0, 416);
}

#[tokio::test]
async fn an_offer_whose_length_contradicts_an_earlier_one_is_refused() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let (_, blob, _) = offered(&town, &ama, 1000).await;
    let lie = BlobOffer {
        blob,
        length: 7,
        kind: BlobKind::Photo,
    };
    let push = Lane::filing(&ama, 2).edit("one").push_with(&ama, vec![lie]);
    assert_eq!(town.push(&ama, push).await.refusals(), [Refusal::BadChange]);
    assert_eq!(town.follow(&ama, ama.feed()).await.records().len(), 1);
}

#[tokio::test]
async fn a_claim_cannot_bring_a_blob() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let mut push = Lane::filing(&ama, 1).edit("one").push(&ama);
    town.push(&ama, push.clone()).await.receipt(&town);
    push.changes.clear();
    push.blobs.push(photo(1, 10).1);
    sign_push(&mut push, &ama);
    let reply = town.push(&ama, push.clone()).await;
    assert!(reply.receipt(&town).blobs.is_empty());
    assert!(reply.wanted().is_empty());
}

#[tokio::test]
async fn names_that_are_not_blobs_are_not_found() {
    let town = Town::open().await;
    let ama = Device::new(1);
    for name in ["..%2fhub.key", "part", "%00", &"A".repeat(64)] {
        let path = format!("/blobs/{name}");
        let signature = ama.sign("GET", &path, b"", town.now());
        let answer = town
            .plain_get(&path, &[("authorization", &signature)])
            .await;
        assert_eq!(answer.status(), 404, "{name}");
    }
}

#[tokio::test]
async fn who_knows_a_hash_alone_reads_nothing_and_spoils_nothing() {
    let town = Town::open().await;
    let (ama, eve) = (Device::new(1), Device::new(3));
    let (bytes, blob, _) = offered(&town, &ama, 5000).await;
    town.put(&ama, blob, 0, &bytes).await;
    let offer = BlobOffer {
        blob,
        length: 5000,
        kind: BlobKind::Photo,
    };
    let push = Lane::filing(&eve, 2)
        .edit("mine")
        .push_with(&eve, vec![offer]);
    let reply = town.push(&eve, push.clone()).await;
    assert_eq!(
        (reply.receipt(&town).blobs, reply.wanted()),
        (vec![], vec![(blob, 0)])
    );
    assert_eq!(town.get(&eve, blob, None).await.0, 404);
    let wrong = vec![7; 5000];
    assert_eq!(town.put(&eve, blob, 0, &wrong).await.0, 422);
    assert_eq!(town.get(&eve, blob, None).await.0, 404);
    assert!(town.push(&eve, push).await.receipt(&town).blobs.is_empty());
    assert_eq!(town.get(&ama, blob, None).await, (200, bytes));
}

#[tokio::test]
async fn two_who_have_the_same_photo_both_send_it_and_get_a_receipt() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(3));
    let (bytes, blob, _) = offered(&town, &ama, 5000).await;
    town.put(&ama, blob, 0, &bytes[..2000]).await;
    let offer = BlobOffer {
        blob,
        length: 5000,
        kind: BlobKind::Photo,
    };
    let mut lane = Lane::filing(&kofi, 2);
    let mut push = lane.edit("the same").push_with(&kofi, vec![offer]);
    let reply = town.push(&kofi, push.clone()).await;
    assert_eq!(reply.wanted(), [(blob, 0)]);
    assert_eq!(
        uploaded(town.put(&kofi, blob, 0, &bytes[..3000]).await),
        (200, 3000, false)
    );
    let claim = |push: &mut Push| {
        push.changes.clear();
        sign_push(push, &kofi);
        push.clone()
    };
    let reply = town.push(&kofi, claim(&mut push)).await;
    assert_eq!(reply.wanted(), [(blob, 3000)], "goes on where it was cut");
    town.put(&kofi, blob, 3000, &bytes[3000..]).await;
    let receipt = town.push(&kofi, claim(&mut push)).await.receipt(&town);
    assert_eq!(receipt.blobs, [blob]);
    // Who had begun shows it too, however much of it had come.
    assert_eq!(town.get(&ama, blob, None).await.0, 404);
    assert_eq!(
        uploaded(town.put(&ama, blob, 0, &bytes).await),
        (200, 5000, true)
    );
    for device in [&ama, &kofi] {
        assert_eq!(town.get(device, blob, None).await, (200, bytes.clone()));
    }
}

#[tokio::test]
async fn a_photo_that_is_still_to_be_shown_is_taken_though_another_lane_has_it_whole() {
    let town = Town::open().await;
    let (ama, phone, tablet) = (Device::new(1), Device::new(3), Device::new(4));
    let (bytes, blob, _) = offered(&town, &ama, 5000).await;
    let offer = BlobOffer {
        blob,
        length: 5000,
        kind: BlobKind::Photo,
    };
    let mut first = Lane::filing(&phone, 1)
        .edit("the same")
        .push_with(&phone, vec![offer]);
    town.push(&phone, first.clone()).await;
    town.put(&ama, blob, 0, &bytes).await;
    // Another device of the person shows it, so that the person may read it from now on.
    assert!(is_taken(&town, &tablet, &link(&phone, &tablet, 9, true)).await);
    let theirs = Lane::filing(&tablet, 2)
        .edit("from the tablet")
        .push_with(&tablet, vec![offer]);
    town.push(&tablet, theirs).await;
    town.put(&tablet, blob, 0, &bytes).await;
    let second = Lane::filing(&phone, 3)
        .edit("once more")
        .push_with(&phone, vec![offer]);
    let receipt = town.push(&phone, second).await.receipt(&town);
    assert_eq!(receipt.blobs, [blob]);

    first.changes.clear();
    sign_push(&mut first, &phone);
    let reply = town.push(&phone, first.clone()).await;
    assert_eq!(reply.wanted(), [(blob, 0)]);
    town.put(&phone, blob, 0, &bytes).await;
    let receipt = town.push(&phone, first).await.receipt(&town);
    assert_eq!(receipt.blobs, [blob], "the first lane has it, too");
}

#[tokio::test]
async fn a_lie_about_a_photo_that_is_still_to_come_neither_stops_it_nor_opens_it() {
    let town = Town::open().await;
    let (ama, eve) = (Device::new(1), Device::new(3));
    let (bytes, offer) = photo(1, 5000);
    let lie = BlobOffer { length: 7, ..offer };
    let early = Lane::filing(&eve, 1)
        .edit("mine")
        .push_with(&eve, vec![lie]);
    town.push(&eve, early).await.receipt(&town);
    let filing = Lane::filing(&ama, 1)
        .edit("See")
        .push_with(&ama, vec![offer]);
    assert_eq!(town.push(&ama, filing).await.wanted(), [(offer.blob, 0)]);
    assert_eq!(
        uploaded(town.put(&ama, offer.blob, 0, &bytes).await),
        (200, 5000, true)
    );
    assert_eq!(town.get(&ama, offer.blob, None).await, (200, bytes));
    assert_eq!(town.get(&eve, offer.blob, None).await.0, 404);
}
