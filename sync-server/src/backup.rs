//! Copies of a hub's data folder, made while it is served, and the way back.
//!
//! A backup is a folder with the database, the keys and the blobs. One made into the same folder
//! again copies only the blobs that are not there yet. First the database is taken, as it is at
//! one moment, then the blobs that it names: a whole blob is in its place before the database says
//! so, and none is ever deleted, so each of them is found. The database gets its name last: a
//! backup that breaks off leaves the one before it as it was. A backup can also be one file, made
//! from such a folder.

mod archive;

use crate::{
    error::Error,
    files::sync_folder,
    folder::{Folder, Servers},
    store::{self, Place, blobs, sql::values},
    verify::{self, Bytes, Report},
};
use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// What a backup did.
#[derive(Clone, Debug)]
pub struct Made {
    /// Blobs that were copied now.
    pub copied: u64,
    /// Blobs that were there from an earlier time.
    pub kept: u64,
    /// The backup as it was looked at in the end.
    pub report: Report,
}

/// Copies a hub's data to one file, for which there must be none yet. While it is made there is a
/// folder of the same name with `.partial` behind.
///
/// # Errors
/// There is something at the place already, or the file system fails.
pub fn backup_to_file(hub: &Folder, file: &Path) -> Result<Made, Error> {
    if file.exists() {
        return Err(Error::NotForBackup(file.to_owned()));
    }
    let folder = partial(file);
    let made = backup(hub, &folder)?;
    if made.report.is_sound() {
        archive::pack(&folder, file)?;
        fs::remove_dir_all(&folder).map_err(Error::file(folder))?;
    }
    Ok(made)
}

/// Whether a place for a backup is to be one file.
pub fn is_file_name(place: &Path) -> bool {
    place.extension().is_some_and(|ending| ending == "tar")
}

/// Copies a hub's data to a new folder or to that of an earlier backup of the same hub.
///
/// # Errors
/// The place is of something else, or the file system fails.
pub fn backup(hub: &Folder, place: &Path) -> Result<Made, Error> {
    let copy = Folder::at(place);
    // Held until the end.
    let _lock = claim(hub, &copy)?;
    copy.copy_secrets(hub)?;
    let taken = copy.database().with_extension("sqlite.new");
    take_database(hub, &taken)?;
    let wanted = {
        let connection = store::open_as_is(&taken)?;
        blobs::forget_parts(&connection)?;
        blobs::whole(&connection)?
    };
    let (from, to) = (hub.blobs_as_they_are()?, copy.blobs()?);
    let (mut copied, mut kept) = (0, 0);
    for (blob, length) in wanted {
        // One that was changed on the backup's own disk is copied anew.
        if to.look(&blob, length)?.is_none() {
            kept += 1;
        } else if to.copy_from(&from, &blob)? {
            copied += 1;
        } else {
            // Not to be taken for it: the hub's own is damaged, which is told in the end.
            to.discard(&blob)?;
        }
    }
    put(&taken, &copy.database())?;
    let report = verify::look(&copy, Bytes::Known)?;
    Ok(Made {
        copied,
        kept,
        report,
    })
}

/// Puts a backup back to a new place and begins a new epoch: phones then send again what it
/// lacks. Its database or its photos may go to servers. With `damaged`, also a backup in which something is missing; what is missing is asked for
/// again. `now` is the time, in milliseconds since 1970.
///
/// # Errors
/// There is something at the place already, the backup is damaged, or the file system fails.
pub fn restore(
    from: &Path,
    place: &Path,
    servers: &Servers,
    (damaged, now): (bool, i64),
) -> Result<Report, Error> {
    if !is_empty(place)? {
        return Err(Error::NotEmpty(place.to_owned()));
    }
    if !from.is_file() {
        return restore_folder(from, place, servers, (damaged, now));
    }
    let unpacked = partial(place);
    if !is_empty(&unpacked)? {
        return Err(Error::NotEmpty(unpacked));
    }
    let restored = archive::unpack(from, &unpacked)
        .and_then(|()| restore_folder(&unpacked, place, servers, (damaged, now)));
    let cleared = fs::remove_dir_all(&unpacked).map_err(Error::file(unpacked));
    let report = restored?;
    cleared?;
    Ok(report)
}

