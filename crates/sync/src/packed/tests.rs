use super::{Known, LANE_PREFIX, PackedPush, PackedReceipt, PackedRecord, Sent, Unread, change};
use crate::{
    actor, chunk,
    id::{BlobId, ChangeHash, LaneId, PublicKey, Signature},
    sign::{Keys, Receipt, SignedReceipt},
    wire::{BlobKind, BlobOffer, Body, Bytes, LaneRecord, Push, Record, Seal},
};
use automerge::{ActorId, AutoCommit, ObjType, ROOT, ReadDoc, transaction::Transactable};
use proptest::prelude::*;
use std::{collections::BTreeSet, convert::Infallible};

/// A receiver that has some changes of one lane.
struct Holds {
    lane: LaneId,
    changes: Vec<Vec<u8>>,
}

fn only<T: Ord>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut all: BTreeSet<_> = all.collect();
    (all.len() == 1).then(|| all.pop_first()).flatten()
}

impl Known for Holds {
    type Error = Infallible;

    fn lane(&self, first: &[u8; LANE_PREFIX]) -> Result<Option<LaneId>, Infallible> {
        Ok(self.lane.0.starts_with(first).then_some(self.lane))
    }

    fn person(&self, _: &LaneId) -> Result<Option<PublicKey>, Infallible> {
        Ok(Some(AUTHOR))
    }

    fn change(&self, _: &LaneId, first: &[u8; 6]) -> Result<Option<ChangeHash>, Infallible> {
        let infos = self.changes.iter().flat_map(|one| chunk::inspect(one));
        Ok(only(
            infos
                .map(|info| info.hash)
                .filter(|hash| hash.0.starts_with(first)),
        ))
    }

    fn actor(&self, _: &LaneId, first: &[u8; 4]) -> Result<Option<Vec<u8>>, Infallible> {
        let infos = self.changes.iter().flat_map(|one| chunk::inspect(one));
        Ok(only(
            infos
                .map(|info| info.actor)
                .filter(|actor| actor.starts_with(first)),
        ))
    }
}

const LANE: LaneId = LaneId([9; 32]);
const AUTHOR: PublicKey = PublicKey([4; 32]);
const BY: change::By<'_> = (&LANE, &AUTHOR);

/// What three actors write, each seeing what the others wrote now and then: two installs of the
/// author, and somebody else.
fn written(edits: &[(u8, u8, String)]) -> Vec<Vec<u8>> {
    let other = PublicKey([6; 32]);
    let mut documents: Vec<_> = [(AUTHOR, 0), (AUTHOR, 70_000), (other, 0)]
        .map(|(device, install)| actor::of(&device, &LANE, install))
        .map(|name| AutoCommit::new().with_actor(ActorId::from(name)))
        .into();
    for (who, what, text) in edits {
        let who = usize::from(*who % 3);
        let other = (who + 1) % 3;
        if what % 4 == 0 {
            let mut seen = documents[other].fork();
            documents[who].merge(&mut seen).expect("merges");
        }
        let document = &mut documents[who];
        match what % 3 {
            0 => document.put(ROOT, "state", text.as_str()).expect("puts"),
            1 => {
                let list = match document.get(ROOT, "words").expect("reads") {
                    Some((_, list)) => list,
                    None => document
                        .put_object(ROOT, "words", ObjType::List)
                        .expect("puts"),
                };
                let length = document.length(&list);
                document
                    .insert(&list, length, text.as_str())
                    .expect("inserts");
            }
            _ => document.delete(ROOT, "state").expect("deletes"),
        }
        document.commit();
    }
    let (first, others) = documents.split_at_mut(1);
    for other in others {
        first[0].merge(other).expect("merges");
    }
    let changes = first[0].get_changes(&[]);
    changes
        .iter()
        .map(|change| change.raw_bytes().to_vec())
        .collect()
}

fn unpacked(packed: Vec<Vec<u8>>, holds: &Holds) -> Result<Vec<Vec<u8>>, Unread<Infallible>> {
    let packed: Vec<_> = packed.into_iter().map(Bytes).collect();
    change::unpack(&packed, BY, holds)
}

proptest! {
    #[test]
    fn what_is_packed_comes_out_byte_for_byte(
        edits in prop::collection::vec((any::<u8>(), any::<u8>(), ".{0,60}"), 1..24),
        held in any::<prop::sample::Index>(),
    ) {
        let changes = written(&edits);
        prop_assume!(!changes.is_empty());
        let (before, message) = changes.split_at(held.index(changes.len()));
        let packed = change::pack(message.iter().map(Vec::as_slice), BY);
        for (packed, whole) in packed.iter().zip(message) {
            prop_assert!(packed.len() + 8 <= whole.len(), "{} of {}", packed.len(), whole.len());
        }
        let holds = Holds { lane: LANE, changes: before.to_vec() };
        prop_assert_eq!(unpacked(packed.clone(), &holds), Ok(message.to_vec()));
        // To somebody who lacks what it builds on it says so, or comes out right all the same.
        let nothing = Holds { lane: LANE, changes: Vec::new() };
        match unpacked(packed, &nothing) {
            Ok(all) => prop_assert_eq!(all, message),
            Err(error) => prop_assert_eq!(error, Unread::Unknown),
        }
    }

    #[test]
    fn garbage_is_damage_or_something_else_but_never_a_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        edits in prop::collection::vec((any::<u8>(), any::<u8>(), ".{0,20}"), 1..6),
        at in any::<prop::sample::Index>(),
        flip in 1u8..,
    ) {
        let changes = written(&edits);
        prop_assume!(!changes.is_empty());
        let holds = Holds { lane: LANE, changes: changes.clone() };
        let _ = unpacked(vec![[&[1], bytes.as_slice()].concat()], &holds);
        let packed = change::pack(changes.iter().map(Vec::as_slice), BY);
        let mut changed = packed.concat();
        let place = at.index(changed.len());
        changed[place] ^= flip;
        let _ = unpacked(vec![changed], &holds);
        let whole = change::pack([bytes.as_slice()], BY);
        prop_assert_eq!(unpacked(whole, &holds), Ok(vec![bytes]));
    }
}

