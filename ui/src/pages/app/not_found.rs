//! An address that leads nowhere.

use leptos::prelude::*;

use crate::{
    components::{ButtonLink, EmptyState, Page, PageTitle},
    translations::t,
};

/// Any other address.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <Page name="not-found">
            <PageTitle text=t("not-found-title")/>
            <EmptyState icon="question" title=t("not-found-lead") text=t("not-found-text")>
                <ButtonLink href="/">{t("nav-home")}</ButtonLink>
            </EmptyState>
        </Page>
    }
}
