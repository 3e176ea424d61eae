//! The app as a whole: start, home, and what it shows when it cannot run.

mod home;
mod locked;
mod new;
mod not_found;
mod revoked;
mod start;
mod stopped;

pub use home::Home;
pub use locked::{Locked, lock_when_hidden};
pub use new::New;
pub use not_found::NotFound;
pub use revoked::Revoked;
pub use start::Start;
pub use stopped::{Elsewhere, Failed, Failure};
