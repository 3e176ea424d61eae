//! One of several, as cards.

use leptos::prelude::*;

use super::Icon;
use crate::{context::AppContext, translations};

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChoiceOption {
    /// Its value.
    pub value: String,
    /// What it says.
    pub label: String,
    /// One line more, maybe empty.
    pub hint: String,
    /// Its icon, if it has one.
    pub icon: Option<String>,
    /// The language of its words, where it may differ from the page's.
    pub language: Option<String>,
}

/// Radio buttons as large cards.
#[component]
pub fn Choice(
    /// Name of the group and prefix of the hooks for end-to-end tests.
    name: &'static str,
    /// The question, for screen readers; it is shown as the page's heading.
    #[prop(into)]
    legend: String,
    /// What there is to choose.
    #[prop(into)]
    options: Signal<Vec<ChoiceOption>>,
    /// What is chosen.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// Takes the choice.
    on_choose: impl Fn(String) + Clone + Send + 'static,
    /// Id of what explains an error.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What an option asks for besides, once it is chosen: shown right below it.
    #[prop(optional, into)]
    more: Option<Callback<String, AnyView>>,
) -> impl IntoView {
    let more = move |value: &str| {
        let value = value.to_owned();
        more.map(|more| {
            let here = value.clone();
            let is_chosen =
                Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&here)));
            move || is_chosen.get().then(|| more.run(value.clone()))
        })
    };
    view! {
        <fieldset class="choice" id=name aria-describedby=move || error.get().map(|_| format!("{name}-error"))>
            <legend class="unseen">{legend}</legend>
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! { <p class="field-error" id=format!("{name}-error")>{error}</p> }
                    })
            }}
            <For each=move || options.get() key=|option| option.clone() let:option>
                {
                    let on_choose = on_choose.clone();
                    let value = option.value.clone();
                    let own = option.value.clone();
                    let hook = format!("{name}-{}", option.value);
                    let more = more(&option.value);
                    view! {
                        <label class="option" lang=option.language data-test=hook>
                            {option.icon.map(|icon| view! { <Icon name=icon/> })}
                            <span class="option-words">
                                <b>{option.label}</b>
                                {(!option.hint.is_empty())
                                    .then(|| view! { <small>{option.hint}</small> })}
                            </span>
                            <input
                                type="radio"
                                name=name
                                value=option.value
                                prop:checked=move || chosen.with(|chosen| chosen.as_ref() == Some(&own))
                                on:change=move |_| on_choose(value.clone())
                            />
                        </label>
                        {more}
                    }
                }
            </For>
        </fieldset>
    }
}

/// The municipality's languages that the interface speaks too, each by its own name; all of the
/// municipality's if it speaks none of them, for the municipality's own texts.
pub fn language_options(app: AppContext) -> Signal<Vec<ChoiceOption>> {
    Signal::derive(move || {
        app.municipality.with(|municipality| {
            let languages = municipality
                .iter()
                .flat_map(|municipality| &municipality.languages);
            let some = languages
                .clone()
                .any(|(code, _)| translations::is_translated(code));
            languages
                .filter(|(code, _)| !some || translations::is_translated(code))
                .map(|(code, name)| ChoiceOption {
                    value: code.clone(),
                    label: name.clone(),
                    hint: String::new(),
                    icon: None,
                    language: Some(code.clone()),
                })
                .collect::<Vec<_>>()
        })
    })
}
