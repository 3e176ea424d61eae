//! The list of published complaints, page by page.

use std::sync::Arc;

use durbar_api::{app::SyncPhase, complaints::PublishedList};
use leptos::prelude::*;

use super::{
    card::{PublishedCard, row_key},
    community::Shown,
    filter::{Filter, PAGE},
};
use crate::{
    components::{Button, EmptyState, Icon, in_lots},
    context::use_app,
    translations::{t, t_with},
};

/// How many there are, the page of them, and the ways to the other pages.
#[component]
pub(super) fn Results(list: Signal<Arc<PublishedList>>, shown: Shown) -> impl IntoView {
    let total = Memo::new(move |_| list.with(|list| list.total));
    let most = in_lots(Memo::new(move |_| list.with(|list| list.cases.len())));
    let cases = move || {
        let most = most.get();
        list.with(|list| list.cases.iter().take(most).cloned().collect::<Vec<_>>())
    };
    view! {
        <p class="result-count quiet-words" role="status" data-test="published-count">
            {move || t_with("published-count", &[("n", total.get().into())])}
        </p>
        <ul class="stack" data-test="published">
            <For each=cases key=row_key let:case>
                <PublishedCard case=case/>
            </For>
        </ul>
        {move || (total.get() == 0).then(|| view! { <Nothing shown=shown/> })}
        <Pages total=total shown=shown/>
    }
}

/// Why the list is empty.
#[component]
fn Nothing(shown: Shown) -> impl IntoView {
    let app = use_app();
    move || {
        if shown.filter.with(Filter::is_set) {
            view! {
                <EmptyState icon="search" title=t("published-none-title") text=t("published-none")>
                    <Button quiet=true hook="show-all" on_press=move || {
                        shown.change(|filter| {
                            *filter = Filter { show: filter.show, ..Filter::default() };
                        });
                    }>
                        {t("published-show-all")}
                    </Button>
                </EmptyState>
            }
            .into_any()
        } else {
            let offline = app.sync.with(|sync| sync.phase == SyncPhase::Offline);
            let text = if offline {
                t("published-empty-offline")
            } else {
                t("published-empty")
            };
            view! { <EmptyState icon="people" title=t("published-empty-title") text=text/> }
                .into_any()
        }
    }
}

#[component]
fn Pages(total: Memo<u32>, shown: Shown) -> impl IntoView {
    let last = Memo::new(move |_| total.get().saturating_sub(1) / PAGE);
    let page = Memo::new(move |_| shown.filter.with(|filter| filter.page));
    let address = move |page: u32| {
        shown.filter.with(|filter| {
            Filter {
                page,
                ..filter.clone()
            }
            .address()
        })
    };
    move || {
        let (page, last) = (page.get(), last.get());
        (last > 0 || page > 0).then(|| {
            view! {
                <nav class="pages" aria-label=t("pages-label")>
                    {(page > 0)
                        .then(|| {
                            view! {
                                <a class="button quiet small" rel="prev" href=address(page.min(last + 1) - 1) data-test="page-before">
                                    <Icon name="back"/>
                                    {t("pages-before")}
                                </a>
                            }
                        })}
                    <span class="quiet-words">
                        {t_with("pages-here", &[("n", (page + 1).into()), ("of", (last + 1).into())])}
                    </span>
                    {(page < last)
                        .then(|| {
                            view! {
                                <a class="button quiet small" rel="next" href=address(page + 1) data-test="page-next">
                                    {t("pages-next")}
                                    <Icon name="next"/>
                                </a>
                            }
                        })}
                </nav>
            }
        })
    }
}
