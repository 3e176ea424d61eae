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
use std::collections::{HashMap, HashSet, hash_map::Entry};

/// Most changes of a lane: none here comes near it, and Automerge's memory for their hashes can be
/// made to grow with the square of their number.
const MAX_CHANGES: usize = 4096;
/// How deep objects may be within each other: what goes through all of them uses the stack.
const MAX_DEPTH: usize = 16;

/// An object that a change makes.
struct Made {
    /// The elements it has so far, if it is a list.
    elements: Option<HashSet<OpId>>,
    /// How many objects it is in, with itself.
    depth: usize,
}

/// Applies a change of another device to a document.
///
/// # Errors
/// [`Error::Document`] with what is wrong with the change: the document is not to be used any more.
pub(crate) fn apply(document: &mut Automerge, change: Change) -> Result<()> {
    vet(document, &change)?;
    let hash = change.hash();
    document.apply_changes([change])?;
    // The last word is Automerge's own: what it gives back as another change, whatever honest
    // devices build on the first would hang in the air.
    match document.get_change_by_hash(&hash) {
        Some(again) if again.hash() == hash => Ok(()),
        _ => Err(refuse("a change that Automerge does not give back")),
    }
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
    check_history(document, change)?;
    check_operations(document, change)
}

fn refuse(reason: &str) -> Error {
    Error::Document(reason.to_owned())
}

/// An actor's changes are numbered from 1 and each builds on the one before; operations are numbered
/// from where those that the change builds on end.
fn check_history(document: &Automerge, change: &Change) -> Result<()> {
    let all = document.get_changes_meta(&[]);
    if all.len() >= MAX_CHANGES {
        return Err(refuse("more changes than a document here has"));
    }
    let places: HashMap<ChangeHash, usize> =
        (0..).zip(&all).map(|(at, one)| (one.hash, at)).collect();
    let (mut to_visit, mut last_op) = (Vec::new(), 0);
    for dep in change.deps() {
        let Some(&place) = places.get(dep) else {
            return Err(refuse("a change that builds on one that is not here"));
        };
        last_op = last_op.max(all[place].max_op);
        to_visit.push(place);
    }
    if change.start_op().get() != last_op + 1 {
        return Err(refuse("operations that are not numbered on"));
    }
    let wrote = |actor: &ActorId| all.iter().any(|one| one.actor.as_ref() == actor);
    if !change.other_actor_ids().iter().all(wrote) {
        return Err(refuse("a change that names an author of nothing"));
    }
    let mine = (0..all.len()).filter(|at| all[*at].actor.as_ref() == change.actor_id());
    let Some(last) = mine.max_by_key(|at| all[*at].seq) else {
        return if change.seq() == 1 {
            Ok(())
        } else {
            Err(refuse("a skipped number"))
        };
    };
    if change.seq() != all[last].seq + 1 {
        return Err(refuse("a skipped number"));
    }
    let mut seen = vec![false; all.len()];
    while let Some(place) = to_visit.pop() {
        if place == last {
            return Ok(());
        }
        if !std::mem::replace(&mut seen[place], true) {
            let deps = all[place].deps.iter();
            to_visit.extend(deps.filter_map(|dep| places.get(dep)));
        }
    }
    Err(refuse("a change that does not build on its actor's last"))
}

fn check_operations(document: &Automerge, change: &Change) -> Result<()> {
    let actor = change.actor_id();
    let mut made: HashMap<OpId, Made> = HashMap::new();
    let mut written: HashMap<(ObjectId, String), HashSet<OpId>> = HashMap::new();
    for (counter, operation) in (change.start_op().get()..).zip(change.decode().operations) {
        let id = OpId::new(counter, actor);
        let is_deletion = matches!(operation.action, OpType::Delete);
        let (list, depth) = match &operation.obj {
            ObjectId::Id(object) => match made.get_mut(object) {
                Some(made) => (made.elements.as_mut(), made.depth),
                None => (None, depth(document, object)?),
            },
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
                if operation.pred.iter().any(|pred| !there.contains(pred)) {
                    return Err(refuse("a value that is not here"));
                }
                if !is_deletion {
                    there.insert(id.clone());
                } else if operation.pred.is_empty() {
                    return Err(refuse("a deletion of nothing"));
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
                made.insert(id, Made { elements, depth });
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

/// How many objects a map of the document is in, with itself.
fn depth(document: &Automerge, id: &OpId) -> Result<usize> {
    if !is_map(document, id) {
        return Err(refuse("an object that is not here"));
    }
    Ok(document.parents(object(id))?.count())
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
