//! The promised day and how it is counted; the facts of a matter.

use std::sync::Arc;

use durbar_api::{
    PositionSource,
    complaints::{Case, Due, UNKNOWN_CATEGORY, Viewer},
};
use leptos::prelude::*;

use crate::{
    components::{SummaryList, SummaryRow},
    context::{AppContext, use_app},
    format,
    translations::{t, t_with},
};

/// Until when an answer is promised, and each step of the count.
#[component]
pub(super) fn DueCard(case: Signal<Arc<Case>>) -> impl IntoView {
    let due = Memo::new(move |_| case.with(|case| case.due.clone()));
    let closed = {
        let app = use_app();
        Memo::new(move |_| {
            case.with(|case| {
                app.state(&case.summary.status)
                    .is_some_and(|state| state.closed)
            })
        })
    };
    let overdue = Memo::new(move |_| case.with(|case| case.summary.overdue));
    move || {
        let due = due.get()?;
        let heading = match (closed.get(), overdue.get()) {
            (true, _) => t_with("due-was", &[("date", format::plain_date(&due.date).into())]),
            (false, true) => t_with(
                "due-overdue",
                &[("date", format::plain_date(&due.date).into())],
            ),
            (false, false) => t_with("due-by", &[("date", format::plain_date(&due.date).into())]),
        };
        let date = due.date.clone();
        Some(view! {
            <div class="card due" class:late=overdue.get() data-test="due" data-date=date>
                <h2>{heading}</h2>
                <p class="quiet-words">
                    {t_with(
                        "due-rule",
                        &[
                            ("n", due.working_days.into()),
                            ("start", format::plain_date(&due.start).into()),
                        ],
                    )}
                </p>
                <Counted due=due/>
            </div>
        })
    }
}

#[component]
fn Counted(due: Due) -> impl IntoView {
    let skipped: Vec<_> = due
        .skipped
        .iter()
        .map(|(day, holiday)| {
            let reason = holiday.clone().unwrap_or_else(|| t("due-weekend"));
            view! {
                <li>
                    {format::plain_date(day)} ": " {reason}
                </li>
            }
        })
        .collect();
    let any = !skipped.is_empty();
    view! {
        <details class="more">
            <summary>{t("due-how")}</summary>
            <ol class="steps">
                <li>{t_with("due-start", &[("date", format::plain_date(&due.start).into())])}</li>
                <li>{t_with("due-count", &[("n", due.working_days.into())])}</li>
                {any
                    .then(|| {
                        view! {
                            <li>
                                {t("due-skipped")}
                                <ul>{skipped}</ul>
                            </li>
                        }
                    })}
                <li>{t_with("due-end", &[("date", format::plain_date(&due.date).into())])}</li>
            </ol>
        </details>
    }
}

/// Where, which office, when, and the receipt.
#[component]
pub(super) fn Facts(case: Signal<Arc<Case>>, viewer: Viewer) -> impl IntoView {
    let app = use_app();
    move || {
        let case = case.get();
        let category = if case.summary.category == UNKNOWN_CATEGORY {
            t("category-other")
        } else {
            app.category_name(&case.summary.category)
        };
        let place = place_rows(app, &case);
        let reference = case.summary.reference.clone();
        let department = app.department_name(&case.summary.department);
        let receipt = case.receipt.as_ref().map(|receipt| {
            let words = t_with(
                "fact-receipt-words",
                &[
                    ("sequence", receipt.sequence.into()),
                    ("blobs", receipt.blobs.into()),
                ],
            );
            let signature = receipt.signature.clone();
            view! {
                <SummaryRow name=t("fact-receipt")>
                    {words} " "
                    <code data-test="receipt-signature">{signature}</code>
                </SummaryRow>
            }
        });
        let filed_at = case.summary.filed_at;
        let received_at = case.summary.received_at;
        view! {
            <div class="card facts">
                <SummaryList>
                    {(viewer == Viewer::Officer)
                        .then(|| {
                            view! {
                                <SummaryRow name=t("fact-reference")>
                                    {reference}
                                </SummaryRow>
                            }
                        })}
                    <SummaryRow name=t("fact-category")>{category}</SummaryRow>
                    {place}
                    <SummaryRow name=t("fact-department")>
                        {department}
                    </SummaryRow>
                    <SummaryRow name=t("fact-filed")>
                        {move || format::day_and_time(filed_at, app.now.get())}
                    </SummaryRow>
                    <SummaryRow name=t("fact-received")>
                        {move || match received_at {
                            Some(at) => format::day_and_time(at, app.now.get()),
                            None => t("fact-not-received"),
                        }}
                    </SummaryRow>
                    {receipt}
                </SummaryList>
            </div>
        }
    }
}

fn place_rows(app: AppContext, case: &Case) -> impl IntoView + use<> {
    let ward = case.place.ward.as_deref().map(|ward| app.ward_name(ward));
    let landmark = case.place.landmark.trim().to_owned();
    let position = case.place.position.as_ref().map(|position| {
        let at = format::coordinates(position);
        let source = match position.source {
            PositionSource::Device => t("position-from-device"),
            PositionSource::Photo => t("position-from-photo"),
            PositionSource::Person => t("position-from-person"),
        };
        let exact = match position.accuracy {
            Some(accuracy) => t_with(
                "place-position",
                &[("where", at.into()), ("n", format::metres(accuracy).into())],
            ),
            None => at,
        };
        view! {
            <span class="line">{exact}</span>
            <span class="line quiet-words">{source}</span>
        }
    });
    view! {
        {ward.map(|ward| view! { <SummaryRow name=t("fact-ward")>{ward}</SummaryRow> })}
        {(!landmark.is_empty())
            .then(|| {
                view! {
                    <SummaryRow name=t("fact-landmark")>
                        <span dir="auto">{landmark}</span>
                    </SummaryRow>
                }
            })}
        {position.map(|words| view! { <SummaryRow name=t("fact-position")>{words}</SummaryRow> })}
    }
}
