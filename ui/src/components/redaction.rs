//! Hiding faces and number plates: boxes drawn over a photo before anybody else sees it.
//!
//! Boxes are drawn with a finger or mouse; the same is done with buttons and keys. What is drawn
//! is only told to the app, which burns it into the picture.

mod boxes;

use durbar_api::complaints::{MAX_REGIONS, Photo, Region};
use leptos::{ev, html, prelude::*, svg, task::spawn_local};

use self::boxes::{Boxes, Grip};
use super::{Button, Icon};
use crate::{
    browser,
    context::{Picture, use_app},
    format,
    translations::{t, t_with},
};

/// How far a key moves a box: a part of the picture.
const STEP: f32 = 0.02;
/// Half the width of the handle of a box, in pixels.
const HANDLE: f64 = 11.0;

/// A dialog over the whole screen in which boxes are drawn on a photo. Put it on the page to
/// open it; `on_done` is called once, with the boxes, or with `None` if nothing should change.
#[component]
pub fn Redaction(
    /// The photo; boxes are drawn on the picture as it was taken, where that is at hand.
    photo: Photo,
    /// Boxes to begin with.
    regions: Vec<Region>,
    /// Takes the boxes.
    on_done: Callback<Option<Vec<Region>>>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let boxes = RwSignal::new(Boxes::new(regions));
    let result = StoredValue::new(None::<Vec<Region>>);
    Effect::new(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    // Closed by the browser's own way, so that the focus goes back to where it was.
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let done = move || {
        result.set_value(Some(boxes.with_untracked(Boxes::regions)));
        close();
    };
    let add = move || {
        let added = boxes.try_update(Boxes::add_in_the_middle).flatten();
        if let Some(id) = added {
            browser::focus_later(&chip_id(id));
        }
    };
    let remove = move || {
        boxes.update(Boxes::remove_selected);
        match boxes.with_untracked(Boxes::selected) {
            Some(id) => browser::focus_later(&chip_id(id)),
            None => browser::focus_later("redact-add"),
        }
    };
    let full = Memo::new(move |_| boxes.with(Boxes::len) >= MAX_REGIONS);
    let any = Memo::new(move |_| boxes.with(Boxes::len) > 0);
    let said = RwSignal::new(String::new());
    view! {
        <dialog
            class="redact"
            node_ref=dialog
            aria-labelledby="redact-title"
            aria-describedby="redact-lead"
            data-test="redaction"
            on:close=move |_| {
                on_done.try_run(result.get_value());
            }
        >
            <header class="redact-top">
                <h2 id="redact-title">{t("redact-title")}</h2>
                <p id="redact-lead">{t("redact-lead")}</p>
            </header>
            <Stage photo=photo boxes=boxes/>
            <div class="redact-tools">
                <ul class="redact-boxes" aria-label=t("redact-boxes")>
                    <For each=move || boxes.with(Boxes::ids) key=|id| *id let:id>
                        <li>
                            <Chip id=id boxes=boxes said=said on_remove=remove/>
                        </li>
                    </For>
                </ul>
                {move || {
                    any.get().then(|| view! { <p class="hint for-keys" id="redact-keys">{t("redact-keys")}</p> })
                }}
                <p class="unseen" role="status">{said}</p>
                <div class="redact-row">
                    <div id="redact-add">
                        <Button quiet=true small=true busy=full hook="redact-add" on_press=add>
                            <Icon name="plus"/>
                            {t("redact-add")}
                        </Button>
                    </div>
                    {move || {
                        any.get()
                            .then(|| {
                                view! {
                                    <Button quiet=true small=true danger=true hook="redact-remove" on_press=remove>
                                        <Icon name="trash"/>
                                        {t("redact-remove")}
                                    </Button>
                                }
                            })
                    }}
                </div>
                <div class="redact-row end">
                    <Button quiet=true on_press=close hook="redact-cancel">
                        {t("cancel")}
                    </Button>
                    <Button on_press=done hook="redact-done">
                        <Icon name="check"/>
                        {t("redact-done")}
                    </Button>
                </div>
            </div>
        </dialog>
    }
}

fn chip_id(id: u32) -> String {
    format!("redact-box-{id}")
}

/// A box as a button: what the keys act on.
#[component]
fn Chip(
    id: u32,
    boxes: RwSignal<Boxes>,
    said: RwSignal<String>,
    on_remove: impl Fn() + 'static,
) -> impl IntoView {
    let number = move || boxes.with(|boxes| boxes.number(id));
    let selected = Memo::new(move |_| boxes.with(Boxes::selected) == Some(id));
    let press = move |event: ev::KeyboardEvent| {
        let key = event.key();
        if key == "Delete" || key == "Backspace" {
            event.prevent_default();
            on_remove();
            return;
        }
        let (x, y) = match key.as_str() {
            "ArrowLeft" => (-STEP, 0.0),
            "ArrowRight" => (STEP, 0.0),
            "ArrowUp" => (0.0, -STEP),
            "ArrowDown" => (0.0, STEP),
            _ => return,
        };
        event.prevent_default();
        boxes.update(|boxes| {
            boxes.select(id);
            if event.shift_key() {
                boxes.resize_selected(x, y);
            } else {
                boxes.move_selected(x, y);
            }
        });
        if let Some(region) = boxes.with_untracked(|boxes| boxes.region(id)) {
            let percent = |part: f32| format::number(f64::from(part) * 100.0, 0);
            said.set(t_with(
                "redact-said",
                &[
                    ("n", boxes.with_untracked(|boxes| boxes.number(id)).into()),
                    ("x", percent(region.x).into()),
                    ("y", percent(region.y).into()),
                    ("width", percent(region.width).into()),
                    ("height", percent(region.height).into()),
                ],
            ));
        }
    };
    view! {
        <button
            type="button"
            class="chip"
            id=chip_id(id)
            aria-pressed=move || if selected.get() { "true" } else { "false" }
            aria-describedby="redact-keys"
            on:focus=move |_| boxes.update(|boxes| boxes.select(id))
            on:click=move |_| boxes.update(|boxes| boxes.select(id))
            on:keydown=press
        >
            {move || t_with("redact-box", &[("n", number().into())])}
        </button>
    }
}

/// The picture with the boxes over it.
#[component]
fn Stage(photo: Photo, boxes: RwSignal<Boxes>) -> impl IntoView {
    let app = use_app();
    let (width, height) = (
        f64::from(photo.width.max(1)),
        f64::from(photo.height.max(1)),
    );
    let picture = RwSignal::new(None::<String>);
    let missing = RwSignal::new(false);
    let blob = photo.original.unwrap_or(photo.blob);
    let read = move |blob: durbar_api::BlobId| {
        spawn_local(async move {
            match app.picture(blob).await {
                Ok(Picture::Ready(url)) => {
                    picture.try_set(Some(url));
                    missing.try_set(false);
                }
                // It comes later, or never: without the picture nothing can be hidden in it.
                Ok(Picture::Coming { .. }) | Err(_) => {
                    missing.try_set(true);
                }
            }
        });
    };
    read(blob.clone());
    app.on_change(move |changes| {
        if changes.blobs.contains(&blob) {
            read(blob.clone());
        }
    });

    let drawing = NodeRef::<svg::Svg>::new();
    let grip = StoredValue::new(None::<Grip>);
    // A touch as parts of the picture, and how large a fingertip is in the same parts.
    let at = move |event: &ev::PointerEvent| -> Option<((f32, f32), (f32, f32))> {
        let rect = drawing.get_untracked()?.get_bounding_client_rect();
        let scale = (rect.width() / width).min(rect.height() / height);
        if scale <= 0.0 {
            return None;
        }
        let left = rect.left() + (rect.width() - width * scale) / 2.0;
        let top = rect.top() + (rect.height() - height * scale) / 2.0;
        let x = (f64::from(event.client_x()) - left) / (width * scale);
        let y = (f64::from(event.client_y()) - top) / (height * scale);
        let tip = (22.0 / (width * scale), 22.0 / (height * scale));
        Some(((x as f32, y as f32), (tip.0 as f32, tip.1 as f32)))
    };
    let down = move |event: ev::PointerEvent| {
        let Some((point, tip)) = at(&event) else {
            return;
        };
        event.prevent_default();
        if let Some(drawing) = drawing.get_untracked() {
            // Refused only for a pointer that is gone already.
            let _ = drawing.set_pointer_capture(event.pointer_id());
        }
        grip.set_value(boxes.try_update(|boxes| boxes.grab(point, tip)).flatten());
    };
    let moved = move |event: ev::PointerEvent| {
        if let Some(held) = grip.get_value()
            && let Some((point, _)) = at(&event)
        {
            boxes.update(|boxes| boxes.drag(&held, point));
        }
    };
    let up = move |_: ev::PointerEvent| {
        if let Some(held) = grip.get_value() {
            grip.set_value(None);
            boxes.update(|boxes| boxes.drop(&held));
            if let Some(id) = boxes.with_untracked(Boxes::selected) {
                browser::focus_later(&chip_id(id));
            }
        }
    };
    // About as large on every screen: a finger has to find it.
    let handle = browser::units_of_a_pixel(width, height) * HANDLE;
    view! {
        <div class="redact-stage">
            {move || {
                missing
                    .get()
                    .then(|| view! { <p class="redact-missing" role="status">{t("picture-coming")}</p> })
            }}
            // What the keys need is beside it: the drawing itself is for eyes and fingers.
            <svg
                node_ref=drawing
                class="redact-picture"
                viewBox=format!("0 0 {width} {height}")
                aria-hidden="true"
                on:pointerdown=down
                on:pointermove=moved
                on:pointerup=up
                on:pointercancel=up
                data-test="redact-picture"
            >
                {move || {
                    picture
                        .get()
                        .map(|url| view! { <image href=url width=width.to_string() height=height.to_string()></image> })
                }}
                <For each=move || boxes.with(Boxes::ids) key=|id| *id let:id>
                    {
                        let region = Memo::new(move |_| boxes.with(|boxes| boxes.region(id)));
                        let part = move |pick: fn(&Region) -> f32, of: f64| {
                            region.with(|region| region.as_ref().map(|r| (f64::from(pick(r)) * of).to_string()))
                        };
                        let selected = Memo::new(move |_| boxes.with(Boxes::selected) == Some(id));
                        view! {
                            <rect
                                class="redact-box"
                                class:selected=move || selected.get()
                                x=move || part(|r| r.x, width)
                                y=move || part(|r| r.y, height)
                                width=move || part(|r| r.width, width)
                                height=move || part(|r| r.height, height)
                            ></rect>
                            {move || {
                                selected
                                    .get()
                                    .then(|| {
                                        view! {
                                            <circle
                                                class="redact-handle"
                                                r=handle.to_string()
                                                cx=move || part(|r| r.x + r.width, width)
                                                cy=move || part(|r| r.y + r.height, height)
                                            ></circle>
                                        }
                                    })
                            }}
                        }
                    }
                </For>
            </svg>
        </div>
    }
}
