//! The summary as everybody will see it.

use std::sync::Arc;

use durbar_api::complaints::{Case, Publication, Region};
use leptos::prelude::*;

use crate::{
    components::{Icon, StoredPicture, state_tag},
    context::use_app,
    format,
    translations::t,
};

/// Boxes over a picture.
#[component]
pub(super) fn Hidden(regions: Signal<Vec<Region>>) -> impl IntoView {
    move || {
        let boxes: Vec<_> = regions
            .get()
            .into_iter()
            .map(|region| {
                view! {
                    <rect
                        x=region.x.to_string()
                        y=region.y.to_string()
                        width=region.width.to_string()
                        height=region.height.to_string()
                    ></rect>
                }
            })
            .collect();
        view! {
            <svg class="hidden-boxes" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
                {boxes}
            </svg>
        }
    }
}

/// The card.
#[component]
pub(super) fn Preview(
    case: Signal<Arc<Case>>,
    publication: RwSignal<Publication>,
) -> impl IntoView {
    let app = use_app();
    let facts = move || {
        case.with(|case| {
            let mut facts = vec![app.category_name(&case.summary.category)];
            let ward = case.summary.ward.as_deref();
            facts.extend(ward.map(|ward| app.ward_name(ward)));
            format::facts(&facts)
        })
    };
    let status = Memo::new(move |_| case.with(|case| case.summary.status.clone()));
    let photos = Memo::new(move |_| {
        publication.with(|publication| {
            let chosen = publication.photos.iter();
            chosen
                .filter_map(|own| {
                    let mut offered = publication.offered.iter();
                    let photo = offered.find(|photo| photo.blob == own.photo)?;
                    Some((photo.clone(), own.regions.clone()))
                })
                .collect::<Vec<_>>()
        })
    });
    let landmark = Memo::new(move |_| publication.with(|p| p.landmark.trim().to_owned()));
    view! {
        <article class="card preview" data-test="publish-preview">
            {move || {
                let pictures: Vec<_> = photos
                    .get()
                    .into_iter()
                    .map(|(photo, regions)| {
                        view! {
                            <div class="hidden-picture">
                                <StoredPicture
                                    thumbnail=photo.thumbnail
                                    whole=photo.blob
                                    width=photo.width
                                    height=photo.height
                                    alt=t("photo-alt")
                                />
                                <Hidden regions=Signal::stored(regions)/>
                            </div>
                        }
                    })
                    .collect();
                (!pictures.is_empty()).then(|| view! { <div class="preview-photos">{pictures}</div> })
            }}
            {move || {
                let title = publication.with(|p| p.title.trim().to_owned());
                (!title.is_empty()).then(|| view! { <h3 dir="auto">{title}</h3> })
            }}
            <small>{facts}</small>
            <div class="tags" inner_html=move || state_tag(app, &status.get()).into_string()></div>
            <p class="written" dir="auto">{move || publication.with(|p| p.text.clone())}</p>
            {move || {
                let words = landmark.get();
                (!words.is_empty())
                    .then(|| {
                        view! {
                            <p class="with-icon">
                                <Icon name="pin"/>
                                <span dir="auto">{words}</span>
                            </p>
                        }
                    })
            }}
            <small>
                {move || {
                    if publication.with(|p| p.position) {
                        t("preview-position")
                    } else {
                        t("preview-no-position")
                    }
                }}
            </small>
        </article>
    }
}
