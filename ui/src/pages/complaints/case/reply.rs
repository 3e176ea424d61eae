//! Writing in a matter: kept as it is typed, never lost by an error.

mod editor;

use std::sync::Arc;

use durbar_api::complaints::{Case, FillTemplate, Viewer};
use leptos::{prelude::*, task::spawn_local};

pub(super) use self::editor::ReplyEditor;
use crate::{
    components::{Button, Icon, PhotoPicker, SelectField, TextArea},
    context::use_app,
    translations::{error_text, t, t_with},
};

/// The box to write in, with photos, and with ready-made replies for an officer.
#[component]
pub(super) fn ReplyBox(case: Signal<Arc<Case>>, viewer: Viewer) -> impl IntoView {
    let editor = case.with_untracked(|case| ReplyEditor::new(case));
    let language = StoredValue::new(case.with_untracked(|case| case.language.clone()));
    let open = Memo::new(move |_| case.with(|case| case.doors.reply));
    let label = match viewer {
        Viewer::Citizen => t("reply-label-citizen"),
        Viewer::Officer | Viewer::Observer => t("reply-label-officer"),
    };
    let label = StoredValue::new(label);
    let error = Signal::derive(move || editor.error.with(|error| error.as_ref().map(error_text)));
    move || {
        open.get().then(|| {
            view! {
                <section class="reply">
                    {(viewer == Viewer::Officer)
                        .then(|| view! { <Templates editor=editor language=language.get_value()/> })}
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
                            {move || editor.sent.get().then(|| t("reply-kept"))}
                        </p>
                    </div>
                </section>
            }
        })
    }
}

/// Ready-made replies, filled in with what the matter says and in the citizen's language.
#[component]
fn Templates(
    editor: ReplyEditor,
    /// The citizen's (BCP 47).
    language: String,
) -> impl IntoView {
    let app = use_app();
    // By its own name, where the pack knows it.
    let language = app.municipality.with_untracked(|municipality| {
        let mut languages = municipality.iter().flat_map(|m| &m.languages);
        languages
            .find(|(code, _)| *code == language)
            .map_or(language.clone(), |(_, name)| name.clone())
    });
    let chosen = RwSignal::new(String::new());
    let options = move || {
        let mut options = vec![(String::new(), t("template-none"))];
        app.municipality.with(|municipality| {
            for template in municipality.iter().flat_map(|m| &m.reply_templates) {
                options.push((template.id.clone(), template.title.text.clone()));
            }
        });
        options
    };
    let choose = move |id: String| {
        if !id.is_empty() {
            let call = FillTemplate {
                case: editor.case(),
                template: id.clone(),
            };
            spawn_local(async move {
                match app.call(call).await {
                    Ok(words) => editor.append(&words),
                    Err(error) => editor.fail(error),
                }
            });
        }
        // Back to "pick one", so that the same can be picked again.
        chosen.set(id);
        chosen.set(String::new());
    };
    view! {
        <SelectField
            id="template"
            label=t("template-label")
            hint=if language.is_empty() {
                t("template-hint")
            } else {
                t_with("template-language", &[("language", language.into())])
            }
            options=Signal::derive(options)
            chosen=chosen
            on_choose=choose
        />
    }
}
