//! Ready-made replies, filled in with what the matter says and in the citizen's language.

use std::sync::Arc;

use durbar_api::complaints::{Case, FillTemplate, FilledTemplate};
use leptos::{prelude::*, task::spawn_local};

use super::super::reply::ReplyEditor;
use crate::{
    components::SelectField,
    context::use_app,
    translations::{day_in, in_line, t, t_with},
};

/// [`Templates`] above the box to write in.
pub(super) fn templates(editor: ReplyEditor, case: Signal<Arc<Case>>) -> AnyView {
    let language = case.with_untracked(|case| case.language.clone());
    view! { <Templates editor=editor language=language/> }.into_any()
}

/// Ready-made replies to pick one from.
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
                options.push((template.id.clone(), in_line(&template.title)));
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
                    Ok(filled) => editor.append(&in_words(filled).await),
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

/// With the promised day as the citizen's language writes it.
async fn in_words(filled: FilledTemplate) -> String {
    let FilledTemplate {
        text,
        due,
        language,
    } = filled;
    match due {
        Some(day) if text.contains(FilledTemplate::DUE) => {
            text.replace(FilledTemplate::DUE, &day_in(&language, &day).await)
        }
        _ => text,
    }
}
