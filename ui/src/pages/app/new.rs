//! What one can begin here.

use leptos::prelude::*;

use crate::{
    components::{Door, Icon, Page, PageTitle},
    context::use_app,
    translations::t,
};

/// `/new`.
#[component]
pub fn New() -> impl IntoView {
    let app = use_app();
    view! {
        <Page name="new">
            <PageTitle text=t("new-title")/>
            <div class="doors">
                <Report/>
                {move || {
                    app.officer
                        .get()
                        .then(|| {
                            view! {
                                <Door
                                    href="/intake"
                                    icon="people"
                                    tint="tone-question"
                                    label=t("door-intake")
                                    hint=t("door-intake-hint")
                                    hook="door-intake"
                                />
                            }
                        })
                }}
                <Scan/>
            </div>
            <Coming/>
        </Page>
    }
}

/// The big doors to what is done most.
#[component]
pub fn Doors() -> impl IntoView {
    view! {
        <div class="doors">
            <Report/>
            <Door
                href="/follow"
                icon="eye"
                tint="tone-question"
                label=t("door-follow")
                hint=t("door-follow-hint")
                hook="door-follow"
            />
            <Door
                href="/community"
                icon="people"
                tint="tone-good"
                label=t("door-community")
                hint=t("door-community-hint")
                hook="door-community"
            />
            <Scan/>
        </div>
    }
}

#[component]
fn Report() -> impl IntoView {
    view! {
        <Door
            href="/report"
            icon="warn"
            tint="tone-bad"
            label=t("door-report")
            hint=t("door-report-hint")
            hook="door-report"
        />
    }
}

#[component]
fn Scan() -> impl IntoView {
    view! {
        <Door
            href="/scan"
            icon="qr"
            tint="tone-progress"
            label=t("door-scan")
            hint=t("door-scan-hint")
            hook="door-scan"
        />
    }
}

/// What is not built yet: said once, quietly, and leading nowhere.
#[component]
pub fn Coming() -> impl IntoView {
    view! {
        <section class="coming" aria-labelledby="coming">
            <p id="coming">{t("door-coming")}</p>
            <ul>
                <li><Icon name="doc"/>{t("door-apply")}</li>
                <li><Icon name="ask"/>{t("door-ask")}</li>
                <li><Icon name="camera"/>{t("door-watch")}</li>
            </ul>
        </section>
    }
}
