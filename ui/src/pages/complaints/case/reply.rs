//! Writing in a matter: kept as it is typed, never lost by an error.

use std::sync::Arc;

use durbar_api::{
    ApiError, CaseId,
    complaints::{Case, SaveReply, SendReply, Viewer},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser,
    components::{Button, Icon, SelectField, TextArea},
    context::{AppContext, use_app},
    translations::{error_text, t},
};

const GATHER: std::time::Duration = std::time::Duration::from_millis(120);

/// The message that is being written.
#[derive(Clone, Copy)]
struct ReplyEditor {
    app: AppContext,
    case: StoredValue<CaseId>,
    text: RwSignal<String>,
    unsaved: StoredValue<bool>,
    planned: StoredValue<bool>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
    sent: RwSignal<bool>,
}

impl ReplyEditor {
    fn new(case: &Case) -> Self {
        let editor = Self {
            app: use_app(),
            case: StoredValue::new(case.summary.id.clone()),
            text: RwSignal::new(case.reply_draft.clone()),
            unsaved: StoredValue::new(false),
            planned: StoredValue::new(false),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            sent: RwSignal::new(false),
        };
        browser::on_page_hidden(move || editor.flush());
        on_cleanup(move || editor.flush());
        editor
    }

    fn write(self, text: String) {
        self.text.set(text);
        self.sent.set(false);
        self.unsaved.set_value(true);
        if !self.planned.get_value() {
            self.planned.set_value(true);
            set_timeout(
                move || {
                    self.planned.set_value(false);
                    self.flush();
                },
                GATHER,
            );
        }
    }

    /// Keeps what is not kept yet.
    fn flush(self) {
        if self.unsaved.try_get_value() != Some(true) {
            return;
        }
        self.unsaved.set_value(false);
        let call = SaveReply {
            case: self.case.get_value(),
            text: self.text.get_untracked(),
        };
        spawn_local(async move {
            if let Err(error) = self.app.call(call).await {
                self.unsaved.set_value(true);
                self.error.set(Some(error));
            }
        });
    }

    fn send(self) {
        self.busy.set(true);
        self.unsaved.set_value(false);
        let text = self.text.get_untracked();
        let call = SendReply {
            case: self.case.get_value(),
            text: text.clone(),
        };
        spawn_local(async move {
            let result = self.app.call(call).await;
            self.busy.set(false);
            match result {
                Ok(()) => {
                    self.error.set(None);
                    // Only what was sent is taken away, not what was typed meanwhile.
                    if self.text.try_with_untracked(|now| *now == text) == Some(true) {
                        self.text.set(String::new());
                        self.sent.set(true);
                    }
                }
                Err(error) => {
                    self.unsaved.set_value(true);
                    self.error.set(Some(error));
                    browser::focus_later("reply");
                }
            }
        });
    }
}

/// The box to write in, with ready-made replies for an officer.
#[component]
pub(super) fn ReplyBox(case: Signal<Arc<Case>>, viewer: Viewer) -> impl IntoView {
    let editor = case.with_untracked(|case| ReplyEditor::new(case));
    let label = match viewer {
        Viewer::Citizen => t("reply-label-citizen"),
        Viewer::Officer => t("reply-label-officer"),
    };
    let error = Signal::derive(move || editor.error.with(|error| error.as_ref().map(error_text)));
    view! {
        <section class="reply">
            {(viewer == Viewer::Officer).then(|| view! { <Templates editor=editor/> })}
            <TextArea
                id="reply"
                label=label
                value=editor.text
                on_input=move |text| editor.write(text)
                on_leave=Callback::new(move |()| editor.flush())
                error=error
                rows=3
            />
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
}

#[component]
fn Templates(editor: ReplyEditor) -> impl IntoView {
    let app = use_app();
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
        let words = app.municipality.with_untracked(|municipality| {
            let templates = municipality.iter().flat_map(|m| &m.reply_templates);
            templates
                .clone()
                .find(|template| template.id == id)
                .map(|t| t.text.text.clone())
        });
        if let Some(words) = words {
            // What is written already stays; the template comes after it.
            let before = editor.text.get_untracked();
            let text = match before.trim_end() {
                "" => words,
                before => format!("{before}\n\n{words}"),
            };
            editor.write(text);
            browser::focus_later("reply");
        }
        // Back to "pick one", so that the same can be picked again.
        chosen.set(id);
        chosen.set(String::new());
    };
    view! {
        <SelectField
            id="template"
            label=t("template-label")
            options=Signal::derive(options)
            chosen=chosen
            on_choose=choose
        />
    }
}
