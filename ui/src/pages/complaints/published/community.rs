//! `/community`: what people reported in the followed wards, and what became of it.

use std::sync::Arc;

use durbar_api::{
    ApiError, ChangeSet,
    complaints::{ListPublished, PublishedList, Topic},
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

use super::{
    filter::{self, Filter, Show},
    filters::Filters,
    following::ask_follows,
    list::Results,
    map::{Figures, WardsMap},
    wards::{FirstWards, WardTable},
};
use crate::{
    browser,
    components::{ErrorNotice, Icon, OldData, Page, PageTitle, afterwards},
    context::use_app,
    pages::packs::SampleMark,
    query::{self, Query},
    translations::{t, t_with},
};

/// What is shown, and the way to show something else.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// From the address.
    pub filter: Memo<Filter>,
    /// Changes the address.
    pub go: Callback<Filter>,
}

impl Shown {
    fn from_address() -> Self {
        let params = use_query_map();
        let filter = Memo::new(move |_| params.with(|params| Filter::of(|name| params.get(name))));
        let navigate = use_navigate();
        let go = Callback::new(move |filter: Filter| {
            let options = NavigateOptions {
                scroll: false,
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&filter.address(), options);
        });
        Self { filter, go }
    }

    /// Shows the same with a change, from the first page on.
    pub fn change(self, change: impl FnOnce(&mut Filter)) {
        // What was typed last may come here when the page is gone.
        if let Some(filter) = self.filter.try_get_untracked() {
            self.go.try_run(filter.with(change));
        }
    }
}

/// `/community`.
#[component]
pub fn Community() -> impl IntoView {
    let app = use_app();
    let shown = Shown::from_address();
    let list = query::ask_on(
        move || shown.filter.with(Filter::list),
        |changes: &ChangeSet| changes.published,
    );
    let follows = ask_follows();
    let path = use_location().pathname;
    Effect::new(move || {
        // The address changes before its page goes.
        if path.with(|path| path == "/community") {
            filter::remember(shown.filter.with(Filter::address));
        }
    });
    let title = Signal::derive(move || {
        t_with(
            "community-title",
            &[("name", app.municipality_name().into())],
        )
    });
    view! {
        <Page name="community" wide=true>
            <div class="community-head">
                <PageTitle text=title/>
                <p class="lead">{t("community-lead")}</p>
                <OldData/>
            </div>
            {query::show(list, move |list| view! { <Content list=list follows=follows shown=shown/> })}
            <SampleMark/>
        </Page>
    }
}

#[component]
fn Content(
    list: Signal<Arc<PublishedList>>,
    follows: Query<Vec<Topic>>,
    shown: Shown,
) -> impl IntoView {
    let error = RwSignal::new(None::<ApiError>);
    // Somebody who follows a category has something to read, too.
    let nothing = Memo::new(move |_| {
        let topics = follows.get().map_or(0, |topics| topics.len());
        list.with(|list| list.followed_wards.is_empty() && list.total == 0) && topics == 0
    });
    // The wards stay until the person has chosen all of them.
    let choosing = RwSignal::new(false);
    Effect::new(move || {
        if nothing.get() {
            choosing.set(true);
        }
    });
    let first = Memo::new(move |_| choosing.get() && !shown.filter.with(Filter::is_set));
    view! {
        <ErrorNotice error=error/>
        {move || {
            if first.get() {
                view! {
                    <FirstWards list=list error=error on_done=move || {
                        choosing.set(false);
                        // The button that was pressed is gone.
                        browser::scroll_to_top();
                        browser::focus_later("main");
                    }/>
                }
                    .into_any()
            } else {
                view! { <Known list=list follows=follows shown=shown error=error/> }.into_any()
            }
        }}
    }
}

#[component]
fn Known(
    list: Signal<Arc<PublishedList>>,
    follows: Query<Vec<Topic>>,
    shown: Shown,
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let show = move || match shown.filter.with(|filter| filter.show) {
        Show::List => "list",
        Show::Map => "map",
        Show::Figures => "figures",
    };
    // On a phone they are behind the list.
    let rest = afterwards(
        shown
            .filter
            .with_untracked(|filter| filter.show != Show::List),
    );
    view! {
        <nav class="segments" aria-label=t("show-title")>
            <Segment shown=shown own=Show::List icon="list" label=t("show-list") hook="show-list"/>
            <Segment shown=shown own=Show::Map icon="pin" label=t("show-map") hook="show-map"/>
            <Segment shown=shown own=Show::Figures icon="chart" label=t("show-figures") hook="show-figures"/>
        </nav>
        <Filters list=list follows=follows shown=shown error=error/>
        <div class="community" data-show=show>
            <section class="community-list" aria-labelledby="community-list">
                <h2 id="community-list" class="unseen">{t("show-list")}</h2>
                <Results list=list shown=shown/>
            </section>
            <section class="community-map" aria-label=t("show-map")>
                {move || {
                    rest.get()
                        .then(|| {
                            view! {
                                <WardsMap list=list shown=shown/>
                                <div id="wards" class="card wards">
                                    <h2>{t("wards-title")}</h2>
                                    <p class="quiet-words">{t("wards-text")}</p>
                                    <WardTable list=list shown=shown error=error/>
                                </div>
                            }
                        })
                }}
            </section>
            <section class="community-figures" aria-label=t("show-figures")>
                {move || rest.get().then(|| view! { <Figures list=list shown=shown/> })}
            </section>
        </div>
    }
}

#[component]
fn Segment(
    shown: Shown,
    own: Show,
    icon: &'static str,
    label: String,
    hook: &'static str,
) -> impl IntoView {
    let href = move || {
        shown.filter.with(|filter| {
            let mut filter = filter.clone();
            filter.show = own;
            filter.address()
        })
    };
    let here = move || (shown.filter.with(|filter| filter.show) == own).then_some("page");
    view! {
        <a class="segment" href=href data-test=hook aria-current=here data-noscroll="true">
            <Icon name=icon/>
            {label}
        </a>
    }
}

/// Nothing is left out by this question.
pub(super) fn everything(limit: u32) -> ListPublished {
    ListPublished {
        limit,
        ..ListPublished::default()
    }
}
