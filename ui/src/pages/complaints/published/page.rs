//! `/published/:id`: a published complaint as everybody may read it.

use std::sync::Arc;

use durbar_api::{
    ApiError,
    complaints::{
        Photo, PublishedCase, PublishedId, PublishedStep, PublishedSummary, ReadPublished, Support,
        Topic,
    },
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

use super::{super::spot::Spot, card, filter, following::FollowButton, map, share::Share};
use crate::{
    components::{
        ButtonLink, DueCard, EmptyState, ErrorNotice, Icon, OldData, Page, PageTitle, Pin,
        StoredPicture, SummaryList, SummaryRow, Tag, all_of,
    },
    context::use_app,
    format, query,
    translations::{t, t_with},
};

/// `/published/:id`.
#[component]
pub fn PublishedPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| PublishedId(params.with(|p| p.get("id").unwrap_or_default())));
    let reference = RwSignal::new(String::new());
    let aside = move || {
        reference.with(|reference| {
            (!reference.is_empty())
                .then(|| t_with("case-reference", &[("reference", reference.clone().into())]))
        })
    };
    view! {
        <Page name="published" back=Signal::stored(filter::came_from()) aside=aside>
            {move || {
                let id = id.get();
                let read = query::ask(
                    move || ReadPublished { id: id.clone() },
                    |changes| changes.published,
                );
                query::show_or(
                    read,
                    move |case| {
                        reference.set(case.with_untracked(|case| case.summary.reference.clone()));
                        view! { <Complaint case=case/> }
                    },
                    |_| {
                        view! {
                            <PageTitle text=t("published-gone-title")/>
                            <EmptyState
                                icon="people"
                                title=t("published-gone-lead")
                                text=t("published-gone")
                            >
                                <ButtonLink href="/community">{t("published-all")}</ButtonLink>
                            </EmptyState>
                        }
                            .into_any()
                    },
                )
            }}
        </Page>
    }
}

#[component]
fn Complaint(case: Signal<Arc<PublishedCase>>) -> impl IntoView {
    let app = use_app();
    // Each part follows only what it shows: news in one does not disturb the others.
    let summary = Memo::new(move |_| case.with(|case| case.summary.clone()));
    let title = Memo::new(move |_| summary.with(|summary| card::title(app, summary)));
    let text = Memo::new(move |_| case.with(|case| case.text.clone()));
    let photos = Memo::new(move |_| case.with(|case| case.photos.clone()));
    let due = Memo::new(move |_| case.with(|case| case.due.clone()));
    let closed = Memo::new(move |_| {
        summary.with(|summary| app.state(&summary.status).is_some_and(|state| state.closed))
    });
    let overdue = Memo::new(move |_| late(due.get().as_ref(), closed.get(), app.now.get()));
    let path = case.with_untracked(|case| case.web_path.clone());
    let pin = Memo::new(move |_| {
        summary.with(|summary| {
            let pin = map::pin(app, summary, summary.position?);
            Some(Pin { href: None, ..pin })
        })
    });
    let ward = Memo::new(move |_| summary.with(|summary| summary.ward.clone()));
    view! {
        <article class="published" data-test="published-case">
            <div class="published-main">
                <PageTitle text=title/>
                <div class="tags" inner_html=move || summary.with(|summary| card::status_tags(app, summary).into_string())></div>
                <OldData/>
                <Mine summary=summary/>
                <Photos photos=photos/>
                {move || {
                    let text = text.get();
                    (!text.trim().is_empty())
                        .then(|| view! { <p class="written published-text" dir="auto">{text}</p> })
                }}
                <Join summary=summary/>
                <h2>{t("timeline-title")}</h2>
                <Steps case=case/>
            </div>
            <div class="published-side">
                <DueCard due=due closed=closed overdue=overdue/>
                <Facts case=case/>
                <Spot pin=pin ward=ward caption=t("published-place")/>
                {(!path.is_empty()).then(|| view! { <Share path=path/> })}
            </div>
        </article>
    }
}

/// Whether the promised day has passed without an answer, by the municipality's clock.
fn late(
    due: Option<&durbar_api::complaints::Due>,
    closed: bool,
    now: durbar_api::Timestamp,
) -> bool {
    let Some(due) = due else { return false };
    let stands = due.pauses.last().is_some_and(|pause| pause.until.is_none());
    !closed && !stands && due.answered.is_none() && format::today(now) > due.date
}

/// Says that it is one's own matter, and leads to it.
#[component]
fn Mine(summary: Memo<PublishedSummary>) -> impl IntoView {
    let mine = Memo::new(move |_| summary.with(|summary| summary.mine.clone()));
    move || {
        mine.get().map(|case| {
            view! {
                <p class="own-matter" data-test="own-matter">
                    <Icon name="me"/>
                    <a href=format!("/case/{}", case.0)>{t("published-own")}</a>
                </p>
            }
        })
    }
}

#[component]
fn Photos(photos: Memo<Vec<Photo>>) -> impl IntoView {
    let any = Memo::new(move |_| photos.with(|photos| !photos.is_empty()));
    let count = move || photos.with(Vec::len);
    move || {
        any.get().then(|| {
            view! {
                <div
                    class="case-photos"
                    data-test="case-photos"
                    role="group"
                    aria-label=move || t_with("published-photos", &[("n", count().into())])
                    // Several photos are moved sideways: with the keyboard, too.
                    tabindex=move || (count() > 1).then_some("0")
                >
                    <For each=move || photos.get() key=|photo| photo.blob.clone() let:photo>
                        <figure>
                            <StoredPicture
                                thumbnail=photo.thumbnail
                                whole=photo.blob
                                width=photo.width
                                height=photo.height
                                alt=t("photo-alt")
                            />
                            {photo
                                .redacted
                                .then(|| view! { <figcaption>{t("published-redacted")}</figcaption> })}
                        </figure>
                    </For>
                </div>
            }
        })
    }
}

