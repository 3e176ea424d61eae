//! Backups made while the hub is served, the way back, and what looking finds.

use crate::kit::{DEPARTMENT, Data, Device, Lane, START, Town, pack, photo, program, sign_push};
use durbar_sync::{
    BlobId,
    sign::Receipt,
    wire::{Push, RequestFrame},
};
use durbar_sync_server::{
    Error, Hub,
    backup::{backup, backup_to_file, restore},
    folder::{Folder, Servers},
    verify::{Kind, Report, verify},
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};
use tempfile::TempDir;

/// A claim to a push whose receipt is here.
pub type Filed = (Push, Receipt);

/// Files something with a photo and returns what the hub then promised.
async fn file(town: &Town, device: &Device, number: u32) -> Filed {
    let mut seed = [0; 4];
    seed.copy_from_slice(&number.to_le_bytes());
    let (mut bytes, mut offer) = photo(device.key().0[0], 3000);
    bytes[..4].copy_from_slice(&seed);
    offer.blob = BlobId::of(&bytes);
    let mut lane = Lane::numbered(device, number);
    let mut push = lane
        .edit("The gutter is blocked")
        .push_with(device, vec![offer]);
    town.push(device, push.clone()).await.receipt(town);
    assert_eq!(town.put(device, offer.blob, 0, &bytes).await.0, 200);
    push.changes.clear();
    sign_push(&mut push, device);
    let receipt = town.push(device, push.clone()).await.receipt(town);
    assert_eq!(receipt.blobs, [offer.blob]);
    (push, receipt)
}

/// A hub with some filings, stopped.
pub async fn filled(filings: u32) -> (Data, Vec<Filed>) {
    let mut town = Town::open().await;
    town.officer(2, DEPARTMENT).await;
    let ama = Device::new(1);
    let mut filed = Vec::new();
    for number in 0..filings {
        filed.push(file(&town, &ama, number).await);
    }
    town.stop().await;
    let Town { hub, data, .. } = town;
    drop(hub);
    (data, filed)
}

pub fn looked(data: &Path) -> Report {
    verify(&Folder::open(data).unwrap()).unwrap()
}

