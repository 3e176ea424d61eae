//! The last look before a report is filed.

use durbar_api::{
    ApiError, CaseId, ErrorCode, Problem,
    complaints::{PublishedSummary, Submit},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{Step, editor::DraftEditor, similar, words};
use crate::{
    components::{
        Button, ErrorSummary, Fault, Icon, Notice, PageTitle, Progress, StoredPicture, SummaryList,
        SummaryRow,
    },
    context::use_app,
    format,
    pages::complaints::intake::way_words,
    query::Query,
    translations::{error_text, t, t_from_app, t_with},
};

/// All answers with a way to change each, what will be sent, and the button that files it.
#[component]
pub(super) fn CheckAnswers(editor: DraftEditor) -> impl IntoView {
    let app = use_app();
    let navigate = use_navigate();
    let refused = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let change = move |step: Step| format!("/report/{}/{}?from=check", editor.id().0, step.name());

    let corrects = editor.correction().is_some();
    let submit = move || {
        let navigate = navigate.clone();
        let draft = editor.id();
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let filed = async {
                let problems = editor.check().await?;
                if !problems.is_empty() {
                    let mut error = ApiError::new(ErrorCode::Invalid, "error-internal");
                    error.problems = problems;
                    return Err(error);
                }
                app.call(Submit { draft }).await
            };
            match filed.await {
                Ok(submitted) => {
                    editor.close();
                    let CaseId(case) = submitted.case;
                    // Back must not lead to a draft that is no more.
                    let options = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    let page = if corrects {
                        format!("/case/{case}")
                    } else {
                        format!("/report/done/{case}")
                    };
                    navigate(&page, options);
                }
                Err(error) => {
                    busy.try_set(false);
                    refused.try_set(Some(error));
                }
            }
        });
    };
    let faults = Signal::derive(move || match refused.get() {
        None => Vec::new(),
        Some(error) if error.problems.is_empty() => {
            vec![Fault {
                words: error_text(&error),
                target: "submit".to_owned(),
            }]
        }
        Some(error) => error
            .problems
            .iter()
            .map(|problem: &Problem| Fault {
                words: t_from_app(&problem.message_key, &problem.args),
                target: change(Step::named(&problem.field)),
            })
            .collect(),
    });
    // Only for who files for themselves: an office sees the matters close by in the case.
    let told = (!corrects && editor.intake().is_none()).then(|| similar::find(editor));
    let answers = editor.answers;
    let lines = move |step: Step| {
        move || {
            let mut lines = words::answer(app, editor, step);
            if lines.is_empty() {
                lines.push(match step {
                    Step::Photos => t("answer-no-photos"),
                    _ => t("answer-missing"),
                });
            }
            lines
                .into_iter()
                .map(|line| view! { <span class="line" dir="auto">{line}</span> })
                .collect::<Vec<_>>()
        }
    };
    let missing =
        move |step: Step| Signal::derive(move || words::answer(app, editor, step).is_empty());
    let came = editor.intake().map(|channel| way_words(channel).0);
    let declared = match (corrects, editor.intake().is_some()) {
        (true, _) => t("check-correction"),
        (false, true) => t("check-declaration-other"),
        (false, false) => t("check-declaration"),
    };
    let tasks = format!("/report/{}", editor.id().0);
    let size = move || {
        let text = answers.with(|answers| answers.description.len() + answers.place.landmark.len());
        let photos: u64 = editor
            .shelf
            .photos
            .with(|photos| photos.iter().map(|photo| photo.bytes).sum());
        // A filing with its signature is about half a kilobyte besides what was typed.
        t_with(
            "check-size",
            &[("size", format::size(photos + text as u64 + 500).into())],
        )
    };
    view! {
        {(!corrects)
            .then(|| {
                let all = Step::COUNTED.len() as f64;
                view! { <Progress done=all all=all label=t("check-title")/> }
            })}
        <ErrorSummary faults=faults/>
        <div class="question-head">
            <p class="quiet-words">
                {if corrects {
                    words::journey(editor)
                } else {
                    t_with(
                        "question-step",
                        &[
                            ("journey", words::journey(editor).into()),
                            ("n", Step::Check.number().into()),
                            ("of", Step::COUNTED.len().into()),
                        ],
                    )
                }}
            </p>
            <PageTitle text=t("check-title")/>
        </div>
        <SummaryList>
            {came.map(|words| view! { <SummaryRow name=t("fact-channel")>{words}</SummaryRow> })}
            <SummaryRow name=t("answer-category") change=change(Step::Category) missing=missing(Step::Category)>
                {lines(Step::Category)}
            </SummaryRow>
            <SummaryRow name=t("answer-description") change=change(Step::Description) missing=missing(Step::Description)>
                <span class="written">{lines(Step::Description)}</span>
            </SummaryRow>
            <SummaryRow name=t("answer-place") change=change(Step::Place) missing=missing(Step::Place)>
                {lines(Step::Place)}
            </SummaryRow>
            <SummaryRow name=t("answer-photos") change=change(Step::Photos) missing=missing(Step::Photos)>
                {lines(Step::Photos)}
                <ul class="thumbnails">
                    <For each=move || editor.shelf.photos.get() key=|photo| photo.blob.clone() let:photo>
                        <li>
                            <StoredPicture thumbnail=photo.thumbnail alt=t("photo-alt")/>
                        </li>
                    </For>
                </ul>
            </SummaryRow>
            <SummaryRow
                name=if editor.intake().is_some() { t("answer-contact-other") } else { t("answer-contact") }
                change=change(Step::Contact)>
                {lines(Step::Contact)}
            </SummaryRow>
        </SummaryList>
        {told.map(|told| view! { <ToldAlready told=told editor=editor/> })}
        <p class="quiet-words">{size}</p>
        <p>{declared}</p>
        <div class="actions" id="submit" tabindex="-1">
            <Button on_press=submit busy=busy hook="submit">
                <Icon name="send"/>
                {if corrects { t("submit-correction") } else { t("submit") }}
            </Button>
            <p>
                <a href=tasks>{t("check-tasks")}</a>
            </p>
        </div>
    }
}

/// What others told close by may have come only after the place was asked for. Who saw it there knows.
#[component]
fn ToldAlready(told: Query<Vec<PublishedSummary>>, editor: DraftEditor) -> impl IntoView {
    let page = format!(
        "/report/{}/{}?from=check",
        editor.id().0,
        Step::Similar.name()
    );
    let is_news = Memo::new(move |_| {
        let told = told.get();
        told.is_some_and(|told| {
            let mut told = told.iter();
            told.any(|one| !one.supported && !similar::was_shown(&one.id))
        })
    });
    move || {
        let page = page.clone();
        is_news.get().then(|| {
            view! {
                <Notice>
                    <p data-test="similar-found">
                        {t("similar-found")} " " <a href=page>{t("similar-look")}</a>
                    </p>
                </Notice>
            }
        })
    }
}
