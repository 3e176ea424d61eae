//! Tags: an icon, a word and a colour, never a colour alone.

use durbar_api::{
    complaints::{CaseSummary, Confirmation, Sending},
    packs::{State, Tone},
};
use leptos::prelude::*;

use super::Icon;
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
        <span class=format!("tag {}", tone_class(tone)) lang=lang>
            <Icon name=icon/>
            {word}
        </span>
    }
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

/// The office's state of a case, in the pack's words.
pub fn state_tag(app: AppContext, status: &str) -> impl IntoView + use<> {
    match app.state(status) {
        Some(state) => view! {
            <Tag tone=state.tone icon=state_icon(&state) word=state.label.text lang=state.label.language/>
        }
        .into_any(),
        None => view! { <Tag tone=Tone::Neutral icon="info" word=status.to_owned()/> }.into_any(),
    }
}

/// The state of a case with what its citizen says about it: "Fixed, not yet confirmed".
pub fn case_state_tag(app: AppContext, case: &CaseSummary) -> impl IntoView + use<> {
    let Some(confirmation) = &case.confirmation else {
        return state_tag(app, &case.status).into_any();
    };
    let state = app
        .state(&case.status)
        .map_or_else(|| case.status.clone(), |state| state.label.text);
    let args = [("state", state.into())];
    let (tone, icon, word) = match confirmation {
        Confirmation::Awaited { .. } => (Tone::Progress, "ask", t_with("row-unconfirmed", &args)),
        Confirmation::Confirmed => (Tone::Good, "check", t_with("row-confirmed", &args)),
        Confirmation::Lapsed => (Tone::Good, "check", t_with("row-lapsed", &args)),
    };
    view! { <Tag tone=tone icon=icon word=word/> }.into_any()
}

/// How far the sending of a case is. "Received" only with a verified receipt.
pub fn sending_tag(sending: &Sending) -> impl IntoView + use<> {
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
    view! {
        <span data-test="sending-state" data-state=state>
            <Tag tone=tone icon=icon word=word/>
        </span>
    }
}

/// How the promised day stands, for an officer: "In progress, 3 days left".
pub fn deadline_tag(app: AppContext, case: &CaseSummary) -> impl IntoView + use<> {
    let state = app.state(&case.status);
    let label = state
        .as_ref()
        .map_or_else(|| case.status.clone(), |s| s.label.text.clone());
    let tone = state.as_ref().map_or(Tone::Neutral, |s| s.tone);
    let closed = state.as_ref().is_some_and(|s| s.closed);
    if case.overdue {
        let word = t_with(
            "due-late",
            &[("state", label.into()), ("n", case.days_late.into())],
        );
        return view! { <Tag tone=Tone::Bad icon="clock" word=word/> }.into_any();
    }
    let word = if closed || case.due.is_none() {
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
    view! { <Tag tone=tone icon=tone_icon(tone) word=word/> }.into_any()
}