pub fn blob_file(data: &Path, filed: &Filed) -> PathBuf {
    let name = filed.1.blobs[0].to_string();
    data.join("blobs").join(&name[..2]).join(name)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_made_while_people_file_has_all_that_was_promised_before_it() {
    let town = Arc::new(Town::open().await);
    let root = TempDir::new().unwrap();
    let place = root.path().join("backup");
    let (done, count) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU32::new(0)),
    );
    let promised: Arc<Mutex<Vec<Filed>>> = Arc::default();
    let filing: Vec<_> = (1..=3)
        .map(|seed| {
            let state = (town.clone(), done.clone(), count.clone(), promised.clone());
            tokio::spawn(async move {
                let (town, done, count, promised) = state;
                let device = Device::new(seed);
                for number in 0.. {
                    if done.load(Ordering::SeqCst) {
                        return;
                    }
                    let filed = file(&town, &device, number).await;
                    promised.lock().unwrap().push(filed);
                    count.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    let folder = Folder::open(town.data.path()).unwrap();
    let mut before = Vec::new();
    let mut kept = 0;
    for round in 0..4 {
        while count.load(Ordering::SeqCst) < (round + 1) * 10 {
            tokio::task::yield_now().await;
        }
        before = promised.lock().unwrap().clone();
        let (folder, place) = (folder.clone(), place.clone());
        let made = tokio::task::spawn_blocking(move || backup(&folder, &place).unwrap());
        let made = made.await.unwrap();
        assert!(made.report.is_clean(), "{}", made.report);
        assert!(made.copied > 0, "something new each time");
        assert!(made.kept >= kept, "and what was there is not copied again");
        kept = made.kept + made.copied;
    }
    done.store(true, Ordering::SeqCst);
    for task in filing {
        task.await.unwrap();
    }
    assert!(before.len() >= 40 && promised.lock().unwrap().len() > before.len());
    let old = town.hub.hello().epoch;
    let data = root.path().join("restored");
    let report = restore(&place, &data, &Servers::default(), (false, START)).unwrap();
    assert!(report.is_clean(), "{report}");
    let hub = Hub::open(durbar_sync_server::Config::new(&data)).unwrap();
    assert_ne!(hub.hello().epoch, old, "phones send again what they have");
    assert_eq!(hub.hello().hub, town.hub.hello().hub, "with the same keys");
    drop(hub);
    let restored = Town::of(data, START).await;
    let devices = [1, 2, 3].map(Device::new);
    for (claim, receipt) in &before {
        let device = devices.iter().find(|device| device.key() == author(claim));
        let device = device.expect("one of the three");
        let again = restored
            .sync(device, &[], vec![RequestFrame::Push(claim.clone())])
            .await
            .receipt(&restored);
        assert_eq!(
            (again.sequence, &again.heads, &again.blobs),
            (receipt.sequence, &receipt.heads, &receipt.blobs)
        );
        let (status, bytes) = restored.get(device, receipt.blobs[0], None).await;
        assert_eq!((status, BlobId::of(&bytes)), (200, receipt.blobs[0]));
    }
}

/// The person of a filing.
fn author(claim: &Push) -> durbar_sync::PublicKey {
    let header = claim.header.as_ref().unwrap().verify().unwrap();
    header.person().unwrap()
}

#[tokio::test]
async fn a_backup_keeps_its_secrets_to_its_owner_and_cannot_be_served() {
    let (data, _) = filled(1).await;
    let root = TempDir::new().unwrap();
    let place = root.path().join("backup");
    backup(&Folder::open(data.path()).unwrap(), &place).unwrap();
    assert!(matches!(Folder::open(&place), Err(Error::NotAHub(_))));
    assert_eq!(
        fs::read(place.join("hub.key")).unwrap(),
        fs::read(data.path().join("hub.key")).unwrap()
    );
    #[cfg(unix)]
    for place in [place.clone(), {
        let restored = root.path().join("restored");
        restore(&place, &restored, &Servers::default(), (false, START)).unwrap();
        restored
    }] {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&place), 0o700);
        for name in ["hub.key", "admin.key", "hub.sqlite"] {
            assert_eq!(mode(&place.join(name)), 0o600, "{name}");
        }
    }
}

#[tokio::test]
async fn a_backup_goes_over_nothing_but_an_earlier_one_of_the_same_hub() {
    let (data, _) = filled(1).await;
    let (other, _) = filled(1).await;
    let root = TempDir::new().unwrap();
    let hub = Folder::open(data.path()).unwrap();
    for place in [other.path(), data.path()] {
        let refused = backup(&hub, place);
        assert!(
            matches!(refused, Err(Error::NotForBackup(_))),
            "{refused:?}"
        );
    }
    let place = root.path().join("backup");
    backup(&hub, &place).unwrap();
    let refused = backup(&Folder::open(other.path()).unwrap(), &place);
    assert!(matches!(refused, Err(Error::NotForBackup(_))));
    assert!(looked(other.path()).is_clean());
    for full in [other.path(), place.as_path()] {
        let refused = restore(&place, full, &Servers::default(), (false, START));
        assert!(matches!(refused, Err(Error::NotEmpty(_))));
    }
    let nothing = restore(
        other.path(),
        &root.path().join("new"),
        &Servers::default(),
        (false, START),
    );
    assert!(matches!(nothing, Err(Error::NotABackup(_))));
}

#[tokio::test]
async fn a_damaged_backup_is_put_back_only_if_told_so_and_asks_for_what_is_missing() {
    let (data, filed) = filled(2).await;
    let root = TempDir::new().unwrap();
    let (place, target) = (root.path().join("backup"), root.path().join("restored"));
    backup(&Folder::open(data.path()).unwrap(), &place).unwrap();
    fs::write(blob_file(&place, &filed[0]), "damaged").unwrap();
    let refused = restore(&place, &target, &Servers::default(), (false, START));
    assert!(
        matches!(refused, Err(Error::DamagedBackup(_))),
        "{refused:?}"
    );
    assert!(!target.exists());
    restore(&place, &target, &Servers::default(), (true, START)).unwrap();
    assert!(looked(&target).is_clean(), "{}", looked(&target));
    let town = Town::of(target, START).await;
    let reply = town.push(&Device::new(1), filed[0].0.clone()).await;
    assert_eq!(reply.wanted(), [(filed[0].1.blobs[0], 0)]);
}

#[tokio::test]
async fn an_upload_that_was_under_way_begins_anew_after_a_restore() {
    let town = Town::open().await;
    let root = TempDir::new().unwrap();
    let ama = Device::new(1);
    let (bytes, offer) = photo(7, 5000);
    let push = Lane::filing(&ama, 1)
        .edit("See")
        .push_with(&ama, vec![offer]);
    town.push(&ama, push.clone()).await.receipt(&town);
    assert_eq!(town.put(&ama, offer.blob, 0, &bytes[..2000]).await.0, 200);
    let (place, target) = (root.path().join("backup"), root.path().join("restored"));
    backup(&Folder::open(town.data.path()).unwrap(), &place).unwrap();
    restore(&place, &target, &Servers::default(), (false, START)).unwrap();
    let town = Town::of(target, START).await;
    let reply = town.push(&ama, push).await;
    assert_eq!(reply.wanted(), [(offer.blob, 0)]);
    let answer = crate::kit::uploaded(town.put(&ama, offer.blob, 0, &bytes).await);
    assert_eq!(answer, (200, 5000, true));
}

#[tokio::test]
async fn a_backup_mends_what_its_own_disk_has_changed_and_tells_what_the_hubs_has() {
    let (data, filed) = filled(2).await;
    let root = TempDir::new().unwrap();
    let (hub, place) = (
        Folder::open(data.path()).unwrap(),
        root.path().join("backup"),
    );
    backup(&hub, &place).unwrap();
    let flip = |path: PathBuf| {
        let mut bytes = fs::read(&path).unwrap();
        bytes[100] ^= 1;
        fs::write(path, bytes).unwrap();
    };
    flip(blob_file(&place, &filed[0]));
    let made = backup(&hub, &place).unwrap();
    assert_eq!(made.copied, 1);
    assert!(made.report.is_clean(), "{}", made.report);
    flip(blob_file(data.path(), &filed[1]));
    fs::remove_file(blob_file(&place, &filed[1])).unwrap();
    let made = backup(&hub, &place).unwrap();
    let lost = format!("{}: it is not there", filed[1].1.blobs[0]);
    assert_eq!(made.report.of(Kind::Blob), [lost]);
    assert!(!made.report.is_sound());
}

#[tokio::test]
async fn a_backup_can_be_one_file_and_is_put_back_from_it() {
    let (data, filed) = filled(2).await;
    let root = TempDir::new().unwrap();
    let (file, target) = (root.path().join("hub.tar"), root.path().join("restored"));
    let made = program()
        .args(["backup", "--to", "hub.tar", "--data"])
        .arg(data.path())
        .current_dir(root.path())
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    let hub = Folder::open(data.path()).unwrap();
    let again = backup_to_file(&hub, &file);
    assert!(matches!(again, Err(Error::NotForBackup(_))), "over nothing");
    restore(&file, &target, &Servers::default(), (false, START)).unwrap();
    assert_eq!(
        fs::read_dir(root.path()).unwrap().count(),
        2,
        "nothing is left beside"
    );
    assert!(looked(&target).is_clean());
    let town = Town::of(target, START).await;
    let (claim, receipt) = &filed[1];
    let again = town
        .push(&Device::new(1), claim.clone())
        .await
        .receipt(&town);
    assert_eq!(
        (again.sequence, again.blobs),
        (receipt.sequence, receipt.blobs.clone())
    );
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let target = root.path().join("half");
    assert!(restore(&file, &target, &Servers::default(), (false, START)).is_err());
    assert!(!target.exists());
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 2);
}

#[test]
fn the_commands_make_a_backup_and_put_it_back() {
    let root = TempDir::new().unwrap();
    let [data, place, target] = ["hub", "backup", "restored"].map(|name| root.path().join(name));
    Folder::create(&data, &pack(), START).unwrap();
    let run = |arguments: [&std::ffi::OsStr; 5]| program().args(arguments).output().unwrap();
    let made = run([
        "backup".as_ref(),
        "--data".as_ref(),
        data.as_ref(),
        "--to".as_ref(),
        place.as_ref(),
    ]);
    assert!(made.status.success(), "{made:?}");
    let told = String::from_utf8(made.stdout).unwrap();
    assert!(told.contains("blobs copied, 0 were there"), "{told}");
    assert!(told.contains("nothing is missing"), "{told}");
    let back = run([
        "restore".as_ref(),
        "--from".as_ref(),
        place.as_ref(),
        "--data".as_ref(),
        target.as_ref(),
    ]);
    assert!(back.status.success(), "{back:?}");
    assert!(looked(&target).is_clean());
}
