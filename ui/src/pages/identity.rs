//! Who this person is: their devices, keys on paper, the PIN, and codes that are scanned.

mod code;
mod devices;
mod join;
mod me;
mod part;
mod pin;
mod recovery;
mod restore;
mod scan;
mod shared;

pub use me::Me;
pub use part::{
    BringBack, Code, Devices, IdentityView, Join, Pin, Published, Receipt, RecoverySheet, Scan,
    Search, SharedPhone, identity_view, load_identity,
};
pub use shared::{Leaving, Left, NEXT_PERSON};
