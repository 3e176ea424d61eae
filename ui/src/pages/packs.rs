//! The municipality: its community page, and the mark of sample data.

use leptos::prelude::*;

use crate::{
    components::{Icon, Page, PageTitle, WardMap},
    context::use_app,
    translations::{t, t_with},
};

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

/// `/community`: the wards, and an honest word on what comes here.
#[component]
pub fn Community() -> impl IntoView {
    let app = use_app();
    let wards = Memo::new(move |_| {
        app.municipality.with(|municipality| {
            let wards = municipality
                .iter()
                .flat_map(|municipality| &municipality.wards);
            let mut names: Vec<_> = wards
                .map(|ward| (ward.name.text.clone(), ward.name.language.clone()))
                .collect();
            names.sort();
            names
        })
    });
    let title = Signal::derive(move || {
        t_with(
            "community-title",
            &[("name", app.municipality_name().into())],
        )
    });
    view! {
        <Page name="community">
            <PageTitle text=title/>
            <p class="lead">{t("community-lead")}</p>
            <figure class="map-card card">
                <WardMap municipality=app.municipality/>
                <figcaption class="quiet-words">
                    {move || t_with("community-wards", &[("n", wards.with(Vec::len).into())])}
                </figcaption>
            </figure>
            <SampleMark/>
            <details class="more">
                <summary>{t("community-ward-names")}</summary>
                <ul class="columns">
                    <For each=move || wards.get() key=|ward| ward.clone() let:ward>
                        <li lang=ward.1>{ward.0}</li>
                    </For>
                </ul>
            </details>
            <h2>{t("community-coming")}</h2>
            <ul class="promises">
                <li><Icon name="check"/><span>{t("community-coming-answers")}</span></li>
                <li><Icon name="flag"/><span>{t("community-coming-petitions")}</span></li>
                <li><Icon name="camera"/><span>{t("community-coming-works")}</span></li>
            </ul>
        </Page>
    }
}
