//! Where something is: measured, told in words, chosen, or typed as numbers.

use durbar_api::{Place, Position, PositionSource};
use leptos::prelude::*;

use super::{Button, Icon, Notice, NoticeKind, PlaceMap, SelectField, TextArea, TextField};
use crate::{
    browser::geolocation::{self, NoPosition, Watch},
    context::use_app,
    format,
    translations::{in_line, t, t_with},
};

/// A change to the place as it is when the change is made.
pub type PlaceChange = Box<dyn FnOnce(&mut Place) + Send>;

/// Metres within which a measured position is good enough to stop.
const GOOD: f32 = 10.0;
/// Metres beyond which a position hardly helps to find a place.
const POOR: f32 = 150.0;
/// How long to wait for a better position than the first.
const SETTLE: std::time::Duration = std::time::Duration::from_secs(20);

/// The parts of a place. Every change is told at once, as a change to the place as it is then.
#[component]
pub fn PlacePicker(
    /// The place so far.
    #[prop(into)]
    place: Signal<Place>,
    /// Takes a change.
    on_change: Callback<PlaceChange>,
    /// Called when the person leaves a field.
    on_leave: Callback<()>,
    /// What is wrong with the place.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let app = use_app();
    let change = move |change: PlaceChange| {
        on_change.try_run(change);
    };
    let wards = move || {
        let mut options = vec![(String::new(), t("ward-unknown"))];
        app.municipality.with(|municipality| {
            for ward in municipality
                .iter()
                .flat_map(|municipality| &municipality.wards)
            {
                options.push((ward.id.clone(), in_line(&ward.name)));
            }
        });
        options
    };
    view! {
        <div id="place" class="place" role="group" aria-label=t("place-title")>
            {move || error.get().map(|error| view! { <p class="field-error">{error}</p> })}
            <OwnPosition place=place on_change=on_change/>
            <TextArea
                one_line=true
                id="landmark"
                label=t("landmark-label")
                hint=t("landmark-hint")
                value=Signal::derive(move || place.with(|place| place.landmark.clone()))
                on_input=move |text| change(Box::new(move |place| place.landmark = text))
                on_leave=on_leave
            />
            <SelectField
                id="ward"
                label=t("ward-label")
                hint=t("ward-hint")
                options=Signal::derive(wards)
                chosen=Signal::derive(move || place.with(|place| place.ward.clone().unwrap_or_default()))
                on_choose=move |ward| {
                    change(Box::new(move |place| place.ward = (!ward.is_empty()).then_some(ward)));
                }
            />
            <TypedPosition place=place on_change=on_change/>
        </div>
    }
}

