//! What each entry says, and how it looks.

use durbar_api::complaints::{Author, Channel, Entry, Rating, Viewer, What};
use leptos::prelude::*;

use crate::{
    context::AppContext,
    translations::{t, t_with},
};

/// The words of an entry.
pub(super) struct Said {
    /// Who did what.
    pub(super) headline: String,
    /// A line more.
    pub(super) detail: Option<String>,
    /// What somebody wrote.
    pub(super) bubble: Option<Signal<String>>,
}

/// The entry's name in `data-kind`.
pub(super) fn kind(what: &What) -> &'static str {
    match what {
        What::Filed(_) => "filed",
        What::Received => "received",
        What::Opened => "opened",
        What::Message { .. } => "message",
        What::Status { .. } => "status",
        What::Assigned(_) => "assigned",
        What::Routed { .. } => "routed",
        What::CorrectionAsked { .. } => "correction-asked",
        What::Corrected { .. } => "corrected",
        What::Note(_) => "note",
        What::Rated(_) => "rated",
        What::Confirmed => "confirmed",
        What::Reopened { .. } => "reopened",
        What::Withdrawn { .. } => "withdrawn",
        What::Merged { .. } => "merged",
        What::Published => "published",
        What::Unpublished => "unpublished",
        What::Escalated { .. } => "escalated",
    }
}

/// Icon and ground.
pub(super) fn look(entry: &Entry, viewer: Viewer) -> (&'static str, &'static str) {
    if entry.waiting {
        return ("clock", "tone-progress");
    }
    let office = matches!(entry.by, Author::Officer { .. })
        || (entry.by == Author::You && viewer != Viewer::Citizen);
    match &entry.what {
        What::Filed(_) => ("doc", "tone-good"),
        What::Received | What::Confirmed => ("check", "tone-good"),
        What::Opened => ("eye", "tone-question"),
        What::Message { .. } if office => ("people", "tone-question"),
        What::Message { .. } => ("me", "tone-good"),
        What::Status { .. } => ("flag", "tone-question"),
        What::Assigned(_) => ("me", "tone-neutral"),
        What::Routed { .. } => ("next", "tone-question"),
        What::CorrectionAsked { .. } => ("ask", "tone-progress"),
        What::Corrected { .. } => ("edit", "tone-good"),
        What::Note(_) => ("lock", "tone-progress"),
        What::Rated(_) => ("star", "tone-good"),
        What::Reopened { .. } => ("refresh", "tone-bad"),
        What::Withdrawn { .. } => ("close", "tone-neutral"),
        What::Merged { .. } => ("people", "tone-neutral"),
        What::Published => ("eye", "tone-good"),
        What::Unpublished => ("eye", "tone-neutral"),
        What::Escalated { .. } => ("warn", "tone-bad"),
    }
}

