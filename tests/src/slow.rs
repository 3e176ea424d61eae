//! A slow link of real packets, and what it costs to bring two sides together over it: Durbar, and
//! others that do the same.

mod durbar;
mod link;
mod matters;
mod namespace;
mod packet;
mod peer;
mod scene;
mod table;

pub use durbar::{Durbar, Way};
pub use link::{Counts, SlowLink, Weather};
pub use matters::photo;
pub use peer::{Kind, Peer};
pub use scene::{Contender, Met, SCENES, Sample, Scene, play};
pub use table::told;
