//! "What I follow": complaints of others, wards and categories, each with the way to stop.

use std::sync::Arc;

use durbar_api::{
    ApiError,
    complaints::{PublishedId, ReadPublished, Topic},
};
use leptos::prelude::*;

use super::{
    card::PublishedCard,
    following::{ask_follows, follow},
};
use crate::{
    components::{Button, ErrorNotice, Icon},
    context::{AppContext, use_app},
    query,
    translations::{t, t_with},
};

/// The section of the page of one's matters.
#[component]
pub fn Followed() -> impl IntoView {
    let follows = ask_follows();
    query::show(follows, |follows| view! { <Section follows=follows/> })
}

#[component]
fn Section(follows: Signal<Arc<Vec<Topic>>>) -> impl IntoView {
    let error = RwSignal::new(None::<ApiError>);
    let complaints = move || {
        follows.with(|follows| {
            let ids = follows.iter().filter_map(|topic| match topic {
                Topic::Published(id) => Some(id.clone()),
                Topic::Ward(_) | Topic::Category(_) => None,
            });
            ids.collect::<Vec<_>>()
        })
    };
    let topics = move || {
        follows.with(|follows| {
            let topics = follows
                .iter()
                .filter(|topic| !matches!(topic, Topic::Published(_)));
            topics.cloned().collect::<Vec<_>>()
        })
    };
    let none = Memo::new(move |_| follows.with(|follows| follows.is_empty()));
    view! {
        <section class="followed" aria-labelledby="followed" data-test="followed">
            <h2 id="followed">{t("followed-title")}</h2>
            <ErrorNotice error=error/>
            {move || {
                none.get()
                    .then(|| {
                        view! {
                            <p class="quiet-words">
                                {t("followed-none")} " "
                                <a href="/community">{t("followed-look")}</a>
                            </p>
                        }
                    })
            }}
            <ul class="stack">
                <For each=complaints key=|id| id.clone() let:id>
                    <FollowedComplaint id=id error=error/>
                </For>
            </ul>
            <ul class="topics">
                <For each=topics key=|topic| topic.clone() let:topic>
                    <FollowedTopic topic=topic error=error/>
                </For>
            </ul>
        </section>
    }
}

/// A followed complaint; nothing while it is not here (it comes with the next connection).
#[component]
fn FollowedComplaint(id: PublishedId, error: RwSignal<Option<ApiError>>) -> impl IntoView {
    let app = use_app();
    let topic = Topic::Published(id.clone());
    let read = query::ask(
        move || ReadPublished { id: id.clone() },
        |changes| changes.published,
    );
    let stop = StoredValue::new(topic);
    query::show_or(
        read,
        |case| {
            move || {
                let summary = case.with(|case| case.summary.clone());
                view! { <PublishedCard case=summary/> }
            }
        },
        move |_| {
            view! {
                <li class="card topic">
                    <Icon name="clock"/>
                    <p class="quiet-words">{t("followed-gone")}</p>
                    <Stop app=app topic=stop.get_value() name=t("followed-complaint") error=error/>
                </li>
            }
            .into_any()
        },
    )
}

#[component]
fn FollowedTopic(topic: Topic, error: RwSignal<Option<ApiError>>) -> impl IntoView {
    let app = use_app();
    let (icon, name, kind, href) = match &topic {
        Topic::Ward(id) => (
            "pin",
            app.ward_name(id),
            t("ward-label"),
            format!("/community?ward={id}"),
        ),
        Topic::Category(id) => (
            "flag",
            app.category_name(id),
            t("list-category"),
            format!("/community?category={id}"),
        ),
        // Shown as a card of its own.
        Topic::Published(_) => return ().into_any(),
    };
    view! {
        <li class="topic" data-test="topic">
            <Icon name=icon/>
            <p>
                <a href=href>{name.clone()}</a>
                <small>{kind}</small>
            </p>
            <Stop app=app topic=topic name=name error=error/>
        </li>
    }
    .into_any()
}

#[component]
fn Stop(
    app: AppContext,
    topic: Topic,
    name: String,
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    view! {
        <Button quiet=true small=true hook="stop" on_press=move || {
            follow(app, topic.clone(), false, error);
        }>
            {t("followed-stop")}
            <span class="unseen">{t_with("followed-stop-what", &[("name", name.into())])}</span>
        </Button>
    }
}
