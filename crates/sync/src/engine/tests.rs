mod blobs;
mod random;

use super::*;
use crate::{
    codec,
    id::BlobId,
    wire::{BlobKind, End, HubHello, Record},
};
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
        seal: None,
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
        dictionary: 1,
        kept: None,
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
    let mut encoder = codec::FrameEncoder::new(None).expect("starts");
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
    let mut encoder = codec::FrameEncoder::new(None).expect("starts");
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
fn a_hub_that_does_not_wait_is_not_asked_again_at_once() {
    let mut bench = Bench::live();
    for _ in 0..4 {
        assert_eq!(bench.call(), Some(LONG_POLL));
        bench.reply(&[end(false)]);
        assert_eq!(bench.call(), None);
        assert_eq!(bench.wake_at, Some(bench.now + POLL_SECONDS * 1000));
        bench.wake();
        assert_eq!(bench.call(), Some(EXCHANGE));
        bench.reply(&[end(false)]);
    }
    bench.now += i64::from(LIVE_WAIT) * 1000;
    bench.reply(&[end(false)]);
    assert_eq!(bench.call(), Some(LONG_POLL), "that one had waited");
    bench.reply(&[end(false)]);
    bench.tell(Input::LocalChange);
    assert_eq!(bench.call(), Some(EXCHANGE), "what is new does not wait");
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

#[test]
fn what_the_hub_has_no_room_for_is_tried_after_an_hour_and_news_is_heard_meanwhile() {
    let mut bench = Bench::live();
    bench.tell(Input::Waiting(true));
    assert_eq!(bench.call(), Some(LONG_POLL));
    bench.now += 60_000;
    bench.tell(Input::Waiting(true));
    bench.wake();
    assert_eq!(bench.now, NOW + AGAIN, "from the first time on");
    assert_eq!(bench.call(), Some(EXCHANGE));
    bench.reply(&[end(false)]);
    bench.tell(Input::Waiting(false));
    assert_eq!(bench.wake_at, None, "asks again though nothing waits");
}

#[test]
fn a_clock_that_is_set_back_does_not_put_another_try_off_for_ever() {
    let mut bench = Bench::live();
    bench.tell(Input::Waiting(true));
    bench.now -= 30 * 24 * 3_600_000;
    bench.tell(Input::Wake);
    assert_eq!(bench.call(), Some(EXCHANGE));
}
