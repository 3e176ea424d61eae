//! Lanes that nobody may begin: in another's name, for an office that one is not of, for readers
//! whom one may not name, on cases that one does not see.

use super::town::{Forbidden, Honest, Town};
use automerge::{ActorId, AutoCommit, ROOT, transaction::Transactable};
use durbar_sync::{
    ChangeHash, LaneId, PublicKey, actor,
    header::{Header, Reader, SignedHeader, Writer},
    sign::{self, Keys},
    wire::{Bytes, Push, Refusal},
};
use durbar_tests::kit::{
    Result,
    stranger::{PACK, sign_push},
};

const FORGED: &[Refusal] = &[Refusal::BadSignature];
const NOT: &[Refusal] = &[Refusal::NotAllowed];
/// Of an office that one is not of, and that may not even have such a name.
const OFFICE: &[Refusal] = &[Refusal::NotAllowed, Refusal::BadSignature];
/// A case that one does not see, with readers or a kind that are wrong anyway. Who was revoked is
/// told that first.
const NO_CASE: &[Refusal] = &[
    Refusal::UnknownCase,
    Refusal::NotAllowed,
    Refusal::BadSignature,
];

const OFFICES: [&str; 7] = [
    "works",
    "waste",
    "finance",
    "nowhere",
    "",
    "../person",
    "works/",
];
const WRONG_KINDS: [&str; 6] = ["", "Complaints", "a b", "complaints\n", "k\u{e9}", "_:"];

/// Tries all of it.
pub fn all(town: &mut Town) -> Result<()> {
    let lanes = town.honest()?;
    let kinds: Vec<_> = town.kinds.iter().cloned().collect();
    let person = lanes
        .iter()
        .find_map(|lane| match &lane.header.writer {
            Writer::Person(person) => Some(*person),
            Writer::Department(_) => None,
        })
        .ok_or("no person")?;
    let cases = cases(&lanes);
    for villain in 0..town.villains.len() {
        let keys = town.villains[villain].device.keys.clone();
        let department = town.villains[villain].department;
        let matrix = Matrix {
            keys: &keys,
            department,
            person,
            kinds: &kinds,
            cases: &cases,
        };
        let operations = matrix.all()?;
        town.all_refused(villain, operations)?;
    }
    Ok(())
}

/// None, cases of others that only their writer and an office see, and one that there is not.
fn cases(lanes: &[Honest]) -> Vec<Option<LaneId>> {
    let is_case = |lane: &&Honest| {
        lane.header.case.is_none()
            && matches!(lane.header.writer, Writer::Person(_))
            && !lane.header.is_public()
    };
    let mut cases = vec![None, Some(LaneId([5; 32]))];
    cases.extend(
        lanes
            .iter()
            .filter(is_case)
            .map(|lane| Some(lane.id))
            .take(2),
    );
    cases
}

struct Matrix<'a> {
    keys: &'a Keys,
    department: Option<&'static str>,
    person: PublicKey,
    kinds: &'a [String],
    cases: &'a [Option<LaneId>],
}

