//! Looks at another device's change before Automerge applies it.
//!
//! Automerge trusts the changes that it is given: one that names objects or elements that are
//! not there, or skips a number, ends the program instead of being refused. What comes from the
//! network is therefore held against the document first. Allowed is what our documents do:
//! writing keys of maps, and filling a new list in the change that makes it.

use crate::{Error, error::Result};
use automerge::{
    ActorId, Automerge, Change, ChangeHash, ObjId, ObjType, ROOT, ReadDoc,
    legacy::{ElementId, Key, ObjectId, OpId, OpType},
};
use std::collections::{HashMap, HashSet};

/// An object that a change makes.
enum Made {
    Map,
    /// With the elements it has so far.
    List(HashSet<OpId>),
}

/// Whether a change may be applied to this document.
///
/// # Errors
/// [`Error::Document`] with what is wrong with it.
pub(crate) fn vet(document: &Automerge, change: &Change) -> Result<()> {
    check_history(document, change)?;
    check_operations(document, change)
}

fn refuse(reason: &str) -> Error {
    Error::Document(reason.to_owned())
}

/// An actor's changes are numbered from 1 and each builds on the one before.
fn check_history(document: &Automerge, change: &Change) -> Result<()> {
    let all = document.get_changes(&[]);
    let by_hash: HashMap<ChangeHash, &Change> = all.iter().map(|one| (one.hash(), one)).collect();
    if change.deps().iter().any(|dep| !by_hash.contains_key(dep)) {
        return Err(refuse("a change that builds on one that is not here"));
    }
    let mine = all.iter().filter(|one| one.actor_id() == change.actor_id());
    let Some(last) = mine.max_by_key(|one| one.seq()) else {
        return if change.seq() == 1 {
            Ok(())
        } else {
            Err(refuse("a skipped number"))
        };
    };
    if change.seq() != last.seq() + 1 {
        return Err(refuse("a skipped number"));
    }
    let mut to_visit = change.deps().to_vec();
    let mut seen = HashSet::new();
    while let Some(hash) = to_visit.pop() {
        if hash == last.hash() {
            return Ok(());
        }
        if seen.insert(hash)
            && let Some(one) = by_hash.get(&hash)
        {
            to_visit.extend_from_slice(one.deps());
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
        let preds: Vec<&OpId> = operation.pred.iter().collect();
        let list = match &operation.obj {
            ObjectId::Id(object) => match made.get_mut(object) {
                Some(Made::List(elements)) => Some(elements),
                Some(Made::Map) => None,
                None if is_map(document, object) => None,
                None => return Err(refuse("an object that is not here")),
            },
            ObjectId::Root => None,
        };
        match (&operation.key, list) {
            (Key::Seq(after), Some(elements)) => {
                let known = match after {
                    ElementId::Head => true,
                    ElementId::Id(element) => elements.contains(element),
                };
                if !known || !operation.insert || !preds.is_empty() {
                    return Err(refuse("an element that is not here"));
                }
                elements.insert(id.clone());
            }
            (Key::Map(key), None) if !operation.insert => {
                let place = (operation.obj.clone(), key.to_string());
                let own = written.entry(place).or_default();
                let replaced: Vec<&OpId> = preds
                    .into_iter()
                    .filter(|pred| !own.contains(*pred))
                    .collect();
                if !replaced.is_empty() {
                    let there = values(document, &operation.obj, key, change.deps())?;
                    if replaced.iter().any(|pred| !there.contains(*pred)) {
                        return Err(refuse("a value that is not here"));
                    }
                }
                own.insert(id.clone());
            }
            _ => return Err(refuse("a key of another kind than its object")),
        }
        match operation.action {
            OpType::Make(ObjType::Map) => {
                made.insert(id, Made::Map);
            }
            OpType::Make(ObjType::List | ObjType::Text) => {
                made.insert(id, Made::List(HashSet::new()));
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
