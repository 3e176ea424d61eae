//! A pin on the outline of the wards: set by tapping, dragging or with the keyboard. It needs no
//! map from the network and costs nothing.

mod names;
mod scale;
mod view_port;

use durbar_api::{Position, PositionSource, packs::Municipality};
use leptos::{ev, prelude::*, svg};

use self::{
    names::Label,
    scale::Scale,
    view_port::{Finger, Gesture, Touch, ViewPort},
};
use super::{
    Button, Icon,
    projection::{Projection, ward_at},
};
use crate::{
    context::use_app,
    translations::{in_line, t, t_with},
};

/// Height of a ward's name in pixels.
const NAME: f64 = 12.5;
/// Pixels of the pin for each unit of its drawing, which is 24 units wide.
const PIN: f64 = 1.6;

/// The map with the pin. Nothing is shown until the municipality is known.
#[component]
pub fn PlaceMap(
    /// Where the pin is, as far as anybody said.
    #[prop(into)]
    position: Signal<Option<Position>>,
    /// Takes the place that the person pointed at.
    on_point: Callback<Position>,
) -> impl IntoView {
    let app = use_app();
    move || {
        let municipality = app.municipality.get()?;
        let projection = Projection::around(&municipality.wards)?;
        Some(view! {
            <Map municipality=municipality projection=projection position=position on_point=on_point/>
        })
    }
}

