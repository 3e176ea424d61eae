//! What looking through a hub's data finds.

use crate::{
    backups::{blob_file, filled, looked},
    kit::program,
};
use durbar_sync_server::verify::Kind;
use std::fs;

#[tokio::test]
async fn looking_finds_a_flipped_byte_a_lost_blob_and_a_file_of_nobody() {
    let (data, filed) = filled(3).await;
    assert!(looked(data.path()).is_clean(), "{}", looked(data.path()));
    let flipped = blob_file(data.path(), &filed[0]);
    let mut bytes = fs::read(&flipped).unwrap();
    bytes[1234] ^= 1;
    fs::write(&flipped, bytes).unwrap();
    fs::remove_file(blob_file(data.path(), &filed[1])).unwrap();
    let stray = data.path().join("blobs/00");
    fs::create_dir_all(&stray).unwrap();
    fs::write(stray.join("stray"), "x").unwrap();
    let report = looked(data.path());
    let [flip, lost] = [&filed[0], &filed[1]].map(|filed| filed.1.blobs[0]);
    let mut expected = [
        format!("{flip}: its bytes were changed"),
        format!("{lost}: it is not there"),
    ];
    expected.sort();
    assert_eq!(report.of(Kind::Blob), expected);
    assert_eq!(report.of(Kind::Orphan).len(), 1);
    assert!(!report.is_sound());
    let output = program()
        .args(["verify", "--data", data.path().to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("\nblobs (2):\n"), "{told}");
    assert!(
        told.contains("files that the database does not know (1):"),
        "{told}"
    );
}

#[tokio::test]
async fn looking_finds_a_gap_in_a_feed_and_words_that_nobody_signed() {
    let damages = [
        (
            Kind::Feed,
            "DELETE FROM entries WHERE feed = 'department/works' AND sequence = 2",
        ),
        (
            Kind::Feed,
            "UPDATE feeds SET last = last + 1 WHERE feed = 'registry'",
        ),
        (Kind::Feed, "DELETE FROM records WHERE home = 'registry'"),
        (Kind::Change, "DELETE FROM changes WHERE record = 2"),
        (
            Kind::Record,
            "UPDATE lanes SET header = x'00' WHERE kind = 'complaints/filing'",
        ),
    ];
    for (kind, damage) in damages {
        let (data, _) = filled(3).await;
        let database = rusqlite::Connection::open(data.path().join("hub.sqlite")).unwrap();
        database.pragma_update(None, "foreign_keys", false).unwrap();
        assert!(database.execute(damage, []).unwrap() > 0, "{damage}");
        drop(database);
        let report = looked(data.path());
        assert!(!report.of(kind).is_empty(), "{damage}: {report}");
    }
    let (data, _) = filled(3).await;
    let database = rusqlite::Connection::open(data.path().join("hub.sqlite")).unwrap();
    let select = "SELECT rowid, body FROM records WHERE home LIKE 'person/%' LIMIT 1";
    let (row, mut body): (i64, Vec<u8>) = database
        .query_row(select, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    // A letter of what was typed.
    let at = body.windows(6).position(|six| six == b"gutter").unwrap();
    body[at] = b'b';
    let update = "UPDATE records SET body = ?2 WHERE rowid = ?1";
    database.execute(update, (row, body)).unwrap();
    drop(database);
    assert_eq!(looked(data.path()).of(Kind::Record).len(), 1);
}
