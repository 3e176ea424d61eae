//! The PIN: setting it, changing it, taking it away.

use durbar_api::app::SetPin;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser,
    components::{
        Button, ErrorSummary, Fault, Icon, Notice, NoticeKind, Page, PageTitle, PinField,
    },
    context::use_app,
    translations::{error_text, t, t_with},
};

/// Digits of a PIN.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=12;

/// What was just done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    Set,
    Removed,
}

/// `/me/pin`.
#[component]
pub fn PinPage() -> impl IntoView {
    let app = use_app();
    let done = RwSignal::new(None::<Done>);
    view! {
        <Page name="pin" back=Signal::stored("/me".to_owned()) back_label=t("nav-me")>
            <PageTitle text=t("pin-title")/>
            <p class="lead">{t_with("pin-lead", &[("device", browser::device().into())])}</p>
            <div aria-live="polite">
                {move || {
                    done.get()
                        .map(|done| {
                            let words = match done {
                                Done::Set => t("pin-set"),
                                Done::Removed => t("pin-removed"),
                            };
                            view! {
                                <Notice kind=NoticeKind::Good>
                                    <p data-test="pin-done">{words}</p>
                                </Notice>
                            }
                        })
                }}
            </div>
            {move || view! { <PinForm has_pin=app.has_pin.get() done=done/> }}
            {move || {
                app.has_pin
                    .get()
                    .then(|| {
                        view! {
                            <section>
                                <h2>{t("lock-title")}</h2>
                                <p>{t("lock-text")}</p>
                                <div class="actions row">
                                    <Button quiet=true on_press=move || app.lock() hook="lock">
                                        <Icon name="lock"/>
                                        {t("lock-now")}
                                    </Button>
                                </div>
                            </section>
                        }
                    })
            }}
        </Page>
    }
}

#[component]
fn PinForm(has_pin: bool, done: RwSignal<Option<Done>>) -> impl IntoView {
    let app = use_app();
    let [current, first, second] = [(); 3].map(|()| RwSignal::new(String::new()));
    let [wrong_current, wrong_first, wrong_second] =
        [(); 3].map(|()| RwSignal::new(None::<String>));
    let busy = RwSignal::new(false);
    let faults = Signal::derive(move || {
        [
            ("pin-current", wrong_current),
            ("pin-new", wrong_first),
            ("pin-again", wrong_second),
        ]
        .into_iter()
        .filter_map(|(target, wrong)| {
            wrong.get().map(|words| Fault {
                words,
                target: target.to_owned(),
            })
        })
        .collect::<Vec<_>>()
    });
    let change = move |pin: Option<String>| {
        let call = SetPin {
            current: has_pin.then(|| current.get_untracked()),
            pin,
        };
        let outcome = if call.pin.is_some() {
            Done::Set
        } else {
            Done::Removed
        };
        busy.set(true);
        spawn_local(async move {
            let result = app.set_pin(call).await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    for field in [current, first, second] {
                        field.try_set(String::new());
                    }
                    done.try_set(Some(outcome));
                }
                Err(error) => {
                    let field = if has_pin && error.message_key != "error-pin-form" {
                        wrong_current
                    } else {
                        wrong_first
                    };
                    field.try_set(Some(error_text(&error)));
                }
            }
        });
    };
    let clear = move || {
        done.set(None);
        for wrong in [wrong_current, wrong_first, wrong_second] {
            wrong.set(None);
        }
        let missing = has_pin && current.with_untracked(String::is_empty);
        if missing {
            wrong_current.set(Some(t("pin-missing")));
        }
        !missing
    };
    let save = move || {
        let known = clear();
        let pin = first.get_untracked();
        if !LENGTH.contains(&pin.len()) || !pin.chars().all(|c| c.is_ascii_digit()) {
            wrong_first.set(Some(t("pin-form")));
        } else if second.with_untracked(|second| *second != pin) {
            wrong_second.set(Some(t("pin-differs")));
        } else if known && !busy.get_untracked() {
            change(Some(pin));
        }
    };
    let remove = move || {
        if clear() {
            change(None);
        }
    };
    view! {
        <ErrorSummary faults=faults/>
        <form
            class="pin-form"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            {has_pin
                .then(|| {
                    view! { <PinField id="pin-current" label=t("pin-current") value=current error=wrong_current/> }
                })}
            <PinField
                id="pin-new"
                label=if has_pin { t("pin-new-other") } else { t("pin-new") }
                hint=t("pin-hint")
                value=first
                error=wrong_first
            />
            <PinField id="pin-again" label=t("pin-again") value=second error=wrong_second/>
            <p class="warned">
                <Icon name="warn"/>
                <span>
                    {t("pin-warning")} " " <a href="/me/recovery">{t("recovery-title")}</a>
                </span>
            </p>
            <div class="actions row">
                <Button on_press=save busy=busy hook="pin-save">
                    {if has_pin { t("pin-change") } else { t("pin-save") }}
                </Button>
                {has_pin
                    .then(|| {
                        view! {
                            <Button quiet=true danger=true on_press=remove busy=busy hook="pin-remove">
                                {t("pin-remove")}
                            </Button>
                        }
                    })}
            </div>
        </form>
    }
}
