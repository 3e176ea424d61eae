//! Where the published complaints are, and how many of each kind.

use std::{collections::BTreeMap, sync::Arc};

use durbar_api::{
    ChangeSet,
    complaints::{PublishedList, PublishedSummary},
    packs::Tone,
};
use leptos::prelude::*;

use super::{
    card,
    community::Shown,
    filter::{Filter, PINS},
};
use crate::{
    components::{
        BarRow, Bars, Button, EmptyState, Icon, Pin, ShadeLegend, Shades, WardMap, pin_icon,
    },
    context::{AppContext, use_app},
    query,
    translations::{t, t_with},
};

/// The wards by open complaints; of a chosen ward, its complaints where they are.
#[component]
pub(super) fn WardsMap(list: Signal<Arc<PublishedList>>, shown: Shown) -> impl IntoView {
    let app = use_app();
    let shades = Memo::new(move |_| list.with(|list| shades(list)));
    let ward = Memo::new(move |_| shown.filter.with(|filter| filter.ward.clone()));
    let unknown = Memo::new(move |_| {
        app.municipality.with(|municipality| {
            let mut wards = municipality.iter().flat_map(|m| &m.wards);
            shades.with(|shades| wards.any(|ward| shades.count(&ward.id).is_none()))
        })
    });
    let name = move || ward.get().map(|ward| app.ward_name(&ward));
    view! {
        <figure class="map-card card">
            <figcaption class="map-head">
                {move || match name() {
                    Some(name) => {
                        view! {
                            <h2>{name}</h2>
                            <Button quiet=true small=true hook="map-whole" on_press=move || {
                                shown.change(|filter| filter.ward = None);
                            }>
                                <Icon name="back"/>
                                {t("map-whole")}
                            </Button>
                        }
                            .into_any()
                    }
                    None => view! { <h2>{t("map-title")}</h2> }.into_any(),
                }}
            </figcaption>
            {move || match ward.get() {
                Some(ward) => view! { <Near ward=ward shown=shown/> }.into_any(),
                None => {
                    view! {
                        <WardMap
                            municipality=app.municipality
                            shades=Signal::derive(move || Some(shades.get()))
                            on_ward=on_ward(shown)
                        />
                        <ShadeLegend shades=shades unknown=unknown/>
                    }
                        .into_any()
                }
            }}
        </figure>
    }
}

/// A pressed ward is looked at closely.
fn on_ward(shown: Shown) -> Callback<String> {
    Callback::new(move |ward| shown.change(|filter| filter.ward = Some(ward)))
}

/// A ward with its complaints.
#[component]
fn Near(ward: String, shown: Shown) -> impl IntoView {
    let app = use_app();
    let found = query::ask_on(
        move || shown.filter.with(Filter::pins),
        |changes: &ChangeSet| changes.published,
    );
    let own = ward.clone();
    let pins = Memo::new(move |_| {
        let found = found.get();
        let cases = found.iter().flat_map(|found| &found.cases);
        pins(app, cases.filter(|case| case.ward.as_ref() == Some(&own)))
    });
    let cut = Memo::new(move |_| found.get().is_some_and(|found| found.total > PINS));
    view! {
        <WardMap
            municipality=app.municipality
            selected=Signal::stored(Some(ward))
            pins=pins
            on_ward=on_ward(shown)
        />
        <PinWords pins=pins cut=cut/>
    }
}

#[component]
fn PinWords(pins: Memo<Vec<Pin>>, cut: Memo<bool>) -> impl IntoView {
    let count = move || pins.with(|pins| pins.iter().map(|pin| pin.count).sum::<u32>());
    view! {
        <p class="quiet-words">
            {move || t_with("map-pins", &[("n", count().into())])}
            {move || {
                cut.get()
                    .then(|| format!(" {}", t_with("map-pins-cut", &[("n", PINS.into())])))
            }}
        </p>
    }
}

/// Open complaints of the wards that come to this device, or that something is known of.
fn shades(list: &PublishedList) -> Shades {
    let mut known: BTreeMap<String, u32> = list
        .followed_wards
        .iter()
        .map(|ward| (ward.clone(), 0))
        .collect();
    for (ward, open, closed) in &list.wards {
        if open + closed > 0 || known.contains_key(ward) {
            known.insert(ward.clone(), *open);
        }
    }
    Shades::of(known)
}

/// One pin for each spot: places are rounded to about 100 m, so several matters may share one.
fn pins<'a>(app: AppContext, cases: impl Iterator<Item = &'a PublishedSummary>) -> Vec<Pin> {
    let mut spots: Vec<Pin> = Vec::new();
    for case in cases {
        let Some((latitude, longitude)) = case.position else {
            continue;
        };
        let same = spots.iter_mut().find(|pin| {
            (pin.latitude - latitude).abs() < 1e-6 && (pin.longitude - longitude).abs() < 1e-6
        });
        match same {
            Some(pin) => {
                pin.count += 1;
                pin.title = format!("{}\n{}", pin.title, card::title(app, case));
            }
            None => spots.push(pin(app, case, (latitude, longitude))),
        }
    }
    spots
}

/// A complaint's pin.
pub(super) fn pin(
    app: AppContext,
    case: &PublishedSummary,
    (latitude, longitude): (f64, f64),
) -> Pin {
    let state = app.state(&case.status);
    Pin {
        latitude,
        longitude,
        href: Some(format!("/published/{}", case.id.0)),
        title: card::title(app, case),
        tone: state.as_ref().map_or(Tone::Neutral, |state| state.tone),
        icon: pin_icon(state.as_ref()),
        count: 1,
    }
}

/// How many of each kind, as a table with bars.
#[component]
pub(super) fn Figures(list: Signal<Arc<PublishedList>>, shown: Shown) -> impl IntoView {
    let app = use_app();
    let rows = Memo::new(move |_| {
        let filter = shown.filter.get();
        let counts = list.with(|list| list.categories.clone());
        let mut rows: Vec<BarRow> = counts
            .into_iter()
            .filter(|(_, open, closed)| open + closed > 0)
            .map(|(id, open, closed)| category_row(app, &filter, id, open, closed))
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.open, row.closed)));
        rows
    });
    let any = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    move || {
        if any.get() {
            view! {
                <div class="card">
                    <Bars caption=t("figures-categories") heading=t("list-category") rows=rows/>
                </div>
            }
            .into_any()
        } else {
            view! {
                <EmptyState icon="chart" title=t("figures-none-title") text=t("figures-none")/>
            }
            .into_any()
        }
    }
}

fn category_row(app: AppContext, filter: &Filter, id: String, open: u32, closed: u32) -> BarRow {
    let category = app.municipality.with(|municipality| {
        let mut all = municipality.iter().flat_map(|m| &m.categories);
        all.find(|category| category.id == id).cloned()
    });
    let href = filter
        .with(|filter| {
            filter.category = Some(id.clone());
            filter.show = super::filter::Show::List;
        })
        .address();
    BarRow {
        name: category
            .as_ref()
            .map_or_else(|| app.category_name(&id), |c| c.name.text.clone()),
        language: category.as_ref().map(|c| c.name.language.clone()),
        icon: category.map(|category| category.icon),
        href,
        open,
        closed,
    }
}
