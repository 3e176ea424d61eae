//! How far along.

use leptos::prelude::*;

/// A bar from nothing to all.
#[component]
pub fn Progress(
    /// Done.
    #[prop(into)]
    done: Signal<f64>,
    /// Of.
    #[prop(into)]
    all: Signal<f64>,
    /// What it measures, for a screen reader.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let share = move || {
        let all = all.get();
        if all > 0.0 {
            (done.get() / all).clamp(0.0, 1.0)
        } else {
            0.0
        }
    };
    view! {
        <div
            class="progress"
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || format!("{:.0}", share() * 100.0)
        >
            <i style:width=move || format!("{:.1}%", share() * 100.0)></i>
        </div>
    }
}
