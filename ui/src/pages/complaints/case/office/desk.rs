//! Where an officer writes: to the citizen or to colleagues, never by mistake to the other; and
//! the ways in which the matter can go on.

use durbar_api::complaints::Viewer;
use leptos::prelude::*;

use super::{
    super::reply::ReplyBox, Lane, Office, note::NoteBox, status::StatusButtons,
    templates::templates,
};
use crate::{
    browser,
    components::{Icon, afterwards},
    translations::{t, t_with},
};

const LANES: [Lane; 2] = [Lane::Reply, Lane::Note];

/// Reply and Note as tabs; who only reads along has the note alone.
#[component]
pub fn OfficeDesk(office: Office) -> impl IntoView {
    let case = office.case;
    let viewer = case.with_untracked(|case| case.viewer);
    let reply = Memo::new(move |_| case.with(|case| case.doors.reply));
    let lane = Memo::new(move |_| {
        if reply.get() {
            office.lane.get()
        } else {
            Lane::Note
        }
    });
    let also = Memo::new(move |_| case.with(|case| case.duplicates.len()));
    // It is below all that happened: what a phone shows first comes first.
    let here = afterwards(false);
    let desk = move || {
        view! {
            {move || reply.get().then(|| view! { <Tabs office=office lane=lane/> })}
            {(viewer != Viewer::Observer)
                .then(|| {
                    view! {
                        <div
                            id="panel-reply"
                            role="tabpanel"
                            aria-labelledby="tab-reply"
                            hidden=move || lane.get() != Lane::Reply
                        >
                            {move || {
                                let n = also.get();
                                (n > 0)
                                    .then(|| {
                                        view! {
                                            <p class="with-icon">
                                                <Icon name="people"/>
                                                <span>{t_with("reply-also", &[("n", n.into())])}</span>
                                            </p>
                                        }
                                    })
                            }}
                            <ReplyBox case=case viewer=viewer above=templates/>
                        </div>
                    }
                })}
            <div
                id="panel-note"
                class="note-lane"
                role=move || if reply.get() { "tabpanel" } else { "group" }
                aria-label=t("lane-note")
                hidden=move || lane.get() != Lane::Note
            >
                <NoteBox office=office/>
            </div>
            <StatusButtons office=office/>
        }
    };
    view! { <section class="desk">{move || here.get().then(desk)}</section> }
}

#[component]
fn Tabs(office: Office, lane: Memo<Lane>) -> impl IntoView {
    let step = move |event: leptos::ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" | "ArrowLeft" | "ArrowUp" => true,
            _ => return,
        };
        if by {
            event.prevent_default();
            let next = match lane.get_untracked() {
                Lane::Reply => Lane::Note,
                Lane::Note => Lane::Reply,
            };
            office.lane.set(next);
            browser::focus_later(tab_id(next));
        }
    };
    let tabs = LANES.map(|own| {
        let (icon, words, panel) = match own {
            Lane::Reply => ("message", t("lane-reply"), "panel-reply"),
            Lane::Note => ("note", t("lane-note"), "panel-note"),
        };
        let chosen = Memo::new(move |_| lane.get() == own);
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                class:note=own == Lane::Note
                id=tab_id(own)
                data-test=tab_id(own)
                aria-controls=panel
                aria-selected=move || if chosen.get() { "true" } else { "false" }
                tabindex=move || if chosen.get() { "0" } else { "-1" }
                on:click=move |_| office.lane.set(own)
            >
                <Icon name=icon/>
                {words}
            </button>
        }
    });
    view! {
        <div class="tabs" role="tablist" aria-label=t("lanes") on:keydown=step>
            {tabs.into_iter().collect::<Vec<_>>()}
        </div>
    }
}

fn tab_id(lane: Lane) -> &'static str {
    match lane {
        Lane::Reply => "tab-reply",
        Lane::Note => "tab-note",
    }
}
