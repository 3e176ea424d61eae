//! Records that come back after the hub was put back from a backup.
//!
//! The hub takes only what it had: it knows its own seal and its own receipts again. So nobody can
//! bring in anything this way that was not taken once, and nobody can change when, or by whom.

use super::Work;
use crate::{
    hub::Hub,
    store::push::{self, Before, Links},
};
use durbar_sync::{
    PublicKey,
    wire::{Body, LaneRecord, Proof, Push, Refusal, Return},
};

/// What a return asks for; `index` is its number among those of the request.
///
/// # Errors
/// The hub never had it.
pub(super) fn check(
    hub: &Hub,
    device: &PublicKey,
    (index, returned): (u16, Return),
    links: &mut Links,
) -> Result<Work, Refusal> {
    let Return { body, proof } = returned;
    let is_sealed = match &proof {
        Proof::Seal(seal) if hub.seal(&body).is_ok_and(|own| own == *seal) => true,
        Proof::Seal(_) => return Err(Refusal::BadSignature),
        Proof::Receipt(_) => false,
    };
    match (body, proof) {
        (Body::Lane(record), proof) => {
            if let Proof::Receipt(signed) = &proof {
                let receipt = &signed.receipt;
                let is_of_this = record.author == *device
                    && receipt.lane == record.lane
                    && receipt.heads == record.heads
                    && receipt.received == record.received;
                if !is_of_this || !signed.verify(&hub.hello.hub) {
                    return Err(Refusal::BadSignature);
                }
            }
            let before = Before {
                author: record.author,
                received: record.received,
                is_sealed,
            };
            let checked = push::check(as_pushed(record), &before.author, &hub.hello.pack, links)?;
            Ok(Work::Return(index, Box::new((checked, before))))
        }
        (Body::Grant(grant), Proof::Seal(_)) => {
            let invitation = grant.verify(&hub.hello.administrator);
            let invitation = invitation.ok_or(Refusal::BadSignature)?;
            Ok(Work::AcceptBack(Box::new((grant, invitation))))
        }
        (Body::Ending(signed), Proof::Seal(_)) => {
            if signed.verify(&hub.hello.administrator).is_none() {
                return Err(Refusal::BadSignature);
            }
            Ok(Work::EndBack(Box::new(signed)))
        }
        (Body::Link(link), Proof::Seal(_)) => {
            let linked = link.verify().ok_or(Refusal::BadSignature)?;
            Ok(Work::LinkBack(Box::new((link, linked))))
        }
        (Body::Revocation(signed), Proof::Seal(_)) if signed.verify().is_some() => {
            Ok(Work::Revoke(Box::new(signed)))
        }
        _ => Err(Refusal::NotAllowed),
    }
}

fn as_pushed(record: LaneRecord) -> Push {
    Push {
        lane: record.lane,
        header: record.header,
        changes: record.changes,
        heads: record.heads,
        blobs: record.blobs,
        signature: record.signature,
        links: record.links,
    }
}