/// The line and, where somebody wrote, the text.
pub(super) fn words(
    app: AppContext,
    entry: &Entry,
    description: Signal<String>,
    viewer: Viewer,
) -> Said {
    let by = author(app, &entry.by);
    let you = entry.by == Author::You || (entry.by == Author::Citizen && viewer == Viewer::Citizen);
    let written = |text: &str| (!text.trim().is_empty()).then(|| Signal::stored(text.to_owned()));
    let said = |headline: String| Said {
        headline,
        detail: None,
        bubble: None,
    };
    let named = [("by", by.clone().into())];
    // "You …" and "Somebody …" are different sentences in most languages.
    let done = |yours: String, theirs: String| if you { yours } else { theirs };
    match &entry.what {
        What::Filed(channel) => Said {
            // An office reads them at the head of the matter.
            bubble: (viewer == Viewer::Citizen).then_some(description),
            ..said(filed(*channel, you, &by))
        },
        What::Received => said(t("entry-received")),
        What::Opened => said(done(t("entry-opened-you"), t_with("entry-opened", &named))),
        What::Message { text, .. } => Said {
            bubble: written(text),
            ..said(by)
        },
        What::Status { status, note } => {
            let args = [("by", by.into()), ("state", app.state_name(status).into())];
            Said {
                bubble: written(note),
                ..said(t_with("entry-status", &args))
            }
        }
        What::Assigned(Some(to)) => {
            let args = [("by", by.into()), ("to", to.clone().into())];
            said(done(
                t_with("entry-assigned-you", &args),
                t_with("entry-assigned", &args),
            ))
        }
        What::Assigned(None) => said(done(
            t_with("entry-unassigned-you", &named),
            t_with("entry-unassigned", &named),
        )),
        What::Routed { from, to, reason } => {
            let args = [("by", by.into()), ("to", app.department_name(to).into())];
            Said {
                detail: Some(t_with(
                    "entry-routed-from",
                    &[("from", app.department_name(from).into())],
                )),
                bubble: written(reason),
                headline: done(
                    t_with("entry-routed-you", &args),
                    t_with("entry-routed", &args),
                ),
            }
        }
        What::CorrectionAsked { fields, reason } => Said {
            detail: Some(fields_words(fields)),
            bubble: written(reason),
            headline: done(
                t("entry-correction-asked-you"),
                t_with("entry-correction-asked", &named),
            ),
        },
        What::Corrected { fields } => Said {
            detail: Some(fields_words(fields)),
            ..said(done(
                t("entry-corrected-you"),
                t_with("entry-corrected", &named),
            ))
        },
        What::Note(text) => Said {
            detail: Some(t("entry-note-detail")),
            bubble: written(text),
            headline: done(
                t_with("entry-note-you", &named),
                t_with("entry-note", &named),
            ),
        },
        What::Rated(Rating { score, comment }) => Said {
            bubble: written(comment),
            ..said(match you {
                true => t_with("entry-rated-you", &[("score", score_words(*score).into())]),
                false => {
                    let args = [("by", by.into()), ("score", score_words(*score).into())];
                    t_with("entry-rated", &args)
                }
            })
        },
        What::Confirmed => said(done(
            t("entry-confirmed-you"),
            t_with("entry-confirmed", &named),
        )),
        What::Reopened { reason } => Said {
            bubble: written(reason),
            ..said(done(
                t("entry-reopened-you"),
                t_with("entry-reopened", &named),
            ))
        },
        What::Withdrawn { reason } => Said {
            bubble: written(reason),
            ..said(done(
                t("entry-withdrawn-you"),
                t_with("entry-withdrawn", &named),
            ))
        },
        What::Merged { into } if into.is_empty() => Said {
            detail: Some(t("entry-merged-detail")),
            ..said(t_with("entry-merged", &named))
        },
        What::Merged { into } => {
            let args = [("by", by.into()), ("into", into.clone().into())];
            said(done(
                t_with("entry-merged-into-you", &args),
                t_with("entry-merged-into", &args),
            ))
        }
        What::Published => said(done(
            t_with("entry-published-you", &named),
            t_with("entry-published", &named),
        )),
        What::Unpublished => said(done(
            t_with("entry-unpublished-you", &named),
            t_with("entry-unpublished", &named),
        )),
        What::Escalated { to } => Said {
            detail: Some(t("entry-escalated-detail")),
            ..said(t_with(
                "entry-escalated",
                &[("to", app.department_name(to).into())],
            ))
        },
    }
}

/// Who did something, in which role.
fn author(app: AppContext, by: &Author) -> String {
    match by {
        Author::You => t("author-you"),
        Author::Citizen => t("author-citizen"),
        Author::Officer { name, department } => {
            let department = app.department_name(department);
            if name.is_empty() {
                department
            } else {
                t_with(
                    "author-officer",
                    &[
                        ("name", name.clone().into()),
                        ("department", department.into()),
                    ],
                )
            }
        }
        Author::Hub => t("author-hub"),
        Author::Rule => t("author-rule"),
    }
}

fn filed(channel: Channel, you: bool, by: &str) -> String {
    match channel {
        Channel::App if you => t("entry-filed-you"),
        Channel::App => t("entry-filed"),
        taken_in => {
            let args = [
                ("by", by.to_owned().into()),
                (
                    "channel",
                    match taken_in {
                        Channel::App | Channel::Counter => "counter",
                        Channel::Phone => "phone",
                        Channel::Post => "post",
                        Channel::Email => "email",
                    }
                    .into(),
                ),
            ];
            t_with("entry-taken-in", &args)
        }
    }
}

/// "About, photos": the questions that were asked about or changed.
pub fn fields_words(fields: &[String]) -> String {
    fields
        .iter()
        .map(|field| match field.as_str() {
            "category" => t("answer-category"),
            "description" => t("answer-description"),
            "place" => t("answer-place"),
            "photos" => t("answer-photos"),
            "contact" => t("answer-contact"),
            other => other.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(", ")
}

/// The word for a score of 1 to 5.
pub fn score_words(score: u8) -> String {
    match score {
        1 => t("score-1"),
        2 => t("score-2"),
        3 => t("score-3"),
        4 => t("score-4"),
        _ => t("score-5"),
    }
}
