//! My matters: what I am writing and what I filed.

use std::sync::Arc;

use durbar_api::{
    ApiError, ChangeSet,
    complaints::{CaseSummary, Confirmation, DiscardDraft, DraftSummary, ListDrafts, ListMine},
};
use leptos::{prelude::*, task::spawn_local};

use super::{CaseCard, case_card::waits_for_citizen, published::Followed};
use crate::{
    components::{
        Button, ButtonLink, Dialog, EmptyState, ErrorNotice, Icon, Page, PageTitle, all_of,
    },
    context::{AppContext, use_app},
    format, query,
    translations::{t, t_with},
};

/// From so many matters on there are filters.
const LONG: usize = 6;
/// Matters shown at once; more on request.
const ROWS: usize = 30;

/// `/follow`.
#[component]
pub fn Follow() -> impl IntoView {
    let mine = query::ask(
        || ListMine {},
        |changes: &ChangeSet| !changes.cases.is_empty(),
    );
    let drafts = query::ask(|| ListDrafts {}, |changes: &ChangeSet| changes.drafts);
    let nothing = move || {
        mine.get().is_some_and(|mine| mine.is_empty())
            && drafts.get().is_some_and(|drafts| drafts.is_empty())
    };
    view! {
        <Page name="follow">
            <PageTitle text=t("follow-title")/>
            {query::show(drafts, |drafts| view! { <Drafts drafts=drafts/> })}
            {query::show(mine, |mine| view! { <Mine mine=mine/> })}
            {move || {
                nothing()
                    .then(|| {
                        view! {
                            <EmptyState icon="eye" title=t("follow-empty-title") text=t("follow-empty")>
                                <ButtonLink href="/report" hook="door-report">
                                    {t("door-report")}
                                </ButtonLink>
                            </EmptyState>
                        }
                    })
            }}
            <Followed/>
        </Page>
    }
}

/// Which of one's matters to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    All,
    /// The office asked something, or it should be looked at whether it is fixed.
    Yours,
    Open,
    Closed,
}

impl Part {
    const ALL: [Part; 4] = [Part::All, Part::Yours, Part::Open, Part::Closed];

    fn has(self, app: AppContext, case: &CaseSummary) -> bool {
        // What its citizen has still to confirm is not over.
        let awaited = matches!(case.confirmation, Some(Confirmation::Awaited { .. }));
        let closed = !awaited && app.state(&case.status).is_some_and(|state| state.closed);
        match self {
            Part::All => true,
            Part::Yours => waits_for_citizen(case),
            Part::Open => !closed,
            Part::Closed => closed,
        }
    }

    fn words(self) -> (&'static str, String) {
        match self {
            Part::All => ("mine-all", t("mine-all")),
            Part::Yours => ("mine-yours", t("mine-yours")),
            Part::Open => ("mine-open", t("mine-open")),
            Part::Closed => ("mine-closed", t("mine-closed")),
        }
    }
}

