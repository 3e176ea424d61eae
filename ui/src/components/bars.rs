//! Counts as a table with bars: a chart that can be read aloud.

use leptos::prelude::*;

use super::Icon;
use crate::{format, translations::t};

/// A row of counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BarRow {
    /// What is counted.
    pub name: String,
    /// Language of the name, where it may differ from the page's.
    pub language: Option<String>,
    /// Its icon, if it has one.
    pub icon: Option<String>,
    /// Where these are listed.
    pub href: String,
    /// Open ones.
    pub open: u32,
    /// Closed ones.
    pub closed: u32,
}

/// Open and closed ones by name, as a table with a bar in each row.
#[component]
pub fn Bars(
    /// What the table counts.
    #[prop(into)]
    caption: String,
    /// What the rows are.
    #[prop(into)]
    heading: String,
    /// The rows, in the order to show.
    #[prop(into)]
    rows: Signal<Vec<BarRow>>,
) -> impl IntoView {
    let most = Memo::new(move |_| {
        rows.with(|rows| {
            let all = rows.iter().map(|row| row.open + row.closed);
            all.max().unwrap_or(0).max(1)
        })
    });
    view! {
        <table class="bars">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{heading}</th>
                    <th scope="col" class="number">
                        <span class="swatch open"></span>
                        {t("bars-open")}
                    </th>
                    <th scope="col" class="number">
                        <span class="swatch closed"></span>
                        {t("bars-closed")}
                    </th>
                </tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|row| row.clone() let:row>
                    {bar(row, most)}
                </For>
            </tbody>
        </table>
    }
}

fn bar(row: BarRow, most: Memo<u32>) -> impl IntoView {
    let part = move |count: u32| {
        move || format!("{:.1}", f64::from(count) * 100.0 / f64::from(most.get()))
    };
    let (open, closed) = (row.open, row.closed);
    view! {
        <tr>
            <th scope="row">
                <a href=row.href lang=row.language>
                    {row.icon.map(|icon| view! { <Icon name=icon/> })}
                    {row.name}
                </a>
                <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="bar-open" width=part(open) height="8"></rect>
                    <rect class="bar-closed" x=part(open) width=part(closed) height="8"></rect>
                </svg>
            </th>
            <td class="number">{format::number(f64::from(row.open), 0)}</td>
            <td class="number">{format::number(f64::from(row.closed), 0)}</td>
        </tr>
    }
}
