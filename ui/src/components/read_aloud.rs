//! A button that reads the page aloud, where the platform speaks the person's language.

use leptos::prelude::*;

use super::Icon;
use crate::{
    browser::{self, speech},
    translations::t,
};

/// Reads the page it stands on, and stops when pressed again or when the page is left.
#[component]
pub fn ReadAloud() -> impl IntoView {
    let available = speech::available();
    let reading = RwSignal::new(false);
    let stop = move || {
        speech::stop();
        reading.try_set(false);
    };
    let press = move |_| {
        if reading.get_untracked() {
            stop();
        } else {
            reading.set(true);
            speech::read_page(move || {
                reading.try_set(false);
            });
        }
    };
    // Nobody else on a shared phone should hear the rest of it.
    browser::on_page_hidden(stop);
    on_cleanup(speech::stop);
    move || {
        available.get().then(|| {
            view! {
                <button type="button" class="listen" data-test="listen" data-reading=move || reading.get().to_string() on:click=press>
                    {move || {
                        let (icon, word) = match reading.get() {
                            true => ("stop", t("listen-stop")),
                            false => ("noise", t("listen")),
                        };
                        view! {
                            <Icon name=icon/>
                            <span>{word}</span>
                        }
                    }}
                </button>
            }
        })
    }
}
