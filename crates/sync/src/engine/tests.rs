use super::*;
use crate::{
    codec,
    wire::{End, HubHello, Record},
};
use proptest::prelude::*;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

const NOW: i64 = 1_795_000_000_000;
const BLOB: BlobId = BlobId([1; 32]);
const OTHER: BlobId = BlobId([2; 32]);
const LONG_POLL: Call = Call::Exchange { wait: LIVE_WAIT };
const EXCHANGE: Call = Call::Exchange { wait: 0 };

/// An engine with its clock and its randomness.
struct Bench {
    engine: Engine,
    rng: ChaCha20Rng,
    now: i64,
    /// The call under way, as the engine's outputs tell.
    under_way: Option<(CallId, Call)>,
    writes: Vec<Write>,
    wake_at: Option<i64>,
}

impl Bench {
    fn new() -> Self {
        Self {
            engine: Engine::new(),
            rng: ChaCha20Rng::seed_from_u64(1),
            now: NOW,
            under_way: None,
            writes: Vec::new(),
            wake_at: None,
        }
    }

    /// One that has exchanged once and waits for news.
    fn live() -> Self {
        let mut bench = Self::new();
        bench.tell(Input::Wake);
        bench.reply(&[end(false)]);
        assert_eq!(bench.call(), Some(LONG_POLL));
        bench
    }

    fn tell(&mut self, input: Input) {
        if let Input::Done(id) | Input::Failed(id) = &input
            && self.under_way.as_ref().is_some_and(|(own, _)| own == id)
        {
            self.under_way = None;
        }
        let output = self.engine.handle(self.now, &mut self.rng, input);
        for id in &output.cancel {
            let own = self.under_way.take().map(|(own, _)| own);
            assert_eq!(own, Some(*id), "cancels what is not under way");
        }
        for call in output.calls {
            assert_eq!(self.under_way, None, "two calls at once");
            self.under_way = Some(call);
        }
        self.writes = output.writes;
        self.wake_at = output.wake_at;
    }

    fn call(&self) -> Option<Call> {
        self.under_way.as_ref().map(|(_, call)| call.clone())
    }

    fn id(&self) -> CallId {
        self.under_way.as_ref().expect("a call under way").0
    }

    fn respond(&mut self, status: u16, body: Vec<u8>) {
        let id = self.id();
        self.tell(Input::Status(id, status));
        self.tell(Input::Bytes(id, body));
        let writes = std::mem::take(&mut self.writes);
        if self.under_way.as_ref().is_some_and(|(own, _)| *own == id) {
            self.tell(Input::Done(id));
        }
        self.writes.splice(0..0, writes);
    }

    fn reply(&mut self, frames: &[ReplyFrame]) {
        self.respond(200, codec::encode(frames).expect("encodes"));
    }

    fn fail(&mut self) {
        let id = self.id();
        self.tell(Input::Failed(id));
    }

    fn error(&mut self, status: u16, code: ErrorCode) {
        let body = ErrorBody { code, time: NOW };
        self.respond(status, postcard::to_stdvec(&body).expect("encodes"));
    }

    fn uploaded(&mut self, status: u16, have: u64, complete: bool) {
        let reply = UploadReply { have, complete };
        self.respond(status, postcard::to_stdvec(&reply).expect("encodes"));
    }

    /// Sleeps until the time the engine asked for.
    fn wake(&mut self) {
        self.now = self.wake_at.expect("asks to be woken");
        self.tell(Input::Wake);
    }
}

fn end(more: bool) -> ReplyFrame {
    ReplyFrame::End(End {
        cursors: vec![],
        denied: vec![],
        more,
        time: NOW,
    })
}

fn record() -> ReplyFrame {
    ReplyFrame::Record(Record {
        feed: 0,
        sequence: 1,
        body: crate::wire::Body::Manifest(crate::wire::SignedManifest {
            bytes: crate::wire::Bytes(vec![1; 100]),
            signature: crate::Signature([0; 64]),
        }),
    })
}

