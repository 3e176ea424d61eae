//! A draft while it is written: what is typed is kept within a fraction of a second, and at
//! once when the person leaves a field, the page or the app.

use durbar_api::{
    ApiError, BlobId, DraftId, Position, Problem, Timestamp,
    complaints::{
        AddPhoto, Answers, Channel, CheckDraft, Correction, Draft, Photo, RedactPhoto, Region,
        RemovePhoto, SaveDraft,
    },
};
use leptos::{prelude::*, task::spawn_local};
use web_sys::File;

use crate::{
    browser,
    components::PhotoShelf,
    context::{AppContext, use_app},
    query,
};

/// How long keystrokes are gathered before they are kept.
const GATHER: std::time::Duration = std::time::Duration::from_millis(120);
/// How long to wait before another try when the device refused to keep them.
const AGAIN: std::time::Duration = std::time::Duration::from_secs(3);

/// The draft on the page.
#[derive(Clone, Copy)]
pub(super) struct DraftEditor {
    app: AppContext,
    draft: StoredValue<DraftId>,
    step: StoredValue<String>,
    unsaved: StoredValue<bool>,
    saving: StoredValue<bool>,
    planned: StoredValue<Option<TimeoutHandle>>,
    intake: StoredValue<Option<Channel>>,
    correction: StoredValue<Option<Correction>>,
    /// The answers as they stand.
    pub(super) answers: RwSignal<Answers>,
    /// The photos taken in.
    pub(super) shelf: PhotoShelf,
    /// When the draft was last kept.
    pub(super) saved_at: RwSignal<Timestamp>,
    /// Why it could not be kept, while that is so.
    pub(super) failure: RwSignal<Option<ApiError>>,
}

impl DraftEditor {
    /// Edits a draft until the current owner is gone.
    pub(super) fn new(draft: &Draft) -> Self {
        let editor = Self {
            app: use_app(),
            draft: StoredValue::new(draft.id.clone()),
            step: StoredValue::new(draft.step.clone()),
            unsaved: StoredValue::new(false),
            saving: StoredValue::new(false),
            planned: StoredValue::new(None),
            intake: StoredValue::new(draft.intake),
            correction: StoredValue::new(draft.correction.clone()),
            answers: RwSignal::new(draft.answers.clone()),
            shelf: PhotoShelf::new(&draft.photos),
            saved_at: RwSignal::new(draft.saved_at),
            failure: RwSignal::new(None),
        };
        browser::on_page_hidden(move || editor.flush());
        editor.app.keep_by(move || editor.flush());
        editor
    }

    pub(super) fn id(self) -> DraftId {
        self.draft.get_value()
    }

    /// The way on which somebody brought it to the office, if the office writes for them.
    pub(super) fn intake(self) -> Option<Channel> {
        self.intake.get_value()
    }

    /// What it corrects, if it is filed already.
    pub(super) fn correction(self) -> Option<Correction> {
        self.correction.get_value()
    }

    /// Whether the office asked for another answer to this question.
    pub(super) fn is_asked(self, question: &str) -> bool {
        self.correction.with_value(|correction| {
            correction
                .as_ref()
                .is_some_and(|correction| correction.asked.iter().any(|field| field == question))
        })
    }

    /// Changes the answers and has them kept.
    pub(super) fn edit(self, change: impl FnOnce(&mut Answers)) {
        self.answers.update(change);
        self.unsaved.set_value(true);
        self.plan(GATHER);
    }

    /// Remembers the question the person is at.
    pub(super) fn at_step(self, step: &str) {
        if self.step.with_value(|old| old != step) {
            self.step.set_value(step.to_owned());
            self.unsaved.set_value(true);
            self.plan(GATHER);
        }
    }

    fn plan(self, delay: std::time::Duration) {
        if self.planned.with_value(Option::is_none) {
            let handle = set_timeout_with_handle(
                move || {
                    self.planned.try_set_value(None);
                    self.save();
                },
                delay,
            );
            self.planned.set_value(handle.ok());
        }
    }

