//! What an app reads: records of others, codes, pictures, packs.

use crate::{
    seeds::{a_lane, ama, begun},
    steps::{Step, steps},
    sync::chunk_of,
};
use automerge::Change;
use durbar_api::{
    Command, Request, RequestId, Timestamp,
    complaints::VerifyReceipt,
    identity::{AcceptLink, FollowCase, Join, ReadCode, Restore},
};
use durbar_core::{
    App, Input,
    pack::{Pack, Wards},
};
use durbar_sync::{
    ChangeHash, chunk, codec,
    sign::{self, Keys},
    wire::{Body, Bytes, End, HubHello, LaneRecord, Record, ReplyFrame, Seal},
};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use rusqlite::{Connection, backup::Backup};
use std::{
    sync::{LazyLock, Mutex},
    time::Duration,
};

const NOW: i64 = 1_795_000_000_000;
/// Most bytes that a part of a pack may expand to.
const PART_CAP: usize = 8 * 1024 * 1024;
const PACK: &str = "sekondi-takoradi";

/// An app at work.
struct Bench {
    app: App,
    rng: ChaCha20Rng,
}

/// What an app kept that nobody has used.
static UNUSED: Kept = LazyLock::new(|| kept("unused", |_| {}));
/// What one kept that knows its hub and has the first change of another device.
static BEGUN: Kept = LazyLock::new(|| kept("begun", hear_first));

type Kept = LazyLock<Mutex<Connection>>;

/// What an app keeps after some use, in memory.
fn kept(name: &str, uses: impl FnOnce(&mut Bench)) -> Mutex<Connection> {
    let open = || Connection::open(format!("file:{name}?mode=memory&cache=shared"));
    // It is there as long as somebody has it open.
    let kept = open().expect("a database");
    uses(&mut Bench::over(open().expect("the same")));
    Mutex::new(kept)
}

/// Fills a database with what is in another one: far quicker than to make it.
fn copy(kept: &Kept, mut into: Connection) -> Connection {
    let kept = kept.lock().expect("nobody fails while copying");
    Backup::new(&kept, &mut into)
        .and_then(|backup| backup.run_to_completion(i32::MAX, Duration::ZERO, None))
        .expect("copies");
    into
}

impl Bench {
    /// An app over a copy of what one kept.
    fn with(kept: &Kept) -> Self {
        let memory = Connection::open_in_memory().expect("a database");
        Self::over(copy(kept, memory))
    }

    fn over(database: Connection) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let app = App::open(database, Timestamp(NOW), &mut rng).expect("an app");
        Self { app, rng }
    }

    fn ask(&mut self, command: impl Into<Command>) {
        let request = Request {
            id: RequestId(1),
            command: command.into(),
        };
        drop(self.app.handle(Timestamp(NOW), &mut self.rng, request));
    }

    /// Has the app hear a reply to its next exchange.
    fn hear(&mut self, frames: &[ReplyFrame]) {
        let now = Timestamp(NOW);
        let step = self.app.sync(now, &mut self.rng, Input::Wake);
        let call = step.calls.first().expect("an app that asks").id;
        let body = codec::encode(frames).expect("encodes");
        for input in [
            Input::Status(call, 200),
            Input::Bytes(call, body),
            Input::Done(call),
        ] {
            drop(self.app.sync(now, &mut self.rng, input));
        }
    }
}

/// The body of a change of another device, after a first one of theirs: what the hub lets pass, the
/// app holds against the document before Automerge sees it.
pub(crate) fn record(bytes: &[u8]) {
    let change = chunk_of(bytes);
    // Most inputs come no further, and an app takes longer than all else.
    if let Ok(info) = chunk::inspect(&change) {
        hear_changes(2, vec![(change, info.hash)], &mut Bench::with(&BEGUN));
    }
}

/// Several changes after the first one, each by what it builds on and by its body from there on:
/// whoever fuzzes cannot know a hash.
pub(crate) fn history(bytes: &[u8]) {
    let changes = linked(bytes);
    if !changes.is_empty() {
        hear_changes(2, changes, &mut Bench::with(&BEGUN));
    }
}

fn linked(bytes: &[u8]) -> Vec<(Vec<u8>, ChangeHash)> {
    let mut known = vec![ChangeHash(first().hash().0)];
    let mut changes = Vec::new();
    for Step { builds_on, rest } in steps(bytes) {
        let mut deps: Vec<_> = builds_on
            .iter()
            .map(|place| known[usize::from(*place) % known.len()])
            .collect();
        deps.sort();
        let mut body = vec![builds_on.len() as u8];
        body.extend(deps.iter().flat_map(|dep| dep.0));
        body.extend_from_slice(rest);
        let change = chunk_of(&body);
        if let Ok(info) = chunk::inspect(&change) {
            known.push(info.hash);
            changes.push((change, info.hash));
        }
    }
    changes
}

