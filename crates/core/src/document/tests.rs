use super::*;
use automerge::{AutoCommit, ROOT, transaction::Transactable};
use durbar_sync::{
    header::{Header, Reader},
    sign::Keys,
};

#[test]
fn one_author_spends_their_own_share_of_a_lane_and_no_other() {
    let mut connection = Connection::open_in_memory().expect("opens");
    crate::db::open(&mut connection).expect("makes its tables");
    let [one, other] = [1, 2].map(|seed| Keys::from_seed([seed; 32]));
    let header = Header {
        kind: "complaints/casework".to_owned(),
        writer: Writer::Department("works".to_owned()),
        readers: vec![Reader::CasePerson],
        pack: "a-town".to_owned(),
        case: None,
        created: 0,
        nonce: [0; 16],
    };
    let (lane, signed) = header.sign(&one).expect("signs");
    lane::insert(&connection, &lane, &header, &signed).expect("keeps the lane");
    let mut document = AutoCommit::new();
    let mut turn = 0;
    let mut write = |keys: &Keys| {
        document.set_actor(named(keys, &lane));
        for _ in 0..chunk::MAX_OPS {
            turn += 1;
            document.put(ROOT, "turn", turn).expect("puts");
        }
        document.commit();
        let change = document.get_last_local_change().expect("a change");
        let stored = Stored {
            bytes: change.raw_bytes(),
            author: keys.public(),
            own: false,
            received: Some(1),
        };
        insert(&connection, &lane, &stored, true)
    };
    for _ in 0..MAX_OPERATIONS / chunk::MAX_OPS {
        assert!(write(&one).expect("within the share"));
    }
    assert!(write(&one).is_err());
    assert!(write(&other).expect("a share of their own"));

    let fresh = |number| {
        let name = durbar_sync::actor::of(&one.public(), &lane, number);
        actor::claim(&connection, &lane, &name, &one.public())
    };
    let hers = named(&other, &lane);
    assert!(actor::claim(&connection, &lane, hers.to_bytes(), &one.public()).is_err());
    let claimed = (1..).take_while(|number| fresh(*number).is_ok()).count();
    assert_eq!(claimed as i64, actor::MAX_ACTORS - 1);

    // As many changes of the other one as there may be, all but the last without their bytes'
    // own hashes.
    connection
        .execute(
            "WITH RECURSIVE numbers (number) AS
                 (SELECT 2 UNION ALL SELECT number + 1 FROM numbers WHERE number < ?2)
             INSERT INTO changes (lane, hash, bytes, actor, start_op, author, own, acknowledged)
             SELECT lane, randomblob(32), ?3, actor, start_op, author, own, acknowledged
             FROM numbers JOIN changes ON author = ?1",
            params![
                &other.public().0[..],
                MAX_CHANGES as i64,
                small(7, &other, &lane)
            ],
        )
        .expect("many changes");
    let last = |bytes: &[u8]| {
        let stored = Stored {
            bytes,
            author: other.public(),
            own: false,
            received: Some(1),
        };
        insert(&connection, &lane, &stored, true)
    };
    assert!(last(&small(8, &other, &lane)).is_err());
    let one_less = "DELETE FROM changes WHERE position = (SELECT max(position) FROM changes)";
    connection.execute(one_less, []).expect("one less");
    assert!(last(&small(8, &other, &lane)).expect("the last one"));
}

fn named(keys: &Keys, lane: &LaneId) -> ActorId {
    ActorId::from(durbar_sync::actor::of(&keys.public(), lane, 0))
}

/// A change of one operation.
fn small(number: i64, keys: &Keys, lane: &LaneId) -> Vec<u8> {
    let mut document = AutoCommit::new().with_actor(named(keys, lane));
    document.put(ROOT, "turn", number).expect("puts");
    document.commit();
    let change = document.get_last_local_change().expect("a change");
    change.raw_bytes().to_vec()
}
