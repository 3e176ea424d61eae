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

pub use code::CodePage;
pub use devices::DevicesPage;
pub use join::{JoinForm, JoinPage};
pub use me::Me;
pub use pin::PinPage;
pub use recovery::RecoveryPage;
pub use restore::{Restore, RestorePage};
pub use scan::ScanPage;
pub use shared::{Leaving, Left, NEXT_PERSON, SharedPage};
