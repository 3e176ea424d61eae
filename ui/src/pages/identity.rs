//! Who this device is, and taking a role by a one-time link.

mod join;
mod me;

pub use join::Join;
pub use me::Me;
