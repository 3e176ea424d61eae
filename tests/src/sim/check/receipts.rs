//! Receipts: each verifies, and together they cover exactly what the hub has of a phone.

use super::{Rest, must};
use crate::kit::{Lane, Result};
use durbar_sync::{ChangeHash, LaneId, chunk, wire::Body};
use std::collections::{BTreeMap, BTreeSet};

type Built = BTreeMap<(LaneId, ChangeHash), Vec<ChangeHash>>;

/// Checks every receipt of every phone; returns how many there are.
pub(super) fn all(rest: &Rest<'_>) -> Result<usize> {
    let hub_key = durbar_sync::sign::Keys::from_seed(crate::sim::cast::HUB).public();
    let mut built = Built::new();
    for (_, body) in rest.hub.feeds()? {
        if let Body::Lane(record) = body {
            for change in &record.changes {
                let info = chunk::inspect(&change.0)
                    .map_err(|error| format!("the hub holds no change: {error:?}"))?;
                built.insert((record.lane, info.hash), info.deps);
            }
        }
    }
    let mut count = 0;
    for node in rest.trusted() {
        let (file, name) = (rest.file(node)?, rest.node(node).name);
        let (mut words, mut blobs) = (BTreeSet::new(), BTreeMap::<_, BTreeSet<_>>::new());
        for signed in file.receipts()? {
            count += 1;
            must(signed.verify(&hub_key), || {
                format!("{name} holds a receipt that does not verify")
            })?;
            let receipt = signed.receipt;
            // Every byte is read and hashed.
            let missing = rest.hub.missing(&Lane {
                lane: receipt.lane.to_string(),
                changes: receipt.heads.iter().map(ToString::to_string).collect(),
                blobs: receipt.blobs.iter().map(ToString::to_string).collect(),
            })?;
            must(missing.is_empty(), || {
                format!("{name} holds a false receipt: {missing:?}")
            })?;
            cover(&built, receipt.lane, receipt.heads, &mut words)?;
            let covered = receipt.blobs.iter().map(ToString::to_string);
            blobs
                .entry(receipt.lane.to_string())
                .or_default()
                .extend(covered);
        }
        for (lane, hash) in &rest.node(node).written {
            must(words.contains(&(lane.clone(), hash.clone())), || {
                format!("{name} has no receipt for {hash} of {lane}")
            })?;
        }
        blobs.retain(|_, blobs| !blobs.is_empty());
        let offered = file.offered()?;
        must(blobs == offered, || {
            format!("{name} offers {offered:?} and has receipts for {blobs:?}")
        })?;
        let held = rest.hub.offered_by(&rest.keys[node])?;
        must(held == offered, || {
            format!("{name} offers {offered:?}, the hub counts {held:?}")
        })?;
    }
    Ok(count)
}

/// Adds heads and all that they build on.
fn cover(
    built: &Built,
    lane: LaneId,
    mut heads: Vec<ChangeHash>,
    words: &mut BTreeSet<(String, String)>,
) -> Result<()> {
    while let Some(hash) = heads.pop() {
        let deps = built
            .get(&(lane, hash))
            .ok_or_else(|| format!("the hub has not got {hash} of {lane}, which is received"))?;
        if words.insert((lane.to_string(), hash.to_string())) {
            heads.extend(deps);
        }
    }
    Ok(())
}
