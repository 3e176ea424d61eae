//! A few words that matter now.

use durbar_api::ApiError;
use leptos::prelude::*;

use super::Icon;
use crate::translations::error_text;

/// What a notice is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Info,
    /// It went well.
    Good,
    /// Something needs attention.
    Warn,
    /// Something went wrong; read out at once.
    Bad,
}

/// A coloured box with an icon and words.
#[component]
pub fn Notice(
    /// What it is about.
    #[prop(optional)]
    kind: NoticeKind,
    children: Children,
) -> impl IntoView {
    let (class, icon, role) = match kind {
        NoticeKind::Info => ("notice tone-question", "info", None),
        NoticeKind::Good => ("notice tone-good", "check", Some("status")),
        NoticeKind::Warn => ("notice tone-progress", "warn", Some("status")),
        NoticeKind::Bad => ("notice tone-bad", "warn", Some("alert")),
    };
    view! {
        <div class=class role=role>
            <Icon name=icon/>
            <div class="notice-words">{children()}</div>
        </div>
    }
}

/// What the app refused to do, while there is such an error.
#[component]
pub fn ErrorNotice(
    /// The latest error.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    move || {
        error.get().map(|error| {
            view! {
                <Notice kind=NoticeKind::Bad>
                    <p>{error_text(&error)}</p>
                </Notice>
            }
        })
    }
}
