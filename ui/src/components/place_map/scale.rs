//! The scale of the map.

use leptos::prelude::*;

use super::{NAME, view_port::ViewPort};
use crate::{components::projection::Projection, translations::t_with};

/// Lengths of the scale, in metres.
const SCALES: [f64; 8] = [50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0];

/// How long a distance on the ground is on the map as it is seen now.
#[component]
pub(super) fn Scale(
    view: RwSignal<ViewPort>,
    projection: Projection,
    pixel: Memo<f64>,
) -> impl IntoView {
    move || {
        let view = view.get();
        let metre = projection.units(1.0);
        let metres = SCALES
            .into_iter()
            .rev()
            .find(|metres| metres * metre <= view.width * 0.3)?;
        let length = metres * metre;
        let (x, y) = view.part(0.03, 0.965);
        let tick = pixel.get() * 5.0;
        let words = if metres < 1000.0 {
            t_with("map-metres", &[("n", metres.into())])
        } else {
            t_with("map-kilometres", &[("n", (metres / 1000.0).into())])
        };
        Some(view! {
            <path
                class="map-scale"
                d=format!("M{x:.2} {:.2}V{y:.2}H{:.2}V{:.2}", y - tick, x + length, y - tick)
            ></path>
            <text
                class="map-scale-words"
                x=(x + length / 2.0).to_string()
                y=(y - tick * 1.1).to_string()
                font-size=format!("{:.2}", pixel.get() * NAME * 0.9)
            >
                {words}
            </text>
        })
    }
}
