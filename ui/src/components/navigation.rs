//! The ways through the app: a bar of five on a phone, a rail on a wide screen.

use durbar_api::{complaints::QueuePart, identity::RoleState};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use super::Icon;
use crate::{
    context::use_app,
    format,
    standing::use_standing,
    translations::{t, t_with},
};

/// The navigation. On a phone an officer's queue takes the community's place in the bar; the rail
/// of a wide screen has room for all of an officer's ways.
#[component]
pub fn Navigation() -> impl IntoView {
    let app = use_app();
    view! {
        <nav class="nav" class:officer=move || app.officer.get() aria-label=t("nav-label")>
            <a class="nav-brand" href="/">
                <Icon name="umbrella"/>
                <span>{t("app-name")}</span>
            </a>
            <Way href="/" icon="home" label="nav-home"/>
            {move || app.officer.get().then(|| view! { <Office/> })}
            <Way href="/follow" icon="eye" label="nav-follow"/>
            <Way href="/new" icon="plus" label="nav-new"/>
            <Way href="/community" icon="people" label="nav-community"/>
            <Way href="/me" icon="me" label="nav-me"/>
            {move || app.officer.get().then(|| view! { <SignedIn/> })}
        </nav>
    }
}

/// The officer's ways, with what waits behind them.
#[component]
fn Office() -> impl IntoView {
    let queue = use_standing().queue;
    let count = move |part: QueuePart| {
        Signal::derive(move || queue.get().map_or(0, |queue| queue.count(part)))
    };
    view! {
        <Way href="/queue" icon="inbox" label="nav-queue" count=count(QueuePart::Open)/>
        <Way href="/queue?part=overdue" icon="clock" label="nav-overdue" count=count(QueuePart::Overdue) late=true/>
        <Way href="/intake" icon="edit" label="nav-intake"/>
    }
}

/// In which role the person works here.
#[component]
fn SignedIn() -> impl IntoView {
    let app = use_app();
    let me = use_standing().me;
    move || {
        let me = me.get()?;
        let role = me
            .roles
            .iter()
            .find(|role| role.state == RoleState::Active)?;
        let department = app.department_name(&role.department);
        Some(view! {
            <p class="signed-in">
                <span>{t_with("nav-signed-in", &[("name", role.name.clone().into())])}</span>
                <b>{department}</b>
            </p>
        })
    }
}

#[component]
fn Way(
    href: &'static str,
    icon: &'static str,
    label: &'static str,
    /// How many things wait there; nothing is shown for none.
    #[prop(optional, into)]
    count: Signal<u32>,
    /// What waits there is late.
    #[prop(optional)]
    late: bool,
) -> impl IntoView {
    let path = use_location().pathname;
    let asked = use_query_map();
    let overdue =
        move || asked.with(|asked| asked.get_str("part").is_some_and(|part| part == "overdue"));
    let app = use_app();
    // Pages that an officer opens from a matter of the queue.
    let office = move |path: &str| {
        let own = ["/merge", "/publish", "/receipt"];
        path.starts_with("/case/")
            && app.officer.get()
            && own.into_iter().any(|end| path.ends_with(end))
    };
    let here = move || {
        if let Some(way) = app.way.get() {
            return href == way;
        }
        path.with(|path| match href {
            "/" => path == "/",
            "/follow" => {
                path.starts_with("/follow") || (path.starts_with("/case/") && !office(path))
            }
            "/new" => path.starts_with("/new") || path.starts_with("/report"),
            "/community" => path.starts_with("/community") || path.starts_with("/published"),
            "/queue" => (path.starts_with("/queue") && !overdue()) || office(path),
            "/queue?part=overdue" => path.starts_with("/queue") && overdue(),
            "/me" => ["/me", "/scan", "/code", "/restore", "/join"]
                .iter()
                .any(|own| path.starts_with(own)),
            other => path.starts_with(other),
        })
    };
    view! {
        <a
            class="way"
            href=href
            data-test=label
            data-way=icon
            aria-current=move || here().then_some("page")
        >
            <Icon name=icon/>
            <span>{words(label)}</span>
            {move || {
                let n = count.get();
                (n > 0)
                    .then(|| {
                        view! {
                            <em class="way-count" class:late=late>
                                {format::number(f64::from(n), 0)}
                            </em>
                        }
                    })
            }}
        </a>
    }
}

fn words(label: &str) -> String {
    match label {
        "nav-home" => t("nav-home"),
        "nav-queue" => t("nav-queue"),
        "nav-overdue" => t("nav-overdue"),
        "nav-intake" => t("nav-intake"),
        "nav-follow" => t("nav-follow"),
        "nav-new" => t("nav-new"),
        "nav-community" => t("nav-community"),
        _ => t("nav-me"),
    }
}
