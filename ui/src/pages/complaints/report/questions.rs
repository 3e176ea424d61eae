//! The questions of a report.

use std::sync::Arc;

use durbar_api::{
    ApiError, ChangeSet, DraftId, ErrorCode, Problem,
    complaints::{Answers, Draft, ReadDraft, UNKNOWN_CATEGORY},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::{Step, check::CheckAnswers, editor::DraftEditor};
use crate::{
    components::{
        Button, ButtonLink, Choice, ChoiceOption, ErrorNotice, Fault, Notice, NoticeKind, Page,
        PageTitle, PhotoPicker, PlaceChange, PlacePicker, Question, TextArea,
    },
    context::use_app,
    format, query,
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
fn Gone(error: ApiError) -> impl IntoView {
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
    let query = use_query_map();
    let step = Memo::new(move |_| params.with(|p| Step::named(&p.get("step").unwrap_or_default())));
    // Whether the person came from "Check your answers" to change this one.
    let changing = Memo::new(move |_| query.with(|query| query.get("from").is_some()));
    let path = move |step: Step| format!("/report/{}/{}", editor.id().0, step.name());
    let back = Signal::derive(move || match step.get().previous() {
        _ if changing.get() => path(Step::Check),
        Some(previous) => path(previous),
        None => "/".to_owned(),
    });
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
        <Page name="question" focused=true back=back aside=saved>
            <ErrorNotice error=editor.failure/>
            {move || {
                let step = step.get();
                match step {
                    Step::Check => view! { <CheckAnswers editor=editor/> }.into_any(),
                    step => {
                        view! { <OneQuestion editor=editor step=step next=path(if changing.get_untracked() { Step::Check } else { step.next() })/> }
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

#[component]
fn OneQuestion(editor: DraftEditor, step: Step, next: String) -> impl IntoView {
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
                    if clear {
                        navigate(&next, Default::default());
                    }
                }
                Err(error) => {
                    refused.try_set(Some(error));
                }
            }
        });
    };
    let words = move |problem: &Problem| t_from_app(&problem.message_key, &problem.args);
    let faults = Signal::derive(move || {
        let own = problems.with(|problems| problems.iter().map(words).collect::<Vec<_>>());
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
        problems.with(|problems| problems.first().filter(|_| same).map(words))
    });
    view! {
        <Question
            journey=t("report-journey")
            number=step.number()
            of=Step::ALL.len()
            title=title(step)
            faults=faults
            on_continue=on_continue
            busy=busy
        >
            {match step {
                Step::Category => view! { <CategoryAnswer editor=editor error=error/> }.into_any(),
                Step::Description => view! { <DescriptionAnswer editor=editor error=error/> }.into_any(),
                Step::Place => view! { <PlaceAnswer editor=editor error=error/> }.into_any(),
                Step::Photos | Step::Check => view! { <PhotosAnswer editor=editor/> }.into_any(),
            }}
        </Question>
    }
}

fn title(step: Step) -> String {
    match step {
        Step::Category => t("category-title"),
        Step::Description => t("description-title"),
        Step::Place => t("place-title"),
        Step::Photos => t("photos-title"),
        Step::Check => t("check-title"),
    }
}

#[component]
fn CategoryAnswer(editor: DraftEditor, error: Signal<Option<String>>) -> impl IntoView {
    let app = use_app();
    let options = Signal::derive(move || {
        let mut options = app.municipality.with(|municipality| {
            let categories = municipality
                .iter()
                .flat_map(|municipality| &municipality.categories);
            categories
                .map(|category| ChoiceOption {
                    value: category.id.clone(),
                    label: category.name.text.clone(),
                    hint: category.examples.text.clone(),
                    icon: Some(category.icon.clone()),
                    language: Some(category.name.language.clone()),
                })
                .collect::<Vec<_>>()
        });
        options.push(ChoiceOption {
            value: UNKNOWN_CATEGORY.to_owned(),
            label: t("category-other"),
            hint: t("category-other-hint"),
            icon: Some("question".to_owned()),
            language: None,
        });
        options
    });
    view! {
        <Choice
            name="category"
            legend=t("category-title")
            options=options
            chosen=Signal::derive(move || editor.answers.with(|answers| answers.category.clone()))
            on_choose=move |category| editor.edit(|answers| answers.category = Some(category))
            error=error
        />
    }
}

#[component]
fn DescriptionAnswer(editor: DraftEditor, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <TextArea
            id="description"
            label=t("description-label")
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
            photos=editor.photos
            place=Signal::derive(move || editor.answers.with(|answers| answers.place.position.clone()))
            faults=editor.photo_faults
            reading=editor.reading
            on_files=move |files| editor.add_files(files)
            on_remove=move |photo| editor.remove_photo(photo)
            on_use=move |position| editor.use_position(position)
        />
        <p class="hint">{t("photos-privacy")}</p>
    }
}
