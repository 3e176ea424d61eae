//! Whoever syncs with whom in whatever order: in the end everybody has the same.
//!
//! `DURBAR_STORIES` says in how many stories; 40 if it does not.

use durbar_api::complaints::ChangeStatus;
use durbar_tests::{
    kit::{PhoneFile, Result, Server},
    story::{Act, Network, Person, everybody_syncs},
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner},
};
use std::cell::{Cell, RefCell};
use tempfile::TempDir;

/// One hub and two officers of one department; citizens come and go.
struct Town {
    folder: TempDir,
    server: Server,
    officers: RefCell<[Person; 2]>,
    newcomers: Cell<u64>,
}

impl Town {
    fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let server = Server::fresh_with(
            &folder.path().join("hub"),
            &["--rate", "100000", "--burst", "100000"],
        )?;
        let officers = [
            Person::officer(folder.path(), &server, 1, "works", "Esi Mensah")?,
            Person::officer(folder.path(), &server, 2, "works", "Kofi Arthur")?,
        ];
        Ok(Self {
            folder,
            server,
            officers: RefCell::new(officers),
            newcomers: Cell::new(10),
        })
    }

    fn newcomer(&self) -> Result<Person> {
        self.newcomers.set(self.newcomers.get() + 1);
        Person::citizen(self.folder.path(), &self.server, self.newcomers.get())
    }
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        1 => any::<bool>().prop_map(|photo| Act::File { waste: false, photo }),
        4 => any::<u8>().prop_map(Act::Write),
        4 => any::<(u8, u8)>().prop_map(|(case, way)| Act::Move(case, way)),
        2 => any::<u8>().prop_map(Act::Open),
        2 => any::<(u8, u8)>().prop_map(|(case, what)| Act::Deal(case, what)),
        1 => any::<u8>().prop_map(Act::Wait),
        4 => Just(Act::Sync(Network::On)),
        2 => (0u16..4000).prop_map(|bytes| Act::Sync(Network::CutUp(bytes))),
        2 => (0u16..2000).prop_map(|bytes| Act::Sync(Network::CutDown(bytes))),
    ]
}

/// Runs a property over stories that are the same at every run.
fn hold<S: Strategy>(
    cases: u32,
    stories: &S,
    property: impl Fn(S::Value) -> Result<()>,
) -> Result<()> {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 64,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let outcome = TestRunner::new_with_rng(config, rng).run(stories, |story| {
        property(story).map_err(|error| TestCaseError::fail(error.to_string()))
    });
    match outcome {
        Ok(()) => Ok(()),
        Err(TestError::Fail(reason, story)) => Err(format!("{reason}\nin {story:?}").into()),
        Err(error) => Err(error.to_string().into()),
    }
}

fn must(holds: bool, what: impl Fn() -> String) -> Result<()> {
    if holds { Ok(()) } else { Err(what().into()) }
}

#[test]
fn after_any_story_the_citizen_and_both_officers_see_the_same() -> Result<()> {
    let town = Town::open()?;
    let stories = prop::collection::vec((0usize..4, act()), 5..30);
    let count = std::env::var("DURBAR_STORIES").map_or(Ok(40), |count| count.parse())?;
    hold(count, &stories, |story| {
        let mut citizen = town.newcomer()?;
        let mut neighbour = town.newcomer()?;
        let mut officers = town.officers.borrow_mut();
        let [esi, kofi] = &mut *officers;
        citizen.file(false, true)?;
        for (turn, act) in story {
            let mut cases = citizen.cases()?;
            cases.extend(neighbour.cases()?);
            let person = match turn {
                0 => &mut citizen,
                1 => &mut neighbour,
                2 => &mut *esi,
                _ => &mut *kofi,
            };
            // Of this story, what has come to this phone.
            let here = person.cases()?;
            cases.retain(|case| here.contains(case));
            person.act(act, &cases)?;
        }
        everybody_syncs(&mut [&mut citizen, &mut neighbour, esi, kofi])?;
        must(esi.cases()? == kofi.cases()?, || {
            "the officers have different cases".to_owned()
        })?;
        for (author, other) in [(0, 1), (1, 0)] {
            let citizens = [&mut citizen, &mut neighbour];
            for case in citizens[author].cases()? {
                let documents = PhoneFile::open(citizens[author].phone.path())?.changes(&case.0)?;
                let view = citizens[author].view(&case)?;
                must(!view.timeline.concat().contains("waits"), || {
                    format!("something was never sent: {view:#?}")
                })?;
                for officer in [&mut *esi, &mut *kofi] {
                    let file = PhoneFile::open(officer.phone.path())?;
                    must(file.changes(&case.0)? == documents, || {
                        "an officer has other documents".to_owned()
                    })?;
                    let theirs = officer.view(&case)?;
                    must(theirs == view, || {
                        format!("an officer sees\n{theirs:#?}\nthe citizen\n{view:#?}")
                    })?;
                }
                must(citizens[other].knows_nothing_of(&case), || {
                    "another citizen knows of the case".to_owned()
                })?;
                let file = PhoneFile::open(citizens[other].phone.path())?;
                must(file.changes(&case.0)?.is_empty(), || {
                    "another citizen's phone holds part of the case".to_owned()
                })?;
            }
        }
        for person in [&citizen, &neighbour, esi, kofi] {
            let rejected = PhoneFile::open(person.phone.path())?.rejected()?;
            must(rejected.is_empty(), || {
                format!("an honest record was rejected: {rejected:?}")
            })?;
        }
        Ok(())
    })
}

