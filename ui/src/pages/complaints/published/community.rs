//! `/community`: what people reported in the followed wards, and what became of it.

use std::sync::Arc;

use durbar_api::{
    ApiError, ChangeSet,
    complaints::{ListPublished, PublishedList, PublishedState, Topic},
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

use super::{
    filter::{self, Filter, Show},
    following::{FollowButton, ask_follows},
    list::Results,
    map::{Figures, WardsMap},
    wards::{FirstWards, WardTable},
};
use crate::{
    components::{ErrorNotice, Icon, OldData, Page, PageTitle, SelectField},
    context::use_app,
    pages::packs::SampleMark,
    query,
    translations::{t, t_with},
};

/// How long typing rests before a search begins.
const REST: std::time::Duration = std::time::Duration::from_millis(150);

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
        let filter = Memo::new(move |_| params.with(Filter::of));
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
            {query::show(list, move |list| view! { <Content list=list shown=shown/> })}
            <SampleMark/>
        </Page>
    }
}

#[component]
fn Content(list: Signal<Arc<PublishedList>>, shown: Shown) -> impl IntoView {
    let follows = ask_follows();
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
                    <FirstWards list=list error=error on_done=move || choosing.set(false)/>
                }
                    .into_any()
            } else {
                view! { <Known list=list shown=shown error=error/> }.into_any()
            }
        }}
    }
}

#[component]
fn Known(
    list: Signal<Arc<PublishedList>>,
    shown: Shown,
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let show = move || match shown.filter.with(|filter| filter.show) {
        Show::List => "list",
        Show::Map => "map",
        Show::Figures => "figures",
    };
    view! {
        <nav class="segments" aria-label=t("show-title")>
            <Segment shown=shown own=Show::List icon="list" label=t("show-list") hook="show-list"/>
            <Segment shown=shown own=Show::Map icon="pin" label=t("show-map") hook="show-map"/>
            <Segment shown=shown own=Show::Figures icon="chart" label=t("show-figures") hook="show-figures"/>
        </nav>
        <Filters list=list shown=shown error=error/>
        <div class="community" data-show=show>
            <section class="community-list" aria-labelledby="community-list">
                <h2 id="community-list" class="unseen">{t("show-list")}</h2>
                <Results list=list shown=shown/>
            </section>
            <section class="community-map" aria-label=t("show-map")>
                <WardsMap list=list shown=shown/>
                <div id="wards" class="card wards">
                    <h2>{t("wards-title")}</h2>
                    <p class="quiet-words">{t("wards-text")}</p>
                    <WardTable list=list shown=shown error=error/>
                </div>
            </section>
            <section class="community-figures" aria-label=t("show-figures")>
                <Figures list=list shown=shown/>
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

/// Words, ward, category, state; and following what is chosen.
#[component]
fn Filters(
    list: Signal<Arc<PublishedList>>,
    shown: Shown,
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let app = use_app();
    let follows = ask_follows();
    let typed = RwSignal::new(shown.filter.with_untracked(|filter| filter.text.clone()));
    let search = move |text: String| shown.change(|filter| filter.text = text);
    let mut search_later = debounce(REST, search);
    // "Show all" and "back" empty the field too.
    Effect::new(move || {
        let text = shown.filter.with(|filter| filter.text.clone());
        if text != typed.get_untracked().trim() {
            typed.set(text);
        }
    });
    let wards = Signal::derive(move || {
        let mut options = vec![(String::new(), t("list-all-wards"))];
        app.municipality.with(|municipality| {
            let wards = municipality.iter().flat_map(|m| &m.wards);
            options.extend(wards.map(|ward| (ward.id.clone(), ward.name.text.clone())));
        });
        options
    });
    let categories = Signal::derive(move || {
        let mut options = vec![(String::new(), t("list-all-categories"))];
        app.municipality.with(|municipality| {
            let all = municipality.iter().flat_map(|m| &m.categories);
            options.extend(all.map(|one| (one.id.clone(), one.name.text.clone())));
        });
        options
    });
    let ward = Memo::new(move |_| shown.filter.with(|filter| filter.ward.clone()));
    let category = Memo::new(move |_| shown.filter.with(|filter| filter.category.clone()));
    let open = RwSignal::new(false);
    let set = Memo::new(move |_| {
        shown.filter.with(|filter| {
            let set = [
                filter.ward.is_some(),
                filter.category.is_some(),
                filter.state != PublishedState::All,
            ];
            set.into_iter().filter(|set| *set).count()
        })
    });
    view! {
        <form
            class="filters"
            class:open=open
            role="search"
            aria-label=t("list-filters")
            on:submit=move |event| {
                event.prevent_default();
                search(typed.get_untracked());
            }
        >
            <div class="find-line">
            <div class="search">
                <Icon name="search"/>
                <input
                    id="community-words"
                    type="search"
                    enterkeyhint="search"
                    autocomplete="off"
                    dir="auto"
                    aria-label=t("list-words")
                    placeholder=t("list-words")
                    prop:value=typed
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        typed.set(text.clone());
                        search_later(text);
                    }
                />
            </div>
            <button
                type="button"
                class="button quiet"
                data-test="filters"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || match set.get() {
                    0 => t("list-filter"),
                    n => t_with("list-filter-set", &[("n", n.into())]),
                }}
            </button>
            </div>
            <SelectField
                id="community-ward"
                label=t("ward-label")
                options=wards
                chosen=Signal::derive(move || ward.get().unwrap_or_default())
                on_choose=move |id: String| {
                    shown.change(|filter| filter.ward = (!id.is_empty()).then_some(id));
                }
            />
            <SelectField
                id="community-category"
                label=t("list-category")
                options=categories
                chosen=Signal::derive(move || category.get().unwrap_or_default())
                on_choose=move |id: String| {
                    shown.change(|filter| filter.category = (!id.is_empty()).then_some(id));
                }
            />
            <div class="chips" role="group" aria-label=t("list-state")>
                <StateChip shown=shown own=PublishedState::All label=t("list-all") hook="state-all"/>
                <StateChip shown=shown own=PublishedState::Open label=t("list-open") hook="state-open"/>
                <StateChip shown=shown own=PublishedState::Closed label=t("list-closed") hook="state-closed"/>
            </div>
        </form>
        {move || {
            ward.get()
                .map(|id| {
                    let name = app.ward_name(&id);
                    let own = id.clone();
                    let following = Signal::derive(move || {
                        list.with(|list| list.followed_wards.contains(&own))
                    });
                    view! {
                        <FollowLine topic=Topic::Ward(id) name=name following=following error=error/>
                    }
                })
        }}
        {move || {
            category
                .get()
                .map(|id| {
                    let name = app.category_name(&id);
                    let topic = Topic::Category(id);
                    let own = topic.clone();
                    let following = Signal::derive(move || {
                        follows.get().is_some_and(|topics| topics.contains(&own))
                    });
                    view! { <FollowLine topic=topic name=name following=following error=error/> }
                })
        }}
    }
}

