//! `/search`: one's own matters, those of one's office and published ones, from this device alone.

use std::sync::Arc;

use durbar_api::{
    ChangeSet,
    complaints::{CaseSummary, Found, PublishedSummary, Search as Question},
};
use leptos::{html, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};
use maud::html;

use super::{card, filter};
use crate::{
    browser,
    components::{
        EmptyState, Icon, OldData, Page, PageTitle, StoredPicture, all_of, case_state_tag, in_lots,
    },
    context::use_app,
    format,
    pages::complaints::queue::escaped,
    query,
    translations::{t, t_with},
};

/// How long typing rests before the search begins.
const REST: std::time::Duration = std::time::Duration::from_millis(150);

/// `/search?q=…`.
#[component]
pub fn SearchPage() -> impl IntoView {
    let params = use_query_map();
    let asked = Memo::new(move |_| {
        params.with(|params| params.get("q").unwrap_or_default().trim().to_owned())
    });
    let typed = RwSignal::new(asked.get_untracked());
    let field = NodeRef::<html::Input>::new();
    let navigate = use_navigate();
    let go = Callback::new(move |text: String| {
        let text = text.trim();
        // The page may be gone when what was typed last comes here.
        if asked.try_get_untracked().is_some_and(|asked| asked != text) {
            let options = NavigateOptions {
                scroll: false,
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&address(text), options);
        }
    });
    let mut go_later = debounce(REST, move |text: String| {
        go.try_run(text);
    });
    let path = use_location().pathname;
    Effect::new(move || {
        let asked = asked.get();
        // The address changes before its page goes.
        if path.with(|path| path != "/search") {
            return;
        }
        if asked != typed.get_untracked().trim() {
            typed.set(asked.clone());
        }
        filter::remember(address(&asked));
    });
    // Who comes here comes to type.
    Effect::new(move |done: Option<bool>| match (done, field.get()) {
        (Some(true), _) => true,
        (_, Some(field)) => {
            if asked.get_untracked().is_empty() {
                request_animation_frame(move || browser::focus_element(&field));
            }
            true
        }
        (_, None) => false,
    });
    view! {
        <Page name="search" back=Signal::stored("/".to_owned())>
            <PageTitle text=t("search-title")/>
            <form
                role="search"
                class="filters"
                on:submit=move |event| {
                    event.prevent_default();
                    go.run(typed.get_untracked());
                }
            >
                <div class="search">
                    <Icon name="search"/>
                    <input
                        id="search-words"
                        type="search"
                        enterkeyhint="search"
                        autocomplete="off"
                        dir="auto"
                        node_ref=field
                        aria-label=t("search-label")
                        placeholder=t("search-hint")
                        prop:value=typed
                        on:input=move |event| {
                            let text = event_target_value(&event);
                            typed.set(text.clone());
                            go_later(text);
                        }
                    />
                </div>
            </form>
            <OldData/>
            <Results asked=asked/>
        </Page>
    }
}

fn address(text: &str) -> String {
    if text.is_empty() {
        "/search".to_owned()
    } else {
        format!("/search?q={}", escaped(text))
    }
}

#[component]
fn Results(asked: Memo<String>) -> impl IntoView {
    let found = query::ask_on(
        move || Question { text: asked.get() },
        |changes: &ChangeSet| changes.published || !changes.cases.is_empty(),
    );
    let some = Memo::new(move |_| asked.with(|asked| !asked.is_empty()));
    move || {
        if some.get() {
            query::show(
                found,
                move |found| view! { <Hits found=found asked=asked/> },
            )
            .into_any()
        } else {
            view! { <p class="quiet-words search-about">{t("search-about")}</p> }.into_any()
        }
    }
}

