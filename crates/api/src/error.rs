//! Errors at the app's door.

use serde::{Deserialize, Serialize};

/// Why a command was not done. Never holds what a person typed, nor any secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    /// What the user interface may branch on.
    pub code: ErrorCode,
    /// Fluent message that says what happened and what to do.
    pub message_key: String,
    /// The message's variables.
    pub args: Vec<(String, String)>,
    /// For [`ErrorCode::Invalid`]: each question that needs another answer, in page order.
    pub problems: Vec<Problem>,
}

impl ApiError {
    /// An error with a message and no variables.
    pub fn new(code: ErrorCode, message_key: &str) -> Self {
        Self {
            code,
            message_key: message_key.to_owned(),
            args: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Adds a variable for the message.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }
}

/// The kinds of error on which the user interface acts differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorCode {
    /// Answers are missing or out of bounds; `problems` lists them.
    Invalid,
    /// No such case, draft or photo here, or not for this person: never told apart.
    NotFound,
    /// This device holds no role that may do this.
    Forbidden,
    /// A file cannot be taken as a photo: too large, damaged, or of another kind.
    Photo,
    /// The device's storage is full or refused the write; nothing was changed.
    Storage,
    /// The municipality's pack has not arrived on this device yet.
    NoPack,
    /// A PIN must be typed first.
    Locked,
    /// A defect in the app; nothing was changed.
    Internal,
}

/// A question whose answer must change, said the same way in the summary and beside the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The question: `category`, `description`, `place`, `photos`.
    pub field: String,
    /// Fluent message.
    pub message_key: String,
    /// The message's variables.
    pub args: Vec<(String, String)>,
}
