//! Taking in what somebody brings to the counter, says on the phone or writes.

use durbar_api::{
    ApiError, ChangeSet, DraftId,
    complaints::{Channel, DraftSummary, ListDrafts, StartDraft},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use super::OfficeView;
use crate::{
    components::{
        Button, Choice, ChoiceOption, ErrorNotice, ErrorSummary, Fault, Icon, Notice, NoticeKind,
        Page, PageTitle,
    },
    context::use_app,
    format,
    parts::{OfPart, PartView},
    query,
    translations::{t, t_with},
};

/// The ways with their names for the choice.
const WAYS: [(Channel, &str); 4] = [
    (Channel::Counter, "counter"),
    (Channel::Phone, "phone"),
    (Channel::Post, "post"),
    (Channel::Email, "email"),
];

/// A way in with what it means and its icon.
pub(super) fn way_words(channel: Channel) -> (String, String, &'static str) {
    match channel {
        Channel::Phone => (t("intake-phone"), t("intake-phone-hint"), "phone"),
        Channel::Post => (t("intake-post"), t("intake-post-hint"), "doc"),
        Channel::Email => (t("intake-email"), t("intake-email-hint"), "mail"),
        Channel::App | Channel::Counter => {
            (t("intake-counter"), t("intake-counter-hint"), "people")
        }
    }
}

/// `/intake`.
#[component]
pub fn Intake() -> impl IntoView {
    view! { <OfPart view=PartView::Office(OfficeView::TakeIn)/> }
}

/// Which way it came, and the drafts that were begun so.
#[component]
pub(super) fn TakeIn() -> impl IntoView {
    let app = use_app();
    let chosen = RwSignal::new(None::<String>);
    let missing = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let options = Signal::derive(|| {
        WAYS.map(|(channel, name)| {
            let (label, hint, icon) = way_words(channel);
            ChoiceOption {
                value: name.to_owned(),
                label,
                hint,
                icon: Some(icon.to_owned()),
                language: None,
            }
        })
        .to_vec()
    });
    let begin = move || {
        let wanted = chosen.get_untracked();
        let channel = WAYS
            .into_iter()
            .find(|(_, name)| wanted.as_deref() == Some(name))
            .map(|(channel, _)| channel);
        let Some(channel) = channel else {
            // Emptied first: the same error twice must take the focus twice.
            missing.set(false);
            missing.set(true);
            return;
        };
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let intake = Some(channel);
            match app.call(StartDraft { intake }).await {
                Ok(draft) => navigate(
                    &format!("/report/{}/category", draft.id.0),
                    Default::default(),
                ),
                Err(failed) => {
                    busy.try_set(false);
                    error.try_set(Some(failed));
                }
            }
        });
    };
    let faults = Signal::derive(move || {
        let fault = missing.get().then(|| Fault {
            words: t("intake-missing"),
            target: "intake".to_owned(),
        });
        fault.into_iter().collect::<Vec<_>>()
    });
    let wrong = Signal::derive(move || missing.get().then(|| t("intake-missing")));
    view! {
        <Page name="intake" back=Signal::stored("/queue".to_owned()) back_label=t("queue-title")>
            <ErrorSummary faults=faults/>
            <PageTitle text=t("intake-title")/>
            <p class="lead">{t("intake-lead")}</p>
            <Choice
                name="intake"
                legend=t("intake-title")
                options=options
                chosen=chosen
                on_choose=move |value| {
                    missing.set(false);
                    chosen.set(Some(value));
                }
                error=wrong
            />
            <Notice kind=NoticeKind::Info>
                <p>{t("intake-receipt")}</p>
            </Notice>
            <ErrorNotice error=error/>
            <div class="actions">
                <Button on_press=begin busy=busy hook="intake-begin">{t("intake-begin")}</Button>
            </div>
            <Unfinished/>
        </Page>
    }
}

/// What was begun for somebody and not submitted.
#[component]
fn Unfinished() -> impl IntoView {
    let drafts = query::ask(|| ListDrafts {}, |changes: &ChangeSet| changes.drafts);
    let begun = move || {
        let all = drafts.get();
        let own = all.iter().flat_map(|all| all.iter());
        own.filter(|draft| draft.intake.is_some() && is_begun(draft))
            .cloned()
            .collect::<Vec<_>>()
    };
    move || {
        let begun = begun();
        (!begun.is_empty()).then(|| {
            let rows: Vec<_> = begun
                .into_iter()
                .map(|draft| view! { <Begun draft=draft/> })
                .collect();
            view! {
                <section>
                    <h2>{t("intake-unfinished")}</h2>
                    <ul class="stack">{rows}</ul>
                </section>
            }
        })
    }
}

/// Whether there is anything in it to finish.
fn is_begun(draft: &DraftSummary) -> bool {
    !draft.title.trim().is_empty() || draft.category.is_some()
}

#[component]
fn Begun(draft: DraftSummary) -> impl IntoView {
    let app = use_app();
    let DraftId(id) = draft.id;
    let title = match &draft.category {
        _ if !draft.title.trim().is_empty() => draft.title.clone(),
        Some(category) => app.category_name(category),
        None => t("draft-untitled"),
    };
    let way = draft.intake.map(|channel| way_words(channel).0);
    let saved = draft.saved_at;
    view! {
        <li class="card draft-card" data-test="intake-draft">
            <Icon name="edit"/>
            <div class="case-words">
                <a class="cover" href=format!("/report/{id}") dir="auto">{title}</a>
                <p class="quiet-words">
                    {way} {format::FACT_BREAK}
                    {move || {
                        let when = format::day_and_time(saved, app.now.get());
                        t_with("draft-saved", &[("when", when.into())])
                    }}
                </p>
            </div>
        </li>
    }
}
