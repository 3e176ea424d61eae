//! What is done to lanes that honest people write: everything a push can say, by everybody who may
//! not.

use super::town::{Forbidden, Honest, Town, hash_of, offers};
use automerge::{ActorId, AutoCommit, ROOT, transaction::Transactable};
use durbar_sync::{
    ChangeHash, PublicKey, Signature, actor,
    header::{Header, Reader, SignedHeader, Writer},
    link::{Link, SignedOffer},
    sign::Keys,
    wire::{BlobKind, BlobOffer, Bytes, LaneRecord, Push, Refusal},
};
use durbar_tests::kit::{
    Result,
    stranger::{offer, sign_push},
};

const NOT: &[Refusal] = &[Refusal::NotAllowed];
const SIGNATURE: &[Refusal] = &[Refusal::BadSignature];
const CHANGE: &[Refusal] = &[Refusal::BadChange];

/// Tries all of it.
pub fn all(town: &mut Town) -> Result<()> {
    let lanes = town.honest()?;
    let photos = offers(&lanes);
    for villain in 0..town.villains.len() {
        for at in 0..lanes.len() {
            let lane = &lanes[at];
            let writes = &lane.header.writer;
            let own = town.villains[villain].department;
            let other = &lanes[(at + 1) % lanes.len()];
            let keys = town.villains[villain].device.keys.clone();
            let time = town.villains[villain].device.time;
            let hand = Hand { keys, time };
            if matches!(writes, Writer::Department(department) if own == Some(department)) {
                let operations = hand.as_a_colleague(lane, other)?;
                town.all_refused(villain, operations)?;
                continue;
            }
            let mut operations = hand.changes(lane, other)?;
            operations.extend(hand.replays(lane, other)?);
            operations.extend(hand.headers(lane, other)?);
            operations.extend(hand.more(lane, &photos)?);
            town.all_refused(villain, operations)?;
        }
    }
    Ok(())
}

/// Who does it.
struct Hand {
    keys: Keys,
    time: i64,
}

impl Hand {
    /// A push of changes, its heads signed rightly.
    fn push(&self, lane: &Honest, changes: &[Vec<u8>]) -> Result<Push> {
        let mut heads = changes
            .iter()
            .map(|change| durbar_sync::chunk::inspect(change))
            .collect::<std::result::Result<Vec<_>, _>>()?;
        heads.dedup_by_key(|info| info.hash);
        let mut push = Push {
            lane: lane.id,
            header: None,
            changes: changes.iter().cloned().map(Bytes).collect(),
            heads: durbar_sync::chunk::tips(&heads),
            blobs: Vec::new(),
            signature: Signature([0; 64]),
            links: Vec::new(),
        };
        sign_push(&mut push, &self.keys);
        Ok(push)
    }

    fn signed(&self, mut push: Push, change: impl FnOnce(&mut Push)) -> Push {
        change(&mut push);
        sign_push(&mut push, &self.keys);
        push
    }

    /// A change on top of a document, under an actor's name.
    fn change(&self, document: &AutoCommit, actor: &ActorId) -> Result<Vec<u8>> {
        let mut document = document.clone().with_actor(actor.clone());
        document.put(ROOT, "text", "forged")?;
        document.commit();
        let change = document.get_last_local_change().ok_or("no change")?;
        Ok(change.raw_bytes().to_vec())
    }

    fn own_actor(&self, lane: &Honest) -> ActorId {
        ActorId::from(actor::of(&self.keys.public(), &lane.id, 0))
    }

