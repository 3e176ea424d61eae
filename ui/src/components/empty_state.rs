//! A page or list with nothing in it yet.

use leptos::prelude::*;

use super::Icon;

/// Says why there is nothing and what one can do.
#[component]
pub fn EmptyState(
    /// A picture for it.
    icon: &'static str,
    /// What is not there.
    #[prop(into)]
    title: String,
    /// Why, and what comes here.
    #[prop(into)]
    text: String,
    /// A way on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon">
                <Icon name=icon/>
            </span>
            <p class="empty-title">{title}</p>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}
