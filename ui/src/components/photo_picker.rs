//! Choosing photos, seeing what they tell, taking them out again.

use durbar_api::{
    BlobId, Position,
    complaints::{MAX_PHOTO_BYTES, MAX_PHOTOS, Photo, Region},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use super::{Button, Icon, Redaction, StoredPicture};
use crate::{
    browser, format,
    translations::{t, t_with},
};

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoFault {
    /// The file's name; empty for what concerns them all.
    pub name: String,
    /// What is wrong and what to do.
    pub words: String,
}

/// Reads a file that was chosen as a photo; what is too large is refused before it is read.
///
/// # Errors
/// Why it cannot be taken, in words for the person.
pub async fn read_photo(file: &File) -> Result<Vec<u8>, String> {
    let size = file.size();
    if size > MAX_PHOTO_BYTES as f64 {
        let megabytes = |bytes: f64| (bytes / 1_000_000.0).into();
        return Err(t_with(
            "error-photo-too-large",
            &[
                ("size", megabytes(size)),
                ("limit", megabytes(MAX_PHOTO_BYTES as f64)),
            ],
        ));
    }
    browser::read_file(file)
        .await
        .map_err(|_| t("error-photo-unreadable"))
}

/// Photos so far and a way to add more.
#[component]
pub fn PhotoPicker(
    /// Photos so far.
    #[prop(into)]
    photos: Signal<Vec<Photo>>,
    /// The place of the report so far, to show which photo it comes from.
    #[prop(optional, into)]
    place: Signal<Option<Position>>,
    /// Files that were not taken.
    #[prop(into)]
    faults: Signal<Vec<PhotoFault>>,
    /// While files are being read: which of how many.
    #[prop(into)]
    reading: Signal<Option<(usize, usize)>>,
    /// Takes chosen files.
    on_files: impl Fn(Vec<File>) + 'static,
    /// Takes a photo out.
    on_remove: impl Fn(BlobId) + Clone + Send + 'static,
    /// Hides parts of a photo.
    on_redact: Callback<(BlobId, Vec<Region>)>,
    /// Takes a photo's position as the place, where there is a place to fill in.
    #[prop(optional)]
    on_use: Option<Callback<Position>>,
) -> impl IntoView {
    let redacting = RwSignal::new(None::<Photo>);
    let chosen = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let files = input.files();
        let files = files
            .map(|files| {
                (0..files.length())
                    .filter_map(|index| files.get(index))
                    .collect()
            })
            .unwrap_or_default();
        // The same file can be chosen again after a mistake.
        input.set_value("");
        on_files(files);
    };
    view! {
        <ul class="photos" data-test="photos">
            <For each=move || photos.get() key=|photo| (photo.blob.clone(), photo.redacted) let:photo>
                <PhotoLine
                    photo=photo
                    place=place
                    on_remove=on_remove.clone()
                    on_use=on_use
                    redacting=redacting
                />
            </For>
        </ul>
        <div class="photo-faults" role="alert" id="photos-error">
            <For each=move || faults.get() key=|fault| (fault.name.clone(), fault.words.clone()) let:fault>
                <p class="field-error" data-test="photo-error">
                    {(!fault.name.is_empty()).then(|| view! { <b dir="auto">{fault.name.clone()}</b> " " })}
                    {fault.words}
                </p>
            </For>
        </div>
        <p class="quiet-words" role="status">
            {move || {
                reading
                    .get()
                    .map(|(n, of)| t_with("photo-reading", &[("n", n.into()), ("of", of.into())]))
            }}
        </p>
        <label class="photo-add" for="photo-input">
            <Icon name="camera"/>
            <span class="option-words">
                <b>
                    {move || if photos.with(Vec::is_empty) { t("photo-add") } else { t("photo-add-more") }}
                </b>
                <small>
                    {move || {
                        t_with(
                            "photo-count",
                            &[("n", photos.with(Vec::len).into()), ("limit", MAX_PHOTOS.into())],
                        )
                    }}
                </small>
            </span>
            <input
                id="photo-input"
                type="file"
                accept="image/*"
                multiple
                aria-describedby="photos-error"
                on:change=chosen
            />
        </label>
        {move || {
            redacting
                .get()
                .map(|photo| {
                    let blob = photo.blob.clone();
                    let regions = photo.regions.clone();
                    let before = regions.clone();
                    let on_done = Callback::new(move |drawn: Option<Vec<Region>>| {
                        redacting.set(None);
                        if let Some(drawn) = drawn.filter(|drawn| *drawn != before) {
                            on_redact.run((blob.clone(), drawn));
                        }
                    });
                    view! { <Redaction photo=photo regions=regions on_done=on_done/> }
                })
        }}
    }
}

#[component]
fn PhotoLine(
    photo: Photo,
    place: Signal<Option<Position>>,
    on_remove: impl Fn(BlobId) + 'static,
    on_use: Option<Callback<Position>>,
    redacting: RwSignal<Option<Photo>>,
) -> impl IntoView {
    let blob = photo.blob.clone();
    let hidden = photo.redacted || !photo.regions.is_empty();
    let to_redact = photo.clone();
    let taken = photo
        .taken_at
        .as_deref()
        .map(|at| t_with("photo-taken", &[("when", format::camera_time(at).into())]));
    let found = photo.position.clone().map(|position| {
        let is_place = {
            let position = position.clone();
            Memo::new(move |_| place.with(|place| place.as_ref() == Some(&position)))
        };
        let words = t_with("photo-position", &[("where", format::coordinates(&position).into())]);
        view! {
            <p>{words}</p>
            {move || {
                if is_place.get() {
                    view! { <p class="field-good"><Icon name="check"/>{t("photo-is-place")}</p> }.into_any()
                } else {
                    let position = position.clone();
                    on_use
                        .map(|on_use| {
                            view! {
                                <Button
                                    quiet=true
                                    small=true
                                    hook="use-photo-place"
                                    on_press=move || on_use.run(position.clone())
                                >
                                    <Icon name="pin"/>
                                    {t("photo-use-place")}
                                </Button>
                            }
                        })
                        .into_any()
                }
            }}
        }
    });
    let nothing = (taken.is_none() && found.is_none()).then(|| t("photo-no-details"));
    view! {
        <li class="photo-line" data-test="photo">
            <StoredPicture thumbnail=photo.thumbnail alt=t("photo-alt")/>
            <div class="photo-facts">
                {taken.map(|words| view! { <p>{words}</p> })}
                {found}
                {nothing.map(|words| view! { <p class="quiet-words">{words}</p> })}
                <p class="quiet-words">{format::size(photo.bytes)}</p>
                {hidden
                    .then(|| {
                        view! {
                            <p class="field-good" data-test="photo-redacted">
                                <Icon name="check"/>
                                {t("photo-redacted")}
                            </p>
                        }
                    })}
                <div class="photo-ways">
                    <Button
                        quiet=true
                        small=true
                        hook="redact-photo"
                        on_press=move || redacting.set(Some(to_redact.clone()))
                    >
                        <Icon name="hide"/>
                        {if hidden { t("photo-redact-again") } else { t("photo-redact") }}
                    </Button>
                    <Button
                        quiet=true
                        small=true
                        danger=true
                        hook="remove-photo"
                        on_press=move || on_remove(blob.clone())
                    >
                        <Icon name="trash"/>
                        {t("photo-remove")}
                    </Button>
                </div>
            </div>
        </li>
    }
}
