//! A phone and its hub as they stood before the damage.

use super::{found::Found, ways::log_of};
use durbar_api::{
    BlobId, CaseId, DraftId,
    complaints::{AddPhoto, SaveDraft, StartDraft},
    identity::ReadMe,
};
use durbar_tests::kit::{
    Phone, Result, STORY_START, Server, all_blobs, copy_folder, ensure, noise_jpeg,
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Cases that the hub has.
pub(crate) const SENT: u32 = 8;
/// Cases that it does not have yet.
pub(crate) const WAITING: u32 = 3;
/// What stands in a draft.
pub(crate) const DRAFT: &str = "The school's wall leans over the path. I am still writing this.";

pub(crate) fn text_of(number: u32) -> String {
    format!("Case {number}: the gutter by house {number} is full of sand and the path floods.")
}

/// The texts of all cases.
pub(crate) fn written() -> BTreeSet<String> {
    (0..SENT + WAITING).map(text_of).collect()
}

/// A case that the hub does not have yet, with its pictures.
pub(crate) struct Waiting {
    pub(crate) text: String,
    pub(crate) case: CaseId,
    pub(crate) blobs: Vec<BlobId>,
}

pub(crate) struct Before {
    folder: tempfile::TempDir,
    pub(crate) fingerprint: String,
    pub(crate) waiting: Vec<Waiting>,
    pub(crate) draft: DraftId,
    /// The draft's pictures.
    pub(crate) drawn: Vec<BlobId>,
    /// What the database held.
    pub(crate) sound: Found,
}

impl Before {
    pub(crate) fn make() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let server = Server::fresh(&folder.path().join("hub"))?;
        let place = folder.path().join("phone");
        fs::create_dir(&place)?;
        let path = place.join("phone.db");
        let mut phone = Phone::open(&path, &server.origin(), 1, STORY_START)?;
        phone.sync_until_done()?;
        for number in 0..SENT {
            phone.file(&text_of(number), &[noise_jpeg(320, 240, number.into())?])?;
        }
        phone.sync_until_done()?;
        assert!(phone.all_received()?);
        drop(server);
        // The logs begin anew: what is written from here on stands in them until the app ends.
        let mut phone = phone.reopen(2)?;
        let mut waiting = Vec::new();
        for number in SENT..SENT + WAITING {
            let text = text_of(number);
            let photo = noise_jpeg(320, 240, number.into())?;
            let case = phone.file(&text, &[photo])?.case;
            let blobs = all_blobs(&phone.case(&case)?);
            waiting.push(Waiting { text, case, blobs });
        }
        let draft = phone.must(StartDraft { intake: None })?;
        let mut answers = draft.answers;
        answers.description = DRAFT.to_owned();
        phone.must(SaveDraft {
            draft: draft.id.clone(),
            answers,
            step: "description".to_owned(),
        })?;
        let draft = phone.must(AddPhoto {
            draft: draft.id,
            name: "wall.jpg".to_owned(),
            bytes: noise_jpeg(320, 240, 99)?,
        })?;
        let drawn = draft.photos.into_iter();
        let drawn = drawn.flat_map(|photo| [photo.blob, photo.thumbnail]);
        let fingerprint = phone.must(ReadMe {})?.fingerprint;
        // As the files are left when the system ends the app.
        let killed = folder.path().join("killed");
        copy_folder(&place, &killed)?;
        ensure(log_of(&killed.join("phone.db")).exists(), || {
            "a phone that was killed leaves no log".to_owned()
        })?;
        drop(phone);
        let sound = Found::of(&place, &["phone.db"])?;
        Ok(Self {
            folder,
            fingerprint,
            waiting,
            draft: draft.id,
            drawn: drawn.collect(),
            sound,
        })
    }

    /// A copy of both to be damaged.
    pub(crate) fn again(&self) -> Result<(tempfile::TempDir, PathBuf, Server)> {
        self.copy("phone")
    }

    /// The same of a phone that was killed: what it committed last stands in the files' logs.
    pub(crate) fn killed(&self) -> Result<(tempfile::TempDir, PathBuf, Server)> {
        self.copy("killed")
    }

    fn copy(&self, phone: &str) -> Result<(tempfile::TempDir, PathBuf, Server)> {
        let folder = tempfile::tempdir()?;
        let copied = |from: &str, to: &Path| copy_folder(&self.folder.path().join(from), to);
        copied("hub", &folder.path().join("hub"))?;
        copied(phone, &folder.path().join("phone"))?;
        let server = Server::serve(&folder.path().join("hub"), "127.0.0.1:0", &[])?;
        let path = folder.path().join("phone/phone.db");
        Ok((folder, path, server))
    }
}
