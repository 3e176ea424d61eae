//! Cards: a matter, or a door to something.

use leptos::prelude::*;

use super::Icon;

/// A box for one matter.
#[component]
pub fn Card(
    /// More classes.
    #[prop(optional, into)]
    class: String,
    children: Children,
) -> impl IntoView {
    view! { <div class=format!("card {class}")>{children()}</div> }
}

/// A big way into something.
#[component]
pub fn Door(
    /// Where to; without it the door is not built yet and says so.
    #[prop(optional, into)]
    href: Option<String>,
    /// Its icon.
    icon: &'static str,
    /// The colour of the icon's ground.
    tint: &'static str,
    /// What lies behind it.
    #[prop(into)]
    label: String,
    /// One line more.
    #[prop(into)]
    hint: String,
    /// Hook for end-to-end tests.
    #[prop(optional, into)]
    hook: Option<String>,
) -> impl IntoView {
    let inside = view! {
        <span class=format!("door-icon {tint}")>
            <Icon name=icon/>
        </span>
        <span class="door-words">
            <b>{label}</b>
            <small>{hint}</small>
        </span>
    };
    match href {
        Some(href) => view! { <a class="door" href=href data-test=hook>{inside}</a> }.into_any(),
        None => view! { <div class="door closed">{inside}</div> }.into_any(),
    }
}
