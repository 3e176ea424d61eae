//! Photos up and down.

use super::*;

#[test]
fn a_photo_goes_up_in_pieces_and_its_receipt_is_claimed() {
    let mut bench = Bench::live();
    let length = 2 * UPLOAD_PIECE + 10;
    bench.tell(Input::Upload(BLOB, BlobKind::Photo, 0, length));
    for (offset, piece) in [(0, UPLOAD_PIECE), (UPLOAD_PIECE, UPLOAD_PIECE)] {
        let expected = Call::Upload {
            blob: BLOB,
            offset,
            length: piece,
        };
        assert_eq!(bench.call(), Some(expected));
        assert_eq!(bench.engine.state(), State::Uploading);
        bench.uploaded(200, offset + piece, false);
        let have = offset + piece;
        assert_eq!(bench.writes, [Write::Uploaded { blob: BLOB, have }]);
    }
    let last = Call::Upload {
        blob: BLOB,
        offset: 2 * UPLOAD_PIECE,
        length: 10,
    };
    assert_eq!(bench.call(), Some(last));
    bench.uploaded(200, length, true);
    assert_eq!(bench.call(), Some(EXCHANGE), "claims the receipt");
}

#[test]
fn an_upload_goes_on_where_the_hub_says() {
    let mut bench = Bench::live();
    bench.tell(Input::Upload(BLOB, BlobKind::Photo, 0, 100_000));
    bench.uploaded(409, 70_000, false);
    let rest = Call::Upload {
        blob: BLOB,
        offset: 70_000,
        length: 30_000,
    };
    assert_eq!(bench.call(), Some(rest));
    bench.uploaded(409, 70_000, false);
    assert_eq!(bench.call(), None, "a conflict without progress waits");
    bench.wake();
    assert_eq!(
        bench.call(),
        Some(EXCHANGE),
        "news is heard between two tries"
    );
    bench.reply(&[end(false)]);
    assert!(matches!(
        bench.call(),
        Some(Call::Upload { offset: 70_000, .. })
    ));
}

#[test]
fn a_hub_that_wants_bytes_beyond_the_end_or_never_has_enough_is_not_humoured() {
    let mut bench = Bench::live();
    bench.tell(Input::Upload(BLOB, BlobKind::Photo, 0, 10));
    bench.tell(Input::Upload(BLOB, BlobKind::Photo, u64::MAX, 10));
    bench.uploaded(200, u64::MAX, false);
    let nothing = Call::Upload {
        blob: BLOB,
        offset: 10,
        length: 0,
    };
    assert_eq!(bench.call(), Some(nothing));
    bench.uploaded(200, 10, false);
    assert_eq!(bench.call(), None, "waits instead of asking for ever");
}

#[test]
fn a_hub_that_loses_what_it_gets_does_not_use_up_the_data() {
    let mut bench = Bench::live();
    let mut waits = Vec::new();
    for _ in 0..6 {
        bench.tell(Input::Upload(BLOB, BlobKind::Photo, 0, 10));
        let asked = bench.now;
        if bench.call() == Some(LONG_POLL) {
            // The rest goes on meanwhile; asking again does not push it back.
            bench.tell(Input::Upload(BLOB, BlobKind::Photo, 0, 10));
            bench.wake();
        }
        assert!(matches!(bench.call(), Some(Call::Upload { .. })));
        waits.push(bench.now - asked);
        bench.uploaded(200, 10, true);
        assert_eq!(bench.call(), Some(EXCHANGE), "claims the receipt");
        bench.reply(&[end(false)]);
    }
    assert_eq!(waits[..2], [0, 0], "the first times at once");
    assert!(waits[2] > 0 && waits[5] >= 4000, "always sooner: {waits:?}");
}