fn push(changes: &[Vec<u8>]) -> Push {
    let infos: Vec<_> = changes.iter().flat_map(|one| chunk::inspect(one)).collect();
    Push {
        lane: LANE,
        header: None,
        changes: changes.iter().cloned().map(Bytes).collect(),
        heads: chunk::tips(&infos),
        blobs: vec![BlobOffer {
            blob: BlobId([7; 32]),
            length: 5,
            kind: BlobKind::Photo,
        }],
        signature: Signature([1; 64]),
        links: Vec::new(),
    }
}

fn some_changes() -> Vec<Vec<u8>> {
    let edits = ["one", "two", "three", "four"].map(|text| (0, 1, text.to_owned()));
    written(&edits)
}

#[test]
fn a_push_a_receipt_and_a_record_come_out_as_they_went_in() {
    let changes = some_changes();
    let (before, message) = changes.split_at(2);
    let holds = Holds {
        lane: LANE,
        changes: before.to_vec(),
    };
    let push = push(message);
    let packed = PackedPush::pack(&push, &AUTHOR).expect("packs");
    assert_eq!(packed.unpack(&AUTHOR, &holds), Ok(push.clone()));

    let receipt = Receipt {
        lane: LANE,
        heads: push.heads.clone(),
        blobs: vec![BlobId([7; 32])],
        received: 1_000,
        issued: 5_000,
        epoch: 3,
        sequence: 12,
    };
    let hub = Keys::from_seed([5; 32]);
    let signed = SignedReceipt::sign(receipt, &hub).expect("signs");
    let packed = PackedReceipt::pack(&signed, 1, &[BlobId([8; 32]), BlobId([7; 32])]);
    let packed = packed.expect("packs");
    let mut sent = Sent::of(&push);
    sent.blobs.insert(0, BlobId([8; 32]));
    let back = packed.clone().unpack(&sent, 3).expect("unpacks");
    assert_eq!(back, signed);
    assert!(back.verify(&hub.public()));
    // For another epoch or another push it is no receipt.
    let other = packed.clone().unpack(&sent, 4).expect("unpacks");
    assert!(!other.verify(&hub.public()));
    sent.heads[0].0[0] ^= 1;
    let other = packed.unpack(&sent, 3).expect("unpacks");
    assert!(!other.verify(&hub.public()));

    for (author, is_persons) in [(AUTHOR, true), (PublicKey([6; 32]), false)] {
        let record = Record {
            feed: 2,
            sequence: 70,
            body: Body::Lane(LaneRecord {
                lane: LANE,
                header: None,
                changes: push.changes.clone(),
                heads: push.heads.clone(),
                blobs: push.blobs.clone(),
                author,
                signature: push.signature,
                links: Vec::new(),
                received: 1_795_000_000_000,
            }),
            seal: Some(Seal([3; 16])),
        };
        let packed = PackedRecord::pack(&record, is_persons).expect("packs");
        assert_eq!(packed.unpack(&holds), Ok(record));
    }
}

#[test]
fn a_few_bytes_that_stand_for_many_are_stopped() {
    let changes = some_changes();
    let holds = Holds {
        lane: LANE,
        changes: changes.clone(),
    };
    let first = change::pack(changes.iter().map(Vec::as_slice), BY);
    // No deps, the author's first install, and nothing in it: nine bytes each.
    let tiny = vec![1, 0, 2, 1, 1, 0, 0, 0, 0];
    let mut many = vec![first[0].clone()];
    many.resize(100_000, tiny);
    assert_eq!(unpacked(many, &holds), Err(Unread::Damaged));
    // Each byte is a hash of 32.
    let mut references = vec![1, 0x80, 0x08];
    references.resize(3 + 1024, 2);
    references.extend([2, 1, 1, 0, 0, 0, 0]);
    let mut many = vec![first[0].clone()];
    many.resize(500, references);
    assert_eq!(unpacked(many, &holds), Err(Unread::Damaged));
}

#[test]
fn what_would_not_come_out_travels_whole() {
    let changes = some_changes();
    let mut other_heads = push(&changes[2..]);
    other_heads.heads = vec![ChangeHash([1; 32])];
    assert_eq!(PackedPush::pack(&other_heads, &AUTHOR), None);
    let mut claim = push(&changes[2..]);
    claim.changes.clear();
    assert_eq!(PackedPush::pack(&claim, &AUTHOR), None);
}
