//! What an app reads: records of others, codes, pictures, packs.

use crate::{seeds::begun, sync::chunk_of};
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
    header::{Header, Reader, Writer},
    sign::{self, Keys},
    wire::{Body, Bytes, End, HubHello, LaneRecord, Record, ReplyFrame, Seal},
};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use rusqlite::Connection;

const NOW: i64 = 1_795_000_000_000;
/// Most bytes that a part of a pack may expand to.
const PART_CAP: usize = 8 * 1024 * 1024;
const PACK: &str = "sekondi-takoradi";

/// An app that nobody has used.
struct Bench {
    app: App,
    rng: ChaCha20Rng,
}

impl Bench {
    fn new() -> Self {
        Self::over(Connection::open_in_memory().expect("a database"))
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
    hear_record(bytes, &mut Bench::new());
}

fn hear_record(bytes: &[u8], bench: &mut Bench) {
    let change = chunk_of(bytes);
    let Ok(info) = chunk::inspect(&change) else {
        return;
    };
    let author = Keys::from_seed([9; 32]);
    let header = Header {
        kind: "complaints/filing".to_owned(),
        writer: Writer::Person(author.public()),
        readers: vec![Reader::Department("works".to_owned())],
        pack: PACK.to_owned(),
        case: None,
        created: 0,
        nonce: [1; 16],
    };
    let (lane, signed) = header.sign(&author).expect("signs");
    let (mut document, _) = begun();
    let first = document.get_changes(&[]).remove(0);
    let changes = [
        (first.raw_bytes().to_vec(), ChangeHash(first.hash().0)),
        (change, info.hash),
    ];
    let hub = Keys::from_seed([2; 32]);
    let mut frames = vec![ReplyFrame::Hello(HubHello {
        hub: hub.public(),
        administrator: hub.public(),
        epoch: 1,
        pack: PACK.to_owned(),
        dictionary: 1,
    })];
    for (sequence, (change, hash)) in (1..).zip(changes) {
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
        cursors: vec![0, 0, 2],
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
    let mut bench = Bench::new();
    bench.ask(Join { link: text.clone() });
    bench.ask(AcceptLink { code: text.clone() });
    bench.ask(Restore { code: text.clone() });
    bench.ask(FollowCase { code: text.clone() });
    bench.ask(VerifyReceipt { code: text });
}

/// A picture, looked through for a code.
pub(crate) fn picture(bytes: &[u8]) {
    Bench::new().ask(ReadCode {
        bytes: bytes.to_vec(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Otherwise nothing of what stands behind would be tried.
    #[test]
    fn a_right_change_comes_through_to_the_documents_and_one_without_its_past_does_not() {
        for (change, expected) in crate::seeds::change().iter().zip([1, 2, 1]) {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("app.db");
            let open = || Connection::open(&path).expect("opens");
            hear_record(change, &mut Bench::over(open()));
            let count: i64 = open()
                .query_row("SELECT count(*) FROM changes", [], |row| row.get(0))
                .expect("counts");
            assert_eq!(count, expected);
        }
    }
}
