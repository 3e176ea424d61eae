//! The first start: the municipality's pack arrives, a language is chosen, a short welcome.

use durbar_api::{
    ApiError,
    app::{SyncNow, SyncPhase},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::{
    components::{Button, Choice, ErrorNotice, Icon, PageTitle, language_options},
    context::use_app,
    pages::packs::SampleMark,
    translations::{self, t, t_with},
};

/// `/start`, and any other address until a language is chosen.
#[component]
pub fn Start() -> impl IntoView {
    let app = use_app();
    let known = Memo::new(move |_| app.municipality.with(Option::is_some));
    view! {
        <main id="main" class="start" tabindex="-1" data-page="start">
            <p class="start-mark">
                <Icon name="umbrella"/>
            </p>
            {move || {
                if known.get() {
                    view! { <Welcome/> }.into_any()
                } else {
                    view! { <Fetching/> }.into_any()
                }
            }}
        </main>
    }
}

/// Nothing can be shown before the municipality's pack is here; what to do meanwhile.
#[component]
fn Fetching() -> impl IntoView {
    let app = use_app();
    let offline = Memo::new(move |_| app.sync.with(|sync| sync.phase == SyncPhase::Offline));
    let again = move || {
        spawn_local(async move {
            // The state of sending below says how it went.
            let _ = app.call(SyncNow {}).await;
        });
    };
    view! {
        <PageTitle text=t("start-fetching")/>
        <div class="fetching" data-test="fetching">
            <p role="status">
                {move || if offline.get() { t("start-offline") } else { t("start-fetching-text") }}
            </p>
            {move || {
                offline
                    .get()
                    .then(|| {
                        view! {
                            <Button on_press=again hook="try-now">
                                <Icon name="refresh"/>
                                {t("try-now")}
                            </Button>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn Welcome() -> impl IntoView {
    let app = use_app();
    let navigate = use_navigate();
    let path = use_location().pathname;
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let languages = language_options(app);
    // The browser's own language if the municipality has it, else the municipality's first.
    let wished = crate::browser::wished_language().map(|wish| translations::best(&wish));
    let chosen = RwSignal::new(languages.with_untracked(|languages| {
        let wish = languages
            .iter()
            .find(|language| Some(language.value.as_str()) == wished);
        wish.or(languages.first())
            .map(|language| language.value.clone())
    }));
    let begin = move || {
        let Some(language) = chosen.get_untracked() else {
            return;
        };
        let navigate = navigate.clone();
        let at_start = path.with_untracked(|path| path == "/start");
        busy.set(true);
        spawn_local(async move {
            // First the address: choosing the language makes the whole page anew.
            if at_start {
                let options = NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                };
                navigate("/", options);
            }
            let result = app.choose_language(language).await;
            busy.try_set(false);
            error.try_set(result.err());
        });
    };
    view! {
        <PageTitle text=Signal::derive(move || {
            t_with("start-title", &[("name", app.municipality_name().into())])
        })/>
        <p class="lead">{t("start-lead")}</p>
        <SampleMark/>
        <ul class="promises">
            <li><Icon name="warn"/><span>{t("start-promise-report")}</span></li>
            <li><Icon name="eye"/><span>{t("start-promise-follow")}</span></li>
            <li><Icon name="offline"/><span>{t("start-promise-offline")}</span></li>
            <li><Icon name="lock"/><span>{t("start-promise-private")}</span></li>
        </ul>
        <h2>{t("start-language")}</h2>
        <Choice
            name="language"
            legend=t("start-language")
            options=languages
            chosen=chosen
            on_choose=move |language| chosen.set(Some(language))
        />
        <ErrorNotice error=error/>
        <div class="actions">
            <Button on_press=begin busy=busy hook="start">
                {t("start-begin")}
            </Button>
        </div>
    }
}