/// The position so far, and a button that measures it.
#[component]
fn OwnPosition(place: Signal<Place>, on_change: Callback<PlaceChange>) -> impl IntoView {
    let watch = StoredValue::new_local(None::<Watch>);
    let measuring = RwSignal::new(false);
    let trouble = RwSignal::new(None::<NoPosition>);
    let stop = move || {
        // A timer may call after the page is gone.
        watch.try_set_value(None);
        measuring.try_set(false);
    };
    let start = move || {
        trouble.set(None);
        let found = move |position: Position| {
            let accuracy = position.accuracy;
            on_change.try_run(Box::new(move |place| place.position = Some(position)));
            trouble.set(None);
            if accuracy.is_some_and(|accuracy| accuracy <= GOOD) {
                // The watch must not be dropped inside its own callback.
                set_timeout(stop, std::time::Duration::ZERO);
            } else {
                set_timeout(stop, SETTLE);
            }
        };
        let failed = move |reason| {
            trouble.set(Some(reason));
            set_timeout(stop, std::time::Duration::ZERO);
        };
        match geolocation::watch(found, failed) {
            Ok(started) => {
                watch.set_value(Some(started));
                measuring.set(true);
            }
            Err(reason) => trouble.set(Some(reason)),
        }
    };
    let position = Memo::new(move |_| place.with(|place| place.position.clone()));
    view! {
        <div class="own-position">
            {move || {
                if measuring.get() {
                    view! {
                        <div class="measuring">
                            <p role="status">
                                {move || match position.get().and_then(|position| position.accuracy) {
                                    Some(accuracy) => {
                                        t_with(
                                            "position-better",
                                            &[("n", format::metres(accuracy).into())],
                                        )
                                    }
                                    None => t("position-measuring"),
                                }}
                            </p>
                            <Button quiet=true small=true on_press=stop hook="stop-position">
                                {t("position-stop")}
                            </Button>
                        </div>
                    }
                        .into_any()
                } else {
                    view! {
                        <Button quiet=true on_press=start hook="use-position">
                            <Icon name="target"/>
                            {move || {
                                if position.get().is_some() { t("position-again") } else { t("position-use") }
                            }}
                        </Button>
                    }
                        .into_any()
                }
            }}
            {move || {
                trouble
                    .get()
                    .map(|reason| {
                        let words = match reason {
                            NoPosition::Refused => t("position-refused"),
                            NoPosition::Unavailable => t("position-unavailable"),
                            NoPosition::TooLong => t("position-too-long"),
                        };
                        view! { <Notice kind=NoticeKind::Warn><p data-test="position-trouble">{words}</p></Notice> }
                    })
            }}
            <PlaceMap
                position=position
                on_point=Callback::new(move |position| {
                    stop();
                    on_change.try_run(Box::new(move |place: &mut Place| place.position = Some(position)));
                })
            />
            {move || {
                position
                    .get()
                    .map(|position| {
                        view! {
                            <PositionCard position=position on_remove=move || {
                                stop();
                                on_change.try_run(Box::new(|place| place.position = None));
                            }/>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn PositionCard(position: Position, on_remove: impl Fn() + 'static) -> impl IntoView {
    let source = match position.source {
        PositionSource::Device => t("position-from-device"),
        PositionSource::Photo => t("position-from-photo"),
        PositionSource::Person => t("position-from-person"),
    };
    let accuracy = position.accuracy;
    let poor = accuracy.is_some_and(|accuracy| accuracy > POOR);
    view! {
        <div class="position-card" data-test="position">
            <Icon name="pin"/>
            <div>
                <b>{source}</b>
                <p>
                    {accuracy
                        .map(|accuracy| {
                            t_with("position-accuracy", &[("n", format::metres(accuracy).into())])
                        })}
                </p>
                <p class="quiet-words">{format::coordinates(&position)}</p>
                {poor.then(|| view! { <p class="field-warn">{t("position-poor")}</p> })}
            </div>
            <Button quiet=true small=true danger=true on_press=on_remove hook="remove-position">
                {t("remove")}
            </Button>
        </div>
    }
}

/// Latitude and longitude as numbers, for who has them from elsewhere.
#[component]
fn TypedPosition(place: Signal<Place>, on_change: Callback<PlaceChange>) -> impl IntoView {
    let start = place.with_untracked(|place| {
        place
            .position
            .clone()
            .filter(|position| position.source == PositionSource::Person)
    });
    let text = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let latitude = RwSignal::new(text(start.as_ref().map(|position| position.latitude)));
    let longitude = RwSignal::new(text(start.as_ref().map(|position| position.longitude)));
    // The fields show what was pointed at on the map, too.
    Effect::new(move || {
        let pointed = place.with(|place| {
            place
                .position
                .clone()
                .filter(|position| position.source == PositionSource::Person)
        });
        let typed = (
            degrees(&latitude.get_untracked(), 90.0),
            degrees(&longitude.get_untracked(), 180.0),
        );
        if let Some(pointed) = pointed
            && typed != (Ok(pointed.latitude), Ok(pointed.longitude))
        {
            latitude.set(format!("{:.5}", pointed.latitude));
            longitude.set(format!("{:.5}", pointed.longitude));
        }
    });
    let told = move || {
        let (north, east) = (latitude.get_untracked(), longitude.get_untracked());
        if north.trim().is_empty() && east.trim().is_empty() {
            on_change.try_run(Box::new(|place| {
                if place
                    .position
                    .as_ref()
                    .is_some_and(|p| p.source == PositionSource::Person)
                {
                    place.position = None;
                }
            }));
        } else if let (Ok(latitude), Ok(longitude)) = (degrees(&north, 90.0), degrees(&east, 180.0))
        {
            on_change.try_run(Box::new(move |place| {
                place.position = Some(Position {
                    latitude,
                    longitude,
                    accuracy: None,
                    source: PositionSource::Person,
                    at: None,
                });
            }));
        }
    };
    let fault = |typed: RwSignal<String>, most: f64, key: fn() -> String| {
        Signal::derive(move || {
            typed
                .with(|typed| (!typed.trim().is_empty() && degrees(typed, most).is_err()).then(key))
        })
    };
    view! {
        <details class="more">
            <summary>{t("coordinates-title")}</summary>
            <p class="hint">{t("coordinates-hint")}</p>
            <div class="pair">
                <TextField
                    id="latitude"
                    label=t("latitude-label")
                    value=latitude
                    on_input=move |typed| {
                        latitude.set(typed);
                        told();
                    }
                    error=fault(latitude, 90.0, || t("latitude-error"))
                    keyboard="text"
                />
                <TextField
                    id="longitude"
                    label=t("longitude-label")
                    value=longitude
                    on_input=move |typed| {
                        longitude.set(typed);
                        told();
                    }
                    error=fault(longitude, 180.0, || t("longitude-error"))
                    keyboard="text"
                />
            </div>
        </details>
    }
}

/// Reads degrees as people type them: with a point or a comma.
fn degrees(typed: &str, most: f64) -> Result<f64, ()> {
    let number: f64 = typed.trim().replace(',', ".").parse().map_err(|_| ())?;
    if number.is_finite() && number.abs() <= most {
        Ok(number)
    } else {
        Err(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_with_point_or_comma() {
        assert_eq!(degrees(" 4.8981 ", 90.0), Ok(4.8981));
        assert_eq!(degrees("-1,7604", 180.0), Ok(-1.7604));
    }

    #[test]
    fn what_is_no_place_on_earth_is_not_taken() {
        assert!(degrees("91", 90.0).is_err());
        assert!(degrees("NaN", 90.0).is_err());
        assert!(degrees("north", 90.0).is_err());
        assert!(degrees("", 90.0).is_err());
    }
}
