//! One question on a page.

use leptos::prelude::*;

use super::{Button, ErrorSummary, Fault, PageTitle, Progress};
use crate::{
    browser,
    translations::{t, t_with},
};

/// A question with its place in the row of questions and the way on.
#[component]
pub fn Question(
    /// What the questions are for.
    #[prop(into)]
    journey: String,
    /// Which question this is, from 1.
    number: usize,
    /// How many there are.
    of: usize,
    /// Whether it is asked alone, not as one in the row.
    #[prop(optional)]
    alone: bool,
    /// The question.
    #[prop(into)]
    title: String,
    /// What must change before going on.
    #[prop(into)]
    faults: Signal<Vec<Fault>>,
    /// Goes on.
    on_continue: impl Fn() + 'static,
    /// Whether the answer is being checked.
    #[prop(into)]
    busy: Signal<bool>,
    children: Children,
) -> impl IntoView {
    // The way on stays in view above the dock, however long the question is.
    browser::keep_height_of(".dock", "--dock");
    let step = match alone {
        true => journey,
        false => t_with(
            "question-step",
            &[
                ("journey", journey.into()),
                ("n", number.into()),
                ("of", of.into()),
            ],
        ),
    };
    let label = step.clone();
    view! {
        {(!alone).then(|| view! { <Progress done=number as f64 all=of as f64 label=label/> })}
        <ErrorSummary faults=faults/>
        <div class="question-head">
            <p class="quiet-words">{step}</p>
            <PageTitle text=title/>
        </div>
        {children()}
        <div class="actions stuck">
            <Button on_press=on_continue busy=busy hook="continue">
                {t("continue")}
            </Button>
        </div>
    }
}
