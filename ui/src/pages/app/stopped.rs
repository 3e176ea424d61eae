//! What is shown when the app does not run on this page.

use leptos::prelude::*;

use crate::{
    browser,
    components::{Button, Icon},
    translations::t,
};

/// Why the app does not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The browser gives no room to keep things.
    NoStorage(String),
    /// Anything else.
    Broken(String),
}

/// Another tab holds the app.
#[component]
pub fn Elsewhere(
    /// Takes it over.
    on_take_over: impl Fn() + 'static,
) -> impl IntoView {
    browser::set_title(&t("app-name"));
    view! {
        <main id="main" class="start stopped" tabindex="-1" data-page="elsewhere" data-test="elsewhere">
            <p class="start-mark">
                <Icon name="umbrella"/>
            </p>
            <h1>{t("elsewhere-title")}</h1>
            <p>{t("elsewhere-text")}</p>
            <div class="actions">
                <Button on_press=on_take_over hook="take-over">
                    {t("elsewhere-use-here")}
                </Button>
            </div>
        </main>
    }
}

/// The app could not start; nothing of what was kept is lost.
#[component]
pub fn Failed(
    /// Why.
    failure: Failure,
) -> impl IntoView {
    browser::set_title(&t("app-name"));
    let (title, text, details) = match failure {
        Failure::NoStorage(details) => (t("no-storage-title"), t("no-storage-text"), details),
        Failure::Broken(details) => (t("failed-title"), t("failed-text"), details),
    };
    view! {
        <main id="main" class="start stopped" tabindex="-1" data-page="failed" data-test="failed">
            <p class="start-mark">
                <Icon name="warn"/>
            </p>
            <h1>{title}</h1>
            <p role="alert">{text}</p>
            <div class="actions">
                <Button on_press=browser::reload hook="reload">
                    <Icon name="refresh"/>
                    {t("failed-reload")}
                </Button>
            </div>
            <details class="more">
                <summary>{t("failed-details")}</summary>
                <p class="quiet-words" dir="ltr">{details}</p>
            </details>
        </main>
    }
}
