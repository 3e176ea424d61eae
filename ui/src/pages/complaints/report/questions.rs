//! The questions of a report.

use std::sync::Arc;

use durbar_api::{
    ApiError, ChangeSet, DraftId, ErrorCode, Problem,
    complaints::{Answers, Draft, FindSimilar, ReadDraft},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_params_map};

use super::{
    Step, category::CategoryAnswer, check::CheckAnswers, contact::ContactAnswer,
    editor::DraftEditor, similar::SimilarOnes, words,
};
use crate::{
    components::{
        Button, ButtonLink, ErrorNotice, Fault, Notice, NoticeKind, Page, PageTitle, PhotoPicker,
        PlaceChange, PlacePicker, Question, TextArea,
    },
    context::{AppContext, use_app},
    format,
    pages::asked_below,
    query,
    translations::{error_text, t, t_from_app},
};

/// `/report/:draft/:step`: one question of a draft.
#[component]
pub fn Report() -> impl IntoView {
    let params = use_params_map();
    let draft = Memo::new(move |_| DraftId(params.with(|p| p.get("draft").unwrap_or_default())));
    // The draft is read once; from then on the page holds what the person types.
    let read = query::ask(
        move || ReadDraft { draft: draft.get() },
        |_: &ChangeSet| false,
    );
    let questions = |draft: Signal<Arc<Draft>>| view! { <Questions draft=draft.get_untracked()/> };
    query::show_or(read, questions, |error| {
        view! { <Gone error=error/> }.into_any()
    })
}

/// A draft that is no more, reached by "back" after it was filed.
#[component]
pub(super) fn Gone(error: ApiError) -> impl IntoView {
    view! {
        <Page name="question" back=Signal::stored("/follow".to_owned()) back_label=t("follow-title")>
            <PageTitle text=t("draft-gone-title")/>
            {if error.code == ErrorCode::NotFound {
                view! { <p>{t("draft-gone-text")}</p> }.into_any()
            } else {
                view! { <ErrorNotice error=Signal::stored(Some(error))/> }.into_any()
            }}
            <div class="actions">
                <ButtonLink href="/follow">{t("follow-title")}</ButtonLink>
            </div>
        </Page>
    }
}

#[component]
fn Questions(draft: Arc<Draft>) -> impl IntoView {
    let app = use_app();
    let editor = DraftEditor::new(&draft);
    let params = use_params_map();
    let query = asked_below("/report/");
    let step = Memo::new(move |_| params.with(|p| Step::named(&p.get("step").unwrap_or_default())));
    // From where the person came to change this one answer.
    let origin =
        Memo::new(move |_| query.with(|query| Origin::named(query.get("from").as_deref())));
    let path = move |step: Step| format!("/report/{}/{}", editor.id().0, step.name());
    let tasks = move || format!("/report/{}", editor.id().0);
    let back = Signal::derive(move || match (origin.get(), step.get()) {
        (Origin::Tasks, _) => tasks(),
        (Origin::Check, step) if step != Step::Check => path(Step::Check),
        (_, Step::Check) if editor.correction().is_some() => tasks(),
        (_, step) => step.previous().map_or_else(|| "/".to_owned(), path),
    });
    let onward = move |step: Step| match origin.get_untracked() {
        Origin::Tasks => tasks(),
        Origin::Check => path(Step::Check),
        Origin::Row => path(step.next()),
    };
    let now = RwSignal::new(crate::browser::now());
    let ticking = set_interval_with_handle(
        move || {
            now.try_set(crate::browser::now());
        },
        std::time::Duration::from_secs(1),
    );
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
    });
    let saved = move || {
        let at = editor.saved_at.get();
        let words = match editor.failure.get() {
            Some(_) => t("saved-not"),
            None => format::saved_ago(at, now.get()),
        };
        view! { <span data-test="saved">{words}</span> }
    };
    Effect::new(move || editor.at_step(step.get().name()));
    view! {
        <Page name="question" focused=true way=words::way(editor) back=back aside=saved>
            <ErrorNotice error=editor.failure/>
            {move || {
                let step = step.get();
                match step {
                    Step::Check => view! { <CheckAnswers editor=editor/> }.into_any(),
                    Step::Similar => {
                        view! { <SimilarOnes editor=editor next=onward(step)/> }.into_any()
                    }
                    step => {
                        view! {
                            <OneQuestion
                                editor=editor
                                step=step
                                next=onward(step)
                                origin=origin.get_untracked()
                            />
                        }
                            .into_any()
                    }
                }
            }}
            {move || {
                app.municipality
                    .with(Option::is_none)
                    .then(|| view! { <Notice kind=NoticeKind::Warn><p>{t("error-no-pack")}</p></Notice> })
            }}
        </Page>
    }
}

/// From where a question was opened, and where it leads back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// The question before it.
    Row,
    /// "Check your answers".
    Check,
    /// The list of all questions.
    Tasks,
}

impl Origin {
    fn named(name: Option<&str>) -> Self {
        match name {
            Some("tasks") => Origin::Tasks,
            Some(_) => Origin::Check,
            None => Origin::Row,
        }
    }

    /// Put behind the address of another question, to come back to the same.
    fn query(self) -> &'static str {
        match self {
            Origin::Row => "",
            Origin::Check => "?from=check",
            Origin::Tasks => "?from=tasks",
        }
    }
}

/// Whether others have told the same already, as far as this device knows. Only for who files
/// for themselves: an office sees the matters close by in the case.
async fn is_told_already(app: AppContext, editor: DraftEditor) -> bool {
    if editor.correction().is_some() || editor.intake().is_some() {
        return false;
    }
    let similar = app.call(FindSimilar { draft: editor.id() }).await;
    // A question that helps must not stand in the way: without an answer it is left out.
    similar.is_ok_and(|similar| !similar.is_empty())
}