#[component]
fn Mine(mine: Signal<Arc<Vec<CaseSummary>>>) -> impl IntoView {
    let app = use_app();
    let any = Memo::new(move |_| mine.with(|mine| !mine.is_empty()));
    let long = Memo::new(move |_| mine.with(|mine| mine.len() > LONG));
    let part = RwSignal::new(Part::All);
    let shown = move || {
        let part = if long.get() { part.get() } else { Part::All };
        mine.with(|mine| {
            mine.iter()
                .filter(|case| part.has(app, case))
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let limit = RwSignal::new(ROWS);
    let rows = move || {
        let mut rows = shown();
        rows.truncate(limit.get());
        rows
    };
    let hidden = Memo::new(move |_| shown().len().saturating_sub(limit.get()));
    let none = Memo::new(move |_| any.get() && shown().is_empty());
    view! {
        {move || any.get().then(|| view! { <h2>{t("follow-cases")}</h2> })}
        {move || {
            long.get()
                .then(|| {
                    let chips: Vec<_> = Part::ALL
                        .into_iter()
                        .map(|own| {
                            let (hook, words) = own.words();
                            let count = move || {
                                let count = mine
                                    .with(|mine| mine.iter().filter(|case| own.has(app, case)).count());
                                format::number(count as f64, 0)
                            };
                            view! {
                                <button
                                    type="button"
                                    class="chip"
                                    data-test=hook
                                    aria-pressed=move || if part.get() == own { "true" } else { "false" }
                                    on:click=move |_| {
                                        part.set(own);
                                        limit.set(ROWS);
                                    }
                                >
                                    {words}
                                    " "
                                    {count}
                                </button>
                            }
                        })
                        .collect();
                    view! {
                        <div class="chips" role="group" aria-label=t("mine-filter")>
                            {chips}
                        </div>
                    }
                })
        }}
        <ul class="stack" data-test="cases">
            <For each=rows key=all_of let:case>
                <CaseCard case=case/>
            </For>
        </ul>
        <div role="status">
            {move || none.get().then(|| view! { <p class="quiet-words">{t("mine-none")}</p> })}
        </div>
        {move || {
            let hidden = hidden.get();
            (hidden > 0)
                .then(|| {
                    view! {
                        <Button quiet=true on_press=move || limit.update(|limit| *limit += ROWS)>
                            {t_with("mine-more", &[("n", hidden.into())])}
                        </Button>
                    }
                })
        }}
    }
}

/// Drafts with a way to go on and a way to throw away.
#[component]
fn Drafts(drafts: Signal<Arc<Vec<DraftSummary>>>) -> impl IntoView {
    let app = use_app();
    let any = Memo::new(move |_| drafts.with(|drafts| !drafts.is_empty()));
    let asked = RwSignal::new(None::<DraftSummary>);
    let open = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let discard = move || {
        let Some(draft) = asked.get_untracked() else {
            return;
        };
        open.set(false);
        spawn_local(async move {
            let result = app.call(DiscardDraft { draft: draft.id }).await;
            error.try_set(result.err());
        });
    };
    view! {
        {move || any.get().then(|| view! { <h2>{t("follow-drafts")}</h2> })}
        <ErrorNotice error=error/>
        <ul class="stack" data-test="drafts">
            <For
                each=move || drafts.get().to_vec()
                key=all_of
                let:draft
            >
                <DraftCard
                    draft=draft
                    on_discard=move |draft| {
                        asked.set(Some(draft));
                        open.set(true);
                    }
                />
            </For>
        </ul>
        <Dialog open=open title=t("discard-title")>
            <p>{t("discard-text")}</p>
            <div class="actions row">
                // The first takes the focus: it must not be the one that deletes.
                <Button quiet=true on_press=move || open.set(false)>
                    {t("discard-no")}
                </Button>
                <Button danger=true on_press=discard hook="discard-yes">
                    {t("discard-yes")}
                </Button>
            </div>
        </Dialog>
    }
}

#[component]
fn DraftCard(draft: DraftSummary, on_discard: impl Fn(DraftSummary) + 'static) -> impl IntoView {
    let app = use_app();
    let title = match &draft.category {
        _ if !draft.title.trim().is_empty() => draft.title.clone(),
        Some(category) => app.category_name(category),
        None => t("draft-untitled"),
    };
    let name = title.clone();
    let kind = match (&draft.corrects, draft.intake) {
        (Some(_), _) => Some(t("draft-correction")),
        (None, Some(_)) => Some(t("draft-intake")),
        (None, None) => None,
    };
    let href = format!("/report/{}", draft.id.0);
    let at = draft.saved_at;
    view! {
        <li class="card draft-card" data-test="draft-card">
            <Icon name="edit"/>
            <div class="case-words">
                <h3>
                    <a class="cover" href=href dir="auto">{title}</a>
                </h3>
                {kind.map(|words| view! { <p class="quiet-words"><b>{words}</b></p> })}
                <p class="quiet-words">
                    {move || t_with("draft-saved", &[("when", format::day_and_time(at, app.now.get()).into())])}
                </p>
            </div>
            <Button quiet=true small=true danger=true hook="discard" on_press=move || on_discard(draft.clone())>
                <Icon name="trash"/>
                <span class="unseen">{t_with("draft-discard", &[("name", name.clone().into())])}</span>
            </Button>
        </li>
    }
}
