//! What to print and keep, so that a lost phone does not lose a person's matters.

use std::sync::Arc;

use durbar_api::{
    ChangeSet,
    identity::{ReadRecovery, Recovery},
};
use leptos::prelude::*;

use crate::{
    browser,
    components::{Button, ButtonLink, Icon, Page, PageTitle, Qr},
    context::use_app,
    format, query,
    translations::{t, t_with},
};

/// `/me/recovery`: first what it is, then the sheet itself, which nobody else should see.
#[component]
pub fn RecoveryPage() -> impl IntoView {
    let shown = RwSignal::new(false);
    view! {
        <Page name="recovery" back=Signal::stored("/me".to_owned()) back_label=t("nav-me")>
            {move || {
                if shown.get() {
                    view! { <Shown/> }.into_any()
                } else {
                    view! { <About shown=shown/> }.into_any()
                }
            }}
        </Page>
    }
}

#[component]
fn About(shown: RwSignal<bool>) -> impl IntoView {
    view! {
        <PageTitle text=t("recovery-title")/>
        <p class="lead">{t("recovery-lead")}</p>
        <ul class="promises">
            <li><Icon name="print"/><span>{t("recovery-print")}</span></li>
            <li><Icon name="key"/><span>{t("recovery-holds")}</span></li>
            <li><Icon name="shield"/><span>{t("recovery-keep")}</span></li>
        </ul>
        <div class="actions">
            <Button on_press=move || shown.set(true) hook="recovery-show">
                <Icon name="eye"/>
                {t("recovery-show")}
            </Button>
            <ButtonLink href="/restore" quiet=true>{t("restore-title")}</ButtonLink>
        </div>
    }
}

#[component]
fn Shown() -> impl IntoView {
    let recovery = query::ask(|| ReadRecovery {}, |changes: &ChangeSet| changes.identity);
    query::show(recovery, |recovery| view! { <Sheet recovery=recovery/> })
}

#[component]
fn Sheet(recovery: Signal<Arc<Recovery>>) -> impl IntoView {
    let app = use_app();
    let printed = app.now.get_untracked();
    view! {
        <article class="paper" data-test="recovery">
            <p class="paper-head">
                <Icon name="umbrella"/>
                <span>{t("app-name")} ", " {move || app.municipality_name()}</span>
            </p>
            <PageTitle text=t("recovery-sheet-title")/>
            <p>{t("recovery-sheet-text")}</p>
            {move || {
                let Recovery { code, words } = (*recovery.get()).clone();
                let groups: Vec<_> = words
                    .into_iter()
                    .map(|word| view! { <li><code>{word}</code></li> })
                    .collect();
                view! {
                    <div class="qr-block">
                        <Qr text=app.code_address(&code) label=t("recovery-qr-label")/>
                        <div class="qr-words">
                            <h2>{t("recovery-words")}</h2>
                            <ol class="groups" dir="ltr" data-test="recovery-words">{groups}</ol>
                        </div>
                    </div>
                }
            }}
            <ol class="steps">
                <li>{t("recovery-use-open")}</li>
                <li>{t("recovery-use-choose")}</li>
                <li>{t("recovery-use-scan")}</li>
            </ol>
            <p class="warned">
                <Icon name="warn"/>
                <span>{t("recovery-warning")}</span>
            </p>
            <p class="quiet-words">{t_with("recovery-date", &[("date", format::day(printed).into())])}</p>
        </article>
        <div class="actions no-print">
            <Button on_press=browser::print hook="print">
                <Icon name="print"/>
                {t("print")}
            </Button>
        </div>
    }
}
