//! What is the same on every device that has it.

use super::{Rest, must};
use crate::{
    kit::Result,
    sim::cast::{AMA, AMA_TOO, ESI, KOFI, KOFI_TOO, KWAME},
};
use std::collections::BTreeSet;

/// Devices that are to show the same, if both act for one person or one department.
const PAIRS: [(usize, usize); 3] = [(AMA, AMA_TOO), (KOFI, KOFI_TOO), (ESI, KWAME)];

/// The same changes of a lane, and so the same heads, at the hub and on each device that gets it.
pub(super) fn lanes(rest: &Rest<'_>) -> Result<()> {
    let held = rest.hub.hashes()?;
    for node in rest.trusted() {
        let (key, name) = (&rest.keys[node], rest.node(node).name);
        let here = rest.file(node)?.hashes()?;
        for (lane, hashes) in &held {
            let (own, is_public) = (here.get(lane), rest.readers.is_public(lane));
            if !rest.readers.gets(key, lane) && (own.is_none() || !is_public) {
                continue;
            }
            let none = BTreeSet::new();
            let own = own.unwrap_or(&none);
            must(own == hashes, || {
                let missing: Vec<_> = hashes.difference(own).collect();
                let more: Vec<_> = own.difference(hashes).collect();
                format!("{name} has other changes of {lane}: not {missing:?}, but {more:?}")
            })?;
        }
    }
    Ok(())
}

/// The same tables on both devices of a person or a department, and the same once made anew from
/// the documents.
pub(super) fn tables(rest: &mut Rest<'_>) -> Result<()> {
    let now = rest.town.now;
    for node in 0..rest.keys.len() {
        let file = rest.file(node)?;
        let before = file.cases()?;
        rest.town.nodes[node].device(now)?.rebuild()?;
        let after = file.cases()?;
        must(before == after, || {
            let name = rest.node(node).name;
            format!(
                "{name}: tables made anew differ\n{}",
                difference(&before, &after)
            )
        })?;
    }
    for (one, other) in PAIRS {
        let [first, second] = [one, other].map(|node| &rest.keys[node]);
        let readers = &rest.readers;
        let are_one = readers.persons(first) == readers.persons(second);
        let departments = readers.departments(first);
        let are_colleagues = !departments.is_empty() && departments == readers.departments(second);
        if !(are_one || are_colleagues) || rest.is_revoked(one) || rest.is_revoked(other) {
            continue;
        }
        // Who follows more sees more.
        if rest.file(one)?.follows()? != rest.file(other)?.follows()? {
            continue;
        }
        let (here, there) = (rest.file(one)?.cases()?, rest.file(other)?.cases()?);
        must(here == there, || {
            let (one, other) = (rest.node(one).name, rest.node(other).name);
            format!(
                "{one} and {other} show different things\n{}",
                difference(&here, &there)
            )
        })?;
    }
    Ok(())
}

fn difference(one: &[String], other: &[String]) -> String {
    let only = |these: &[String], those: &[String], mark: &str| {
        let only = these.iter().filter(|row| !those.contains(row));
        only.map(|row| format!("{mark} {row}\n"))
            .collect::<String>()
    };
    only(one, other, "<") + &only(other, one, ">")
}
