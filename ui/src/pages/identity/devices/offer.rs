//! A code for a second device, for as long as it works.

use durbar_api::{
    ApiError,
    identity::{LinkOffer, OfferLink},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{Button, CopyButton, ErrorNotice, Icon, Notice, NoticeKind, Qr},
    context::use_app,
    translations::{t, t_with},
};

const MINUTE: i64 = 60_000;

/// Makes a code and shows it until it has run out.
#[component]
pub(super) fn OfferCode() -> impl IntoView {
    let app = use_app();
    let offer = RwSignal::new(None::<LinkOffer>);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let make = move || {
        busy.set(true);
        spawn_local(async move {
            let result = app.call(OfferLink {}).await;
            busy.try_set(false);
            match result {
                Ok(made) => {
                    error.try_set(None);
                    offer.try_set(Some(made));
                }
                Err(failed) => {
                    error.try_set(Some(failed));
                }
            }
        });
    };
    let left = Memo::new(move |_| {
        offer.with(|offer| {
            offer
                .as_ref()
                .map_or(0, |offer| (offer.until.0 - app.now.get().0).max(0))
        })
    });
    // In steps that a person notices, so that a screen reader is not kept talking.
    let minutes = Memo::new(move |_| ((left.get() + MINUTE / 2) / MINUTE).max(1));
    let over = Memo::new(move |_| left.get() == 0);
    view! {
        <section class="link-offer" data-test="offer">
            <h2>{t("offer-title")}</h2>
            {move || match offer.get() {
                None => {
                    view! {
                        <p>{t("offer-text")}</p>
                        <div class="actions">
                            <Button on_press=make busy=busy hook="offer-make">
                                <Icon name="qr"/>
                                {t("offer-make")}
                            </Button>
                        </div>
                    }
                        .into_any()
                }
                Some(_) if over.get() => {
                    view! {
                        <Notice kind=NoticeKind::Warn>
                            <p>{t("offer-over")}</p>
                            <Button on_press=make busy=busy hook="offer-make">{t("offer-again")}</Button>
                        </Notice>
                    }
                        .into_any()
                }
                Some(offer) => {
                    let code = app.code_address(&offer.code);
                    view! {
                        <div class="qr-block card" data-test="offer-code">
                            <Qr text=code.clone() label=t("offer-qr-label")/>
                            <div class="qr-words">
                                <ol class="steps">
                                    <li>{t("offer-step-open")}</li>
                                    <li>{t("offer-step-point")}</li>
                                    <li>{t("offer-step-agree")}</li>
                                </ol>
                                <p role="status">
                                    <b>{move || t_with("offer-left", &[("n", minutes.get().into())])}</b>
                                </p>
                                <p class="warned">
                                    <Icon name="warn"/>
                                    <span>{t("offer-warning")}</span>
                                </p>
                                <CopyButton text=Signal::stored(code) label=t("offer-copy")/>
                            </div>
                        </div>
                    }
                        .into_any()
                }
            }}
            <ErrorNotice error=error/>
        </section>
    }
}
