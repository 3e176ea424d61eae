//! How many files the system lets the hub have open: each connection is one.
//!
//! Many systems start programs with room for 1,024 and let them raise it themselves. A hub without
//! room for another file can neither take a connection nor keep a photo of those that it has.

/// Files that the database, the certificate and the log need.
#[cfg(unix)]
const OTHERS: u64 = 64;

/// Has the system let this process have as many files open as it may, and returns how many
/// connections there is room for; `None` if that is not bounded.
#[cfg(unix)]
pub fn make_room() -> Option<usize> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let before = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: before.maximum,
        maximum: before.maximum,
    };
    let files = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => raised.current,
        Err(error) => {
            tracing::warn!(%error, "the bound of open files stays what it was");
            before.current
        }
    }?;
    // Each may have a photo on its way, which is a file, too.
    let connections = files.saturating_sub(OTHERS) / 2;
    Some(usize::try_from(connections).unwrap_or(usize::MAX))
}

/// This system does not bound them so.
#[cfg(not(unix))]
pub fn make_room() -> Option<usize> {
    None
}
