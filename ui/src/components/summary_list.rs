//! Questions and answers, to check or to look up.

use leptos::prelude::*;

use crate::translations::{t, t_with};

/// A list of names and values.
#[component]
pub fn SummaryList(children: Children) -> impl IntoView {
    view! { <dl class="summary">{children()}</dl> }
}

/// One name with its value, and a way to change it.
#[component]
pub fn SummaryRow(
    /// What it is.
    #[prop(into)]
    name: String,
    /// Where it can be changed.
    #[prop(optional, into)]
    change: Option<String>,
    /// Whether there is nothing yet that could be changed.
    #[prop(optional, into)]
    missing: Signal<bool>,
    children: Children,
) -> impl IntoView {
    // A screen reader reads links out of their row: name the row in them.
    let named = name.clone();
    let label = move || {
        let name = [("name", named.clone().into())];
        if missing.get() {
            t_with("answer-row", &name)
        } else {
            t_with("change-row", &name)
        }
    };
    let words = move || {
        if missing.get() {
            t("answer-now")
        } else {
            t("change")
        }
    };
    view! {
        <div class="summary-row">
            <dt>{name}</dt>
            <dd>{children()}</dd>
            {change
                .map(|href| {
                    view! {
                        <dd class="summary-change">
                            <a href=href aria-label=label>
                                {words}
                            </a>
                        </dd>
                    }
                })}
        </div>
    }
}
