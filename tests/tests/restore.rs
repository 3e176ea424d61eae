//! A hub that comes back from a backup: the devices still hold what it lost, and give it back.

use durbar_api::complaints::{QueueFilter, ReadQueue, Sending};
use durbar_tests::kit::{Link, Phone, Result, STORY_START, Server, noise_jpeg, server_program};
use std::{fs, path::Path, process::Command};

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

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
    server.kill()?;
    copy(&data, &backup)?;

    server = Server::serve(&data, "127.0.0.1:0", &[])?;
    link.lead_to(server.address())?;
    let after = citizen.file("Filed after the backup", &[noise_jpeg(640, 480, 2)?])?;
    citizen.sync_until_done()?;
    assert_eq!(
        citizen.case(&after.case)?.summary.sending,
        Sending::Received
    );
    server.kill()?;

    fs::remove_dir_all(&data)?;
    copy(&backup, &data)?;
    let status = Command::new(server_program()?)
        .args(["restored", "--data"])
        .arg(&data)
        .status()?;
    assert!(status.success(), "a new epoch begins");
    server = Server::serve(&data, "127.0.0.1:0", &[])?;
    link.lead_to(server.address())?;
    citizen.sync_until_done()?;
    for case in [&before.case, &after.case] {
        assert_eq!(citizen.case(case)?.summary.sending, Sending::Received);
    }

    let mut officer = Phone::open(&folder.path().join("b.db"), &link.origin(), 2, STORY_START)?;
    officer.join(&server, "works", "Esi Mensah")?;
    let mut titles: Vec<String> = officer
        .must(ReadQueue {
            filter: QueueFilter::Open,
        })?
        .into_iter()
        .map(|row| row.title)
        .collect();
    titles.sort();
    assert_eq!(
        titles,
        ["Filed after the backup", "Filed before the backup"]
    );
    for case in [before.case, after.case] {
        let photos: Vec<_> = officer
            .case(&case)?
            .photos
            .into_iter()
            .map(|photo| photo.blob)
            .collect();
        officer.fetch(&photos)?;
    }
    Ok(())
}
