//! "Is it one of these?": open public matters close by, before the same is filed twice.

use std::{cell::RefCell, sync::Arc};

use durbar_api::{
    ApiError, ChangeSet,
    complaints::{
        DiscardDraft, FindSimilar, PublishedId, PublishedSummary, ReadPublished, Support,
    },
    packs::Tone,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use maud::html;

use super::{Step, editor::DraftEditor, words};
use crate::{
    components::{
        Button, ButtonLink, ErrorNotice, Icon, Notice, NoticeKind, PageTitle, PhotoStrip, Progress,
        StoredPicture, state_tag, tag,
    },
    context::use_app,
    format,
    pages::complaints::published::row_key,
    query::{self, Query},
    translations::{t, t_with},
};

thread_local! {
    /// What was shown since the app was opened: nobody is asked the same twice.
    static SHOWN: RefCell<Vec<PublishedId>> = const { RefCell::new(Vec::new()) };
}

/// The matters close by, as they come.
pub(super) fn find(editor: DraftEditor) -> Query<Vec<PublishedSummary>> {
    let draft = editor.id();
    query::ask(
        move || FindSimilar {
            draft: draft.clone(),
        },
        |changes: &ChangeSet| changes.published,
    )
}

/// Whether somebody was shown this one, and went on.
pub(super) fn was_shown(id: &PublishedId) -> bool {
    SHOWN.with_borrow(|shown| shown.contains(id))
}

/// The matters close by, each with "me too" in place of a report of one's own.
#[component]
pub(super) fn SimilarOnes(editor: DraftEditor, next: String) -> impl IntoView {
    let read = find(editor);
    // What the person joined: the way on is another one then.
    let joined = RwSignal::new(None::<PublishedSummary>);
    let error = RwSignal::new(None::<ApiError>);
    view! {
        <Progress
            done=Step::Similar.number() as f64
            all=Step::COUNTED.len() as f64
            label=t("similar-title")
        />
        <div class="question-head">
            <p class="quiet-words">{words::journey(editor)}</p>
            <PageTitle text=t("similar-title")/>
        </div>
        {move || joined.with(Option::is_none).then(|| view! { <p class="lead">{t("similar-lead")}</p> })}
        <ErrorNotice error=error/>
        {query::show(
            read,
            move |similar: Signal<Arc<Vec<PublishedSummary>>>| {
                let none = Memo::new(move |_| similar.with(|similar| similar.is_empty()));
                view! {
                    <ul class="stack" data-test="similar">
                        <For
                            each=move || similar.get().to_vec()
                            key=row_key
                            let:summary
                        >
                            <Similar summary=summary joined=joined error=error/>
                        </For>
                    </ul>
                    {move || none.get().then(|| view! { <p>{t("similar-none")}</p> })}
                }
            },
        )}
        {move || match joined.get() {
            Some(summary) => view! { <Joined summary=summary editor=editor next=next.clone()/> }.into_any(),
            None => {
                view! {
                    <div class="actions">
                        <ButtonLink href=next.clone() quiet=true hook="similar-other">
                            {t("similar-other")}
                        </ButtonLink>
                    </div>
                }
                    .into_any()
            }
        }}
    }
}

#[component]
fn Similar(
    summary: PublishedSummary,
    joined: RwSignal<Option<PublishedSummary>>,
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let app = use_app();
    let mut facts = vec![app.category_name(&summary.category)];
    facts.extend(summary.ward.as_deref().map(|ward| app.ward_name(ward)));
    facts.push(t_with(
        "similar-received",
        &[("date", format::plain_date_short(&summary.received).into())],
    ));
    let distance = summary.distance.map(|metres| {
        // Published places are rounded to about 100 m: a finer figure would be made up.
        if metres < 150 {
            t("similar-here")
        } else {
            let rounded = (f64::from(metres) / 50.0).round() * 50.0;
            t_with("similar-distance", &[("n", rounded.into())])
        }
    });
    let supports = (summary.supports > 0)
        .then(|| t_with("published-supports", &[("n", summary.supports.into())]));
    let id = summary.id.clone();
    if !was_shown(&id) {
        SHOWN.with_borrow_mut(|shown| shown.push(id.clone()));
    }
    let own = summary.mine.clone();
    let to_join = summary.clone();
    let join = move || {
        let call = Support {
            id: to_join.id.clone(),
            supported: true,
        };
        let to_join = to_join.clone();
        spawn_local(async move {
            match app.call(call).await {
                Ok(()) => {
                    error.try_set(None);
                    joined.try_set(Some(to_join));
                    crate::browser::focus_later("joined");
                }
                Err(failed) => {
                    error.try_set(Some(failed));
                }
            }
        });
    };
    let name = summary.title.clone();
    let supported = summary.supported;
    let tags = html! {
        @if let Some(words) = &distance { (tag(Tone::Neutral, "pin", words)) }
        (state_tag(app, &summary.status))
    };
    view! {
        <li class="card similar" data-test="similar-card" data-id=summary.id.0.clone()>
            <div class="similar-top">
                {summary
                    .thumbnail
                    .clone()
                    .map(|thumbnail| view! { <StoredPicture thumbnail=thumbnail alt=""/> })}
                <div class="case-words">
                    <h2 dir="auto">{summary.title.clone()}</h2>
                    <p class="quiet-words">{format::facts(&facts)}</p>
                    <div class="tags" inner_html=tags.into_string()></div>
                    {supports.map(|words| view! { <p class="quiet-words">{words}</p> })}
                </div>
            </div>
            <More id=id/>
            {match own {
                Some(case) => {
                    view! { <p><a href=format!("/case/{}", case.0)>{t("similar-mine")}</a></p> }.into_any()
                }
                None if supported => {
                    view! {
                        <p class="field-good">
                            <Icon name="check"/>
                            {t("similar-supported")}
                        </p>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <Button small=true hook="me-too" on_press=join>
                            <Icon name="hand"/>
                            {t("similar-me-too")}
                            <span class="unseen">{name.clone()}</span>
                        </Button>
                    }
                        .into_any()
                }
            }}
        </li>
    }
}

/// The words and photos of one, read when they are asked for.
#[component]
fn More(id: PublishedId) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <details class="more" on:toggle=move |_| open.set(true)>
            <summary>{t("similar-more")}</summary>
            {move || open.get().then(|| view! { <Text id=id.clone()/> })}
        </details>
    }
}

