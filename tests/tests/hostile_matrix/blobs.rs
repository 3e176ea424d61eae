//! Lies about blobs: read, written over, offered without having them, sent wrong.

use super::town::{Town, is_taken, offers};
use durbar_sync::{
    BlobId,
    wire::{ErrorCode, ReplyFrame},
};
use durbar_tests::kit::{
    Result,
    stranger::{offer, refusal},
};

/// Tries all of it.
pub fn all(town: &mut Town) -> Result<()> {
    let lanes = town.honest()?;
    let photos = offers(&lanes);
    assert!(photos.len() >= 6, "{}", photos.len());
    for villain in 0..town.villains.len() {
        if town.villains[villain].department == Some("works") {
            continue;
        }
        for photo in photos.iter().take(8) {
            of_others(town, villain, photo.blob, photo.length)?;
        }
    }
    Ok(())
}

/// A photo of honest people and one that there is not are answered alike.
fn of_others(town: &mut Town, villain: usize, photo: BlobId, length: u64) -> Result<()> {
    let nowhere = offer(&photo.0).blob;
    let mut answers = Vec::new();
    for blob in [photo, nowhere] {
        let device = &mut town.villains[villain].device;
        answers.push([
            device.get(&format!("/blobs/{blob}"))?,
            device.put(blob, 0, length, vec![7; 100])?,
            device.put(blob, length, length, vec![])?,
            device.put(blob, length - 1, length, vec![7])?,
        ]);
    }
    for (theirs, none) in answers[0].iter().zip(&answers[1]) {
        assert_eq!(refusal(theirs)?, (404, ErrorCode::NotFound));
        assert_eq!(refusal(theirs)?, refusal(none)?);
        assert_eq!(theirs.1.len(), none.1.len());
        town.count("a photo of others");
    }
    Ok(())
}

/// A citizen who offers a photo and sends something else under its name, in every way.
pub fn lies(town: &mut Town, citizen: usize) -> Result<()> {
    let lanes = town.honest()?;
    for (number, theirs) in (60..).zip(offers(&lanes).into_iter().take(4)) {
        let device = &mut town.villains[citizen].device;
        let header = device.filing("works", number);
        let keys = device.keys.clone();
        let mut lane = device.lane(&header)?;
        // Known by its hash alone: the offer is taken and gives nothing.
        let push = lane.edit("mine, too", &keys, vec![theirs])?;
        let frames = device.push(push.clone())?;
        assert!(is_taken(&frames), "{frames:?}");
        assert!(!covers(&frames), "a receipt for a hash");
        let path = format!("/blobs/{}", theirs.blob);
        let length = usize::try_from(theirs.length)?;
        for wrong in [vec![0; length], vec![number; length]] {
            let answer = device.put(theirs.blob, 0, theirs.length, wrong)?;
            assert_eq!(refusal(&answer)?, (422, ErrorCode::Malformed));
            assert_eq!(device.get(&path)?.0, 404);
        }
        assert!(!covers(&device.push(push)?), "a receipt for wrong bytes");
        for _ in 0..2 {
            town.count("another's photo, its bytes made up");
        }
    }
    Ok(())
}

fn covers(frames: &[ReplyFrame]) -> bool {
    frames
        .iter()
        .any(|frame| matches!(frame, ReplyFrame::Ack(signed) if !signed.receipt.blobs.is_empty()))
}