#[test]
fn a_blob_that_the_hub_forgot_is_offered_again_but_not_in_a_loop() {
    for status in [404, 413, 422] {
        let mut bench = Bench::live();
        for _ in 0..2 {
            bench.tell(Input::Upload(BLOB, BlobKind::Photo, 0, 10));
            bench.error(status, ErrorCode::NotFound);
            assert_eq!(bench.call(), Some(EXCHANGE), "{status}");
            bench.reply(&[end(false)]);
        }
        bench.tell(Input::Upload(BLOB, BlobKind::Photo, 0, 10));
        assert_eq!(bench.call(), Some(LONG_POLL), "the third time waits");
        bench.wake();
        assert!(matches!(bench.call(), Some(Call::Upload { .. })));
    }
}

#[test]
fn a_blob_over_which_the_hub_fails_holds_up_no_other_and_no_news() {
    let mut bench = Bench::live();
    bench.tell(Input::Download(BLOB, BlobKind::Thumbnail, 0));
    bench.tell(Input::Download(OTHER, BlobKind::Photo, 0));
    bench.error(500, ErrorCode::Internal);
    assert!(matches!(
        bench.call(),
        Some(Call::Download { blob: OTHER, .. })
    ));
    let id = bench.id();
    bench.tell(Input::Status(id, 200));
    bench.tell(Input::Done(id));
    assert!(matches!(bench.call(), Some(Call::Exchange { .. })));
    assert_ne!(bench.engine.state(), State::Offline);
}

#[test]
fn bytes_that_are_not_what_their_name_says_are_asked_for_again_later() {
    let mut bench = Bench::live();
    bench.tell(Input::Download(BLOB, BlobKind::Photo, 0));
    let id = bench.id();
    bench.tell(Input::Status(id, 200));
    bench.tell(Input::Done(id));
    assert_eq!(bench.writes, [Write::BlobEnd(BLOB)]);
    bench.tell(Input::Download(BLOB, BlobKind::Photo, 0));
    assert!(!matches!(bench.call(), Some(Call::Download { .. })));
    bench.wake();
    assert!(matches!(bench.call(), Some(Call::Download { .. })));
}

#[test]
fn a_blob_that_is_here_but_unchecked_is_checked() {
    let mut bench = Bench::live();
    bench.tell(Input::Download(BLOB, BlobKind::Photo, 10));
    bench.error(416, ErrorCode::Malformed);
    assert!(bench.writes.contains(&Write::BlobEnd(BLOB)));
}

#[test]
fn a_clock_that_was_set_back_does_not_park_the_engine() {
    let mut bench = Bench::live();
    bench.now += 4 * 365 * 86_400_000;
    bench.fail();
    assert_eq!(bench.call(), None);
    bench.now -= 4 * 365 * 86_400_000;
    bench.tell(Input::Wake);
    assert_eq!(bench.call(), Some(EXCHANGE));
}

#[test]
fn small_blobs_go_first() {
    let mut bench = Bench::new();
    bench
        .engine
        .resume(Input::Upload(BLOB, BlobKind::Photo, 0, 10));
    bench
        .engine
        .resume(Input::Upload(OTHER, BlobKind::Thumbnail, 0, 10));
    bench.tell(Input::Wake);
    bench.reply(&[end(false)]);
    assert!(matches!(
        bench.call(),
        Some(Call::Upload { blob: OTHER, .. })
    ));
}

#[test]
fn a_download_that_was_cut_goes_on_at_its_byte() {
    let mut bench = Bench::live();
    bench.tell(Input::Download(BLOB, BlobKind::Photo, 0));
    let id = bench.id();
    bench.tell(Input::Status(id, 200));
    bench.tell(Input::Bytes(id, vec![7; 1000]));
    let first = Write::BlobBytes {
        blob: BLOB,
        offset: 0,
        bytes: vec![7; 1000],
    };
    assert_eq!(bench.writes, [first]);
    bench.fail();
    bench.wake();
    assert_eq!(
        bench.call(),
        Some(EXCHANGE),
        "news is heard between two tries"
    );
    bench.reply(&[end(false)]);
    let call = bench.call();
    let rest = Call::Download {
        blob: BLOB,
        offset: 1000,
    };
    assert_eq!(call, Some(rest));
    let id = bench.id();
    bench.tell(Input::Status(id, 206));
    bench.tell(Input::Bytes(id, vec![8; 10]));
    let second = Write::BlobBytes {
        blob: BLOB,
        offset: 1000,
        bytes: vec![8; 10],
    };
    assert_eq!(bench.writes, [second]);
    bench.tell(Input::Done(id));
    assert_eq!(bench.writes, [Write::BlobEnd(BLOB)]);
}

