//! "Is it really fixed?": the office says so, the citizen has the last word.

use std::sync::Arc;

use durbar_api::complaints::{Case, Confirmation, ConfirmFixed, Reopen};
use leptos::prelude::*;

use super::Deed;
use crate::{
    browser,
    components::{Button, Dialog, ErrorNotice, Icon, TextArea},
    format,
    translations::{error_text, t, t_with},
};

/// The question while an answer is awaited; a way to open a closed matter again.
#[component]
pub(in super::super) fn FixedCard(case: Signal<Arc<Case>>) -> impl IntoView {
    let id = StoredValue::new(case.with_untracked(|case| case.summary.id.clone()));
    let doors = Memo::new(move |_| case.with(|case| case.doors));
    let confirmation = Memo::new(move |_| case.with(|case| case.summary.confirmation.clone()));
    let confirm = Deed::new();
    let reopen = Deed::new();
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let ask_reason = move || {
        reopen.error.set(None);
        open.set(true);
        browser::focus_later("reopen-reason");
    };
    let send = move || {
        let call = Reopen {
            case: id.get_value(),
            reason: reason.get_untracked(),
        };
        reopen.run(call, move |()| {
            open.try_set(false);
            reason.try_set(String::new());
        });
    };
    let wrong = Signal::derive(move || reopen.error.with(|error| error.as_ref().map(error_text)));
    let card = move || {
        let doors = doors.get();
        let until = match confirmation.get() {
            Some(Confirmation::Awaited { until }) => Some(until),
            _ => None,
        };
        if doors.confirm {
            return Some(
                view! {
                    <section class="card ask" data-test="fixed">
                        <h2>
                            <Icon name="ask"/>
                            <span>{t("fixed-title")}</span>
                        </h2>
                        <p>
                            {until
                                .map(|until| {
                                    t_with("fixed-until", &[("date", format::plain_date(&until).into())])
                                })}
                        </p>
                        <ErrorNotice error=confirm.error/>
                        <div class="actions pair-actions">
                            <Button
                                busy=confirm.busy
                                hook="confirm-fixed"
                                on_press=move || {
                                    confirm.run(ConfirmFixed { case: id.get_value() }, |()| {});
                                }
                            >
                                <Icon name="check"/>
                                {t("fixed-yes")}
                            </Button>
                            {doors
                                .reopen
                                .then(|| {
                                    view! {
                                        <Button quiet=true hook="reopen" on_press=ask_reason>
                                            <Icon name="refresh"/>
                                            {t("fixed-no")}
                                        </Button>
                                    }
                                })}
                        </div>
                    </section>
                }
                .into_any(),
            );
        }
        doors.reopen.then(|| {
            view! {
                <section class="card" data-test="closed">
                    <h2>{t("reopen-title")}</h2>
                    <p class="quiet-words">{t("reopen-text")}</p>
                    <div class="actions row">
                        <Button quiet=true small=true hook="reopen" on_press=ask_reason>
                            <Icon name="refresh"/>
                            {t("reopen")}
                        </Button>
                    </div>
                </section>
            }
            .into_any()
        })
    };
    view! {
        {card}
        <Dialog open=open title=t("reopen-dialog")>
            <TextArea
                id="reopen-reason"
                label=t("reopen-reason")
                hint=t("reopen-reason-hint")
                value=reason
                on_input=move |text| reason.set(text)
                error=wrong
                rows=4
            />
            <div class="actions row">
                <Button on_press=send busy=reopen.busy hook="reopen-send">
                    {t("reopen")}
                </Button>
                <Button quiet=true on_press=move || open.set(false)>
                    {t("cancel")}
                </Button>
            </div>
        </Dialog>
    }
}
