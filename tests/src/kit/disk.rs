//! A disk under a program that is not changed for it: watched, failing, full, or without power.
//!
//! The program runs with a small library before its C library (`tests/disk/shim.c`), which carries
//! out every call that changes a file below a folder, writes it to a log and can have one of them
//! fail. What the program says on its standard output stands in the same log: what it confirmed is
//! thereby ordered with what was on the disk. From the log a [`Disk`] makes the folder as it could
//! be found after the power was cut at any point.

mod log;
mod model;

pub use log::{Event, Log, What};
pub use model::Disk;

use super::Result;
use std::{
    fmt,
    path::{Path, PathBuf},
    process::Command,
};

/// What fails under a program. Calls that change something are counted from 1 on, reads likewise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The n-th call fails once, as a bad sector or a loose cable would have it (`EIO`).
    Call(u32),
    /// The first write from the n-th call on writes only half of what it was given.
    Short(u32),
    /// From the n-th call on nothing can be written (`ENOSPC`), until [`Shim::make_room`].
    Full(u32),
    /// The n-th read fails once (`EIO`).
    Read(u32),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(number) => write!(f, "eio {number}"),
            Self::Short(number) => write!(f, "short {number}"),
            Self::Full(number) => write!(f, "full {number}"),
            Self::Read(number) => write!(f, "read {number}"),
        }
    }
}

/// The library, compiled.
pub struct Shim {
    library: PathBuf,
    room: PathBuf,
}

impl Shim {
    /// Compiles the library into a folder. `None` where there is no such thing: it is made for
    /// Linux.
    ///
    /// # Errors
    /// There is no C compiler, or it refuses.
    pub fn build(folder: &Path) -> Result<Option<Self>> {
        if !cfg!(target_os = "linux") {
            return Ok(None);
        }
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("disk/shim.c");
        let library = folder.join("shim.so");
        let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
        let compiled = Command::new(compiler)
            .args(["-shared", "-fPIC", "-O1", "-pthread", "-o"])
            .arg(&library)
            .arg(&source)
            .output()?;
        if !compiled.status.success() {
            return Err(String::from_utf8_lossy(&compiled.stderr).into());
        }
        let room = folder.join("room");
        Ok(Some(Self { library, room }))
    }

    /// Has a program run over this disk. `root` is the folder that is watched, by its full path;
    /// the log is appended to.
    pub fn lend_to(&self, program: &mut Command, root: &Path, log: &Path, fault: Option<Fault>) {
        program
            .env("LD_PRELOAD", &self.library)
            .env("DURBAR_DISK_ROOT", root)
            .env("DURBAR_DISK_LOG", log)
            .env("DURBAR_DISK_ROOM", &self.room);
        match fault {
            Some(fault) => program.env("DURBAR_DISK_FAULT", fault.to_string()),
            None => program.env_remove("DURBAR_DISK_FAULT"),
        };
    }

    /// Makes room on a full disk.
    ///
    /// # Errors
    /// The file that says so cannot be written.
    pub fn make_room(&self) -> Result<()> {
        Ok(std::fs::write(&self.room, b"")?)
    }

    /// Takes the room away again.
    ///
    /// # Errors
    /// The file that says so cannot be deleted.
    pub fn take_room(&self) -> Result<()> {
        match std::fs::remove_file(&self.room) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}
