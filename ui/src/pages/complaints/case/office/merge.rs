//! Two matters about the same thing: picked, laid side by side, then merged.

use std::sync::Arc;

use durbar_api::{
    CaseId, ChangeSet,
    complaints::{Case, CaseSummary, Merge, Queue, QueueFilter, ReadCase, ReadQueue},
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};

use crate::{
    act::Act,
    components::{Button, EmptyState, ErrorNotice, Icon, Page, PageTitle, StoredPicture},
    context::use_app,
    format,
    pages::asked_below,
    pages::complaints::queue::{facts_of, office_tag, title_of},
    query,
    translations::{t, t_with},
};

/// Matters offered by a search.
const FOUND: u32 = 20;

/// `/case/:id/merge`, and with `?with=ID` the two beside each other.
#[component]
pub fn Merge() -> impl IntoView {
    let params = use_params_map();
    let asked = asked_below("/case/");
    let id = Memo::new(move |_| CaseId(params.with(|p| p.get("id").unwrap_or_default())));
    let with = Memo::new(move |_| asked.with(|q| q.get("with")).map(CaseId));
    let back = Signal::derive(move || {
        let id = id.get().0;
        if with.with(Option::is_some) {
            format!("/case/{id}/merge")
        } else {
            format!("/queue/{id}")
        }
    });
    view! {
        <Page name="merge" back=back wide=true>
            <div class="office-page">
                {move || match with.get() {
                    None => view! { <Pick id=id.get()/> }.into_any(),
                    Some(other) => view! { <Compare one=id.get() other=other/> }.into_any(),
                }}
            </div>
        </Page>
    }
}

/// The matters close by, and a search through the rest of the queue.
#[component]
fn Pick(id: CaseId) -> impl IntoView {
    let own = StoredValue::new(id.clone());
    let case = query::ask(
        move || ReadCase {
            case: own.get_value(),
        },
        move |changes| changes.cases.contains(&id),
    );
    let text = RwSignal::new(String::new());
    let found = query::ask_on(
        move || ReadQueue {
            filter: QueueFilter {
                text: text.get(),
                ..QueueFilter::default()
            },
            offset: 0,
            limit: FOUND,
        },
        |changes: &ChangeSet| !changes.cases.is_empty(),
    );
    view! {
        <PageTitle text=t("merge-title")/>
        <p class="lead">{t("merge-lead")}</p>
        {query::show(case, move |case| {
            let nearby = Memo::new(move |_| case.with(|case| case.nearby.clone()));
            let this = Memo::new(move |_| case.with(|case| case.summary.clone()));
            view! {
                <section>
                    <h2>{t("merge-this")}</h2>
                    {move || view! { <This case=this.get()/> }}
                </section>
                <section>
                    <h2>{t("merge-nearby")}</h2>
                    {move || {
                        let cases = nearby.get();
                        if cases.is_empty() {
                            view! { <p class="quiet-words">{t("merge-nearby-none")}</p> }.into_any()
                        } else {
                            view! { <Offers own=own cases=cases/> }.into_any()
                        }
                    }}
                </section>
            }
        })}
        <section>
            <h2>{t("merge-search")}</h2>
            <div class="search">
                <Icon name="search"/>
                <input
                    id="merge-search"
                    type="search"
                    autocomplete="off"
                    dir="auto"
                    aria-label=t("merge-search")
                    placeholder=t("queue-search-hint")
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                />
            </div>
            {move || {
                (!text.with(|text| text.trim().is_empty()))
                    .then(|| query::show(found, move |queue| view! { <Found own=own queue=queue/> }))
            }}
        </section>
    }
}

/// The matter for which another one is picked.
#[component]
fn This(case: CaseSummary) -> impl IntoView {
    let title = view! { <b dir="auto">{title_of(use_app(), &case)}</b> };
    view! {
        <div class="card offer" data-test="merge-this">
            <Face case=case>{title}</Face>
        </div>
    }
}

/// What a matter is known by: its picture, its title, its facts and its state.
#[component]
fn Face(
    case: CaseSummary,
    /// The title.
    children: Children,
) -> impl IntoView {
    let app = use_app();
    view! {
        {case
            .thumbnail
            .clone()
            .map(|thumbnail| view! { <StoredPicture thumbnail=thumbnail alt=""/> })}
        <div class="case-words">
            {children()}
            <small>{facts_of(app, &case)} {format::FACT_BREAK} <span class="together">{case.reference.clone()}</span></small>
            <div class="tags" inner_html=office_tag(app, &case).into_string()></div>
        </div>
    }
}

#[component]
fn Found(own: StoredValue<CaseId>, queue: Signal<Arc<Queue>>) -> impl IntoView {
    move || {
        let cases: Vec<_> = queue.with(|queue| {
            let others = queue.cases.iter();
            others
                .filter(|case| own.with_value(|own| case.id != *own))
                .cloned()
                .collect()
        });
        if cases.is_empty() {
            view! {
                <EmptyState icon="search" title=t("queue-empty-title") text=t("merge-search-none")/>
            }
            .into_any()
        } else {
            view! { <Offers own=own cases=cases/> }.into_any()
        }
    }
}