/// The hub, and the first change of another device.
fn hear_first(bench: &mut Bench) {
    let first = first();
    let first = (first.raw_bytes().to_vec(), ChangeHash(first.hash().0));
    hear_changes(1, vec![first], bench);
}

fn first() -> Change {
    begun().0.get_changes(&[]).remove(0)
}

/// Changes of another device in one reply, with the number of the first of them.
fn hear_changes(from: u64, changes: Vec<(Vec<u8>, ChangeHash)>, bench: &mut Bench) {
    let (author, (lane, signed)) = (ama(), a_lane());
    let hub = Keys::from_seed([2; 32]);
    let mut frames = Vec::new();
    if from == 1 {
        frames.push(ReplyFrame::Hello(HubHello {
            hub: hub.public(),
            administrator: hub.public(),
            epoch: 1,
            pack: PACK.to_owned(),
            dictionary: 1,
            kept: None,
        }));
    }
    let mut last = from;
    for (sequence, (change, hash)) in (from..).zip(changes) {
        last = sequence;
        let statement = sign::heads_statement(&lane, &[hash], &[]);
        frames.push(ReplyFrame::Record(Record {
            feed: 2,
            sequence,
            body: Body::Lane(LaneRecord {
                lane,
                header: (sequence == 1).then(|| signed.clone()),
                changes: vec![Bytes(change)],
                heads: vec![hash],
                blobs: Vec::new(),
                author: author.public(),
                signature: author.sign(sign::HEADS, &statement),
                links: Vec::new(),
                received: NOW,
            }),
            seal: Some(Seal([5; 16])),
        }));
    }
    frames.push(ReplyFrame::End(End {
        cursors: vec![0, 0, last],
        denied: Vec::new(),
        more: false,
        time: NOW,
    }));
    bench.hear(&frames);
    bench
        .app
        .rebuild(Timestamp(NOW), &mut bench.rng)
        .expect("what was taken can be shown");
}

/// A part of a pack.
pub(crate) fn pack(bytes: &[u8]) {
    let unpacked = codec::expand(bytes, PART_CAP);
    for json in unpacked.iter().map(Vec::as_slice).chain([bytes]) {
        if let Ok(pack) = serde_json::from_slice::<Pack>(json) {
            let _ = pack.clock();
            let _ = pack.name.pick("en", "sq");
        }
        let _ = serde_json::from_slice::<Wards>(json);
    }
}

/// A code as text: each door that takes one.
pub(crate) fn code(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut bench = Bench::with(&UNUSED);
    bench.ask(Join { link: text.clone() });
    bench.ask(AcceptLink { code: text.clone() });
    bench.ask(Restore { code: text.clone() });
    bench.ask(FollowCase { code: text.clone() });
    bench.ask(VerifyReceipt { code: text });
}

/// A picture, looked through for a code.
pub(crate) fn picture(bytes: &[u8]) {
    Bench::with(&UNUSED).ask(ReadCode {
        bytes: bytes.to_vec(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_histories_come_through() {
        for (history, expected) in crate::seeds::history().iter().zip([3, 5]) {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("app.db");
            let open = || Connection::open(&path).expect("opens");
            let mut bench = Bench::over(copy(&BEGUN, open()));
            hear_changes(2, linked(history), &mut bench);
            let count: i64 = open()
                .query_row("SELECT count(*) FROM changes", [], |row| row.get(0))
                .expect("counts");
            assert_eq!(count, expected);
        }
    }

    /// Otherwise nothing of what stands behind would be tried.
    #[test]
    fn a_right_change_comes_through_to_the_documents_and_one_without_its_past_does_not() {
        for (change, expected) in crate::seeds::change().iter().zip([1, 2, 1]) {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("app.db");
            let open = || Connection::open(&path).expect("opens");
            let mut bench = Bench::over(copy(&BEGUN, open()));
            let change = chunk_of(change);
            let hash = chunk::inspect(&change).expect("a change").hash;
            hear_changes(2, vec![(change, hash)], &mut bench);
            let count: i64 = open()
                .query_row("SELECT count(*) FROM changes", [], |row| row.get(0))
                .expect("counts");
            assert_eq!(count, expected);
        }
    }
}
