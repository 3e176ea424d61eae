//! From opening the page to the first page of the app.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    backend::{Backend, ConnectError},
    browser,
    components::{Icon, Navigation, SyncLine},
    context::{AppContext, use_app},
    pages::{
        app::{
            Elsewhere, Failed, Failure, Home, Locked, New, NotFound, Revoked, Start,
            lock_when_hidden,
        },
        complaints::{
            CasePage, Community, Done, Follow, Intake, MergePage, PublishPage, Queue, Report,
            StartReport, Tasks,
        },
        identity::{Leaving, Left, Me, NEXT_PERSON},
        later::{
            BringBack, Code, Devices, Join, Pin, Published, Receipt, RecoverySheet, Scan, Search,
            SharedPhone,
        },
    },
    standing::Standing,
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

/// What may be shown at all.
#[derive(Clone, PartialEq)]
enum Door {
    Left(u32),
    Leaving,
    Revoked,
    Locked,
    FirstStart,
    Open(Option<String>),
}

#[component]
fn Running(app: AppContext) -> impl IntoView {
    provide_context(app);
    lock_when_hidden();
    let newcomer = browser::setting(NEXT_PERSON).is_some_and(|next| !next.is_empty());
    let begun = RwSignal::new(!newcomer && app.language.with_untracked(Option::is_some));
    let begin = move || {
        browser::keep_setting(NEXT_PERSON, "");
        begun.set(true);
    };
    let door = Memo::new(move |_| {
        if let Some(waiting) = app.left.get() {
            Door::Left(waiting)
        } else if app.leaving.get() > 0 {
            Door::Leaving
        } else if app.revoked.get() {
            Door::Revoked
        } else if app.locked.get() {
            Door::Locked
        } else if begun.get() {
            // Words are looked up when a page is made: another language makes it anew.
            Door::Open(app.language.get())
        } else {
            Door::FirstStart
        }
    });
    view! {
        <Router>
            {move || match door.get() {
                Door::Left(waiting) => view! { <Alone><Left waiting=waiting/></Alone> }.into_any(),
                Door::Leaving => view! { <Alone><Leaving/></Alone> }.into_any(),
                Door::Revoked => view! { <Alone><Revoked/></Alone> }.into_any(),
                Door::Locked => view! { <Alone><Locked/></Alone> }.into_any(),
                Door::FirstStart => {
                    view! { <Alone><Start on_done=begin/></Alone> }.into_any()
                }
                Door::Open(_) => view! { <Shell/> }.into_any(),
            }}
        </Router>
    }
}

/// A page without ways to others, above the state of sending.
#[component]
fn Alone(children: Children) -> impl IntoView {
    view! {
        <div class="app first">
            {children()}
            <div class="dock">
                <SyncLine/>
            </div>
        </div>
    }
}

/// On a phone that several people use: the way out, always in view.
#[component]
fn SharedLine() -> impl IntoView {
    let app = use_app();
    move || {
        app.shared.get().then(|| {
            view! {
                <section class="shared-line" aria-label=t("shared-label") data-test="shared">
                    <a href="/me/shared" data-test="leave-link">
                        <Icon name="leave"/>
                        {t("shared-leave")}
                    </a>
                </section>
            }
        })
    }
}

#[component]
fn Shell() -> impl IntoView {
    let focused = use_app().focused;
    provide_context(Standing::ask());
    view! {
        <div class="app" class:focused=focused>
            <a class="skip" href="#main" on:click=|event| {
                event.prevent_default();
                browser::focus("main");
            }>
                {t("skip")}
            </a>
            <div class="dock">
                <SyncLine/>
                <SharedLine/>
                <Navigation/>
            </div>
            <FlatRoutes fallback=NotFound>
                <Route path=path!("/") view=Home/>
                <Route path=path!("/start") view=Home/>
                <Route path=path!("/new") view=New/>
                <Route path=path!("/report") view=StartReport/>
                <Route path=path!("/report/done/:id") view=Done/>
                <Route path=path!("/report/:draft") view=Tasks/>
                <Route path=path!("/report/:draft/:step") view=Report/>
                <Route path=path!("/follow") view=Follow/>
                <Route path=path!("/case/:id") view=CasePage/>
                <Route path=path!("/queue/:id?") view=Queue/>
                <Route path=path!("/intake") view=Intake/>
                <Route path=path!("/case/:id/merge") view=MergePage/>
                <Route path=path!("/case/:id/publish") view=PublishPage/>
                <Route path=path!("/community") view=Community/>
                <Route path=path!("/published/:id") view=Published/>
                <Route path=path!("/search") view=Search/>
                <Route path=path!("/case/:id/receipt") view=Receipt/>
                <Route path=path!("/me") view=Me/>
                <Route path=path!("/me/devices") view=Devices/>
                <Route path=path!("/me/recovery") view=RecoverySheet/>
                <Route path=path!("/me/pin") view=Pin/>
                <Route path=path!("/me/shared") view=SharedPhone/>
                <Route path=path!("/restore") view=BringBack/>
                <Route path=path!("/scan") view=Scan/>
                <Route path=path!("/code") view=Code/>
                <Route path=path!("/join") view=Join/>
            </FlatRoutes>
        </div>
    }
}
