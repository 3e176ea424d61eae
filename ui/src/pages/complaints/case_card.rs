//! A matter in a list.

use durbar_api::complaints::CaseSummary;
use leptos::prelude::*;

use crate::{
    components::{Icon, StoredPicture, sending_tag, state_tag},
    context::use_app,
    format,
    translations::t,
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
    let mut facts = vec![case.reference.clone(), app.category_name(&case.category)];
    facts.extend(case.ward.as_deref().map(|ward| app.ward_name(ward)));
    let when = case.last_activity;
    // Before the receipt the state of sending is the news; after it, what the office does.
    let received = matches!(case.sending, durbar_api::complaints::Sending::Received);
    view! {
        <li class="card case-card" class:news=case.news data-test="case-card">
            {case
                .thumbnail
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
                                    {t("case-news")}
                                </span>
                            }
                        })}
                    {sending_tag(&case.sending)}
                    {received.then(|| state_tag(app, &case.status))}
                </div>
            </div>
        </li>
    }
}

/// What makes a row another one for a list: everything that it shows.
pub(super) fn row_key(case: &CaseSummary) -> String {
    format!("{case:?}")
}
