//! Notes for colleagues: a lane of its own that never leaves the office.

use std::{cell::RefCell, collections::BTreeMap};

use durbar_api::{CaseId, complaints::AddNote};
use leptos::prelude::*;

use super::Office;
use crate::{
    act::Act,
    components::{Button, Icon, TextArea},
    translations::{error_text, t},
};

thread_local! {
    // What is being written, by case, while the app is open: to look at another matter in
    // between loses nothing.
    static UNFINISHED: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

fn unfinished(case: &CaseId) -> String {
    UNFINISHED.with_borrow(|all| all.get(&case.0).cloned().unwrap_or_default())
}

fn keep(case: &CaseId, text: &str) {
    UNFINISHED.with_borrow_mut(|all| {
        if text.is_empty() {
            all.remove(&case.0);
        } else {
            all.insert(case.0.clone(), text.to_owned());
        }
    });
}

/// The box for a note.
#[component]
pub(super) fn NoteBox(office: Office) -> impl IntoView {
    let text = RwSignal::new(unfinished(&office.id()));
    let kept = RwSignal::new(false);
    let act = Act::new();
    let error = Signal::derive(move || act.error.with(|error| error.as_ref().map(error_text)));
    let write = move |words: String| {
        keep(&office.id(), &words);
        kept.set(false);
        text.set(words);
    };
    let add = move || {
        let words = text.get_untracked();
        let call = AddNote {
            case: office.id(),
            text: words.clone(),
        };
        let case = office.id();
        act.run(call, move |()| {
            // Only what was kept is taken away, not what was typed meanwhile.
            if unfinished(&case) == words {
                keep(&case, "");
                text.try_set(String::new());
                kept.try_set(true);
            }
        });
    };
    view! {
        <p class="with-icon note-warning">
            <Icon name="lock"/>
            <span>{t("note-lead")}</span>
        </p>
        <TextArea id="note" label=t("note-label") value=text on_input=write error=error rows=3/>
        <div class="actions row">
            <Button on_press=add busy=act.busy hook="add-note">
                <Icon name="note"/>
                {t("note-add")}
            </Button>
            <p class="quiet-words" role="status">
                {move || kept.get().then(|| t("note-kept"))}
            </p>
        </div>
    }
}
