//! The first start: a language, a short welcome, and the ward to hear from.

mod language;
mod ward;

use durbar_api::{
    ApiError,
    app::{SyncNow, SyncPhase},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use self::{language::ChooseLanguage, ward::ChooseWard};
use crate::{
    browser,
    components::{Button, ErrorNotice, Icon, PageTitle},
    context::use_app,
    pages::{later::LaterView, packs::SampleMark},
    parts::{OfPart, PartView},
    translations::{t, t_with},
};

/// How far the first start is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Language,
    Welcome,
    Restore,
    Ward,
}

/// Any address until the first start is over.
#[component]
pub fn Start(
    /// Called when it is.
    on_done: impl Fn() + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let app = use_app();
    let step = RwSignal::new(Step::Language);
    // The words of the language that was just chosen: each page is made anew with them.
    let spoken = RwSignal::new(None::<String>);
    let known = Memo::new(move |_| app.municipality.with(Option::is_some));
    // The dock comes into the page after this.
    Effect::new(|| browser::keep_height_of(".dock", "--dock"));
    let navigate = use_navigate();
    let path = use_location().pathname;
    let done = move || {
        if path.with_untracked(|path| path == "/start") {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate("/", options);
        }
        on_done();
    };
    view! {
        <main
            id="main"
            class="start"
            tabindex="-1"
            data-page="start"
            data-municipality=move || known.get().to_string()
        >
            <p class="start-mark">
                <Icon name="umbrella"/>
            </p>
            {move || {
                let done = done.clone();
                match (step.get(), known.get()) {
                    (Step::Language, _) => view! { <ChooseLanguage step=step spoken=spoken/> }.into_any(),
                    (_, false) => view! { <Fetching/> }.into_any(),
                    (Step::Welcome, true) => view! { <Welcome step=step spoken=spoken/> }.into_any(),
                    (Step::Restore, true) => {
                        view! {
                            <OfPart view=PartView::Later(
                                LaterView::RestoreFirst(
                                    Callback::new(move |()| step.set(Step::Welcome)),
                                ),
                            )/>
                        }
                            .into_any()
                    }
                    (Step::Ward, true) => view! { <ChooseWard on_done=done/> }.into_any(),
                }
            }}
        </main>
    }
}

/// Nothing can be shown before the municipality's pack is here; what to do meanwhile.
#[component]
fn Fetching() -> impl IntoView {
    view! {
        <PageTitle text=t("start-fetching")/>
        <FetchingState/>
    }
}

/// How the fetching goes, and a way to try it now.
#[component]
pub(super) fn FetchingState() -> impl IntoView {
    let app = use_app();
    let offline = Memo::new(move |_| app.sync.with(|sync| sync.phase == SyncPhase::Offline));
    let again = move || {
        spawn_local(async move {
            // The state of sending below says how it went.
            let _ = app.call(SyncNow {}).await;
        });
    };
    view! {
        <div class="fetching" data-test="fetching">
            <p role="status">
                {move || if offline.get() { t("start-offline") } else { t("start-fetching-text") }}
            </p>
            {move || {
                offline
                    .get()
                    .then(|| {
                        view! {
                            <Button on_press=again quiet=true hook="try-now">
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
fn Welcome(step: RwSignal<Step>, spoken: RwSignal<Option<String>>) -> impl IntoView {
    let app = use_app();
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let begin = move || {
        let Some(language) = spoken.get_untracked() else {
            step.set(Step::Language);
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let result = app.choose_language(language).await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    step.try_set(Step::Ward);
                }
                Err(failed) => {
                    error.try_set(Some(failed));
                }
            }
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
        <ErrorNotice error=error/>
        <div class="actions">
            <Button on_press=begin busy=busy hook="start">
                {t("start-begin")}
            </Button>
            <Button quiet=true on_press=move || step.set(Step::Restore) hook="start-restore">
                <Icon name="key"/>
                {t("start-restore")}
            </Button>
        </div>
    }
}
