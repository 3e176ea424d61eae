//! Writing in a matter: kept as it is typed, never lost by an error.

mod editor;

use std::sync::Arc;

use durbar_api::complaints::{Case, Sending, Viewer};
use leptos::prelude::*;

pub(super) use self::editor::ReplyEditor;
use crate::{
    components::{Button, Icon, PhotoPicker, TextArea},
    translations::{error_text, t},
};

/// What an officer has above the box: it is not among what a citizen's phone loads.
pub(super) type Above = fn(ReplyEditor, Signal<Arc<Case>>) -> AnyView;

/// The box to write in, with photos.
#[component]
pub(super) fn ReplyBox(
    case: Signal<Arc<Case>>,
    viewer: Viewer,
    /// What is shown above it.
    #[prop(optional)]
    above: Option<Above>,
) -> impl IntoView {
    let editor = case.with_untracked(|case| ReplyEditor::new(case));
    let open = Memo::new(move |_| case.with(|case| case.doors.reply));
    let label = match viewer {
        Viewer::Citizen => t("reply-label-citizen"),
        Viewer::Officer | Viewer::Observer => t("reply-label-officer"),
    };
    let label = StoredValue::new(label);
    let error = Signal::derive(move || editor.error.with(|error| error.as_ref().map(error_text)));
    let is_refused =
        Memo::new(move |_| case.with(|case| matches!(case.summary.sending, Sending::SetAside(_))));
    let waits = Memo::new(move |_| case.with(|case| case.timeline.iter().any(|one| one.waiting)));
    // Sent is only what was seen to wait, and waits no more.
    let waited = RwSignal::new(false);
    Effect::new(move |_| waited.set(editor.sent.get() && (waits.get() || waited.get_untracked())));
    let told = move || {
        (editor.sent.get() && !is_refused.get()).then(|| {
            if waited.get() && !waits.get() {
                t("reply-sent")
            } else {
                t("reply-kept")
            }
        })
    };
    move || {
        open.get().then(|| {
            view! {
                <section class="reply">
                    {above.map(|above| above(editor, case))}
                    <TextArea
                        id="reply"
                        label=label.get_value()
                        value=editor.text
                        on_input=move |text| editor.write(text)
                        on_leave=Callback::new(move |()| editor.flush())
                        error=error
                        rows=3
                    />
                    <details class="more" open=editor.shelf.photos.with_untracked(|photos| !photos.is_empty())>
                        <summary data-test="reply-photos">{t("reply-photos")}</summary>
                        <PhotoPicker
                            photos=editor.shelf.photos
                            faults=editor.shelf.faults
                            reading=editor.shelf.reading
                            on_files=move |files| editor.add_files(files)
                            on_remove=move |photo| editor.remove_photo(photo)
                            on_redact=Callback::new(move |(photo, regions)| editor.redact_photo(photo, regions))
                        />
                    </details>
                    <div class="actions row">
                        <Button on_press=move || editor.send() busy=editor.busy hook="send-reply">
                            <Icon name="send"/>
                            {t("reply-send")}
                        </Button>
                        <p class="quiet-words" role="status">
                            {told}
                        </p>
                    </div>
                </section>
            }
        })
    }
}
