//! What this device holds, as a file that a person can keep or hand in another way.

use super::{case_lane, lanes_of};
use crate::{
    Error, app, complaints,
    context::Context,
    document::{self, lane},
    error::Result,
    identity, media,
    sync::apply::receipts,
};
use base64ct::{Base64, Encoding};
use durbar_api::{CaseId, outbox::Exported};
use durbar_sync::LaneId;
use serde_json::{Map, Value, json};

/// Everything here about a case.
pub(super) fn case(context: &Context<'_>, case: &CaseId) -> Result<Exported> {
    let mut blobs = Map::new();
    let id = case_lane(case)?;
    let lanes = lanes(context, &id, &mut blobs)?;
    file(
        &json!({
            "format": "durbar-case/1",
            "case": case.0,
            "lanes": lanes,
            "blobs": blobs,
        }),
        &format!("case-{}.json", complaints::reference(&id)),
    )
}

/// Everything here about the person: drafts, cases with photos and receipts, what is followed.
pub(super) fn all(context: &Context<'_>) -> Result<Exported> {
    let connection = context.connection;
    let mut blobs = Map::new();
    let mut cases = Vec::new();
    for case in complaints::ids_of_mine(connection)? {
        cases.push(json!({
            "case": case.to_string(),
            "reference": complaints::reference(&case),
            "lanes": lanes(context, &case, &mut blobs)?,
        }));
    }
    let drafts = complaints::drafts_as_json(connection, &mut blobs)?;
    let persons: Vec<String> = identity::persons(connection)?
        .iter()
        .map(ToString::to_string)
        .collect();
    file(
        &json!({
            "format": "durbar-person/1",
            "keys": persons,
            "language": app::language(connection)?,
            "follows": complaints::topics(connection)?,
            "drafts": drafts,
            "cases": cases,
            "blobs": blobs,
        }),
        "durbar-everything-about-me.json",
    )
}

fn lanes(
    context: &Context<'_>,
    case: &LaneId,
    blobs: &mut Map<String, Value>,
) -> Result<Vec<Value>> {
    let connection = context.connection;
    let mut lanes = Vec::new();
    for id in lanes_of(connection, case)? {
        let lane = lane::get(connection, &id)?.ok_or_else(Error::not_found)?;
        let document = document::load(connection, &id)?;
        for offer in media::offers(connection, &id, false)? {
            if let Some(bytes) = media::read(connection, &offer.blob)? {
                blobs.insert(offer.blob.to_string(), Base64::encode_string(&bytes).into());
            }
        }
        let mut signed = Vec::new();
        for receipt in receipts(connection, &id)? {
            signed.push(Base64::encode_string(&postcard::to_stdvec(&receipt)?));
        }
        lanes.push(json!({
            "lane": id.to_string(),
            "kind": lane.header.kind,
            "header": Base64::encode_string(&lane.signed.bytes),
            "signature": lane.signed.signature.map(|signature| Base64::encode_string(&signature.0)),
            "automerge": Base64::encode_string(&document::as_file(connection, &id)?),
            "content": automerge::AutoSerde::from(&document),
            "receipts": signed,
        }));
    }
    Ok(lanes)
}

fn file(content: &Value, file_name: &str) -> Result<Exported> {
    let bytes =
        serde_json::to_vec_pretty(content).map_err(|error| Error::Encoding(error.to_string()))?;
    Ok(Exported {
        file_name: file_name.to_owned(),
        bytes,
    })
}