#[test]
fn a_new_engine_exchanges_and_then_waits_for_news() {
    let mut bench = Bench::new();
    assert_eq!(bench.engine.state(), State::Offline);
    bench.tell(Input::Wake);
    assert_eq!(bench.call(), Some(EXCHANGE));
    assert_eq!(bench.engine.state(), State::Exchanging);
    let hello = ReplyFrame::Hello(HubHello {
        hub: crate::PublicKey([1; 32]),
        administrator: crate::PublicKey([2; 32]),
        epoch: 1,
        pack: "p".into(),
    });
    bench.reply(&[hello.clone(), end(false)]);
    assert_eq!(bench.writes.first(), Some(&Write::Frame(hello)));
    assert!(bench.writes.contains(&Write::HubTime(NOW)));
    assert_eq!(bench.call(), Some(LONG_POLL));
    assert_eq!(bench.engine.state(), State::UpToDate);
}

#[test]
fn more_is_asked_for_until_there_is_no_more() {
    let mut bench = Bench::new();
    bench.tell(Input::Wake);
    for _ in 0..3 {
        bench.reply(&[record(), end(true)]);
        assert_eq!(bench.call(), Some(EXCHANGE));
    }
    bench.reply(&[end(false)]);
    assert_eq!(bench.call(), Some(LONG_POLL));
}

#[test]
fn records_are_handed_on_as_they_arrive() {
    let mut bench = Bench::new();
    bench.tell(Input::Wake);
    let mut encoder = codec::FrameEncoder::new().expect("starts");
    encoder.push(&record()).expect("pushes");
    let first = encoder.flush().expect("flushes");
    let id = bench.id();
    bench.tell(Input::Status(id, 200));
    bench.tell(Input::Bytes(id, first));
    assert_eq!(
        bench.writes,
        [Write::Frame(record())],
        "kept before the cut"
    );
    bench.fail();
    assert_eq!(bench.engine.state(), State::Offline);
}

#[test]
fn a_reply_that_ends_without_its_end_was_cut() {
    let mut bench = Bench::new();
    bench.tell(Input::Wake);
    bench.reply(&[record()]);
    assert_eq!(bench.call(), None);
    assert_eq!(bench.engine.state(), State::Offline);
    bench.wake();
    assert_eq!(bench.call(), Some(EXCHANGE));
}

#[test]
fn a_damaged_reply_is_cancelled_and_tried_again_later() {
    let mut bench = Bench::new();
    bench.tell(Input::Wake);
    let id = bench.id();
    bench.tell(Input::Status(id, 200));
    bench.tell(Input::Bytes(id, b"this is no stream of frames".to_vec()));
    assert_eq!(bench.call(), None, "cancelled");
    bench.wake();
    assert_eq!(bench.call(), Some(EXCHANGE));
}

#[test]
fn the_back_off_grows_with_jitter_up_to_five_minutes() {
    let mut bench = Bench::new();
    bench.tell(Input::Wake);
    let mut waits = Vec::new();
    for _ in 0..16 {
        bench.fail();
        waits.push(bench.wake_at.expect("asks to be woken") - bench.now);
        bench.wake();
        assert_eq!(bench.call(), Some(EXCHANGE));
    }
    for (number, wait) in waits.iter().enumerate() {
        let ceiling = (1000 << number.min(20)).min(300_000);
        assert!(
            (ceiling / 2..=ceiling).contains(wait),
            "wait {number}: {wait} of {ceiling}"
        );
    }
    let late: std::collections::BTreeSet<_> = waits[9..].iter().collect();
    assert!(late.len() > 1, "no jitter: {waits:?}");
}

#[test]
fn nothing_is_tried_before_the_back_off_has_passed() {
    let mut bench = Bench::new();
    bench.tell(Input::Wake);
    bench.fail();
    let retry_at = bench.wake_at.expect("asks to be woken");
    for input in [
        Input::Wake,
        Input::LocalChange,
        Input::Connectivity(false),
        Input::Upload(BLOB, BlobKind::Photo, 0, 10),
    ] {
        bench.tell(input);
        assert_eq!(bench.call(), None);
        assert_eq!(bench.wake_at, Some(retry_at));
    }
    bench.now = retry_at;
    bench.tell(Input::Wake);
    assert_eq!(bench.call(), Some(EXCHANGE));
}

#[test]
fn a_network_or_a_person_cuts_the_back_off_short() {
    for hint in [Input::Connectivity(true), Input::Now] {
        let mut bench = Bench::new();
        bench.tell(Input::Wake);
        for _ in 0..5 {
            bench.fail();
            bench.wake();
        }
        bench.fail();
        bench.tell(hint);
        assert_eq!(bench.call(), Some(EXCHANGE));
    }
}

