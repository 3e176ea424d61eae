//! Photos in a row, each to be seen large.

use durbar_api::complaints::Photo;
use leptos::prelude::*;

use super::{Button, Dialog, StoredPicture};
use crate::{
    format,
    translations::{t, t_with},
};

/// Small photos; a press shows one large.
#[component]
pub fn PhotoStrip(
    /// The photos.
    photos: Vec<Photo>,
) -> impl IntoView {
    let shown = RwSignal::new(None::<Photo>);
    let open = RwSignal::new(false);
    let of = photos.len();
    let buttons: Vec<_> = photos
        .into_iter()
        .enumerate()
        .map(|(index, photo)| {
            let label = t_with(
                "photo-show",
                &[("n", (index + 1).into()), ("of", of.into())],
            );
            let thumbnail = photo.thumbnail.clone();
            view! {
                <li>
                    <button
                        type="button"
                        class="photo-small"
                        aria-label=label
                        on:click=move |_| {
                            shown.set(Some(photo.clone()));
                            open.set(true);
                        }
                    >
                        <StoredPicture thumbnail=thumbnail alt=""/>
                    </button>
                </li>
            }
        })
        .collect();
    (of > 0).then(|| {
        view! {
            <ul class="photo-strip" data-test="message-photos">{buttons}</ul>
            <LargePhoto photo=shown open=open/>
        }
    })
}

/// One photo as large as the screen has room for, with what is known of it.
#[component]
pub fn LargePhoto(
    /// The photo.
    photo: RwSignal<Option<Photo>>,
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=t("photo-large") wide=true>
            {move || photo.get().map(|photo| view! { <Large photo=photo/> })}
            <div class="actions row">
                <Button quiet=true on_press=move || open.set(false)>
                    {t("close")}
                </Button>
            </div>
        </Dialog>
    }
}

#[component]
fn Large(photo: Photo) -> impl IntoView {
    let mut facts = Vec::new();
    if let Some(position) = &photo.position {
        facts.push(t_with(
            "photo-position",
            &[("where", format::coordinates(position).into())],
        ));
    }
    if let Some(taken) = &photo.taken_at {
        facts.push(t_with(
            "photo-taken",
            &[("when", format::camera_time(taken).into())],
        ));
    }
    if photo.redacted {
        facts.push(t("photo-redacted"));
    }
    view! {
        <figure class="photo-large">
            <StoredPicture
                thumbnail=photo.thumbnail
                whole=photo.blob
                width=photo.width
                height=photo.height
                alt=t("photo-alt")
            />
            {(!facts.is_empty())
                .then(|| view! { <figcaption class="quiet-words">{format::facts(&facts)}</figcaption> })}
        </figure>
    }
}
