//! Getting one's matters back with the recovery sheet.

use durbar_api::identity::Restore as BringBack;
use leptos::prelude::*;

use crate::{
    act::Act,
    browser,
    components::{
        Button, ButtonLink, CodeReader, ErrorNotice, Icon, Notice, NoticeKind, Page, PageTitle,
    },
    translations::{t, t_with},
};

/// `/restore`.
#[component]
pub fn RestorePage() -> impl IntoView {
    view! {
        <Page name="restore" back=Signal::stored("/me".to_owned()) back_label=t("nav-me")>
            <Restore/>
        </Page>
    }
}

/// Asks for the sheet and takes it.
#[component]
pub fn Restore(
    /// What comes after, if it is not the list of matters.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
    /// The way back, where the page has none of its own.
    #[prop(optional, into)]
    on_back: Option<Callback<()>>,
) -> impl IntoView {
    let code = RwSignal::new(None::<String>);
    let done = RwSignal::new(false);
    view! {
        <PageTitle text=t("restore-title")/>
        {move || match code.get() {
            None => {
                view! {
                    <p class="lead">{t("restore-lead")}</p>
                    <CodeReader
                        label=t("restore-label")
                        hint=t("restore-hint")
                        on_code=move |text| code.set(Some(text))
                    />
                }
                    .into_any()
            }
            Some(text) => view! { <TakeRecovery code=text done=done on_done=on_done/> }.into_any(),
        }}
        {move || {
            let again = code.with(Option::is_some);
            (!done.get() && (again || on_back.is_some()))
                .then(|| {
                    view! {
                        <div class="actions">
                            {again
                                .then(|| {
                                    view! {
                                        <Button quiet=true on_press=move || code.set(None) hook="restore-again">
                                            <Icon name="edit"/>
                                            {t("restore-again")}
                                        </Button>
                                    }
                                })}
                            {on_back
                                .map(|on_back| {
                                    view! {
                                        <Button quiet=true on_press=move || on_back.run(()) hook="restore-back">
                                            <Icon name="back"/>
                                            {t("back")}
                                        </Button>
                                    }
                                })}
                        </div>
                    }
                })
        }}
    }
}

/// Explains what the sheet does and takes it.
#[component]
pub(super) fn TakeRecovery(
    code: String,
    done: RwSignal<bool>,
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let act = Act::new();
    let take = move || {
        let code = code.clone();
        act.run(BringBack { code }, move |()| {
            done.try_set(true);
        });
    };
    let device = || ("device", browser::device().into());
    move || {
        if done.get() {
            return view! {
                <Notice kind=NoticeKind::Good>
                    <p data-test="restored">{t("restore-done")}</p>
                </Notice>
                <div class="actions">
                    {match on_done {
                        Some(on_done) => {
                            view! {
                                <Button on_press=move || on_done.run(()) hook="restore-go-on">
                                    {t("continue")}
                                </Button>
                            }
                                .into_any()
                        }
                        None => view! { <ButtonLink href="/follow">{t("link-matters")}</ButtonLink> }.into_any(),
                    }}
                </div>
            }
            .into_any();
        }
        view! {
            <p>{t_with("restore-explain", &[device()])}</p>
            <ErrorNotice error=act.error/>
            <div class="actions">
                <Button on_press=take.clone() busy=act.busy hook="restore">
                    {t("restore-take")}
                </Button>
            </div>
        }
        .into_any()
    }
}
