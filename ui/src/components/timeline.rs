//! All that happened in a matter: the heart of its page.

use durbar_api::complaints::{Author, Entry, Viewer, What};
use leptos::prelude::*;

use super::Icon;
use crate::{
    context::{AppContext, use_app},
    format,
    translations::{t, t_with},
};

/// Entries, oldest first.
#[component]
pub fn Timeline(
    /// What happened.
    #[prop(into)]
    entries: Signal<Vec<Entry>>,
    /// The description, shown where the matter was filed.
    #[prop(into)]
    description: Signal<String>,
    /// Who is looking.
    viewer: Viewer,
) -> impl IntoView {
    view! {
        <ol class="timeline" data-test="timeline">
            <For each=move || entries.get() key=|entry| entry.clone_key() let:entry>
                <Line entry=entry description=description viewer=viewer/>
            </For>
        </ol>
    }
}

/// What makes an entry another one for the page: its id alone does not say that it was sent.
trait EntryKey {
    fn clone_key(&self) -> (String, bool, i64);
}

impl EntryKey for Entry {
    fn clone_key(&self) -> (String, bool, i64) {
        (self.id.clone(), self.waiting, self.at.0)
    }
}

#[component]
fn Line(entry: Entry, description: Signal<String>, viewer: Viewer) -> impl IntoView {
    let app = use_app();
    let (icon, tint) = look(&entry, viewer);
    let kind = match entry.what {
        What::Filed => "filed",
        What::Received => "received",
        What::Opened => "opened",
        What::Message(_) => "message",
        What::Status { .. } => "status",
    };
    let own = is_own(&entry.by, viewer);
    let when = if entry.waiting {
        view! { <small>{t("entry-waiting")}</small> }.into_any()
    } else {
        let at = entry.at;
        view! { <small>{move || format::day_and_time(at, app.now.get())}</small> }.into_any()
    };
    let claimed = entry.claimed_at.map(|at| {
        let words = t_with("entry-claimed", &[("when", format::time(at).into())]);
        view! { <p class="quiet-words">{words}</p> }
    });
    let (headline, bubble) = words(app, &entry, description, viewer);
    view! {
        <li data-kind=kind data-waiting=entry.waiting.to_string()>
            <span class=format!("timeline-icon {tint}")>
                <Icon name=icon/>
            </span>
            <div class="timeline-words">
                <p>
                    {headline}
                    " "
                    {when}
                </p>
                {claimed}
                {bubble
                    .map(|text| {
                        view! { <p class="bubble" class:own=own dir="auto">{move || text.get()}</p> }
                    })}
            </div>
        </li>
    }
}

fn is_own(by: &Author, viewer: Viewer) -> bool {
    match by {
        Author::You => true,
        Author::Officer { .. } => viewer == Viewer::Officer,
        Author::Citizen => viewer == Viewer::Citizen,
        Author::Hub => false,
    }
}

fn look(entry: &Entry, viewer: Viewer) -> (&'static str, &'static str) {
    if entry.waiting {
        return ("clock", "tone-progress");
    }
    match (&entry.what, &entry.by) {
        (What::Filed, _) => ("doc", "tone-good"),
        (What::Received, _) => ("check", "tone-good"),
        (What::Opened, _) => ("eye", "tone-question"),
        (What::Status { .. }, _) => ("flag", "tone-question"),
        (What::Message(_), Author::Officer { .. }) => ("people", "tone-question"),
        (What::Message(_), Author::You) if viewer == Viewer::Officer => ("people", "tone-question"),
        (What::Message(_), _) => ("me", "tone-good"),
    }
}

/// The line and, where somebody wrote, the text.
fn words(
    app: AppContext,
    entry: &Entry,
    description: Signal<String>,
    viewer: Viewer,
) -> (AnyView, Option<Signal<String>>) {
    let by = match &entry.by {
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
    };
    let bold = |words: String| view! { <b>{words}</b> }.into_any();
    let written = |text: &str| (!text.trim().is_empty()).then(|| Signal::stored(text.to_owned()));
    match &entry.what {
        What::Filed => {
            let words = match (&entry.by, viewer) {
                (Author::You, _) | (_, Viewer::Citizen) => t("entry-filed-you"),
                _ => t("entry-filed"),
            };
            (bold(words), Some(description))
        }
        What::Received => (bold(t("entry-received")), None),
        What::Opened if entry.by == Author::You => (bold(t("entry-opened-you")), None),
        What::Opened => (bold(t_with("entry-opened", &[("by", by.into())])), None),
        What::Message(text) => (bold(by), written(text)),
        What::Status { status, note } => {
            let state = app
                .state(status)
                .map_or_else(|| status.clone(), |s| s.label.text);
            let words = t_with(
                "entry-status",
                &[("by", by.into()), ("state", state.into())],
            );
            (bold(words), written(note))
        }
    }
}