#[component]
fn Offers(own: StoredValue<CaseId>, cases: Vec<CaseSummary>) -> impl IntoView {
    let app = use_app();
    let rows: Vec<_> = cases
        .into_iter()
        .map(|case| {
            let href = format!("/case/{}/merge?with={}", own.get_value().0, case.id.0);
            let title = title_of(app, &case);
            let id = case.id.0.clone();
            view! {
                <li class="card offer" data-test="merge-offer" data-case=id>
                    <Face case=case>
                        <a class="cover" href=href dir="auto">{title}</a>
                    </Face>
                    <Icon name="next"/>
                </li>
            }
        })
        .collect();
    view! { <ul class="stack">{rows}</ul> }
}

/// Both beside each other; the left one ends, the right one goes on.
#[component]
fn Compare(one: CaseId, other: CaseId) -> impl IntoView {
    let navigate = use_navigate();
    let swapped = RwSignal::new(false);
    let act = Act::new();
    let read = |id: CaseId| {
        let again = id.clone();
        query::ask(
            move || ReadCase { case: id.clone() },
            move |changes| changes.cases.contains(&again),
        )
    };
    let (first, second) = (read(one.clone()), read(other.clone()));
    let pair = StoredValue::new((one, other));
    // The one that ends, the one that goes on.
    let ids = move || {
        let (one, other) = pair.get_value();
        if swapped.get_untracked() {
            (other, one)
        } else {
            (one, other)
        }
    };
    let references = move || {
        let name = |case: Option<Arc<Case>>| {
            // In a sentence it must not break at its hyphen.
            case.map(|case| case.summary.reference.replace('-', "\u{2011}"))
                .unwrap_or_default()
        };
        let (one, other) = (name(first.get()), name(second.get()));
        if swapped.get() {
            (other, one)
        } else {
            (one, other)
        }
    };
    let merge = move || {
        let (case, into) = ids();
        let navigate = navigate.clone();
        let to = format!("/queue/{}", into.0);
        act.run(Merge { case, into }, move |()| {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&to, options);
        });
    };
    let side = move |read: query::Query<Case>, first: bool| {
        let ends = Memo::new(move |_| swapped.get() != first);
        view! {
            <section class="side card" class:ends=move || ends.get()>
                <p class="side-what">
                    {move || {
                        if ends.get() {
                            view! { <Icon name="merge"/> {t("merge-ends")} }.into_any()
                        } else {
                            view! { <Icon name="check"/> {t("merge-goes-on")} }.into_any()
                        }
                    }}
                </p>
                {query::show(read, move |case| view! { <Side case=case/> })}
            </section>
        }
    };
    // Nobody merges what they have not seen.
    let busy =
        Signal::derive(move || act.busy.get() || first.get().is_none() || second.get().is_none());
    view! {
        <PageTitle text=t("merge-compare-title")/>
        <div class="sides">
            {side(first, true)}
            {side(second, false)}
        </div>
        <p data-test="merge-says">
            {move || {
                let (ends, goes_on) = references();
                t_with("merge-says", &[("ends", ends.into()), ("on", goes_on.into())])
            }}
        </p>
        <ErrorNotice error=act.error/>
        <div class="actions row">
            <Button on_press=merge busy=busy hook="merge-confirm">{t("merge-confirm")}</Button>
            <Button quiet=true hook="merge-swap" on_press=move || swapped.update(|swapped| *swapped = !*swapped)>
                <Icon name="refresh"/>
                {t("merge-swap")}
            </Button>
        </div>
    }
}

#[component]
fn Side(case: Signal<Arc<Case>>) -> impl IntoView {
    let app = use_app();
    move || {
        let case = case.get();
        let summary = &case.summary;
        let landmark = case.place.landmark.trim().to_owned();
        let filed = summary.filed_at;
        view! {
            <h2 dir="auto">{title_of(app, summary)}</h2>
            <small>{facts_of(app, summary)} {format::FACT_BREAK} <span class="together">{summary.reference.clone()}</span></small>
            <div class="tags" inner_html=office_tag(app, summary).into_string()></div>
            {summary
                .thumbnail
                .clone()
                .map(|thumbnail| view! { <StoredPicture thumbnail=thumbnail alt=t("photo-alt")/> })}
            <p class="written" dir="auto">{case.description.clone()}</p>
            {(!landmark.is_empty())
                .then(|| {
                    view! {
                        <p class="with-icon">
                            <Icon name="pin"/>
                            <span dir="auto">{landmark}</span>
                        </p>
                    }
                })}
            <small>
                {t("fact-filed")} " "
                {move || format::day_and_time(filed, app.now.get())}
            </small>
        }
    }
}
