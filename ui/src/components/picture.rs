//! Stored pictures.

use durbar_api::BlobId;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    context::{Picture, use_app},
    format,
    translations::{t, t_with},
};

/// A stored picture: its thumbnail at once, the whole of it when it is here.
#[component]
pub fn StoredPicture(
    /// The thumbnail.
    thumbnail: BlobId,
    /// The whole picture, if it should be shown (and fetched).
    #[prop(optional)]
    whole: Option<BlobId>,
    /// What it shows, for who cannot see it; empty if words beside it say so.
    #[prop(into)]
    alt: String,
    /// Width in pixels, so that the page does not jump.
    #[prop(optional)]
    width: u32,
    /// Height in pixels.
    #[prop(optional)]
    height: u32,
) -> impl IntoView {
    let small = read(thumbnail);
    let large = whole.map(read);
    let source = move || {
        let ready = |picture: RwSignal<Option<Picture>>| match picture.get() {
            Some(Picture::Ready(url)) => Some(url),
            _ => None,
        };
        large.and_then(ready).or_else(|| ready(small))
    };
    let progress = move || match large.and_then(|large| large.get()) {
        Some(Picture::Coming { have, total }) if total > 0 => Some(t_with(
            "picture-progress",
            &[
                ("have", format::kilobytes(have).into()),
                ("total", format::kilobytes(total).into()),
            ],
        )),
        Some(Picture::Coming { .. }) => Some(t("picture-coming")),
        _ => None,
    };
    let size = |pixels: u32| (pixels > 0).then(|| pixels.to_string());
    view! {
        {move || match source() {
            Some(url) => {
                view! {
                    <img class="picture" src=url alt=alt.clone() width=size(width) height=size(height)/>
                }
                    .into_any()
            }
            None => {
                // Without words of its own it is nothing to who cannot see it.
                let named = (!alt.is_empty()).then(|| alt.clone());
                let role = named.as_ref().map(|_| "img");
                view! { <span class="picture waiting" role=role aria-label=named></span> }.into_any()
            }
        }}
        {move || progress().map(|words| view! { <span class="picture-progress">{words}</span> })}
    }
}

/// Reads a picture, and again whenever more of it arrives.
fn read(blob: BlobId) -> RwSignal<Option<Picture>> {
    let app = use_app();
    let picture = RwSignal::new(None);
    let blob_again = blob.clone();
    let fetch = move |blob: BlobId| {
        spawn_local(async move {
            // Without it the place stays empty and the words around it still say everything.
            if let Ok(found) = app.picture(blob).await {
                picture.try_set(Some(found));
            }
        });
    };
    fetch(blob);
    app.on_change(move |changes| {
        if changes.blobs.contains(&blob_again) {
            fetch(blob_again.clone());
        }
    });
    picture
}
