//! The pages, one room per feature of the app.

pub mod app;
pub mod complaints;
pub mod identity;
pub mod later;
pub mod packs;

use leptos::prelude::*;
use leptos_router::{hooks::use_location, params::ParamsMap};

/// What the address asks for beside its path, on a page below `page`. The router tells a page so
/// only while its path stays the same. A page that is being left keeps what it was asked.
pub(crate) fn asked_below(page: &'static str) -> Memo<ParamsMap> {
    let location = use_location();
    Memo::new(move |before: Option<&ParamsMap>| {
        let query = location.query.get();
        match before {
            Some(before) if !location.pathname.with(|path| path.starts_with(page)) => {
                before.clone()
            }
            _ => query,
        }
    })
}
