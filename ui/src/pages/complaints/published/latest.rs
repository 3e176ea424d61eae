//! What is new in the followed wards, for the first page.

use durbar_api::ChangeSet;
use leptos::prelude::*;

use super::{
    card::{PublishedCard, row_key},
    community::everything,
    wards::ChooseWard,
};
use crate::{
    context::use_app,
    query,
    translations::{t, t_with},
};

/// Complaints on the first page.
const LATEST: u32 = 3;

/// "In your ward, Kojokrom": the latest published complaints that come to this device; before a
/// ward is followed, the question which one is the person's.
#[component]
pub fn LatestPublished() -> impl IntoView {
    let app = use_app();
    let list = query::ask(
        || everything(LATEST),
        |changes: &ChangeSet| changes.published,
    );
    query::show(list, move |list| {
        let wards = Memo::new(move |_| list.with(|list| list.followed_wards.clone()));
        let any = Memo::new(move |_| list.with(|list| list.total > 0));
        // What is followed for its kind may lie elsewhere.
        let here = Memo::new(move |_| {
            list.with(|list| {
                let mut wards = list.cases.iter().map(|case| case.ward.as_ref());
                wards.all(|ward| ward.is_some_and(|ward| list.followed_wards.contains(ward)))
            })
        });
        let title = move || {
            wards.with(|wards| match wards.as_slice() {
                [] => t("latest-title-other"),
                _ if !here.get() => t("latest-title-other"),
                [ward] => t_with("latest-title", &[("ward", app.ward_name(ward).into())]),
                more => t_with("latest-title-several", &[("n", more.len().into())]),
            })
        };
        view! {
            {move || wards.with(|wards| wards.is_empty()).then(|| view! { <ChooseWard/> })}
            {move || {
                (any.get() || !wards.with(|wards| wards.is_empty()))
                    .then(|| view! { <h2>{title}</h2> })
            }}
            <ul class="stack" data-test="latest-published">
                <For each=move || list.with(|list| list.cases.clone()) key=row_key let:case>
                    <PublishedCard case=case/>
                </For>
            </ul>
            {move || match (any.get(), wards.with(|wards| wards.is_empty())) {
                (true, _) => view! { <p><a href="/community">{t("latest-all")}</a></p> }.into_any(),
                (false, false) => view! { <p class="quiet-words">{t("latest-none")}</p> }.into_any(),
                (false, true) => ().into_any(),
            }}
        }
    })
}
