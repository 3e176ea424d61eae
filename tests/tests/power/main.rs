//! The power is cut, a call fails, the disk is full: what was confirmed is on the disk, and what the
//! hub gave a receipt for.
//!
//! The programs are the real ones; the disk under them is the kit's. `DURBAR_CUTS` says at how many
//! points the power is cut, on either side; 100 if it does not. `DURBAR_FAULTS` says at how many
//! points a call fails, on either side: 24 if it does not, `all` for every one that there is. A
//! failure keeps its folder or says its fault; with `DURBAR_CUT` it is looked at again, and with
//! `DURBAR_FAULT` the same fault is tried in another life.
#![allow(clippy::print_stdout)]

mod faults;
mod faulty_hubs;
mod faulty_phones;
mod hubs;
mod phones;

use durbar_tests::kit::{
    Result,
    disk::{Disk, Log},
};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use std::path::{Path, PathBuf};

/// Cuts that are made in the life of one phone or one hub.
const PER_LIFE: u64 = 100;
/// Cuts that lose something if there is something to lose.
const FOR_MUTANT: u64 = 40;

fn number(name: &str, otherwise: u64) -> Result<u64> {
    Ok(std::env::var(name).map_or(Ok(otherwise), |number| number.parse())?)
}

/// `DURBAR_CUT=<folder>,<cut>,<seed>`: looks at one cut of a kept folder again.
fn again(which: &str) -> Result<Option<(PathBuf, usize, u64)>> {
    let Ok(cut) = std::env::var("DURBAR_CUT") else {
        return Ok(None);
    };
    let parts: Vec<_> = cut.split(',').collect();
    let [folder, cut, seed] = parts[..] else {
        return Err("DURBAR_CUT=<folder>,<cut>,<seed>".into());
    };
    let folder = PathBuf::from(folder);
    let is_this = folder.join(which).exists();
    Ok(is_this.then_some((folder, cut.parse()?, seed.parse()?)))
}

/// Where a life is written down: the log, and what the test noted beside it.
struct Life {
    folder: PathBuf,
    log: Log,
}

impl Life {
    fn read(folder: &Path) -> Result<Self> {
        Ok(Self {
            folder: folder.to_owned(),
            log: Log::read(&folder.join("log"))?,
        })
    }

    /// Cuts the power at points all over the log and looks at what is found; returns what was lost.
    fn cut(
        &self,
        (count, seed): (u64, u64),
        before: &Disk,
        look: &mut dyn FnMut(&Path, usize) -> Result<()>,
    ) -> Result<Vec<String>> {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let all = self.log.0.len();
        let mut cuts: Vec<_> = (0..count)
            // One in four finds nothing but what was synced.
            .map(|number| {
                let seed = if number % 4 == 0 { 0 } else { rng.next_u64() };
                (rng.next_u64() as usize % (all + 1), seed)
            })
            .collect();
        cuts.sort_unstable();
        let mut disk = before.clone();
        let mut lived = 0;
        let mut lost = Vec::new();
        for (cut, seed) in cuts {
            for event in &self.log.0[lived..cut] {
                disk.play(&event.what)?;
            }
            lived = cut;
            let found = found()?;
            disk.without_power(seed, found.path())?;
            if let Err(error) = look(found.path(), cut) {
                let folder = self.folder.display();
                lost.push(format!("DURBAR_CUT={folder},{cut},{seed}: {error}"));
            }
        }
        Ok(lost)
    }
}

/// A folder for what is found after a cut; in memory if the system has such a place.
fn found() -> Result<tempfile::TempDir> {
    let memory = Path::new("/dev/shm");
    Ok(if memory.is_dir() {
        tempfile::tempdir_in(memory)?
    } else {
        tempfile::tempdir()?
    })
}