    fn changes(&self, lane: &Honest, other: &Honest) -> Result<Vec<Forbidden>> {
        let mine = self.change(&lane.document, &self.own_actor(lane))?;
        let last = last(lane)?;
        let theirs = ActorId::from(actor_of(&last)?.as_slice());
        let spoofed = self.change(&lane.document, &theirs)?;
        let fork = {
            let mut before = AutoCommit::new();
            let changes = lane.records.iter().flat_map(|record| &record.changes);
            for change in changes.filter(|change| change.0 != last) {
                before.load_incremental(&change.0)?;
            }
            self.change(&before, &theirs)?
        };
        let detached = self.change(&other.document, &self.own_actor(lane))?;
        let push = self.push(lane, std::slice::from_ref(&mine))?;
        let with_header = |header: &SignedHeader| {
            self.signed(push.clone(), |push| push.header = Some(header.clone()))
        };
        let spoof = self.push(lane, &[spoofed])?;
        let mut twice = push.clone();
        twice.changes.push(Bytes(mine.clone()));
        Ok(vec![
            op("a change of one's own in another's lane", push.clone(), NOT),
            op(
                "the same with the lane's header",
                with_header(&lane.signed),
                NOT,
            ),
            op("a change under another's actor", spoof, NOT),
            op(
                "a number of another's actor again",
                self.push(lane, &[fork])?,
                NOT,
            ),
            op(
                "a change on top of another lane",
                self.push(lane, &[detached])?,
                NOT,
            ),
            op("a change twice", self.signed(twice, |_| {}), CHANGE),
            op(
                "heads that are none",
                self.signed(push.clone(), |push| push.heads = vec![ChangeHash([7; 32])]),
                CHANGE,
            ),
            op(
                "one head too many",
                self.signed(push.clone(), |push| push.heads.push(ChangeHash([255; 32]))),
                CHANGE,
            ),
            op(
                "no heads",
                self.signed(push.clone(), |push| push.heads.clear()),
                CHANGE,
            ),
            op(
                "a change with a bit flipped",
                self.signed(push, |push| {
                    if let Some(byte) = push.changes.first_mut().and_then(|one| one.0.last_mut()) {
                        *byte ^= 1;
                    }
                }),
                CHANGE,
            ),
        ])
    }

    /// What even who may write a lane may not: write as somebody else.
    fn as_a_colleague(&self, lane: &Honest, other: &Honest) -> Result<Vec<Forbidden>> {
        let author = lane.records.last().ok_or("no record")?.author;
        let own = self.keys.public();
        let mut operations = Vec::new();
        for (what, of, within, install) in [
            ("the next number of a colleague's actor", author, lane, 0),
            ("a colleague's actor before the colleague", author, lane, 1),
            ("one's own actor of another lane", own, other, 0),
            ("the actor of nobody", PublicKey([7; 32]), lane, 0),
        ] {
            let actor = ActorId::from(actor::of(&of, &within.id, install));
            let change = self.change(&lane.document, &actor)?;
            operations.push(op(what, self.push(lane, &[change])?, CHANGE));
        }
        let mine = self.change(&lane.document, &self.own_actor(lane))?;
        let theirs = self.change(
            &lane.document,
            &ActorId::from(actor_of(&last(lane)?)?.as_slice()),
        )?;
        let behind = self.push(lane, &[mine, theirs])?;
        operations.push(op("the same behind a change of one's own", behind, CHANGE));
        Ok(operations)
    }

    fn replays(&self, lane: &Honest, other: &Honest) -> Result<Vec<Forbidden>> {
        let record = lane.records.last().ok_or("no record")?;
        let verbatim = push_of(record);
        let again = self.signed(verbatim.clone(), |_| {});
        let claim = self.signed(verbatim.clone(), |push| push.changes.clear());
        let unknown = self.signed(claim.clone(), |push| push.heads = vec![ChangeHash([9; 32])]);
        let foreign = other.records.last().ok_or("no record")?;
        let moved = self.signed(push_of(foreign), |push| {
            push.lane = lane.id;
            push.blobs.clear();
            push.links.clear();
        });
        let mut by_them =
            self.push(lane, &[self.change(&lane.document, &self.own_actor(lane))?])?;
        by_them.signature = record.signature;
        let mut wrong_heads = verbatim.clone();
        wrong_heads.heads.clone_from(&foreign.heads);
        let without_links = self.signed(verbatim.clone(), |push| push.links.clear());
        Ok(vec![
            op("a record of another's, sent again", verbatim, SIGNATURE),
            op("the same, its heads signed anew", again, NOT),
            op("the same without its links", without_links, NOT),
            op("a claim for another's receipt", claim, NOT),
            op("a claim for heads that nobody knows", unknown, NOT),
            op("changes of one lane in another", moved, NOT),
            op("another's signature on one's own", by_them, SIGNATURE),
            op("another's signature on other heads", wrong_heads, SIGNATURE),
        ])
    }

