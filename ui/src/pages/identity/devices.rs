//! The devices of a person: which there are, linking another, taking one off.

mod offer;

use std::sync::Arc;

use durbar_api::{
    ApiError,
    identity::{Device, DeviceState, Me, RevokeDevice},
    packs::Tone,
};
use leptos::{prelude::*, task::spawn_local};

use self::offer::OfferCode;
use crate::{
    browser,
    components::{Button, ButtonLink, Dialog, ErrorNotice, Icon, Page, PageTitle, Tag, all_of},
    context::use_app,
    format, query,
    standing::use_standing,
    translations::{t, t_with},
};

/// `/me/devices`.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let me = use_standing().me;
    view! {
        <Page name="devices" back=Signal::stored("/me".to_owned()) back_label=t("nav-me")>
            <PageTitle text=t("devices-title")/>
            <p class="lead">{t("devices-lead")}</p>
            {query::show(me, |me| view! { <List me=me/> })}
            <OfferCode/>
            <section>
                <h2>{t("devices-other")}</h2>
                <p>{t("devices-other-text")}</p>
                <div class="actions row">
                    <ButtonLink href="/scan" quiet=true>
                        <Icon name="qr"/>
                        {t("scan-title")}
                    </ButtonLink>
                </div>
            </section>
        </Page>
    }
}

#[component]
fn List(me: Signal<Arc<Me>>) -> impl IntoView {
    let app = use_app();
    let asked = RwSignal::new(None::<Device>);
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let revoke = move || {
        let Some(device) = asked.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let result = app.call(RevokeDevice { device: device.id }).await;
            busy.try_set(false);
            open.try_set(false);
            error.try_set(result.err());
        });
    };
    let title = Signal::derive(move || {
        let fingerprint = asked.with(|device| {
            device
                .as_ref()
                .map(|device| device.fingerprint.clone())
                .unwrap_or_default()
        });
        t_with("revoke-title", &[("fingerprint", fingerprint.into())])
    });
    view! {
        <ul class="stack" data-test="devices">
            <For
                each=move || me.get().devices.clone()
                key=all_of
                let:device
            >
                <DeviceCard
                    device=device
                    on_revoke=move |device| {
                        asked.set(Some(device));
                        error.set(None);
                        open.set(true);
                    }
                />
            </For>
        </ul>
        <ErrorNotice error=error/>
        <Dialog open=open title=title>
            <p>{t("revoke-text")}</p>
            <div class="actions row">
                // The first takes the focus: it must not be the one that takes off.
                <Button quiet=true on_press=move || open.set(false)>{t("cancel")}</Button>
                <Button danger=true on_press=revoke busy=busy hook="revoke-yes">
                    {t("revoke-yes")}
                </Button>
            </div>
        </Dialog>
    }
}

#[component]
fn DeviceCard(device: Device, on_revoke: impl Fn(Device) + 'static) -> impl IntoView {
    let app = use_app();
    let (state, tone, icon, word) = match device.state {
        DeviceState::Waiting => ("waiting", Tone::Progress, "clock", t("device-waiting")),
        DeviceState::Linked => ("linked", Tone::Good, "check", t("device-linked")),
        DeviceState::Revoked => ("revoked", Tone::Bad, "close", t("device-revoked")),
    };
    let name = if device.this {
        t_with("device-this", &[("device", browser::device().into())])
    } else {
        t("device-other")
    };
    let linked = device.linked_at;
    let since = move || match linked {
        Some(at) => t_with(
            "device-since",
            &[("when", format::day_and_time(at, app.now.get()).into())],
        ),
        None => t("device-first"),
    };
    let can_revoke = !device.this && device.state != DeviceState::Revoked;
    let fingerprint = device.fingerprint.clone();
    let this = device.this.to_string();
    view! {
        <li class="card device-card" data-test="device" data-state=state data-this=this>
            <span class="door-icon tone-good">
                <Icon name="phone"/>
            </span>
            <div class="case-words">
                <h2>{name} " " <code>{fingerprint}</code></h2>
                <p class="quiet-words">{since}</p>
                <div class="tags">
                    <Tag tone=tone icon=icon word=word/>
                </div>
            </div>
            {can_revoke
                .then(|| {
                    view! {
                        <Button
                            quiet=true
                            small=true
                            danger=true
                            hook="revoke"
                            on_press=move || on_revoke(device.clone())
                        >
                            {t("revoke")}
                        </Button>
                    }
                })}
        </li>
    }
}
