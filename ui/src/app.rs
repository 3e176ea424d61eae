//! From opening the page to the first page of the app.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

use crate::{
    backend::{Backend, ConnectError},
    browser,
    components::{Navigation, SyncLine},
    context::AppContext,
    pages::{
        app::{Elsewhere, Failed, Failure, Home, New, NotFound, Start},
        complaints::{CasePage, Done, Follow, Queue, Report, StartReport},
        identity::{Join, Me},
        packs::Community,
    },
    theme,
    translations::{self, t},
};

/// How far the opening is.
#[derive(Clone)]
enum Stage {
    Connecting,
    Elsewhere,
    Failed(Failure),
    Running(AppContext),
}

/// The whole interface.
#[component]
pub fn App() -> impl IntoView {
    theme::show();
    let stage = RwSignal::new(Stage::Connecting);
    spawn_local(open(stage, false));
    move || match stage.get() {
        // What `index.html` shows stays until there is something better.
        Stage::Connecting => ().into_any(),
        Stage::Elsewhere => view! {
            <Elsewhere on_take_over=move || {
                stage.set(Stage::Connecting);
                spawn_local(open(stage, true));
            }/>
        }
        .into_any(),
        Stage::Failed(failure) => view! { <Failed failure=failure/> }.into_any(),
        Stage::Running(app) => view! { <Running app=app/> }.into_any(),
    }
}

/// Connects to the app; `take_over` asks another tab to let go of it.
async fn open(stage: RwSignal<Stage>, take_over: bool) {
    let wish = browser::wished_language().unwrap_or_default();
    let next = match translations::load(&wish).await {
        Err(details) => Stage::Failed(Failure::Broken(details)),
        Ok(()) => {
            browser::set_text("panic-text", &t("panic-text"));
            browser::set_text("panic-reload", &t("failed-reload"));
            connect(stage, take_over).await
        }
    };
    browser::remove_element("boot");
    stage.set(next);
}

async fn connect(stage: RwSignal<Stage>, take_over: bool) -> Stage {
    let backend = match Backend::connect(take_over).await {
        Ok(backend) => backend,
        Err(ConnectError::OpenElsewhere) => return Stage::Elsewhere,
        Err(ConnectError::NoStorage(details)) => {
            return Stage::Failed(Failure::NoStorage(details));
        }
        Err(ConnectError::Failed(details)) => return Stage::Failed(Failure::Broken(details)),
    };
    backend.on_lost(move || stage.set(Stage::Elsewhere));
    let app = match AppContext::open(backend).await {
        Ok(app) => app,
        Err(error) => return Stage::Failed(Failure::Broken(translations::error_text(&error))),
    };
    if let Some(language) = app.language.get_untracked()
        && let Err(details) = translations::load(&language).await
    {
        return Stage::Failed(Failure::Broken(details));
    }
    Stage::Running(app)
}

#[component]
fn Running(app: AppContext) -> impl IntoView {
    provide_context(app);
    let language = Memo::new(move |_| app.language.get());
    view! {
        <Router>
            // Words are looked up when a page is made: another language makes it anew.
            {move || match language.get() {
                None => view! { <FirstStart/> }.into_any(),
                Some(_) => view! { <Shell/> }.into_any(),
            }}
        </Router>
    }
}

#[component]
fn FirstStart() -> impl IntoView {
    view! {
        <div class="app first">
            <Start/>
            <div class="dock">
                <SyncLine/>
            </div>
        </div>
    }
}

#[component]
fn Shell() -> impl IntoView {
    view! {
        <div class="app">
            <a class="skip" href="#main" on:click=|event| {
                event.prevent_default();
                browser::focus("main");
            }>
                {t("skip")}
            </a>
            <div class="dock">
                <SyncLine/>
                <Navigation/>
            </div>
            <Routes fallback=NotFound>
                <Route path=path!("/") view=Home/>
                <Route path=path!("/start") view=Home/>
                <Route path=path!("/new") view=New/>
                <Route path=path!("/report") view=StartReport/>
                <Route path=path!("/report/done/:id") view=Done/>
                <Route path=path!("/report/:draft/:step") view=Report/>
                <Route path=path!("/follow") view=Follow/>
                <Route path=path!("/case/:id") view=CasePage/>
                <Route path=path!("/queue/:id?") view=Queue/>
                <Route path=path!("/community") view=Community/>
                <Route path=path!("/me") view=Me/>
                <Route path=path!("/join") view=Join/>
            </Routes>
        </div>
    }
}
