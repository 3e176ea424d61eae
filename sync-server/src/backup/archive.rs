//! A backup as one file: the folder's files in a tar archive, which any tool opens.

use super::{make_private_file, put};
use crate::{error::Error, folder::Folder};
use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter},
    path::Path,
};
use tar::{Archive, Builder, EntryType, HeaderMode};

/// Packs a whole backup into a new file, which has its name once all of it is durable.
pub(super) fn pack(folder: &Path, file: &Path) -> Result<(), Error> {
    let mut new = file.as_os_str().to_owned();
    new.push(".new");
    let new = Path::new(&new);
    match fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Error::file(new)(error));
        }
        // Left by one that broke off, or nothing.
        _ => {}
    }
    let mut archive = Builder::new(BufWriter::new(make_private_file(new)?));
    // The same backup gives the same bytes, whoever makes it.
    archive.mode(HeaderMode::Deterministic);
    archive.follow_symlinks(false);
    let write = || -> io::Result<()> {
        archive.append_dir_all("", folder)?;
        let written = archive
            .into_inner()?
            .into_inner()
            .map_err(io::Error::from)?;
        written.sync_all()
    };
    write().map_err(Error::file(new))?;
    put(new, file)
}

/// Unpacks an archive to a new folder, for its owner alone. Only files and folders are taken.
pub(super) fn unpack(file: &Path, folder: &Path) -> Result<(), Error> {
    Folder::at(folder).make()?;
    let read = || -> io::Result<()> {
        let mut archive = Archive::new(BufReader::new(File::open(file)?));
        archive.set_preserve_permissions(false);
        for entry in archive.entries()? {
            let mut entry = entry?;
            // Anything else, a link say, is not of a backup.
            if matches!(
                entry.header().entry_type(),
                EntryType::Regular | EntryType::Directory
            ) {
                entry.unpack_in(folder)?;
            }
        }
        Ok(())
    };
    read().map_err(Error::file(file))
}
