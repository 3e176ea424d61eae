//! What a code means and what happens with it, whichever way it came.

mod follow;
mod kind;
mod link;
mod verified;

use leptos::{ev::hashchange, prelude::*};

use self::{follow::FollowMatter, link::TakeLink, verified::VerifyCode};
use super::{join::JoinForm, restore::TakeRecovery};
use crate::{
    browser,
    components::{ButtonLink, EmptyState, Page, PageTitle},
    translations::t,
};

pub(super) use kind::Kind;

/// `/code#…`: opened by the camera of any phone.
#[component]
pub fn CodePage() -> impl IntoView {
    let code = RwSignal::new(taken_from_address());
    let again = window_event_listener(hashchange, move |_| {
        let next = taken_from_address();
        if !next.is_empty() {
            code.set(next);
        }
    });
    on_cleanup(move || again.remove());
    view! {
        <Page name="code" back=Signal::stored("/me".to_owned()) back_label=t("nav-me")>
            {move || {
                let code = code.get();
                let another = matches!(Kind::of(&code), Kind::Receipt | Kind::Other);
                view! {
                    <CodeResult code=code/>
                    {another
                        .then(|| {
                            view! {
                                <div class="actions">
                                    <ButtonLink href="/scan" quiet=true>{t("scan-again")}</ButtonLink>
                                </div>
                            }
                        })}
                }
            }}
        </Page>
    }
}

/// The code in the address. What is a secret leaves the address at once; a receipt is none, and
/// stays to be opened again.
fn taken_from_address() -> String {
    let code = browser::address_fragment();
    if !code.is_empty() && Kind::of(&code) != Kind::Receipt {
        browser::forget_address_fragment();
    }
    code
}

/// What a code says, or the question that it asks.
#[component]
pub(super) fn CodeResult(
    /// Its text, or the part after `#`.
    code: String,
) -> impl IntoView {
    match Kind::of(&code) {
        Kind::Nothing => view! {
            <PageTitle text=t("code-title")/>
            <EmptyState icon="qr" title=t("code-empty") text=t("code-empty-text")>
                <ButtonLink href="/scan">{t("scan-title")}</ButtonLink>
            </EmptyState>
        }
        .into_any(),
        Kind::Receipt => view! { <VerifyCode code=code/> }.into_any(),
        Kind::Link => view! { <TakeLink code=code/> }.into_any(),
        Kind::Follow => view! { <FollowMatter code=code/> }.into_any(),
        Kind::Recovery => view! {
            <PageTitle text=t("restore-title")/>
            <TakeRecovery code=code done=RwSignal::new(false) on_done=None/>
        }
        .into_any(),
        Kind::Join => view! {
            <PageTitle text=t("join-title")/>
            <JoinForm token=code/>
        }
        .into_any(),
        Kind::Other => view! {
            <PageTitle text=t("code-other")/>
            <p>{t("code-other-text")}</p>
            <p class="written code-text" dir="auto">{code}</p>
        }
        .into_any(),
    }
}
