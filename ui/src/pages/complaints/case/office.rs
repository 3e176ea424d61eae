//! What only the office can do with a matter.

mod assign;
mod bar;
mod cards;
mod contact;
mod correction;
mod desk;
mod merge;
mod note;
mod publish;
mod route;
mod status;
mod templates;

use std::sync::Arc;

use durbar_api::{CaseId, complaints::Case};
use leptos::prelude::*;

pub use self::{
    bar::OfficeBar, cards::OfficeCards, desk::OfficeDesk, merge::Merge, publish::Publish,
    status::StatusConflict,
};
use crate::browser;

/// What can be opened over a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    /// Who looks after it.
    Assign,
    /// To which department it goes.
    Route,
    /// What the citizen is asked to correct.
    Correction,
    /// Everything else.
    More,
}

/// To whom one writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lane {
    /// The citizen.
    Reply,
    /// Colleagues only.
    Note,
}

/// The office's side of a case while its page is open.
#[derive(Clone, Copy)]
pub struct Office {
    case: Signal<Arc<Case>>,
    door: RwSignal<Door>,
    open: RwSignal<bool>,
    lane: RwSignal<Lane>,
}

impl Office {
    /// For the case of a page.
    pub(super) fn new(case: Signal<Arc<Case>>) -> Self {
        Self {
            case,
            door: RwSignal::new(Door::More),
            open: RwSignal::new(false),
            lane: RwSignal::new(Lane::Reply),
        }
    }

    fn id(self) -> CaseId {
        self.case.with_untracked(|case| case.summary.id.clone())
    }

    fn show(self, door: Door) {
        self.door.set(door);
        self.open.set(true);
    }

    fn close(self) {
        self.open.try_set(false);
    }

    fn write(self, lane: Lane) {
        self.lane.set(lane);
        browser::focus_later(match lane {
            Lane::Reply => "reply",
            Lane::Note => "note",
        });
    }
}
