//! Where the pages of the office are cut off from the rest: see [`crate::parts`].
//!
//! Whatever only an officer sees is made here and nowhere else; a second way to it would put it back
//! into what everybody loads.

use std::sync::Arc;

use durbar_api::complaints::Case;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::{
    case::{Merge, Office, OfficeBar, OfficeCards, OfficeDesk, Publish, StatusConflict},
    intake::TakeIn,
    queue::Desk,
};
use crate::parts::Made;

/// What there is of the office.
#[derive(Clone, Copy)]
pub enum OfficeView {
    /// The queue.
    Desk,
    /// Taking a matter in.
    TakeIn,
    /// Merging two matters.
    Merge,
    /// Publishing a matter.
    Publish,
    /// Above a matter: what can be done with it.
    Bar(Office),
    /// Beside a matter: what an officer must know of it.
    Cards(Office),
    /// Below a matter: replies, notes and states.
    Answering(Office),
    /// Two states of a matter that exclude each other.
    Conflict(Signal<Arc<Case>>),
}

/// Makes it, once the part is here.
#[wasm_split(office, fallible, preload(load_office))]
pub fn office_view(view: OfficeView) -> Made {
    Ok(match view {
        OfficeView::Desk => view! { <Desk/> }.into_any(),
        OfficeView::TakeIn => view! { <TakeIn/> }.into_any(),
        OfficeView::Merge => view! { <Merge/> }.into_any(),
        OfficeView::Publish => view! { <Publish/> }.into_any(),
        OfficeView::Bar(office) => view! { <OfficeBar office=office/> }.into_any(),
        OfficeView::Cards(office) => view! { <OfficeCards office=office/> }.into_any(),
        OfficeView::Answering(office) => view! { <OfficeDesk office=office/> }.into_any(),
        OfficeView::Conflict(case) => view! { <StatusConflict case=case/> }.into_any(),
    })
}
