//! The municipality's wards as a drawing: how much is open where, and which matters lie where.
//!
//! The drawing is for eyes and pointers. Whatever it shows must also stand beside it as a list or
//! table, so its parts take no focus.

pub mod shades;

use std::sync::Arc;

use durbar_api::packs::{Municipality, Tone, Ward};
use leptos::prelude::*;

use self::shades::Shades;
use super::{
    Icon,
    projection::{Frame, Projection},
};
use crate::{
    format,
    translations::{in_line, t, t_with},
};

/// The proportions of a ward looked at closely.
const NEAR: Frame = Frame {
    x: 0.0,
    y: 0.0,
    width: 4.0,
    height: 3.0,
};

/// A matter on the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Where it leads; without it, it only shows the spot.
    pub href: Option<String>,
    /// What it is, for who points at it.
    pub title: String,
    /// The colour's meaning.
    pub tone: Tone,
    /// What it carries if it stands for one matter.
    pub icon: &'static str,
    /// How many matters lie on the spot.
    pub count: u32,
}

/// The outlines of all wards.
#[component]
pub fn WardMap(
    /// Whose wards.
    #[prop(into)]
    municipality: Signal<Option<Arc<Municipality>>>,
    /// How much is open where; without it the wards are plain.
    #[prop(optional, into)]
    shades: Signal<Option<Shades>>,
    /// The ward to look at closely.
    #[prop(optional, into)]
    selected: Signal<Option<String>>,
    /// Matters to show, while a ward is looked at closely.
    #[prop(optional, into)]
    pins: Signal<Vec<Pin>>,
    /// Called with the ward that was pointed at.
    #[prop(optional)]
    on_ward: Option<Callback<String>>,
) -> impl IntoView {
    move || {
        let municipality = municipality.get()?;
        let projection = Projection::around(&municipality.wards)?;
        let selected = selected.get();
        let close = selected.as_deref().and_then(|id| {
            let ward = municipality.wards.iter().find(|ward| ward.id == id)?;
            projection.ward(ward)
        });
        let frame = match close {
            Some(frame) => frame.with_shape_of(NEAR),
            None => projection.whole(),
        };
        let shades = shades.get();
        let is_chosen = |ward: &Ward| selected.as_deref() == Some(ward.id.as_str());
        let mut wards: Vec<&Ward> = municipality.wards.iter().collect();
        // The last one drawn has its whole border on top.
        wards.sort_by_key(|ward| is_chosen(ward));
        let shapes: Vec<_> = wards
            .into_iter()
            .map(|ward| shape(&projection, ward, shades.as_ref(), is_chosen(ward), on_ward))
            .collect();
        let marks = match (&shades, close) {
            (Some(shades), None) => numbers(&projection, frame, &municipality.wards, shades),
            _ => Vec::new(),
        };
        let pins: Vec<_> = pins
            .get()
            .into_iter()
            .filter_map(|pin| pin_mark(&projection, frame, pin))
            .collect();
        let label = t_with(
            "map-label",
            &[
                ("name", in_line(&municipality.name).into()),
                ("n", municipality.wards.len().into()),
            ],
        );
        Some(view! {
            <div class="ward-map" class:near=close.is_some() class:pointed=on_ward.is_some()>
                <svg role="img" aria-label=label viewBox=frame.view_box()>
                    <defs>
                        <pattern
                            id="unknown-ward"
                            width="16"
                            height="16"
                            patternUnits="userSpaceOnUse"
                            patternTransform="rotate(45)"
                        >
                            <path class="hatch" d="M0 0V16"></path>
                        </pattern>
                    </defs>
                    {shapes}
                </svg>
                <div class="map-marks" aria-hidden="true">{marks}{pins}</div>
            </div>
        })
    }
}

/// What the shades mean.
#[component]
pub fn ShadeLegend(
    /// How much is open where.
    #[prop(into)]
    shades: Signal<Shades>,
    /// Whether some wards have no number, because they are not followed.
    #[prop(into)]
    unknown: Signal<bool>,
) -> impl IntoView {
    let number = |count: u32| format::number(f64::from(count), 0);
    let rows = move || {
        shades
            .with(Shades::legend)
            .into_iter()
            .map(|(level, least, most)| {
                let words = if least == most {
                    number(least)
                } else {
                    format!("{} – {}", number(least), number(most))
                };
                view! { <li><span class=format!("swatch level-{level}")></span>{words}</li> }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="legend">
            <p class="legend-title">{t("map-legend")}</p>
            <ul class="legend-rows">
                {rows}
                {move || {
                    unknown
                        .get()
                        .then(|| {
                            view! { <li><span class="swatch unknown"></span>{t("map-unknown")}</li> }
                        })
                }}
            </ul>
        </div>
    }
}

fn shape(
    projection: &Projection,
    ward: &Ward,
    shades: Option<&Shades>,
    chosen: bool,
    on_ward: Option<Callback<String>>,
) -> impl IntoView + use<> {
    let count = shades.map(|shades| shades.count(&ward.id));
    let shade = match (shades, count) {
        (Some(shades), Some(Some(count))) => format!("level-{}", shades.level(count)),
        (_, Some(None)) => "unknown".to_owned(),
        _ => "plain".to_owned(),
    };
    let name = in_line(&ward.name);
    let title = match count.flatten() {
        Some(count) => t_with(
            "map-ward-title",
            &[("name", name.into()), ("n", count.into())],
        ),
        None => name,
    };
    let id = ward.id.clone();
    view! {
        <path
            class=format!("ward {shade}")
            class:chosen=chosen
            data-ward=ward.id.clone()
            d=projection.path(ward)
            on:click=move |_| {
                if let Some(on_ward) = on_ward {
                    on_ward.run(id.clone());
                }
            }
        >
            <title>{title}</title>
        </path>
    }
}

/// The numbers of open complaints, each in the middle of its ward.
fn numbers(
    projection: &Projection,
    frame: Frame,
    wards: &[Ward],
    shades: &Shades,
) -> Vec<impl IntoView + use<>> {
    wards
        .iter()
        .filter_map(|ward| {
            let count = shades.count(&ward.id).filter(|count| *count > 0)?;
            let (left, top) = frame.parts(projection.label(ward)?)?;
            Some(view! {
                <span class="map-number" style:--left=left style:--top=top>
                    {format::number(f64::from(count), 0)}
                </span>
            })
        })
        .collect()
}

fn pin_mark(projection: &Projection, frame: Frame, pin: Pin) -> Option<impl IntoView + use<>> {
    let (left, top) = frame.parts(projection.place(pin.latitude, pin.longitude))?;
    let tone = match pin.tone {
        Tone::Neutral => "tone-neutral",
        Tone::Progress => "tone-progress",
        Tone::Question => "tone-question",
        Tone::Good => "tone-good",
        Tone::Bad => "tone-bad",
    };
    let class = format!("spot {tone}");
    let inside = match pin.count {
        0 | 1 => view! { <Icon name=pin.icon/> }.into_any(),
        count => format::number(f64::from(count), 0).into_any(),
    };
    Some(match pin.href {
        Some(href) => view! {
            <a
                class=class
                href=href
                title=pin.title
                tabindex="-1"
                style:--left=left
                style:--top=top
            >
                {inside}
            </a>
        }
        .into_any(),
        None => view! {
            <span class=class style:--left=left style:--top=top>
                {inside}
            </span>
        }
        .into_any(),
    })
}