#[component]
fn Text(id: PublishedId) -> impl IntoView {
    let read = query::ask(
        move || ReadPublished { id: id.clone() },
        |_: &ChangeSet| false,
    );
    query::show(read, |case| {
        let case = case.get_untracked();
        view! {
            <p class="written" dir="auto">{case.text.clone()}</p>
            {(!case.landmark.trim().is_empty())
                .then(|| view! { <p class="quiet-words" dir="auto">{case.landmark.clone()}</p> })}
            <PhotoStrip photos=case.photos.clone()/>
        }
    })
}

/// The person joined one: what they wrote is no longer needed, unless they say so.
#[component]
fn Joined(summary: PublishedSummary, editor: DraftEditor, next: String) -> impl IntoView {
    let app = use_app();
    let navigate = use_navigate();
    let error = RwSignal::new(None::<ApiError>);
    let page = format!("/published/{}", summary.id.0);
    let discard = move || {
        let navigate = navigate.clone();
        let page = page.clone();
        spawn_local(async move {
            match app.call(DiscardDraft { draft: editor.id() }).await {
                Ok(()) => {
                    editor.close();
                    // Back must not lead to a draft that is no more.
                    let options = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    navigate(&page, options);
                }
                Err(failed) => {
                    error.try_set(Some(failed));
                }
            }
        });
    };
    view! {
        <div id="joined" tabindex="-1">
            <Notice kind=NoticeKind::Good>
                <h2>{t("joined-title")}</h2>
                <p>{t_with("joined-text", &[("title", summary.title.into())])}</p>
            </Notice>
        </div>
        <ErrorNotice error=error/>
        <div class="actions">
            <Button on_press=discard hook="joined-discard">
                {t("joined-discard")}
            </Button>
            <ButtonLink href=next quiet=true hook="joined-keep">
                {t("joined-keep")}
            </ButtonLink>
        </div>
    }
}
