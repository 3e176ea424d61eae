//! Any sequence of happenings.

use super::*;
use proptest::prelude::*;

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
