//! A hub that comes back from a backup: the devices still hold what it lost, and give it back.

use durbar_api::complaints::{QueuePart, SendReply, Sending, What};
use durbar_tests::kit::{
    Link, Phone, Result, STORY_START, Server, copy_folder, noise_jpeg, server_program,
};
use std::{fs, process::Command};

#[test]
fn what_a_restored_hub_has_lost_comes_back_from_the_devices_unasked() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (data, backup) = (folder.path().join("hub"), folder.path().join("backup"));
    let mut server = Server::fresh(&data)?;
    let link = Link::to(server.address())?;
    let mut citizen = Phone::open(&folder.path().join("a.db"), &link.origin(), 1, STORY_START)?;
    citizen.sync_until_done()?;
    let before = citizen.file("Filed before the backup", &[noise_jpeg(640, 480, 1)?])?;
    citizen.sync_until_done()?;
    let officer_file = folder.path().join("b.db");
    let mut officer = Phone::open(&officer_file, &link.origin(), 2, STORY_START)?;
    officer.join(&server, "works", "Esi Mensah")?;
    server.kill()?;
    copy_folder(&data, &backup)?;

    server = Server::serve(&data, "127.0.0.1:0", &[])?;
    link.lead_to(server.address())?;
    let late_file = folder.path().join("l.db");
    let mut late = Phone::open(&late_file, &link.origin(), 3, STORY_START)?;
    late.join(&server, "works", "Kofi Arthur")?;
    let after = citizen.file("Filed after the backup", &[noise_jpeg(640, 480, 2)?])?;
    citizen.sync_until_done()?;
    officer.sync_until_done()?;
    assert_eq!(
        citizen.case(&after.case)?.summary.sending,
        Sending::Received
    );
    server.kill()?;

    fs::remove_dir_all(&data)?;
    copy_folder(&backup, &data)?;
    let status = Command::new(server_program()?)
        .args(["restored", "--data"])
        .arg(&data)
        .status()?;
    assert!(status.success(), "a new epoch begins");
    server = Server::serve(&data, "127.0.0.1:0", &[])?;
    link.lead_to(server.address())?;
    // Who had read the lost log reads the new one from its start.
    let neighbour_file = folder.path().join("n.db");
    let mut neighbour = Phone::open(&neighbour_file, &link.origin(), 4, STORY_START)?;
    neighbour.sync_until_done()?;
    neighbour.file("Filed after the restore", &[])?;
    neighbour.sync_until_done()?;
    officer.sync_until_done()?;
    let queue = officer.queue(QueuePart::Open)?;
    assert!(
        queue
            .iter()
            .any(|row| row.title == "Filed after the restore")
    );

    citizen.sync_until_done()?;
    for case in [&before.case, &after.case] {
        assert_eq!(citizen.case(case)?.summary.sending, Sending::Received);
    }

    officer.sync_until_done()?;
    let mut titles: Vec<String> = officer
        .queue(QueuePart::Open)?
        .into_iter()
        .map(|row| row.title)
        .collect();
    titles.sort();
    assert_eq!(
        titles,
        [
            "Filed after the backup",
            "Filed after the restore",
            "Filed before the backup"
        ]
    );
    for case in [&before.case, &after.case] {
        let photos: Vec<_> = officer
            .case(case)?
            .photos
            .into_iter()
            .map(|photo| photo.blob)
            .collect();
        officer.fetch(&photos)?;
    }

    // An officer whose grant is newer than the backup works on, and nobody has to ask.
    late.sync_until_done()?;
    let text = "We know of it.".to_owned();
    late.must(SendReply {
        case: before.case.clone(),
        text: text.clone(),
    })?;
    late.sync_until_done()?;
    citizen.sync_until_done()?;
    let timeline = citizen.case(&before.case)?.timeline;
    assert!(timeline.iter().any(|entry| entry.what
        == What::Message {
            text: text.clone(),
            photos: Vec::new()
        }));
    Ok(())
}
