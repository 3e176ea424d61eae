//! A report was filed: what it is called and what happens now.

use durbar_api::{
    CaseId,
    complaints::{Case, Channel, ReadCase, Sending},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    browser,
    components::{ButtonLink, Icon, Page, PageTitle, sending_tag},
    context::use_app,
    format, query,
    translations::{refusal_text, t, t_with},
};

/// `/report/done/:id`: the reference and the true state of sending.
#[component]
pub fn Done() -> impl IntoView {
    let params = use_params_map();
    let case = Memo::new(move |_| CaseId(params.with(|p| p.get("id").unwrap_or_default())));
    let read = query::ask(
        move || ReadCase { case: case.get() },
        move |changes| case.with_untracked(|case| changes.cases.contains(case)),
    );
    view! {
        <Page name="done">
            {query::show(read, |case| view! { <Filed case=case/> })}
        </Page>
    }
}

#[component]
fn Filed(case: Signal<std::sync::Arc<Case>>) -> impl IntoView {
    let app = use_app();
    let sending = Memo::new(move |_| case.with(|case| case.summary.sending.clone()));
    let link = case.with_untracked(|case| format!("/case/{}", case.summary.id.0));
    let sheet = case.with_untracked(|case| format!("/case/{}/receipt", case.summary.id.0));
    let taken_in = case.with_untracked(|case| case.summary.channel != Channel::App);
    if taken_in {
        app.way.set(Some("/intake"));
    }
    let department = move || {
        let department = case.with(|case| app.department_name(&case.summary.department));
        t_with("done-department", &[("department", department.into())])
    };
    let due = move || {
        case.with(|case| case.due.clone())
            .map(|due| t_with("due-by", &[("date", format::plain_date(&due.date).into())]))
    };
    let title = Signal::derive(move || match sending.get() {
        Sending::Received => t("done-title-received"),
        _ => t_with("done-title-saved", &[("device", browser::device().into())]),
    });
    view! {
        <div class="done">
            <span class="done-icon">
                <Icon name="check"/>
            </span>
            <PageTitle text=title/>
            <p class="quiet-words">{t("done-reference")}</p>
            <p class="reference" data-test="reference">
                {move || case.with(|case| case.summary.reference.clone())}
            </p>
            <div
                class="tags"
                // The heading says the same then.
                class:unseen=move || sending.with(|sending| *sending == Sending::Received)
                aria-live="polite"
                inner_html=move || sending.with(sending_tag).into_string()
            ></div>
            <p>
                {move || match sending.get() {
                    Sending::Received => t("done-received"),
                    Sending::Sending { .. } => t("done-sending"),
                    Sending::Queued => t("done-queued"),
                    Sending::SetAside(code) => refusal_text(&code),
                }}
            </p>
        </div>
        <div class="card">
            <h2>{t("done-next")}</h2>
            <ol class="steps">
                <li>{department}</li>
                <li>{move || due().unwrap_or_else(|| t("done-due-later"))}</li>
                <li>{if taken_in { t("done-follow-other") } else { t("done-follow") }}</li>
            </ol>
        </div>
        <div class="actions">
            // Who stands at the counter waits for the receipt.
            <ButtonLink href=sheet quiet=!taken_in hook="open-receipt">
                {if taken_in { t("done-receipt-other") } else { t("done-receipt") }}
            </ButtonLink>
            <ButtonLink href=link quiet=taken_in hook="open-case">{t("done-open")}</ButtonLink>
            <ButtonLink href="/" quiet=true>{t("done-home")}</ButtonLink>
        </div>
    }
}
