use super::*;
use automerge::{
    ActorId, AutoCommit, ObjType, ROOT,
    transaction::{CommitOptions, Transactable},
};
use proptest::prelude::*;

fn chunk_of(columns: &[(u64, &[u8])]) -> Vec<u8> {
    let mut body = vec![0, 1, 9, 1, 1, 0, 0, 0];
    body.push(columns.len() as u8);
    for (specification, data) in columns {
        body.push(*specification as u8);
        assert!(data.len() < 128);
        body.push(data.len() as u8);
    }
    for (_, data) in columns {
        body.extend_from_slice(data);
    }
    let mut hashed = vec![1, body.len() as u8];
    assert!(body.len() < 128);
    hashed.extend_from_slice(&body);
    let hash = Sha256::digest(&hashed);
    let mut chunk = MAGIC.to_vec();
    chunk.extend_from_slice(&hash[..4]);
    chunk.extend_from_slice(&hashed);
    chunk
}

#[test]
fn a_run_that_stands_for_a_billion_operations_is_refused_unexpanded() {
    let billion = [0x80, 0x94, 0xeb, 0xdc, 0x03];
    let mut run = billion.to_vec();
    run.push(1);
    assert_eq!(
        inspect(&chunk_of(&[(0x42, &run)])),
        Err(ChunkError::TooLarge)
    );
    assert_eq!(
        inspect(&chunk_of(&[(0x34, &billion)])),
        Err(ChunkError::TooLarge)
    );
    let mut nulls = vec![0];
    nulls.extend_from_slice(&billion);
    assert_eq!(
        inspect(&chunk_of(&[(0x42, &nulls)])),
        Err(ChunkError::TooLarge)
    );
    assert!(inspect(&chunk_of(&[(0x42, &[2, 1])])).is_ok());
}

#[test]
fn a_reference_to_an_operation_beyond_32_bits_is_refused() {
    let beyond = [0x80, 0x80, 0x80, 0x80, 0x10];
    let literal = |value: &[u8]| [&[0x7f], value].concat();
    assert!(inspect(&chunk_of(&[(0x02, &literal(&[9]))])).is_ok());
    assert_eq!(
        inspect(&chunk_of(&[(0x02, &literal(&beyond))])),
        Err(ChunkError::Damaged)
    );
    // Differences that lead there, or below nothing.
    assert!(inspect(&chunk_of(&[(0x73, &[0x7e, 9, 0x7f])])).is_ok());
    for steps in [literal(&beyond), vec![0x7f, 0x7f], vec![0x7e, 9, 0x40]] {
        assert_eq!(
            inspect(&chunk_of(&[(0x73, &steps)])),
            Err(ChunkError::Damaged),
            "{steps:x?}"
        );
    }
}

#[test]
fn columns_that_automerge_would_take_for_others_are_refused() {
    let one: &[u8] = &[0x7f, 1];
    assert!(inspect(&chunk_of(&[(0x42, one), (0x70, one)])).is_ok());
    for columns in [
        // Out of order, twice, of predecessors as plain numbers, of nobody knows what.
        &[(0x70, one), (0x42, one)][..],
        &[(0x42, one), (0x42, one)],
        &[(0x70, one), (0x72, &[0x7f, 9])],
        &[(0x61, one)],
    ] {
        assert_eq!(
            inspect(&chunk_of(columns)),
            Err(ChunkError::NotAChange),
            "{columns:x?}"
        );
    }
}

#[test]
fn a_value_longer_than_a_change_is_refused() {
    assert!(inspect(&chunk_of(&[(0x56, &[0x7f, 0x16])])).is_ok());
    let beyond = [0x7f, 0xf6, 0xff, 0xff, 0xff, 0xff, 0x01];
    assert_eq!(
        inspect(&chunk_of(&[(0x56, &beyond)])),
        Err(ChunkError::Damaged)
    );
}

#[test]
fn a_time_before_all_times_is_refused() {
    let mut document = AutoCommit::new();
    for (time, is_taken) in [(1_795_000_000, true), (-5, true), (i64::MIN, false)] {
        document.put(ROOT, "a", time).expect("puts");
        document.commit_with(CommitOptions::default().with_time(time));
        let change = document.get_changes(&[]).pop().expect("a change");
        assert_eq!(inspect(change.raw_bytes()).is_ok(), is_taken, "{time}");
    }
}

#[test]
fn compressed_columns_and_other_chunks_are_refused() {
    assert_eq!(
        inspect(&chunk_of(&[(0x4a, &[2, 1])])),
        Err(ChunkError::NotAChange)
    );
    let mut document = AutoCommit::new();
    document.put(ROOT, "a", 1).expect("puts");
    assert_eq!(inspect(&document.save()), Err(ChunkError::NotAChange));
    assert_eq!(inspect(b""), Err(ChunkError::Damaged));
}

#[test]
fn a_flipped_bit_is_damage() {
    let mut document = AutoCommit::new();
    document.put(ROOT, "a", 1).expect("puts");
    let change = document.get_changes(&[]).remove(0);
    let bytes = change.raw_bytes().to_vec();
    for at in 4..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        assert!(inspect(&flipped).is_err(), "byte {at}");
    }
}

proptest! {
    #[test]
    fn agrees_with_automerge(
        edits in prop::collection::vec((0u8..4, ".{0,40}", any::<i64>()), 1..20),
    ) {
        let mut document = AutoCommit::new().with_actor(ActorId::from(&[1u8; 16]));
        for (what, text, number) in edits {
            match what {
                0 => document.put(ROOT, "text", text).expect("puts"),
                1 => document.put(ROOT, text, number).expect("puts"),
                2 => {
                    let list = document.put_object(ROOT, "list", ObjType::List).expect("puts");
                    document.insert(list, 0, number).expect("inserts");
                }
                _ => document.delete(ROOT, "text").expect("deletes"),
            }
            document.commit();
        }
        let changes = document.get_changes(&[]);
        let mut infos = Vec::new();
        for change in &changes {
            let info = inspect(change.raw_bytes()).expect("inspects");
            prop_assert_eq!(info.hash.0, change.hash().0);
            prop_assert_eq!(info.seq, change.seq());
            prop_assert_eq!(&info.actor, change.actor_id().to_bytes());
            let deps: Vec<_> = change.deps().iter().map(|dep| ChangeHash(dep.0)).collect();
            prop_assert_eq!(&info.deps, &deps);
            infos.push(info);
        }
        let heads: Vec<_> = document.get_heads().iter().map(|head| ChangeHash(head.0)).collect();
        prop_assert_eq!(tips(&infos), heads);
    }

    #[test]
    fn garbage_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut framed = MAGIC.to_vec();
        framed.extend_from_slice(&bytes);
        prop_assert!(inspect(&bytes).is_err());
        prop_assert!(inspect(&framed).is_err());
    }
}
