//! The words of the questions: they differ for who files, who corrects and who writes for
//! somebody else.

use durbar_api::complaints::{ContactWish, UNKNOWN_CATEGORY};
use leptos::prelude::*;

use super::{Step, editor::DraftEditor};
use crate::{
    context::AppContext,
    format,
    translations::{t, t_with},
};

/// What all the questions are for.
pub(super) fn journey(editor: DraftEditor) -> String {
    match (editor.correction(), editor.intake()) {
        (Some(correction), _) => t_with(
            "correct-journey",
            &[("reference", correction.reference.into())],
        ),
        (None, Some(_)) => t("intake-journey"),
        (None, None) => t("report-journey"),
    }
}

/// The way of the navigation to which the questions belong, if not to what one begins anew.
pub(super) fn way(editor: DraftEditor) -> Option<&'static str> {
    match (editor.correction(), editor.intake()) {
        (Some(_), _) => Some("/follow"),
        (None, Some(_)) => Some("/intake"),
        (None, None) => None,
    }
}

/// The question of a page.
pub(super) fn title(editor: DraftEditor, step: Step) -> String {
    let other = editor.intake().is_some();
    match step {
        Step::Category => t("category-title"),
        Step::Description => t("description-title"),
        Step::Place => t("place-title"),
        Step::Similar => t("similar-title"),
        Step::Photos if other => t("photos-title-other"),
        Step::Photos => t("photos-title"),
        Step::Contact if other => t("contact-title-other"),
        Step::Contact => t("contact-title"),
        Step::Check => t("check-title"),
    }
}

/// A question in a list.
pub(super) fn name(step: Step) -> String {
    match step {
        Step::Category => t("answer-category"),
        Step::Description => t("answer-description"),
        Step::Place => t("answer-place"),
        Step::Similar => t("similar-title"),
        Step::Photos => t("answer-photos"),
        Step::Contact => t("answer-contact"),
        Step::Check => t("check-title"),
    }
}

/// The answer so far as lines; empty if there is none. Follows the answers.
pub(super) fn answer(app: AppContext, editor: DraftEditor, step: Step) -> Vec<String> {
    match step {
        Step::Category => editor.answers.with(|answers| match &answers.category {
            None => Vec::new(),
            Some(id) if id == UNKNOWN_CATEGORY => vec![t("category-other")],
            Some(id) => vec![app.category_name(id)],
        }),
        Step::Description => editor.answers.with(|answers| {
            let text = answers.description.trim();
            (!text.is_empty())
                .then(|| text.to_owned())
                .into_iter()
                .collect()
        }),
        Step::Place => editor.answers.with(|answers| place(app, &answers.place)),
        Step::Photos => editor.shelf.photos.with(|photos| {
            (!photos.is_empty())
                .then(|| t_with("answer-photo-count", &[("n", photos.len().into())]))
                .into_iter()
                .collect()
        }),
        Step::Contact => editor.answers.with(|answers| {
            let contact = &answers.contact;
            let mut lines = vec![wish(contact.wish)];
            lines.extend(
                [&contact.address, &contact.name]
                    .into_iter()
                    .map(|line| line.trim().to_owned())
                    .filter(|line| !line.is_empty()),
            );
            lines
        }),
        Step::Similar | Step::Check => Vec::new(),
    }
}

/// A way to be reached.
pub(super) fn wish(wish: ContactWish) -> String {
    match wish {
        ContactWish::App => t("contact-app"),
        ContactWish::Call => t("contact-call"),
        ContactWish::Sms => t("contact-sms"),
        ContactWish::Email => t("contact-email"),
        ContactWish::Never => t("contact-never"),
    }
}

fn place(app: AppContext, place: &durbar_api::Place) -> Vec<String> {
    let mut lines = Vec::new();
    if !place.landmark.trim().is_empty() {
        lines.push(place.landmark.trim().to_owned());
    }
    if let Some(ward) = &place.ward {
        lines.push(app.ward_name(ward));
    }
    if let Some(position) = &place.position {
        let at = format::coordinates(position);
        lines.push(match position.accuracy {
            Some(accuracy) => t_with(
                "place-position",
                &[("where", at.into()), ("n", format::metres(accuracy).into())],
            ),
            None => at,
        });
    }
    lines
}
