//! A published complaint in a list.

use durbar_api::complaints::PublishedSummary;
use leptos::prelude::*;

use crate::{
    components::{Icon, StoredPicture, state_tag},
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
                    {facts.join(" · ")} " · "
                    <span class="together">{move || format::day_and_time(when, app.now.get())}</span>
                </p>
                <div class="tags">
                    {case
                        .news
                        .then(|| {
                            view! {
                                <span class="news-mark">
                                    <Icon name="message"/>
                                    {t("published-news")}
                                </span>
                            }
                        })}
                    {status_tags(app, &case)}
                    {supports(&case)}
                    {case
                        .mine
                        .is_some()
                        .then(|| view! { <span class="small-fact">{t("published-mine")}</span> })}
                </div>
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

/// The office's state, and whether the reporter agrees.
pub(super) fn status_tags(app: AppContext, case: &PublishedSummary) -> impl IntoView + use<> {
    let confirmed = case.confirmed;
    let status = case.status.clone();
    view! {
        <span data-test="status" data-status=status.clone()>{state_tag(app, &status)}</span>
        {confirmed
            .then(|| {
                view! {
                    <span class="small-fact">
                        <Icon name="check"/>
                        {t("published-confirmed")}
                    </span>
                }
            })}
    }
}

fn supports(case: &PublishedSummary) -> Option<impl IntoView + use<>> {
    (case.supports > 0).then(|| {
        view! {
            <span class="small-fact">
                <Icon name="people"/>
                {t_with("published-supports", &[("n", case.supports.into())])}
            </span>
        }
    })
}

/// What makes a row another one for a list: everything that it shows.
pub(super) fn row_key(case: &PublishedSummary) -> String {
    format!("{case:?}")
}
