//! Proof that a matter was received, on paper and on another device.

use super::{queue, reference, role, table, view};
use crate::{
    context::Context,
    db::settings,
    error::Result,
    identity::links,
    outbox::{self, case_lane},
    sync::{HUB, apply::receipts},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use durbar_api::{
    CaseId, Timestamp,
    complaints::{ReceiptSheet, Sending, Verified},
};
use durbar_sync::{PublicKey, sign::SignedReceipt};

/// Marks a receipt behind `#`.
const KIND: char = 'r';

/// A receipt to print or show. "Received" is said only when it covers every word and photo.
pub(super) fn sheet(context: &Context<'_>, id: &CaseId) -> Result<ReceiptSheet> {
    let connection = context.connection;
    let case = case_lane(id)?;
    let (story, role) = role::read(context, &case)?;
    let summary = queue::one(context, &case)?;
    let is_received = outbox::sending(connection, &case)? == Sending::Received;
    let receipt = if is_received {
        view::receipt(context, &case)?
    } else {
        None
    };
    // The one that covers the photos: a later one covers what was written later.
    let all = receipts(connection, &case)?;
    let whole = all
        .iter()
        .max_by_key(|signed| (signed.receipt.blobs.len(), signed.receipt.issued));
    let code = match (is_received, whole) {
        (true, Some(signed)) => Some(format!(
            "{}#{KIND}{}",
            links::CODE_PATH,
            Base64UrlUnpadded::encode_string(&postcard::to_stdvec(signed)?)
        )),
        _ => None,
    };
    let follow_code = match (role, story.header.person()) {
        (role::Role::Office(_) | role::Role::Observer(_), Some(person)) => {
            links::keys_of(connection, &person)?.map(|keys| links::follow_code(&case, &keys))
        }
        _ => None,
    };
    Ok(ReceiptSheet {
        case: id.clone(),
        reference: summary.reference,
        title: table::title_of(&story.filing.description),
        category: summary.category,
        department: summary.department,
        channel: summary.channel,
        filed_at: summary.filed_at,
        receipt,
        due: summary.due,
        code,
        follow_code,
    })
}

/// Checks a receipt's code against the hub's key as this device knows it.
pub(super) fn verify(context: &Context<'_>, code: &str) -> Result<Verified> {
    let connection = context.connection;
    let text = code.rsplit('#').next().unwrap_or_default().trim();
    let signed: Option<SignedReceipt> = text
        .strip_prefix(KIND)
        .filter(|text| text.len() < 16_384)
        .and_then(|text| Base64UrlUnpadded::decode_vec(text).ok())
        .and_then(|bytes| postcard::from_bytes(&bytes).ok());
    let Some(signed) = signed else {
        return Ok(Verified::Unreadable);
    };
    let hub =
        settings::get(connection, HUB)?.and_then(|key| PublicKey::try_from(key.as_slice()).ok());
    let Some(hub) = hub else {
        return Ok(Verified::Unknown);
    };
    if !signed.verify(&hub) {
        return Ok(Verified::False);
    }
    let receipt = signed.receipt;
    let case = CaseId(receipt.lane.to_string());
    Ok(Verified::True {
        reference: reference(&receipt.lane),
        received_at: Timestamp(receipt.received),
        issued_at: Timestamp(receipt.issued),
        sequence: receipt.sequence,
        blobs: u32::try_from(receipt.blobs.len()).unwrap_or(u32::MAX),
        case: role::read(context, &receipt.lane).is_ok().then_some(case),
    })
}
