//! Who takes part, and their world before the storm: everybody has the pack, officers hold their
//! roles, one person has two devices already.

use super::{
    node::Node,
    town::{Event, Town},
};
use crate::{
    kit::{Result, STORY_START, copy_folder, noise_jpeg, static_jpeg, stranger::PACK},
    story::Hand,
};
use durbar_api::identity::Join;
use durbar_sync::{
    grant::{Invitation, JoinToken, SignedInvitation},
    sign::Keys,
};
use durbar_sync_server::folder::{Folder, Secrets};
use std::{
    path::{Path, PathBuf},
    rc::Rc,
};
use tempfile::TempDir;

/// When the storm begins.
pub const STORM_START: i64 = STORY_START + HOUR;
/// Photos that people choose from.
const ALBUM: u64 = 6;
const HOUR: i64 = 3_600_000;
/// Seed of the key that signs receipts.
pub const HUB: [u8; 32] = [1; 32];
const ADMINISTRATOR: [u8; 32] = [2; 32];

/// Places in the list of phones.
pub const AMA: usize = 0;
/// Ama's second phone, which she links during the storm.
pub const AMA_TOO: usize = 1;
/// A citizen with two phones.
pub const KOFI: usize = 2;
/// His second one, which he loses during the storm.
pub const KOFI_TOO: usize = 3;
/// An officer.
pub const ESI: usize = 4;
/// Her colleague.
pub const KWAME: usize = 5;
/// An officer of another department.
pub const ADWOA: usize = 6;

/// Names, and department and invited name of officers.
const CAST: [(&str, Option<(&str, &str)>); 7] = [
    ("ama", None),
    ("ama's second", None),
    ("kofi", None),
    ("kofi's second", None),
    ("esi", Some(("Esi Mensah", "works"))),
    ("kwame", Some(("Kwame Arthur", "works"))),
    ("adwoa", Some(("Adwoa Quansah", "waste"))),
];

/// The phones of a folder.
fn nodes(folder: &Path) -> Vec<Node> {
    let phones = CAST.iter().zip(0u64..);
    phones
        .map(|((name, office), number)| {
            let path = folder.join(format!("phone-{number}.db"));
            Node::new(name, Hand::new(number + 1, *office), path)
        })
        .collect()
}

/// The world before the storm, in a folder.
pub struct Stage {
    folder: TempDir,
    album: Rc<[Vec<u8>]>,
}

impl Stage {
    /// Makes it.
    ///
    /// # Errors
    /// The hub or a phone does not come up.
    pub fn make() -> Result<Self> {
        let folder = fast_folder()?;
        let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/packs/sekondi-takoradi");
        let hub = folder.path().join("hub");
        let secrets = Secrets {
            hub: HUB,
            administrator: ADMINISTRATOR,
            epoch: 1,
        };
        Folder::create_with(&hub, &pack, STORY_START, &secrets)?;
        let mut town = Town::open(nodes(folder.path()), &hub, 0, STORY_START)?;
        town.is_fair = true;
        for node in 0..town.nodes.len() {
            town.start(node)?;
        }
        town.until_quiet()?;
        for (node, (_, office)) in CAST.iter().enumerate() {
            let Some((name, department)) = office else {
                continue;
            };
            let link = invitation(node, name, department)?;
            let now = town.now;
            town.nodes[node].device(now)?.must(Join { link })?;
            town.carry(node)?;
        }
        town.after(0, Event::Link(KOFI, KOFI_TOO));
        town.until_quiet()?;
        if town.now >= STORM_START {
            return Err("the world took too long to come up".into());
        }
        for node in 0..town.nodes.len() {
            town.end(node);
        }
        drop(town);
        let album = (0..ALBUM).map(picture).collect::<Result<_>>()?;
        Ok(Self { folder, album })
    }

    /// The phones of a copy.
    pub fn cast(&self, folder: &Path) -> Vec<Node> {
        let mut nodes = nodes(folder);
        for node in &mut nodes {
            node.hand.give(self.album.clone());
        }
        nodes
    }

    /// A copy for one run.
    ///
    /// # Errors
    /// The file system.
    pub fn copy(&self) -> Result<TempDir> {
        let folder = fast_folder()?;
        copy_folder(self.folder.path(), folder.path())?;
        Ok(folder)
    }
}

/// One in three goes up in more than one piece; the others are quickly made smaller.
fn picture(number: u64) -> Result<Vec<u8>> {
    if number.is_multiple_of(3) {
        static_jpeg(number)
    } else {
        noise_jpeg(120, 90, number)
    }
}

/// In memory where the system has such a place: what a power cut would do is tested elsewhere.
fn fast_folder() -> Result<TempDir> {
    let memory = PathBuf::from("/dev/shm");
    Ok(tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir())?)
}

fn invitation(node: usize, name: &str, department: &str) -> Result<String> {
    let seed = [100 + u8::try_from(node)?; 32];
    let invitation = Invitation {
        key: Keys::from_seed(seed).public(),
        pack: PACK.to_owned(),
        role: "officer".to_owned(),
        department: department.to_owned(),
        name: name.to_owned(),
        from: STORY_START,
        until: STORY_START + 365 * 24 * HOUR,
    };
    let invitation = SignedInvitation::sign(&invitation, &Keys::from_seed(ADMINISTRATOR))?;
    let token = JoinToken { invitation, seed }.encode()?;
    Ok(format!("http://hub/join#{token}"))
}
