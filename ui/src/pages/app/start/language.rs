//! The first thing asked: a language, each by its own name in its own script.

use std::time::Duration;

use durbar_api::app::SyncPhase;
use leptos::{prelude::*, task::spawn_local};

use super::{FetchingState, Step};
use crate::{
    browser,
    components::{ChoiceOption, Icon, Notice, NoticeKind, PageTitle, language_options},
    context::use_app,
    translations::{self, LANGUAGES, t},
};

/// How long the municipality's own list is waited for before the app's whole list is shown.
const PATIENCE: Duration = Duration::from_secs(2);

#[component]
pub(super) fn ChooseLanguage(
    step: RwSignal<Step>,
    spoken: RwSignal<Option<String>>,
) -> impl IntoView {
    let app = use_app();
    let failed = RwSignal::new(false);
    let patient = RwSignal::new(true);
    set_timeout(
        move || {
            patient.try_set(false);
        },
        PATIENCE,
    );
    let known = Memo::new(move |_| app.municipality.with(Option::is_some));
    let offline = Memo::new(move |_| app.sync.with(|sync| sync.phase == SyncPhase::Offline));
    let ready = Memo::new(move |_| known.get() || offline.get() || !patient.get());
    let municipal = language_options(app);
    let languages = Memo::new(move |_| offered(municipal));
    let choose = move |language: String| {
        spawn_local(async move {
            match translations::load(&language).await {
                Ok(()) => {
                    // Its name belongs into the welcome.
                    app.welcome.set(Some(language.clone()));
                    app.read_municipality().await;
                    spoken.try_set(Some(language));
                    step.try_set(Step::Welcome);
                    // The line of the connection stands beside these pages: it says itself anew.
                    app.sync.update(|_| {});
                }
                Err(_) => {
                    failed.try_set(true);
                }
            }
        });
    };
    // There is nothing to ask where only one language is on offer.
    Effect::new(move || {
        if known.get()
            && let [(only, _)] = languages.get().as_slice()
        {
            choose(only.clone());
        }
    });
    view! {
        <PageTitle text=t("start-language")/>
        {move || {
            if !ready.get() {
                return view! { <p class="loading" role="status">{t("loading")}</p> }.into_any();
            }
            view! {
                <ul class="stack languages">
                    <For each=move || languages.get() key=|language| language.clone() let:language>
                        {
                            let (code, name) = language;
                            let hook = format!("language-{code}");
                            let lang = code.clone();
                            view! {
                                <li>
                                    <button
                                        type="button"
                                        class="option language"
                                        lang=lang
                                        data-test=hook
                                        on:click=move |_| choose(code.clone())
                                    >
                                        <b class="option-words" dir="auto">{name}</b>
                                        <Icon name="next"/>
                                    </button>
                                </li>
                            }
                        }
                    </For>
                </ul>
            }
                .into_any()
        }}
        {move || {
            failed
                .get()
                .then(|| {
                    view! {
                        <Notice kind=NoticeKind::Bad>
                            <p>{t("error-translation")}</p>
                        </Notice>
                    }
                })
        }}
        {move || (offline.get() && !known.get()).then(|| view! { <FetchingState/> })}
    }
}

/// Code and own name of each language on offer, the browser's own first. Before the
/// municipality's pack is here: those that the app comes with.
fn offered(municipal: Signal<Vec<ChoiceOption>>) -> Vec<(String, String)> {
    let mut offered: Vec<(String, String)> = municipal.with(|options| {
        options
            .iter()
            .map(|option| (option.value.clone(), option.label.clone()))
            .collect()
    });
    if offered.is_empty() {
        offered = LANGUAGES
            .map(|(code, name)| (code.to_owned(), name.to_owned()))
            .to_vec();
    }
    let wish = browser::wished_language().unwrap_or_default();
    let own = wish.split('-').next().unwrap_or(&wish);
    offered.sort_by_key(|(code, _)| code != own);
    offered
}