#[component]
fn Hits(found: Signal<Arc<Found>>, asked: Memo<String>) -> impl IntoView {
    let count = move || found.with(|found| found.cases.len() + found.published.len());
    let most = in_lots(Memo::new(move |_| count()));
    let cases = Memo::new(move |_| {
        let most = most.get();
        found.with(|found| found.cases.iter().take(most).cloned().collect::<Vec<_>>())
    });
    let published = Memo::new(move |_| {
        let most = most.get();
        found.with(|found| {
            let most = most.saturating_sub(found.cases.len());
            found
                .published
                .iter()
                .take(most)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    view! {
        <p class="quiet-words" role="status" data-test="found">
            {move || t_with("search-count", &[("n", count().into())])}
        </p>
        {move || {
            (count() == 0)
                .then(|| {
                    view! { <EmptyState icon="search" title=t("search-none-title") text=t("search-none")/> }
                })
        }}
        {move || {
            cases
                .with(|cases| !cases.is_empty())
                .then(|| view! { <h2>{t("search-cases")}</h2> })
        }}
        <ul class="stack">
            <For each=move || cases.get() key=all_of let:case>
                <CaseHit case=case asked=asked/>
            </For>
        </ul>
        {move || {
            published
                .with(|published| !published.is_empty())
                .then(|| view! { <h2>{t("search-published")}</h2> })
        }}
        <ul class="stack">
            <For each=move || published.get() key=card::row_key let:case>
                <PublishedHit case=case asked=asked/>
            </For>
        </ul>
    }
}

#[component]
fn CaseHit(case: CaseSummary, asked: Memo<String>) -> impl IntoView {
    let app = use_app();
    let title = if case.title.trim().is_empty() {
        app.category_name(&case.category)
    } else {
        case.title.clone()
    };
    let mut facts = vec![app.category_name(&case.category)];
    facts.extend(case.ward.as_deref().map(|ward| app.ward_name(ward)));
    view! {
        <li class="card case-card" data-test="hit">
            {case
                .thumbnail
                .clone()
                .map(|thumbnail| view! { <StoredPicture thumbnail=thumbnail alt=""/> })}
            <div class="case-words">
                <h3>
                    <a class="cover" href=format!("/case/{}", case.id.0) dir="auto" inner_html=marked(title, asked)></a>
                </h3>
                <p class="quiet-words">
                    <span class="together" inner_html=marked(case.reference.clone(), asked)></span>
                    {format::FACT_BREAK} <span inner_html=marked(format::facts(&facts), asked)></span>
                </p>
                <div class="tags" inner_html=case_state_tag(app, &case).into_string()></div>
            </div>
        </li>
    }
}

#[component]
fn PublishedHit(case: PublishedSummary, asked: Memo<String>) -> impl IntoView {
    let app = use_app();
    let mut facts = vec![app.category_name(&case.category)];
    facts.extend(case.ward.as_deref().map(|ward| app.ward_name(ward)));
    view! {
        <li class="card case-card" data-test="hit">
            {case
                .thumbnail
                .clone()
                .map(|thumbnail| view! { <StoredPicture thumbnail=thumbnail alt=""/> })}
            <div class="case-words">
                <h3>
                    <a
                        class="cover"
                        href=format!("/published/{}", case.id.0)
                        dir="auto"
                        inner_html=marked(card::title(app, &case), asked)
                    ></a>
                </h3>
                <p class="quiet-words">
                    <span class="together" inner_html=marked(case.reference.clone(), asked)></span>
                    {format::FACT_BREAK} <span inner_html=marked(format::facts(&facts), asked)></span>
                </p>
                <div class="tags" inner_html=card::status_tags(app, &case).into_string()></div>
            </div>
        </li>
    }
}

/// A text with the words that were asked for marked, as markup.
fn marked(text: String, asked: Memo<String>) -> impl Fn() -> String {
    move || {
        asked.with(|asked| {
            let parts = parts(&text, asked);
            let markup = html! {
                @for (part, hit) in parts {
                    @if hit { mark { (part) } } @else { (part) }
                }
            };
            markup.into_string()
        })
    }
}

/// The parts of a text and whether each begins a word as one of the asked words does.
fn parts<'a>(text: &'a str, asked: &str) -> Vec<(&'a str, bool)> {
    let wanted: Vec<Vec<char>> = asked
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().map(plain).collect())
        .collect();
    let mut parts = Vec::new();
    let mut done = 0;
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let starts = letter.is_alphanumeric() && !before.is_alphanumeric();
        before = letter;
        if !starts || at < done {
            continue;
        }
        let longest = wanted
            .iter()
            .filter_map(|word| length(&text[at..], word))
            .max();
        if let Some(length) = longest {
            if at > done {
                parts.push((&text[done..at], false));
            }
            parts.push((&text[at..at + length], true));
            done = at + length;
        }
    }
    if done < text.len() {
        parts.push((&text[done..], false));
    }
    parts
}

/// Bytes of the start of a text that reads as a word.
fn length(text: &str, word: &[char]) -> Option<usize> {
    let mut letters = text.char_indices();
    for wanted in word {
        let (_, letter) = letters.next()?;
        if plain(letter) != *wanted {
            return None;
        }
    }
    Some(letters.next().map_or(text.len(), |(at, _)| at))
}

/// A letter without its case, for comparing.
fn plain(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_where_they_begin_as_typed() {
        assert_eq!(
            parts("Blocked culvert at Kojokrom", "kojo CUL"),
            [
                ("Blocked ", false),
                ("cul", true),
                ("vert at ", false),
                ("Kojo", true),
                ("krom", false)
            ]
        );
    }

    #[test]
    fn what_only_stands_inside_a_word_is_not_marked() {
        assert_eq!(parts("Drainage", "age"), [("Drainage", false)]);
    }

    #[test]
    fn letters_of_every_script_can_be_marked() {
        assert_eq!(
            parts("Ɛyɛ ɔkwan", "ɔKW"),
            [("Ɛyɛ ", false), ("ɔkw", true), ("an", false)]
        );
        assert_eq!(parts("Улица", "ули"), [("Ули", true), ("ца", false)]);
    }

    #[test]
    fn an_empty_question_marks_nothing() {
        assert_eq!(parts("a <b>", " ! "), [("a <b>", false)]);
        assert!(parts("", "a").is_empty());
    }
}
