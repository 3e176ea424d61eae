//! What is wrong with settings, and where.

use std::{fmt, path::PathBuf};

/// Where something is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a file.
    File {
        /// The file.
        path: PathBuf,
        /// Line, from 1, if it is about one.
        line: Option<usize>,
    },
    /// In an environment variable.
    Variable(String),
    /// On the command line, by key.
    Flag(&'static str),
    /// Nowhere, or by what holds when nothing is said.
    Key(&'static str),
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File {
                path,
                line: Some(line),
            } => write!(out, "{}:{line}", path.display()),
            Self::File { path, line: None } => write!(out, "{}", path.display()),
            Self::Variable(name) => out.write_str(name),
            Self::Flag(name) => write!(out, "--{}", name.replace('_', "-")),
            Self::Key(name) => out.write_str(name),
        }
    }
}

/// A mistake, or what is better otherwise, for whoever writes settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it is.
    pub place: Place,
    /// What is wrong and what to do.
    pub text: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.text)
    }
}

/// Those found so far.
#[derive(Default)]
pub(super) struct Mistakes {
    mistakes: Vec<Mistake>,
    warnings: Vec<Mistake>,
}

impl Mistakes {
    /// Notes a mistake.
    pub(super) fn refuse(&mut self, place: Place, text: impl Into<String>) {
        let text = text.into();
        self.mistakes.push(Mistake { place, text });
    }

    /// Notes what works but is better otherwise.
    pub(super) fn warn(&mut self, place: Place, text: impl Into<String>) {
        let text = text.into();
        self.warnings.push(Mistake { place, text });
    }

    /// The warnings, if there is no mistake.
    pub(super) fn end(mut self) -> Result<Vec<Mistake>, Vec<Mistake>> {
        let line = |mistake: &Mistake| match mistake.place {
            Place::File { line, .. } => line,
            _ => None,
        };
        // A file's keys come in no order; what has no line stays where it is, behind.
        self.mistakes
            .sort_by_key(|mistake| line(mistake).unwrap_or(usize::MAX));
        if self.mistakes.is_empty() {
            Ok(self.warnings)
        } else {
            Err(self.mistakes)
        }
    }
}
