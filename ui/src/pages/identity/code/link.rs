//! Becoming a device of a person.

use durbar_api::identity::AcceptLink;
use leptos::prelude::*;

use crate::{
    act::Act,
    browser,
    components::{Button, ButtonLink, ErrorNotice, Icon, Notice, NoticeKind, PageTitle},
    translations::{t, t_with},
};

/// Explains the code and takes it up.
#[component]
pub(super) fn TakeLink(code: String) -> impl IntoView {
    let taken = RwSignal::new(false);
    let act = Act::new();
    let accept = move || {
        let code = code.clone();
        act.run(AcceptLink { code }, move |()| {
            taken.try_set(true);
        });
    };
    let device = || ("device", browser::device().into());
    let title = Signal::derive(move || {
        if taken.get() {
            t_with("link-taken-title", &[device()])
        } else {
            t_with("link-title", &[device()])
        }
    });
    view! {
        <PageTitle text=title/>
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
                <ErrorNotice error=act.error/>
                <div class="actions">
                    <Button on_press=accept.clone() busy=act.busy hook="link-accept">
                        {t_with("link-accept", &[device()])}
                    </Button>
                    <ButtonLink href="/" quiet=true>{t("cancel")}</ButtonLink>
                </div>
            }
                .into_any()
        }}
    }
}
