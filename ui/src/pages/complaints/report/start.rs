//! Begins a report: takes up an untouched draft or makes one.

use durbar_api::{
    ApiError, DraftId,
    complaints::{Answers, ListDrafts, ReadDraft, StartDraft},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    components::{ErrorNotice, Page, PageTitle},
    context::{AppContext, use_app},
    translations::t,
};

/// `/report`: leads on to the first question of a draft.
#[component]
pub fn StartReport() -> impl IntoView {
    let app = use_app();
    let navigate = use_navigate();
    let error = RwSignal::new(None::<ApiError>);
    spawn_local(async move {
        match draft_to_write(app).await {
            Ok(DraftId(id)) => {
                let options = NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                };
                navigate(&format!("/report/{id}/category"), options);
            }
            Err(failed) => {
                error.try_set(Some(failed));
            }
        }
    });
    view! {
        <Page name="report" back=Signal::stored("/".to_owned())>
            {move || {
                error.get().is_some().then(|| view! { <PageTitle text=t("report-journey")/> })
            }}
            <ErrorNotice error=error/>
        </Page>
    }
}

/// A draft in which nothing was answered yet, or a new one: who looks in and leaves again does
/// not collect empty drafts.
async fn draft_to_write(app: AppContext) -> Result<DraftId, ApiError> {
    for summary in app.call(ListDrafts {}).await? {
        let own = summary.intake.is_none() && summary.corrects.is_none();
        if own && summary.title.is_empty() && summary.category.is_none() {
            let draft = app.call(ReadDraft { draft: summary.id }).await?;
            if draft.answers == Answers::default() && draft.photos.is_empty() {
                return Ok(draft.id);
            }
        }
    }
    Ok(app.call(StartDraft { intake: None }).await?.id)
}
