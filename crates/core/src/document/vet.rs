//! Looks at another device's change before Automerge applies it.
//!
//! Automerge trusts the changes that it is given: one that names objects or elements that are not
//! there, or somebody who wrote nothing, skips or reuses a number, or is not put as Automerge puts
//! it, ends the program, then or when the document is next read, instead of being refused. What
//! comes from the network is therefore held against the document first. Allowed is what our
//! documents do: writing keys of maps, and filling a new list in the change that makes it.

use crate::{Error, error::Result};
use automerge::{
    ActorId, Automerge, Change, ChangeHash, ObjId, ObjType, ROOT, ReadDoc,
    legacy::{ElementId, Key, ObjectId, OpId, OpType},
};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet, hash_map::Entry},
    ops::RangeInclusive,
};

/// How deep objects may be within each other: what goes through all of them uses the stack.
const MAX_DEPTH: usize = 16;

/// An object that a change makes or writes into.
struct Object {
    /// The elements it has so far, if it is a list that the change makes.
    elements: Option<HashSet<OpId>>,
    /// How many objects it is in, with itself.
    depth: usize,
}

/// Applies a change of another device to a document.
///
/// # Errors
/// [`Error::Document`] with what is wrong with the change.
pub(crate) fn apply(document: &mut Automerge, change: Change) -> Result<()> {
    vet(document, &change)?;
    document.apply_changes([change])?;
    Ok(())
}

/// Whether a change may be applied to this document.
fn vet(document: &Automerge, change: &Change) -> Result<()> {
    // Automerge keeps operations, and puts a change anew when it is asked for: one that was put
    // differently is then another one.
    if Change::from(change.decode()).raw_bytes() != change.raw_bytes() {
        return Err(refuse("a change that is not put as Automerge puts it"));
    }
    if change.is_empty() {
        return Err(refuse("a change of nothing"));
    }
    let past = check_history(document, change)?;
    check_operations(document, change, &past)
}

fn refuse(reason: &str) -> Error {
    Error::Document(reason.to_owned())
}

/// The operations that a change builds on: whose, and from which number to which.
type Past<'a> = Vec<(Cow<'a, ActorId>, RangeInclusive<u64>)>;

/// An actor's changes are numbered from 1 and each builds on the one before; operations are numbered
/// from where those that the change builds on end.
///
/// All but whether its number is taken is asked of what the change builds on, and nothing of what
/// else is in the document: that may be on this device alone.
fn check_history<'a>(document: &'a Automerge, change: &Change) -> Result<Past<'a>> {
    let all = document.get_changes_meta(&[]);
    let places: HashMap<ChangeHash, usize> = (0..)
        .zip(&all)
        .map(|(place, one)| (one.hash, place))
        .collect();
    let mut to_visit = Vec::new();
    for dep in change.deps() {
        let Some(&place) = places.get(dep) else {
            return Err(refuse("a change that builds on one that is not here"));
        };
        to_visit.push(place);
    }
    let mut is_past = vec![false; all.len()];
    while let Some(place) = to_visit.pop() {
        if !std::mem::replace(&mut is_past[place], true) {
            let deps = all[place].deps.iter();
            to_visit.extend(deps.filter_map(|dep| places.get(dep)));
        }
    }
    let (mut last_op, mut last_number) = (0, 0);
    let mut past = Vec::new();
    for (one, is_past) in all.into_iter().zip(is_past) {
        let is_own = one.actor.as_ref() == change.actor_id();
        if is_own && one.seq >= change.seq() {
            return Err(refuse("a number that is taken"));
        }
        if is_past {
            last_op = last_op.max(one.max_op);
            if is_own {
                last_number = last_number.max(one.seq);
            }
            past.push((one.actor, one.start_op..=one.max_op));
        }
    }
    if change.seq() != last_number + 1 {
        return Err(refuse("a change that does not build on its actor's last"));
    }
    if change.start_op().get() != last_op + 1 {
        return Err(refuse("operations that are not numbered on"));
    }
    Ok(past)
}