    fn save(self) {
        // A save under way looks again when it ends.
        if self.saving.try_get_value() == Some(false) && self.unsaved.try_get_value() == Some(true)
        {
            spawn_local(async move {
                if self.keep().await.is_err() {
                    self.planned.try_set_value(None);
                    if self.unsaved.try_get_value().is_some() {
                        self.plan(AGAIN);
                    }
                } else {
                    self.save();
                }
            });
        }
    }

    /// Keeps what is not kept yet, now, without waiting for a save under way: commands are done
    /// in the order in which they are given.
    pub(super) fn flush(self) {
        if self.unsaved.try_get_value() == Some(true) {
            self.unsaved.set_value(false);
            let call = self.call();
            spawn_local(query::at_once(async move {
                match self.app.call(call).await {
                    Ok(draft) => {
                        self.saved_at.try_set(draft.saved_at);
                    }
                    Err(error) => {
                        self.unsaved.try_set_value(true);
                        self.failure.try_set(Some(error));
                    }
                }
            }));
        }
    }

    fn call(self) -> SaveDraft {
        SaveDraft {
            draft: self.draft.get_value(),
            answers: self.answers.get_untracked(),
            step: self.step.get_value(),
        }
    }

    /// Keeps the answers and takes over the ward that the app found for the position.
    async fn keep(self) -> Result<(), ApiError> {
        let call = self.call();
        let sent = call.answers.place.clone();
        self.unsaved.set_value(false);
        self.saving.set_value(true);
        let result = self.app.call(call).await;
        self.saving.try_set_value(false);
        match result {
            Ok(draft) => {
                self.saved_at.try_set(draft.saved_at);
                self.failure.try_set(None);
                let found = draft.answers.place.ward;
                let unchanged = self.answers.try_with_untracked(|now| now.place == sent);
                if unchanged == Some(true) && found != sent.ward {
                    self.answers
                        .try_update(|answers| answers.place.ward = found);
                }
                Ok(())
            }
            Err(error) => {
                self.unsaved.try_set_value(true);
                self.failure.try_set(Some(error.clone()));
                Err(error)
            }
        }
    }

    /// Keeps everything and asks what the draft still lacks.
    ///
    /// # Errors
    /// What the app answers; the answers are still on the page.
    pub(super) async fn check(self) -> Result<Vec<Problem>, ApiError> {
        let draft = self.id();
        self.keep().await?;
        self.app.call(CheckDraft { draft }).await
    }

    /// The draft is no more: nothing of it is kept again.
    pub(super) fn close(self) {
        self.unsaved.set_value(false);
    }

    /// Takes files as photos.
    pub(super) fn add_files(self, files: Vec<File>) {
        let draft = self.id();
        self.shelf.add_files(files, move |name, bytes| {
            let draft = draft.clone();
            let call = AddPhoto { draft, name, bytes };
            async move { self.took(self.app.call(call).await) }
        });
    }

    /// Takes a photo out.
    pub(super) fn remove_photo(self, photo: BlobId) {
        let draft = self.id();
        self.shelf.change(async move {
            let call = RemovePhoto { draft, photo };
            self.took(self.app.call(call).await)
        });
    }

    /// Hides parts of a photo.
    pub(super) fn redact_photo(self, photo: BlobId, regions: Vec<Region>) {
        let draft = self.id();
        self.shelf.change(async move {
            let call = RedactPhoto {
                draft,
                photo,
                regions,
            };
            self.took(self.app.call(call).await)
        });
    }

    fn took(self, result: Result<Draft, ApiError>) -> Result<Vec<Photo>, ApiError> {
        let draft = result?;
        self.saved_at.try_set(draft.saved_at);
        Ok(draft.photos)
    }

    /// Makes a photo's position the place.
    pub(super) fn use_position(self, position: Position) {
        self.edit(|answers| answers.place.position = Some(position));
    }
}