#[test]
fn success_forgets_earlier_failures() {
    let mut bench = Bench::new();
    bench.tell(Input::Wake);
    for _ in 0..8 {
        bench.fail();
        bench.wake();
    }
    bench.reply(&[end(false)]);
    bench.fail();
    assert!(bench.wake_at.expect("asks to be woken") - bench.now <= 1000);
}

#[test]
fn a_long_poll_gives_way_to_what_has_to_be_sent() {
    let mut bench = Bench::live();
    let poll = bench.id();
    bench.tell(Input::LocalChange);
    assert_eq!(bench.call(), Some(EXCHANGE));
    assert_ne!(bench.id(), poll);
    bench.tell(Input::Bytes(poll, b"too late".to_vec()));
    bench.tell(Input::Failed(poll));
    assert_eq!(bench.call(), Some(EXCHANGE), "its end does not matter");
}

#[test]
fn a_long_poll_whose_news_has_begun_is_heard_to_its_end() {
    let mut bench = Bench::live();
    let poll = bench.id();
    let mut encoder = codec::FrameEncoder::new().expect("starts");
    encoder.push(&record()).expect("pushes");
    bench.tell(Input::Status(poll, 200));
    bench.tell(Input::Bytes(poll, encoder.flush().expect("flushes")));
    bench.tell(Input::LocalChange);
    assert_eq!(bench.call(), Some(LONG_POLL));
    encoder.push(&end(false)).expect("pushes");
    bench.tell(Input::Bytes(poll, encoder.finish().expect("finishes")));
    bench.tell(Input::Done(poll));
    assert_eq!(bench.call(), Some(EXCHANGE), "then the change goes out");
}

#[test]
fn an_exchange_under_way_is_not_disturbed() {
    let mut bench = Bench::new();
    bench.tell(Input::Wake);
    let id = bench.id();
    for input in [Input::LocalChange, Input::Now, Input::Connectivity(true)] {
        bench.tell(input);
        assert_eq!(bench.id(), id);
    }
    bench.reply(&[end(false)]);
    assert_eq!(bench.call(), Some(EXCHANGE), "what came meanwhile follows");
}

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
fn a_wrong_clock_is_corrected_and_tried_again_at_once() {
    let mut bench = Bench::new();
    bench.tell(Input::Wake);
    bench.error(401, ErrorCode::Clock);
    assert_eq!(bench.writes, [Write::HubTime(NOW)]);
    assert_eq!(bench.call(), Some(EXCHANGE), "at once");
    bench.error(401, ErrorCode::Clock);
    assert_eq!(bench.call(), None, "but only once");
    bench.wake();
    assert_eq!(bench.call(), Some(EXCHANGE));
}

#[test]
fn where_long_polls_do_not_get_through_there_are_plain_polls() {
    let mut bench = Bench::live();
    for _ in 0..3 {
        assert_eq!(bench.call(), Some(LONG_POLL));
        bench.fail();
        bench.wake();
        assert_eq!(bench.call(), Some(EXCHANGE));
        bench.reply(&[end(false)]);
    }
    for _ in 0..3 {
        assert_eq!(bench.call(), None, "no long poll any more");
        assert_eq!(bench.wake_at, Some(bench.now + POLL_SECONDS * 1000));
        assert_eq!(bench.engine.state(), State::UpToDate);
        bench.wake();
        assert_eq!(bench.call(), Some(EXCHANGE));
        bench.reply(&[end(false)]);
    }
}

#[test]
fn a_long_poll_that_ends_well_is_followed_by_another() {
    let mut bench = Bench::live();
    for _ in 0..4 {
        bench.reply(&[record(), end(false)]);
        assert_eq!(bench.call(), Some(LONG_POLL));
    }
}

#[test]
fn answers_to_calls_that_are_over_change_nothing() {
    let mut bench = Bench::live();
    let id = bench.id();
    for stale in [CallId(0), CallId(99)] {
        bench.tell(Input::Status(stale, 200));
        bench.tell(Input::Bytes(stale, vec![1; 10]));
        bench.tell(Input::Done(stale));
        bench.tell(Input::Failed(stale));
        assert_eq!(bench.id(), id);
        assert_eq!(bench.writes, []);
    }
}

