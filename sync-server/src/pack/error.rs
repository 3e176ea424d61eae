//! What is wrong with a pack, and where.

use std::fmt;

/// A mistake in a pack, for the person who edits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    /// Name of the file in the pack's folder.
    pub file: String,
    /// Line, from 1, when the mistake has a place.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

impl PackError {
    /// A mistake that is about a file as a whole.
    pub(super) fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            column: None,
            message: message.into(),
        }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:", self.file)?;
        if let Some(line) = self.line {
            write!(out, "{line}:")?;
            if let Some(column) = self.column {
                write!(out, "{column}:")?;
            }
        }
        write!(out, " {}", self.message)
    }
}

impl std::error::Error for PackError {}
