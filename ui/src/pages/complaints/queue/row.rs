//! A matter as a line of the queue.

use durbar_api::{
    CaseId,
    complaints::{CaseSummary, Channel, Colleague, Confirmation, QueueFilter, Sending},
    packs::Tone,
};
use leptos::prelude::*;
use maud::{Markup, html};

use super::shown::address;
use crate::{
    components::{deadline_tag, news_mark, sending_tag, tag},
    context::{AppContext, use_app},
    format,
    translations::{t, t_with},
};

/// The id of a row's link, by which the keys find it.
pub(super) fn row_id(case: &CaseId) -> String {
    format!("row-{}", case.0)
}

/// The title of a case, or what it is about where nobody wrote anything.
pub(in crate::pages::complaints) fn title_of(app: AppContext, case: &CaseSummary) -> String {
    if case.title.trim().is_empty() {
        app.category_name(&case.category)
    } else {
        case.title.clone()
    }
}

/// How a matter came: "app", "counter".
fn channel_words(channel: Channel) -> String {
    match channel {
        Channel::App => t("channel-app"),
        Channel::Counter => t("channel-counter"),
        Channel::Phone => t("channel-phone"),
        Channel::Post => t("channel-post"),
        Channel::Email => t("channel-email"),
    }
}

/// "Drains · Kojokrom · app · 4 people say me too".
pub(in crate::pages::complaints) fn facts_of(app: AppContext, case: &CaseSummary) -> String {
    let mut facts = vec![app.category_name(&case.category)];
    facts.extend(case.ward.as_deref().map(|ward| app.ward_name(ward)));
    facts.push(channel_words(case.channel));
    if case.supports > 0 {
        facts.push(t_with("row-supports", &[("n", case.supports.into())]));
    }
    format::facts(&facts)
}

/// State and time left; "fixed" says whether the citizen agrees.
pub(in crate::pages::complaints) fn office_tag(app: AppContext, case: &CaseSummary) -> Markup {
    let Some(confirmation) = &case.confirmation else {
        return deadline_tag(app, case);
    };
    let state = app.state_name(&case.status);
    let (tone, icon, word) = match confirmation {
        Confirmation::Awaited { .. } => (
            Tone::Progress,
            "ask",
            t_with("row-unconfirmed", &[("state", state.into())]),
        ),
        Confirmation::Confirmed => (
            Tone::Good,
            "check",
            t_with("row-confirmed", &[("state", state.into())]),
        ),
        Confirmation::Lapsed => (
            Tone::Good,
            "check",
            t_with("row-lapsed", &[("state", state.into())]),
        ),
    };
    tag(tone, icon, &word)
}

/// All tags of a row.
fn tags(app: AppContext, case: &CaseSummary) -> Markup {
    let escalated = case.escalated.as_deref().map(|to| {
        let department = app.department_name(to).into();
        t_with("row-escalated", &[("department", department)])
    });
    html! {
        (office_tag(app, case))
        @if let Some(words) = escalated { (tag(Tone::Bad, "flag", &words)) }
        @if !case.opened {
            (news_mark("plus", &t("row-new")))
        } @else if case.news {
            (news_mark("message", &t("row-news")))
        }
        @if case.published { (tag(Tone::Neutral, "eye", &t("row-published"))) }
        @if !matches!(case.sending, Sending::Received) { (sending_tag(&case.sending)) }
    }
}

/// The first letters of a colleague, with the name for who cannot tell.
pub(in crate::pages::complaints) fn initials(colleague: &Colleague) -> Markup {
    let name = if colleague.me {
        t("colleague-me")
    } else {
        colleague.name.clone()
    };
    let words = t_with("row-assignee", &[("name", name.into())]);
    html! {
        span.initials.me[colleague.me] role="img" aria-label=(words) title=(words) {
            (colleague.initials())
        }
    }
}

fn middle(app: AppContext, case: &CaseSummary) -> Markup {
    html! {
        small { (facts_of(app, case)) }
        @if let Some(colleague) = &case.assignee { (initials(colleague)) }
    }
}

/// The row.
#[component]
pub(super) fn Row(
    case: CaseSummary,
    selected: Memo<Option<CaseId>>,
    filter: Memo<QueueFilter>,
    /// Is told when the row has the focus, so that the keys go on from it.
    on_focus: Callback<CaseId>,
) -> impl IntoView {
    let app = use_app();
    let id = StoredValue::new(case.id.clone());
    let href = move || filter.with(|filter| address(Some(&id.get_value().0), filter));
    let here = Memo::new(move |_| {
        selected.with(|selected| {
            selected
                .as_ref()
                .is_some_and(|selected| id.with_value(|id| id == selected))
        })
    });
    let since = case.received_at.unwrap_or(case.filed_at);
    view! {
        <li class="queue-row" class:here=here class:news=case.news || !case.opened data-test="queue-row" data-case=case.id.0.clone()>
            <div class="queue-row-top">
                <a
                    id=row_id(&case.id)
                    class="cover"
                    href=href
                    aria-current=move || here.get().then_some("true")
                    dir="auto"
                    on:focus=move |_| on_focus.run(id.get_value())
                >
                    {title_of(app, &case)}
                </a>
                <small>{move || format::age(since, app.now.get())}</small>
            </div>
            <div class="queue-row-middle" inner_html=middle(app, &case).into_string()></div>
            <div class="tags" inner_html=tags(app, &case).into_string()></div>
        </li>
    }
}
