//! The database server falls over and gets up again while devices file: what a hub acknowledged is
//! there. A program of its own, for whoever else uses the server falls with it.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(dead_code, unused_imports, reason = "the kit is for others, too")]

mod answered;
mod kit;

/// The databases are on a server.
const ON_A_SERVER: bool = true;

use answered::status;
use durbar_sync_server::{
    folder::Folder,
    store::sql::{Connection, postgres::Server},
    verify::verify,
};
use kit::{Device, Lane, Town, within};
use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Instant,
};

const CRASHES: usize = 10;
/// How many file at once.
const TOGETHER: usize = 4;

/// Kills one of the processes that serve the hub. The server ends all others, whatever they are at,
/// and reads its log again, as after every fall.
fn crash(address: &str) {
    let session = connect(address).unwrap();
    let served = "SELECT pid::bigint FROM pg_stat_activity
                  WHERE application_name = current_setting('application_name')
                      AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1";
    let process: i64 = session.one(served, &[]).unwrap();
    let killed = format!("COPY (SELECT 1) TO PROGRAM 'kill -9 {process}'");
    // The answer may be that the server is falling.
    drop(session.batch(&killed));
    let start = Instant::now();
    while connect(address).is_none() {
        assert!(start.elapsed().as_secs() < 60, "the server does not get up");
        std::thread::yield_now();
    }
}

fn connect(address: &str) -> Option<Connection> {
    let server = Server::new(address).unwrap();
    Some(Connection::Postgres(server.connect().ok()?))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_there_after_the_database_server_has_fallen_over() {
    let town = Arc::new(Town::open().await);
    let address = std::fs::read_to_string(town.data.path().join("database.address")).unwrap();
    let ama = Arc::new(Device::new(1));
    let told = Arc::new(Mutex::new(HashSet::new()));
    let failed = Arc::new(AtomicUsize::new(0));
    for round in 0..CRASHES {
        let has_crashed = Arc::new(AtomicBool::new(false));
        let before = told.lock().unwrap().len();
        let filing: Vec<_> = (0..TOGETHER)
            .map(|at| {
                let (town, ama, told) = (town.clone(), ama.clone(), told.clone());
                let (failed, has_crashed) = (failed.clone(), has_crashed.clone());
                let first = (round * TOGETHER + at) as u32 * 10_000;
                // Until something is taken again after the fall.
                tokio::spawn(async move {
                    for number in first.. {
                        let is_after = has_crashed.load(Ordering::SeqCst);
                        let push = Lane::numbered(&ama, number).edit("one").push(&ama);
                        match status(&town, &ama, &push).await {
                            200 => {
                                told.lock().unwrap().insert(push.lane);
                                if is_after {
                                    return;
                                }
                            }
                            500.. => {
                                failed.fetch_add(1, Ordering::SeqCst);
                            }
                            other => panic!("{other} instead of an answer to try again"),
                        }
                    }
                })
            })
            .collect();
        within(async {
            while told.lock().unwrap().len() < before + 1 + round {
                tokio::task::yield_now().await;
            }
        })
        .await;
        let address = address.trim().to_owned();
        tokio::task::spawn_blocking(move || crash(&address))
            .await
            .unwrap();
        has_crashed.store(true, Ordering::SeqCst);
        for filing in filing {
            within(filing).await.unwrap();
        }
    }
    assert!(failed.load(Ordering::SeqCst) > 0, "nobody noticed a fall");
    let feed = town.follow(&ama, ama.feed()).await;
    let listed: HashSet<_> = feed
        .lane_records()
        .iter()
        .map(|record| record.lane)
        .collect();
    let told = told.lock().unwrap().clone();
    assert!(
        told.len() > CRASHES * TOGETHER,
        "only {} were taken",
        told.len()
    );
    assert!(told.is_subset(&listed), "an acknowledged one is gone");
    let report = verify(&Folder::open(town.data.path()).unwrap()).unwrap();
    assert!(report.is_sound(), "{report}");
}
