//! The quieter ways on from a matter: its receipt, what everybody reads of it, correcting it,
//! taking it back.

use std::sync::Arc;

use durbar_api::complaints::{Case, StartCorrection, Withdraw};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::{
    act::Act,
    browser,
    components::{Button, Dialog, ErrorNotice, Icon, TextArea},
    translations::{error_text, t, t_with},
};

/// All of them as a list.
#[component]
pub(in super::super) fn Ways(case: Signal<Arc<Case>>) -> impl IntoView {
    let id = StoredValue::new(case.with_untracked(|case| case.summary.id.clone()));
    let doors = Memo::new(move |_| case.with(|case| case.doors));
    // Where the office asked, the card at the top is the way.
    let asked = Memo::new(move |_| case.with(|case| case.correction.is_some()));
    let published = Memo::new(move |_| case.with(|case| case.published.clone()));
    let navigate = use_navigate();
    let correct = Act::new();
    let withdraw = Act::new();
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let start = move || {
        let navigate = navigate.clone();
        let call = StartCorrection {
            case: id.get_value(),
        };
        correct.run(call, move |draft| {
            navigate(&format!("/report/{}", draft.id.0), Default::default());
        });
    };
    let take_back = move || {
        let call = Withdraw {
            case: id.get_value(),
            reason: reason.get_untracked(),
        };
        withdraw.run(call, move |()| {
            open.try_set(false);
        });
    };
    let wrong = Signal::derive(move || withdraw.error.with(|error| error.as_ref().map(error_text)));
    view! {
        {move || {
            published
                .get()
                .map(|summary| {
                    let supports = (summary.supports > 0)
                        .then(|| t_with("published-supports", &[("n", summary.supports.into())]));
                    view! {
                        <section class="card link-card" data-test="published">
                            <span class="door-icon tone-good">
                                <Icon name="people"/>
                            </span>
                            <div class="case-words">
                                <h2>
                                    <a class="cover" href=format!("/published/{}", summary.id.0)>
                                        {t("case-published")}
                                    </a>
                                </h2>
                                <p class="quiet-words">
                                    {supports.unwrap_or_else(|| t("case-published-text"))}
                                </p>
                            </div>
                            <Icon name="next"/>
                        </section>
                    }
                })
        }}
        <section class="card link-card">
            <span class="door-icon tone-question">
                <Icon name="doc"/>
            </span>
            <div class="case-words">
                <h2>
                    <a
                        class="cover"
                        href=format!("/case/{}/receipt", id.get_value().0)
                        data-test="receipt-link"
                    >
                        {t("case-receipt")}
                    </a>
                </h2>
                <p class="quiet-words">{t("case-receipt-text")}</p>
            </div>
            <Icon name="next"/>
        </section>
        <ErrorNotice error=correct.error/>
        <div class="actions row case-ways">
            {move || {
                let start = start.clone();
                (doors.get().correct && !asked.get())
                    .then(|| {
                        view! {
                            <Button quiet=true small=true busy=correct.busy hook="correct" on_press=start>
                                <Icon name="edit"/>
                                {t("case-correct")}
                            </Button>
                        }
                    })
            }}
            {move || {
                doors
                    .get()
                    .withdraw
                    .then(|| {
                        view! {
                            <Button
                                quiet=true
                                small=true
                                danger=true
                                hook="withdraw"
                                on_press=move || {
                                    withdraw.error.set(None);
                                    open.set(true);
                                    browser::focus_later("withdraw-reason");
                                }
                            >
                                <Icon name="close"/>
                                {t("withdraw")}
                            </Button>
                        }
                    })
            }}
        </div>
        <Dialog open=open title=t("withdraw-title")>
            <p>{t("withdraw-text")}</p>
            <TextArea
                id="withdraw-reason"
                label=t("withdraw-reason")
                value=reason
                on_input=move |text| reason.set(text)
                error=wrong
                rows=3
            />
            <div class="actions row">
                <Button quiet=true on_press=move || open.set(false)>
                    {t("withdraw-no")}
                </Button>
                <Button danger=true on_press=take_back busy=withdraw.busy hook="withdraw-yes">
                    {t("withdraw-yes")}
                </Button>
            </div>
        </Dialog>
    }
}
