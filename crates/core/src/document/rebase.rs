//! Writes this device's waiting changes again under another actor.
//!
//! A copied install, or one that was put back from an older copy, gives out numbers a second time:
//! the hub, and Automerge, then know two different changes under one name. What is already at the
//! hub keeps the name; what waits here says the same under a new one.

use super::{Stored, actor, insert, parse};
use crate::{Error, error::Result, identity};
use automerge::{
    ActorId, Automerge, Change, ChangeHash, ExpandedChange,
    legacy::{ElementId, Key, ObjectId, OpId},
};
use durbar_sync::LaneId;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// Whether a change of this device's has the name of another one that is here.
pub(crate) fn is_forked(document: &Automerge, change: &Change) -> bool {
    document.get_changes_meta(&[]).iter().any(|one| {
        one.actor.as_ref() == change.actor_id()
            && one.seq == change.seq()
            && one.hash != change.hash()
    })
}

/// Makes room for a change from the hub: what waits in the lane under its actor from its number on,
/// and what builds on that, is written again as by the install that this has just become.
///
/// # Errors
/// A receipt covers one of them: then the hub has both, which it must not.
pub(crate) fn make_room(connection: &Connection, lane: &LaneId, taken: &Change) -> Result<()> {
    let author = identity::me(connection)?;
    let fresh = identity::actor(connection, lane)?;
    let mut again = Again {
        old: taken.actor_id().clone(),
        new: ActorId::from(fresh),
        first: None,
        next: 1,
        hashes: HashMap::new(),
    };
    for (position, bytes, waits) in own(connection, lane)? {
        let change = parse(&bytes)?;
        let named = change.actor_id() == taken.actor_id() && change.seq() >= taken.seq();
        let builds = change.deps().iter().any(|d| again.hashes.contains_key(d));
        if !named && !builds {
            continue;
        }
        if !waits {
            return Err(Error::Document(
                "two changes of one name, both received".into(),
            ));
        }
        let (hash, rewritten) = (change.hash(), again.write(&change, named));
        again.hashes.insert(hash, rewritten.hash());
        connection.execute("DELETE FROM changes WHERE position = ?1", [position])?;
        actor::taken_back(connection, lane, &change)?;
        let stored = Stored {
            bytes: rewritten.raw_bytes(),
            author,
            own: true,
            received: None,
        };
        insert(connection, lane, &stored, false)?;
    }
    super::forget_push(connection, lane)
}

/// This device's changes of a lane in order: where, what, whether it waits for a receipt.
fn own(connection: &Connection, lane: &LaneId) -> Result<Vec<(i64, Vec<u8>, bool)>> {
    let mut statement = connection.prepare(
        "SELECT position, bytes, acknowledged = 0 FROM changes
         WHERE lane = ?1 AND own = 1 ORDER BY position",
    )?;
    let rows = statement.query_map(params![&lane.0[..]], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How names are rewritten.
struct Again {
    old: ActorId,
    new: ActorId,
    /// The first operation that is renamed.
    first: Option<u64>,
    /// The number of the next change under the new actor.
    next: u64,
    /// Old hashes to new ones.
    hashes: HashMap<ChangeHash, ChangeHash>,
}

impl Again {
    fn write(&mut self, change: &Change, named: bool) -> Change {
        let mut written: ExpandedChange = change.decode();
        if named {
            self.first.get_or_insert(written.start_op.get());
            written.actor_id = self.new.clone();
            written.seq = self.next;
            self.next += 1;
        }
        written.hash = None;
        for dep in &mut written.deps {
            if let Some(hash) = self.hashes.get(dep) {
                *dep = *hash;
            }
        }
        written.deps.sort();
        for operation in &mut written.operations {
            if let ObjectId::Id(id) = &mut operation.obj {
                *id = self.name(id);
            }
            if let Key::Seq(ElementId::Id(id)) = &mut operation.key {
                *id = self.name(id);
            }
            operation.pred = operation.pred.iter().map(|id| self.name(id)).collect();
        }
        Change::from(written)
    }

    /// The name of an operation after the rewriting.
    fn name(&self, id: &OpId) -> OpId {
        let renamed =
            *id.actor() == self.old && self.first.is_some_and(|first| id.counter() >= first);
        if renamed {
            OpId::new(id.counter(), &self.new)
        } else {
            id.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use automerge::{ObjType, ROOT, ReadDoc, transaction::Transactable};

    fn write(
        document: &mut Automerge,
        edit: impl FnOnce(&mut automerge::transaction::Transaction<'_>),
    ) -> Change {
        let mut transaction = document.transaction();
        edit(&mut transaction);
        transaction.commit();
        document.get_last_local_change().expect("a change")
    }

    #[test]
    fn what_is_written_again_says_the_same_beside_what_took_its_name() {
        let old = ActorId::from([1; 16]);
        let mut mine = Automerge::new().with_actor(old.clone());
        let first = write(&mut mine, |t| t.put(ROOT, "state", "new").expect("puts"));
        let mut theirs = mine.fork().with_actor(old.clone());
        let taken = write(&mut theirs, |t| {
            t.put(ROOT, "state", "theirs").expect("puts")
        });
        let waiting = [
            write(&mut mine, |t| t.put(ROOT, "state", "mine").expect("puts")),
            write(&mut mine, |t| {
                let list = t.put_object(ROOT, "list", ObjType::List).expect("makes");
                t.insert(&list, 0, "one").expect("inserts");
                t.insert(&list, 1, "two").expect("inserts");
                let map = t.put_object(ROOT, "map", ObjType::Map).expect("makes");
                t.put(&map, "word", "early").expect("puts");
            }),
            write(&mut mine, |t| {
                t.put(ROOT, "state", "mine at last").expect("puts");
                let (_, map) = t.get(ROOT, "map").expect("reads").expect("a map");
                t.put(&map, "word", "late").expect("puts");
            }),
        ];
        let mut again = Again {
            old,
            new: ActorId::from([9; 16]),
            first: None,
            next: 1,
            hashes: HashMap::new(),
        };
        let mut document = Automerge::new();
        document.apply_changes([first, taken]).expect("applies");
        for change in &waiting {
            let rewritten = again.write(change, true);
            let read = Change::from_bytes(rewritten.raw_bytes().to_vec()).expect("reads back");
            crate::document::vet::apply(&mut document, read).expect("as others take it");
            again.hashes.insert(change.hash(), rewritten.hash());
        }
        let mut states: Vec<_> = document
            .get_all(ROOT, "state")
            .expect("reads")
            .into_iter()
            .map(|(value, _)| value.to_string())
            .collect();
        states.sort();
        assert_eq!(states, ["\"mine at last\"", "\"theirs\""]);
        let (_, map) = document.get(ROOT, "map").expect("reads").expect("a map");
        let words = document.get_all(&map, "word").expect("reads");
        assert_eq!(words.len(), 1, "{words:?}");
        assert_eq!(words[0].0.to_string(), "\"late\"");
        let (_, list) = document.get(ROOT, "list").expect("reads").expect("a list");
        assert_eq!(document.length(&list), 2);
        assert_eq!(document.get_changes(&[]).len(), 5);
    }
}
