//! Who this person is: their devices, keys on paper, the PIN, and codes that are scanned.

mod code;
mod devices;
mod join;
mod me;
mod pin;
mod recovery;
mod restore;
mod scan;
mod shared;

pub use code::Code;
pub use devices::Devices;
pub use join::Join;
pub use me::Me;
pub use pin::Pin;
pub use recovery::RecoverySheet;
pub use restore::{Restore, RestorePage};
pub use scan::Scan;
pub use shared::{Leaving, Left, NEXT_PERSON, SharedPhone};
