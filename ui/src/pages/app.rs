//! The app as a whole: start, home, and what it shows when it cannot run.

mod home;
mod new;
mod not_found;
mod start;
mod stopped;

pub use home::Home;
pub use new::New;
pub use not_found::NotFound;
pub use start::Start;
pub use stopped::{Elsewhere, Failed, Failure};
