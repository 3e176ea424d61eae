//! Identifiers.

/// Names a call from the engine to the hub, unique while the app runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub u32);
