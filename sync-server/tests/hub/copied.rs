//! A hub moves from servers to files and back, over its backup.

use crate::kit::{
    DEPARTMENT, Data, Device, Lane, START, Town, casework_header, pack, photo, servers, uploaded,
};
use durbar_sync::wire::{BlobOffer, Push};
use durbar_sync_server::{
    backup::{backup, restore},
    folder::{Folder, Servers},
    verify::verify,
};
use tempfile::TempDir;

/// What people had in a town, and what it said of it.
struct Had {
    ama: Device,
    push: Push,
    received: (i64, u64),
    photo: (Vec<u8>, BlobOffer),
}

/// A town in which people did several things.
async fn lived_in() -> (Town, Had) {
    let town = Town::open().await;
    let ama = Device::new(1);
    let officer = town.officer(2, DEPARTMENT).await;
    let (bytes, offer) = photo(1, 300_000);
    let push = Lane::filing(&ama, 1)
        .edit("See")
        .push_with(&ama, vec![offer]);
    town.push(&ama, push.clone()).await.receipt(&town);
    assert!(uploaded(town.put(&ama, offer.blob, 0, &bytes).await).2);
    let header = casework_header(push.lane, DEPARTMENT);
    let answer = Lane::new(&officer, &header)
        .edit("On Thursday")
        .push(&officer);
    town.push(&officer, answer).await.receipt(&town);
    // Half a photo, which is not in a backup.
    let (more, later) = photo(2, 200_000);
    let waiting = Lane::filing(&ama, 2)
        .edit("And this")
        .push_with(&ama, vec![later]);
    town.push(&ama, waiting).await.receipt(&town);
    town.put(&ama, later.blob, 0, &more[..100_000]).await;
    let receipt = town.push(&ama, push.clone()).await.receipt(&town);
    let had = Had {
        ama,
        push,
        received: (receipt.received, receipt.sequence),
        photo: (bytes, offer),
    };
    (town, had)
}

impl Had {
    /// Everything is there, in a hub that was put back.
    async fn is_in(&self, folder: TempDir) {
        let report = verify(&Folder::open(folder.path()).unwrap()).unwrap();
        assert!(report.is_clean(), "{report}");
        let town = Town::serve(Data::Own(folder), START, |_| {}).await;
        let receipt = town.push(&self.ama, self.push.clone()).await.receipt(&town);
        assert_eq!((receipt.received, receipt.sequence), self.received);
        assert_eq!(receipt.blobs, [self.photo.1.blob]);
        let (status, bytes) = town.get(&self.ama, self.photo.1.blob, None).await;
        assert_eq!((status, &bytes), (200, &self.photo.0));
        let feed = town.follow(&self.ama, self.ama.feed()).await;
        assert_eq!(feed.sequences(), [1, 2, 3]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hub_moves_from_servers_to_files_and_back() {
    let (town, had) = lived_in().await;
    let root = TempDir::new().unwrap();
    let place = root.path().join("backup");
    let made = backup(&Folder::open(town.data.path()).unwrap(), &place).unwrap();
    assert!(made.report.is_sound(), "{}", made.report);
    for on in [Servers::default(), servers()] {
        let new = TempDir::new().unwrap();
        restore(&place, new.path(), &on, (false, START)).unwrap();
        had.is_in(new).await;
    }
    // From files to servers.
    let files = TempDir::new().unwrap();
    restore(&place, files.path(), &Servers::default(), (false, START)).unwrap();
    let second = root.path().join("second");
    backup(&Folder::open(files.path()).unwrap(), &second).unwrap();
    let new = TempDir::new().unwrap();
    restore(&second, new.path(), &servers(), (false, START)).unwrap();
    had.is_in(new).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_not_put_over_a_hub_on_a_server() {
    let (town, _) = lived_in().await;
    let root = TempDir::new().unwrap();
    let place = root.path().join("backup");
    let folder = Folder::open(town.data.path()).unwrap();
    backup(&folder, &place).unwrap();
    let taken = servers();
    let other = TempDir::new().unwrap();
    Folder::create_on(&other.path().join("hub"), &pack(), START, &taken).unwrap();
    let new = TempDir::new().unwrap();
    let refused = restore(&place, new.path(), &taken, (false, START));
    assert!(matches!(refused, Err(durbar_sync_server::Error::HasHub)));
}
