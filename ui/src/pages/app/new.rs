//! What one can begin here.

use leptos::prelude::*;

use crate::{
    components::{Door, Page, PageTitle},
    translations::t,
};

/// `/new`.
#[component]
pub fn New() -> impl IntoView {
    view! {
        <Page name="new">
            <PageTitle text=t("new-title")/>
            <Doors/>
        </Page>
    }
}

/// The big doors. What is not built yet says so and leads nowhere.
#[component]
pub fn Doors() -> impl IntoView {
    view! {
        <div class="doors">
            <Door
                href="/report"
                icon="warn"
                tint="tone-bad"
                label=t("door-report")
                hint=t("door-report-hint")
                hook="door-report"
            />
            <Door icon="doc" tint="tone-good" label=t("door-apply") hint=t("door-coming")/>
            <Door icon="ask" tint="tone-question" label=t("door-ask") hint=t("door-coming")/>
            <Door icon="camera" tint="tone-progress" label=t("door-watch") hint=t("door-coming")/>
        </div>
    }
}
