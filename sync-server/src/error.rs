//! What can go wrong inside the hub.

use std::{io, path::PathBuf};

/// A failure of the hub itself. What a client did wrong is answered on the wire instead.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database.
    #[error("database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The database on a server.
    #[error("database: {}", told(.0))]
    Postgres(#[from] tokio_postgres::Error),
    /// An address of a database that is none.
    #[error("the address of the database cannot be read: {0}")]
    Address(String),
    /// The blobs on a server.
    #[error("blobs: {0}")]
    Bucket(#[from] object_store::Error),
    /// An address of blobs that is none.
    #[error(
        "the address of the blobs cannot be read, such as s3://durbar/blobs?endpoint=https://s3.example: {0}"
    )]
    BlobsAddress(String),
    /// The same blob is brought to another hub of the same database.
    #[error("the blob is brought elsewhere, too")]
    Elsewhere,
    /// Too many wanted the same row.
    #[error("the database is too busy")]
    Busy,
    /// Another file or a socket.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A file, with its name.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Stored bytes that cannot be read, or values that cannot be written.
    #[error("encoding: {0}")]
    Encoding(#[from] postcard::Error),
    /// Frames that cannot be written.
    #[error("frames: {0}")]
    Frames(#[from] durbar_sync::codec::CodecError),
    /// A stored value that makes no sense.
    #[error("the data folder is damaged: {0}")]
    Damaged(&'static str),
    /// A database of a newer version.
    #[error("the database was written by a newer version ({0})")]
    Newer(i64),
    /// A database of an older version, where it must not be changed.
    #[error(
        "the database is of an older version ({0}): serve it once with this program, or use the \
         program that it was served with"
    )]
    Older(i64),
    /// No randomness.
    #[error("the system gives no randomness: {0}")]
    Random(#[from] getrandom::Error),
    /// The hub is closing.
    #[error("the hub is closing")]
    Closed,
    /// The commit of a shared transaction failed; told to each who had a part in it.
    #[error("commit: {0}")]
    Commit(String),
    /// No hub there.
    #[error("{0} is not the data folder of a hub: make one with `sync-server init`")]
    NotAHub(PathBuf),
    /// A hub there already.
    #[error("{0} holds a hub already; nothing was changed")]
    Exists(PathBuf),
    /// A hub in the database already.
    #[error("the database holds a hub already; nothing was changed")]
    HasHub,
    /// A database or photos of one hub alone.
    #[error(
        "the hub of {0} has its database in a file or its photos in a folder, for itself alone: \
         hubs that share both have them on servers"
    )]
    OnAFile(PathBuf),
    /// Part of a hub there.
    #[error("{0} holds part of a hub whose set-up did not finish: delete the folder, try again")]
    Unfinished(PathBuf),
    /// Something there, where a backup is to be put back.
    #[error("{0} is not empty: a backup is only put back to a new place; nothing was changed")]
    NotEmpty(PathBuf),
    /// No backup there.
    #[error("{0} is not a backup: make one with `sync-server backup`")]
    NotABackup(PathBuf),
    /// Something else there, where a backup is to be made.
    #[error(
        "{0} is neither empty nor a backup of this hub: give another place; nothing was changed"
    )]
    NotForBackup(PathBuf),
    /// A backup into the same place is being made.
    #[error("another backup to {0} is being made now")]
    BackupInUse(PathBuf),
    /// Data that does not hold what it should.
    #[error("{0}")]
    Unsound(Box<crate::verify::Report>),
    /// A backup that does not hold what it should.
    #[error(
        "the backup is damaged; nothing was put back. Take another one, or put back what there is \
         with --damaged: phones send again what they have\n{0}"
    )]
    DamagedBackup(Box<crate::verify::Report>),
    /// Mistakes in a pack.
    #[error("the pack has mistakes; nothing was changed:\n{}", lines(.0))]
    Pack(Vec<crate::pack::PackError>),
    /// The pack's parts cannot be made.
    #[error(transparent)]
    Parts(#[from] crate::pack::PartsError),
    /// A pack of another municipality.
    #[error("this hub serves the pack {here}, not {offered}; nothing was changed")]
    OtherPack {
        /// Pack id of the hub.
        here: String,
        /// Pack id of the folder.
        offered: String,
    },
    /// A department that the pack does not have.
    #[error("the pack has no department {asked}; it has: {known}")]
    Department {
        /// What was asked for.
        asked: String,
        /// What there is.
        known: String,
    },
    /// The public reader's database is in use.
    #[error("a server uses the public reader's database now: stop it first")]
    ReaderInUse,
    /// The public reader cannot be opened.
    #[error("public reader: {0}")]
    Reader(String),
    /// TLS.
    #[error("TLS: {0}")]
    Tls(rustls::Error),
    /// A certificate or its key.
    #[error("{path}: {reason}")]
    Certificate {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Mistakes in the configuration.
    #[error("the configuration has mistakes:\n{}", lines(.0))]
    Settings(Vec<crate::settings::Mistake>),
    /// A value on the command line.
    #[error("{0}")]
    Argument(String),
}

fn lines(errors: &[impl ToString]) -> String {
    errors
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Without the values that the server would name, which may be people's keys.
fn told(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(said) => format!("{} ({})", said.message(), said.code().code()),
        None => error.to_string(),
    }
}

impl Error {
    /// Names the file that an I/O error is about.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::File { path, error }
    }
}
