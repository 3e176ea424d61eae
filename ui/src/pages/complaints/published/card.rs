//! A published complaint in a list.

use durbar_api::{complaints::PublishedSummary, packs::StateRole};
use leptos::prelude::*;
use maud::{Markup, html};

use crate::{
    components::{StoredPicture, all_of, news_mark, small_fact, state_tag, unconfirmed_tag},
    context::{AppContext, use_app},
    format,
    translations::{t, t_with},
};

/// A published complaint as a card that leads to its page.
#[component]
pub fn PublishedCard(
    /// The complaint.
    case: PublishedSummary,
) -> impl IntoView {
    let app = use_app();
    let href = format!("/published/{}", case.id.0);
    let title = title(app, &case);
    let mut facts = vec![app.category_name(&case.category)];
    facts.extend(case.ward.as_deref().map(|ward| app.ward_name(ward)));
    let when = case.changed_at;
    view! {
        <li class="card case-card" class:news=case.news data-test="published-card" data-id=case.id.0.clone()>
            {case
                .thumbnail
                .clone()
                .map(|thumbnail| view! { <StoredPicture thumbnail=thumbnail alt=""/> })}
            <div class="case-words">
                <h3>
                    <a class="cover" href=href dir="auto">{title}</a>
                </h3>
                <p class="quiet-words">
                    {format::facts(&facts)} {format::FACT_BREAK}
                    <span class="together">{move || format::day_and_time(when, app.now.get())}</span>
                </p>
                <div class="tags" inner_html=tags(app, &case).into_string()></div>
            </div>
        </li>
    }
}

/// The title, or what it is about if it has none.
pub(super) fn title(app: AppContext, case: &PublishedSummary) -> String {
    if case.title.trim().is_empty() {
        app.category_name(&case.category)
    } else {
        case.title.clone()
    }
}

fn tags(app: AppContext, case: &PublishedSummary) -> Markup {
    html! {
        @if case.news { (news_mark("message", &t("published-news"))) }
        (status_tags(app, case))
        @if case.supports > 0 {
            (small_fact("people", &t_with("published-supports", &[("n", case.supports.into())])))
        }
        @if case.mine.is_some() { span.small-fact { (t("published-mine")) } }
    }
}

/// The office's state, and whether the reporter agrees.
pub(super) fn status_tags(app: AppContext, case: &PublishedSummary) -> Markup {
    let state = app.state(&case.status);
    let is_fixed = state.is_some_and(|state| state.role == Some(StateRole::Fixed));
    html! {
        span data-test="status" data-status=(case.status) {
            @if is_fixed && !case.confirmed {
                (unconfirmed_tag(app, &case.status))
            } @else {
                (state_tag(app, &case.status))
            }
        }
        @if case.confirmed { (small_fact("check", &t("published-confirmed"))) }
    }
}

/// What makes a row another one for a list: everything that it shows, and may do.
pub fn row_key(case: &PublishedSummary) -> u64 {
    let PublishedSummary {
        id,
        reference,
        title,
        category,
        ward,
        department,
        status,
        confirmed,
        position: _,
        distance,
        received,
        due,
        changed_at,
        supports,
        supported,
        followed,
        mine,
        news,
        thumbnail,
    } = case;
    all_of(&(
        (id, reference, title, category, ward, department, status),
        (confirmed, distance, received, due, changed_at),
        (supports, supported, followed, mine, news, thumbnail),
    ))
}