fn check_operations(document: &Automerge, change: &Change, past: &Past<'_>) -> Result<()> {
    let actor = change.actor_id();
    let mut objects: HashMap<OpId, Object> = HashMap::new();
    let mut written: HashMap<(ObjectId, String), HashSet<OpId>> = HashMap::new();
    for (counter, operation) in (change.start_op().get()..).zip(change.decode().operations) {
        let id = OpId::new(counter, actor);
        let is_deletion = matches!(operation.action, OpType::Delete);
        let (list, depth) = match &operation.obj {
            ObjectId::Id(object) => {
                let object = match objects.entry(object.clone()) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(find(document, object, past)?),
                };
                (object.elements.as_mut(), object.depth)
            }
            ObjectId::Root => (None, 0),
        };
        match (&operation.key, list) {
            (Key::Seq(after), Some(elements)) => {
                let known = match after {
                    ElementId::Head => true,
                    ElementId::Id(element) => elements.contains(element),
                };
                if !known || !operation.insert || is_deletion || !operation.pred.is_empty() {
                    return Err(refuse("an element that is not here"));
                }
                elements.insert(id.clone());
            }
            (Key::Map(key), None) if !operation.insert => {
                let name = (operation.obj.clone(), key.to_string());
                let there = match written.entry(name) {
                    Entry::Occupied(there) => there.into_mut(),
                    Entry::Vacant(place) => {
                        place.insert(values(document, &operation.obj, key, change.deps())?)
                    }
                };
                if operation.pred.iter().any(|pred| !there.remove(pred)) {
                    return Err(refuse("a value that is not here"));
                }
                if is_deletion {
                    if operation.pred.is_empty() {
                        return Err(refuse("a deletion of nothing"));
                    }
                } else if there.is_empty() {
                    there.insert(id.clone());
                } else {
                    // Whoever writes the key next has to name them all.
                    return Err(refuse("a value beside those that it saw"));
                }
            }
            _ => return Err(refuse("a key of another kind than its object")),
        }
        match operation.action {
            OpType::Make(kind @ (ObjType::Map | ObjType::List | ObjType::Text)) => {
                if depth >= MAX_DEPTH {
                    return Err(refuse("objects deeper than any here"));
                }
                let elements = (kind != ObjType::Map).then(HashSet::new);
                let depth = depth + 1;
                objects.insert(id, Object { elements, depth });
            }
            OpType::Put(_) | OpType::Delete => {}
            _ => return Err(refuse("an operation that no document here has")),
        }
    }
    Ok(())
}

fn object(id: &OpId) -> ObjId {
    ObjId::Id(id.counter(), ActorId::clone(id.actor()), 0)
}

fn is_map(document: &Automerge, id: &OpId) -> bool {
    // A table, which Automerge knows as well, ends the program once something is written into it.
    matches!(document.object_type(object(id)), Ok(ObjType::Map))
}

/// A map of the document that the change's author saw.
fn find(document: &Automerge, id: &OpId, past: &Past<'_>) -> Result<Object> {
    let made_it = |(actor, operations): &(Cow<'_, ActorId>, RangeInclusive<u64>)| {
        actor.as_ref() == id.actor() && operations.contains(&id.counter())
    };
    if !past.iter().any(made_it) || !is_map(document, id) {
        return Err(refuse("an object that is not here"));
    }
    Ok(Object {
        elements: None,
        depth: document.parents(object(id))?.count(),
    })
}

/// The values under a key as the change's author saw them.
fn values(
    document: &Automerge,
    holder: &ObjectId,
    key: &str,
    at: &[ChangeHash],
) -> Result<HashSet<OpId>> {
    let holder = match holder {
        ObjectId::Root => ROOT,
        // Made in this change: nothing of it was there before.
        ObjectId::Id(id) if !is_map(document, id) => return Ok(HashSet::new()),
        ObjectId::Id(id) => object(id),
    };
    Ok(document
        .get_all_at(holder, key, at)?
        .into_iter()
        .filter_map(|(_, id)| match id {
            ObjId::Id(counter, actor, _) => Some(OpId::new(counter, &actor)),
            ObjId::Root => None,
        })
        .collect())
}

#[cfg(test)]
mod tests;
