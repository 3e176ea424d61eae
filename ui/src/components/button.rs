//! Buttons, and links that look like them.

use leptos::prelude::*;

/// Something to press.
#[component]
pub fn Button(
    /// What it does.
    on_press: impl Fn() + 'static,
    /// Not the main action of the page.
    #[prop(optional)]
    quiet: bool,
    /// Small, for use in a line or card.
    #[prop(optional)]
    small: bool,
    /// Takes something away.
    #[prop(optional)]
    danger: bool,
    /// Cannot be pressed now, because its work is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Hook for end-to-end tests.
    #[prop(optional, into)]
    hook: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            class:quiet=quiet
            class:small=small
            class:danger=danger
            data-test=hook
            // Not `disabled`: a disabled button loses the focus.
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| {
                if !busy.get_untracked() {
                    on_press();
                }
            }
        >
            {children()}
        </button>
    }
}

/// A link that is a main way on.
#[component]
pub fn ButtonLink(
    /// Where to.
    #[prop(into)]
    href: String,
    /// Not the main action of the page.
    #[prop(optional)]
    quiet: bool,
    /// Hook for end-to-end tests.
    #[prop(optional, into)]
    hook: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="button" class:quiet=quiet href=href data-test=hook>
            {children()}
        </a>
    }
}
