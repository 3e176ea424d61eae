//! Folders of databases and files, as a backup or a copied phone has them.

use super::Result;
use std::{fs, path::Path};

/// Copies all that is in a folder into another one, which is made if it is not there.
///
/// # Errors
/// The file system fails.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
