//! The photos of a matter, large.

use std::sync::Arc;

use durbar_api::complaints::{Case, Photo};
use leptos::prelude::*;

use crate::{
    components::StoredPicture,
    context::{AppContext, use_app},
    format,
    translations::{t, t_with},
};

/// All photos with where and when.
#[component]
pub(super) fn Photos(case: Signal<Arc<Case>>) -> impl IntoView {
    let app = use_app();
    let photos = Memo::new(move |_| case.with(|case| case.photos.clone()));
    let any = Memo::new(move |_| photos.with(|photos| !photos.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                // They scroll sideways: by the keyboard, too.
                <div
                    class="case-photos"
                    data-test="case-photos"
                    role="group"
                    aria-label=t("answer-photos")
                    tabindex="0"
                >
                    <For each=move || photos.get() key=|photo| photo.blob.clone() let:photo>
                        {
                            let caption = case.with_untracked(|case| caption(app, case, &photo));
                            view! {
                                <figure>
                                    <StoredPicture
                                        thumbnail=photo.thumbnail
                                        whole=photo.blob
                                        width=photo.width
                                        height=photo.height
                                        alt=t("photo-alt")
                                    />
                                    {(!caption.is_empty()).then(|| view! { <figcaption>{caption}</figcaption> })}
                                </figure>
                            }
                        }
                    </For>
                </div>
            }
        })
    }
}

/// "Kojokrom, 9 m accuracy, 14:12": the ward, how well the camera knew the place, its time.
fn caption(app: AppContext, case: &Case, photo: &Photo) -> String {
    let mut parts = Vec::new();
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
