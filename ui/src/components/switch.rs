//! A switch: on or off at once, without a further step.

use leptos::prelude::*;

/// A labelled switch.
#[component]
pub fn Switch(
    /// What is switched.
    #[prop(into)]
    label: Signal<String>,
    /// One line more.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Shows the label to screen readers only, where words beside the switch say it.
    #[prop(optional)]
    bare: bool,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Takes the wish; the switch turns when `on` does.
    on_switch: impl Fn(bool) + 'static,
    /// Hook for end-to-end tests.
    #[prop(optional, into)]
    hook: Option<String>,
) -> impl IntoView {
    view! {
        <label class="switch" class:bare=bare>
            <span class="switch-words" class:unseen=bare>
                <span class="switch-label">{label}</span>
                {hint.map(|hint| view! { <small>{hint}</small> })}
            </span>
            <input
                type="checkbox"
                role="switch"
                data-test=hook
                prop:checked=on
                on:change=move |event| {
                    let input = event_target::<web_sys::HtmlInputElement>(&event);
                    let wish = input.checked();
                    // It shows what is, not what was wished: the app may refuse.
                    input.set_checked(on.get_untracked());
                    on_switch(wish);
                }
            />
        </label>
    }
}