/// A place beside another one, for what is not finished.
fn partial(place: &Path) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push(".partial");
    name.into()
}

fn restore_folder(
    from: &Path,
    place: &Path,
    servers: &Servers,
    (damaged, now): (bool, i64),
) -> Result<Report, Error> {
    let copy = Folder::open_backup(from)?;
    let report = verify::verify(&copy)?;
    if !report.is_sound() && !damaged {
        return Err(Error::DamagedBackup(Box::new(report)));
    }
    let hub = Folder::at(place);
    servers.are_free()?;
    hub.make()?;
    hub.copy_secrets(&copy)?;
    hub.note(servers)?;
    let to = hub.place()?;
    match &to {
        Place::File(file) => take_database(&copy, file)?,
        Place::Server(_) => store::copy(&copy.place()?.open_as_is()?, &to.connect()?)?,
    }
    let connection = to.connect()?;
    let (source, files) = (copy.blobs_as_they_are()?, hub.blobs()?);
    let mut is_whole = report.is_sound();
    for (blob, _) in blobs::whole(&connection)? {
        if !files.copy_from(&source, &blob)? {
            blobs::lose(&connection, &blob)?;
            is_whole = false;
        }
    }
    drop(connection);
    hub.renew(now, is_whole)?;
    // Last: a folder without it is not served.
    hub.mark()?;
    Ok(report)
}

/// Takes a place for a backup, unless it is something else's.
fn claim(hub: &Folder, copy: &Folder) -> Result<File, Error> {
    let marker = copy.backup_marker();
    let place = || copy.root().to_owned();
    if !marker.is_file() && !is_empty(copy.root())? {
        return Err(Error::NotForBackup(place()));
    }
    copy.make()?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&marker)
        .map_err(Error::file(&marker))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Error::BackupInUse(place())),
        Err(TryLockError::Error(error)) => return Err(Error::file(marker)(error)),
    }
    if copy.has_secrets_of(hub)? == Some(false) {
        return Err(Error::NotForBackup(place()));
    }
    Ok(file)
}

/// Copies a database as it is at one moment, whoever writes to it meanwhile.
fn take_database(from: &Folder, to: &Path) -> Result<(), Error> {
    match fs::remove_file(to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Error::file(to)(error));
        }
        // Left by a backup that broke off, or nothing.
        _ => {}
    }
    // SQLite takes an empty file for a new one, with the rights that it has.
    drop(make_private_file(to)?);
    if let Place::Server(_) = from.place()? {
        let copy = store::connect(to)?;
        store::copy(&from.place()?.open_as_is()?, &copy)?;
        return copy.close();
    }
    let name = to
        .to_str()
        .ok_or_else(|| Error::Argument(format!("{}: not a name in UTF-8", to.display())))?;
    store::open_as_is(&from.database())?.execute("VACUUM INTO ?1", values![name])?;
    let file = File::open(to).map_err(Error::file(to))?;
    file.sync_all().map_err(Error::file(to))
}

/// Makes an empty file that its owner alone can read.
fn make_private_file(path: &Path) -> Result<File, Error> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(Error::file(path))
}

/// Gives a whole file its name, durably.
fn put(file: &Path, name: &Path) -> Result<(), Error> {
    // A log of the database that was there before would be taken for this one's.
    for ending in ["-wal", "-shm"] {
        let mut log = name.as_os_str().to_owned();
        log.push(ending);
        let log = PathBuf::from(log);
        match fs::remove_file(&log) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::file(log)(error));
            }
            _ => {}
        }
    }
    let rename = || -> io::Result<()> {
        fs::rename(file, name)?;
        // A name alone lies in the working folder.
        let folder = name
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        sync_folder(folder.unwrap_or(Path::new(".")))
    };
    rename().map_err(Error::file(name))
}

fn is_empty(place: &Path) -> Result<bool, Error> {
    match fs::read_dir(place) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Error::file(place)(error)),
    }
}
