//! The parts of the queue as chips, the search, and the rarer filters behind a fold.

use durbar_api::complaints::{QueueFilter, QueuePart};
use leptos::prelude::*;

use super::{
    reading::Reading,
    shown::{PARTS, part_name},
};
use crate::{
    components::{Icon, SelectField, afterwards},
    context::{AppContext, use_app},
    format,
    translations::{in_line, t, t_with},
};

/// Parts that are offered even when nothing is in them: what an officer looks for first.
const ALWAYS: [QueuePart; 6] = [
    QueuePart::Open,
    QueuePart::Mine,
    QueuePart::Unassigned,
    QueuePart::New,
    QueuePart::Overdue,
    QueuePart::Closed,
];

/// How long typing is gathered before the queue is searched.
const GATHER: std::time::Duration = std::time::Duration::from_millis(150);

/// The words for a part.
pub(super) fn part_words(part: QueuePart) -> String {
    match part {
        QueuePart::Open => t("part-open"),
        QueuePart::Mine => t("part-mine"),
        QueuePart::Unassigned => t("part-unassigned"),
        QueuePart::New => t("part-new"),
        QueuePart::Overdue => t("part-overdue"),
        QueuePart::Escalated => t("part-escalated"),
        QueuePart::Waiting => t("part-waiting"),
        QueuePart::Unconfirmed => t("part-unconfirmed"),
        QueuePart::Closed => t("part-closed"),
    }
}

/// A chip for each part, with how many are in it.
#[component]
pub(super) fn Parts(
    filter: Memo<QueueFilter>,
    reading: Reading,
    /// Shows another view of the queue.
    on_change: Callback<QueueFilter>,
) -> impl IntoView {
    let chips = PARTS.map(|(part, _)| {
        let count = Memo::new(move |_| {
            reading
                .answer
                .with(|answer| answer.as_ref().map(|(_, queue)| queue.count(part)))
        });
        let pressed = Memo::new(move |_| filter.with(|filter| filter.part == part));
        let offered = move || {
            ALWAYS.contains(&part) || pressed.get() || count.get().is_some_and(|count| count > 0)
        };
        let late = move || {
            matches!(part, QueuePart::Overdue | QueuePart::Escalated)
                && count.get().is_some_and(|count| count > 0)
        };
        let choose = move |_| {
            on_change.run(QueueFilter {
                part,
                ..filter.get_untracked()
            });
        };
        view! {
            <button
                type="button"
                class="chip"
                class:late=late
                hidden=move || !offered()
                data-test=format!("filter-{}", part_name(part))
                aria-pressed=move || if pressed.get() { "true" } else { "false" }
                on:click=choose
            >
                {part_words(part)}
                " "
                <span class="chip-count">
                    {move || count.get().map(|count| format::number(f64::from(count), 0))}
                </span>
            </button>
        }
    });
    view! {
        <div class="chips queue-parts" role="group" aria-label=t("queue-filter")>
            {chips.into_iter().collect::<Vec<_>>()}
        </div>
    }
}

/// Words or a reference; the rows follow while one types.
#[component]
pub(super) fn SearchBox(
    filter: Memo<QueueFilter>,
    /// Shows another view of the queue, without a step in the history.
    on_type: Callback<QueueFilter>,
) -> impl IntoView {
    let text = RwSignal::new(filter.with_untracked(|filter| filter.text.clone()));
    let planned = StoredValue::new(None::<TimeoutHandle>);
    // Back, or a filter taken away, changes the address under the field.
    Effect::new(move || {
        let asked = filter.with(|filter| filter.text.clone());
        if planned.with_value(Option::is_none) && text.get_untracked() != asked {
            text.set(asked);
        }
    });
    let search = move || {
        planned.set_value(None);
        on_type.run(QueueFilter {
            text: text.get_untracked().trim().to_owned(),
            ..filter.get_untracked()
        });
    };
    let typed = move |words: String| {
        text.set(words);
        if let Some(waiting) = planned.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
        let next = set_timeout_with_handle(
            move || {
                if planned.try_with_value(Option::is_some) == Some(true) {
                    search();
                }
            },
            GATHER,
        );
        // A browser without timers does not run this at all.
        planned.set_value(next.ok());
    };
    view! {
        <div class="search">
            <Icon name="search"/>
            <input
                id="queue-search"
                type="search"
                autocomplete="off"
                dir="auto"
                aria-label=t("queue-search")
                placeholder=t("search-title")
                prop:value=move || text.get()
                on:input=move |event| typed(event_target_value(&event))
            />
        </div>
    }
}

