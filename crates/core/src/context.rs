//! What a command handler works with.

use crate::{
    Error,
    error::Result,
    media::photo::{Picture, Pictures},
    pack::Loaded,
};
use durbar_api::{ChangeSet, Timestamp};
use durbar_sync::{BlobId, engine};
use rusqlite::Connection;
use std::rc::Rc;

/// The transaction, the time and the consequences of one command.
pub(crate) struct Context<'a> {
    /// Inside the command's transaction.
    pub connection: &'a Connection,
    pub now: Timestamp,
    pub rng: &'a mut dyn rand_core::Rng,
    /// The pack, if it is here.
    pub pack: Option<Rc<Loaded>>,
    /// Pictures that the host has opened for the command.
    pub pictures: Pictures,
    /// What pages must read again.
    pub changed: ChangeSet,
    /// What the engine has to hear after the commit.
    pub signals: Vec<engine::Input>,
}

impl Context<'_> {
    /// Does something for one of many; one whose documents cannot be read does not keep the others
    /// from it.
    ///
    /// # Errors
    /// The database.
    pub(crate) fn unless_damaged(
        &mut self,
        each: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        match each(self) {
            Err(Error::Document(_) | Error::Stored(_)) => Ok(()),
            other => other,
        }
    }

    /// The picture of a photo of the app's own, or of the file that the command brings, if the host
    /// has opened it.
    pub(crate) fn picture(&mut self, blob: Option<&BlobId>) -> Option<Picture> {
        let found = self
            .pictures
            .iter()
            .position(|(of, _)| of.as_ref() == blob)?;
        Some(self.pictures.remove(found).1)
    }

    /// Something waits to be sent.
    pub(crate) fn send(&mut self) {
        self.signals.push(engine::Input::LocalChange);
    }
}
