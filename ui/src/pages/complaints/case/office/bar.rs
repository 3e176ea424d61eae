//! The doors of the office beside the title of a matter.

use durbar_api::complaints::Viewer;
use leptos::prelude::*;

use super::{Door, Lane, Office, assign::AssignForm, correction::CorrectionForm, route::RouteForm};
use crate::{
    browser,
    components::{Dialog, Icon},
    context::use_app,
    pages::complaints::queue::{initials, on_key},
    translations::{t, t_with},
};

/// The ways to the answer and the next state, which are below all that happened; Assign, Route,
/// More; for who only reads along, who is in charge.
#[component]
pub fn OfficeBar(office: Office) -> impl IntoView {
    let app = use_app();
    let case = office.case;
    let doors = Memo::new(move |_| case.with(|case| case.doors));
    let observer = Memo::new(move |_| case.with(|case| case.viewer == Viewer::Observer));
    let assignee = Memo::new(move |_| case.with(|case| case.summary.assignee.clone()));
    let department = Memo::new(move |_| case.with(|case| case.summary.department.clone()));
    let onward = Memo::new(move |_| case.with(|case| !case.transitions.is_empty()));
    keys(office);
    let title = Signal::derive(move || match office.door.get() {
        Door::Assign => t("assign-title"),
        Door::Route => t("route-title"),
        Door::Correction => t("ask-correction-title"),
        Door::More => t("more-title"),
    });
    view! {
        {move || {
            observer
                .get()
                .then(|| {
                    let department = app.department_name(&department.get());
                    view! {
                        <p class="observer" data-test="observer">
                            <Icon name="eye"/>
                            <span>{t_with("observer", &[("department", department.into())])}</span>
                        </p>
                    }
                })
        }}
        {move || {
            doors
                .get()
                .office
                .then(|| {
                    view! {
                        <div class="office-bar" role="group" aria-label=t("office-bar")>
                            {move || {
                                doors
                                    .get()
                                    .reply
                                    .then(|| {
                                        view! {
                                            <button type="button" class="chip tool first" data-test="to-reply" on:click=move |_| office.write(Lane::Reply)>
                                                <Icon name="message"/>
                                                {t("lane-reply")}
                                            </button>
                                        }
                                    })
                            }}
                            {move || {
                                onward
                                    .get()
                                    .then(|| {
                                        view! {
                                            <button type="button" class="chip tool" data-test="to-status" on:click=move |_| browser::focus("status-buttons")>
                                                <Icon name="next"/>
                                                {t("status-title")}
                                            </button>
                                        }
                                    })
                            }}
                            <button type="button" class="chip tool" data-test="assign" on:click=move |_| office.show(Door::Assign)>
                                {move || match assignee.get() {
                                    None => view! { <Icon name="me"/> {t("assign")} }.into_any(),
                                    Some(who) => {
                                        let words = if who.me {
                                            t("assigned-me")
                                        } else {
                                            t_with("assigned", &[("name", who.name.clone().into())])
                                        };
                                        view! {
                                            <span aria-hidden="true" inner_html=initials(&who).into_string()></span>
                                            {words}
                                        }
                                            .into_any()
                                    }
                                }}
                            </button>
                            <button type="button" class="chip tool" data-test="route" on:click=move |_| office.show(Door::Route)>
                                <Icon name="route"/>
                                {t("route")}
                            </button>
                            <button type="button" class="chip tool" data-test="more" on:click=move |_| office.show(Door::More)>
                                <Icon name="menu"/>
                                {t("more")}
                            </button>
                        </div>
                    }
                })
        }}
        <Dialog open=office.open title=title>
            {move || match office.door.get() {
                Door::Assign => view! { <AssignForm office=office/> }.into_any(),
                Door::Route => view! { <RouteForm office=office/> }.into_any(),
                Door::Correction => view! { <CorrectionForm office=office/> }.into_any(),
                Door::More => view! { <More office=office/> }.into_any(),
            }}
        </Dialog>
    }
}

/// The rarer doors, each with what it does.
#[component]
fn More(office: Office) -> impl IntoView {
    let id = office.id().0;
    let published = office.case.with_untracked(|case| case.published.is_some());
    let closed = office
        .case
        .with_untracked(|case| case.summary.merged_into.is_some());
    let publish = if published {
        (t("publish-edit"), t("publish-edit-hint"))
    } else {
        (t("publish"), t("publish-hint"))
    };
    view! {
        <ul class="doors-list">
            <li>
                <button type="button" class="person" data-test="ask-correction" on:click=move |_| {
                    office.show(Door::Correction);
                    browser::focus_later("correction-fields");
                }>
                    <Icon name="edit"/>
                    <span class="person-words">
                        <b>{t("ask-correction")}</b>
                        <small>{t("ask-correction-hint")}</small>
                    </span>
                </button>
            </li>
            <li>
                <a class="person" data-test="publish" href=format!("/case/{id}/publish")>
                    <Icon name="people"/>
                    <span class="person-words">
                        <b>{publish.0}</b>
                        <small>{publish.1}</small>
                    </span>
                </a>
            </li>
            {(!closed)
                .then(|| {
                    view! {
                        <li>
                            <a class="person" data-test="merge" href=format!("/case/{id}/merge")>
                                <Icon name="merge"/>
                                <span class="person-words">
                                    <b>{t("merge")}</b>
                                    <small>{t("merge-hint")}</small>
                                </span>
                            </a>
                        </li>
                    }
                })}
            <li>
                <a class="person" data-test="receipt" href=format!("/case/{id}/receipt")>
                    <Icon name="doc"/>
                    <span class="person-words">
                        <b>{t("more-receipt")}</b>
                        <small>{t("more-receipt-hint")}</small>
                    </span>
                </a>
            </li>
        </ul>
    }
}

/// The keys of an open matter.
fn keys(office: Office) {
    on_key(move |key| {
        let Some((doors, viewer)) = office
            .case
            .try_with_untracked(|case| (case.doors, case.viewer))
        else {
            return false;
        };
        match key {
            "r" if doors.reply => office.write(Lane::Reply),
            "n" if viewer != Viewer::Citizen => office.write(Lane::Note),
            "a" if doors.office => office.show(Door::Assign),
            "s" if doors.office => browser::focus("status-buttons"),
            _ => return false,
        }
        true
    });
}
