//! The photos of a matter, large.

use std::sync::Arc;

use durbar_api::complaints::{Case, Photo};
use leptos::prelude::*;

use crate::{
    components::{LargePhoto, StoredPicture},
    context::{AppContext, use_app},
    format,
    translations::{t, t_with},
};

/// All photos with where and when; a press shows one as large as the screen.
#[component]
pub(super) fn Photos(case: Signal<Arc<Case>>) -> impl IntoView {
    let app = use_app();
    let photos = Memo::new(move |_| case.with(|case| case.photos.clone()));
    let any = Memo::new(move |_| photos.with(|photos| !photos.is_empty()));
    let shown = RwSignal::new(None::<Photo>);
    let open = RwSignal::new(false);
    let label = move |photo: &Photo| {
        photos.with(|photos| {
            let at = photos.iter().position(|other| other.blob == photo.blob);
            let n = at.unwrap_or_default() + 1;
            t_with(
                "photo-show",
                &[("n", n.into()), ("of", photos.len().into())],
            )
        })
    };
    move || {
        any.get().then(|| {
            view! {
                <div
                    class="case-photos"
                    data-test="case-photos"
                    role="group"
                    aria-label=t("answer-photos")
                >
                    <For each=move || photos.get() key=|photo| photo.blob.clone() let:photo>
                        {
                            let own = photo.clone();
                            let caption = Memo::new(move |_| case.with(|case| caption(app, case, &own)));
                            let (named, chosen) = (photo.clone(), photo.clone());
                            view! {
                                <figure>
                                    <button
                                        type="button"
                                        class="photo-open"
                                        data-test="photo-open"
                                        on:click=move |_| {
                                            shown.set(Some(chosen.clone()));
                                            open.set(true);
                                        }
                                    >
                                        <span class="unseen">{move || label(&named)}</span>
                                        <StoredPicture
                                            thumbnail=photo.thumbnail
                                            whole=photo.blob
                                            width=photo.width
                                            height=photo.height
                                            alt=""
                                        />
                                    </button>
                                    {move || {
                                        (!caption.with(String::is_empty))
                                            .then(|| view! { <figcaption>{caption}</figcaption> })
                                    }}
                                </figure>
                            }
                        }
                    </For>
                </div>
                <LargePhoto photo=shown open=open/>
            }
        })
    }
}

/// "1/2, Kojokrom, 9 m accuracy, 14:12": which of several, the ward, how well the camera knew the place, its time.
fn caption(app: AppContext, case: &Case, photo: &Photo) -> String {
    let mut parts = Vec::new();
    if let [_, _, ..] = case.photos.as_slice() {
        let at = case.photos.iter().position(|own| own.blob == photo.blob);
        parts.extend(at.map(|at| format!("{}/{}", at + 1, case.photos.len())));
    }
    parts.extend(case.place.ward.as_deref().map(|ward| app.ward_name(ward)));
    let position = photo.position.as_ref().or(case.place.position.as_ref());
    if let Some(accuracy) = position.and_then(|position| position.accuracy) {
        parts.push(t_with(
            "photo-accuracy",
            &[("n", format::metres(accuracy).into())],
        ));
    }
    parts.extend(photo.taken_at.as_deref().map(format::camera_time));
    parts.join(", ")
}
