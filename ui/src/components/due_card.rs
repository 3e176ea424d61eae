//! Until when an answer is promised, and each step of the count.

use durbar_api::complaints::{Due, Escalation, Pause};
use leptos::prelude::*;

use super::Icon;
use crate::{
    context::{AppContext, use_app},
    format,
    translations::{t, t_with},
};

/// The promised day of a matter with how it was counted: the same words for the citizen, the
/// office and everybody.
#[component]
pub fn DueCard(
    /// How the day is computed; nothing is shown until there is one.
    #[prop(into)]
    due: Signal<Option<Due>>,
    /// Whether the matter is over.
    #[prop(into)]
    closed: Signal<bool>,
    /// Whether the day has passed without an answer.
    #[prop(into)]
    overdue: Signal<bool>,
) -> impl IntoView {
    let app = use_app();
    move || {
        let due = due.get()?;
        let date = format::plain_date(&due.date);
        let stands = due.stands() && !closed.get();
        let late = overdue.get() && !stands;
        let heading = match (due.answered, closed.get()) {
            _ if stands => t("due-stands"),
            (Some(_), _) => t("due-answered"),
            (None, true) => t_with("due-was", &[("date", date.clone().into())]),
            (None, false) if late => t_with("due-overdue", &[("date", date.clone().into())]),
            (None, false) => t_with("due-by", &[("date", date.clone().into())]),
        };
        let kept = due.answered.map(|at| {
            let when = format::day_and_time(at, app.now.get_untracked());
            let args = [("when", when.into()), ("date", date.clone().into())];
            if due.late {
                t_with("due-answered-late", &args)
            } else {
                t_with("due-answered-words", &args)
            }
        });
        let rule = [
            ("n", due.working_days.into()),
            ("start", format::plain_date(&due.start).into()),
        ];
        let rule = if due.reopened {
            t_with("due-rule-reopened", &rule)
        } else {
            t_with("due-rule", &rule)
        };
        let waiting = stands.then(|| t_with("due-stands-words", &[("date", date.clone().into())]));
        let reached: Vec<_> = due
            .escalations
            .iter()
            .filter(|step| step.reached)
            .map(|step| {
                view! {
                    <li>
                        <Icon name="flag"/>
                        <span>{escalated(app, step)}</span>
                    </li>
                }
            })
            .collect();
        let icon = if stands {
            "pause"
        } else if due.answered.is_some() {
            "check"
        } else {
            "clock"
        };
        let day = due.date.clone();
        let answered = due.answered.is_some();
        Some(view! {
            <div
                class="card due"
                class:late=late
                class:stands=stands
                class:kept=answered
                data-test="due"
                data-date=day
            >
                <h2 class="marked">
                    <Icon name=icon/>
                    <span>{heading}</span>
                </h2>
                {kept.map(|words| view! { <p>{words}</p> })}
                {waiting.map(|words| view! { <p>{words}</p> })}
                <p class="quiet-words">{rule}</p>
                {(!reached.is_empty()).then(|| view! { <ul class="due-reached">{reached}</ul> })}
                <Counted due=due/>
            </div>
        })
    }
}

/// Each step of the count, to be opened by who wants to check it.
#[component]
fn Counted(due: Due) -> impl IntoView {
    let app = use_app();
    let skipped: Vec<_> = due
        .skipped
        .iter()
        .map(|(day, holiday)| {
            let reason = holiday.clone().unwrap_or_else(|| t("due-weekend"));
            view! { <li>{format::plain_date(day)} ": " {reason}</li> }
        })
        .collect();
    let any_skipped = !skipped.is_empty();
    let pauses: Vec<_> = due
        .pauses
        .iter()
        .map(|pause| view! { <li>{paused(pause)}</li> })
        .collect();
    let any_pauses = !pauses.is_empty();
    let next: Vec<_> = due
        .escalations
        .iter()
        .filter(|step| !step.reached)
        .map(|step| {
            let words = t_with(
                "due-escalates",
                &[
                    ("date", format::plain_date(&step.date).into()),
                    ("department", app.department_name(&step.department).into()),
                ],
            );
            view! { <li>{words}</li> }
        })
        .collect();
    let any_next = !next.is_empty();
    let start = [("date", format::plain_date(&due.start).into())];
    let count = [("n", due.working_days.into())];
    let [start, count] = if due.reopened {
        [
            t_with("due-start-reopened", &start),
            t_with("due-count-reopened", &count),
        ]
    } else {
        [t_with("due-start", &start), t_with("due-count", &count)]
    };
    view! {
        <details class="more">
            <summary>{t("due-how")}</summary>
            <ol class="steps">
                <li>{start}</li>
                <li>{count}</li>
                {any_skipped
                    .then(|| {
                        view! {
                            <li>
                                {t("due-skipped")}
                                <ul>{skipped}</ul>
                            </li>
                        }
                    })}
                {any_pauses
                    .then(|| {
                        view! {
                            <li>
                                {t("due-pauses")}
                                <ul>{pauses}</ul>
                            </li>
                        }
                    })}
                <li>{t_with("due-end", &[("date", format::plain_date(&due.date).into())])}</li>
                {any_next
                    .then(|| {
                        view! {
                            <li>
                                {t("due-otherwise")}
                                <ul>{next}</ul>
                            </li>
                        }
                    })}
            </ol>
        </details>
    }
}

fn paused(pause: &Pause) -> String {
    let from = format::plain_date(&pause.from);
    let n = pause.working_days;
    match &pause.until {
        Some(until) => t_with(
            "due-pause",
            &[
                ("from", from.into()),
                ("until", format::plain_date(until).into()),
                ("n", n.into()),
            ],
        ),
        None => t_with("due-pause-open", &[("from", from.into()), ("n", n.into())]),
    }
}

fn escalated(app: AppContext, step: &Escalation) -> String {
    t_with(
        "due-escalated",
        &[
            ("date", format::plain_date(&step.date).into()),
            ("department", app.department_name(&step.department).into()),
        ],
    )
}

/// Whether the clock stands.
trait Standing {
    fn stands(&self) -> bool;
}

impl Standing for Due {
    fn stands(&self) -> bool {
        self.answered.is_none()
            && self
                .pauses
                .last()
                .is_some_and(|pause| pause.until.is_none())
    }
}
