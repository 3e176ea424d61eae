//! The data folder of `cargo xtask run`, marked so that only ours is ever deleted.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Context, Result};

const MARKER: &str = "durbar-run.txt";

/// What the marker says from the first moment.
const OURS: &str = "Data of `cargo xtask run`, which may delete this folder (--fresh).\n";

/// What it says once the sample is complete.
const COMPLETE: &str = "The sample is complete.\n";

/// A folder that holds the hub and the window's data.
pub struct DataDir {
    path: PathBuf,
    is_new: bool,
}

impl DataDir {
    /// Opens the folder. One whose first start was cut short is laid out again; one that was made
    /// by hand is used as it is.
    pub fn open(path: &Path, fresh: bool) -> Result<Self> {
        let marker = path.join(MARKER);
        let is_empty = match fs::read_dir(path) {
            Ok(mut entries) => entries.next().is_none(),
            Err(_) => true,
        };
        let said = fs::read_to_string(&marker).unwrap_or_default();
        let is_ours = said.starts_with(OURS);
        let is_complete = said.ends_with(COMPLETE);
        if fresh && !is_empty && !is_ours {
            return Err(format!(
                "{} was not made by `cargo xtask run`: delete it yourself, or choose another \
                 folder with --data",
                path.display()
            )
            .into());
        }
        let is_new = is_empty || (is_ours && (fresh || !is_complete));
        if is_new {
            if is_ours {
                fs::remove_dir_all(path).context(path.display())?;
            }
            fs::create_dir_all(path).context(path.display())?;
            fs::write(&marker, OURS).context(marker.display())?;
        }
        let path = path.canonicalize().context(path.display())?;
        Ok(Self { path, is_new })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is no hub in it yet.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// The hub and its sample are there: the next start uses them.
    pub fn is_laid_out(&self) -> Result {
        let marker = self.path.join(MARKER);
        fs::write(&marker, format!("{OURS}{COMPLETE}")).context(marker.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("durbar-{}-{name}", std::process::id()));
        if dir.exists() {
            fs::remove_dir_all(&dir).unwrap();
        }
        dir
    }

    #[test]
    fn a_start_that_was_cut_short_begins_again() {
        let dir = scratch("cut");
        assert!(DataDir::open(&dir, false).unwrap().is_new());
        fs::write(dir.join("half"), "").unwrap();
        let again = DataDir::open(&dir, false).unwrap();
        assert!(again.is_new() && !dir.join("half").exists());
        again.is_laid_out().unwrap();
        assert!(!DataDir::open(&dir, false).unwrap().is_new());
        fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn fresh_deletes_our_data() {
        let dir = scratch("fresh");
        DataDir::open(&dir, false).unwrap().is_laid_out().unwrap();
        fs::write(dir.join("old"), "").unwrap();
        assert!(DataDir::open(&dir, true).unwrap().is_new());
        assert!(!dir.join("old").exists());
        fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_folder_of_someone_else_is_never_deleted() {
        let dir = scratch("theirs");
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("thesis"), "").unwrap();
        assert!(DataDir::open(&dir, true).is_err());
        assert!(!DataDir::open(&dir, false).unwrap().is_new());
        assert!(dir.join("thesis").exists());
        fs::remove_dir_all(&dir).unwrap();
    }
}
