//! Why a command stopped, in words for the person at the terminal.

use std::fmt;

/// What every command returns.
pub type Result<T = ()> = std::result::Result<T, Failure>;

/// A message and the exit code that goes with it.
#[derive(Debug)]
pub struct Failure {
    message: String,
    /// The exit code of the whole command.
    pub code: u8,
}

impl Failure {
    /// Something is missing that the person must install first: exit code 2.
    pub fn missing(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code: 2,
        }
    }

    /// A command that we ran failed: its exit code becomes ours.
    pub fn exit(message: impl Into<String>, code: Option<i32>) -> Self {
        Self {
            message: message.into(),
            code: code
                .and_then(|code| u8::try_from(code).ok())
                .filter(|code| *code != 0)
                .unwrap_or(1),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self { message, code: 1 }
    }
}

impl From<&str> for Failure {
    fn from(message: &str) -> Self {
        Self::from(message.to_owned())
    }
}

/// Says what was being done when an error came.
pub trait Context<T> {
    /// The error becomes "what: error".
    fn context(self, what: impl fmt::Display) -> Result<T>;
}

impl<T, E: fmt::Display> Context<T> for std::result::Result<T, E> {
    fn context(self, what: impl fmt::Display) -> Result<T> {
        // `{:#}` prints the whole chain of an error that has one.
        self.map_err(|error| Failure::from(format!("{what}: {error:#}")))
    }
}
