//! The office's queue: a list, and from 900 px the matter beside it.

use std::sync::Arc;

use durbar_api::{
    CaseId, ChangeSet,
    complaints::{CaseSummary, QueueFilter, ReadQueue},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{case::CaseView, case_card::row_key};
use crate::{
    components::{EmptyState, Icon, Page, PageTitle, deadline_tag, sending_tag},
    context::use_app,
    format,
    query::{self, Query},
    translations::{t, t_with},
};

/// Rows shown at once; more on request, so that a long queue opens as fast as a short one.
const ROWS: usize = 100;

const FILTERS: [QueueFilter; 4] = [
    QueueFilter::Open,
    QueueFilter::New,
    QueueFilter::Overdue,
    QueueFilter::Closed,
];

/// `/queue` and `/queue/:id`.
#[component]
pub fn Queue() -> impl IntoView {
    let app = use_app();
    let params = use_params_map();
    let selected = Memo::new(move |_| params.with(|params| params.get("id")).map(CaseId));
    let filter = RwSignal::new(QueueFilter::Open);
    let lists = FILTERS.map(|filter| {
        let list = query::ask(
            move || ReadQueue { filter },
            |changes: &ChangeSet| !changes.cases.is_empty() || changes.identity,
        );
        (filter, list)
    });
    let shown = move || {
        let filter = filter.get();
        lists
            .iter()
            .find(|(other, _)| *other == filter)
            .map_or(lists[0].1, |(_, list)| *list)
    };
    let open = Memo::new(move |_| selected.with(Option::is_some));
    let back = Signal::derive(move || {
        if open.get() {
            "/queue".to_owned()
        } else {
            "/".to_owned()
        }
    });
    view! {
        <Page name="queue" back=back wide=true>
            <div class="queue" class:open=move || open.get()>
                <section class="queue-list" aria-label=t("queue-title")>
                    {move || {
                        // One first heading on the screen: the open matter's, if there is one.
                        if open.get() {
                            view! { <h2 class="title">{t("queue-title")}</h2> }.into_any()
                        } else {
                            view! { <PageTitle text=t("queue-title")/> }.into_any()
                        }
                    }}
                    <div class="chips" role="group" aria-label=t("queue-filter")>
                        {lists
                            .map(|(own, list)| {
                                view! { <Chip own=own list=list filter=filter/> }
                            })
                            .into_iter()
                            .collect::<Vec<_>>()}
                    </div>
                    {move || {
                        let list = shown();
                        query::show(list, move |cases| {
                            view! { <Rows cases=cases selected=selected filter=filter/> }
                        })
                    }}
                </section>
                <div class="queue-case">
                    {move || match selected.get() {
                        Some(id) => {
                            view! { <CaseView id=id on_reference=|_| {}/> }.into_any()
                        }
                        None => {
                            view! {
                                <EmptyState icon="inbox" title=t("queue-pick-title") text=t("queue-pick")/>
                            }
                                .into_any()
                        }
                    }}
                </div>
            </div>
            {move || {
                (!app.officer.get())
                    .then(|| view! { <p class="quiet-words">{t("queue-no-role")}</p> })
            }}
        </Page>
    }
}

#[component]
fn Chip(
    own: QueueFilter,
    list: Query<Vec<CaseSummary>>,
    filter: RwSignal<QueueFilter>,
) -> impl IntoView {
    let (hook, words) = match own {
        QueueFilter::Open => ("filter-open", t("filter-open")),
        QueueFilter::New => ("filter-new", t("filter-new")),
        QueueFilter::Overdue => ("filter-overdue", t("filter-overdue")),
        QueueFilter::Closed => ("filter-closed", t("filter-closed")),
    };
    let count = move || list.get().map(|list| format::number(list.len() as f64, 0));
    let late =
        move || own == QueueFilter::Overdue && list.get().is_some_and(|list| !list.is_empty());
    view! {
        <button
            type="button"
            class="chip"
            class:late=late
            data-test=hook
            aria-pressed=move || if filter.get() == own { "true" } else { "false" }
            on:click=move |_| filter.set(own)
        >
            {words}
            " "
            {count}
        </button>
    }
}

#[component]
fn Rows(
    cases: Signal<Arc<Vec<CaseSummary>>>,
    selected: Memo<Option<CaseId>>,
    filter: RwSignal<QueueFilter>,
) -> impl IntoView {
    let limit = RwSignal::new(ROWS);
    let rows =
        move || cases.with(|cases| cases.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    let hidden = Memo::new(move |_| cases.with(|cases| cases.len().saturating_sub(limit.get())));
    let none = Memo::new(move |_| cases.with(|cases| cases.is_empty()));
    view! {
        <ul class="rows">
            <For each=rows key=row_key let:case>
                <Row case=case selected=selected/>
            </For>
        </ul>
        {move || {
            none.get()
                .then(|| {
                    let text = match filter.get_untracked() {
                        QueueFilter::Open => t("queue-empty-open"),
                        QueueFilter::New => t("queue-empty-new"),
                        QueueFilter::Overdue => t("queue-empty-overdue"),
                        QueueFilter::Closed => t("queue-empty-closed"),
                    };
                    view! { <EmptyState icon="check" title=t("queue-empty-title") text=text/> }
                })
        }}
        {move || {
            let hidden = hidden.get();
            (hidden > 0)
                .then(|| {
                    view! {
                        <crate::components::Button quiet=true on_press=move || limit.update(|limit| *limit += ROWS)>
                            {t_with("queue-more", &[("n", hidden.into())])}
                        </crate::components::Button>
                    }
                })
        }}
    }
}

#[component]
fn Row(case: CaseSummary, selected: Memo<Option<CaseId>>) -> impl IntoView {
    let app = use_app();
    let href = format!("/queue/{}", case.id.0);
    let id = case.id.clone();
    let here = move || {
        selected
            .with(|selected| selected.as_ref() == Some(&id))
            .then_some("true")
    };
    let category = app.category_name(&case.category);
    let title = if case.title.trim().is_empty() {
        category.clone()
    } else {
        case.title.clone()
    };
    let mut facts = vec![category];
    facts.extend(case.ward.as_deref().map(|ward| app.ward_name(ward)));
    facts.push(case.reference.clone());
    let since = case.received_at.unwrap_or(case.filed_at);
    let unsent = !matches!(case.sending, durbar_api::complaints::Sending::Received);
    view! {
        <li class="queue-row" class:news=case.news || !case.opened data-test="queue-row" data-case=case.id.0.clone()>
            <div class="queue-row-top">
                <a class="cover" href=href aria-current=here dir="auto">{title}</a>
                <small>{move || format::age(since, app.now.get())}</small>
            </div>
            <small>{facts.join(" · ")}</small>
            <div class="tags">
                {deadline_tag(app, &case)}
                {(!case.opened)
                    .then(|| {
                        view! {
                            <span class="news-mark">
                                <Icon name="plus"/>
                                {t("row-new")}
                            </span>
                        }
                    })}
                {unsent.then(|| sending_tag(&case.sending))}
            </div>
        </li>
    }
}