#[test]
fn states_set_at_the_same_time_both_show_until_one_is_picked() -> Result<()> {
    let town = Town::open()?;
    let stories = (any::<bool>(), any::<bool>(), any::<bool>(), 0usize..3);
    hold(8, &stories, |(esi_first, esi_picks, first, messages)| {
        let mut citizen = town.newcomer()?;
        let mut officers = town.officers.borrow_mut();
        let [esi, kofi] = &mut *officers;
        let case = citizen.file(false, false)?.case;
        everybody_syncs(&mut [&mut citizen, esi, kofi])?;
        let set = |officer: &mut Person, status: &str, note: &str| {
            officer.phone.must(ChangeStatus {
                case: case.clone(),
                status: status.to_owned(),
                note: note.to_owned(),
            })
        };
        set(esi, "acknowledged", "")?;
        everybody_syncs(&mut [&mut citizen, esi, kofi])?;
        set(esi, "in-progress", "")?;
        set(kofi, "not-fixed", "The crew has looked at it.")?;
        for _ in 0..messages {
            esi.act(Act::Write(0), std::slice::from_ref(&case))?;
        }
        if esi_first {
            everybody_syncs(&mut [esi, kofi, &mut citizen])?;
        } else {
            everybody_syncs(&mut [kofi, &mut citizen, esi])?;
        }
        for officer in [&mut *esi, &mut *kofi] {
            let mut states = officer.view(&case)?.status_conflict;
            states.sort();
            must(states == ["in-progress", "not-fixed"], || {
                format!("an officer is not told of both: {states:?}")
            })?;
        }
        let picked = if first { "in-progress" } else { "not-fixed" };
        // Whoever set it said why: nobody is asked again.
        set(if esi_picks { esi } else { kofi }, picked, "")?;
        everybody_syncs(&mut [&mut citizen, esi, kofi])?;
        let view = citizen.view(&case)?;
        must(
            view.status == picked && view.status_conflict.is_empty(),
            || format!("not resolved for the citizen: {view:#?}"),
        )?;
        for officer in [esi, kofi] {
            let theirs = officer.view(&case)?;
            must(theirs == view, || {
                format!("an officer sees\n{theirs:#?}\nthe citizen\n{view:#?}")
            })?;
        }
        Ok(())
    })
}

#[test]
fn a_receipt_that_was_lost_on_the_way_says_the_same_when_it_comes() -> Result<()> {
    let town = Town::open()?;
    let mut officers = town.officers.borrow_mut();
    let [esi, _] = &mut *officers;
    let mut citizen = town.newcomer()?;
    let case = citizen.file(false, false)?.case;
    // The hub takes it and dates it; its answer does not arrive.
    citizen.act(Act::Sync(Network::CutDown(1)), &[])?;
    esi.act(Act::Sync(Network::On), &[])?;
    let dated = esi.view(&case)?.received;
    assert!(dated.is_some(), "the hub has it");
    assert_eq!(
        citizen.view(&case)?.received,
        None,
        "the citizen does not know"
    );

    citizen.act(Act::Write(0), std::slice::from_ref(&case))?;
    everybody_syncs(&mut [&mut citizen, esi])?;
    assert_eq!(citizen.view(&case)?.received, dated);
    assert_eq!(citizen.view(&case)?, esi.view(&case)?);
    Ok(())
}
