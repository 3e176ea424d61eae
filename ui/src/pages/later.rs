//! Where the pages that nobody needs before having met the hub are cut off from the rest: those about
//! keys, devices and codes, the search, a published complaint. See [`crate::parts`].
//!
//! A second way to one of them would put it back into what everybody loads first.

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::{
    complaints::{PublishedPage, ReceiptPage, SearchPage},
    identity::{
        CodePage, DevicesPage, JoinForm, JoinPage, PinPage, RecoveryPage, Restore, RestorePage,
        ScanPage, SharedPage,
    },
};
use crate::parts::{Made, OfPart, PartView};

/// What there is of it.
#[derive(Clone, Copy)]
pub enum LaterView {
    /// What a code means.
    Code,
    /// The person's devices.
    Devices,
    /// Taking a role.
    Join,
    /// The field for a role's link.
    JoinForm,
    /// Setting a PIN.
    Pin,
    /// The sheet to print.
    Recovery,
    /// A published complaint. Who reads one has met the hub.
    Published,
    /// Taking such a sheet.
    Restore,
    /// The same at the first start: what comes after it either way.
    RestoreFirst(Callback<()>),
    /// A matter's receipt with its code. Nobody has one without having met the hub.
    Receipt,
    /// Reading a code.
    Scan,
    /// The search over all that is on the device: at the very first start there is nothing yet.
    Search,
    /// A phone that several people use.
    Shared,
}

/// Makes it, once the part is here.
#[wasm_split(later, fallible, preload(load_later))]
pub fn later_view(view: LaterView) -> Made {
    Ok(match view {
        LaterView::Code => view! { <CodePage/> }.into_any(),
        LaterView::Devices => view! { <DevicesPage/> }.into_any(),
        LaterView::Join => view! { <JoinPage/> }.into_any(),
        LaterView::JoinForm => view! { <JoinForm/> }.into_any(),
        LaterView::Pin => view! { <PinPage/> }.into_any(),
        LaterView::Recovery => view! { <RecoveryPage/> }.into_any(),
        LaterView::Published => view! { <PublishedPage/> }.into_any(),
        LaterView::Restore => view! { <RestorePage/> }.into_any(),
        LaterView::RestoreFirst(done) => view! { <Restore on_done=done on_back=done/> }.into_any(),
        LaterView::Receipt => view! { <ReceiptPage/> }.into_any(),
        LaterView::Scan => view! { <ScanPage/> }.into_any(),
        LaterView::Search => view! { <SearchPage/> }.into_any(),
        LaterView::Shared => view! { <SharedPage/> }.into_any(),
    })
}

/// A page that is of this part and nothing else.
fn page(view: LaterView) -> impl IntoView {
    view! { <OfPart view=PartView::Later(view)/> }
}

/// `/code`.
#[component]
pub fn Code() -> impl IntoView {
    page(LaterView::Code)
}

/// `/me/devices`.
#[component]
pub fn Devices() -> impl IntoView {
    page(LaterView::Devices)
}

/// `/join`.
#[component]
pub fn Join() -> impl IntoView {
    page(LaterView::Join)
}

/// `/me/pin`.
#[component]
pub fn Pin() -> impl IntoView {
    page(LaterView::Pin)
}

/// `/me/recovery`.
#[component]
pub fn RecoverySheet() -> impl IntoView {
    page(LaterView::Recovery)
}

/// `/restore`.
#[component]
pub fn BringBack() -> impl IntoView {
    page(LaterView::Restore)
}

/// `/case/:id/receipt`.
#[component]
pub fn Receipt() -> impl IntoView {
    page(LaterView::Receipt)
}

/// `/published/:id`.
#[component]
pub fn Published() -> impl IntoView {
    page(LaterView::Published)
}

/// `/scan`.
#[component]
pub fn Scan() -> impl IntoView {
    page(LaterView::Scan)
}

/// `/search`.
#[component]
pub fn Search() -> impl IntoView {
    page(LaterView::Search)
}

/// `/me/shared`.
#[component]
pub fn SharedPhone() -> impl IntoView {
    page(LaterView::Shared)
}
