//! A part of the processor for a program: by a control group of Linux.

use super::Result;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Microseconds after which a part is given out anew.
const PERIOD: u32 = 20_000;

/// Holds a program to its part of one processor. Outlives the program: a group that still has one
/// in it stays behind, and holds nothing.
pub struct Share {
    folder: PathBuf,
}

impl Share {
    /// Gives a running program so many hundredths of one processor, and no more.
    ///
    /// # Errors
    /// The machine has no such groups, or not for this user.
    pub fn of(percent: u32, process: u32) -> Result<Self> {
        let quota = PERIOD * percent / 100;
        let name = format!("durbar-{process}");
        let (root, own) = (Path::new("/sys/fs/cgroup"), Path::new("/sys/fs/cgroup/cpu"));
        let made = if own.is_dir() {
            make(
                &own.join(name),
                &[
                    ("cpu.cfs_period_us", PERIOD.to_string()),
                    ("cpu.cfs_quota_us", quota.to_string()),
                    ("cgroup.procs", process.to_string()),
                ],
            )
        } else {
            make(
                &root.join(name),
                &[
                    ("cpu.max", format!("{quota} {PERIOD}")),
                    ("cgroup.procs", process.to_string()),
                ],
            )
        };
        let folder = made.map_err(|error| format!("no part of the processor: {error}"))?;
        Ok(Self { folder })
    }
}

fn make(folder: &Path, files: &[(&str, String)]) -> io::Result<PathBuf> {
    fs::create_dir(folder)?;
    for (name, words) in files {
        if let Err(error) = fs::write(folder.join(name), words) {
            fs::remove_dir(folder)?;
            return Err(error);
        }
    }
    Ok(folder.to_owned())
}

impl Drop for Share {
    fn drop(&mut self) {
        // Refused only while the program is in it: then it holds nothing but that.
        let _ = fs::remove_dir(&self.folder);
    }
}
