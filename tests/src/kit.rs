//! The cast and their world.

mod confirmed;
mod device;
pub mod disk;
mod folder;
mod held;
mod link;
mod phone;
mod picture;
mod server;
mod share;
pub mod stranger;

pub use confirmed::{Confirmed, all_blobs, ensure};
pub use device::Device;
pub use folder::copy_folder;
pub use held::{HubFile, Lane, PhoneFile};
pub use link::Link;
pub(crate) use phone::is_long_poll;
pub use phone::{Outcome, Phone, Traffic, all_sync};
pub use picture::{Picture, gps_jpeg, noise_jpeg, static_jpeg};
pub use server::{NO_LIMITS, OPEN_GATE, Server, make, make_of, server_does, server_program};
pub use share::Share;

/// 26 November 2026, 14:13 UTC, a Thursday: the day on which the stories begin.
pub const STORY_START: i64 = 1_795_702_380_000;

/// What can go wrong in the kit: told as text, since a test only prints it.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