#[component]
fn Map(
    municipality: std::sync::Arc<Municipality>,
    projection: Projection,
    position: Signal<Option<Position>>,
    on_point: Callback<Position>,
) -> impl IntoView {
    let view = RwSignal::new(ViewPort::whole(&projection));
    let drawing = NodeRef::<svg::Svg>::new();
    let gesture = StoredValue::new(Gesture::default());
    // Width of the picture: names and the pin keep their size on every screen.
    let across = RwSignal::new(328.0_f64);
    let measure = move || {
        let width = drawing
            .get_untracked()
            .map(|drawing| drawing.get_bounding_client_rect().width());
        if let Some(width) = width.filter(|width| *width > 0.0) {
            across.set(width);
        }
    };
    Effect::new(move || {
        drawing.track();
        request_animation_frame(measure);
    });
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    let pixel = Memo::new(move |_| view.with(|view| view.width) / across.get());
    // The pin while it is dragged; told when it is let go.
    let dragged = RwSignal::new(None::<(f64, f64)>);
    let pin = Memo::new(move |_| {
        dragged.get().or_else(|| {
            position.with(|position| {
                position
                    .as_ref()
                    .map(|position| projection.place(position.latitude, position.longitude))
            })
        })
    });
    // A position that was measured or read from a photo is brought into view.
    Effect::new(move |before: Option<Option<Position>>| {
        let now = position.get();
        if let Some(found) = &now
            && found.source != PositionSource::Person
            && before.flatten().as_ref() != Some(found)
        {
            let at = projection.place(found.latitude, found.longitude);
            let around = found.accuracy.map_or(3000.0, |metres| {
                (f64::from(metres) * 8.0).clamp(3000.0, 8000.0)
            });
            view.update(|view| view.look_at(at, projection.units(around)));
        }
        now
    });
    let point = move |(x, y): (f64, f64)| {
        let (latitude, longitude) = projection.degrees(x, y);
        on_point.run(Position {
            latitude,
            longitude,
            accuracy: None,
            source: PositionSource::Person,
            at: None,
        });
    };

    let wards = StoredValue::new(municipality);
    let ward = Memo::new(move |_| {
        let (x, y) = pin.get()?;
        let (latitude, longitude) = projection.degrees(x, y);
        wards.with_value(|municipality| {
            let found = ward_at(&municipality.wards, latitude, longitude);
            Some(found.map(|ward| (ward.id.clone(), in_line(&ward.name))))
        })
    });
    let told = move || match ward.get() {
        None => t("map-pin-none"),
        Some(Some((_, name))) => t_with("map-pin-in", &[("ward", name.into())]),
        Some(None) => t("map-pin-outside"),
    };

    let finger = move |event: &ev::PointerEvent| -> Option<Finger> {
        let rect = drawing.get_untracked()?.get_bounding_client_rect();
        (rect.width() > 0.0).then(|| Finger {
            id: event.pointer_id(),
            x: f64::from(event.client_x()) - rect.left(),
            y: f64::from(event.client_y()) - rect.top(),
            across: rect.width(),
        })
    };
    let act = move |touch: Option<Touch>| match touch {
        None => {}
        Some(Touch::Tapped(at)) => point(at),
        Some(Touch::Dragged(at)) => dragged.set(Some(at)),
        Some(Touch::Dropped(at)) => {
            dragged.set(None);
            point(at);
        }
        Some(Touch::Looked(next)) => view.set(next),
    };
    let down = move |event: ev::PointerEvent| {
        let Some(finger) = finger(&event) else { return };
        if let Some(drawing) = drawing.get_untracked() {
            // Refused only for a pointer that is gone already.
            let _ = drawing.set_pointer_capture(event.pointer_id());
        }
        let (view, pin) = (view.get_untracked(), pin.get_untracked());
        gesture.update_value(|gesture| gesture.down(finger, &view, pin));
    };
    let moved = move |event: ev::PointerEvent| {
        let Some(finger) = finger(&event) else { return };
        let view = view.get_untracked();
        act(gesture
            .try_update_value(|gesture| gesture.moved(finger, &view))
            .flatten());
    };
    let up = move |event: ev::PointerEvent| {
        let Some(finger) = finger(&event) else { return };
        let view = view.get_untracked();
        act(gesture
            .try_update_value(|gesture| gesture.up(finger, &view))
            .flatten());
    };
    let cancel = move |_: ev::PointerEvent| {
        gesture.set_value(Gesture::default());
        dragged.set(None);
    };
    let wheel = move |event: ev::WheelEvent| {
        // A wheel alone scrolls the page; with Ctrl, as pinching on a touchpad comes, it zooms.
        if !event.ctrl_key() {
            return;
        }
        event.prevent_default();
        let rect = drawing
            .get_untracked()
            .map(|drawing| drawing.get_bounding_client_rect());
        if let Some(rect) = rect.filter(|rect| rect.width() > 0.0) {
            let x = f64::from(event.client_x()) - rect.left();
            let y = f64::from(event.client_y()) - rect.top();
            let factor = if event.delta_y() < 0.0 { 1.25 } else { 0.8 };
            view.update(|view| {
                let at = view.at(x, y, rect.width());
                view.zoom(factor, at);
            });
        }
    };
    let zoom = move |factor: f64| {
        let at = pin.get_untracked();
        view.update(|view| {
            let at = at
                .filter(|at| view.shows(*at))
                .unwrap_or_else(|| view.middle());
            view.zoom(factor, at);
        });
    };
    let pan = move |x: f64, y: f64| view.update(|view| view.pan_by_parts(x, y));
    let press = move |event: ev::KeyboardEvent| {
        let step = if event.shift_key() { 0.1 } else { 0.015 };
        let (x, y) = match event.key().as_str() {
            "ArrowLeft" => (-step, 0.0),
            "ArrowRight" => (step, 0.0),
            "ArrowUp" => (0.0, -step),
            "ArrowDown" => (0.0, step),
            "+" | "=" => {
                event.prevent_default();
                return zoom(1.6);
            }
            "-" => {
                event.prevent_default();
                return zoom(1.0 / 1.6);
            }
            "Enter" | " " if pin.get_untracked().is_none() => (0.0, 0.0),
            _ => return,
        };
        event.prevent_default();
        let at = match pin.get_untracked() {
            Some(at) => view.with_untracked(|view| view.beside(at, x, y)),
            None => view.with_untracked(ViewPort::middle),
        };
        view.update(|view| view.keep_in_view(at));
        point(at);
    };

    let accuracy = Memo::new(move |_| {
        if dragged.with(Option::is_some) {
            return None;
        }
        let metres = position.with(|position| position.as_ref().and_then(|p| p.accuracy))?;
        Some(projection.units(f64::from(metres)))
    });
    let shapes = wards.with_value(|municipality| {
        municipality
            .wards
            .iter()
            .map(|own| view! { <path class="map-ward" d=projection.path(own)></path> })
            .collect::<Vec<_>>()
    });
    // Once more over all the others, so that its whole border is to be seen.
    let here = move || {
        let (id, _) = ward.get().flatten()?;
        wards.with_value(|municipality| {
            let own = municipality.wards.iter().find(|own| own.id == id)?;
            Some(view! { <path class="map-ward here" d=projection.path(own)></path> })
        })
    };
    let labels = StoredValue::new(wards.with_value(|municipality| {
        municipality
            .wards
            .iter()
            .filter_map(|ward| Label::of(&projection, ward))
            .collect::<Vec<_>>()
    }));
    let names = move || {
        let size = pixel.get() * NAME;
        let text = |label: &Label| {
            view! {
                <text
                    class="map-name"
                    x=label.x.to_string()
                    y=label.y.to_string()
                    font-size=format!("{size:.2}")
                >
                    {label.name.clone()}
                </text>
            }
        };
        labels.with_value(|labels| {
            let shown = view.with(|view| names::that_fit(labels, size, view));
            shown.into_iter().map(text).collect::<Vec<_>>()
        })
    };
    let shape = view.with_untracked(|view| view.shape);
    view! {
        <div class="place-map" data-test="place-map">
            <p class="hint" id="map-pin-hint">
                {t("map-pin-hint")}
                <span class="for-keys">" "{t("map-pin-keys")}</span>
            </p>
            <div
                class="map-frame"
                class:near=move || view.with(|view| view.is_near())
                style:--shape=format!("{shape:.3}")
                tabindex="0"
                role="application"
                aria-roledescription=t("map-pin-role")
                aria-label=t("map-pin-label")
                aria-describedby="map-pin-hint map-pin-told"
                on:keydown=press
            >
                <svg
                    node_ref=drawing
                    viewBox=move || view.with(ViewPort::view_box)
                    aria-hidden="true"
                    on:pointerdown=down
                    on:pointermove=moved
                    on:pointerup=up
                    on:pointercancel=cancel
                    on:wheel=wheel
                >
                    {shapes} {here}
                    {names}
                    <Scale view=view projection=projection pixel=pixel/>
                    {move || {
                        let (x, y) = pin.get()?;
                        let radius = accuracy.get()?;
                        Some(
                            view! {
                                <circle class="map-accuracy" cx=x.to_string() cy=y.to_string() r=radius.to_string()></circle>
                            },
                        )
                    }}
                    {move || {
                        let (x, y) = pin.get()?;
                        let scale = pixel.get() * PIN;
                        // The tip of the pin on the spot.
                        let place = format!(
                            "translate({:.2} {:.2}) scale({scale:.4}) translate(-12 -22)",
                            x,
                            y,
                        );
                        Some(
                            view! {
                                <g class="map-pin" class:held=move || dragged.with(Option::is_some) transform=place>
                                    <path d="M12 22c5-5.6 7.5-9.2 7.5-12.4a7.5 7.5 0 1 0-15 0C4.500 12.800 7 16.400 12 22z"></path>
                                    <circle cx="12" cy="9.6" r="2.8"></circle>
                                </g>
                            },
                        )
                    }}
                </svg>
            </div>
            <p class="map-told" id="map-pin-told" role="status" data-test="map-ward">
                {told}
            </p>
            <div class="map-tools" role="group" aria-label=t("map-move")>
                <Button quiet=true small=true hook="map-closer" on_press=move || zoom(1.8)>
                    <Icon name="plus"/>
                    {t("map-closer")}
                </Button>
                <Button quiet=true small=true hook="map-further" on_press=move || zoom(1.0 / 1.8)>
                    <Icon name="minus"/>
                    {t("map-further")}
                </Button>
                {move || {
                    view.with(|view| view.is_near())
                        .then(|| {
                            view! {
                                <Button
                                    quiet=true
                                    small=true
                                    hook="map-all"
                                    on_press=move || view.set(ViewPort::whole(&projection))
                                >
                                    {t("map-all")}
                                </Button>
                                <span class="map-arrows">
                                    <Button quiet=true small=true on_press=move || pan(-0.3, 0.0)>
                                        <Icon name="back"/>
                                        <span class="unseen">{t("map-left")}</span>
                                    </Button>
                                    <Button quiet=true small=true on_press=move || pan(0.0, -0.3)>
                                        <Icon name="up"/>
                                        <span class="unseen">{t("map-up")}</span>
                                    </Button>
                                    <Button quiet=true small=true on_press=move || pan(0.0, 0.3)>
                                        <Icon name="down"/>
                                        <span class="unseen">{t("map-down")}</span>
                                    </Button>
                                    <Button quiet=true small=true on_press=move || pan(0.3, 0.0)>
                                        <Icon name="next"/>
                                        <span class="unseen">{t("map-right")}</span>
                                    </Button>
                                </span>
                            }
                        })
                }}
            </div>
        </div>
    }
}
