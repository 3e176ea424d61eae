//! What waits for the person: nothing else comes before it.

use durbar_api::{
    ChangeSet,
    complaints::{CaseSummary, Confirmation, DraftSummary, ListDrafts, Sending},
};
use leptos::prelude::*;

use crate::{
    components::Icon,
    context::{AppContext, use_app},
    format,
    query::{self, Query},
    translations::{t, t_with},
};

/// One thing to do.
struct Line {
    icon: &'static str,
    href: String,
    words: String,
}

/// "2 things wait for you": what was not accepted, what the office asks, whether it is fixed,
/// answers not seen, drafts not finished.
#[component]
pub(super) fn Waiting(mine: Query<Vec<CaseSummary>>) -> impl IntoView {
    let app = use_app();
    let drafts = query::ask(|| ListDrafts {}, |changes: &ChangeSet| changes.drafts);
    move || {
        let mut lines: Vec<(u8, Line)> = mine
            .get()
            .iter()
            .flat_map(|mine| mine.iter())
            .filter_map(|case| case_line(app, case))
            .collect();
        // The most pressing first; within that the latest, as they come.
        lines.sort_by_key(|(rank, _)| *rank);
        let drafts = drafts.get();
        let drafts = drafts.iter().flat_map(|drafts| drafts.iter());
        let lines: Vec<Line> = lines
            .into_iter()
            .map(|(_, line)| line)
            .chain(drafts.filter_map(|draft| draft_line(app, draft)))
            .collect();
        (!lines.is_empty()).then(|| {
            let heading = t_with("wait-title", &[("n", lines.len().into())]);
            let items: Vec<_> = lines
                .into_iter()
                .map(|line| {
                    view! {
                        <li>
                            <a href=line.href>
                                <Icon name=line.icon/>
                                <span dir="auto">{line.words}</span>
                                <Icon name="next"/>
                            </a>
                        </li>
                    }
                })
                .collect();
            view! {
                <section class="wait" data-test="waiting">
                    <h2>{heading}</h2>
                    <ul>{items}</ul>
                </section>
            }
        })
    }
}

fn case_line(app: AppContext, case: &CaseSummary) -> Option<(u8, Line)> {
    let title = if case.title.trim().is_empty() {
        app.category_name(&case.category)
    } else {
        case.title.clone()
    };
    let department = app.department_name(&case.department);
    let both = [
        ("department", department.into()),
        ("title", title.clone().into()),
    ];
    let (rank, icon, words) = match (&case.sending, &case.confirmation) {
        (Sending::SetAside(_), _) => (
            0,
            "warn",
            t_with("wait-set-aside", &[("title", title.into())]),
        ),
        _ if case.asked => (1, "ask", t_with("wait-asked", &both)),
        (_, Some(Confirmation::Awaited { until })) => (
            2,
            "check",
            t_with(
                "wait-confirm",
                &[
                    ("title", title.into()),
                    ("until", format::plain_date(until).into()),
                ],
            ),
        ),
        _ if case.news => (3, "message", t_with("wait-news", &both)),
        _ => return None,
    };
    let href = format!("/case/{}", case.id.0);
    Some((rank, Line { icon, href, words }))
}

fn draft_line(app: AppContext, draft: &DraftSummary) -> Option<Line> {
    let title = match &draft.category {
        _ if !draft.title.trim().is_empty() => draft.title.clone(),
        Some(category) => app.category_name(category),
        None if draft.corrects.is_some() => t("draft-untitled"),
        // Looked in and left again: nothing to finish.
        None => return None,
    };
    let words = if draft.corrects.is_some() {
        t_with("wait-correction", &[("title", title.into())])
    } else {
        t_with("wait-draft", &[("title", title.into())])
    };
    Some(Line {
        icon: "edit",
        href: format!("/report/{}", draft.id.0),
        words,
    })
}
