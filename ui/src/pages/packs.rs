//! The municipality: the mark of sample data.

use leptos::prelude::*;

use crate::{components::Icon, context::use_app, translations::t};

/// Says that the municipality's data is a sample, if it is.
#[component]
pub fn SampleMark() -> impl IntoView {
    let app = use_app();
    let sample = Memo::new(move |_| {
        app.municipality
            .with(|municipality| municipality.as_ref().is_some_and(|m| m.sample))
    });
    move || {
        sample.get().then(|| {
            view! {
                <p class="sample" data-test="sample">
                    <Icon name="info"/>
                    <span><b>{t("sample-title")}</b> " " {t("sample-text")}</span>
                </p>
            }
        })
    }
}
