//! The office waits for an answer in words.

use std::sync::Arc;

use durbar_api::{
    complaints::{Case, What},
    packs::StateRole,
};
use leptos::prelude::*;

use crate::{
    browser,
    components::{Button, Icon},
    context::use_app,
    translations::t,
};

/// What the office asks, and the way to the box to answer in. A correction that is asked for has a
/// card of its own.
#[component]
pub(in super::super) fn QuestionCard(case: Signal<Arc<Case>>) -> impl IntoView {
    let app = use_app();
    let asked = Memo::new(move |_| {
        case.with(|case| {
            let status = &case.summary.status;
            let waits = app
                .state(status)
                .is_some_and(|state| state.role == Some(StateRole::Waiting));
            (waits && case.correction.is_none() && case.doors.reply).then(|| {
                let entries = case.timeline.iter().rev();
                let mut questions = entries.filter_map(|entry| match &entry.what {
                    What::Status { status: to, note } if to == status => Some(note.trim()),
                    _ => None,
                });
                questions.next().unwrap_or_default().to_owned()
            })
        })
    });
    move || {
        asked.get().map(|question| {
            view! {
                <section class="card ask" data-test="question">
                    <h2 class="marked">
                        <Icon name="ask"/>
                        <span>{t("question-title")}</span>
                    </h2>
                    {(!question.is_empty())
                        .then(|| view! { <p class="bubble" dir="auto">{question}</p> })}
                    <div class="actions">
                        <Button on_press=|| browser::focus("reply") hook="answer">
                            <Icon name="message"/>
                            {t("question-answer")}
                        </Button>
                    </div>
                </section>
            }
        })
    }
}
