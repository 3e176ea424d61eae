//! Becoming a device of a person.

use durbar_api::{ApiError, identity::AcceptLink};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser,
    components::{Button, ButtonLink, ErrorNotice, Icon, Notice, NoticeKind, PageTitle},
    context::use_app,
    translations::{t, t_with},
};

/// Explains the code and takes it up.
#[component]
pub(super) fn TakeLink(code: String) -> impl IntoView {
    let app = use_app();
    let taken = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let accept = move || {
        let code = code.clone();
        busy.set(true);
        spawn_local(async move {
            let result = app.call(AcceptLink { code }).await;
            busy.try_set(false);
            taken.try_set(result.is_ok());
            error.try_set(result.err());
        });
    };
    let device = || ("device", browser::device().into());
    view! {
        <PageTitle text=t_with("link-title", &[device()])/>
        {move || {
            if taken.get() {
                return view! {
                    <Notice kind=NoticeKind::Good>
                        <p data-test="linked">{t("link-taken")}</p>
                    </Notice>
                    <div class="actions">
                        <ButtonLink href="/follow">{t("link-matters")}</ButtonLink>
                        <ButtonLink href="/me/devices" quiet=true>{t("devices-title")}</ButtonLink>
                    </div>
                }
                    .into_any();
            }
            view! {
                <p class="lead">{t_with("link-lead", &[device()])}</p>
                <ul class="promises">
                    <li><Icon name="eye"/><span>{t("link-reads")}</span></li>
                    <li><Icon name="edit"/><span>{t("link-writes")}</span></li>
                    <li><Icon name="warn"/><span>{t("link-warning")}</span></li>
                </ul>
                <ErrorNotice error=error/>
                <div class="actions">
                    <Button on_press=accept.clone() busy=busy hook="link-accept">
                        {t_with("link-accept", &[device()])}
                    </Button>
                    <ButtonLink href="/" quiet=true>{t("cancel")}</ButtonLink>
                </div>
            }
                .into_any()
        }}
    }
}
