//! A matter that the hub refused: why, and what can be done.

use durbar_api::{
    ApiError, CaseId,
    complaints::{CaseSummary, Sending},
    outbox::{Export, Retry},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser,
    components::{Button, ErrorNotice, Icon, Notice, NoticeKind},
    context::use_app,
    translations::{refusal_text, t},
};

/// Shown while a matter is set aside.
#[component]
pub(super) fn SetAsideCard(
    summary: Memo<CaseSummary>,
    /// Whether the hub has the matter, and only what was added last was refused.
    known: Signal<bool>,
) -> impl IntoView {
    let refused = Memo::new(move |_| {
        summary.with(|summary| match &summary.sending {
            Sending::SetAside(code) => Some((summary.id.clone(), code.clone())),
            _ => None,
        })
    });
    move || {
        refused.get().map(|(case, code)| {
            view! {
                <Notice kind=NoticeKind::Warn>
                    <h2>
                        {move || {
                            if known.get() { t("set-aside-added-title") } else { t("set-aside-title") }
                        }}
                    </h2>
                    <p>{refusal_text(&code)}</p>
                    <SetAsideActions case=case/>
                </Notice>
            }
        })
    }
}

/// Try again, or take it elsewhere as a file.
#[component]
pub fn SetAsideActions(
    /// The matter.
    case: CaseId,
) -> impl IntoView {
    let app = use_app();
    let error = RwSignal::new(None::<ApiError>);
    let export = {
        let case = case.clone();
        move || {
            let case = case.clone();
            spawn_local(async move {
                match app.call(Export { case }).await {
                    Ok(file) => browser::download(&file.file_name, "application/json", &file.bytes),
                    Err(failed) => {
                        error.try_set(Some(failed));
                    }
                }
            });
        }
    };
    let retry = move || {
        let case = case.clone();
        spawn_local(async move {
            error.try_set(app.call(Retry { case }).await.err());
        });
    };
    view! {
        <div class="actions row">
            <Button small=true on_press=retry hook="retry">
                <Icon name="refresh"/>
                {t("set-aside-retry")}
            </Button>
            <Button small=true quiet=true on_press=export hook="export">
                <Icon name="download"/>
                {t("set-aside-export")}
            </Button>
        </div>
        <ErrorNotice error=error/>
    }
}
