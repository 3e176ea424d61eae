//! The simulated network: many phones with the real app, one hub with its real handlers and store,
//! and between them whatever a seed says.
//!
//! Nothing here reads a clock, opens a socket or draws a number of its own: the same seed is the
//! same run, byte for byte. In the end the network is fair, everybody syncs until all is quiet, and
//! [`check`] holds the phones and the hub against what must be so.

mod acts;
mod cast;
mod chance;
mod check;
mod hub;
mod node;
mod readers;
mod storm;
mod town;
mod trace;
mod weather;

use crate::kit::Result;
use cast::{STORM_START, Stage};
use town::Town;

/// How a run went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The hash over everything that happened.
    pub hash: String,
    /// How many events there were.
    pub events: u64,
    /// How many changes people made.
    pub changes: usize,
    /// How many receipts phones hold.
    pub receipts: usize,
}

/// What did not hold, with the seed and the last events.
#[derive(Debug)]
pub struct Broken {
    /// Replays the run.
    pub seed: u64,
    /// What.
    pub what: String,
    /// The last events.
    pub last: String,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{}\n\nDURBAR_SEED={}: {}",
            self.last, self.seed, self.what
        )
    }
}

/// The world before the storm: made once, copied for each run.
pub struct World(Stage);

impl World {
    /// Makes it.
    ///
    /// # Errors
    /// The hub or a phone does not come up.
    pub fn make() -> Result<Self> {
        Ok(Self(Stage::make()?))
    }

    /// Plays one seed.
    ///
    /// # Errors
    /// Something did not hold.
    pub fn play(&self, seed: u64) -> std::result::Result<Run, Broken> {
        let broken = |what: String, last| Broken { seed, what, last };
        let folder = self
            .0
            .copy()
            .map_err(|error| broken(error.to_string(), String::new()))?;
        let nodes = self.0.cast(folder.path());
        let hub = folder.path().join("hub");
        let mut town = Town::open(nodes, &hub, seed, STORM_START)
            .map_err(|error| broken(error.to_string(), String::new()))?;
        let played = town.storm().and_then(|()| town.heal());
        let checked = played.and_then(|()| check::all(&mut town));
        match checked {
            Ok((changes, receipts)) => Ok(Run {
                hash: town.trace.hash(),
                events: town.trace.events(),
                changes,
                receipts,
            }),
            Err(error) => Err(broken(error.to_string(), town.trace.last())),
        }
    }
}
