//! What can go wrong in the app, and what of it the user interface hears.

use durbar_api::{ApiError, ErrorCode, Problem};

/// What can go wrong in the app. Texts hold no personal data.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite refused.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// What the database holds is not what was put there, or not all of it: a new one is to be made
    /// from it at the next start.
    #[error("the database is damaged")]
    Damaged,
    /// SQLite refused the second copy of what exists nowhere else.
    #[error("second copy: {0}")]
    Copy(#[source] rusqlite::Error),
    /// The database was written by a newer version of the app.
    #[error("the database has schema {found}, this version knows {known}")]
    NewerDatabase {
        /// The database's schema.
        found: u32,
        /// The newest one known here.
        known: u32,
    },
    /// Automerge refused a document or an edit.
    #[error("document: {0}")]
    Document(String),
    /// Something stored here cannot be read back.
    #[error("stored {0} cannot be read")]
    Stored(&'static str),
    /// What came packed names something that is not here.
    #[error("a packed record cannot be read")]
    Unread,
    /// A header, frame or statement could not be written.
    #[error("encoding: {0}")]
    Encoding(String),
    /// A command that cannot be done, with what to tell the person.
    #[error("refused: {}", .0.message_key)]
    Api(Box<ApiError>),
}

impl Error {
    /// Whether the device's storage does not take anything more, or gives nothing.
    pub(crate) fn is_storage(&self) -> bool {
        matches!(
            self,
            Self::Database(rusqlite::Error::SqliteFailure(failure, _))
                if matches!(
                    failure.code,
                    rusqlite::ErrorCode::DiskFull
                        | rusqlite::ErrorCode::SystemIoFailure
                        | rusqlite::ErrorCode::ReadOnly
                        | rusqlite::ErrorCode::CannotOpen
                )
        )
    }

    /// Whether the database itself is damaged: a new one is to be made from what can be read of
    /// it.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged => true,
            Self::Database(error) => is_damage(error),
            // Its own checksum says so.
            Self::Stored(what) => *what == "change",
            _ => false,
        }
    }

    /// Whether the second copy is damaged: a new one is to be made beside it.
    pub fn is_damaged_copy(&self) -> bool {
        matches!(self, Self::Copy(error) if is_damage(error))
    }

    pub(crate) fn api(code: ErrorCode, message_key: &str) -> Self {
        Self::from(ApiError::new(code, message_key))
    }

    pub(crate) fn not_found() -> Self {
        Self::api(ErrorCode::NotFound, "error-not-found")
    }

    pub(crate) fn invalid(problems: Vec<Problem>) -> Self {
        let mut error = match problems.first() {
            Some(first) => ApiError {
                code: ErrorCode::Invalid,
                message_key: first.message_key.clone(),
                args: first.args.clone(),
                problems: Vec::new(),
            },
            None => ApiError::new(ErrorCode::Invalid, "error-internal"),
        };
        error.problems = problems;
        Self::from(error)
    }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(failure, words) => match failure.code {
            rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase => true,
            // The search index, and the schema's format, have no code of their own for it.
            rusqlite::ErrorCode::Unknown => words.as_deref().is_some_and(|words| {
                words.starts_with("invalid fts5 file format")
                    || words.starts_with("unsupported file format")
            }),
            _ => false,
        },
        _ => false,
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

impl From<automerge::AutomergeError> for Error {
    fn from(error: automerge::AutomergeError) -> Self {
        Self::Document(error.to_string())
    }
}

impl From<autosurgeon::ReconcileError> for Error {
    fn from(error: autosurgeon::ReconcileError) -> Self {
        Self::Document(error.to_string())
    }
}

impl From<autosurgeon::HydrateError> for Error {
    fn from(error: autosurgeon::HydrateError) -> Self {
        Self::Document(error.to_string())
    }
}

impl From<postcard::Error> for Error {
    fn from(error: postcard::Error) -> Self {
        Self::Encoding(error.to_string())
    }
}

impl From<durbar_sync::header::HeaderError> for Error {
    fn from(error: durbar_sync::header::HeaderError) -> Self {
        Self::Encoding(error.to_string())
    }
}

impl From<durbar_sync::codec::CodecError> for Error {
    fn from(error: durbar_sync::codec::CodecError) -> Self {
        Self::Encoding(error.to_string())
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        match error {
            Error::Api(error) => *error,
            error if error.is_damage() => Self::new(ErrorCode::Storage, "error-damaged"),
            error if error.is_storage() => Self::new(ErrorCode::Storage, "error-storage"),
            error => Self::new(ErrorCode::Internal, "error-internal").with("detail", error),
        }
    }
}

/// A result in the app.
pub type Result<T> = std::result::Result<T, Error>;
