//! Fields to type in. Nothing typed is ever cut off: what is too long is said, not taken away.

use leptos::prelude::*;

/// The id of the words that explain a field's error.
fn error_id(id: &str) -> String {
    format!("{id}-error")
}

/// A label, an explanation, and what is wrong, around a control.
#[component]
fn Frame(
    id: &'static str,
    label: String,
    hint: Option<String>,
    error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field" class:wrong=move || error.get().is_some()>
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            {move || {
                error.get().map(|error| view! { <p class="field-error" id=error_id(id)>{error}</p> })
            }}
            {children()}
        </div>
    }
}

fn described_by(
    id: &'static str,
    hint: bool,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> {
    move || {
        let mut ids = Vec::new();
        if hint {
            ids.push(format!("{id}-hint"));
        }
        if error.get().is_some() {
            ids.push(error_id(id));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// One line.
#[component]
pub fn TextField(
    /// Id of the control.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// An explanation.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is in it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes every keystroke.
    on_input: impl Fn(String) + Send + 'static,
    /// Called when the person leaves the field.
    #[prop(optional)]
    on_leave: Option<Callback<()>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The keyboard that a phone should show.
    #[prop(default = "text")]
    keyboard: &'static str,
) -> impl IntoView {
    let described = described_by(id, hint.is_some(), error);
    view! {
        <Frame id=id label=label hint=hint error=error>
            <input
                id=id
                type="text"
                inputmode=keyboard
                autocomplete="off"
                prop:value=move || value.get()
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                on:input=move |event| on_input(event_target_value(&event))
                on:blur=move |_| {
                    if let Some(on_leave) = on_leave {
                        // A field that goes with its page loses the focus last of all.
                        on_leave.try_run(());
                    }
                }
            />
        </Frame>
    }
}

/// Several lines.
#[component]
pub fn TextArea(
    /// Id of the control.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// An explanation.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is in it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes every keystroke.
    on_input: impl Fn(String) + Send + 'static,
    /// Called when the person leaves the field.
    #[prop(optional)]
    on_leave: Option<Callback<()>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Lines to show at first.
    #[prop(default = 6)]
    rows: u32,
    /// One line that may be long: the field grows with it, so that all of it can be read, and a new
    /// line that is typed or pasted becomes a space.
    #[prop(optional)]
    one_line: bool,
) -> impl IntoView {
    let described = described_by(id, hint.is_some(), error);
    let rows = if one_line { 1 } else { rows };
    view! {
        <Frame id=id label=label hint=hint error=error>
            <textarea
                id=id
                class:long=one_line
                rows=rows.to_string()
                dir="auto"
                autocomplete=one_line.then_some("off")
                prop:value=move || value.get()
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                on:keydown=move |event| {
                    if one_line && event.key() == "Enter" && !event.is_composing() {
                        event.prevent_default();
                    }
                }
                on:input=move |event| {
                    let text = event_target_value(&event);
                    on_input(if one_line { text.replace(['\r', '\n'], " ") } else { text });
                }
                on:blur=move |_| {
                    if let Some(on_leave) = on_leave {
                        on_leave.try_run(());
                    }
                }
            ></textarea>
        </Frame>
    }
}

/// One of a long list.
#[component]
pub fn SelectField(
    /// Id of the control.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// An explanation.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Value and words of each; an empty value stands for none.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What is chosen.
    #[prop(into)]
    chosen: Signal<String>,
    /// Takes the choice.
    on_choose: impl Fn(String) + Send + 'static,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let described = described_by(id, hint.is_some(), error);
    view! {
        <Frame id=id label=label hint=hint error=error>
            <select
                id=id
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
                on:change=move |event| on_choose(event_target_value(&event))
            >
                <For each=move || options.get() key=|option| option.clone() let:option>
                    {
                        let own = option.0.clone();
                        view! {
                            <option value=option.0 prop:selected=move || chosen.with(|chosen| *chosen == own)>
                                {option.1}
                            </option>
                        }
                    }
                </For>
            </select>
        </Frame>
    }
}
