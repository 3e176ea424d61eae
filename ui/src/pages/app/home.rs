//! Home: what waits for the person, and the doors to the frequent things.

use std::sync::Arc;

use durbar_api::{
    ChangeSet,
    complaints::{CaseSummary, ListDrafts, ListMine, QueueFilter, ReadQueue, Sending},
};
use leptos::prelude::*;

use super::new::Doors;
use crate::{
    components::{Icon, Page, PageTitle},
    context::use_app,
    format,
    pages::complaints::CaseCard,
    pages::packs::SampleMark,
    query::{self, Query},
    translations::{t, t_with},
};

/// Matters shown on the first page.
const LATEST: usize = 3;

/// `/`.
#[component]
pub fn Home() -> impl IntoView {
    let app = use_app();
    let mine = query::ask(
        || ListMine {},
        |changes: &ChangeSet| !changes.cases.is_empty(),
    );
    view! {
        <Page name="home">
            <PageTitle text=Signal::derive(move || {
                t_with("home-title", &[("name", app.municipality_name().into())])
            })/>
            <SampleMark/>
            {move || app.officer.get().then(|| view! { <OfficeCard/> })}
            <Waiting mine=mine/>
            <Doors/>
            {query::show(mine, |mine| view! { <Latest mine=mine/> })}
        </Page>
    }
}

/// "2 things wait for you": answers not seen, drafts not finished, matters set aside.
#[component]
fn Waiting(mine: Query<Vec<CaseSummary>>) -> impl IntoView {
    let app = use_app();
    let drafts = query::ask(|| ListDrafts {}, |changes: &ChangeSet| changes.drafts);
    move || {
        let mut lines = Vec::new();
        for case in mine.get().iter().flat_map(|mine| mine.iter()) {
            let href = format!("/case/{}", case.id.0);
            let title = case.title.clone();
            if let Sending::SetAside(_) = case.sending {
                lines.push((href, t_with("wait-set-aside", &[("title", title.into())])));
            } else if case.news {
                let department = app.department_name(&case.department);
                lines.push((
                    href,
                    t_with(
                        "wait-news",
                        &[("department", department.into()), ("title", title.into())],
                    ),
                ));
            }
        }
        for draft in drafts.get().iter().flat_map(|drafts| drafts.iter()) {
            let title = match &draft.category {
                _ if !draft.title.trim().is_empty() => draft.title.clone(),
                Some(category) => app.category_name(category),
                // Looked in and left again: nothing to finish.
                None => continue,
            };
            let href = format!("/report/{}/category", draft.id.0);
            lines.push((href, t_with("wait-draft", &[("title", title.into())])));
        }
        (!lines.is_empty()).then(|| {
            let heading = t_with("wait-title", &[("n", lines.len().into())]);
            let items: Vec<_> = lines
                .into_iter()
                .map(|(href, words)| view! { <li><a href=href><span dir="auto">{words}</span><Icon name="next"/></a></li> })
                .collect();
            view! {
                <section class="wait" data-test="waiting">
                    <h2>{heading}</h2>
                    <ul>{items}</ul>
                </section>
            }
        })
    }
}

#[component]
fn Latest(mine: Signal<Arc<Vec<CaseSummary>>>) -> impl IntoView {
    let latest = move || mine.with(|mine| mine.iter().take(LATEST).cloned().collect::<Vec<_>>());
    let any = Memo::new(move |_| mine.with(|mine| !mine.is_empty()));
    let more = Memo::new(move |_| mine.with(|mine| mine.len() > LATEST));
    view! {
        {move || any.get().then(|| view! { <h2>{t("home-latest")}</h2> })}
        <ul class="stack">
            <For each=latest key=|case| format!("{case:?}") let:case>
                <CaseCard case=case/>
            </For>
        </ul>
        {move || more.get().then(|| view! { <p><a href="/follow">{t("home-all")}</a></p> })}
    }
}

/// The way to the queue, with what is in it.
#[component]
fn OfficeCard() -> impl IntoView {
    let list = |filter| {
        query::ask(
            move || ReadQueue { filter },
            |changes: &ChangeSet| !changes.cases.is_empty() || changes.identity,
        )
    };
    let (open, new, overdue) = (
        list(QueueFilter::Open),
        list(QueueFilter::New),
        list(QueueFilter::Overdue),
    );
    let count = |list: Query<Vec<CaseSummary>>| {
        move || list.get().map(|list| format::number(list.len() as f64, 0))
    };
    view! {
        <section class="card office-card">
            <span class="door-icon tone-good">
                <Icon name="inbox"/>
            </span>
            <div>
                <h2>
                    <a class="cover" href="/queue" data-test="door-queue">{t("queue-title")}</a>
                </h2>
                <dl class="counts">
                    <div><dt>{t("filter-open")}</dt><dd>{count(open)}</dd></div>
                    <div><dt>{t("filter-new")}</dt><dd>{count(new)}</dd></div>
                    <div><dt>{t("filter-overdue")}</dt><dd>{count(overdue)}</dd></div>
                </dl>
            </div>
        </section>
    }
}
