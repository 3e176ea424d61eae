//! Me: this device, its roles, what waits to be sent, settings.

use std::sync::Arc;

use durbar_api::{
    ApiError, ChangeSet,
    app::{SyncNow, SyncPhase},
    identity::{Me as Device, ReadMe},
    outbox::{List, Waiting},
};
use leptos::{prelude::*, task::spawn_local};

use super::join::{JoinForm, Roles};
use crate::{
    components::{
        Button, Choice, ChoiceOption, ErrorNotice, Icon, Page, PageTitle, SummaryList, SummaryRow,
        language_options,
    },
    context::use_app,
    format,
    pages::{complaints::SetAsideActions, packs::SampleMark},
    query, theme,
    translations::{refusal_text, t, t_with},
};

/// `/me`.
#[component]
pub fn Me() -> impl IntoView {
    let me = query::ask(|| ReadMe {}, |changes: &ChangeSet| changes.identity);
    let waiting = query::ask(|| List {}, |changes: &ChangeSet| !changes.cases.is_empty());
    view! {
        <Page name="me">
            <PageTitle text=t("me-title")/>
            <section id="waiting" tabindex="-1">
                <h2>{t("outbox-title")}</h2>
                {query::show(waiting, |waiting| view! { <Outbox waiting=waiting/> })}
            </section>
            <section>
                <h2>{t("roles-title")}</h2>
                {query::show(me, |me| view! { <Roles me=me/> })}
                <details class="more">
                    <summary>{t("join-title")}</summary>
                    <p>{t("join-lead")}</p>
                    <JoinForm/>
                </details>
            </section>
            <Language/>
            <Appearance/>
            <section>
                <h2>{t("about-title")}</h2>
                <SampleMark/>
                {query::show(me, |me| view! { <About me=me/> })}
            </section>
        </Page>
    }
}

#[component]
fn Outbox(waiting: Signal<Arc<Vec<Waiting>>>) -> impl IntoView {
    let app = use_app();
    let none = Memo::new(move |_| waiting.with(|waiting| waiting.is_empty()));
    let trying = Memo::new(move |_| app.sync.with(|sync| sync.phase != SyncPhase::Offline));
    let error = RwSignal::new(None::<ApiError>);
    let now = move || {
        spawn_local(async move {
            error.try_set(app.call(SyncNow {}).await.err());
        });
    };
    view! {
        {move || none.get().then(|| view! { <p>{t("outbox-empty")}</p> })}
        <ul class="stack" data-test="outbox">
            <For
                each=move || waiting.get().to_vec()
                key=|waiting| format!("{waiting:?}")
                let:item
            >
                <OutboxItem item=item/>
            </For>
        </ul>
        {move || {
            (!trying.get())
                .then(|| {
                    view! {
                        <Button quiet=true on_press=now hook="sync-now">
                            <Icon name="refresh"/>
                            {t("try-now")}
                        </Button>
                    }
                })
        }}
        <ErrorNotice error=error/>
    }
}

#[component]
fn OutboxItem(item: Waiting) -> impl IntoView {
    let app = use_app();
    let href = format!("/case/{}", item.case.0);
    let (size, since) = (item.bytes, item.since);
    let facts = move || {
        t_with(
            "outbox-item",
            &[
                ("size", format::size(size).into()),
                ("since", format::day_and_time(since, app.now.get()).into()),
            ],
        )
    };
    view! {
        <li class="card">
            <h3>
                <a href=href dir="auto">{item.title}</a>
            </h3>
            <p class="quiet-words">{facts}</p>
            {item
                .refused
                .map(|code| {
                    view! {
                        <p class="field-error">{refusal_text(&code)}</p>
                        <SetAsideActions case=item.case/>
                    }
                })}
        </li>
    }
}

#[component]
fn Language() -> impl IntoView {
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
fn Appearance() -> impl IntoView {
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
fn About(me: Signal<Arc<Device>>) -> impl IntoView {
    let app = use_app();
    let municipality = move || {
        app.municipality.with(|municipality| {
            municipality.as_ref().map(|m| {
                t_with(
                    "about-pack",
                    &[
                        ("name", m.name.text.clone().into()),
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
