//! What is measured, the same for everybody.

use super::{SlowLink, link::Counts};
use crate::kit::Result;
use std::time::Duration;

/// A way to keep documents at two ends and bring them together, with its server at the far end of
/// a link and its client at the near one.
pub trait Contender {
    /// Starts the client again, over all that it holds, without a connection.
    ///
    /// # Errors
    /// It does not start.
    fn open_again(&mut self) -> Result<()>;
    /// Starts a client that holds none of the documents.
    ///
    /// # Errors
    /// It does not start.
    fn open_empty(&mut self) -> Result<()>;
    /// Somebody writes at the client, in so many documents.
    ///
    /// # Errors
    /// It is not kept.
    fn write_here(&mut self, count: usize) -> Result<()>;
    /// Somebody writes at the server, in so many others.
    ///
    /// # Errors
    /// It is not kept.
    fn write_there(&mut self, count: usize) -> Result<()>;
    /// A photo is added at the client.
    ///
    /// # Errors
    /// It is not kept.
    fn photograph(&mut self, photo: &[u8]) -> Result<()>;
    /// Keeps a copy of what the server has.
    ///
    /// # Errors
    /// It cannot be copied.
    fn back_up(&mut self) -> Result<()>;
    /// The server has lost all since that copy.
    ///
    /// # Errors
    /// It does not start.
    fn restore(&mut self) -> Result<()>;
    /// Brings both ends together, until each has what the other has.
    ///
    /// # Errors
    /// It does not come to that.
    fn meet(&mut self) -> Result<Met>;
}

/// What bringing together took, as far as the contender knows it.
#[derive(Clone, Copy, Debug)]
pub struct Met {
    /// Requests to the server, or messages from the client where there are none.
    pub requests: u32,
    /// Until both ends had all.
    pub took: Duration,
}

/// A situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// Nothing is new.
    Nothing,
    /// One word at the client.
    One,
    /// Ten at the client and ten at the server.
    Ten,
    /// A photo at the client, and a link that is cut three times.
    Photo,
    /// The server was restored from a backup; ten words are at the client alone.
    Restored,
    /// A client that has nothing of the documents.
    Cold,
}

/// In the order in which they are played.
pub const SCENES: [Scene; 6] = [
    Scene::Nothing,
    Scene::One,
    Scene::Ten,
    Scene::Photo,
    Scene::Restored,
    Scene::Cold,
];

/// After so many bytes from the client the link is cut.
const CUTS: [u64; 3] = [60_000, 150_000, 240_000];

/// Who says nothing for so long has nothing to say.
const SILENCE: Duration = Duration::from_secs(3);

/// What came of a scene.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// What it took.
    pub met: Met,
    /// What passed over the link.
    pub counts: Counts,
}

/// Plays a scene.
///
/// # Errors
/// The contender's own, or those of the link.
pub fn play(
    contender: &mut dyn Contender,
    link: &SlowLink,
    scene: Scene,
    photo: &[u8],
) -> Result<Sample> {
    if scene == Scene::Cold {
        contender.open_empty()?;
    } else {
        contender.open_again()?;
    }
    let mut cuts = &[][..];
    match scene {
        Scene::Nothing | Scene::Cold => {}
        Scene::One => contender.write_here(1)?,
        Scene::Ten => {
            contender.write_here(10)?;
            contender.write_there(10)?;
        }
        Scene::Photo => {
            contender.photograph(photo)?;
            cuts = &CUTS;
        }
        Scene::Restored => {
            contender.back_up()?;
            contender.write_here(10)?;
            contender.meet()?;
            contender.restore()?;
            contender.open_again()?;
        }
    }
    link.begin(cuts)?;
    let mut met = contender.meet()?;
    let counts = link.settled(SILENCE)?;
    if scene == Scene::Nothing {
        // Both had all from the beginning: what takes time is to know it.
        met.took = counts.last;
    }
    Ok(Sample { met, counts })
}
