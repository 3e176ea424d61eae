//! One file of a pack while it is read: its text, and what is wrong with it.

use super::PackError;

/// A file's text and the mistakes found in it so far.
pub(super) struct Sheet {
    name: &'static str,
    text: String,
    errors: Vec<PackError>,
}

impl Sheet {
    /// A sheet without mistakes yet.
    pub(super) fn new(name: &'static str, text: String) -> Self {
        Self {
            name,
            text,
            errors: Vec::new(),
        }
    }

    /// The whole text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Notes a mistake at a byte of the text.
    pub(super) fn refuse(&mut self, at: usize, message: impl Into<String>) {
        let (line, column) = position(&self.text, at);
        self.errors.push(PackError {
            file: self.name.into(),
            line: Some(line),
            column: Some(column),
            message: message.into(),
        });
    }

    /// How many mistakes were noted: compared before and after, it tells whether a step was clean.
    pub(super) fn count(&self) -> usize {
        self.errors.len()
    }

    /// The line of a byte of the text, to name a second place in a message.
    pub(super) fn line(&self, at: usize) -> usize {
        position(&self.text, at).0
    }

    /// The mistakes, in the order of the lines.
    pub(super) fn into_errors(mut self) -> Vec<PackError> {
        self.errors.sort_by_key(|error| (error.line, error.column));
        self.errors
    }
}

/// Line and column, from 1, of a byte. A byte inside a character counts as that character.
fn position(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    (line, before[start..].chars().count() + 1)
}
