//! What an officer must know beside the facts: the person, other matters about the same thing,
//! what everybody can read.

use durbar_api::complaints::CaseSummary;
use leptos::prelude::*;

use super::{Office, contact::ContactCard};
use crate::{
    components::Icon,
    context::use_app,
    format,
    pages::complaints::queue::{office_tag, title_of},
    translations::{t, t_with},
};

/// Other matters shown at once.
const NEARBY: usize = 5;

/// The cards of the office.
#[component]
pub fn OfficeCards(office: Office) -> impl IntoView {
    let case = office.case;
    let merged = Memo::new(move |_| case.with(|case| case.summary.merged_into.clone()));
    let duplicates = Memo::new(move |_| case.with(|case| case.duplicates.clone()));
    let nearby = Memo::new(move |_| case.with(|case| case.nearby.clone()));
    let published = Memo::new(move |_| case.with(|case| case.published.clone()));
    let id = office.id().0;
    let editor = Memo::new(move |_| case.with(|case| case.doors.office));
    let merge = format!("/case/{id}/merge");
    let edit = StoredValue::new(format!("/case/{id}/publish"));
    view! {
        <ContactCard office=office/>
        {move || {
            merged
                .get()
                .map(|into| {
                    view! {
                        <p class="card with-icon" data-test="merged-into">
                            <Icon name="merge"/>
                            <span>
                                {t("merged-into")} " "
                                <a href=format!("/queue/{}", into.0)>{t("merged-into-open")}</a>
                            </span>
                        </p>
                    }
                })
        }}
        {move || {
            published
                .get()
                .map(|published| {
                    let href = format!("/published/{}", published.id.0);
                    view! {
                        <div class="card public-card" data-test="published-card">
                            <h2 class="with-icon">
                                <Icon name="people"/>
                                {t("published-card")}
                            </h2>
                            <p>
                                <a href=href dir="auto">{published.title}</a>
                            </p>
                            <p class="quiet-words">
                                {t_with("row-supports", &[("n", published.supports.into())])}
                                {editor
                                    .get()
                                    .then(|| view! { {format::FACT_BREAK} <a href=edit.get_value()>{t("publish-edit")}</a> })}
                            </p>
                        </div>
                    }
                })
        }}
        {move || {
            let cases = duplicates.get();
            (!cases.is_empty())
                .then(|| {
                    view! {
                        <div class="card" data-test="duplicates">
                            <h2>{t_with("duplicates", &[("n", cases.len().into())])}</h2>
                            <Others cases=cases/>
                        </div>
                    }
                })
        }}
        {move || {
            let mut cases = nearby.get();
            let n = cases.len();
            cases.truncate(NEARBY);
            let merge = merge.clone();
            (n > 0)
                .then(|| {
                    view! {
                        <details class="card more nearby" data-test="nearby">
                            <summary>{t_with("nearby", &[("n", n.into())])}</summary>
                            <Others cases=cases/>
                            {editor
                                .get()
                                .then(|| {
                                    view! {
                                        <p>
                                            <a href=merge>{t("nearby-merge")}</a>
                                        </p>
                                    }
                                })}
                        </details>
                    }
                })
        }}
    }
}

/// Other matters, each with its state.
#[component]
fn Others(cases: Vec<CaseSummary>) -> impl IntoView {
    let app = use_app();
    let rows: Vec<_> = cases
        .into_iter()
        .map(|case| {
            view! {
                <li>
                    <a href=format!("/queue/{}", case.id.0) dir="auto">{title_of(app, &case)}</a>
                    <small class="together">{case.reference.clone()}</small>
                    <div class="tags" inner_html=office_tag(app, &case).into_string()></div>
                </li>
            }
        })
        .collect();
    view! { <ul class="others">{rows}</ul> }
}
