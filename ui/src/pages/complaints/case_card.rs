//! A matter in a list.

use durbar_api::{
    complaints::{CaseSummary, Confirmation, Sending},
    packs::Tone,
};
use leptos::prelude::*;
use maud::{Markup, html};

use crate::{
    components::{StoredPicture, case_state_tag, news_mark, sending_tag, tag},
    context::{AppContext, use_app},
    format,
    translations::{t, t_with},
};

/// A matter as a card that leads to its page.
#[component]
pub fn CaseCard(
    /// The matter.
    case: CaseSummary,
) -> impl IntoView {
    let app = use_app();
    let href = format!("/case/{}", case.id.0);
    let title = if case.title.trim().is_empty() {
        app.category_name(&case.category)
    } else {
        case.title.clone()
    };
    let mut facts = vec![app.category_name(&case.category)];
    facts.extend(case.ward.as_deref().map(|ward| app.ward_name(ward)));
    let when = case.last_activity;
    let closed = app.state(&case.status).is_some_and(|state| state.closed);
    let promised = case.due.as_deref().filter(|_| !case.answered && !closed);
    let due = promised.map(|due| {
        let date = format::plain_date_short(due).into();
        if case.overdue {
            t_with("card-late", &[("date", date)])
        } else {
            t_with("card-due", &[("date", date)])
        }
    });
    let late = case.overdue;
    view! {
        <li class="card case-card" class:news=case.news data-test="case-card">
            {case
                .thumbnail
                .clone()
                .map(|thumbnail| view! { <StoredPicture thumbnail=thumbnail alt=""/> })}
            <div class="case-words">
                <h3>
                    <a class="cover" href=href dir="auto">{title}</a>
                </h3>
                <p class="quiet-words">
                    <span class="together">{case.reference.clone()}</span>
                    {format::FACT_BREAK} {format::facts(&facts)} {format::FACT_BREAK}
                    <span class="together">{move || format::day_and_time(when, app.now.get())}</span>
                </p>
                <div class="tags" inner_html=tags(app, &case).into_string()></div>
                {due.map(|words| view! { <p class="quiet-words" class:field-warn=late>{words}</p> })}
            </div>
        </li>
    }
}

fn tags(app: AppContext, case: &CaseSummary) -> Markup {
    // Before the receipt the state of sending is the news; after it, what the office does.
    let received = matches!(case.sending, Sending::Received);
    html! {
        @if case.news { (news_mark("message", &t("case-news"))) }
        (sending_tag(&case.sending))
        @if received { (case_state_tag(app, case)) }
        @if case.asked { (tag(Tone::Progress, "ask", &t("card-asked"))) }
    }
}

/// Whether the office waits for the citizen: it asked something, or says that it is fixed.
pub(super) fn waits_for_citizen(case: &CaseSummary) -> bool {
    case.asked || matches!(case.confirmation, Some(Confirmation::Awaited { .. }))
}
