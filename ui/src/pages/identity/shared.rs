//! A phone that several people use: each one leaves it as if they had never had it.

use durbar_api::{
    ApiError, ChangeSet,
    app::{Leave, SetShared, SyncNow},
    complaints::ListDrafts,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser,
    components::{Button, ButtonLink, Dialog, ErrorNotice, Icon, Page, PageTitle, Switch},
    context::use_app,
    query,
    translations::{t, t_with},
};

/// Setting of the browser: whoever opens the app next is a new person.
pub const NEXT_PERSON: &str = "next-person";

/// `/me/shared`.
#[component]
pub fn SharedPage() -> impl IntoView {
    let app = use_app();
    let error = RwSignal::new(None::<ApiError>);
    let device = || ("device", browser::device().into());
    let switch = move |shared| {
        spawn_local(async move {
            error.try_set(app.call(SetShared { shared }).await.err());
            app.read_start().await;
        });
    };
    view! {
        <Page name="shared" back=Signal::stored("/me".to_owned()) back_label=t("nav-me")>
            <PageTitle text=t_with("shared-title", &[device()])/>
            <p class="lead">{t("shared-lead")}</p>
            <div class="card">
                <Switch
                    label=Signal::stored(t_with("shared-switch", &[device()]))
                    hint=t_with("shared-hint", &[device()])
                    on=app.shared
                    on_switch=switch
                    hook="shared-switch"
                />
            </div>
            <ErrorNotice error=error/>
            {move || app.shared.get().then(|| view! { <LeaveSection/> })}
        </Page>
    }
}

#[component]
fn LeaveSection() -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let drafts = query::ask(|| ListDrafts {}, |changes: &ChangeSet| changes.drafts);
    let waiting = Memo::new(move |_| app.sync.with(|sync| sync.waiting));
    let unfinished = Memo::new(move |_| drafts.get().map_or(0, |drafts| drafts.len()));
    let leave = move || {
        busy.set(true);
        spawn_local(async move {
            let result = app.call(Leave {}).await;
            busy.try_set(false);
            open.try_set(false);
            match result {
                Ok(gone) => {
                    // The next person is asked for a language, as at the first start.
                    browser::keep_setting(NEXT_PERSON, "yes");
                    app.left.set(Some(gone.waiting));
                }
                Err(failed) => {
                    error.try_set(Some(failed));
                }
            }
        });
    };
    let device = || ("device", browser::device().into());
    view! {
        <section>
            <h2>{t_with("leave-title", &[device()])}</h2>
            <ul class="promises">
                <li><Icon name="trash"/><span>{t("leave-forgets")}</span></li>
                {move || {
                    let n = waiting.get();
                    (n > 0).then(|| view! {
                        <li><Icon name="clock"/><span>{t_with("leave-waiting", &[("n", n.into())])}</span></li>
                    })
                }}
                {move || {
                    let n = unfinished.get();
                    (n > 0).then(|| view! {
                        <li><Icon name="edit"/><span>{t_with("leave-drafts", &[("n", n.into())])}</span></li>
                    })
                }}
                {move || {
                    let n = app.sync.with(|sync| sync.set_aside);
                    (n > 0).then(|| view! {
                        <li>
                            <Icon name="warn"/>
                            <a href="/me#waiting">{t_with("leave-set-aside", &[("n", n.into())])}</a>
                        </li>
                    })
                }}
                <li><Icon name="key"/><span>{t("leave-sheet")}</span></li>
            </ul>
            <ErrorNotice error=error/>
            <div class="actions row">
                <Button danger=true on_press=move || open.set(true) hook="leave">
                    <Icon name="leave"/>
                    {t_with("leave-title", &[device()])}
                </Button>
                <ButtonLink href="/me/recovery" quiet=true>{t("recovery-title")}</ButtonLink>
            </div>
            <Dialog open=open title=Signal::stored(t_with("leave-sure", &[device()]))>
                <p>{t("leave-sure-text")}</p>
                <div class="actions row">
                    <Button quiet=true on_press=move || open.set(false)>{t("cancel")}</Button>
                    <Button danger=true on_press=leave busy=busy hook="leave-yes">
                        {t("leave-yes")}
                    </Button>
                </div>
            </Dialog>
        </section>
    }
}

/// Somebody left, and not everything of theirs is sent: until it is, nobody else can begin.
#[component]
pub fn Leaving() -> impl IntoView {
    let app = use_app();
    browser::set_title(&t("app-name"));
    let now = move || {
        spawn_local(async move {
            // The state of sending below says how it went.
            let _ = app.call(SyncNow {}).await;
        });
    };
    view! {
        <main id="main" class="start stopped" tabindex="-1" data-page="leaving" data-test="leaving">
            <p class="start-mark">
                <Icon name="send"/>
            </p>
            <h1>{t("leaving-title")}</h1>
            <p role="status">
                {move || t_with("leaving-text", &[("n", app.leaving.get().into())])}
            </p>
            <div class="actions">
                <Button on_press=now hook="try-now">
                    <Icon name="refresh"/>
                    {t("try-now")}
                </Button>
            </div>
        </main>
    }
}

/// The person is gone from this phone; the next one begins anew.
#[component]
pub fn Left(
    /// Matters that still wait to be sent.
    waiting: u32,
) -> impl IntoView {
    browser::set_title(&t("app-name"));
    view! {
        <main id="main" class="start stopped" tabindex="-1" data-page="left" data-test="left">
            <p class="start-mark">
                <Icon name="check"/>
            </p>
            <h1>{t("left-title")}</h1>
            <p role="status">
                {t_with("left-text", &[("n", waiting.into()), ("device", browser::device().into())])}
            </p>
            <div class="actions">
                <Button on_press=browser::start_again hook="left-done">{t("left-done")}</Button>
            </div>
        </main>
    }
}
