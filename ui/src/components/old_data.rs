//! Says how old what is shown may be.

use durbar_api::app::SyncPhase;
use leptos::prelude::*;

use super::{Notice, NoticeKind};
use crate::{
    context::use_app,
    format,
    translations::{t, t_with},
};

/// A notice while there is no connection and the last one is more than a day ago.
#[component]
pub fn OldData() -> impl IntoView {
    let app = use_app();
    let silent = Memo::new(move |_| {
        let now = app.now.get();
        app.sync.with(|sync| {
            if sync.phase != SyncPhase::Offline {
                return None;
            }
            match sync.last_contact {
                None => Some(None),
                Some(at) => {
                    let days = format::days_between(at, now);
                    (days >= 1).then_some(Some(days))
                }
            }
        })
    });
    move || {
        silent.get().map(|days| {
            let words = match days {
                Some(days) => t_with("old-data", &[("n", days.into())]),
                None => t("old-data-never"),
            };
            view! {
                <div data-test="old-data">
                    <Notice kind=NoticeKind::Warn>
                        <p>{words}</p>
                    </Notice>
                </div>
            }
        })
    }
}