/// "Kojokrom: its complaints come to this phone", with the way to stop, or the other way round.
#[component]
fn FollowLine(
    topic: Topic,
    name: String,
    following: Signal<bool>,
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let ward = matches!(topic, Topic::Ward(_));
    let named = name.clone();
    let words = move || {
        let args = [("name", named.clone().into())];
        match (ward, following.get()) {
            (true, true) => t_with("follow-ward-on", &args),
            (true, false) => t_with("follow-ward-off", &args),
            (false, true) => t_with("follow-category-on", &args),
            (false, false) => t_with("follow-category-off", &args),
        }
    };
    view! {
        <div class="follow-line">
            <p class="quiet-words">{words}</p>
            <FollowButton topic=topic name=name following=following error=error/>
        </div>
    }
}

#[component]
fn StateChip(
    shown: Shown,
    own: PublishedState,
    label: String,
    hook: &'static str,
) -> impl IntoView {
    let on = move || shown.filter.with(|filter| filter.state) == own;
    view! {
        <button
            type="button"
            class="chip"
            data-test=hook
            aria-pressed=move || if on() { "true" } else { "false" }
            on:click=move |_| shown.change(|filter| filter.state = own)
        >
            {label}
        </button>
    }
}

/// Nothing is left out by this question.
pub(super) fn everything(limit: u32) -> ListPublished {
    ListPublished {
        limit,
        ..ListPublished::default()
    }
}
