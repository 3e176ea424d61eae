//! The message that is being written: its words are kept as they are typed, its photos at once.

use durbar_api::{
    ApiError, BlobId, CaseId,
    complaints::{
        AddReplyPhoto, Case, RedactReplyPhoto, Region, RemoveReplyPhoto, SaveReply, SendReply,
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

const GATHER: std::time::Duration = std::time::Duration::from_millis(120);

/// The message that is being written.
#[derive(Clone, Copy)]
pub(in crate::pages::complaints::case) struct ReplyEditor {
    app: AppContext,
    case: StoredValue<CaseId>,
    unsaved: StoredValue<bool>,
    planned: StoredValue<bool>,
    /// The words so far.
    pub(in crate::pages::complaints::case) text: RwSignal<String>,
    /// The photos so far.
    pub(super) shelf: PhotoShelf,
    /// Why it could not be kept or sent.
    pub(super) error: RwSignal<Option<ApiError>>,
    /// While it is handed over.
    pub(super) busy: RwSignal<bool>,
    /// Whether the last one was handed over and nothing was typed since.
    pub(super) sent: RwSignal<bool>,
}

impl ReplyEditor {
    /// Writes in a case until the current owner is gone.
    pub(in crate::pages::complaints::case) fn new(case: &Case) -> Self {
        let editor = Self {
            app: use_app(),
            case: StoredValue::new(case.summary.id.clone()),
            unsaved: StoredValue::new(false),
            planned: StoredValue::new(false),
            text: RwSignal::new(case.reply_draft.text.clone()),
            shelf: PhotoShelf::new(&case.reply_draft.photos),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            sent: RwSignal::new(false),
        };
        browser::on_page_hidden(move || editor.flush());
        editor.app.keep_by(move || editor.flush());
        editor
    }

    /// The case that it is written in.
    pub(in crate::pages::complaints::case) fn case(self) -> CaseId {
        self.case.get_value()
    }

    /// Takes the words as they are now and has them kept.
    pub(in crate::pages::complaints::case) fn write(self, text: String) {
        self.text.set(text);
        self.sent.set(false);
        self.unsaved.set_value(true);
        if !self.planned.get_value() {
            self.planned.set_value(true);
            set_timeout(
                move || {
                    self.planned.try_set_value(false);
                    self.flush();
                },
                GATHER,
            );
        }
    }

    /// Adds words after what is written already, and goes on there.
    pub(in crate::pages::complaints::case) fn append(self, words: &str) {
        let before = self.text.get_untracked();
        let text = match before.trim_end() {
            "" => words.to_owned(),
            before => format!("{before}\n\n{words}"),
        };
        self.write(text);
        browser::focus_later("reply");
    }

    /// Keeps what is not kept yet.
    pub(super) fn flush(self) {
        if self.unsaved.try_get_value() != Some(true) {
            return;
        }
        self.unsaved.set_value(false);
        let call = SaveReply {
            case: self.case.get_value(),
            text: self.text.get_untracked(),
        };
        spawn_local(query::at_once(async move {
            if let Err(error) = self.app.call(call).await {
                self.unsaved.try_set_value(true);
                self.error.try_set(Some(error));
            }
        }));
    }

    /// Hands the message over, to go out with the next connection.
    pub(super) fn send(self) {
        self.busy.set(true);
        self.unsaved.set_value(false);
        let text = self.text.get_untracked();
        let call = SendReply {
            case: self.case.get_value(),
            text: text.clone(),
        };
        spawn_local(async move {
            let result = self.app.call(call).await;
            self.busy.try_set(false);
            match result {
                Ok(()) => {
                    self.error.try_set(None);
                    self.shelf.photos.try_set(Vec::new());
                    // Only what was sent is taken away, not what was typed meanwhile.
                    if self.text.try_with_untracked(|now| *now == text) == Some(true) {
                        self.text.try_set(String::new());
                        self.sent.try_set(true);
                    }
                }
                Err(error) => {
                    self.unsaved.try_set_value(true);
                    self.error.try_set(Some(error));
                    browser::focus_later("reply");
                }
            }
        });
    }

    /// Takes files as photos.
    pub(super) fn add_files(self, files: Vec<File>) {
        self.sent.set(false);
        let case = self.case();
        self.shelf.add_files(files, move |name, bytes| {
            let case = case.clone();
            let call = AddReplyPhoto { case, name, bytes };
            async move { self.app.call(call).await.map(|draft| draft.photos) }
        });
    }

    /// Takes a photo out.
    pub(super) fn remove_photo(self, photo: BlobId) {
        let case = self.case();
        self.shelf.change(async move {
            let call = RemoveReplyPhoto { case, photo };
            self.app.call(call).await.map(|draft| draft.photos)
        });
    }

    /// Hides parts of a photo.
    pub(super) fn redact_photo(self, photo: BlobId, regions: Vec<Region>) {
        let case = self.case();
        self.shelf.change(async move {
            let call = RedactReplyPhoto {
                case,
                photo,
                regions,
            };
            self.app.call(call).await.map(|draft| draft.photos)
        });
    }

    /// Says why something could not be done.
    pub(in crate::pages::complaints::case) fn fail(self, error: ApiError) {
        self.error.try_set(Some(error));
    }
}
