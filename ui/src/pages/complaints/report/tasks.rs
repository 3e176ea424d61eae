//! All questions of a draft with how far each is: for who comes back to it, and for corrections.

use std::sync::Arc;

use durbar_api::{
    ChangeSet, DraftId, Problem,
    complaints::{CheckDraft, Draft, ReadDraft},
    packs::Tone,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{Step, editor::DraftEditor, questions::Gone, words};
use crate::{
    components::{ButtonLink, Icon, Notice, NoticeKind, Page, PageTitle, Tag},
    context::use_app,
    format,
    query::{self, Query},
    translations::{t, t_with},
};

/// `/report/:draft`.
#[component]
pub fn Tasks() -> impl IntoView {
    let params = use_params_map();
    let draft = Memo::new(move |_| DraftId(params.with(|p| p.get("draft").unwrap_or_default())));
    let read = query::ask(
        move || ReadDraft { draft: draft.get() },
        |_: &ChangeSet| false,
    );
    let lacks = query::ask(
        move || CheckDraft { draft: draft.get() },
        |changes: &ChangeSet| changes.drafts,
    );
    let list = move |draft: Signal<Arc<Draft>>| {
        view! { <List draft=draft.get_untracked() lacks=lacks/> }
    };
    query::show_or(read, list, |error| view! { <Gone error=error/> }.into_any())
}

#[component]
fn List(draft: Arc<Draft>, lacks: Query<Vec<Problem>>) -> impl IntoView {
    let app = use_app();
    let editor = DraftEditor::new(&draft);
    let correction = editor.correction();
    let title = match &correction {
        Some(_) => t("tasks-title-correct"),
        None => t("tasks-title"),
    };
    let back = match &correction {
        Some(correction) => format!("/case/{}", correction.case.0),
        None => "/follow".to_owned(),
    };
    let back_label = match &correction {
        Some(_) => t("back"),
        None => t("follow-title"),
    };
    let at = draft.saved_at;
    let saved = move || {
        t_with(
            "draft-saved",
            &[("when", format::day_and_time(at, app.now.get()).into())],
        )
    };
    let reason = correction
        .as_ref()
        .map(|correction| correction.reason.trim().to_owned())
        .filter(|reason| !reason.is_empty());
    let check = format!("/report/{}/check", draft.id.0);
    // What the office asked about comes first.
    let mut steps = Step::QUESTIONS;
    steps.sort_by_key(|step| !editor.is_asked(step.name()));
    let rows: Vec<_> = steps
        .into_iter()
        .map(|step| view! { <Row editor=editor step=step lacks=lacks/> })
        .collect();
    view! {
        <Page
            name="tasks"
            focused=true
            way=words::way(editor)
            back=Signal::stored(back)
            back_label=back_label
            aside=saved
        >
            <div class="question-head">
                <p class="quiet-words">{words::journey(editor)}</p>
                <PageTitle text=title/>
            </div>
            {reason
                .map(|reason| {
                    view! {
                        <Notice kind=NoticeKind::Warn>
                            <h2>{t("correction-says")}</h2>
                            <p class="written" dir="auto">{reason}</p>
                        </Notice>
                    }
                })}
            <ul class="tasks" data-test="tasks">{rows}</ul>
            <div class="actions">
                <ButtonLink href=check hook="tasks-check">
                    {t("tasks-check")}
                </ButtonLink>
            </div>
        </Page>
    }
}

/// How far a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The office asked for another answer.
    Asked,
    /// Without it nothing can be filed.
    Missing,
    /// Answered.
    Done,
    /// Not answered, and need not be.
    Optional,
}

#[component]
fn Row(editor: DraftEditor, step: Step, lacks: Query<Vec<Problem>>) -> impl IntoView {
    let app = use_app();
    let href = format!("/report/{}/{}?from=tasks", editor.id().0, step.name());
    let answer = Memo::new(move |_| words::answer(app, editor, step));
    let state = Memo::new(move |_| {
        let missing = lacks
            .get()
            .is_some_and(|problems| problems.iter().any(|problem| problem.field == step.name()));
        if editor.is_asked(step.name()) {
            State::Asked
        } else if missing {
            State::Missing
        } else if answer.with(Vec::is_empty) {
            State::Optional
        } else {
            State::Done
        }
    });
    view! {
        <li class="task" data-test="task" data-step=step.name()>
            <div class="case-words">
                <h2>
                    <a class="cover" href=href>{words::name(step)}</a>
                </h2>
                <p class="quiet-words task-answer" dir="auto">
                    {move || answer.with(|lines| lines.join(", "))}
                </p>
            </div>
            {move || match state.get() {
                State::Asked => {
                    view! { <Tag tone=Tone::Progress icon="ask" word=t("task-asked")/> }.into_any()
                }
                State::Missing => {
                    view! { <Tag tone=Tone::Question icon="edit" word=t("task-missing")/> }.into_any()
                }
                State::Done => view! { <Tag tone=Tone::Good icon="check" word=t("task-done")/> }.into_any(),
                State::Optional => {
                    view! { <Tag tone=Tone::Neutral icon="plus" word=t("task-optional")/> }.into_any()
                }
            }}
            <Icon name="next"/>
        </li>
    }
}
