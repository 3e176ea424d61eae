//! Whether a receipt is true.

use std::sync::Arc;

use durbar_api::complaints::{Verified, VerifyReceipt};
use leptos::prelude::*;

use crate::{
    components::{ButtonLink, Icon, PageTitle, SummaryList, SummaryRow},
    context::use_app,
    format, query,
    translations::{t, t_with},
};

/// Checks a receipt's code with the keys known here.
#[component]
pub(super) fn VerifyCode(code: String) -> impl IntoView {
    let answer = query::ask(
        move || VerifyReceipt { code: code.clone() },
        // The hub's key may have come since.
        |changes| changes.identity || changes.pack,
    );
    view! {
        <div class="code-answer" aria-live="polite">
            {query::show(answer, |verified| view! { <Answer verified=verified/> })}
        </div>
    }
}

#[component]
fn Answer(verified: Signal<Arc<Verified>>) -> impl IntoView {
    move || {
        let verified = verified.get();
        let (state, icon, tone, title, text) = match &*verified {
            Verified::True { .. } => (
                "true",
                "check",
                "tone-good",
                t("verify-true"),
                t("verify-true-text"),
            ),
            Verified::False => (
                "false",
                "close",
                "tone-bad",
                t("verify-false"),
                t("verify-false-text"),
            ),
            Verified::Unknown => (
                "unknown",
                "offline",
                "tone-progress",
                t("verify-unknown"),
                t("verify-unknown-text"),
            ),
            Verified::Unreadable => (
                "unreadable",
                "ask",
                "tone-neutral",
                t("verify-unreadable"),
                t("verify-unreadable-text"),
            ),
        };
        view! {
            <section class="verdict" data-test="verified" data-state=state>
                <span class=format!("verdict-icon {tone}")>
                    <Icon name=icon/>
                </span>
                <PageTitle text=title/>
                <p>{text}</p>
            </section>
            {facts(&verified)}
            {match &*verified {
                Verified::True { case: Some(case), .. } => {
                    view! {
                        <div class="actions">
                            <ButtonLink href=format!("/case/{}", case.0) hook="open-case">
                                {t("verify-open")}
                            </ButtonLink>
                        </div>
                    }
                        .into_any()
                }
                _ => ().into_any(),
            }}
        }
    }
}

fn facts(verified: &Verified) -> impl IntoView + use<> {
    let app = use_app();
    let Verified::True {
        reference,
        received_at,
        issued_at,
        sequence,
        blobs,
        case,
    } = verified.clone()
    else {
        return ().into_any();
    };
    let when = move |at| move || format::day_and_time(at, app.now.get());
    view! {
        <div class="card">
            <p class="quiet-words">{t("receipt-reference")}</p>
            <p class="reference" data-test="reference">{reference}</p>
            <SummaryList>
                <SummaryRow name=t("verify-by")>{move || app.municipality_name()}</SummaryRow>
                <SummaryRow name=t("receipt-received")>{when(received_at)}</SummaryRow>
                <SummaryRow name=t("verify-issued")>{when(issued_at)}</SummaryRow>
                <SummaryRow name=t("receipt-covers")>
                    {t_with("receipt-covers-text", &[("n", blobs.into())])}
                </SummaryRow>
                <SummaryRow name=t("receipt-number")>{format::number(sequence as f64, 0)}</SummaryRow>
            </SummaryList>
            {case.is_none().then(|| view! { <p class="quiet-words">{t("verify-not-yours")}</p> })}
        </div>
    }
    .into_any()
}
