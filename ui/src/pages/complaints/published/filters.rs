//! Searching and filtering the published complaints, and following what is chosen.

use std::sync::Arc;

use durbar_api::{
    ApiError,
    complaints::{PublishedList, PublishedState, Topic},
};
use leptos::prelude::*;

use super::{community::Shown, following::FollowButton};
use crate::{
    components::{Icon, SelectField},
    context::use_app,
    query::Query,
    translations::{in_line, t, t_with},
};

/// How long typing rests before a search begins.
const REST: std::time::Duration = std::time::Duration::from_millis(150);

/// Words, ward, category, state; and following what is chosen.
#[component]
pub(super) fn Filters(
    list: Signal<Arc<PublishedList>>,
    follows: Query<Vec<Topic>>,
    shown: Shown,
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let app = use_app();
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
            options.extend(wards.map(|ward| (ward.id.clone(), in_line(&ward.name))));
        });
        options
    });
    let categories = Signal::derive(move || {
        let mut options = vec![(String::new(), t("list-all-categories"))];
        app.municipality.with(|municipality| {
            let all = municipality.iter().flat_map(|m| &m.categories);
            options.extend(all.map(|one| (one.id.clone(), in_line(&one.name))));
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
                    placeholder=t("search-title")
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
