//! The office asks for another answer.

use std::sync::Arc;

use durbar_api::complaints::{Case, StartCorrection};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::{
    act::Act,
    components::{Button, ErrorNotice, Icon, fields_words},
    context::use_app,
    format,
    translations::{t, t_with},
};

/// What is asked, why, and the way to answer it.
#[component]
pub(in super::super) fn CorrectionCard(case: Signal<Arc<Case>>) -> impl IntoView {
    let app = use_app();
    let asked = Memo::new(move |_| {
        case.with(|case| {
            let id = case.summary.id.clone();
            case.correction
                .clone()
                .map(|asked| (id, asked, case.doors.correct))
        })
    });
    let deed = Act::new();
    let navigate = use_navigate();
    move || {
        asked.get().map(|(id, asked, open)| {
            let navigate = navigate.clone();
            let start = move || {
                let navigate = navigate.clone();
                deed.run(StartCorrection { case: id.clone() }, move |draft| {
                    navigate(&format!("/report/{}", draft.id.0), Default::default());
                });
            };
            let at = asked.at;
            let reason = asked.reason.trim().to_owned();
            view! {
                <section class="card ask" data-test="correction">
                    <h2 class="marked">
                        <Icon name="ask"/>
                        <span>{t("correction-title")}</span>
                    </h2>
                    <p class="quiet-words">
                        {move || format::day_and_time(at, app.now.get())}
                    </p>
                    <p>
                        {t_with("correction-fields", &[("fields", fields_words(&asked.fields).into())])}
                    </p>
                    {(!reason.is_empty())
                        .then(|| view! { <p class="bubble" dir="auto">{reason}</p> })}
                    <ErrorNotice error=deed.error/>
                    {open
                        .then(|| {
                            view! {
                                <div class="actions">
                                    <Button on_press=start busy=deed.busy hook="correct">
                                        <Icon name="edit"/>
                                        {t("correction-start")}
                                    </Button>
                                </div>
                            }
                        })}
                </section>
            }
        })
    }
}