/// "Me too", and following.
#[component]
fn Join(summary: Memo<PublishedSummary>) -> impl IntoView {
    let app = use_app();
    let error = RwSignal::new(None::<ApiError>);
    let id = summary.with_untracked(|summary| summary.id.clone());
    let topic = Topic::Published(id.clone());
    let supported = Memo::new(move |_| summary.with(|summary| summary.supported));
    let supports = Memo::new(move |_| summary.with(|summary| summary.supports));
    let mine = Memo::new(move |_| summary.with(|summary| summary.mine.is_some()));
    let name = Signal::derive(move || summary.with(|summary| card::title(app, summary)));
    let support = move || {
        let call = Support {
            id: id.clone(),
            supported: !supported.get_untracked(),
        };
        spawn_local(async move {
            let result = app.call(call).await;
            error.try_set(result.err());
        });
    };
    let support = StoredValue::new(support);
    view! {
        <ErrorNotice error=error/>
        <section class="card support" aria-label=t("support-label")>
            <p class="support-count" role="status" data-test="supports">
                <Icon name="people"/>
                <span>
                    {move || match (supports.get(), supported.get()) {
                        (0, _) if mine.get() => t("support-none-else"),
                        (0, _) => t("support-none"),
                        (n, false) => t_with("support-count", &[("n", n.into())]),
                        (1, true) => t("support-only-you"),
                        (n, true) => t_with("support-with-you", &[("n", (n - 1).into())]),
                    }}
                </span>
            </p>
            <div class="actions row">
                {move || {
                    // Who filed it has said so already.
                    (!mine.get())
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button toggle"
                                    class:quiet=move || supported.get()
                                    data-test="support"
                                    aria-pressed=move || if supported.get() { "true" } else { "false" }
                                    on:click=move |_| support.with_value(|support| support())
                                >
                                    <Icon name="plus"/>
                                    {t("support-me-too")}
                                </button>
                            }
                        })
                }}
                <FollowButton
                    topic=topic
                    name=name
                    following=Signal::derive(move || summary.with(|summary| summary.followed))
                    error=error
                />
            </div>
        </section>
    }
}

#[component]
fn Facts(case: Signal<Arc<PublishedCase>>) -> impl IntoView {
    let app = use_app();
    move || {
        let case = case.get();
        let summary = &case.summary;
        let ward = summary.ward.as_deref().map(|ward| app.ward_name(ward));
        let landmark = case.landmark.trim().to_owned();
        let category = app.category_name(&summary.category);
        let department = app.department_name(&summary.department);
        let received = format::plain_date(&summary.received);
        let reference = summary.reference.clone();
        view! {
            <div class="card facts">
                <SummaryList>
                    <SummaryRow name=t("fact-category")>{category}</SummaryRow>
                    {ward.map(|ward| view! { <SummaryRow name=t("fact-ward")>{ward}</SummaryRow> })}
                    {(!landmark.is_empty())
                        .then(|| {
                            view! {
                                <SummaryRow name=t("fact-landmark")>
                                    <span dir="auto">{landmark}</span>
                                </SummaryRow>
                            }
                        })}
                    <SummaryRow name=t("fact-department")>
                        {department}
                    </SummaryRow>
                    <SummaryRow name=t("fact-received")>
                        {received}
                    </SummaryRow>
                    <SummaryRow name=t("fact-reference")><span class="together">{reference}</span></SummaryRow>
                </SummaryList>
            </div>
        }
    }
}

/// What the office and the citizen did, oldest first, as in a matter's own timeline.
#[component]
fn Steps(case: Signal<Arc<PublishedCase>>) -> impl IntoView {
    let received = Memo::new(move |_| case.with(|case| case.summary.received.clone()));
    let steps = Memo::new(move |_| case.with(|case| case.steps.clone()));
    view! {
        <ol class="timeline" data-test="timeline">
            <li data-kind="received">
                <span class="timeline-icon tone-good">
                    <Icon name="check"/>
                </span>
                <div class="timeline-words">
                    <p>
                        <b>{t("entry-received")}</b>
                        " "
                        <small>{move || format::plain_date_short(&received.get())}</small>
                    </p>
                </div>
            </li>
            <For each=move || steps.get() key=all_of let:step>
                <Step step=step/>
            </For>
        </ol>
    }
}

#[component]
fn Step(step: PublishedStep) -> impl IntoView {
    let app = use_app();
    let at = step.at;
    let state = app.state(&step.status);
    let words = match state {
        Some(state) => view! {
            <Tag
                tone=state.tone
                icon="flag"
                word=state.label.text
                lang=state.label.language
            />
        }
        .into_any(),
        None => step.status.clone().into_any(),
    };
    let note = step.note.trim().to_owned();
    let by = if step.department.is_empty() {
        t("author-citizen")
    } else {
        app.department_name(&step.department)
    };
    view! {
        <li data-kind="status">
            <span class="timeline-icon tone-question">
                <Icon name="people"/>
            </span>
            <div class="timeline-words">
                <p>
                    <b>{by}</b>
                    " "
                    <small>{move || format::day_and_time(at, app.now.get())}</small>
                </p>
                <p class="step-state">{words}</p>
                {(!note.is_empty()).then(|| view! { <p class="bubble" dir="auto">{note}</p> })}
            </div>
        </li>
    }
}
