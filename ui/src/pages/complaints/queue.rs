//! The office's queue: a list, and from 900 px the matter beside it.

mod filters;
mod reading;
mod row;
mod shortcuts;
mod shown;

use durbar_api::{
    CaseId,
    complaints::{QueueFilter, QueuePart},
    identity::RoleState,
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};

use self::{
    filters::{InUse, MoreFilters, Parts, SearchBox},
    reading::Reading,
    row::{Row, row_id},
    shortcuts::ShortcutsDialog,
    shown::filter_of,
};
pub(super) use self::{
    row::{facts_of, initials, office_tag, title_of},
    shortcuts::on_key,
    shown::{address, escaped},
};
use super::{OfficeView, case::CaseView};
use crate::{
    browser,
    components::{
        Button, ButtonLink, EmptyState, ErrorNotice, Icon, OldData, Page, PageTitle, all_of,
        in_lots,
    },
    context::use_app,
    pages::asked_below,
    parts::{OfPart, PartView},
    standing::use_standing,
    translations::{t, t_with},
};

/// `/queue` and `/queue/:id`.
#[component]
pub fn Queue() -> impl IntoView {
    let app = use_app();
    move || {
        if app.officer.get() {
            view! { <OfPart view=PartView::Office(OfficeView::Desk)/> }.into_any()
        } else {
            view! { <NoRole/> }.into_any()
        }
    }
}

/// For who comes here without an office: how one gets in.
#[component]
fn NoRole() -> impl IntoView {
    view! {
        <Page name="queue" back=Signal::stored("/".to_owned())>
            <PageTitle text=t("queue-title")/>
            <EmptyState icon="key" title=t("queue-no-role-title") text=t("queue-no-role")>
                <ButtonLink href="/join">{t("queue-no-role-join")}</ButtonLink>
            </EmptyState>
        </Page>
    }
}

/// The list, and the open matter beside it.
#[component]
pub(super) fn Desk() -> impl IntoView {
    let app = use_app();
    let params = use_params_map();
    let address_query = asked_below("/queue");
    let navigate = use_navigate();
    let selected = Memo::new(move |before: Option<&Option<CaseId>>| {
        let id = params.with(|params| params.get("id")).map(CaseId);
        if before.is_some_and(|before| *before != id) {
            // What had the focus in the other matter is about to go.
            untrack(browser::let_focus_go);
        }
        id
    });
    let filter = Memo::new(move |_| address_query.with(filter_of));
    let reading = Reading::new(filter);
    let open = Memo::new(move |_| selected.with(Option::is_some));
    let back = Signal::derive(move || {
        if open.get() {
            filter.with(|filter| address(None, filter))
        } else {
            "/".to_owned()
        }
    });
    let show = move |next: QueueFilter, replace: bool| {
        let case = selected.get_untracked();
        let to = address(case.as_ref().map(|id| id.0.as_str()), &next);
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&to, options);
    };
    let show = StoredValue::new_local(show);
    let on_change = Callback::new(move |next| show.with_value(|show| show(next, false)));
    let on_type = Callback::new(move |next| show.with_value(|show| show(next, true)));
    let departments = departments();
    let help = RwSignal::new(false);
    let at = keys(reading, selected, help);
    view! {
        <Page name="queue" back=back wide=true>
            <div class="queue" class:open=move || open.get()>
                <section class="queue-list" aria-label=t("queue-title")>
                    <div class="queue-head">
                        <div>
                            <p class="eyebrow">
                                {move || {
                                    departments
                                        .with(|ids| {
                                            let names: Vec<_> =
                                                ids.iter().map(|id| app.department_name(id)).collect();
                                            names.join(", ")
                                        })
                                }}
                            </p>
                            {move || {
                                // One first heading on the screen: the open matter's, if there is
                                // one.
                                if open.get() {
                                    view! { <h2 class="title">{t("queue-title")}</h2> }.into_any()
                                } else {
                                    view! { <PageTitle text=t("queue-title")/> }.into_any()
                                }
                            }}
                        </div>
                        <a class="chip tool" href="/intake" data-test="take-in">
                            <Icon name="edit"/>
                            {t("nav-intake")}
                        </a>
                    </div>
                    <Parts filter=filter reading=reading on_change=on_change/>
                    <div class="queue-find">
                        <SearchBox filter=filter on_type=on_type/>
                        <MoreFilters filter=filter departments=departments on_change=on_change/>
                    </div>
                    <InUse filter=filter on_change=on_change/>
                    <OldData/>
                    <Rows reading=reading selected=selected filter=filter at=at on_change=on_change/>
                    <p class="queue-keys">
                        <button type="button" class="link" data-test="keys" on:click=move |_| help.set(true)>
                            {t("keys-title")}
                        </button>
                    </p>
                </section>
                <div class="queue-case">
                    {move || match selected.get() {
                        Some(id) => {
                            view! { <CaseView id=id on_reference=|_| {}/> }.into_any()
                        }
                        None => {
                            view! {
                                <EmptyState icon="inbox" title=t("queue-pick-title") text=t("queue-pick")/>
                            }
                                .into_any()
                        }
                    }}
                </div>
            </div>
            <ShortcutsDialog open=help/>
        </Page>
    }
}

