//! Blobs.

use crate::{Town, is_acknowledged, noise};
use durbar_sync::wire::{BlobOffer, ErrorCode, Refusal, ReplyFrame, UploadReply};
use durbar_tests::kit::{
    Result,
    stranger::{offer, refusal},
};
pub fn blobs_that_are_not_what_was_offered(town: &mut Town) -> Result<()> {
    let header = town.eve.filing("works", 7);
    let mut lane = town.eve.lane(&header)?;
    let right = noise(4, 5000);
    let offered = offer(&right);
    let push = lane.edit("a photo", &town.eve.keys, vec![offered])?;
    assert!(is_acknowledged(&town.eve.push(push.clone())?));

    let wrong = town.eve.put(offered.blob, 0, 5000, noise(5, 5000))?;
    assert_eq!(refusal(&wrong)?, (422, ErrorCode::Malformed));
    let longer = town.eve.put(offered.blob, 0, 5000, noise(4, 9000))?;
    assert_eq!(refusal(&longer)?, (413, ErrorCode::TooLarge));
    let path = format!("/blobs/{}", offered.blob);
    assert_eq!(town.eve.get(&path)?.0, 404, "wrong bytes are not served");
    let claim = town.eve.push(push)?;
    let covered = claim
        .iter()
        .any(|frame| matches!(frame, ReplyFrame::Ack(signed) if !signed.receipt.blobs.is_empty()));
    assert!(!covered, "a receipt for bytes that are not there");
    // And the right bytes are still welcome, from where the hub says it is.
    let mut have = 0;
    for _ in 0..3 {
        let rest = right[usize::try_from(have)?..].to_vec();
        let (_, answer) = town.eve.put(offered.blob, have, 5000, rest)?;
        let reply: UploadReply = postcard::from_bytes(&answer)?;
        if reply.complete {
            assert_eq!(town.eve.get(&path)?, (200, right));
            return too_large_an_offer(town);
        }
        have = reply.have;
    }
    Err("the right bytes are not taken".into())
}

fn too_large_an_offer(town: &mut Town) -> Result<()> {
    let header = town.eve.filing("works", 8);
    let large = BlobOffer {
        length: u64::MAX,
        ..offer(b"large")
    };
    let mut lane = town.eve.lane(&header)?;
    let push = lane.edit("a photo", &town.eve.keys, vec![large])?;
    town.is_refused(push, Refusal::TooLarge)
}

pub fn blobs_of_others_look_like_blobs_that_are_not(town: &mut Town) -> Result<()> {
    let forbidden = town.eve.get(&format!("/blobs/{}", town.photo))?;
    let unknown = town
        .eve
        .get(&format!("/blobs/{}", offer(b"nowhere").blob))?;
    assert_eq!(refusal(&forbidden)?, (404, ErrorCode::NotFound));
    assert_eq!(refusal(&forbidden)?, refusal(&unknown)?);
    assert_eq!(forbidden.1.len(), unknown.1.len());
    let forbidden = town.eve.put(town.photo.parse()?, 0, 10, noise(6, 10))?;
    let unknown = town.eve.put(offer(b"nowhere").blob, 0, 10, noise(6, 10))?;
    assert_eq!(refusal(&forbidden)?, (404, ErrorCode::NotFound));
    assert_eq!(refusal(&forbidden)?, refusal(&unknown)?);
    Ok(())
}
