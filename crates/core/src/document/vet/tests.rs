use super::*;
use automerge::{
    ExpandedChange,
    transaction::{CommitOptions, Transactable},
};

fn actor(byte: u8) -> ActorId {
    ActorId::from(&[byte; 16])
}

/// A document with a list, a map in it and a value that was changed once.
fn document() -> Automerge {
    let mut document = Automerge::new().with_actor(actor(1));
    let mut transaction = document.transaction();
    transaction.put(ROOT, "status", "new").expect("puts");
    let filing = transaction
        .put_object(ROOT, "filing", ObjType::Map)
        .expect("makes");
    let photos = transaction
        .put_object(&filing, "photos", ObjType::List)
        .expect("makes");
    for place in 0..3 {
        let photo = transaction
            .insert_object(&photos, place, ObjType::Map)
            .expect("inserts");
        transaction.put(&photo, "width", 1600).expect("puts");
    }
    transaction.commit_with(CommitOptions::default().with_time(0));
    document
}

fn edit(
    document: &mut Automerge,
    by: u8,
    write: impl FnOnce(&mut dyn FnMut(&str, &str)),
) -> Change {
    document.set_actor(actor(by));
    let mut transaction = document.transaction();
    write(&mut |key, value| transaction.put(ROOT, key, value).expect("puts"));
    transaction.commit_with(CommitOptions::default().with_time(0));
    document.get_last_local_change().expect("a change")
}

/// The same change with something else in it, signed off by Automerge's own encoder.
fn forged(change: &Change, forge: impl FnOnce(&mut ExpandedChange)) -> Change {
    let mut expanded = change.decode();
    forge(&mut expanded);
    expanded.hash = None;
    Change::from(expanded)
}

#[test]
fn what_our_documents_do_passes() {
    let whole = document();
    let mut replica = Automerge::new();
    for change in whole.get_changes(&[]) {
        vet(&replica, &change).expect("the first change");
        replica.apply_changes([change]).expect("applies");
    }
    let (mut one, mut other) = (replica.fork(), replica.fork());
    let first = edit(&mut one, 2, |put| put("status", "fixed"));
    let second = edit(&mut other, 3, |put| put("status", "waiting"));
    vet(&replica, &first).expect("one officer's change");
    replica.apply_changes([first]).expect("applies");
    // Written at the same time: it replaces a value that is no longer the last.
    vet(&replica, &second).expect("another officer's change");
    replica.apply_changes([second]).expect("applies");
    let third = edit(&mut one, 2, |put| {
        put("status", "new");
        put("status", "rejected");
    });
    vet(&replica, &third).expect("the same key twice");
}

#[test]
fn a_change_that_skips_a_number_or_its_own_past_is_refused() {
    let mut whole = document();
    let replica = whole.fork();
    let first = edit(&mut whole, 2, |put| put("a", "b"));
    let second = edit(&mut whole, 2, |put| put("c", "d"));
    assert!(vet(&replica, &second).is_err(), "its dependency is missing");
    let skipped = forged(&first, |change| change.seq = 2);
    assert!(vet(&replica, &skipped).is_err());
    let loose = forged(&second, |change| change.deps = replica.get_heads());
    assert!(vet(&whole.fork_at(&[first.hash()]).expect("forks"), &loose).is_err());
}

#[test]
fn objects_values_and_elements_that_are_not_there_are_refused() {
    let mut whole = document();
    let replica = whole.fork();
    let change = edit(&mut whole, 2, |put| put("status", "fixed"));
    assert!(vet(&replica, &change).is_ok());
    let nowhere = OpId::new(7_777, &actor(1));
    let object = forged(&change, |change| {
        change.operations[0].obj = ObjectId::Id(nowhere.clone());
    });
    assert!(vet(&replica, &object).is_err());
    let value = forged(&change, |change| {
        change.operations[0].pred = vec![nowhere.clone()].into();
    });
    assert!(vet(&replica, &value).is_err());
    // A scalar is no object.
    let scalar = forged(&change, |change| {
        change.operations[0].obj = ObjectId::Id(OpId::new(1, &actor(1)));
    });
    assert!(vet(&replica, &scalar).is_err());
    // The third operation makes the list.
    let element = forged(&change, |change| {
        change.operations[0].obj = ObjectId::Id(OpId::new(3, &actor(1)));
        change.operations[0].key = Key::Seq(ElementId::Id(nowhere));
        change.operations[0].insert = true;
        change.operations[0].pred = Vec::new().into();
    });
    assert!(vet(&replica, &element).is_err());
    // Automerge makes it, and ends the program once something is written into it.
    let table = forged(&change, |change| {
        change.operations[0].action = OpType::Make(ObjType::Table);
    });
    assert!(vet(&replica, &table).is_err());
}

