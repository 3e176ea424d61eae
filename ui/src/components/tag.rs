//! Tags: an icon, a word and a colour, never a colour alone.
//!
//! They are written as markup, for the `inner_html` of what holds them: lists are full of them, and
//! a phone reads markup many times faster than it makes elements one by one.

use durbar_api::{
    complaints::{CaseSummary, Confirmation, Sending},
    packs::{State, Tone},
};
use leptos::prelude::*;
use maud::{Markup, html};

use super::icon::icon;
use crate::{
    context::AppContext,
    format,
    translations::{t, t_with},
};

/// A short coloured label.
#[component]
pub fn Tag(
    /// The colour's meaning.
    tone: Tone,
    /// The icon.
    #[prop(into)]
    icon: String,
    /// The word.
    #[prop(into)]
    word: String,
    /// The language of the word if it is not the page's.
    #[prop(optional, into)]
    lang: Option<String>,
) -> impl IntoView {
    view! {
        <span class=format!("tag {}", tone_class(tone)) lang=lang inner_html=inside(&icon, &word).into_string()></span>
    }
}

/// [`Tag`] as markup.
pub fn tag(tone: Tone, icon: &str, word: &str) -> Markup {
    tag_in(tone, icon, word, None)
}

fn tag_in(tone: Tone, icon: &str, word: &str, lang: Option<&str>) -> Markup {
    html! {
        span class={ "tag " (tone_class(tone)) } lang=[lang] { (inside(icon, word)) }
    }
}

fn inside(name: &str, word: &str) -> Markup {
    html! { (icon(name)) (word) }
}

/// A mark of something new: never a colour alone.
pub fn news_mark(name: &str, word: &str) -> Markup {
    html! { span.news-mark { (inside(name, word)) } }
}

/// A quiet fact beside tags.
pub fn small_fact(name: &str, word: &str) -> Markup {
    html! { span.small-fact { (inside(name, word)) } }
}

/// The class that colours by meaning.
fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => "tone-neutral",
        Tone::Progress => "tone-progress",
        Tone::Question => "tone-question",
        Tone::Good => "tone-good",
        Tone::Bad => "tone-bad",
    }
}

fn tone_icon(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => "plus",
        Tone::Progress => "clock",
        Tone::Question => "ask",
        Tone::Good => "check",
        Tone::Bad => "warn",
    }
}

fn state_icon(state: &State) -> &'static str {
    match state.tone {
        // Over without having been dealt with: taken back, a duplicate.
        Tone::Neutral if state.closed => "close",
        tone => tone_icon(tone),
    }
}

/// What the pin of a case carries on a map: how it ended, if it did.
pub fn pin_icon(state: Option<&State>) -> &'static str {
    state.filter(|state| state.closed).map_or("pin", state_icon)
}

/// The office's state of a case, in the pack's words.
pub fn state_tag(app: AppContext, status: &str) -> Markup {
    match app.state(status) {
        Some(state) => tag_in(
            state.tone,
            state_icon(&state),
            &state.label.text,
            Some(&state.label.language),
        ),
        None => tag(Tone::Neutral, "info", status),
    }
}

/// "Fixed, not yet confirmed".
pub fn unconfirmed_tag(app: AppContext, status: &str) -> Markup {
    let args = [("state", app.state_name(status).into())];
    tag(Tone::Progress, "ask", &t_with("row-unconfirmed", &args))
}

/// The state of a case with what its citizen says about it: "Fixed, not yet confirmed".
pub fn case_state_tag(app: AppContext, case: &CaseSummary) -> Markup {
    let Some(confirmation) = &case.confirmation else {
        return state_tag(app, &case.status);
    };
    let args = [("state", app.state_name(&case.status).into())];
    let (tone, icon, word) = match confirmation {
        Confirmation::Awaited { .. } => return unconfirmed_tag(app, &case.status),
        Confirmation::Confirmed => (Tone::Good, "check", t_with("row-confirmed", &args)),
        Confirmation::Lapsed => (Tone::Good, "check", t_with("row-lapsed", &args)),
    };
    tag(tone, icon, &word)
}

/// How far the sending of a case is. "Received" only with a verified receipt.
pub fn sending_tag(sending: &Sending) -> Markup {
    let (state, tone, icon, word) = match sending {
        Sending::Queued => ("queued", Tone::Progress, "clock", t("sending-queued")),
        Sending::Sending { sent, total } => (
            "sending",
            Tone::Progress,
            "send",
            t_with(
                "sending-progress",
                &[
                    ("sent", format::kilobytes(*sent).into()),
                    ("total", format::kilobytes(*total).into()),
                ],
            ),
        ),
        Sending::Received => ("received", Tone::Good, "check", t("sending-received")),
        Sending::SetAside(_) => ("set-aside", Tone::Bad, "warn", t("sending-set-aside")),
    };
    html! {
        span data-test="sending-state" data-state=(state) { (tag(tone, icon, &word)) }
    }
}

/// How the promised day stands, for an officer: "In progress, 3 days left".
pub fn deadline_tag(app: AppContext, case: &CaseSummary) -> Markup {
    let state = app.state(&case.status);
    let label = app.state_name(&case.status);
    let tone = state.as_ref().map_or(Tone::Neutral, |s| s.tone);
    let closed = state.as_ref().is_some_and(|s| s.closed);
    if case.overdue {
        let word = t_with(
            "due-late",
            &[("state", label.into()), ("n", case.days_late.into())],
        );
        return tag(Tone::Bad, "clock", &word);
    }
    // What was answered is not counted any more.
    let word = if closed || case.answered || case.due.is_none() {
        label
    } else {
        t_with(
            "due-left",
            &[
                ("state", label.into()),
                ("n", (-case.days_late).max(0).into()),
            ],
        )
    };
    let icon = state.as_ref().map_or("info", state_icon);
    tag(tone, icon, &word)
}
