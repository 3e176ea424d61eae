//! What must change, at the top of the page.

use leptos::{html, prelude::*};

use crate::{browser, translations::t};

/// One thing that must change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The words, the same as beside the field.
    pub words: String,
    /// Id of the field on this page, or the address of the page it is on.
    pub target: String,
}

/// A list of what must change, with a way to each. Takes the focus whenever it is filled.
#[component]
pub fn ErrorSummary(
    /// What must change; empty for nothing.
    #[prop(into)]
    faults: Signal<Vec<Fault>>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if !faults.with(Vec::is_empty)
            && let Some(summary) = summary.get()
        {
            browser::scroll_to_top();
            browser::focus_element(&summary);
        }
    });
    let any = Memo::new(move |_| !faults.with(Vec::is_empty));
    move || {
        any.get().then(|| {
            view! {
                <div class="faults" role="alert" tabindex="-1" node_ref=summary aria-labelledby="faults-title" data-test="error-summary">
                    <h2 id="faults-title">{t("faults-title")}</h2>
                    <ul>
                        <For each=move || faults.get() key=|fault| (fault.words.clone(), fault.target.clone()) let:fault>
                            <li>{way_to(fault)}</li>
                        </For>
                    </ul>
                </div>
            }
        })
    }
}

fn way_to(fault: Fault) -> impl IntoView {
    let Fault { words, target } = fault;
    if target.starts_with('/') {
        return view! { <a href=target>{words}</a> }.into_any();
    }
    let href = format!("#{target}");
    view! {
        <a
            href=href
            on:click=move |event| {
                event.prevent_default();
                browser::focus(&target);
            }
        >
            {words}
        </a>
    }
    .into_any()
}