/// What the world may say next. Numbers choose among what makes sense, and sometimes nonsense.
#[derive(Clone, Debug)]
enum Event {
    Wake(u32),
    Hint(u8),
    Upload(u8, u32, u32),
    Download(u8, u32),
    Status(u16),
    Bytes(Vec<u8>),
    Frames(u8, bool),
    Uploaded(u32, bool),
    Error(u8),
    Done,
    Failed,
    Stale,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        any::<u32>().prop_map(Event::Wake),
        any::<u8>().prop_map(Event::Hint),
        (0u8..4, any::<u32>(), any::<u32>()).prop_map(|(b, o, l)| Event::Upload(b, o, l)),
        (0u8..4, any::<u32>()).prop_map(|(b, o)| Event::Download(b, o)),
        prop::sample::select(vec![200u16, 206, 401, 404, 409, 413, 422, 429, 500, 7])
            .prop_map(Event::Status),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(Event::Bytes),
        (0u8..3, any::<bool>()).prop_map(|(n, e)| Event::Frames(n, e)),
        (any::<u32>(), any::<bool>()).prop_map(|(h, c)| Event::Uploaded(h, c)),
        any::<u8>().prop_map(Event::Error),
        Just(Event::Done),
        Just(Event::Failed),
        Just(Event::Stale),
    ]
}

fn inputs(bench: &Bench, event: Event) -> Vec<Input> {
    let id = bench.under_way.as_ref().map_or(CallId(0), |(id, _)| *id);
    let bytes = |status: u16, bytes: Vec<u8>| {
        vec![
            Input::Status(id, status),
            Input::Bytes(id, bytes),
            Input::Done(id),
        ]
    };
    match event {
        Event::Wake(_) => vec![Input::Wake],
        Event::Hint(0..=63) => vec![Input::Connectivity(true)],
        Event::Hint(64..=127) => vec![Input::Connectivity(false)],
        Event::Hint(128..=191) => vec![Input::LocalChange],
        Event::Hint(_) => vec![Input::Now],
        Event::Upload(blob, offset, length) => {
            let length = u64::from(length);
            let offset = u64::from(offset).min(length);
            vec![Input::Upload(
                BlobId([blob; 32]),
                BlobKind::Photo,
                offset,
                length,
            )]
        }
        Event::Download(blob, offset) => vec![Input::Download(
            BlobId([blob; 32]),
            BlobKind::Thumbnail,
            offset.into(),
        )],
        Event::Status(status) => vec![Input::Status(id, status)],
        Event::Bytes(bytes) => vec![Input::Bytes(id, bytes)],
        Event::Frames(count, ends) => {
            let mut frames = vec![record(); usize::from(count)];
            if ends {
                frames.push(end(count == 2));
            }
            bytes(200, codec::encode(&frames).expect("encodes"))
        }
        Event::Uploaded(have, complete) => {
            let reply = UploadReply {
                have: have.into(),
                complete,
            };
            bytes(200, postcard::to_stdvec(&reply).expect("encodes"))
        }
        Event::Error(code) => {
            let body = ErrorBody {
                code: if code % 2 == 0 {
                    ErrorCode::Clock
                } else {
                    ErrorCode::Busy
                },
                time: NOW,
            };
            bytes(429, postcard::to_stdvec(&body).expect("encodes"))
        }
        Event::Done => vec![Input::Done(id)],
        Event::Failed => vec![Input::Failed(id)],
        Event::Stale => vec![Input::Done(CallId(id.0.wrapping_sub(1)))],
    }
}

proptest! {
    #[test]
    fn whatever_happens_there_is_one_call_at_most_and_never_silence(
        events in prop::collection::vec(event(), 0..80),
    ) {
        let mut bench = Bench::new();
        bench.tell(Input::Wake);
        for event in events {
            if let Event::Wake(later) = event {
                bench.now += i64::from(later % 400_000);
            }
            for input in inputs(&bench, event) {
                bench.tell(input);
                let asks = bench.engine.wake_at();
                prop_assert!(
                    bench.under_way.is_some() || asks.is_some(),
                    "neither a call nor a time to wake"
                );
                if bench.under_way.is_none() {
                    let wait = asks.unwrap_or(i64::MAX) - bench.now;
                    prop_assert!(wait <= BACK_OFF.1, "sleeps for {wait} ms");
                    prop_assert_eq!(bench.wake_at, asks);
                }
            }
        }
    }
}
