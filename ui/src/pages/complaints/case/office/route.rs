//! Passing a matter on to another department.

use durbar_api::complaints::Route;
use leptos::prelude::*;

use super::Office;
use crate::{
    act::Act,
    browser,
    components::{Button, ErrorNotice, Icon, SelectField, TextArea},
    context::use_app,
    format,
    translations::{in_line, t, t_with},
};

/// Where to and why.
#[component]
pub(super) fn RouteForm(office: Office) -> impl IntoView {
    let app = use_app();
    let department = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let act = Act::new();
    let now = office
        .case
        .with_untracked(|case| case.summary.department.clone());
    let due = office.case.with_untracked(|case| {
        let due = case.summary.due.clone();
        due.map(|date| t_with("route-due", &[("date", format::plain_date(&date).into())]))
    });
    let options = move || {
        let mut options = vec![(String::new(), t("route-pick"))];
        app.municipality.with(|municipality| {
            let others = municipality
                .iter()
                .flat_map(|m| &m.departments)
                .filter(|department| department.id != now);
            options.extend(others.map(|d| (d.id.clone(), in_line(&d.name))));
        });
        options
    };
    let nowhere = Memo::new(move |_| {
        (tried.get() && department.with(String::is_empty)).then(|| t("route-department-missing"))
    });
    let unexplained = Signal::derive(move || {
        (tried.get() && reason.with(|reason| reason.trim().is_empty()))
            .then(|| t("route-reason-missing"))
    });
    let pass = move || {
        tried.set(true);
        if department.with_untracked(String::is_empty) {
            browser::focus("route-department");
            return;
        }
        if reason.with_untracked(|reason| reason.trim().is_empty()) {
            browser::focus("route-reason");
            return;
        }
        let call = Route {
            case: office.id(),
            department: department.get_untracked(),
            reason: reason.get_untracked(),
        };
        act.run(call, move |()| office.close());
    };
    view! {
        <p class="with-icon">
            <Icon name="clock"/>
            <span>{t("route-lead")} " " {due}</span>
        </p>
        <SelectField
            id="route-department"
            label=t("route-department")
            options=Signal::derive(options)
            chosen=department
            on_choose=move |value| department.set(value)
            error=nowhere
        />
        <TextArea
            id="route-reason"
            label=t("route-reason")
            hint=t("route-reason-hint")
            value=reason
            on_input=move |text| reason.set(text)
            error=unexplained
            rows=3
        />
        <ErrorNotice error=act.error/>
        <div class="actions row">
            <Button on_press=pass busy=act.busy hook="route-confirm">{t("route-confirm")}</Button>
            <Button quiet=true on_press=move || office.close()>{t("cancel")}</Button>
        </div>
    }
}
