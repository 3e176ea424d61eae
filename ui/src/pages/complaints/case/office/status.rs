//! Moving a matter on, and settling a double state.

use std::sync::Arc;

use durbar_api::{
    ApiError,
    complaints::{Case, ChangeStatus, Transition},
    packs::StateRole,
};
use leptos::{prelude::*, task::spawn_local};

use super::{Door, Office};
use crate::{
    browser,
    components::{Button, Dialog, ErrorNotice, Icon, Notice, NoticeKind, TextArea},
    context::use_app,
    translations::{error_text, t, t_with},
};

/// A button for each way that the matter can go.
#[component]
pub(super) fn StatusButtons(office: Office) -> impl IntoView {
    let app = use_app();
    let case = office.case;
    let transitions = Memo::new(move |_| case.with(|case| case.transitions.clone()));
    let any = Memo::new(move |_| transitions.with(|transitions| !transitions.is_empty()));
    let doors = Memo::new(move |_| case.with(|case| case.doors.office));
    let asked = RwSignal::new(None::<Transition>);
    let open = RwSignal::new(false);
    let note = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let change = move |status: String, note_text: String| {
        busy.set(true);
        let call = ChangeStatus {
            case: office.id(),
            status,
            note: note_text,
        };
        spawn_local(async move {
            let result = app.call(call).await;
            busy.set(false);
            match result {
                Ok(()) => {
                    error.set(None);
                    note.set(String::new());
                    open.set(false);
                }
                Err(failed) => {
                    error.set(Some(failed));
                    if open.try_get_untracked() == Some(true) {
                        browser::focus_later("status-note");
                    }
                }
            }
        });
    };
    let press = move |transition: Transition| {
        error.set(None);
        if transition.reason {
            asked.set(Some(transition));
            open.set(true);
            browser::focus_later("status-note");
        } else {
            change(transition.to, String::new());
        }
    };
    let confirm = move || {
        if let Some(transition) = asked.get_untracked() {
            change(transition.to, note.get_untracked());
        }
    };
    let title = move || {
        asked.with(|asked| {
            asked
                .as_ref()
                .map(|asked| asked.label.clone())
                .unwrap_or_default()
        })
    };
    // A question is none without its words; other ways have a reason.
    let asks = move || {
        let to = asked.with(|asked| asked.as_ref().map(|asked| asked.to.clone()));
        let state = to.and_then(|to| app.state(&to));
        state.is_some_and(|state| state.role == Some(StateRole::Waiting))
    };
    let note_label = move || {
        if asks() {
            t("status-question-label")
        } else {
            t("status-note-label")
        }
    };
    let wrong = Signal::derive(move || error.with(|error| error.as_ref().map(error_text)));
    view! {
        <section class="status-buttons">
            {move || any.get().then(|| view! { <h2>{t("status-title")}</h2> })}
            <div class="actions row" id="status-buttons">
                <For each=move || transitions.get() key=|way| (way.to.clone(), way.label.clone(), way.reason) let:transition>
                    {
                        let label = transition.label.clone();
                        let hook = format!("status-{}", transition.to);
                        view! {
                            <Button quiet=true busy=busy hook=hook on_press=move || press(transition.clone())>
                                {label}
                            </Button>
                        }
                    }
                </For>
                {move || {
                    (any.get() && doors.get())
                        .then(|| {
                            view! {
                                <Button quiet=true hook="ask-correction-here" on_press=move || office.show(Door::Correction)>
                                    {t("ask-correction")}
                                </Button>
                            }
                        })
                }}
            </div>
            {move || (!open.get()).then(|| view! { <ErrorNotice error=error/> })}
            <Dialog open=open title=Signal::derive(title)>
                <TextArea
                    id="status-note"
                    label=note_label()
                    hint=t("status-note-hint")
                    value=note
                    on_input=move |text| note.set(text)
                    error=wrong
                    rows=4
                />
                <div class="actions row">
                    <Button on_press=confirm busy=busy hook="status-confirm">
                        {title}
                    </Button>
                    <Button quiet=true on_press=move || open.set(false)>
                        {t("cancel")}
                    </Button>
                </div>
            </Dialog>
        </section>
    }
}

/// Two officers set different states while they could not see each other: both are shown, and
/// one of the office picks.
#[component]
pub fn StatusConflict(case: Signal<Arc<Case>>) -> impl IntoView {
    let app = use_app();
    let states = Memo::new(move |_| {
        case.with(|case| (case.summary.id.clone(), case.status_conflict.clone()))
    });
    let error = RwSignal::new(None::<ApiError>);
    move || {
        let (id, states) = states.get();
        (states.len() > 1).then(|| {
            let buttons: Vec<_> = states
                .into_iter()
                .map(|status| {
                    let args = [("state", app.state_name(&status).into())];
                    let words = t_with("conflict-keep", &args);
                    let id = id.clone();
                    let hook = format!("conflict-{status}");
                    let pick = move || {
                        let call = ChangeStatus {
                            case: id.clone(),
                            status: status.clone(),
                            note: String::new(),
                        };
                        spawn_local(async move {
                            error.set(app.call(call).await.err());
                        });
                    };
                    view! {
                        <Button small=true quiet=true hook=hook on_press=pick>
                            <Icon name="check"/>
                            {words}
                        </Button>
                    }
                })
                .collect();
            view! {
                <Notice kind=NoticeKind::Warn>
                    <h2>{t("conflict-title")}</h2>
                    <p>{t("conflict-text")}</p>
                    <div class="actions row">{buttons}</div>
                    <ErrorNotice error=error/>
                </Notice>
            }
        })
    }
}
