//! The hub's data folder: keys, database, blobs.

mod servers;

pub use servers::Servers;

use crate::{
    error::Error,
    files::{Blobs, sync_folder},
    pack::{self, LoadedPack},
    store::{
        self, Place,
        meta::Meta,
        packs,
        sql::{Connection, postgres::Server},
    },
};
use base16ct::lower;
use durbar_core::pack::Pack;
use durbar_sync::{
    BlobId, codec,
    sign::Keys,
    wire::{BlobKind, BlobOffer, Manifest, SignedManifest},
};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Says that a folder is a hub's; written last, so that half a hub is not taken for one.
const MARKER: &str = "durbar-hub";
/// Says that a folder is a backup of a hub's, which cannot be served as it is.
const BACKUP_MARKER: &str = "durbar-backup";
const DATABASE: &str = "hub.sqlite";
/// Holds the address of the bucket that the blobs are in, if they are in one.
const BUCKET: &str = "blobs.address";
/// Holds the address of the server that the database is on, if it is on one.
const SERVER: &str = "database.address";
const HUB_KEY: &str = "hub.key";
const ADMIN_KEY: &str = "admin.key";
const BLOBS: &str = "blobs";
/// The secrets of a hub.
const KEYS: [&str; 2] = [HUB_KEY, ADMIN_KEY];
/// Longest part of a pack, in bytes.
const MAX_PART: usize = 32 * 1024 * 1024;

/// What makes a hub this one and no other.
pub struct Secrets {
    /// Seed of the key that signs receipts.
    pub hub: [u8; 32],
    /// Seed of the administrator's key.
    pub administrator: [u8; 32],
    /// The first epoch.
    pub epoch: u64,
}

impl Secrets {
    /// Fresh ones.
    ///
    /// # Errors
    /// The system has no random bytes.
    pub fn random() -> Result<Self, Error> {
        Ok(Self {
            hub: random()?,
            administrator: random()?,
            epoch: u64::from_le_bytes(random()?),
        })
    }
}