#[component]
fn OneQuestion(editor: DraftEditor, step: Step, next: String, origin: Origin) -> impl IntoView {
    let app = use_app();
    let navigate = use_navigate();
    let problems = RwSignal::new(Vec::<Problem>::new());
    // What was checked: beside the field an error stands only until the answer changes.
    let checked_answers = RwSignal::new(None::<Answers>);
    let refused = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let on_continue = move || {
        let navigate = navigate.clone();
        let next = next.clone();
        busy.set(true);
        checked_answers.set(Some(editor.answers.get_untracked()));
        spawn_local(async move {
            let checked = editor.check().await;
            busy.try_set(false);
            match checked {
                Ok(mut found) => {
                    found.retain(|problem| problem.field == step.name());
                    let clear = found.is_empty();
                    // Emptied first: the same problem twice must take the focus twice.
                    problems.try_set(Vec::new());
                    problems.try_set(found);
                    refused.try_set(None);
                    if clear && step == Step::Place && is_told_already(app, editor).await {
                        let similar = Step::Similar.name();
                        let page = format!("/report/{}/{similar}{}", editor.id().0, origin.query());
                        navigate(&page, Default::default());
                    } else if clear {
                        navigate(&next, Default::default());
                    }
                }
                Err(error) => {
                    refused.try_set(Some(error));
                }
            }
        });
    };
    let asked = editor
        .correction()
        .filter(|_| editor.is_asked(step.name()))
        .map(|correction| correction.reason)
        .filter(|reason| !reason.trim().is_empty());
    let told = move |problem: &Problem| t_from_app(&problem.message_key, &problem.args);
    let faults = Signal::derive(move || {
        let own = problems.with(|problems| problems.iter().map(told).collect::<Vec<_>>());
        let refused = refused.get().map(|error| error_text(&error));
        own.into_iter()
            .chain(refused)
            .map(|words| Fault {
                words,
                target: step.control().to_owned(),
            })
            .collect::<Vec<_>>()
    });
    let error = Signal::derive(move || {
        let same = editor
            .answers
            .with(|now| checked_answers.with(|then| then.as_ref() == Some(now)));
        problems.with(|problems| problems.first().filter(|_| same).map(told))
    });
    view! {
        <Question
            journey=words::journey(editor)
            number=step.number()
            of=Step::COUNTED.len()
            alone=origin == Origin::Tasks
            title=words::title(editor, step)
            faults=faults
            on_continue=on_continue
            busy=busy
        >
            {asked
                .map(|reason| {
                    view! {
                        <Notice kind=NoticeKind::Warn>
                            <p class="written" dir="auto">{reason}</p>
                        </Notice>
                    }
                })}
            {match step {
                Step::Category => view! { <CategoryAnswer editor=editor error=error/> }.into_any(),
                Step::Description => view! { <DescriptionAnswer editor=editor error=error/> }.into_any(),
                Step::Place => view! { <PlaceAnswer editor=editor error=error/> }.into_any(),
                Step::Contact => view! { <ContactAnswer editor=editor error=error/> }.into_any(),
                Step::Photos | Step::Similar | Step::Check => {
                    view! { <PhotosAnswer editor=editor/> }.into_any()
                }
            }}
        </Question>
    }
}

#[component]
fn DescriptionAnswer(editor: DraftEditor, error: Signal<Option<String>>) -> impl IntoView {
    let other = editor.intake().is_some();
    view! {
        <TextArea
            id="description"
            label=if other { t("description-label-other") } else { t("description-label") }
            hint=t("description-hint")
            value=Signal::derive(move || editor.answers.with(|answers| answers.description.clone()))
            on_input=move |text| editor.edit(|answers| answers.description = text)
            on_leave=Callback::new(move |()| editor.flush())
            error=error
        />
    }
}

#[component]
fn PlaceAnswer(editor: DraftEditor, error: Signal<Option<String>>) -> impl IntoView {
    // The first photo that knows where it was taken, until the place has a position.
    let offered = Memo::new(move |_| {
        if editor
            .answers
            .with(|answers| answers.place.position.is_some())
        {
            return None;
        }
        editor
            .shelf
            .photos
            .with(|photos| photos.iter().find_map(|photo| photo.position.clone()))
    });
    view! {
        <p class="lead">{t("place-lead")}</p>
        {move || {
            offered
                .get()
                .map(|position| {
                    view! {
                        <Notice>
                            <p>{t("place-offered")}</p>
                            <Button
                                quiet=true
                                small=true
                                hook="use-photo-place"
                                on_press=move || editor.use_position(position.clone())
                            >
                                {t("photo-use-place")}
                            </Button>
                        </Notice>
                    }
                })
        }}
        <PlacePicker
            place=Signal::derive(move || editor.answers.with(|answers| answers.place.clone()))
            on_change=Callback::new(move |change: PlaceChange| {
                editor.edit(|answers| change(&mut answers.place));
            })
            on_leave=Callback::new(move |()| editor.flush())
            error=error
        />
    }
}

#[component]
fn PhotosAnswer(editor: DraftEditor) -> impl IntoView {
    view! {
        <p class="lead">{t("photos-lead")}</p>
        <PhotoPicker
            photos=editor.shelf.photos
            place=Signal::derive(move || editor.answers.with(|answers| answers.place.position.clone()))
            faults=editor.shelf.faults
            reading=editor.shelf.reading
            on_files=move |files| editor.add_files(files)
            on_remove=move |photo| editor.remove_photo(photo)
            on_use=Callback::new(move |position| editor.use_position(position))
            on_redact=Callback::new(move |(photo, regions)| editor.redact_photo(photo, regions))
        />
        <p class="hint">{t("photos-privacy")}</p>
    }
}
