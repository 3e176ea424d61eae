//! Parts of the app that are loaded when they are first needed: a citizen's phone never loads the
//! pages of the office.
//!
//! A part is compiled with all the rest and then cut off by the build. The function with
//! `#[wasm_split(office, ...)]` is where it is cut: what nothing else reaches goes along. Once a
//! part is here that function answers at once.

use futures_util::FutureExt;
use leptos::{prelude::*, task::spawn_local};
use wasm_split_helpers::SplitLoaderError;

use crate::{
    browser,
    components::{Button, Notice, NoticeKind},
    context::use_app,
    pages::complaints::{OfficeView, load_office, office_view},
    translations::t,
};

/// How far a part is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Nobody needed it yet.
    #[default]
    Away,
    /// On its way.
    Coming,
    /// Here.
    Here,
    /// It did not come: there is no network, and it was never needed before.
    Missing,
}

/// What a part makes, or that it is not here.
pub type Made = Result<AnyView, SplitLoaderError>;

/// Has the pages of the office brought, unless they are here. An officer's device does so at the
/// start, so that they are kept for when there is no network.
pub fn fetch_office(office: RwSignal<Part>) {
    if matches!(office.get_untracked(), Part::Coming | Part::Here) {
        return;
    }
    office.set(Part::Coming);
    spawn_local(async move {
        let part = match load_office().await {
            Ok(()) => {
                browser::keep_part("office");
                Part::Here
            }
            Err(_) => Part::Missing,
        };
        office.try_set(part);
    });
}

/// Shows something of the office, once that part is here.
#[component]
pub fn OfOffice(
    /// What.
    view: OfficeView,
) -> impl IntoView {
    let office = use_app().office;
    fetch_office(office);
    move || {
        let made = match office.get() {
            // Of what is here nothing has to be waited for.
            Part::Here => office_view(view).now_or_never().and_then(Result::ok),
            Part::Away | Part::Coming => {
                return view! { <p class="loading" role="status">{t("loading")}</p> }.into_any();
            }
            Part::Missing => None,
        };
        made.unwrap_or_else(|| {
            view! {
                <Notice kind=NoticeKind::Warn>
                    <p>{t("part-missing")}</p>
                    <Button quiet=true on_press=move || fetch_office(office)>
                        {t("try-again")}
                    </Button>
                </Notice>
            }
            .into_any()
        })
    }
}