#[test]
fn a_whole_blob_for_a_request_of_the_rest_is_not_kept_twice() {
    let mut bench = Bench::live();
    bench.tell(Input::Download(BLOB, BlobKind::Photo, 6));
    let id = bench.id();
    bench.tell(Input::Status(id, 200));
    bench.tell(Input::Bytes(id, vec![1, 2, 3, 4]));
    assert_eq!(bench.writes, [], "these are here");
    bench.tell(Input::Bytes(id, vec![5, 6, 7, 8]));
    let fresh = Write::BlobBytes {
        blob: BLOB,
        offset: 6,
        bytes: vec![7, 8],
    };
    assert_eq!(bench.writes, [fresh]);
}

#[test]
fn a_blob_that_never_ends_is_given_up() {
    let mut bench = Bench::live();
    bench.tell(Input::Download(BLOB, BlobKind::Photo, 0));
    let id = bench.id();
    bench.tell(Input::Status(id, 200));
    for _ in 0..5 {
        bench.tell(Input::Bytes(id, vec![0; 1024 * 1024]));
    }
    assert_eq!(bench.call(), None);
    assert_eq!(bench.engine.state(), State::Offline);
}

#[test]
fn a_blob_that_the_hub_does_not_give_is_not_asked_for_for_ever() {
    let mut bench = Bench::live();
    bench.tell(Input::Download(BLOB, BlobKind::Photo, 0));
    let started = bench.now;
    for _ in 1..MISSING_TRIES {
        bench.error(404, ErrorCode::NotFound);
        assert!(!bench.writes.contains(&Write::BlobMissing(BLOB)));
        assert!(!matches!(bench.call(), Some(Call::Download { .. })));
        // Its author may still be sending it.
        bench.wake();
    }
    assert!(bench.now > started + 30_000, "in all this takes a while");
    bench.error(404, ErrorCode::NotFound);
    assert!(bench.writes.contains(&Write::BlobMissing(BLOB)));
    assert!(matches!(bench.call(), Some(Call::Exchange { .. })));
}

#[test]
fn a_blob_that_the_device_has_forgotten_is_not_sent_for_ever() {
    let mut bench = Bench::live();
    bench.tell(Input::Upload(BLOB, BlobKind::Photo, 0, 10));
    assert!(matches!(bench.call(), Some(Call::Upload { .. })));
    bench.tell(Input::Gone(BLOB));
    bench.fail();
    bench.wake();
    bench.reply(&[end(false)]);
    assert_eq!(bench.call(), Some(LONG_POLL), "nothing is left to send");
}

#[test]
fn a_photo_beyond_the_quota_waits_until_the_hub_asks_for_it() {
    let mut bench = Bench::live();
    bench.tell(Input::Upload(BLOB, BlobKind::Photo, 0, 10));
    bench.tell(Input::Upload(OTHER, BlobKind::Photo, 0, 10));
    bench.error(429, ErrorCode::Quota);
    let other = |call| matches!(call, Some(Call::Upload { blob: OTHER, .. }));
    assert!(other(bench.call()), "one that fits is not held up");
    bench.error(429, ErrorCode::Quota);
    assert_eq!(bench.call(), Some(LONG_POLL), "it tries on and on");
    bench.tell(Input::Upload(BLOB, BlobKind::Photo, 0, 10));
    assert!(matches!(
        bench.call(),
        Some(Call::Upload { blob: BLOB, .. })
    ));
}
