//! Home: what waits for the person, the doors to the frequent things, and what is new around.

mod waiting;

use std::sync::Arc;

use durbar_api::{
    ChangeSet,
    app::DismissSalvaged,
    complaints::{CaseSummary, ListMine, QueuePart},
};
use leptos::prelude::*;

use self::waiting::Waiting;
use super::new::{Coming, Doors};
use crate::{
    act::Act,
    browser,
    components::{Button, ErrorNotice, Icon, Notice, NoticeKind, Page, PageTitle, all_of},
    context::use_app,
    format,
    pages::complaints::{CaseCard, LatestPublished, remember},
    pages::packs::SampleMark,
    query::{self, Query},
    standing::use_standing,
    translations::{t, t_with},
};

/// Matters shown on the first page.
const LATEST: usize = 3;

/// Parts of the queue on the first page: their names in the queue's address.
const PARTS: [(QueuePart, &str); 5] = [
    (QueuePart::Mine, "mine"),
    (QueuePart::New, "new"),
    (QueuePart::Unassigned, "unassigned"),
    (QueuePart::Overdue, "overdue"),
    (QueuePart::Escalated, "escalated"),
];

/// `/`.
#[component]
pub fn Home() -> impl IntoView {
    let app = use_app();
    remember("/".to_owned());
    let mine = query::ask(
        || ListMine {},
        |changes: &ChangeSet| !changes.cases.is_empty(),
    );
    view! {
        <Page name="home">
            <PageTitle text=Signal::derive(move || {
                t_with("home-title", &[("name", app.municipality_name().into())])
            })/>
            <a class="search search-door" href="/search" data-test="search">
                <Icon name="search"/>
                <span>{t("home-search")}</span>
            </a>
            <SampleMark/>
            <Salvaged/>
            <div class="home">
                <div class="home-main">
                    {move || app.officer.get().then(|| view! { <OfficeCard/> })}
                    <Waiting mine=mine/>
                    <Doors/>
                    <Latest mine=mine/>
                </div>
                <div class="home-side">
                    <LatestPublished/>
                </div>
            </div>
            <Coming/>
        </Page>
    }
}

/// That this device's data were damaged, and what became of them.
#[component]
fn Salvaged() -> impl IntoView {
    let salvaged = use_app().salvaged;
    let act = Act::new();
    move || {
        salvaged.get().map(|at| {
            view! {
                <div data-test="salvaged">
                    <Notice kind=NoticeKind::Warn>
                        <p><b>{t("salvaged-title")}</b></p>
                        <p>{t_with("salvaged-text", &[("date", format::day(at).into())])}</p>
                        <Button
                            quiet=true
                            small=true
                            busy=act.busy
                            hook="salvaged-known"
                            on_press=move || act.run(DismissSalvaged {}, |()| browser::focus_later("main"))
                        >
                            {t("salvaged-known")}
                        </Button>
                        <ErrorNotice error=act.error/>
                    </Notice>
                </div>
            }
        })
    }
}

#[component]
fn Latest(mine: Query<Vec<CaseSummary>>) -> impl IntoView {
    query::show(mine, |mine: Signal<Arc<Vec<CaseSummary>>>| {
        let latest =
            move || mine.with(|mine| mine.iter().take(LATEST).cloned().collect::<Vec<_>>());
        let any = Memo::new(move |_| mine.with(|mine| !mine.is_empty()));
        let more = Memo::new(move |_| mine.with(|mine| mine.len() > LATEST));
        view! {
            {move || any.get().then(|| view! { <h2>{t("home-latest")}</h2> })}
            <ul class="stack">
                <For each=latest key=all_of let:case>
                    <CaseCard case=case/>
                </For>
            </ul>
            {move || more.get().then(|| view! { <p><a href="/follow">{t("home-all")}</a></p> })}
        }
    })
}

/// The way to the queue, with what is in its parts.
#[component]
fn OfficeCard() -> impl IntoView {
    let queue = use_standing().queue;
    let count = move |part: QueuePart| queue.get().map(|queue| queue.count(part));
    let number = |count: Option<u32>| count.map(|count| format::number(f64::from(count), 0));
    let parts = PARTS.map(|(part, name)| {
        let late = matches!(part, QueuePart::Overdue | QueuePart::Escalated);
        let some = move || count(part).is_some_and(|count| count > 0);
        view! {
            <li hidden=move || part == QueuePart::Escalated && !some()>
                <a
                    class="part"
                    class:late=move || late && some()
                    href=format!("/queue?part={name}")
                    data-test=format!("part-{name}")
                >
                    <b>{move || number(count(part))}</b>
                    " "
                    <span>{part_words(part)}</span>
                </a>
            </li>
        }
    });
    view! {
        <section class="card office-card">
            <a class="office-way" href="/queue" data-test="door-queue">
                <span class="door-icon tone-good">
                    <Icon name="inbox"/>
                </span>
                <span class="door-words">
                    <b>{t("queue-title")}</b>
                    <small>
                        {move || {
                            count(QueuePart::Open)
                                .map(|count| t_with("home-queue", &[("n", count.into())]))
                        }}
                    </small>
                </span>
                <Icon name="next"/>
            </a>
            <ul class="parts">{parts.into_iter().collect::<Vec<_>>()}</ul>
        </section>
    }
}

fn part_words(part: QueuePart) -> String {
    match part {
        QueuePart::Mine => t("part-mine"),
        QueuePart::New => t("part-new"),
        QueuePart::Unassigned => t("part-unassigned"),
        QueuePart::Overdue => t("part-overdue"),
        _ => t("part-escalated"),
    }
}
