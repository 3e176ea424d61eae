//! What must be so once all is quiet.

mod equal;
mod hub;
mod receipts;

use super::{node::Node, readers::Readers, town::Town};
use crate::kit::{HubFile, PhoneFile, Result};
use durbar_api::complaints::{ListMine, QueuePart, Sending, What};
use durbar_sync::PublicKey;
use std::collections::BTreeSet;

/// The world at rest.
struct Rest<'a> {
    town: &'a mut Town,
    hub: HubFile,
    readers: Readers,
    /// Keys of the phones, in their order.
    keys: Vec<PublicKey>,
}

impl Rest<'_> {
    fn is_revoked(&self, node: usize) -> bool {
        self.readers.is_revoked(&self.keys[node])
    }

    fn node(&self, node: usize) -> &Node {
        &self.town.nodes[node]
    }

    fn file(&self, node: usize) -> Result<PhoneFile> {
        PhoneFile::open(self.node(node).path())
    }

    /// Every phone that was not taken off its person.
    fn trusted(&self) -> Vec<usize> {
        let all = 0..self.keys.len();
        all.filter(|node| !self.is_revoked(*node)).collect()
    }
}

/// Fails unless it holds.
fn must(holds: bool, what: impl FnOnce() -> String) -> Result<()> {
    if holds { Ok(()) } else { Err(what().into()) }
}

/// Holds the phones and the hub against everything. Returns numbers of changes and receipts.
///
/// # Errors
/// What does not hold.
pub fn all(town: &mut Town) -> Result<(usize, usize)> {
    for node in 0..town.nodes.len() {
        town.look(node)?;
    }
    let hub = HubFile::open(town.hub.data())?;
    let keys = town
        .nodes
        .iter()
        .map(|node| node.key.ok_or("a phone was never heard of"));
    let keys = keys.collect::<std::result::Result<Vec<_>, _>>()?;
    let changes = town.nodes.iter().map(|node| node.written.len()).sum();
    let mut rest = Rest {
        readers: Readers::of(&hub)?,
        town,
        hub,
        keys,
    };
    hub::feeds_are_sound(&rest)?;
    nothing_is_set_aside(&rest)?;
    nothing_written_is_lost(&rest)?;
    equal::lanes(&rest)?;
    nobody_holds_what_is_not_theirs(&rest)?;
    let receipts = receipts::all(&rest)?;
    equal::tables(&mut rest)?;
    nothing_is_listed_twice(&mut rest)?;
    what_the_app_took_is_shown(&mut rest)?;
    Ok((changes, receipts))
}

/// Nothing waits, nothing was refused, nothing that came was rejected.
fn nothing_is_set_aside(rest: &Rest<'_>) -> Result<()> {
    for node in rest.trusted() {
        let (file, name) = (rest.file(node)?, rest.node(node).name);
        let outbox = file.outbox()?;
        must(outbox.is_empty(), || {
            format!("{name}: set aside: {outbox:?}")
        })?;
        let rejected = file.rejected()?;
        must(rejected.is_empty(), || {
            format!("{name} rejected honest records: {rejected:?}")
        })?;
    }
    Ok(())
}

/// What a person wrote is on their phone and at the hub.
fn nothing_written_is_lost(rest: &Rest<'_>) -> Result<()> {
    let held = rest.hub.hashes()?;
    for node in rest.trusted() {
        let here = rest.file(node)?.hashes()?;
        let Node { name, written, .. } = rest.node(node);
        for (lane, hash) in written {
            let is_in = |all: &std::collections::BTreeMap<String, BTreeSet<String>>| {
                all.get(lane).is_some_and(|lane| lane.contains(hash))
            };
            must(is_in(&here), || {
                format!("{name} wrote {hash} in {lane} and has it no more")
            })?;
            must(is_in(&held), || {
                format!("{name} wrote {hash} in {lane}: the hub has not got it")
            })?;
        }
    }
    Ok(())
}

/// A phone holds lanes and pictures of its own, its person's, its departments', and what is
/// published; one that was taken off its person holds nothing of others.
fn nobody_holds_what_is_not_theirs(rest: &Rest<'_>) -> Result<()> {
    let named = rest.hub.named()?;
    for (node, key) in rest.keys.iter().enumerate() {
        let (file, name) = (rest.file(node)?, rest.node(node).name);
        if rest.is_revoked(node) {
            let others = file.hashes_of_others()?;
            must(others.is_empty(), || {
                format!("{name} was revoked and holds {others:?}")
            })?;
            continue;
        }
        for lane in file.headers()?.keys() {
            must(rest.readers.may_have(key, lane), || {
                format!("{name} holds lane {lane}, which it may not read")
            })?;
        }
        let theirs: BTreeSet<_> = named
            .iter()
            .filter(|(lane, _)| rest.readers.may_have(key, lane))
            .flat_map(|(_, blobs)| blobs)
            .collect();
        for picture in file.pictures()? {
            must(theirs.contains(&picture), || {
                format!("{name} holds picture {picture}, which it may not see")
            })?;
        }
    }
    Ok(())
}

/// No case stands twice in a list, no message twice in a case.
fn nothing_is_listed_twice(rest: &mut Rest<'_>) -> Result<()> {
    let now = rest.town.now;
    for node in 0..rest.keys.len() {
        let name = rest.node(node).name;
        let (hand, device) = rest.town.nodes[node].both(now)?;
        let mut lists = vec![device.must(ListMine {})?];
        if hand.is_officer() {
            lists.push(device.queue(QueuePart::Open)?);
            lists.push(device.queue(QueuePart::Unconfirmed)?);
            lists.push(device.queue(QueuePart::Closed)?);
        }
        for list in lists {
            let ids: BTreeSet<_> = list.iter().map(|case| &case.id.0).collect();
            must(ids.len() == list.len(), || format!("{name}: a case twice"))?;
            let titles: BTreeSet<_> = list.iter().map(|case| &case.title).collect();
            must(titles.len() == list.len(), || {
                format!("{name}: one matter as two cases")
            })?;
            for case in list {
                let mut said = BTreeSet::new();
                for entry in device.case(&case.id)?.timeline {
                    if let What::Message { text, .. } = entry.what {
                        let is_new = said.insert(text.clone());
                        must(is_new, || format!("{name}: \"{text}\" twice"))?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// What a person was told is filed or written stands on their phone, received.
fn what_the_app_took_is_shown(rest: &mut Rest<'_>) -> Result<()> {
    let now = rest.town.now;
    for node in rest.trusted() {
        let name = rest.node(node).name;
        let (hand, device) = rest.town.nodes[node].both(now)?;
        let mine = device.must(ListMine {})?;
        for case in &hand.filed {
            let row = mine.iter().find(|row| row.id == *case);
            must(
                row.is_some_and(|row| row.sending == Sending::Received),
                || format!("{name} filed {case:?}: {row:?}"),
            )?;
        }
        for (case, words) in &hand.said {
            let timeline = device.case(case)?.timeline;
            let is_there = timeline.iter().any(|entry| {
                !entry.waiting && matches!(&entry.what, What::Message { text, .. } if text == words)
            });
            must(is_there, || format!("{name} wrote \"{words}\" in {case:?}"))?;
        }
    }
    Ok(())
}
