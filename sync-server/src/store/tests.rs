//! What the store promises.

use super::{sql::values, *};
use std::{
    path::Path,
    sync::{Arc, mpsc},
};

fn count(connection: &Connection) -> Result<i64, Error> {
    connection.one("SELECT count(*) FROM meta", &[])
}

fn insert(connection: &Connection, key: i64) -> Result<(), Error> {
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?1, ?2)",
        values![&key.to_string(), &[0_u8; 1]],
    )?;
    Ok(())
}

fn open(path: &Path) -> Result<Store, Error> {
    Store::open(&Place::File(path.to_owned()), Writes::default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn work_that_fails_leaves_no_trace_and_takes_nothing_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Arc::new(open(&folder.path().join("hub.sqlite")).expect("opens"));
    let tasks: Vec<_> = (0..200)
        .map(|key| {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .write(move |connection| {
                        insert(connection, key)?;
                        if key % 2 == 0 {
                            Ok(())
                        } else {
                            Err(Error::Damaged("on purpose"))
                        }
                    })
                    .await
            })
        })
        .collect();
    let mut kept = 0;
    for task in tasks {
        kept += i64::from(task.await.expect("ends").is_ok());
    }
    assert_eq!(kept, 100);
    assert_eq!(store.read(count).expect("reads"), 100);
}

#[tokio::test]
async fn what_is_written_is_there_for_the_next_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hub.sqlite");
    let store = open(&path).expect("opens");
    store
        .write(|connection| insert(connection, 1))
        .await
        .expect("writes");
    drop(store);
    assert_eq!(open(&path).expect("opens").read(count).expect("reads"), 1);
}

#[tokio::test]
async fn a_commit_that_fails_is_told_to_all_who_had_a_part_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(&folder.path().join("hub.sqlite")).expect("opens");
    let broken = store.write(|connection| {
        connection.batch("PRAGMA defer_foreign_keys = ON")?;
        connection.execute(
            "INSERT INTO entries (feed, sequence, home, home_sequence) VALUES ('a', 1, 'b', 1)",
            &[],
        )?;
        Ok(())
    });
    assert!(matches!(broken.await, Err(Error::Commit(_))));
    store
        .write(|connection| insert(connection, 1))
        .await
        .expect("the next one is well");
    assert_eq!(store.read(count).expect("reads"), 1);
}

#[test]
fn what_waits_is_not_done_outside_the_transaction_that_a_failure_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    let connection = connect(&folder.path().join("hub.sqlite")).expect("opens");
    let job = |work: fn(&Connection) -> Result<(), Error>| -> Box<dyn Work> {
        Box::new(Job {
            work,
            result: None,
            reply: oneshot::channel().0,
        })
    };
    let (jobs, waiting) = mpsc::channel();
    jobs.send(job(|connection| insert(connection, 1)))
        .expect("waits");
    // As SQLite does itself when the disk fails in a statement.
    let first = job(|connection| connection.batch("ROLLBACK"));
    let (_, committed) = sqlite::write_batch(&connection, first, &waiting, &Writes::default());
    assert!(committed.is_err(), "the first hears of it");
    assert_eq!(count(&connection).expect("reads"), 0, "kept, but not told");
    assert!(waiting.try_recv().is_ok(), "the second has its turn");
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hub.sqlite");
    let connection = connect(&path).expect("opens");
    connection
        .batch("PRAGMA user_version = 99")
        .expect("updates");
    drop(connection);
    assert!(matches!(connect(&path), Err(Error::Newer(99))));
}

#[test]
fn a_connection_that_writes_waits_for_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let connection = connect(&folder.path().join("hub.sqlite")).expect("opens");
    let value = |sql| connection.one::<i64>(sql, &[]).expect("reads");
    assert_eq!(value("PRAGMA synchronous"), 2);
    assert_eq!(value("PRAGMA foreign_keys"), 1);
    let mode: String = connection.one("PRAGMA journal_mode", &[]).expect("reads");
    assert_eq!(mode, "wal");
}

#[test]
fn bytes_count_only_on_top_of_as_many_as_were_there_and_never_of_what_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let connection = connect(&folder.path().join("hub.sqlite")).expect("opens");
    let blob = durbar_sync::BlobId([1; 32]);
    connection
        .execute(
            "INSERT INTO blobs (blob, length, have, complete, public)
             VALUES (?1, 100, 0, FALSE, FALSE)",
            values![&blob],
        )
        .expect("inserts");
    let add = |before, have| blobs::add(&connection, &blob, (before, have)).expect("counts");
    assert!(add(0, 40));
    assert!(!add(0, 50), "they came elsewhere");
    assert!(add(40, 100));
    blobs::set_have(&connection, &blob, 100, true).expect("is whole");
    assert!(!add(100, 140));
    assert!(!add(0, 40));
}
