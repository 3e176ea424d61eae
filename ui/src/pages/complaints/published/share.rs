//! Handing on the web address of a published complaint.

use leptos::prelude::*;

use crate::{components::CopyButton, context::use_app, translations::t};

/// Copies the address of the complaint's public web page, and in a browser opens it.
#[component]
pub(super) fn Share(
    /// Path of the page on the hub that serves this app.
    path: String,
) -> impl IntoView {
    let app = use_app();
    app.hub().map(|origin| {
        let address = format!("{origin}{path}");
        view! {
            <section class="card share" aria-label=t("share-label")>
                <p class="quiet-words">{t("share-text")}</p>
                {(!app.is_native())
                    .then(|| {
                        view! {
                            <p>
                                <a href=address.clone() rel="external" target="_blank">
                                    {t("share-open")}
                                </a>
                            </p>
                        }
                    })}
                <CopyButton text=Signal::stored(address) label=t("share")/>
            </section>
        }
    })
}
