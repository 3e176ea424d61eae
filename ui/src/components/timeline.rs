//! All that happened in a matter: the heart of its page.

mod words;

use durbar_api::complaints::{Author, Entry, Viewer, What};
use leptos::prelude::*;
use maud::html;

pub use self::words::{fields_words, score_words};
use self::words::{kind, look, words};
use super::{Icon, PhotoStrip};
use crate::{
    context::use_app,
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
    /// Whether what waits was refused, and waits for the person.
    #[prop(into)]
    refused: Signal<bool>,
) -> impl IntoView {
    view! {
        <ol class="timeline" data-test="timeline">
            <For each=move || entries.get() key=|entry| entry.shown() let:entry>
                <Line entry=entry description=description viewer=viewer refused=refused/>
            </For>
        </ol>
    }
}

/// What makes an entry another one for the page: its id alone does not say that it was sent.
trait Shown {
    fn shown(&self) -> (String, bool, i64);
}

impl Shown for Entry {
    fn shown(&self) -> (String, bool, i64) {
        (self.id.clone(), self.waiting, self.at.0)
    }
}

#[component]
fn Line(
    entry: Entry,
    description: Signal<String>,
    viewer: Viewer,
    refused: Signal<bool>,
) -> impl IntoView {
    let app = use_app();
    let (icon, tint) = look(&entry, viewer);
    let is_refused = move || entry.waiting && refused.get();
    let own = is_own(&entry.by, viewer);
    let note = matches!(entry.what, What::Note(_));
    let (at, waiting) = (entry.at, entry.waiting);
    let claimed = entry.claimed_at.map(|at| {
        let when = format::day_and_time(at, app.now.get_untracked());
        let words = t_with("entry-claimed", &[("when", when.into())]);
        view! { <p class="quiet-words">{words}</p> }
    });
    let said = words(app, &entry, description, viewer);
    let headline = said.headline;
    // Others are named with their office; one may hold several oneself.
    let role = match (&entry.by, &entry.department) {
        (Author::You, Some(department)) => {
            format!("{}{}", app.department_name(department), format::FACT_BREAK)
        }
        _ => String::new(),
    };
    let head = move || {
        let when = if is_refused() {
            t("entry-refused")
        } else if waiting {
            t("entry-waiting")
        } else {
            format::day_and_time(at, app.now.get())
        };
        // Beside the words only what cannot be read as more of them.
        let apart = waiting || !role.is_empty();
        html! { b { (headline) } " " small.together[!apart].line[apart] { (role) (when) } }
            .into_string()
    };
    let photos = match &entry.what {
        What::Message { photos, .. } => photos.clone(),
        _ => Vec::new(),
    };
    view! {
        <li data-kind=kind(&entry.what) data-waiting=entry.waiting.to_string()>
            {move || {
                let (icon, tint) = if is_refused() { ("warn", "tone-bad") } else { (icon, tint) };
                view! {
                    <span class=format!("timeline-icon {tint}")>
                        <Icon name=icon/>
                    </span>
                }
            }}
            <div class="timeline-words">
                <p inner_html=head></p>
                {said.detail.map(|words| view! { <p class="quiet-words">{words}</p> })}
                {claimed}
                {said
                    .bubble
                    .map(|text| {
                        view! {
                            <p class="bubble" class:own=own class:note=note dir="auto">
                                {move || text.get()}
                            </p>
                        }
                    })}
                {(!photos.is_empty()).then(|| view! { <PhotoStrip photos=photos/> })}
            </div>
        </li>
    }
}

fn is_own(by: &Author, viewer: Viewer) -> bool {
    match by {
        Author::You => true,
        Author::Officer { .. } => viewer != Viewer::Citizen,
        Author::Citizen => viewer == Viewer::Citizen,
        Author::Hub | Author::Rule => false,
    }
}
