//! Records "given back" to a hub that never had them.

use crate::{Town, is_acknowledged};
use durbar_sync::{
    ChangeHash,
    sign::Keys,
    wire::{Body, Feed, LaneRecord, Proof, Refusal, ReplyFrame, RequestFrame, Return, Seal},
};
use durbar_tests::kit::{
    PhoneFile, Result,
    stranger::{offer, sign_push},
};

impl Town {
    fn is_not_taken_back(&mut self, body: Body, proof: Proof, why: Refusal) -> Result<()> {
        let before = self.records()?;
        let back = RequestFrame::Return(Return { body, proof });
        let frames = self.eve.say(&[], vec![back])?;
        let refused = frames
            .iter()
            .any(|frame| matches!(frame, ReplyFrame::NotReturned { code, .. } if *code == why));
        assert!(refused, "not refused as {why:?}: {frames:?}");
        assert!(!is_acknowledged(&frames), "a receipt for it");
        assert_eq!(self.records()?, before, "something was kept");
        Ok(())
    }

    /// A record of Eve's that the hub has, with its seal.
    fn sealed(&mut self, number: u8) -> Result<(LaneRecord, Seal)> {
        let header = self.eve.filing("works", number);
        let push = self
            .eve
            .lane(&header)?
            .edit("mine", &self.eve.keys, vec![])?;
        let frames = self.eve.push(push.clone())?;
        assert!(is_acknowledged(&frames), "{frames:?}");
        let feed = Feed::Person(self.eve.key());
        let frames = self.eve.say(&[(feed, 0)], vec![])?;
        let found = frames.into_iter().find_map(|frame| match frame {
            ReplyFrame::Record(record) => match record.body {
                Body::Lane(body) if body.lane == push.lane => record.seal.map(|seal| (body, seal)),
                _ => None,
            },
            _ => None,
        });
        Ok(found.ok_or("a record of one's own without a seal")?)
    }
}

pub fn records_that_the_hub_never_had(town: &mut Town) -> Result<()> {
    let header = town.eve.filing("works", 90);
    let push = town
        .eve
        .lane(&header)?
        .edit("backdated", &town.eve.keys, vec![])?;
    let never = LaneRecord {
        lane: push.lane,
        header: push.header.clone(),
        changes: push.changes.clone(),
        heads: push.heads.clone(),
        blobs: push.blobs.clone(),
        author: town.eve.key(),
        signature: push.signature,
        links: vec![],
        received: 1_600_000_000_000,
    };
    let made_up = Proof::Seal(Seal([0; 16]));
    town.is_not_taken_back(Body::Lane(never.clone()), made_up, Refusal::BadSignature)?;
    let (_, another) = town.sealed(91)?;
    town.is_not_taken_back(
        Body::Lane(never.clone()),
        Proof::Seal(another),
        Refusal::BadSignature,
    )?;
    // Receipts are shown to people: they prove nothing of other words, other times, other writers.
    let receipts = PhoneFile::open(town.ama.phone.path())?.receipts()?;
    let shown = receipts.into_iter().next().ok_or("Ama has a receipt")?;
    town.is_not_taken_back(
        Body::Lane(never.clone()),
        Proof::Receipt(shown.clone()),
        Refusal::BadSignature,
    )?;
    let mut own_words = shown.clone();
    own_words.receipt.lane = never.lane;
    own_words.receipt.heads.clone_from(&never.heads);
    own_words.receipt.received = never.received;
    town.is_not_taken_back(
        Body::Lane(never.clone()),
        Proof::Receipt(own_words.clone()),
        Refusal::BadSignature,
    )?;
    own_words.signature = town.eve.keys.sign("durbar/receipt/1", &[]);
    town.is_not_taken_back(
        Body::Lane(never),
        Proof::Receipt(own_words),
        Refusal::BadSignature,
    )
}

pub fn true_records_with_something_changed(town: &mut Town) -> Result<()> {
    let (record, seal) = town.sealed(92)?;
    let other = Keys::from_seed([93; 32]);
    let changed: [fn(&mut LaneRecord, &Keys); 5] = [
        |record, _| record.received -= 86_400_000,
        |record, other| record.author = other.public(),
        |record, _| record.heads.push(ChangeHash([255; 32])),
        |record, _| record.blobs.push(offer(b"a photo")),
        |record, other| record.signature = other.sign("durbar/heads/1", b"other"),
    ];
    for change in changed {
        let mut record = record.clone();
        change(&mut record, &other);
        town.is_not_taken_back(Body::Lane(record), Proof::Seal(seal), Refusal::BadSignature)?;
    }
    // The seal names the heads, and these the words.
    let header = town.eve.filing("works", 92);
    let mut push = town
        .eve
        .lane(&header)?
        .edit("other words", &town.eve.keys, vec![])?;
    push.heads.clone_from(&record.heads);
    sign_push(&mut push, &town.eve.keys);
    let mut words = record.clone();
    words.changes = push.changes;
    town.is_not_taken_back(Body::Lane(words), Proof::Seal(seal), Refusal::BadChange)?;
    // As it was, it is here: again and again nothing happens.
    let before = town.records()?;
    let back = RequestFrame::Return(Return {
        body: Body::Lane(record),
        proof: Proof::Seal(seal),
    });
    let frames = town.eve.say(&[], vec![back; 400])?;
    let refused = |frame: &ReplyFrame| matches!(frame, ReplyFrame::NotReturned { .. });
    assert!(!frames.iter().any(refused), "{frames:?}");
    assert_eq!(town.records()?, before, "something was kept twice");
    Ok(())
}
