//! What is the person's own: what waits, devices, safety, roles, and how the app looks.

mod outbox;
mod settings;

use std::sync::Arc;

use durbar_api::{
    ChangeSet,
    identity::{DeviceState, Me as Person},
    outbox::{ExportAll, List},
};
use leptos::prelude::*;

use self::{
    outbox::Outbox,
    settings::{About, Appearance, Language},
};
use super::join::Roles;
use crate::{
    act::Act,
    browser,
    components::{ErrorNotice, Icon, Page, PageTitle},
    context::use_app,
    pages::{later::LaterView, packs::SampleMark},
    parts::{OfPart, PartView},
    query,
    standing::use_standing,
    translations::{t, t_with},
};

/// `/me`.
#[component]
pub fn Me() -> impl IntoView {
    let app = use_app();
    let me = use_standing().me;
    let waiting = query::ask(|| List {}, |changes: &ChangeSet| !changes.cases.is_empty());
    view! {
        <Page name="me">
            <PageTitle text=t("me-title")/>
            <section id="waiting" tabindex="-1">
                <h2>{t("outbox-title")}</h2>
                {query::show(waiting, |waiting| view! { <Outbox waiting=waiting/> })}
            </section>
            <section>
                <h2>{t("me-safety")}</h2>
                {query::show(me, |me| view! { <Safety me=me/> })}
            </section>
            <section>
                <h2>{t("me-data")}</h2>
                <Data/>
            </section>
            <section>
                <h2>{t("roles-title")}</h2>
                {query::show(me, |me| view! { <Roles me=me/> })}
                <details class="more">
                    <summary>{t("join-title")}</summary>
                    <OfPart view=PartView::Later(LaterView::JoinForm)/>
                </details>
            </section>
            {move || view! { <Counters known=app.municipality.with(Option::is_some)/> }}
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

/// The ways to what keeps a person's matters theirs.
#[component]
fn Safety(me: Signal<Arc<Person>>) -> impl IntoView {
    let app = use_app();
    let devices = move || {
        let linked = me.with(|me| {
            me.devices
                .iter()
                .filter(|device| device.state != DeviceState::Revoked)
                .count()
        });
        t_with("me-devices-hint", &[("n", linked.max(1).into())])
    };
    let pin = move || {
        if app.has_pin.get() {
            t("me-pin-on")
        } else {
            t("me-pin-off")
        }
    };
    let shared = move || {
        if app.shared.get() {
            t("me-shared-on")
        } else {
            t("me-shared-off")
        }
    };
    view! {
        <ul class="way-list">
            <Way href="/me/devices" icon="phones" label=t("devices-title") hint=Signal::derive(devices)/>
            <Way href="/me/pin" icon="lock" label=t("pin-title") hint=Signal::derive(pin)/>
            {move || {
                app.has_pin
                    .get()
                    .then(|| {
                        view! {
                            <li>
                                <button type="button" class="way-row" data-test="lock" on:click=move |_| app.lock()>
                                    <Icon name="shield"/>
                                    <span class="option-words">
                                        <b>{t("lock-now")}</b>
                                        <small>{t("lock-hint")}</small>
                                    </span>
                                </button>
                            </li>
                        }
                    })
            }}
            <Way
                href="/me/recovery"
                icon="print"
                label=t("recovery-title")
                hint=Signal::stored(t("me-recovery-hint"))
            />
            <Way
                href="/me/shared"
                icon="people"
                label=t_with("shared-title", &[("device", browser::device().into())])
                hint=Signal::derive(shared)
            />
        </ul>
    }
}

/// The ways in and out of the app for what a person has.
#[component]
fn Data() -> impl IntoView {
    let act = Act::new();
    let export = move || {
        act.run(ExportAll {}, |file| {
            browser::download(&file.file_name, "application/json", &file.bytes);
        });
    };
    view! {
        <ul class="way-list">
            <Way href="/scan" icon="qr" label=t("scan-title") hint=Signal::stored(t("me-scan-hint"))/>
            <li>
                <button
                    type="button"
                    class="way-row"
                    data-test="export-all"
                    aria-disabled=move || act.busy.get().then_some("true")
                    on:click=move |_| export()
                >
                    <Icon name="download"/>
                    <span class="option-words">
                        <b>{t("export-all")}</b>
                        <small>
                            {move || if act.busy.get() { t("loading") } else { t("export-all-hint") }}
                        </small>
                    </span>
                </button>
            </li>
            <Way
                href="/restore"
                icon="key"
                label=t("restore-title")
                hint=Signal::stored(t("me-restore-hint"))
            />
        </ul>
        <ErrorNotice error=act.error/>
    }
}

/// A line that leads to a page of its own.
#[component]
fn Way(
    href: &'static str,
    icon: &'static str,
    label: String,
    hint: Signal<String>,
) -> impl IntoView {
    view! {
        <li>
            <a class="way-row" href=href>
                <Icon name=icon/>
                <span class="option-words">
                    <b>{label}</b>
                    <small>{hint}</small>
                </span>
                <Icon name="next"/>
            </a>
        </li>
    }
}

/// Where and when one can come in person.
#[component]
fn Counters(known: bool) -> impl IntoView {
    let app = use_app();
    let counters: Vec<_> = app.municipality.with_untracked(|municipality| {
        municipality
            .iter()
            .flat_map(|municipality| &municipality.departments)
            .filter_map(|office| Some((office.name.clone(), office.counter.clone()?)))
            .collect()
    });
    (known && !counters.is_empty()).then(|| {
        let rows: Vec<_> = counters
            .into_iter()
            .map(|(name, counter)| {
                view! {
                    <div>
                        <dt lang=name.language>{name.text}</dt>
                        <dd lang=counter.language>{counter.text}</dd>
                    </div>
                }
            })
            .collect();
        view! {
            <section id="counters" data-test="counters">
                <h2>{t("counters-title")}</h2>
                <p class="quiet-words">{t("counters-lead")}</p>
                <dl class="counters">{rows}</dl>
            </section>
        }
    })
}
