//! What the problem is about: many kinds to choose from, found by typing.

use durbar_api::{complaints::UNKNOWN_CATEGORY, packs::Text};
use leptos::prelude::*;

use super::editor::DraftEditor;
use crate::{
    browser,
    components::Icon,
    context::use_app,
    translations::{in_line, t, t_with},
};

/// From so many kinds on there is a field to find one.
const MANY: usize = 9;

/// One kind in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Kind {
    id: String,
    name: String,
    examples: String,
    icon: String,
    language: Option<String>,
    /// What people bring here though it belongs elsewhere, and where.
    not_here: Option<String>,
    /// All of it as it is searched.
    folded: String,
}

/// The list of kinds with a field to find one, and what does not belong here told in place.
#[component]
pub(super) fn CategoryAnswer(editor: DraftEditor, error: Signal<Option<String>>) -> impl IntoView {
    let app = use_app();
    let kinds = Memo::new(move |_| {
        let mut kinds = app.municipality.with(|municipality| {
            let categories = municipality
                .iter()
                .flat_map(|municipality| &municipality.categories);
            categories
                .map(|category| {
                    // The whole answer says in which language its name is.
                    let within = |text: &Text| match &text.language {
                        own if *own == category.name.language => text.text.clone(),
                        _ => in_line(text),
                    };
                    let not_here = category.not_here.as_ref().map(within);
                    Kind {
                        folded: browser::fold(&format!(
                            "{} {} {}",
                            category.name.text,
                            category.examples.text,
                            not_here.as_deref().unwrap_or_default()
                        )),
                        id: category.id.clone(),
                        name: category.name.text.clone(),
                        examples: within(&category.examples),
                        icon: category.icon.clone(),
                        language: Some(category.name.language.clone()),
                        not_here,
                    }
                })
                .collect::<Vec<_>>()
        });
        kinds.push(Kind {
            id: UNKNOWN_CATEGORY.to_owned(),
            name: t("category-other"),
            examples: t("category-other-hint"),
            icon: "question".to_owned(),
            language: None,
            not_here: None,
            folded: String::new(),
        });
        kinds
    });
    let many = Memo::new(move |_| kinds.with(Vec::len) > MANY);
    let typed = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| typed.with(|typed| browser::fold(typed)));
    let chosen = Memo::new(move |_| editor.answers.with(|answers| answers.category.clone()));
    let shown = move || {
        wanted.with(|wanted| {
            kinds.with(|kinds| {
                kinds
                    .iter()
                    // What is chosen stays in view, and so does the way out.
                    .filter(|kind| {
                        kind.id == UNKNOWN_CATEGORY
                            || chosen.with(|chosen| chosen.as_ref() == Some(&kind.id))
                            || matches(&kind.folded, wanted)
                    })
                    .cloned()
                    .collect::<Vec<_>>()
            })
        })
    };
    let found = Memo::new(move |_| {
        wanted.with(|wanted| {
            (!wanted.trim().is_empty()).then(|| {
                kinds.with(|kinds| {
                    kinds
                        .iter()
                        .filter(|kind| kind.id != UNKNOWN_CATEGORY && matches(&kind.folded, wanted))
                        .count()
                })
            })
        })
    });
    view! {
        {move || {
            many.get()
                .then(|| {
                    view! {
                        <div class="find">
                            <Icon name="search"/>
                            <input
                                id="category-find"
                                type="search"
                                autocomplete="off"
                                aria-label=t("category-find")
                                placeholder=t("category-find-hint")
                                prop:value=typed
                                on:input=move |event| typed.set(event_target_value(&event))
                            />
                        </div>
                    }
                })
        }}
        <p class="quiet-words find-count" role="status">
            {move || {
                found
                    .get()
                    .map(|n| match n {
                        0 => t("category-found-none"),
                        n => t_with("category-found", &[("n", n.into())]),
                    })
            }}
        </p>
        <p class="unseen" role="status">
            {move || {
                let own = chosen.get()?;
                let words = kinds
                    .with(|kinds| {
                        kinds.iter().find(|kind| kind.id == own).and_then(|kind| kind.not_here.clone())
                    })?;
                Some(format!("{} {words}", t("category-elsewhere")))
            }}
        </p>
        <fieldset
            class="choice kinds"
            id="category"
            aria-describedby=move || error.get().map(|_| "category-error")
        >
            <legend class="unseen">{t("category-title")}</legend>
            {move || {
                error.get().map(|error| view! { <p class="field-error" id="category-error">{error}</p> })
            }}
            <For each=shown key=|kind| kind.clone() let:kind>
                <KindOption kind=kind editor=editor chosen=chosen wanted=wanted/>
            </For>
        </fieldset>
    }
}

#[component]
fn KindOption(
    kind: Kind,
    editor: DraftEditor,
    chosen: Memo<Option<String>>,
    wanted: Memo<String>,
) -> impl IntoView {
    let hook = format!("category-{}", kind.id);
    let own = kind.id.clone();
    let is_chosen = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&own)));
    let elsewhere = kind.not_here.clone().map(|words| {
        let folded = browser::fold(&words);
        let show = Memo::new(move |_| {
            is_chosen.get()
                || wanted.with(|wanted| !wanted.trim().is_empty() && matches(&folded, wanted))
        });
        let language = kind.language.clone();
        move || {
            show.get().then(|| {
                view! {
                    <span class="elsewhere" lang=language.clone()>
                        <Icon name="info"/>
                        <span>
                            <b>{t("category-elsewhere")}</b>
                            " "
                            {words.clone()}
                        </span>
                    </span>
                }
            })
        }
    });
    let value = kind.id.clone();
    view! {
        <label class="option" lang=kind.language data-test=hook>
            <Icon name=kind.icon/>
            <span class="option-words">
                <b>{kind.name}</b>
                {(!kind.examples.is_empty()).then(|| view! { <small>{kind.examples}</small> })}
                {elsewhere}
            </span>
            <input
                type="radio"
                name="category"
                value=kind.id
                prop:checked=move || is_chosen.get()
                on:change=move |_| {
                    let value = value.clone();
                    editor.edit(|answers| answers.category = Some(value));
                }
            />
        </label>
    }
}

/// Whether every word that was typed begins a word of the text. Both are folded.
fn matches(text: &str, wanted: &str) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    wanted
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        // Scripts without spaces between words are found anywhere in the text.
        .all(|part| {
            words.iter().any(|word| word.starts_with(part))
                || (!part.is_ascii() && text.contains(part))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAINS: &str = "drains and flooding blocked gutter, broken culvert";

    #[test]
    fn a_kind_is_found_by_the_beginnings_of_its_words_in_any_order() {
        assert!(matches(DRAINS, "gut blo"));
        assert!(matches(DRAINS, ""));
        assert!(!matches(DRAINS, "gut light"));
        assert!(!matches(DRAINS, "utter"), "not in the middle of a word");
    }

    #[test]
    fn words_of_a_script_without_spaces_are_found_inside_the_text() {
        assert!(matches("លូនិងទឹកជំនន់", "ទឹក"));
    }
}
