//! The wards to follow: the same numbers as on the map, each with a switch.

use std::sync::Arc;

use durbar_api::{
    ApiError,
    complaints::{PublishedList, Topic},
    packs::Ward,
};
use leptos::prelude::*;

use super::{
    community::Shown,
    following::{WardSwitch, follow},
};
use crate::{
    components::{Button, EmptyState, ErrorNotice, Icon, SelectField},
    context::{AppContext, use_app},
    format,
    translations::{in_line, t},
};

/// Name, open, closed, followed: a row for each ward. The list behind the map.
#[component]
pub(super) fn WardTable(
    list: Signal<Arc<PublishedList>>,
    shown: Shown,
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let app = use_app();
    let wards = wards(app);
    let counts = move |id: &str| {
        list.with(|list| {
            let known = list.followed_wards.iter().any(|ward| ward == id);
            match list.wards.iter().find(|(ward, _, _)| ward == id) {
                Some((_, open, closed)) if known || open + closed > 0 => Some((*open, *closed)),
                _ if known => Some((0, 0)),
                _ => None,
            }
        })
    };
    view! {
        <table class="ward-table">
            <caption class="unseen">{t("wards-title")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t("ward-label")}</th>
                    <th scope="col" class="number">{t("bars-open")}</th>
                    <th scope="col" class="number">{t("bars-closed")}</th>
                    <th scope="col" class="number">{t("wards-follow")}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || wards.get() key=|ward| ward.id.clone() let:ward>
                    {
                        let (id, open_id, closed_id, own) = (
                            ward.id.clone(),
                            ward.id.clone(),
                            ward.id.clone(),
                            ward.id.clone(),
                        );
                        let href = move || {
                            shown
                                .filter
                                .with(|filter| {
                                    filter.with(|filter| filter.ward = Some(id.clone())).address()
                                })
                        };
                        let number = |count: Option<u32>| match count {
                            Some(count) => format::number(f64::from(count), 0),
                            None => "–".to_owned(),
                        };
                        view! {
                            <tr>
                                <th scope="row">
                                    <a href=href lang=ward.name.language.clone() data-noscroll="true">
                                        {ward.name.text.clone()}
                                    </a>
                                </th>
                                <td class="number" data-name=t("bars-open")>
                                    {move || number(counts(&open_id).map(|(open, _)| open))}
                                </td>
                                <td class="number" data-name=t("bars-closed")>
                                    {move || number(counts(&closed_id).map(|(_, closed)| closed))}
                                </td>
                                <td class="number">
                                    <WardSwitch
                                        ward=ward.id
                                        name=ward.name.text
                                        bare=true
                                        following=Signal::derive(move || {
                                            list.with(|list| list.followed_wards.contains(&own))
                                        })
                                        error=error
                                    />
                                </td>
                            </tr>
                        }
                    }
                </For>
            </tbody>
        </table>
    }
}

/// Before anything is followed: why, and the wards to choose from.
#[component]
pub(super) fn FirstWards(
    list: Signal<Arc<PublishedList>>,
    error: RwSignal<Option<ApiError>>,
    /// Called when the person has chosen.
    on_done: impl Fn() + Clone + Send + 'static,
) -> impl IntoView {
    let app = use_app();
    let wards = wards(app);
    let any = Memo::new(move |_| list.with(|list| !list.followed_wards.is_empty()));
    view! {
        <EmptyState icon="pin" title=t("first-wards-title") text=t("first-wards")/>
        <ul class="switches" data-test="first-wards">
            <For each=move || wards.get() key=|ward| ward.id.clone() let:ward>
                {
                    let own = ward.id.clone();
                    let following = Signal::derive(move || {
                        list.with(|list| list.followed_wards.contains(&own))
                    });
                    view! {
                        <li lang=ward.name.language>
                            <WardSwitch ward=ward.id name=ward.name.text following=following error=error/>
                        </li>
                    }
                }
            </For>
        </ul>
        <div class="actions" role="status">
            {move || {
                let on_done = on_done.clone();
                any.get()
                    .then(|| {
                        view! {
                            <Button on_press=on_done hook="wards-done">
                                {t("first-wards-done")}
                            </Button>
                        }
                    })
            }}
        </div>
    }
}

/// A gentle question on the first page: which ward is yours?
#[component]
pub(super) fn ChooseWard() -> impl IntoView {
    let app = use_app();
    let wards = wards(app);
    let chosen = RwSignal::new(String::new());
    let error = RwSignal::new(None::<ApiError>);
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t("choose-ward-none"))];
        let wards = wards.get().into_iter();
        options.extend(wards.map(|ward| (ward.id, in_line(&ward.name))));
        options
    });
    view! {
        <section class="card choose-ward" data-test="choose-ward">
            <span class="door-icon tone-good">
                <Icon name="pin"/>
            </span>
            <div class="choose-words">
                <h2>{t("choose-ward-title")}</h2>
                <p class="quiet-words">{t("choose-ward-text")}</p>
                <ErrorNotice error=error/>
                <div class="choose-line">
                    <SelectField
                        id="home-ward"
                        label=t("ward-label")
                        options=options
                        chosen=chosen
                        on_choose=move |ward| chosen.set(ward)
                    />
                    <Button small=true hook="choose-ward-follow" on_press=move || {
                        let ward = chosen.get_untracked();
                        if !ward.is_empty() {
                            follow(app, Topic::Ward(ward), true, error);
                        }
                    }>
                        {t("choose-ward-follow")}
                    </Button>
                </div>
            </div>
        </section>
    }
}

fn wards(app: AppContext) -> Memo<Vec<Ward>> {
    Memo::new(move |_| {
        app.municipality.with(|municipality| {
            let mut wards: Vec<Ward> = municipality
                .iter()
                .flat_map(|municipality| municipality.wards.clone())
                .collect();
            wards.sort_by(|one, other| one.name.text.cmp(&other.name.text));
            wards
        })
    })
}
