//! What travels.

use durbar_sync::{
    BlobId, ChangeHash, LaneId, PublicKey, chunk,
    codec::{self, FrameDecoder},
    grant::{Grant, JoinToken, SignedEnding},
    header::{MAX_HEADER, SignedHeader},
    link::{Link, SignedRevocation},
    packed::{ACTOR_PREFIX, HASH_PREFIX, Known, LANE_PREFIX, Sent},
    sign::{Keys, SignedReceipt},
    wire::{
        Authorization, Body, ErrorBody, Proof, Push, Record, ReplyFrame, RequestFrame,
        SignedManifest, UploadReply,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::{convert::Infallible, fmt::Debug};

/// What the hub lets a request expand to, and the app a reply.
const CAP: usize = 8 * 1024 * 1024;
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

/// A request's body as the hub reads it.
pub(crate) fn request(bytes: &[u8]) {
    for frame in stream::<RequestFrame>(bytes) {
        check_request(&frame);
    }
}

/// A reply's body as an app reads it.
pub(crate) fn reply(bytes: &[u8]) {
    for frame in stream::<ReplyFrame>(bytes) {
        check_reply(&frame);
    }
}

/// Frames of a stream; the same however it is cut.
fn stream<T: DeserializeOwned + PartialEq + Debug>(bytes: &[u8]) -> Vec<T> {
    let Ok(whole) = codec::decode::<T>(bytes, CAP) else {
        return Vec::new();
    };
    let mut decoder = FrameDecoder::<T>::new(CAP);
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let mut frames = decoder.feed(first).expect("what is whole can be cut");
    frames.extend(decoder.feed(second).expect("and goes on"));
    assert_eq!(frames, whole);
    whole
}

/// A frame without compression: what a fuzzer can change.
pub(crate) fn request_frame(bytes: &[u8]) {
    if let Some(frame) = value::<RequestFrame>(bytes) {
        check_request(&frame);
    }
}

/// The same of a reply.
pub(crate) fn reply_frame(bytes: &[u8]) {
    if let Some(frame) = value::<ReplyFrame>(bytes) {
        check_reply(&frame);
    }
}

/// A value that says the same once it is written and read again.
fn value<T: Serialize + DeserializeOwned + PartialEq + Debug>(bytes: &[u8]) -> Option<T> {
    let value: T = postcard::from_bytes(bytes).ok()?;
    let written = postcard::to_stdvec(&value).expect("what was read can be written");
    let again: T = postcard::from_bytes(&written).expect("and read");
    assert_eq!(again, value);
    Some(value)
}

fn check_request(frame: &RequestFrame) {
    match frame {
        RequestFrame::Hello(_) => {}
        RequestFrame::Accept(grant) => check_grant(grant),
        RequestFrame::Push(push) => check_push(push),
        RequestFrame::Link(link) => check_link(link),
        RequestFrame::Revoke(signed) => check_revocation(signed),
        RequestFrame::Packed(packed) => {
            if let Ok(push) = packed.clone().unpack(&somebody(), &Anything) {
                check_push(&push);
            }
        }
        RequestFrame::Return(back) => {
            check_body(&back.body);
            if let Proof::Receipt(receipt) = &back.proof {
                check_receipt(receipt);
            }
        }
    }
}

fn check_reply(frame: &ReplyFrame) {
    match frame {
        ReplyFrame::Ack(receipt) => check_receipt(receipt),
        ReplyFrame::Revoked(signed) => check_revocation(signed),
        ReplyFrame::Stored(packed) => {
            let sent = Sent {
                lane: LaneId([1; 32]),
                heads: vec![ChangeHash([2; 32])],
                blobs: vec![BlobId([3; 32]), BlobId([4; 32])],
            };
            if let Some(receipt) = packed.clone().unpack(&sent, 1) {
                check_receipt(&receipt);
            }
        }
        ReplyFrame::Record(Record { body, .. }) => check_body(body),
        ReplyFrame::Packed(packed) => {
            if let Ok(record) = packed.clone().unpack(&Anything) {
                check_body(&record.body);
            }
        }
        _ => {}
    }
}

fn check_body(body: &Body) {
    assert!(body.seal(&[7; 32]).is_ok(), "what was read can be sealed");
    match body {
        Body::Lane(record) => {
            if let Some(header) = &record.header {
                check_header(header);
            }
            for change in &record.changes {
                let _ = chunk::inspect(&change.0);
            }
            record.links.iter().for_each(check_link);
        }
        Body::Grant(grant) => check_grant(grant),
        Body::Manifest(manifest) => {
            let _ = manifest.verify(&somebody());
        }
        Body::Link(link) => check_link(link),
        Body::Revocation(signed) => check_revocation(signed),
        Body::Ending(signed) => check_ending(signed),
    }
}

/// Has whatever is named.
struct Anything;

impl Known for Anything {
    type Error = Infallible;

    fn lane(&self, first: &[u8; LANE_PREFIX]) -> Result<Option<LaneId>, Infallible> {
        Ok(Some(LaneId(filled(first))))
    }

    fn person(&self, lane: &LaneId) -> Result<Option<PublicKey>, Infallible> {
        Ok(Some(PublicKey(lane.0)))
    }

    fn change(
        &self,
        _: &LaneId,
        first: &[u8; HASH_PREFIX],
    ) -> Result<Option<ChangeHash>, Infallible> {
        Ok(Some(ChangeHash(filled(first))))
    }

    fn actor(&self, _: &LaneId, first: &[u8; ACTOR_PREFIX]) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(Some(filled::<32>(first).to_vec()))
    }
}

fn filled<const N: usize>(first: &[u8]) -> [u8; N] {
    let mut all = [7; N];
    for (byte, given) in all.iter_mut().zip(first) {
        *byte = *given;
    }
    all
}

fn check_push(push: &Push) {
    if let Some(header) = &push.header {
        check_header(header);
    }
    let infos: Result<Vec<_>, _> = push
        .changes
        .iter()
        .map(|change| chunk::inspect(&change.0))
        .collect();
    if let Ok(infos) = infos {
        let tips = chunk::tips(&infos);
        assert!(tips.is_sorted());
        let _ = chunk::within_bounds(&infos);
    }
    push.links.iter().for_each(check_link);
}

/// Nobody signed anything of what is made up here: whose signature holds was in the corpus.
fn somebody() -> PublicKey {
    Keys::from_seed([1; 32]).public()
}

fn check_grant(grant: &Grant) {
    let _ = grant.invitation.read();
    let _ = grant.verify(&somebody());
}

fn check_link(link: &Link) {
    if let Some(linked) = link.verify() {
        assert_ne!(linked.person, linked.device, "a link to oneself");
    }
}

fn check_revocation(signed: &SignedRevocation) {
    let _ = signed.verify();
}

fn check_ending(signed: &SignedEnding) {
    let _ = signed.verify(&somebody());
}

fn check_receipt(receipt: &SignedReceipt) {
    let _ = receipt.verify(&somebody());
}

fn check_header(signed: &SignedHeader) {
    if let Ok(header) = signed.verify() {
        assert!(signed.bytes.len() <= MAX_HEADER);
        let bytes = header.bytes().expect("a header that holds can be written");
        assert_eq!(bytes, signed.bytes, "two forms of one header");
        let _ = header.person();
    }
}

/// A header, signed and bare.
pub(crate) fn header(bytes: &[u8]) {
    if let Some(signed) = value::<SignedHeader>(bytes) {
        check_header(&signed);
    }
    check_header(&SignedHeader {
        bytes: bytes.to_vec(),
        signature: None,
    });
}

/// Grants, links, revocations, endings, receipts, manifests and answers, by the first byte.
pub(crate) fn statement(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    match kind % 9 {
        0 => value::<Grant>(bytes).iter().for_each(check_grant),
        1 => value::<Link>(bytes).iter().for_each(check_link),
        2 => value::<SignedRevocation>(bytes)
            .iter()
            .for_each(check_revocation),
        3 => value::<SignedReceipt>(bytes).iter().for_each(check_receipt),
        4 => {
            if let Some(manifest) = value::<SignedManifest>(bytes) {
                let _ = manifest.verify(&somebody());
            }
        }
        5 => {
            if let Ok(token) = postcard::from_bytes::<JoinToken>(bytes) {
                let _ = token.invitation.read();
            }
        }
        6 => drop(value::<ErrorBody>(bytes)),
        7 => value::<SignedEnding>(bytes).iter().for_each(check_ending),
        _ => drop(value::<UploadReply>(bytes)),
    }
}

/// The authorization header.
pub(crate) fn authorization(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(signed) = Authorization::parse(text) {
        let again = Authorization::parse(&signed.encode());
        assert_eq!(again, Some(signed));
        let _ = signed.verify("POST", "/sync", b"");
    }
    let _ = JoinToken::parse(text);
}

/// The body of a change as a chunk with the right length and checksum, which no fuzzer finds.
pub(crate) fn chunk_of(body: &[u8]) -> Vec<u8> {
    let mut hashed = vec![1];
    let mut length = body.len();
    loop {
        let byte = u8::try_from(length & 0x7f).expect("seven bits");
        length >>= 7;
        if length == 0 {
            hashed.push(byte);
            break;
        }
        hashed.push(byte | 0x80);
    }
    hashed.extend_from_slice(body);
    let hash = Sha256::digest(&hashed);
    let mut chunk = MAGIC.to_vec();
    chunk.extend_from_slice(&hash[..4]);
    chunk.extend_from_slice(&hashed);
    chunk
}

/// A change: as it is, and as the body of one.
pub(crate) fn change(bytes: &[u8]) {
    let _ = chunk::inspect(bytes);
    let chunk = chunk_of(bytes);
    if let Ok(info) = chunk::inspect(&chunk) {
        assert!(info.rows <= chunk::MAX_OPS);
        // What the hub lets pass, an app reads.
        if let Ok(change) = automerge::Change::from_bytes(chunk) {
            assert_eq!(change.hash().0, info.hash.0, "two hashes of one change");
            assert_eq!(change.seq(), info.seq);
            assert!(
                change.len() as u64 <= info.rows,
                "more operations than rows"
            );
        }
    }
}
