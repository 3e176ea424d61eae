//! "Is it really fixed?": the office says so, the citizen has the last word.

use std::sync::Arc;

use durbar_api::{
    CaseId,
    complaints::{Case, ConfirmFixed, Confirmation, Doors, Reopen},
};
use leptos::prelude::*;

use crate::{
    act::Act,
    browser,
    components::{Button, Dialog, ErrorNotice, Icon, TextArea},
    format,
    translations::{error_text, t, t_with},
};

/// What both cards look at.
#[derive(Clone, Copy)]
struct Asked {
    id: StoredValue<CaseId>,
    doors: Memo<Doors>,
}

impl Asked {
    fn of(case: Signal<Arc<Case>>) -> Self {
        Self {
            id: StoredValue::new(case.with_untracked(|case| case.summary.id.clone())),
            doors: Memo::new(move |_| case.with(|case| case.doors)),
        }
    }
}

/// The question while an answer is awaited.
#[component]
pub(in super::super) fn FixedCard(case: Signal<Arc<Case>>) -> impl IntoView {
    let asked = Asked::of(case);
    let until = Memo::new(move |_| {
        case.with(|case| match &case.summary.confirmation {
            Some(Confirmation::Awaited { until }) => Some(until.clone()),
            _ => None,
        })
    });
    let open = Memo::new(move |_| asked.doors.get().confirm);
    let deed = Act::new();
    move || {
        open.get().then(|| {
            let words = until.get().map(|until| {
                t_with(
                    "fixed-until",
                    &[("date", format::plain_date(&until).into())],
                )
            });
            let confirm = move || {
                let case = asked.id.get_value();
                deed.run(ConfirmFixed { case }, |()| {});
            };
            view! {
                <section class="card ask" data-test="fixed">
                    <h2 class="marked">
                        <Icon name="ask"/>
                        <span>{t("fixed-title")}</span>
                    </h2>
                    <p>{words}</p>
                    <ErrorNotice error=deed.error/>
                    <div class="actions pair-actions">
                        <Button busy=deed.busy hook="confirm-fixed" on_press=confirm>
                            <Icon name="check"/>
                            {t("fixed-yes")}
                        </Button>
                        {asked
                            .doors
                            .get_untracked()
                            .reopen
                            .then(|| view! { <ReopenButton id=asked.id label=t("fixed-no")/> })}
                    </div>
                </section>
            }
        })
    }
}

/// For a closed matter that is not settled all the same.
#[component]
pub(in super::super) fn ReopenCard(case: Signal<Arc<Case>>) -> impl IntoView {
    let asked = Asked::of(case);
    let open = Memo::new(move |_| asked.doors.with(|doors| doors.reopen && !doors.confirm));
    move || {
        open.get().then(|| {
            view! {
                <section class="card" data-test="closed">
                    <h2>{t("reopen-title")}</h2>
                    <p class="quiet-words">{t("reopen-text")}</p>
                    <div class="actions row">
                        <ReopenButton id=asked.id label=t("reopen") small=true/>
                    </div>
                </section>
            }
        })
    }
}

/// Opens a matter again, once the person said why.
#[component]
fn ReopenButton(
    id: StoredValue<CaseId>,
    label: String,
    #[prop(optional)] small: bool,
) -> impl IntoView {
    let deed = Act::new();
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let ask = move || {
        deed.error.set(None);
        missing.set(false);
        open.set(true);
        browser::focus_later("reopen-reason");
    };
    let send = move || {
        let said = reason.get_untracked();
        if said.trim().is_empty() {
            missing.set(true);
            browser::focus_later("reopen-reason");
            return;
        }
        let call = Reopen {
            case: id.get_value(),
            reason: said,
        };
        deed.run(call, move |()| {
            open.try_set(false);
            reason.try_set(String::new());
        });
    };
    let wrong = Signal::derive(move || {
        if missing.get() {
            return Some(t("reopen-missing"));
        }
        deed.error.with(|error| error.as_ref().map(error_text))
    });
    view! {
        <Button quiet=true small=small hook="reopen" on_press=ask>
            <Icon name="refresh"/>
            {label}
        </Button>
        <Dialog open=open title=t("reopen-dialog")>
            <TextArea
                id="reopen-reason"
                label=t("reopen-reason")
                hint=t("reopen-reason-hint")
                value=reason
                on_input=move |text| {
                    reason.set(text);
                    missing.set(false);
                }
                error=wrong
                rows=4
            />
            <div class="actions row">
                <Button on_press=send busy=deed.busy hook="reopen-send">
                    {t("reopen")}
                </Button>
                <Button quiet=true on_press=move || open.set(false)>
                    {t("cancel")}
                </Button>
            </div>
        </Dialog>
    }
}