/// The departments for which this device holds a role now.
fn departments() -> Signal<Vec<String>> {
    let me = use_standing().me;
    Signal::derive(move || {
        let mut ids: Vec<String> = Vec::new();
        for role in me.get().iter().flat_map(|me| &me.roles) {
            if role.state == RoleState::Active && !ids.contains(&role.department) {
                ids.push(role.department.clone());
            }
        }
        ids
    })
}

/// The keys of the list. Gives back the row that has or had the focus, from which they go on.
fn keys(
    reading: Reading,
    selected: Memo<Option<CaseId>>,
    help: RwSignal<bool>,
) -> StoredValue<Option<CaseId>> {
    let at = StoredValue::new(None::<CaseId>);
    let step = move |by: isize| {
        let from = at.get_value().or_else(|| selected.get_untracked());
        let next = reading.answer.with_untracked(|answer| {
            let cases = answer.as_ref().map(|(_, queue)| &queue.cases)?;
            let here = from.and_then(|from| cases.iter().position(|case| case.id == from));
            let next = match here {
                None => 0,
                Some(here) => here.checked_add_signed(by)?,
            };
            cases.get(next).map(|case| row_id(&case.id))
        });
        if let Some(row) = next {
            browser::focus(&row);
        }
    };
    on_key(move |key| {
        match key {
            "j" => step(1),
            "k" => step(-1),
            "/" => browser::focus("queue-search"),
            "?" => help.set(true),
            _ => return false,
        }
        true
    });
    at
}

#[component]
fn Rows(
    reading: Reading,
    selected: Memo<Option<CaseId>>,
    filter: Memo<QueueFilter>,
    at: StoredValue<Option<CaseId>>,
    on_change: Callback<QueueFilter>,
) -> impl IntoView {
    let there = Memo::new(move |_| {
        reading
            .answer
            .with(|answer| answer.as_ref().map_or(0, |(_, queue)| queue.cases.len()))
    });
    let most = in_lots(there);
    let rows = move || {
        let most = most.get();
        reading.answer.with(|answer| {
            answer
                .as_ref()
                .map(|(_, queue)| queue.cases.iter().take(most).cloned().collect::<Vec<_>>())
                .unwrap_or_default()
        })
    };
    let sizes = Memo::new(move |_| {
        reading.answer.with(|answer| {
            answer
                .as_ref()
                .map(|(of, queue)| (of.clone(), queue.cases.len() as u32, queue.total))
        })
    });
    let late = Memo::new(move |_| reading.late());
    let on_focus = Callback::new(move |case| at.set_value(Some(case)));
    view! {
        <ErrorNotice error=reading.error/>
        <p class="unseen" role="status">
            {move || {
                sizes.get().map(|(_, _, total)| t_with("queue-total", &[("n", total.into())]))
            }}
        </p>
        <ul class="rows" class:late=late aria-busy=move || late.get().then_some("true")>
            <For each=rows key=all_of let:case>
                <Row case=case selected=selected filter=filter on_focus=on_focus/>
            </For>
        </ul>
        {move || match sizes.get() {
            None if reading.error.with(Option::is_some) => ().into_any(),
            None => view! { <p class="loading">{t("loading")}</p> }.into_any(),
            Some((of, 0, _)) => view! { <Nothing of=of on_change=on_change/> }.into_any(),
            Some((_, here, total)) if here < total => {
                view! {
                    <div class="queue-foot">
                        <small>
                            {t_with("queue-shown", &[("here", here.into()), ("n", total.into())])}
                        </small>
                        <Button quiet=true small=true hook="queue-more" on_press=move || reading.more()>
                            {t("queue-more")}
                        </Button>
                    </div>
                }
                    .into_any()
            }
            Some(_) => ().into_any(),
        }}
    }
}

/// Why there is no row.
#[component]
fn Nothing(of: QueueFilter, on_change: Callback<QueueFilter>) -> impl IntoView {
    let narrowed = !of.text.is_empty()
        || of.ward.is_some()
        || of.category.is_some()
        || of.department.is_some();
    let text = match of.part {
        _ if narrowed => t("queue-empty-filter"),
        QueuePart::Open => t("queue-empty-open"),
        QueuePart::Mine => t("queue-empty-mine"),
        QueuePart::Unassigned => t("queue-empty-unassigned"),
        QueuePart::New => t("queue-empty-new"),
        QueuePart::Overdue => t("queue-empty-overdue"),
        QueuePart::Escalated => t("queue-empty-escalated"),
        QueuePart::Waiting => t("queue-empty-waiting"),
        QueuePart::Unconfirmed => t("queue-empty-unconfirmed"),
        QueuePart::Closed => t("queue-empty-closed"),
    };
    let icon = if narrowed { "search" } else { "check" };
    let all = of != QueueFilter::default();
    view! {
        <EmptyState icon=icon title=t("queue-empty-title") text=text>
            {all
                .then(|| {
                    view! {
                        <Button
                            quiet=true
                            small=true
                            hook="queue-all"
                            on_press=move || {
                                on_change.run(QueueFilter::default());
                                browser::focus("queue-search");
                            }
                        >
                            {t("queue-all")}
                        </Button>
                    }
                })}
        </EmptyState>
    }
}
