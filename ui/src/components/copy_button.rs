//! A button that copies a text for another app.

use leptos::{prelude::*, task::spawn_local};

use super::{Button, Icon};
use crate::{browser, translations::t};

/// Copies a text and says that it did.
#[component]
pub fn CopyButton(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// What the button says.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let copy = move || {
        let text = text.get_untracked();
        spawn_local(async move {
            copied.try_set(Some(browser::copy_text(&text).await));
        });
    };
    view! {
        <span class="copy">
            <Button quiet=true small=true on_press=copy hook="copy">
                <Icon name="copy"/>
                {label}
            </Button>
            <span class="quiet-words" role="status">
                {move || {
                    copied.get().map(|well| if well { t("copied") } else { t("copied-not") })
                }}
            </span>
        </span>
    }
}
