//! Where the pages about keys, devices and codes are cut off from the rest, and others that nobody
//! needs before having met the hub: see [`crate::parts`].
//!
//! A second way to one of them would put it back into what everybody loads first.

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::{
    code::CodePage,
    devices::DevicesPage,
    join::{JoinForm, JoinPage},
    pin::PinPage,
    recovery::RecoveryPage,
    restore::{Restore, RestorePage},
    scan::ScanPage,
    shared::SharedPage,
};
use crate::{
    pages::complaints::{PublishedPage, ReceiptPage, SearchPage},
    parts::{Made, OfPart, PartView},
};

/// What there is of it.
#[derive(Clone, Copy)]
pub enum IdentityView {
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
#[wasm_split(identity, fallible, preload(load_identity))]
pub fn identity_view(view: IdentityView) -> Made {
    Ok(match view {
        IdentityView::Code => view! { <CodePage/> }.into_any(),
        IdentityView::Devices => view! { <DevicesPage/> }.into_any(),
        IdentityView::Join => view! { <JoinPage/> }.into_any(),
        IdentityView::JoinForm => view! { <JoinForm/> }.into_any(),
        IdentityView::Pin => view! { <PinPage/> }.into_any(),
        IdentityView::Recovery => view! { <RecoveryPage/> }.into_any(),
        IdentityView::Published => view! { <PublishedPage/> }.into_any(),
        IdentityView::Restore => view! { <RestorePage/> }.into_any(),
        IdentityView::RestoreFirst(done) => {
            view! { <Restore on_done=done on_back=done/> }.into_any()
        }
        IdentityView::Receipt => view! { <ReceiptPage/> }.into_any(),
        IdentityView::Scan => view! { <ScanPage/> }.into_any(),
        IdentityView::Search => view! { <SearchPage/> }.into_any(),
        IdentityView::Shared => view! { <SharedPage/> }.into_any(),
    })
}

/// A page that is of this part and nothing else.
fn page(view: IdentityView) -> impl IntoView {
    view! { <OfPart view=PartView::Identity(view)/> }
}

/// `/code`.
#[component]
pub fn Code() -> impl IntoView {
    page(IdentityView::Code)
}

/// `/me/devices`.
#[component]
pub fn Devices() -> impl IntoView {
    page(IdentityView::Devices)
}

/// `/join`.
#[component]
pub fn Join() -> impl IntoView {
    page(IdentityView::Join)
}

/// `/me/pin`.
#[component]
pub fn Pin() -> impl IntoView {
    page(IdentityView::Pin)
}

/// `/me/recovery`.
#[component]
pub fn RecoverySheet() -> impl IntoView {
    page(IdentityView::Recovery)
}

/// `/restore`.
#[component]
pub fn BringBack() -> impl IntoView {
    page(IdentityView::Restore)
}

/// `/case/:id/receipt`.
#[component]
pub fn Receipt() -> impl IntoView {
    page(IdentityView::Receipt)
}

/// `/published/:id`.
#[component]
pub fn Published() -> impl IntoView {
    page(IdentityView::Published)
}

/// `/scan`.
#[component]
pub fn Scan() -> impl IntoView {
    page(IdentityView::Scan)
}

/// `/search`.
#[component]
pub fn Search() -> impl IntoView {
    page(IdentityView::Search)
}

/// `/me/shared`.
#[component]
pub fn SharedPhone() -> impl IntoView {
    page(IdentityView::Shared)
}