/// Whether a change is refused because of what a test did to it.
fn refuses(replica: &Automerge, change: &Change, forge: impl FnOnce(&mut ExpandedChange)) -> bool {
    assert!(apply(&mut replica.fork(), change.clone()).is_ok());
    apply(&mut replica.fork(), forged(change, forge)).is_err()
}

#[test]
fn a_change_that_automerge_would_not_give_back_is_refused() {
    let mut whole = document();
    let replica = whole.fork();
    let change = edit(&mut whole, 2, |put| put("status", "fixed"));
    let deletes_nothing = |change: &mut ExpandedChange| {
        change.operations[0].action = OpType::Delete;
        change.operations[0].pred = Vec::new().into();
    };
    assert!(refuses(&replica, &change, deletes_nothing));
    // The second one takes away what only the first one, which is none, put there.
    let deletes_a_deletion = |change: &mut ExpandedChange| {
        change.operations[0].action = OpType::Delete;
        let mut second = change.operations[0].clone();
        let first = OpId::new(change.start_op.get(), &change.actor_id);
        second.pred = vec![first].into();
        change.operations.push(second);
    };
    assert!(refuses(&replica, &change, deletes_a_deletion));
    assert!(refuses(&replica, &change, |change| change
        .operations
        .clear()));
}

#[test]
fn operations_that_are_not_numbered_on_are_refused() {
    let mut whole = document();
    let replica = whole.fork();
    let change = edit(&mut whole, 1, |put| put("colour", "green"));
    for start in [1, change.start_op().get() - 1, change.start_op().get() + 1] {
        let start = std::num::NonZeroU64::new(start).expect("a number");
        assert!(refuses(&replica, &change, |change| change.start_op = start));
    }
}

/// Else one device would take what all others refuse, and build on it.
#[test]
fn what_a_change_does_not_build_on_is_not_there_for_it() {
    let mut whole = document();
    let replica = whole.fork();
    let change = edit(&mut whole, 2, |put| put("status", "fixed"));
    // An officer's device with something that waits to be sent.
    let mut busy = replica.fork().with_actor(actor(5));
    let mut transaction = busy.transaction();
    let waiting = transaction
        .put_object(ROOT, "event-1", ObjType::Map)
        .expect("makes");
    transaction.commit();
    let ObjId::Id(counter, author, _) = waiting else {
        panic!("the root is no event");
    };
    let into_it = forged(&change, |change| {
        change.operations[0].obj = ObjectId::Id(OpId::new(counter, &author));
        change.operations[0].pred = Vec::new().into();
    });
    assert!(apply(&mut replica.fork(), into_it.clone()).is_err());
    assert!(apply(&mut busy.fork(), into_it.clone()).is_err());
    assert!(apply(&mut busy, change).is_ok());
}

#[test]
fn objects_within_objects_end_somewhere() {
    let mut deep = document();
    let mut replica = deep.fork();
    let mut holder = ROOT;
    let mut refused_at = None;
    for depth in 1..=MAX_DEPTH + 1 {
        let mut transaction = deep.transaction();
        holder = transaction
            .put_object(&holder, "in", ObjType::Map)
            .expect("makes");
        transaction.commit();
        let change = deep.get_last_local_change().expect("a change");
        if apply(&mut replica, change).is_err() {
            refused_at = Some(depth);
        }
    }
    assert_eq!(refused_at, Some(MAX_DEPTH + 1));
    // The same in one change.
    let mut transaction = deep.transaction();
    let mut holder = ROOT;
    for _ in 0..=MAX_DEPTH {
        holder = transaction
            .put_object(&holder, "of", ObjType::Map)
            .expect("makes");
    }
    transaction.commit();
    let change = deep.get_last_local_change().expect("a change");
    assert!(vet(&deep.fork_at(change.deps()).expect("forks"), &change).is_err());
}

#[test]
fn a_value_takes_the_place_of_all_that_its_author_saw() {
    let mut whole = document();
    let replica = whole.fork();
    let change = edit(&mut whole, 2, |put| put("status", "fixed"));
    assert!(refuses(&replica, &change, |change| {
        change.operations[0].pred = Vec::new().into();
    }));
    // One value twice in one change.
    assert!(refuses(&replica, &change, |change| {
        let again = change.operations[0].clone();
        change.operations.push(again);
    }));
    // Of two that were written at the same time, a third one names both.
    let mut other = replica.fork();
    let second = edit(&mut other, 3, |put| put("status", "waiting"));
    let mut both = replica.fork();
    apply(&mut both, change).expect("one officer's change");
    apply(&mut both, second).expect("another officer's change");
    let mut third = both.fork();
    let third = edit(&mut third, 4, |put| put("status", "closed"));
    assert!(refuses(&both, &third, |change| {
        let first: Vec<_> = change.operations[0].pred.iter().take(1).cloned().collect();
        change.operations[0].pred = first.into();
    }));
}
