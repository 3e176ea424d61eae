//! A field for a PIN.

use leptos::prelude::*;

/// Digits that are typed unseen, with the number pad of a phone. Browsers do not offer to keep
/// them.
#[component]
pub fn PinField(
    /// Id of the control.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// An explanation.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is in it.
    value: RwSignal<String>,
    /// What is wrong.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let described = move || {
        let mut ids = Vec::new();
        if has_hint {
            ids.push(format!("{id}-hint"));
        }
        if error.with(Option::is_some) {
            ids.push(format!("{id}-error"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    view! {
        <div class="field" class:wrong=move || error.with(Option::is_some)>
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            <div role="alert">
                {move || {
                    error
                        .get()
                        .map(|words| view! { <p class="field-error" id=format!("{id}-error")>{words}</p> })
                }}
            </div>
            <input
                id=id
                class="pin-input"
                type="password"
                inputmode="numeric"
                autocomplete="off"
                maxlength="12"
                dir="ltr"
                prop:value=move || value.get()
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
}