impl Matrix<'_> {
    fn all(&self) -> Result<Vec<Forbidden>> {
        let mut operations = Vec::new();
        for kind in self.kinds {
            for case in self.cases {
                for readers in self.readers() {
                    let header = |writer| Header {
                        kind: kind.clone(),
                        writer,
                        readers: readers.clone(),
                        pack: PACK.to_owned(),
                        case: *case,
                        created: 0,
                        nonce: [3; 16],
                    };
                    let theirs = header(Writer::Person(self.person));
                    let what = "a lane in another's name";
                    operations.push(self.begin(what, &theirs, true, FORGED)?);
                    let what = "a lane in another's name that nobody signed";
                    operations.push(self.begin(what, &theirs, false, FORGED)?);
                }
            }
        }
        for office in OFFICES {
            if self.department == Some(office) {
                continue;
            }
            for case in self.cases {
                for readers in self.readers() {
                    let header = Header {
                        readers,
                        case: *case,
                        ..self.header(Writer::Department(office.to_owned()))
                    };
                    let what = "a lane of an office that one is not of";
                    operations.push(self.begin(what, &header, false, OFFICE)?);
                }
            }
        }
        operations.extend(self.own()?);
        Ok(operations)
    }

    /// Lanes that one may write, but not so.
    fn own(&self) -> Result<Vec<Forbidden>> {
        let mut operations = Vec::new();
        let me = Writer::Person(self.keys.public());
        for kind in self.kinds {
            for readers in self.foreign_readers() {
                let header = Header {
                    kind: kind.clone(),
                    readers,
                    ..self.header(me.clone())
                };
                let what = "readers whom one may not name";
                operations.push(self.begin(what, &header, true, NO_CASE)?);
            }
            for case in self.cases.iter().filter(|case| case.is_some()) {
                for readers in self.readers() {
                    let header = Header {
                        kind: kind.clone(),
                        readers,
                        case: *case,
                        ..self.header(me.clone())
                    };
                    let what = "a lane on a case that one does not see";
                    if self.department != Some("works") {
                        operations.push(self.begin(what, &header, true, NO_CASE)?);
                    }
                }
            }
            let header = Header {
                kind: kind.clone(),
                pack: "gjakova".to_owned(),
                ..self.header(me.clone())
            };
            let what = "a lane of another municipality";
            operations.push(self.begin(what, &header, true, NOT)?);
        }
        for kind in WRONG_KINDS {
            let header = Header {
                kind: kind.to_owned(),
                ..self.header(me.clone())
            };
            operations.push(self.begin("a kind that is none", &header, true, OFFICE)?);
        }
        Ok(operations)
    }

    fn header(&self, writer: Writer) -> Header {
        Header {
            kind: "complaints/filing".to_owned(),
            writer,
            readers: vec![Reader::Department("works".to_owned())],
            pack: PACK.to_owned(),
            case: None,
            created: 0,
            nonce: [4; 16],
        }
    }

    fn readers(&self) -> Vec<Vec<Reader>> {
        let mut readers = vec![vec![], vec![Reader::Department("works".to_owned())]];
        readers.extend(self.foreign_readers());
        readers
    }

    fn foreign_readers(&self) -> Vec<Vec<Reader>> {
        vec![
            vec![Reader::CasePerson],
            vec![Reader::Person(self.person)],
            vec![Reader::WholeCase("waste".to_owned())],
            vec![Reader::Public("ward-takoradi".to_owned())],
            vec![Reader::Department("../person".to_owned())],
            vec![
                Reader::Department("works".to_owned()),
                Reader::Public("ward-takoradi".to_owned()),
            ],
        ]
    }

    /// The first push of a lane.
    fn begin(
        &self,
        what: &'static str,
        header: &Header,
        signs: bool,
        codes: &'static [Refusal],
    ) -> Result<Forbidden> {
        let bytes = header.bytes()?;
        let signature = signs.then(|| self.keys.sign(sign::HEADER, &bytes));
        let signed = SignedHeader { bytes, signature };
        let actor = ActorId::from(actor::of(&self.keys.public(), &signed.lane(), 0));
        let mut document = AutoCommit::new().with_actor(actor);
        document.put(ROOT, "text", what)?;
        document.commit();
        let change = document.get_last_local_change().ok_or("no change")?;
        let mut push = Push {
            lane: signed.lane(),
            heads: vec![ChangeHash(change.hash().0)],
            changes: vec![Bytes(change.raw_bytes().to_vec())],
            header: Some(signed),
            blobs: Vec::new(),
            signature: self.keys.sign(sign::HEADS, b""),
            links: Vec::new(),
        };
        sign_push(&mut push, self.keys);
        Ok(Forbidden { what, push, codes })
    }
}