    fn headers(&self, lane: &Honest, other: &Honest) -> Result<Vec<Forbidden>> {
        let push = self.push(lane, &[self.change(&lane.document, &self.own_actor(lane))?])?;
        let under = |what, header: SignedHeader, codes| {
            let push = self.signed(push.clone(), |push| push.header = Some(header));
            op(what, push, codes)
        };
        let changed = |change: fn(&mut Header, &Self)| -> Result<SignedHeader> {
            let mut header = lane.header.clone();
            change(&mut header, self);
            let bytes = header.bytes()?;
            let signature = self.keys.sign(durbar_sync::sign::HEADER, &bytes);
            let signature = matches!(header.writer, Writer::Person(_)).then_some(signature);
            Ok(SignedHeader { bytes, signature })
        };
        let unsigned = SignedHeader {
            bytes: lane.signed.bytes.clone(),
            signature: match &lane.signed.signature {
                Some(_) => None,
                None => Some(
                    self.keys
                        .sign(durbar_sync::sign::HEADER, &lane.signed.bytes),
                ),
            },
        };
        Ok(vec![
            under(
                "a lane under another's header",
                other.signed.clone(),
                SIGNATURE,
            ),
            under("a header with its signature off or on", unsigned, SIGNATURE),
            under(
                "a header that makes oneself the writer",
                changed(|header, hand| header.writer = Writer::Person(hand.keys.public()))?,
                SIGNATURE,
            ),
            under(
                "a header that makes another office the writer",
                changed(|header, _| header.writer = Writer::Department("finance".to_owned()))?,
                SIGNATURE,
            ),
            under(
                "a header with everybody as reader",
                changed(|header, _| header.readers.push(Reader::Public("ward-1".to_owned())))?,
                SIGNATURE,
            ),
            under(
                "a header made at another time",
                changed(|header, hand| header.created = hand.time)?,
                SIGNATURE,
            ),
            under(
                "a header of another pack",
                changed(|header, _| "gjakova".clone_into(&mut header.pack))?,
                SIGNATURE,
            ),
        ])
    }

    fn more(&self, lane: &Honest, photos: &[BlobOffer]) -> Result<Vec<Forbidden>> {
        let change = self.change(&lane.document, &self.own_actor(lane))?;
        let push = self.push(lane, &[change])?;
        let with = |offer: BlobOffer| self.signed(push.clone(), |push| push.blobs = vec![offer]);
        let mut operations = Vec::new();
        for photo in photos.iter().take(3) {
            operations.push(op("another's photo, hung in", with(*photo), NOT));
            let length = photo.length + 1;
            let lie = BlobOffer { length, ..*photo };
            operations.push(op("another's photo with a wrong length", with(lie), NOT));
        }
        let part = BlobOffer {
            kind: BlobKind::PackPart,
            ..offer(b"a part")
        };
        let large = BlobOffer {
            length: u64::MAX,
            ..offer(b"large")
        };
        let mut slipped = push.clone();
        slipped.blobs = vec![offer(b"slipped in")];
        operations.extend([
            op("a part of the pack", with(part), NOT),
            op("a photo too large", with(large), &[Refusal::TooLarge]),
            op("a photo that no signature names", slipped, SIGNATURE),
        ]);
        // Links in one's own name, or in the writer's.
        let secret = Keys::from_seed([203; 32]);
        let offered = SignedOffer::sign(secret.public(), self.time + 86_400_000, &self.keys)?;
        let own = Link::accept(offered.clone(), &secret, &self.keys, true);
        let mut forged = own.clone();
        forged.device = PublicKey([8; 32]);
        for (what, links, codes) in [
            ("a link to oneself", vec![own.clone()], SIGNATURE),
            ("a link that nobody signed", vec![forged], SIGNATURE),
            (
                "links without an end",
                vec![own; 5],
                &[Refusal::TooLarge][..],
            ),
        ] {
            let push = self.signed(push.clone(), |push| push.links = links);
            operations.push(op(what, push, codes));
        }
        Ok(operations)
    }
}

fn op(what: &'static str, push: Push, codes: &'static [Refusal]) -> Forbidden {
    Forbidden { what, push, codes }
}

fn push_of(record: &LaneRecord) -> Push {
    Push {
        lane: record.lane,
        header: None,
        changes: record.changes.clone(),
        heads: record.heads.clone(),
        blobs: record.blobs.clone(),
        signature: record.signature,
        links: record.links.clone(),
    }
}

fn last(lane: &Honest) -> Result<Vec<u8>> {
    let changes = lane.records.iter().flat_map(|record| &record.changes);
    let last = changes.last().ok_or("a lane without changes")?;
    hash_of(&last.0)?;
    Ok(last.0.clone())
}

fn actor_of(change: &[u8]) -> Result<Vec<u8>> {
    Ok(durbar_sync::chunk::inspect(change)?.actor)
}
