//! Keys for who works through many matters. One key each, so they can be switched off (WCAG
//! 2.1.4), and they step back while somebody types.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{
    browser,
    components::{Button, Dialog},
    translations::t,
};

const SETTING: &str = "shortcuts";

/// Whether the keys are in use.
fn in_use() -> bool {
    browser::setting(SETTING).as_deref() != Some("off")
}

/// Calls back for each single key while nobody types; `handle` says whether it took it.
pub(in crate::pages::complaints) fn on_key(handle: impl Fn(&str) -> bool + 'static) {
    let listening = window_event_listener(ev::keydown, move |event| {
        let held = event.ctrl_key() || event.alt_key() || event.meta_key();
        if held || event.default_prevented() || occupied(&event) || !in_use() {
            return;
        }
        if handle(&event.key()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listening.remove());
}

/// Whether the key belongs to what has the focus: a field, or a dialog over the page.
fn occupied(event: &ev::KeyboardEvent) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        element
            .closest("input, textarea, select, dialog, [contenteditable]")
            .ok()
            .flatten()
            .is_some()
    })
}

/// The keys and what they do, with the switch.
#[component]
pub(super) fn ShortcutsDialog(open: RwSignal<bool>) -> impl IntoView {
    let used = RwSignal::new(in_use());
    let rows = || {
        [
            ("j", t("key-next")),
            ("k", t("key-previous")),
            ("Enter", t("key-open")),
            ("/", t("key-search")),
            ("r", t("key-reply")),
            ("n", t("key-note")),
            ("a", t("key-assign")),
            ("s", t("key-status")),
            ("?", t("key-help")),
        ]
        .map(|(key, words)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{words}</dd></div> })
        .into_iter()
        .collect::<Vec<_>>()
    };
    let toggle = move |_| {
        used.update(|used| *used = !*used);
        let word = if used.get_untracked() { "on" } else { "off" };
        browser::keep_setting(SETTING, word);
    };
    view! {
        <Dialog open=open title=t("keys-title")>
            <label class="option tick">
                <span class="option-words">
                    <b>{t("keys-use")}</b>
                    <small>{t("keys-use-hint")}</small>
                </span>
                <input type="checkbox" data-test="keys-use" prop:checked=move || used.get() on:change=toggle/>
            </label>
            <dl class="keys">{rows()}</dl>
            <div class="actions row">
                <Button quiet=true on_press=move || open.set(false)>{t("close")}</Button>
            </div>
        </Dialog>
    }
}