/// A hub's data folder.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Opens a folder that [`Folder::create`] made.
    ///
    /// # Errors
    /// It is none.
    pub fn open(root: &Path) -> Result<Self, Error> {
        if root.join(MARKER).is_file() {
            Ok(Self {
                root: root.to_owned(),
            })
        } else {
            Err(Error::NotAHub(root.to_owned()))
        }
    }

    /// Opens a whole backup that `sync-server backup` made.
    ///
    /// # Errors
    /// It is none.
    pub fn open_backup(root: &Path) -> Result<Self, Error> {
        let is_whole = root.join(BACKUP_MARKER).is_file() && root.join(DATABASE).is_file();
        if is_whole {
            Ok(Self::at(root))
        } else {
            Err(Error::NotABackup(root.to_owned()))
        }
    }

    /// A folder that is to become a hub's or a backup.
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// Makes the folder, for its owner alone.
    ///
    /// # Errors
    /// The file system.
    pub(crate) fn make(&self) -> Result<(), Error> {
        make_private(&self.root)
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the marker of a backup is.
    pub(crate) fn backup_marker(&self) -> PathBuf {
        self.root.join(BACKUP_MARKER)
    }

    /// Notes where what is not in the folder is.
    ///
    /// # Errors
    /// The file system, or it is noted already.
    pub(crate) fn note(&self, servers: &Servers) -> Result<(), Error> {
        for (name, address) in [(SERVER, &servers.database), (BUCKET, &servers.blobs)] {
            if let Some(address) = address {
                self.write_private(name, address)?;
            }
        }
        Ok(())
    }

    /// Says that the folder is a hub's, which it is from then on.
    ///
    /// # Errors
    /// The file system.
    pub(crate) fn mark(&self) -> Result<(), Error> {
        let marker = self.root.join(MARKER);
        let write = || -> io::Result<()> {
            let mut file = fs::File::create(&marker)?;
            file.write_all(b"The data of a Durbar hub.\n")?;
            file.sync_all()?;
            sync_folder(&self.root)
        };
        write().map_err(Error::file(&marker))
    }

    /// Whether this folder's secrets are those of another one. `None`: it has none.
    ///
    /// # Errors
    /// The file system.
    pub(crate) fn has_secrets_of(&self, other: &Self) -> Result<Option<bool>, Error> {
        for name in KEYS {
            if !self.root.join(name).exists() {
                return Ok(None);
            }
            if self.read_secret(name)?.public() != other.read_secret(name)?.public() {
                return Ok(Some(false));
            }
        }
        Ok(Some(true))
    }

    /// Copies the secrets of another folder that are not here.
    ///
    /// # Errors
    /// The file system.
    pub(crate) fn copy_secrets(&self, other: &Self) -> Result<(), Error> {
        for name in KEYS {
            if !self.root.join(name).exists() {
                self.write_secret(name, &other.read_secret(name)?.seed())?;
            }
        }
        Ok(())
    }

    /// Makes a hub: keys, database, a first version of the pack. `now` is the time, in
    /// milliseconds since 1970.
    ///
    /// # Errors
    /// There is a hub, the pack has mistakes, or the file system fails.
    pub fn create(root: &Path, pack_folder: &Path, now: i64) -> Result<Self, Error> {
        Self::create_with(root, pack_folder, now, &Secrets::random()?)
    }

    /// The same with given secrets: a simulated hub is the same at each run.
    ///
    /// # Errors
    /// As [`Folder::create`].
    pub fn create_with(
        root: &Path,
        pack_folder: &Path,
        now: i64,
        secrets: &Secrets,
    ) -> Result<Self, Error> {
        Self::begin(root, (pack_folder, now), secrets, &Servers::default())
    }

    /// The same with its database on a server, or its blobs.
    ///
    /// # Errors
    /// As [`Folder::create`], or a server is not there or has a hub already.
    pub fn create_on(
        root: &Path,
        pack_folder: &Path,
        now: i64,
        servers: &Servers,
    ) -> Result<Self, Error> {
        Self::begin(root, (pack_folder, now), &Secrets::random()?, servers)
    }

    fn begin(
        root: &Path,
        (pack_folder, now): (&Path, i64),
        secrets: &Secrets,
        servers: &Servers,
    ) -> Result<Self, Error> {
        if root.join(MARKER).exists() {
            return Err(Error::Exists(root.to_owned()));
        }
        if [DATABASE, SERVER, BUCKET, HUB_KEY, ADMIN_KEY]
            .iter()
            .any(|name| root.join(name).exists())
        {
            return Err(Error::Unfinished(root.to_owned()));
        }
        let loaded = pack::load(pack_folder).map_err(Error::Pack)?;
        let folder = Self::at(root);
        servers.are_free()?;
        make_private(root)?;
        folder.note(servers)?;
        folder.write_secret(HUB_KEY, &secrets.hub)?;
        folder.write_secret(ADMIN_KEY, &secrets.administrator)?;
        folder.place()?.connect()?.whole(|connection| {
            let epoch = secrets.epoch;
            let pack = loaded.pack.id.clone();
            store::meta::create(connection, &Meta { epoch, pack })?;
            folder.publish_in(connection, &loaded, now)
        })?;
        folder.mark()?;
        Ok(folder)
    }

    /// Makes the folder of another hub of the same municipality, on the same database and bucket:
    /// with the secrets and the addresses of them.
    ///
    /// # Errors
    /// The database is a file or the photos are in a folder, there is a hub already, or the file
    /// system fails.
    pub fn join(&self, root: &Path) -> Result<Self, Error> {
        if self.address(SERVER)?.is_none() || self.address(BUCKET)?.is_none() {
            return Err(Error::OnAFile(self.root.clone()));
        }
        let other = Self::at(root);
        if root.join(MARKER).exists() {
            return Err(Error::Exists(root.to_owned()));
        }
        other.make()?;
        other.copy_secrets(self)?;
        for name in [SERVER, BUCKET] {
            if let Some(address) = self.address(name)? {
                other.write_private(name, &address)?;
            }
        }
        other.mark()?;
        Ok(other)
    }

    /// Where the database is.
    ///
    /// # Errors
    /// The file system, or the address of a server is none.
    pub fn place(&self) -> Result<Place, Error> {
        match self.address(SERVER)? {
            Some(address) => Server::new(&address).map(Place::Server),
            None => Ok(Place::File(self.database())),
        }
    }

    /// The database's file, where it is one.
    pub fn database(&self) -> PathBuf {
        self.root.join(DATABASE)
    }

    /// The blobs.
    ///
    /// # Errors
    /// The file system.
    pub fn blobs(&self) -> Result<Blobs, Error> {
        match self.address(BUCKET)? {
            Some(address) => Blobs::bucket(&address),
            None => Blobs::open(&self.root.join(BLOBS)),
        }
    }

    /// The blobs, for looking at them only.
    ///
    /// # Errors
    /// The file system.
    pub(crate) fn blobs_as_they_are(&self) -> Result<Blobs, Error> {
        match self.address(BUCKET)? {
            Some(address) => Blobs::bucket(&address),
            None => Ok(Blobs::at(&self.root.join(BLOBS))),
        }
    }

    /// An address that the folder holds in a file.
    fn address(&self, name: &str) -> Result<Option<String>, Error> {
        let path = self.root.join(name);
        match fs::read_to_string(&path) {
            Ok(address) => Ok(Some(address.trim().to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::file(path)(error)),
        }
    }

    /// The keys that sign receipts.
    ///
    /// # Errors
    /// The file system.
    pub fn hub_keys(&self) -> Result<Keys, Error> {
        self.read_secret(HUB_KEY)
    }

    /// The keys that sign packs and invitations.
    ///
    /// # Errors
    /// The file system.
    pub fn admin_keys(&self) -> Result<Keys, Error> {
        self.read_secret(ADMIN_KEY)
    }

    /// Publishes a version of the pack; returns its name and whether it is a new one. A server
    /// may be running.
    ///
    /// # Errors
    /// The pack has mistakes or is another municipality's, or the file system fails.
    pub fn publish(&self, pack_folder: &Path, now: i64) -> Result<(String, bool), Error> {
        let loaded = pack::load(pack_folder).map_err(Error::Pack)?;
        let connection = self.place()?.connect()?;
        let here = store::meta::read(&connection)?.pack;
        if here != loaded.pack.id {
            return Err(Error::OtherPack {
                here,
                offered: loaded.pack.id,
            });
        }
        let is_new = connection.whole(|connection| self.publish_in(connection, &loaded, now))?;
        Ok((loaded.pack.version, is_new))
    }

    fn publish_in(
        &self,
        connection: &Connection,
        loaded: &LoadedPack,
        now: i64,
    ) -> Result<bool, Error> {
        let files = self.blobs()?;
        let mut parts = Vec::new();
        for (name, bytes) in pack::parts(loaded)? {
            let blob = BlobId::of(&bytes);
            let length = bytes.len() as u64;
            if !files.settle(&blob)? {
                files.put(&blob, &bytes)?;
            }
            store::blobs::publish(connection, &blob, length)?;
            parts.push((
                name,
                BlobOffer {
                    blob,
                    length,
                    kind: BlobKind::PackPart,
                },
            ));
        }
        let manifest = Manifest {
            pack: loaded.pack.id.clone(),
            version: loaded.pack.version.clone(),
            parts,
        };
        let signed = SignedManifest::sign(&manifest, &self.admin_keys()?)?;
        packs::publish(connection, &signed, now)
    }

    /// Begins a new epoch: apps then send again what the folder lacks, or, unless `is_whole`, all
    /// that they have. To be done after the folder was restored from a backup, before it is served.
    /// `now` is the time, in milliseconds since 1970.
    ///
    /// # Errors
    /// The file system.
    pub fn renew(&self, now: i64, is_whole: bool) -> Result<(), Error> {
        let epoch = u64::from_le_bytes(random()?);
        self.place()?
            .connect()?
            .whole(|connection| store::restores::begin(connection, epoch, now, is_whole))
    }

    /// The published pack.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn pack(&self) -> Result<Pack, Error> {
        let connection = self.place()?.connect()?;
        let manifest = packs::latest(&connection)?
            .and_then(|signed| signed.verify(&self.admin_keys().ok()?.public()))
            .ok_or(Error::Damaged("no pack is published"))?;
        let base = manifest
            .parts
            .iter()
            .find(|(name, _)| name == "base")
            .ok_or(Error::Damaged("the pack has no base"))?;
        let bytes = codec::expand(&self.blobs()?.read(&base.1.blob)?, MAX_PART)?;
        serde_json::from_slice(&bytes).map_err(|_| Error::Damaged("the pack's base is not JSON"))
    }

    fn write_secret(&self, name: &str, seed: &[u8; 32]) -> Result<(), Error> {
        self.write_private(name, &lower::encode_string(seed))
    }

    /// Writes a line that its owner alone can read.
    fn write_private(&self, name: &str, line: &str) -> Result<(), Error> {
        let path = self.root.join(name);
        let write = || -> io::Result<()> {
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&path)?;
            writeln!(file, "{line}")?;
            file.sync_all()
        };
        write().map_err(Error::file(path.clone()))
    }

    fn read_secret(&self, name: &str) -> Result<Keys, Error> {
        let path = self.root.join(name);
        let text = fs::read_to_string(&path).map_err(Error::file(path))?;
        let seed = lower::decode_vec(text.trim()).ok();
        seed.and_then(|seed| seed.try_into().ok())
            .map(Keys::from_seed)
            .ok_or(Error::Damaged("a key file does not hold 64 hex digits"))
    }
}

/// Fresh random bytes.
///
/// # Errors
/// The system has none.
pub fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

fn make_private(root: &Path) -> Result<(), Error> {
    let make = || -> io::Result<()> {
        fs::create_dir_all(root)?;
        #[cfg(unix)]
        {
            let private = std::os::unix::fs::PermissionsExt::from_mode(0o700);
            fs::set_permissions(root, private)?;
        }
        Ok(())
    };
    make().map_err(Error::file(root))
}
