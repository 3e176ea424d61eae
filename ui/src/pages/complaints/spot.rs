//! Where a matter is, on the outline of its ward.

use leptos::prelude::*;

use crate::{
    components::{Pin, WardMap, afterwards},
    context::use_app,
};

/// The map with the pin; nothing for a matter without a position. Its page comes first.
#[component]
pub(super) fn Spot(
    /// The matter.
    #[prop(into)]
    pin: Signal<Option<Pin>>,
    /// Its ward, looked at closely.
    #[prop(into)]
    ward: Signal<Option<String>>,
    /// What is to be known about the place.
    #[prop(optional, into)]
    caption: Option<String>,
) -> impl IntoView {
    let app = use_app();
    let here = afterwards(false);
    let any = Memo::new(move |_| here.get() && pin.with(Option::is_some));
    move || {
        any.get().then(|| {
            let pins = Signal::derive(move || pin.get().into_iter().collect::<Vec<_>>());
            view! {
                <figure class="map-card card">
                    <WardMap municipality=app.municipality selected=ward pins=pins/>
                    {caption
                        .clone()
                        .map(|words| view! { <figcaption class="quiet-words">{words}</figcaption> })}
                </figure>
            }
        })
    }
}
