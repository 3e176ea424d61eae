//! Several hubs on one database: to phones they are one.

mod photos;

use crate::{
    answered::status,
    killed::{Ledger, check, keep_filing, newest},
    kit::{
        DEPARTMENT, Data, Device, Lane, OTHER_DEPARTMENT, START, Served, Town, database, link_to,
        new_hub, pack, servers, within,
    },
    line::Line,
    readers::referral,
};
use durbar_sync::wire::{Body, ClientHello, Feed, Refusal, RequestFrame};
use durbar_sync_server::{
    folder::{Folder, Servers},
    roles::{self, Standing, Which},
    store::sql::{Connection, postgres::Server},
    verify::verify,
};
use std::{
    path::Path,
    sync::{Arc, atomic::AtomicUsize},
};
use tempfile::TempDir;

/// The folder of another hub of the same municipality.
fn another(folder: &Path) -> TempDir {
    let other = TempDir::new().unwrap();
    Folder::open(folder).unwrap().join(other.path()).unwrap();
    other
}

async fn two() -> (Arc<Town>, Arc<Town>) {
    beside(Town::open().await).await
}

async fn beside(first: Town) -> (Arc<Town>, Arc<Town>) {
    let second = Town::serve(Data::Own(another(first.data.path())), START, |_| {}).await;
    assert!(first.hub.hello() == second.hub.hello());
    (Arc::new(first), Arc::new(second))
}

