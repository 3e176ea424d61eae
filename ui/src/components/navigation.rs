//! The ways through the app: a bar of five on a phone, a rail on a wide screen.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::Icon;
use crate::{context::use_app, translations::t};

/// The navigation. An officer's queue takes the community's place in the bar of a phone.
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
            {move || {
                app.officer
                    .get()
                    .then(|| view! { <Way href="/queue" icon="inbox" label="nav-queue"/> })
            }}
            <Way href="/follow" icon="eye" label="nav-follow"/>
            <Way href="/new" icon="plus" label="nav-new"/>
            <Way href="/community" icon="people" label="nav-community"/>
            <Way href="/me" icon="me" label="nav-me"/>
        </nav>
    }
}

#[component]
fn Way(href: &'static str, icon: &'static str, label: &'static str) -> impl IntoView {
    let path = use_location().pathname;
    let here = move || {
        path.with(|path| match href {
            "/" => path == "/",
            "/follow" => path.starts_with("/follow") || path.starts_with("/case/"),
            "/new" => path.starts_with("/new") || path.starts_with("/report"),
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
        </a>
    }
}

fn words(label: &str) -> String {
    match label {
        "nav-home" => t("nav-home"),
        "nav-queue" => t("nav-queue"),
        "nav-follow" => t("nav-follow"),
        "nav-new" => t("nav-new"),
        "nav-community" => t("nav-community"),
        _ => t("nav-me"),
    }
}
