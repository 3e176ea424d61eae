//! Following a ward, a category or one complaint: what is followed comes to this device.

use durbar_api::{
    ApiError, ChangeSet,
    complaints::{Follow, ListFollows, Topic},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{Icon, Switch},
    context::{AppContext, use_app},
    query::{self, Query},
    translations::{t, t_with},
};

/// What this person follows.
pub fn ask_follows() -> Query<Vec<Topic>> {
    query::ask(|| ListFollows {}, |changes: &ChangeSet| changes.published)
}

/// Follows or stops, and tells what the app answered.
pub(super) fn follow(
    app: AppContext,
    topic: Topic,
    following: bool,
    error: RwSignal<Option<ApiError>>,
) {
    spawn_local(async move {
        let result = app.call(Follow { topic, following }).await;
        error.try_set(result.err());
    });
}

/// A button that follows a topic, or says that it is followed and stops.
#[component]
pub fn FollowButton(
    /// What.
    topic: Topic,
    /// What it is called, for screen readers.
    #[prop(into)]
    name: Signal<String>,
    /// Whether it is followed.
    #[prop(into)]
    following: Signal<bool>,
    /// Takes what went wrong.
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let app = use_app();
    view! {
        <button
            type="button"
            class="button quiet small toggle"
            data-test="follow"
            aria-pressed=move || if following.get() { "true" } else { "false" }
            on:click=move |_| follow(app, topic.clone(), !following.get_untracked(), error)
        >
            {move || {
                let (icon, words) = if following.get() {
                    ("check", t("follow-on"))
                } else {
                    ("eye", t("follow-off"))
                };
                view! {
                    <Icon name=icon/>
                    <span>{words} " " <span class="unseen">{name}</span></span>
                }
            }}
        </button>
    }
}

/// A switch that follows a ward.
#[component]
pub(super) fn WardSwitch(
    /// Ward id.
    ward: String,
    /// Its name.
    #[prop(into)]
    name: String,
    /// Shows the name to screen readers only.
    #[prop(optional)]
    bare: bool,
    /// Whether it is followed.
    #[prop(into)]
    following: Signal<bool>,
    /// Takes what went wrong.
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let app = use_app();
    let hook = format!("ward-{ward}");
    let label = if bare {
        t_with("follow-this", &[("name", name.into())])
    } else {
        name
    };
    view! {
        <Switch
            label=Signal::stored(label)
            bare=bare
            on=following
            hook=hook
            on_switch=move |on| follow(app, Topic::Ward(ward.clone()), on, error)
        />
    }
}
