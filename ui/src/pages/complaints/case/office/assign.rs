//! Who looks after a matter.

use std::sync::Arc;

use durbar_api::{
    ChangeSet,
    complaints::{Assign, Colleague, ListColleagues},
};
use leptos::prelude::*;

use super::Office;
use crate::{
    act::Act,
    components::{ErrorNotice, Icon},
    pages::complaints::queue::initials,
    query,
    translations::t,
};

/// Characters of a device's id by which people tell devices apart.
const FINGERPRINT: usize = 8;

/// The colleagues of the department, oneself first, and nobody.
#[component]
pub(super) fn AssignForm(office: Office) -> impl IntoView {
    let department = Memo::new(move |_| office.case.with(|case| case.summary.department.clone()));
    let colleagues = query::ask(
        move || ListColleagues {
            department: department.get(),
        },
        |changes: &ChangeSet| changes.identity,
    );
    let act = Act::new();
    view! {
        <p class="quiet-words">{t("assign-lead")}</p>
        {query::show(colleagues, move |list| view! { <People office=office list=list act=act/> })}
        <ErrorNotice error=act.error/>
    }
}

#[component]
fn People(office: Office, list: Signal<Arc<Vec<Colleague>>>, act: Act) -> impl IntoView {
    let current = Memo::new(move |_| {
        office
            .case
            .with(|case| case.summary.assignee.as_ref().map(|who| who.id.clone()))
    });
    let give = move |to: Option<String>| {
        let call = Assign {
            case: office.id(),
            to,
        };
        act.run(call, move |()| office.close());
    };
    let pressed = move |who: Option<String>| {
        move || {
            if current.get() == who {
                "true"
            } else {
                "false"
            }
        }
    };
    view! {
        <ul class="people">
            <For each=move || list.with(|list| (**list).clone()) key=|who| who.id.clone() let:who>
                {
                    let id = who.id.clone();
                    let hook = if who.me { "assign-me".to_owned() } else { format!("assign-{id}") };
                    let name = who.name.clone();
                    // With a device more, or a namesake: told apart as the devices tell it themselves.
                    let (own, key) = (who.name.clone(), who.id.chars().take(FINGERPRINT).collect::<String>());
                    let again = Memo::new(move |_| {
                        list.with(|list| list.iter().filter(|other| other.name == own).count() > 1)
                    });
                    view! {
                        <li>
                            <button
                                type="button"
                                class="person"
                                data-test=hook
                                aria-pressed=pressed(Some(who.id.clone()))
                                on:click=move |_| give(Some(id.clone()))
                            >
                                <span aria-hidden="true" inner_html=initials(&who).into_string()></span>
                                <span class="person-words">
                                    <b>{if who.me { t("assign-me") } else { name.clone() }}</b>
                                    {who.me.then(|| view! { <small>{name}</small> })}
                                    {move || again.get().then(|| view! { <small><code>{key.clone()}</code></small> })}
                                </span>
                                <Icon name="check"/>
                            </button>
                        </li>
                    }
                }
            </For>
            <li>
                <button
                    type="button"
                    class="person"
                    data-test="assign-nobody"
                    aria-pressed=pressed(None)
                    on:click=move |_| give(None)
                >
                    <span class="initials nobody" aria-hidden="true">"–"</span>
                    <span class="person-words">
                        <b>{t("assign-nobody")}</b>
                    </span>
                    <Icon name="check"/>
                </button>
            </li>
        </ul>
    }
}
