use super::*;
use automerge::{AutoCommit, ROOT, transaction::Transactable};
use durbar_sync::{
    header::{Header, Reader, Writer},
    sign::Keys,
};

/// A lane with its document, in a database of its own.
struct Written {
    connection: Connection,
    lane: LaneId,
    document: AutoCommit,
    turn: u64,
}

impl Written {
    fn begin(writer: Writer, keys: &Keys) -> Self {
        let mut connection = Connection::open_in_memory().expect("opens");
        crate::db::open(&mut connection).expect("makes its tables");
        let header = Header {
            kind: "complaints/casework".to_owned(),
            writer,
            readers: vec![Reader::CasePerson],
            pack: "a-town".to_owned(),
            case: None,
            created: 0,
            nonce: [0; 16],
        };
        let (lane, signed) = header.sign(keys).expect("signs");
        lane::insert(&connection, &lane, &header, &signed).expect("keeps the lane");
        Self {
            connection,
            lane,
            document: AutoCommit::new(),
            turn: 0,
        }
    }

    /// A change of so many operations, signed by a device.
    fn write(&mut self, actor: [u8; 16], operations: u64, keys: &Keys) -> Result<bool> {
        self.document.set_actor(ActorId::from(actor));
        for _ in 0..operations {
            self.turn += 1;
            self.document.put(ROOT, "turn", self.turn).expect("puts");
        }
        self.document.commit();
        self.take_last(keys)
    }

    /// Takes the last change, signed by a device.
    fn take_last(&mut self, keys: &Keys) -> Result<bool> {
        let change = self.document.get_last_local_change().expect("a change");
        let stored = Stored {
            bytes: change.raw_bytes(),
            author: keys.public(),
            own: false,
            received: Some(1),
        };
        insert(&self.connection, &self.lane, &stored, true)
    }

    fn actor(&self, keys: &Keys, install: u32) -> [u8; 16] {
        durbar_sync::actor::of(&keys.public(), &self.lane, install)
    }

    /// How many such changes a device may add.
    fn count(&mut self, keys: &Keys, operations: u64) -> i64 {
        let actor = self.actor(keys, 0);
        let taken = |_: &i64| self.write(actor, operations, keys).is_ok();
        (0..).take_while(taken).count() as i64
    }
}

fn keys() -> [Keys; 3] {
    [1, 2, 3].map(|seed| Keys::from_seed([seed; 32]))
}

#[test]
fn one_officer_spends_their_own_share_of_a_lane_and_no_other() {
    let [one, other, third] = keys();
    let mut lane = Written::begin(Writer::Department("works".to_owned()), &one);
    let whole = actor::MAX_OPERATIONS / chunk::MAX_OPS as i64;
    assert_eq!(lane.count(&one, chunk::MAX_OPS), whole);
    assert_eq!(lane.count(&other, 1), actor::MAX_CHANGES);
    let fresh = |install| {
        let actor = lane.actor(&third, install);
        lane.write(actor, 1, &third).is_ok()
    };
    let actors = (0..).map(fresh).take_while(|taken| *taken).count();
    assert_eq!(actors as i64, actor::MAX_ACTORS);
    assert_eq!(
        lane.count(&third, 1),
        actor::MAX_CHANGES - actor::MAX_ACTORS
    );
}

#[test]
fn the_devices_that_write_a_persons_lane_have_one_share() {
    let [one, other, _] = keys();
    let mut lane = Written::begin(Writer::Person(one.public()), &one);
    let half = actor::MAX_OPERATIONS / chunk::MAX_OPS as i64 / 2;
    let actor = lane.actor(&one, 0);
    for _ in 0..half {
        assert!(lane.write(actor, chunk::MAX_OPS, &one).expect("is taken"));
    }
    assert_eq!(lane.count(&other, chunk::MAX_OPS), half);
}

#[test]
fn nobody_writes_under_the_actor_of_another() {
    let [one, other, _] = keys();
    let mut lane = Written::begin(Writer::Department("works".to_owned()), &one);
    let hers = lane.actor(&other, 0);
    assert!(lane.write(hers, 1, &one).is_err());
    assert!(lane.write([9; 16], 1, &one).is_err());
    assert!(lane.write(hers, 1, &other).expect("is taken"));
    assert!(!lane.take_last(&other).expect("is here already"));
}
