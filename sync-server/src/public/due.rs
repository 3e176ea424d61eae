//! Until when an answer is promised, and each step of the count: the same facts and words as in
//! the app.

use super::{html::Html, site::Site};
use durbar_core::api::complaints::Due;

/// What a case's page says about its due day.
pub(super) fn card(site: &Site, html: &mut Html, due: &Due, closed: bool) {
    let words = site.words;
    let date = site.clock.plain(words, &due.date);
    let stands = due.answered.is_none()
        && !closed
        && due.pauses.last().is_some_and(|pause| pause.until.is_none());
    let passed = site
        .clock
        .today()
        .is_some_and(|today| today.to_string() > due.date);
    let late = !closed && !stands && due.answered.is_none() && passed;
    let heading = match due.answered {
        _ if stands => words.t("due-stands"),
        Some(_) => words.t("due-answered"),
        None if closed => words.t_with("due-was", &[("date", date.clone().into())]),
        None if late => words.t_with("due-overdue", &[("date", date.clone().into())]),
        None => words.t_with("due-by", &[("date", date.clone().into())]),
    };
    let class = if late { "card due late" } else { "card due" };
    let attributes = [("class", class), ("data-due", due.date.as_str())];
    html.tag("section", &attributes, |html| {
        html.words("h2", &[], &heading);
        if let Some(at) = due.answered {
            let when = site.clock.day_and_time(words, at.0);
            let args = [("when", when.into()), ("date", date.clone().into())];
            let kept = if due.late {
                words.t_with("due-answered-late", &args)
            } else {
                words.t_with("due-answered-words", &args)
            };
            html.words("p", &[], &kept);
        }
        if stands {
            let args = [("date", date.clone().into())];
            html.words("p", &[], &words.t_with("due-stands-words", &args));
        }
        let rule = [
            ("n", due.working_days.into()),
            ("start", site.clock.plain(words, &due.start).into()),
        ];
        let rule = if due.reopened {
            words.t_with("due-rule-reopened", &rule)
        } else {
            words.t_with("due-rule", &rule)
        };
        html.words("p", &[("class", "quiet")], &rule);
        let reached: Vec<_> = due
            .escalations
            .iter()
            .filter(|step| step.reached)
            .map(|step| {
                let args = [
                    ("date", site.clock.plain(words, &step.date).into()),
                    ("department", site.department(&step.department).text.into()),
                ];
                words.t_with("due-escalated", &args)
            })
            .collect();
        list(html, "ul", &reached);
        html.tag("details", &[], |html| {
            html.words("summary", &[], &words.t("due-how"));
            html.tag("ol", &[], |html| counted(site, html, due, &date));
        });
    });
}

/// The steps of the count.
fn counted(site: &Site, html: &mut Html, due: &Due, date: &str) {
    let words = site.words;
    let start = site.clock.plain(words, &due.start);
    let start = [("date", start.into())];
    let count = [("n", due.working_days.into())];
    let [start, count] = if due.reopened {
        [
            words.t_with("due-start-reopened", &start),
            words.t_with("due-count-reopened", &count),
        ]
    } else {
        [
            words.t_with("due-start", &start),
            words.t_with("due-count", &count),
        ]
    };
    html.words("li", &[], &start);
    html.words("li", &[], &count);
    let skipped: Vec<_> = due
        .skipped
        .iter()
        .map(|(day, holiday)| {
            let reason = holiday.clone().unwrap_or_else(|| words.t("due-weekend"));
            format!("{}: {reason}", site.clock.plain(words, day))
        })
        .collect();
    step(html, &words.t("due-skipped"), &skipped);
    let pauses: Vec<_> = due
        .pauses
        .iter()
        .map(|pause| {
            let from = site.clock.plain(words, &pause.from);
            let n = pause.working_days;
            match &pause.until {
                Some(until) => words.t_with(
                    "due-pause",
                    &[
                        ("from", from.into()),
                        ("until", site.clock.plain(words, until).into()),
                        ("n", n.into()),
                    ],
                ),
                None => words.t_with("due-pause-open", &[("from", from.into()), ("n", n.into())]),
            }
        })
        .collect();
    step(html, &words.t("due-pauses"), &pauses);
    let end = words.t_with("due-end", &[("date", date.to_owned().into())]);
    html.words("li", &[], &end);
    let next: Vec<_> = due
        .escalations
        .iter()
        .filter(|step| !step.reached)
        .map(|step| {
            let args = [
                ("date", site.clock.plain(words, &step.date).into()),
                ("department", site.department(&step.department).text.into()),
            ];
            words.t_with("due-escalates", &args)
        })
        .collect();
    step(html, &words.t("due-otherwise"), &next);
}

/// A step with what belongs to it, if anything does.
fn step(html: &mut Html, words: &str, items: &[String]) {
    if !items.is_empty() {
        html.tag("li", &[], |html| {
            html.text(words);
            list(html, "ul", items);
        });
    }
}

fn list(html: &mut Html, kind: &'static str, items: &[String]) {
    if !items.is_empty() {
        html.tag(kind, &[], |html| {
            for item in items {
                html.words("li", &[], item);
            }
        });
    }
}
