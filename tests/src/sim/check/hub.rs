//! The hub's own order.

use super::{Rest, must};
use crate::kit::Result;
use durbar_sync::{chunk, wire::Body};
use std::collections::BTreeSet;

/// Numbers without gaps, each change once in each feed, none before what it builds on.
pub(super) fn feeds_are_sound(rest: &Rest<'_>) -> Result<()> {
    must(rest.hub.is_sound()?, || {
        "the hub's database is damaged".to_owned()
    })?;
    let gaps = rest.hub.feeds_with_gaps()?;
    must(gaps.is_empty(), || format!("feeds with gaps: {gaps:?}"))?;
    let mut seen = BTreeSet::new();
    let mut listed = BTreeSet::new();
    for (feed, body) in rest.hub.feeds()? {
        let Body::Lane(record) = body else { continue };
        for change in &record.changes {
            let info = chunk::inspect(&change.0)
                .map_err(|error| format!("the hub holds no change: {error:?}"))?;
            for dependency in &info.deps {
                must(
                    seen.contains(&(feed.clone(), record.lane, *dependency)),
                    || format!("{feed} lists {} before what it builds on", info.hash),
                )?;
            }
            must(seen.insert((feed.clone(), record.lane, info.hash)), || {
                format!("{feed} lists change {} twice", info.hash)
            })?;
            listed.insert((record.lane.to_string(), info.hash.to_string()));
        }
    }
    for (lane, hashes) in rest.hub.hashes()? {
        for hash in hashes {
            must(listed.contains(&(lane.clone(), hash.clone())), || {
                format!("the hub counts {hash} of {lane} and lists it nowhere")
            })?;
        }
    }
    Ok(())
}
