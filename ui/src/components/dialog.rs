//! A question that must be answered before going on.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::{html, prelude::*};

use super::Icon;
use crate::translations::t;

/// Each dialog of a page is named by its own heading.
static NEXT: AtomicU32 = AtomicU32::new(0);

/// A modal dialog of the browser's own kind: it holds the focus, gives it back, and closes with
/// Escape and with the cross in its corner, which comes last so that the focus begins elsewhere.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// For a form or picture that needs more room.
    #[prop(optional)]
    wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let heading = format!("dialog-title-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only for a dialog that is open already or not on the page.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="dialog"
            class:wide=wide
            node_ref=dialog
            aria-labelledby=heading.clone()
            on:close=move |_| open.set(false)
        >
            <h2 id=heading.clone()>{title}</h2>
            {move || open.get().then(|| children())}
            <button
                type="button"
                class="dialog-close"
                aria-label=t("close")
                data-test="dialog-close"
                on:click=move |_| open.set(false)
            >
                <Icon name="close"/>
            </button>
        </dialog>
    }
}
