//! Taking a role by a one-time link.

use std::sync::Arc;

use durbar_api::{
    ApiError, ErrorCode,
    identity::{Join as TakeRole, Me, Role, RoleState},
    packs::Tone,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser,
    components::{
        Button, ButtonLink, Card, ErrorSummary, Fault, Notice, NoticeKind, Page, PageTitle, Tag,
        TextField, all_of,
    },
    context::use_app,
    format, query,
    standing::use_standing,
    translations::{error_text, t, t_with},
};

/// `/join#token`: explains the link and takes the role.
#[component]
pub fn JoinPage() -> impl IntoView {
    let token = browser::address_fragment();
    let me = use_standing().me;
    view! {
        <Page name="join" back=Signal::stored("/me".to_owned()) back_label=t("nav-me")>
            <PageTitle text=t("join-title")/>
            <JoinForm token=token/>
            {query::show(
                me,
                |me| {
                    view! {
                        {move || {
                            let some = me.with(|me| !me.roles.is_empty());
                            some.then(|| view! { <h2>{t("roles-title")}</h2> })
                        }}
                        <Roles me=me/>
                    }
                },
            )}
        </Page>
    }
}

/// The field for a link and the button that takes the role.
#[component]
pub fn JoinForm(
    /// What the address already held.
    #[prop(optional)]
    token: String,
) -> impl IntoView {
    let app = use_app();
    let came_by_link = !token.is_empty();
    let link = RwSignal::new(token);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let taken = RwSignal::new(false);
    let join = move || {
        if link.with_untracked(|link| link.trim().is_empty()) {
            error.set(Some(ApiError::new(ErrorCode::Invalid, "error-join-empty")));
            return;
        }
        busy.set(true);
        // Emptied first: the same error twice must take the focus twice.
        error.set(None);
        let call = TakeRole {
            link: link.get_untracked().trim().to_owned(),
        };
        spawn_local(async move {
            let result = app.call(call).await;
            busy.set(false);
            match result {
                Ok(()) => {
                    // The secret has done its work: it must not stay in the history.
                    browser::forget_address_fragment();
                    error.set(None);
                    link.set(String::new());
                    taken.set(true);
                }
                Err(failed) => error.set(Some(failed)),
            }
        });
    };
    let wrong = Signal::derive(move || error.with(|error| error.as_ref().map(error_text)));
    let faults = Signal::derive(move || {
        let target = "join-link".to_owned();
        let fault = wrong.get().map(|words| Fault { words, target });
        fault.into_iter().collect::<Vec<_>>()
    });
    // A link that was opened need not be read: it comes into view with what is wrong with it.
    let is_shown = Memo::new(move |shown: Option<&bool>| {
        shown == Some(&true) || !came_by_link || error.with(Option::is_some)
    });
    move || {
        if taken.get() {
            return view! {
                <Notice kind=NoticeKind::Good>
                    <p data-test="joined">{t("join-taken")}</p>
                </Notice>
            }
            .into_any();
        }
        view! {
            <p class="lead">{t("join-lead")}</p>
            <ErrorSummary faults=faults/>
            <div class="join-form">
                {came_by_link
                    .then(|| view! { <Notice><p>{t("join-explain")}</p></Notice> })}
                {move || {
                    is_shown
                        .get()
                        .then(|| {
                            view! {
                                <TextField
                                    id="join-link"
                                    label=t("join-label")
                                    hint=t("join-hint")
                                    value=link
                                    on_input=move |text| link.set(text)
                                    error=wrong
                                />
                            }
                        })
                }}
                <div class="actions">
                    <Button on_press=join busy=busy quiet=!came_by_link hook="join">
                        {t("join-button")}
                    </Button>
                </div>
            </div>
        }
        .into_any()
    }
}

/// The roles of this device.
#[component]
pub(super) fn Roles(
    /// This device.
    me: Signal<Arc<Me>>,
) -> impl IntoView {
    let roles = Memo::new(move |_| me.with(|me| me.roles.clone()));
    view! {
        <ul class="stack">
            <For
                each=move || roles.get()
                key=all_of
                let:role
            >
                <RoleCard role=role/>
            </For>
        </ul>
    }
}

#[component]
fn RoleCard(role: Role) -> impl IntoView {
    let app = use_app();
    let (state, tone, icon, word, text) = match role.state {
        RoleState::Waiting => (
            "waiting",
            Tone::Progress,
            "clock",
            t("role-waiting"),
            t("role-waiting-text"),
        ),
        RoleState::Active => {
            let until = t_with(
                "role-active-text",
                &[("date", format::day(role.until).into())],
            );
            ("active", Tone::Good, "check", t("role-active"), until)
        }
        RoleState::Refused => (
            "refused",
            Tone::Bad,
            "warn",
            t("role-refused"),
            t("role-refused-text"),
        ),
    };
    let title = {
        let department = role.department.clone();
        move || {
            t_with(
                "role-officer",
                &[("department", app.department_name(&department).into())],
            )
        }
    };
    view! {
        <li data-test="role" data-state=state>
            <Card>
                <h3>{title}</h3>
                <p>{role.name}</p>
                <div class="tags">
                    <Tag tone=tone icon=icon word=word/>
                </div>
                <p class="quiet-words">{text}</p>
                {(role.state == RoleState::Active)
                    .then(|| {
                        view! { <ButtonLink href="/queue" hook="door-queue">{t("role-queue")}</ButtonLink> }
                    })}
            </Card>
        </li>
    }
}