fn works() -> Feed {
    Feed::Department(DEPARTMENT.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_hub_takes_wakes_who_waits_at_another() {
    let (first, second) = two().await;
    wakes_at_the_other(first, second).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_database_without_notices_hubs_ask_for_each_others_news() {
    let data = TempDir::new().unwrap();
    let places = Servers {
        database: Some(Line::without_notices(&database())),
        ..servers()
    };
    Folder::create_on(data.path(), &pack(), START, &places).unwrap();
    let first = Town::serve(Data::Own(data), START, |_| {}).await;
    let (first, second) = beside(first).await;
    wakes_at_the_other(first, second).await;
}

async fn wakes_at_the_other(first: Arc<Town>, second: Arc<Town>) {
    let officer = Arc::new(first.officer(99, DEPARTMENT).await);
    let ama = Device::new(1);
    // The first time whoever asks may find it new because it was never seen.
    for known in 0..3 {
        let waiting = {
            let (second, officer) = (second.clone(), officer.clone());
            tokio::spawn(async move {
                let hello = ClientHello {
                    wait: 600,
                    ..second.hello(&[(works(), known)])
                };
                second.say(&officer, hello, vec![]).await
            })
        };
        second.has_a_long_poll().await;
        let push = Lane::filing(&ama, known as u8).edit("one").push(&ama);
        first.push(&ama, push).await.receipt(&first);
        let woken = within(waiting).await.unwrap();
        assert_eq!(woken.lane_records().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_have_no_gaps_over_two_hubs() {
    const PUSHES: u8 = 20;
    let (first, second) = two().await;
    let officer = first.officer(99, DEPARTMENT).await;
    let pushers: Vec<_> = (1..=8)
        .map(|seed| {
            let towns = [first.clone(), second.clone()];
            tokio::spawn(async move {
                let device = Device::new(seed);
                for number in 0..PUSHES {
                    let town = &towns[usize::from(number) % 2];
                    let push = Lane::filing(&device, number).edit("gutter").push(&device);
                    let receipt = town.push(&device, push).await.receipt(town);
                    assert_eq!(receipt.sequence, u64::from(number) + 1);
                }
            })
        })
        .collect();
    for pusher in pushers {
        pusher.await.unwrap();
    }
    let expected: Vec<u64> = (1..=8 * u64::from(PUSHES)).collect();
    for town in [&first, &second] {
        assert_eq!(town.follow(&officer, works()).await.sequences(), expected);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_pushed_to_two_hubs_at_once_is_stored_once() {
    let (first, second) = two().await;
    let ama = Arc::new(Device::new(1));
    let mut sequence = 0;
    for number in 0..30 {
        let mut lane = Lane::filing(&ama, number);
        // A new matter, then words in it.
        for text in ["one", "two"] {
            let push = lane.edit(text).push(&ama);
            sequence += 1;
            let sent = [&first, &second].map(|town| {
                let (town, ama, push) = (town.clone(), ama.clone(), push.clone());
                tokio::spawn(async move { town.push(&ama, push).await.receipt(&town) })
            });
            for sent in sent {
                assert_eq!(sent.await.unwrap().sequence, sequence);
            }
        }
    }
    let feed = first.follow(&ama, ama.feed()).await;
    assert_eq!(feed.sequences(), (1..=60).collect::<Vec<u64>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_is_opened_or_ended_but_a_role_never_goes_on() {
    let (first, second) = two().await;
    let folder = second.data.path().to_owned();
    let mut lists = Vec::new();
    for seed in 0..30 {
        let device = Device::new(seed);
        let token = first.invite(DEPARTMENT);
        let link = format!("https://durbar.example/join#{}", token.encode().unwrap());
        let grant = first.grant(&token, &device);
        let opening = {
            let town = first.clone();
            tokio::spawn(async move {
                town.sync(&device, &[], vec![RequestFrame::Accept(grant)])
                    .await;
            })
        };
        let ending = {
            let folder = folder.clone();
            let end =
                move || roles::revoke(&Folder::open(&folder).unwrap(), &Which::Link(link), START);
            tokio::task::spawn_blocking(end)
        };
        opening.await.unwrap();
        assert_eq!(ending.await.unwrap().unwrap(), 1);
        lists.push(roles::list(&Folder::open(&folder).unwrap(), START).unwrap());
    }
    let all = lists.pop().unwrap();
    assert!(
        all.iter().all(|held| held.standing == Standing::Ended),
        "{all:?}"
    );
    // Every app has each end after the role that it ends, if that was taken up.
    let records = first.follow(&Device::new(99), Feed::Registry).await;
    let mut held = Vec::new();
    for record in records.records() {
        match &record.body {
            Body::Grant(grant) => held.push(grant.invitation.read().unwrap().key),
            Body::Ending(signed) => held.retain(|key| *key != signed.ending.invitation),
            other => panic!("{other:?} in the registry"),
        }
    }
    assert!(held.is_empty(), "{} roles go on", held.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_changes_under_one_number_one_is_stored() {
    let (first, second) = two().await;
    let ama = Arc::new(Device::new(1));
    for number in 0..30 {
        // A phone and its copy go on from the same place.
        let pushes = ["one", "two"].map(|text| Lane::filing(&ama, number).edit(text).push(&ama));
        let sent: Vec<_> = [&first, &second]
            .into_iter()
            .zip(pushes)
            .map(|(town, push)| {
                let (town, ama) = (town.clone(), ama.clone());
                tokio::spawn(async move { town.push(&ama, push).await.refusals() })
            })
            .collect();
        let mut refused = Vec::new();
        for sent in sent {
            refused.extend(sent.await.unwrap());
        }
        assert_eq!(refused, [Refusal::ActorFork]);
    }
    let feed = second.follow(&ama, ama.feed()).await;
    assert_eq!(feed.lane_records().len(), 30);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_case_that_is_listed_anew_at_one_hub_while_another_takes_words_is_listed_whole() {
    let (first, second) = two().await;
    let officer = Arc::new(first.officer(98, DEPARTMENT).await);
    let other = first.officer(99, OTHER_DEPARTMENT).await;
    let ama = Arc::new(Device::new(1));
    let mut written = 0;
    for number in 0..20 {
        let mut lane = Lane::filing(&ama, number);
        let filing = lane.edit("one").push(&ama);
        first.push(&ama, filing.clone()).await.receipt(&first);
        let more: Vec<_> = (0..5)
            .map(|at| lane.edit(&format!("more {at}")).push(&ama))
            .collect();
        written += 1 + more.len();
        let (town, writer) = (second.clone(), ama.clone());
        let writing = tokio::spawn(async move {
            for push in more {
                town.push(&writer, push).await.receipt(&town);
            }
        });
        let header = referral(filing.lane, DEPARTMENT, OTHER_DEPARTMENT);
        let push = Lane::new(&officer, &header).edit("to you").push(&officer);
        first.push(&officer, push).await.receipt(&first);
        writing.await.unwrap();
    }
    let feed = Feed::Department(OTHER_DEPARTMENT.to_owned());
    let listed = first.follow(&other, feed).await;
    let of_ama = listed
        .lane_records()
        .into_iter()
        .filter(|record| record.author == ama.key())
        .count();
    assert_eq!(of_ama, written, "words of a moved case are missing");
    let report = verify(&Folder::open(first.data.path()).unwrap()).unwrap();
    assert!(report.is_sound(), "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_acknowledged_outlives_the_connections_to_the_database() {
    const ROUNDS: usize = 30;
    let town = Arc::new(Town::open().await);
    let ama = Arc::new(Device::new(1));
    let folder = Folder::open(town.data.path()).unwrap();
    let cutter = folder.place().unwrap().connect().unwrap();
    let mut kept = Vec::new();
    for round in 0..ROUNDS {
        let pushing: Vec<_> = (0..4)
            .map(|at| {
                let (town, ama) = (town.clone(), ama.clone());
                let number = (round * 4 + at) as u8;
                tokio::spawn(async move {
                    let push = Lane::filing(&ama, number).edit("one").push(&ama);
                    let status = status(&town, &ama, &push).await;
                    (push, status)
                })
            })
            .collect();
        // All but its own.
        let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
             WHERE application_name = current_setting('search_path')
                AND pid != pg_backend_pid()";
        for _ in 0..(round % 3) + 1 {
            cutter.one::<i64>(cut, &[]).unwrap();
            tokio::task::yield_now().await;
        }
        for pushing in pushing {
            let (push, status) = pushing.await.unwrap();
            match status {
                200 => kept.push(push),
                500.. => {}
                other => panic!("{other} instead of an answer that is to be tried again"),
            }
        }
    }
    let told = kept.len();
    assert!(told > ROUNDS / 3, "only {told} came through");
    // Before any of them is said again. Of the others, some may be there, too.
    let feed = town.follow(&ama, ama.feed()).await;
    let listed: Vec<_> = feed
        .lane_records()
        .iter()
        .map(|record| record.lane)
        .collect();
    for push in &kept {
        assert!(listed.contains(&push.lane), "an acknowledged one is gone");
    }
    let report = verify(&folder).unwrap();
    assert!(report.is_sound(), "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_fails_or_is_cut_gives_no_receipt() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let folder = Folder::open(town.data.path()).unwrap();
    let database = folder.place().unwrap().connect().unwrap();
    let ends = [
        "RAISE EXCEPTION 'on purpose'",
        "PERFORM pg_terminate_backend(pg_backend_pid())",
    ];
    for (number, end) in ends.into_iter().enumerate() {
        let trap = format!(
            "CREATE FUNCTION trap_{number}() RETURNS trigger LANGUAGE plpgsql
             AS $$ BEGIN {end}; RETURN NULL; END $$;
             CREATE CONSTRAINT TRIGGER trap AFTER INSERT ON records
             DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trap_{number}()"
        );
        database.batch(&trap).unwrap();
        let push = Lane::filing(&ama, number as u8).edit("one").push(&ama);
        assert_eq!(status(&town, &ama, &push).await, 500);
        database.batch("DROP TRIGGER trap ON records").unwrap();
        let listed = town.follow(&ama, ama.feed()).await.lane_records().len();
        assert_eq!(listed, number, "it left a trace");
        town.push(&ama, push).await.receipt(&town);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_hub_acknowledged_before_it_was_killed_is_there_at_the_other() {
    const KILLS: usize = 20;
    let data = new_hub();
    let other = another(data.path());
    let survivor = Served::start(other.path());
    let (ama, kofi) = (Arc::new(Device::new(1)), Arc::new(Device::new(2)));
    let there = Arc::new(link_to(&survivor, &ama).await);
    let ledgers = [Ledger::default(), Ledger::default()];
    for kill in 0..KILLS {
        let mut served = Served::start(data.path());
        let here = Arc::new(link_to(&served, &ama).await);
        let promises = Arc::new(AtomicUsize::new(0));
        let filing = [&ama, &kofi]
            .into_iter()
            .zip(&ledgers)
            .map(|(device, ledger)| {
                let first = kill as u32 * 1000;
                let state = (first, ledger.clone(), promises.clone());
                tokio::spawn(keep_filing(here.clone(), device.clone(), state))
            });
        let filing: Vec<_> = filing.collect();
        while promises.load(std::sync::atomic::Ordering::SeqCst) < kill % 5 {
            tokio::task::yield_now().await;
        }
        served.child.kill().unwrap();
        served.child.wait().unwrap();
        for task in filing {
            task.await.unwrap();
        }
        for (device, ledger) in [&ama, &kofi].into_iter().zip(&ledgers) {
            check(&there, device, &newest(ledger, 20)).await;
        }
    }
    drop(survivor);
    let report = verify(&Folder::open(data.path()).unwrap()).unwrap();
    assert!(report.is_sound(), "{report}");
}

#[test]
fn a_hub_with_files_of_its_own_is_joined_by_none() {
    let place = TempDir::new().unwrap();
    let alone = Servers {
        database: Some(database()),
        blobs: None,
    };
    let hub = Folder::create_on(&place.path().join("hub"), &pack(), START, &alone).unwrap();
    let refused = hub.join(&place.path().join("other"));
    assert!(matches!(
        refused,
        Err(durbar_sync_server::Error::OnAFile(_))
    ));
    assert!(!place.path().join("other").exists());
}

#[test]
fn a_database_that_holds_a_hub_takes_no_second_one() {
    let data = new_hub();
    let address = std::fs::read_to_string(data.path().join("database.address")).unwrap();
    let place = TempDir::new().unwrap();
    let servers = Servers {
        database: Some(address.trim().to_owned()),
        blobs: None,
    };
    let refused = Folder::create_on(&place.path().join("hub"), &pack(), 1, &servers);
    assert!(matches!(refused, Err(durbar_sync_server::Error::HasHub)));
    let server = Server::new(address.trim()).unwrap();
    let connection = Connection::Postgres(server.connect().unwrap());
    connection
        .batch("INSERT INTO durbar_schema VALUES (99)")
        .unwrap();
    let newer = Folder::open(data.path())
        .unwrap()
        .place()
        .unwrap()
        .connect();
    assert!(matches!(newer, Err(durbar_sync_server::Error::Newer(99))));
}
