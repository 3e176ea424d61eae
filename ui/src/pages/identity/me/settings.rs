//! Language, appearance, and what this app is.

use std::sync::Arc;

use durbar_api::{ApiError, identity::Me as Person};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{Choice, ChoiceOption, ErrorNotice, SummaryList, SummaryRow, language_options},
    context::use_app,
    theme,
    translations::{in_line, t, t_with},
};

#[component]
pub(super) fn Language() -> impl IntoView {
    let app = use_app();
    let error = RwSignal::new(None::<ApiError>);
    let options = language_options(app);
    view! {
        <section>
            <h2>{t("language-title")}</h2>
            <Choice
                name="language"
                legend=t("language-title")
                options=options
                chosen=app.language
                on_choose=move |language| {
                    spawn_local(async move {
                        error.try_set(app.choose_language(language).await.err());
                    });
                }
            />
            <ErrorNotice error=error/>
        </section>
    }
}

#[component]
pub(super) fn Appearance() -> impl IntoView {
    let chosen = RwSignal::new(Some(theme::chosen()));
    let options = Signal::stored(
        [
            (theme::SYSTEM, t("theme-system")),
            (theme::LIGHT, t("theme-light")),
            (theme::DARK, t("theme-dark")),
        ]
        .map(|(value, label)| ChoiceOption {
            value: value.to_owned(),
            label,
            hint: String::new(),
            icon: None,
            language: None,
        })
        .to_vec(),
    );
    view! {
        <section>
            <h2>{t("theme-title")}</h2>
            <Choice
                name="theme"
                legend=t("theme-title")
                options=options
                chosen=chosen
                on_choose=move |value| {
                    theme::choose(&value);
                    chosen.set(Some(value));
                }
            />
        </section>
    }
}

#[component]
pub(super) fn About(me: Signal<Arc<Person>>) -> impl IntoView {
    let app = use_app();
    let municipality = move || {
        app.municipality.with(|municipality| {
            municipality.as_ref().map(|m| {
                t_with(
                    "about-pack",
                    &[
                        ("name", in_line(&m.name).into()),
                        ("version", m.version.clone().into()),
                    ],
                )
            })
        })
    };
    let place = if app.is_native() {
        t("about-window")
    } else {
        t("about-browser")
    };
    view! {
        <SummaryList>
            <SummaryRow name=t("about-device")>
                <code data-test="fingerprint">{move || me.with(|me| me.fingerprint.clone())}</code>
                <p class="quiet-words">{t("about-device-hint")}</p>
            </SummaryRow>
            <SummaryRow name=t("about-municipality")>{municipality}</SummaryRow>
            <SummaryRow name=t("about-app")>
                {t_with("about-version", &[("version", env!("CARGO_PKG_VERSION").into())])} ", " {place}
            </SummaryRow>
        </SummaryList>
    }
}
