//! One matter: what it is about, where it stands, all that happened, and the way to write.

mod citizen;
mod facts;
mod office;
mod photos;
mod reply;
mod sending;

use std::sync::Arc;

use durbar_api::{
    CaseId,
    complaints::{Case, MarkOpened, ReadCase, Sending, Viewer},
    packs::Tone,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;
use maud::html;

pub(super) use self::office::{
    Merge, Office, OfficeBar, OfficeCards, OfficeDesk, Publish, StatusConflict,
};
pub use self::sending::SetAsideActions;
use self::{
    citizen::{CorrectionCard, FixedCard, QuestionCard, RatingCard, ReopenCard, Ways},
    facts::{CaseDue, CaseSpot, Facts},
    photos::Photos,
    reply::ReplyBox,
    sending::SetAsideCard,
};
use super::OfficeView;
use crate::{
    components::{
        Button, Notice, NoticeKind, Page, PageTitle, Timeline, case_state_tag, sending_tag, tag,
    },
    context::use_app,
    parts::{OfPart, PartView},
    query,
    translations::{error_text, t, t_with},
};

/// `/case/:id`.
#[component]
pub fn CasePage() -> impl IntoView {
    let app = use_app();
    let params = use_params_map();
    let id = Memo::new(move |_| CaseId(params.with(|p| p.get("id").unwrap_or_default())));
    let reference = RwSignal::new(String::new());
    let back = if app.officer.get_untracked() {
        "/queue"
    } else {
        "/follow"
    };
    let label = if app.officer.get_untracked() {
        t("queue-title")
    } else {
        t("follow-title")
    };
    let aside = move || {
        reference.with(|reference| {
            (!reference.is_empty())
                .then(|| t_with("case-reference", &[("reference", reference.clone().into())]))
        })
    };
    view! {
        <Page name="case" back=Signal::stored(back.to_owned()) back_label=label aside=aside>
            {move || view! { <CaseView id=id.get() on_reference=move |text| reference.set(text)/> }}
        </Page>
    }
}

/// `/case/:id/merge`.
#[component]
pub fn MergePage() -> impl IntoView {
    view! { <OfPart view=PartView::Office(OfficeView::Merge)/> }
}

/// `/case/:id/publish`.
#[component]
pub fn PublishPage() -> impl IntoView {
    view! { <OfPart view=PartView::Office(OfficeView::Publish)/> }
}

/// A matter, on its own page or beside the queue.
#[component]
pub(super) fn CaseView(
    /// Which.
    id: CaseId,
    /// Is told what the matter is called.
    on_reference: impl Fn(String) + Clone + Send + 'static,
) -> impl IntoView {
    let asked = id.clone();
    let read = query::ask(
        move || ReadCase {
            case: asked.clone(),
        },
        move |changes| changes.cases.contains(&id),
    );
    let matter = move |case: Signal<Arc<Case>>| {
        on_reference(case.with_untracked(|case| case.summary.reference.clone()));
        // Who passes a matter on only reads along from then on: the page is made anew.
        let viewer = Memo::new(move |_| case.with(|case| case.viewer));
        move || view! { <Matter case=case viewer=viewer.get()/> }
    };
    query::show_or(read, matter, move |error| {
        view! {
            <PageTitle text=t("not-found-lead")/>
            <Notice kind=NoticeKind::Bad>
                <p>{error_text(&error)}</p>
                <Button quiet=true on_press=move || read.refresh()>
                    {t("try-again")}
                </Button>
            </Notice>
        }
        .into_any()
    })
}

#[component]
fn Matter(case: Signal<Arc<Case>>, viewer: Viewer) -> impl IntoView {
    let app = use_app();
    // The doors of the office, for officers.
    let office = (viewer != Viewer::Citizen).then(|| Office::new(case));
    mark_opened(case);
    // Each part follows only what it shows: news in one does not disturb the others.
    let summary = Memo::new(move |_| case.with(|case| case.summary.clone()));
    let timeline = Memo::new(move |_| case.with(|case| case.timeline.clone()));
    let description = Memo::new(move |_| case.with(|case| case.description.clone()));
    let receipt = Memo::new(move |_| case.with(|case| case.receipt.clone()));
    let refused =
        Memo::new(move |_| summary.with(|summary| matches!(summary.sending, Sending::SetAside(_))));
    let title = Signal::derive(move || {
        summary.with(|summary| {
            let title = summary.title.trim();
            if title.is_empty() {
                app.category_name(&summary.category)
            } else {
                title.to_owned()
            }
        })
    });
    let tags = move || {
        summary.with(|summary| {
            // Before the receipt the office knows nothing of it: it has no state there.
            let known = receipt.with(Option::is_some);
            // A receipt for the first words says nothing of those that wait.
            let verified = known && summary.sending == Sending::Received;
            html! {
                @if known || viewer != Viewer::Citizen {
                    span data-test="status" data-status=(summary.status) {
                        (case_state_tag(app, summary))
                    }
                }
                @if verified {
                    span data-test="sending-state" data-state="received" {
                        (tag(Tone::Good, "check", &t("receipt-verified")))
                    }
                } @else {
                    (sending_tag(&summary.sending))
                }
            }
        })
    };
    view! {
        <article class="case" data-test="case" data-viewer=viewer_name(viewer)>
            <header class="case-head">
                <PageTitle text=title/>
                {office.map(|office| view! { <OfPart view=PartView::Office(OfficeView::Bar(office))/> })}
            </header>
            <p class="unseen">
                {move || summary.with(|summary| {
                    t_with("case-reference", &[("reference", summary.reference.clone().into())])
                })}
            </p>
            <div class="tags" inner_html=move || tags().into_string()></div>
            <SetAsideCard summary=summary known=Signal::derive(move || receipt.with(Option::is_some))/>
            {office.map(|_| view! { <OfPart view=PartView::Office(OfficeView::Conflict(case))/> })}
            {office
                .map(|_| {
                    move || {
                        let title = title.get();
                        let alone = description.with(|said| said.trim().trim_end_matches('.') == title);
                        (!alone).then(|| {
                            view! { <p class="case-said written" dir="auto" data-test="case-said">{description}</p> }
                        })
                    }
                })}
            {(viewer == Viewer::Citizen)
                .then(|| {
                    view! {
                        <CorrectionCard case=case/>
                        <QuestionCard case=case/>
                        <FixedCard case=case/>
                    }
                })}
            <div class="case-top">
                <Photos case=case/>
                <div class="case-cards">
                    <CaseDue case=case/>
                    {office
                        .map(|office| {
                            view! {
                                <Facts case=case viewer=viewer/>
                                <CaseSpot case=case/>
                                <OfPart view=PartView::Office(OfficeView::Cards(office))/>
                            }
                        })}
                </div>
            </div>
            <h2>{t("timeline-title")}</h2>
            <Timeline entries=timeline description=description viewer=viewer refused=refused/>
            {match office {
                Some(office) => view! { <OfPart view=PartView::Office(OfficeView::Answering(office))/> }.into_any(),
                // The citizen knows these; what the office says comes first.
                None => {
                    view! {
                        <RatingCard case=case/>
                        <ReopenCard case=case/>
                        <ReplyBox case=case viewer=viewer/>
                        <section class="case-details">
                            <h2>{t("facts-title")}</h2>
                            <Facts case=case viewer=viewer/>
                            <CaseSpot case=case/>
                            <Ways case=case/>
                        </section>
                    }
                        .into_any()
                }
            }}
        </article>
    }
}

fn viewer_name(viewer: Viewer) -> &'static str {
    match viewer {
        Viewer::Citizen => "citizen",
        Viewer::Officer => "officer",
        Viewer::Observer => "observer",
    }
}

/// Tells the app that the matter was looked at, once for each piece of news.
fn mark_opened(case: Signal<Arc<Case>>) {
    let app = use_app();
    Effect::new(move |marked: Option<Option<durbar_api::Timestamp>>| {
        let marked = marked.flatten();
        case.with(|case| {
            let summary = &case.summary;
            let unopened = case.viewer == Viewer::Officer && !summary.opened;
            if (summary.news || unopened) && marked != Some(summary.last_activity) {
                let case = summary.id.clone();
                spawn_local(async move {
                    // Nothing is lost if it fails: the mark stays and the next visit tells again.
                    let _ = app.call(MarkOpened { case }).await;
                });
                return Some(summary.last_activity);
            }
            marked
        })
    });
}
