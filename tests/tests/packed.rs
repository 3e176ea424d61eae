//! What travels short names things by their first bytes. Where these fit two things, it comes whole:
//! nothing is lost, and nobody is asked.

use durbar_api::CaseId;
use durbar_tests::kit::{Phone, Result, STORY_START, Server};
use rusqlite::Connection;
use std::path::Path;

/// Puts another lane beside each, with a name that begins in the same way.
fn twins(database: &Path, home: &str) -> Result<()> {
    let connection = Connection::open(database)?;
    let made = connection.execute(
        &format!(
            "INSERT INTO lanes (lane, {home} kind, header, received)
             SELECT CAST(substr(lane, 1, 8) || randomblob(24) AS BLOB), {home} 'twin', header, received FROM lanes"
        ),
        [],
    )?;
    assert!(made > 0, "there is a lane to confuse");
    Ok(())
}

fn say(phone: &mut Phone, case: &CaseId, text: &str) -> Result<()> {
    phone.wait_seconds(60);
    phone.say(case, text)?;
    phone.sync_until_done()
}

#[test]
fn what_cannot_be_told_apart_comes_whole() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("hub");
    let mut server = Server::fresh(&data)?;
    let file = folder.path().join("phone.db");
    let mut phone = Phone::open(&file, &server.origin(), 1, STORY_START)?;
    phone.sync_until_done()?;
    let mut esi = Phone::open(
        &folder.path().join("esi.db"),
        &server.origin(),
        2,
        STORY_START,
    )?;
    esi.join(&server, "works", "Esi Mensah")?;
    let case = phone.file("The gutter is full", &[])?.case;
    phone.sync_until_done()?;
    esi.sync_until_done()?;
    say(&mut esi, &case, "1: office")?;
    phone.sync_until_done()?;

    // To the phone: it asks for the record again, whole.
    drop(phone);
    twins(&file, "")?;
    let mut phone = Phone::open(&file, &server.origin(), 3, STORY_START + 600_000)?;
    phone.sync_until_done()?;
    say(&mut esi, &case, "2: office")?;
    phone.take_traffic();
    phone.sync_until_done()?;
    assert!(phone.take_traffic().requests > 1, "it had to ask again");
    assert_eq!(phone.words(&case)?, ["1: office", "2: office"]);
    // Once is enough: afterwards it asks for short ones again, until the next that it cannot read.
    say(&mut esi, &case, "3: office")?;
    phone.sync_until_done()?;
    assert_eq!(phone.words(&case)?.len(), 3);

    // To the hub: the push comes again, whole, and has its receipt.
    server.kill()?;
    twins(&data.join("hub.sqlite"), "home,")?;
    let server = Server::serve(&data, "127.0.0.1:0", &[])?;
    phone.connect_to(&server.origin());
    esi.connect_to(&server.origin());
    phone.take_traffic();
    say(&mut phone, &case, "4: citizen")?;
    assert!(phone.take_traffic().requests > 1, "it had to send it again");
    assert!(phone.all_received()?);
    esi.sync_until_done()?;
    assert_eq!(
        esi.words(&case)?.last().map(String::as_str),
        Some("4: citizen")
    );
    Ok(())
}