/// Ward, category and department, folded away until one is needed.
#[component]
pub(super) fn MoreFilters(
    filter: Memo<QueueFilter>,
    /// The departments of this officer.
    departments: Signal<Vec<String>>,
    /// Shows another view of the queue.
    on_change: Callback<QueueFilter>,
) -> impl IntoView {
    let app = use_app();
    let set = move |change: fn(&mut QueueFilter, Option<String>), value: String| {
        let mut next = filter.get_untracked();
        change(&mut next, (!value.is_empty()).then_some(value));
        on_change.run(next);
    };
    let several = Memo::new(move |_| departments.with(|all| all.len() > 1));
    // Folded away, and with every ward and category: the rows come first.
    let folded = afterwards(false);
    let fields = move || {
        view! {
            <div class="pair">
                <SelectField
                    id="filter-ward"
                    label=t("fact-ward")
                    options=Signal::derive(move || wards(app))
                    chosen=Signal::derive(move || filter.with(|f| f.ward.clone().unwrap_or_default()))
                    on_choose=move |value| set(|filter, value| filter.ward = value, value)
                />
                <SelectField
                    id="filter-category"
                    label=t("fact-category")
                    options=Signal::derive(move || categories(app))
                    chosen=Signal::derive(move || filter.with(|f| f.category.clone().unwrap_or_default()))
                    on_choose=move |value| set(|filter, value| filter.category = value, value)
                />
                {move || {
                    several
                        .get()
                        .then(|| {
                            let options = move || {
                                let mut options = vec![(String::new(), t("filter-any"))];
                                departments.with(|all| {
                                    options.extend(
                                        all.iter().map(|id| (id.clone(), app.department_name(id))),
                                    );
                                });
                                options
                            };
                            view! {
                                <SelectField
                                    id="filter-department"
                                    label=t("fact-department")
                                    options=Signal::derive(options)
                                    chosen=Signal::derive(move || {
                                        filter.with(|f| f.department.clone().unwrap_or_default())
                                    })
                                    on_choose=move |value| set(|filter, value| filter.department = value, value)
                                />
                            }
                        })
                }}
            </div>
        }
    };
    view! {
        <details class="more queue-more">
            <summary>{t("queue-filters")}</summary>
            {move || folded.get().then(fields)}
        </details>
    }
}

fn wards(app: AppContext) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), t("filter-any"))];
    app.municipality.with(|municipality| {
        let wards = municipality.iter().flat_map(|m| &m.wards);
        options.extend(wards.map(|ward| (ward.id.clone(), in_line(&ward.name))));
    });
    options
}

fn categories(app: AppContext) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), t("filter-any"))];
    app.municipality.with(|municipality| {
        let all = municipality.iter().flat_map(|m| &m.categories);
        options.extend(all.map(|category| (category.id.clone(), in_line(&category.name))));
    });
    options
}

/// The filters in use, each with a way to take it off.
#[component]
pub(super) fn InUse(
    filter: Memo<QueueFilter>,
    /// Shows another view of the queue.
    on_change: Callback<QueueFilter>,
) -> impl IntoView {
    let app = use_app();
    let rows = move || {
        let filter = filter.get();
        let mut rows: Vec<(&'static str, String)> = Vec::new();
        rows.extend(filter.ward.as_deref().map(|id| ("ward", app.ward_name(id))));
        rows.extend(
            filter
                .category
                .as_deref()
                .map(|id| ("category", app.category_name(id))),
        );
        rows.extend(
            filter
                .department
                .as_deref()
                .map(|id| ("department", app.department_name(id))),
        );
        rows
    };
    let take_off = move |name: &'static str| {
        let mut next = filter.get_untracked();
        match name {
            "ward" => next.ward = None,
            "category" => next.category = None,
            _ => next.department = None,
        }
        on_change.run(next);
    };
    view! {
        <ul class="chips in-use">
            <For each=rows key=|row| row.clone() let:row>
                {
                    let (name, words) = row;
                    let label = t_with("filter-remove", &[("name", words.clone().into())]);
                    view! {
                        <li>
                            <button type="button" class="chip on" aria-label=label on:click=move |_| take_off(name)>
                                {words}
                                <Icon name="close"/>
                            </button>
                        </li>
                    }
                }
            </For>
        </ul>
    }
}
