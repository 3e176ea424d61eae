//! How the citizen found the office's work.

use std::sync::Arc;

use durbar_api::complaints::{Case, Rate, Rating};
use leptos::prelude::*;

use crate::{
    act::Act,
    browser,
    components::{Button, ErrorNotice, Icon, TextArea, score_words},
    translations::{t, t_with},
};

/// Five faces with words, and room for a comment. What was said can be said anew.
#[component]
pub(in super::super) fn RatingCard(case: Signal<Arc<Case>>) -> impl IntoView {
    let id = StoredValue::new(case.with_untracked(|case| case.summary.id.clone()));
    let door = Memo::new(move |_| case.with(|case| case.doors.rate));
    let rating = Memo::new(move |_| case.with(|case| case.rating.clone()));
    let changing = RwSignal::new(false);
    move || {
        let said = rating.get();
        match (said, door.get()) {
            (Some(said), open) if !changing.get() => {
                Some(view! { <Said rating=said open=open changing=changing/> }.into_any())
            }
            (said, true) => Some(view! { <Form id=id said=said changing=changing/> }.into_any()),
            _ => None,
        }
    }
}

#[component]
fn Said(rating: Rating, open: bool, changing: RwSignal<bool>) -> impl IntoView {
    let comment = rating.comment.trim().to_owned();
    view! {
        <section class="card" data-test="rated" data-score=rating.score.to_string()>
            <h2 class="marked">
                <Icon name=format!("face-{}", rating.score)/>
                <span>
                    {t_with("rated-title", &[("score", score_words(rating.score).into())])}
                </span>
            </h2>
            {(!comment.is_empty()).then(|| view! { <p class="bubble own" dir="auto">{comment}</p> })}
            {open
                .then(|| {
                    view! {
                        <div class="actions row">
                            <Button
                                quiet=true
                                small=true
                                hook="rate-again"
                                on_press=move || {
                                    changing.set(true);
                                    browser::focus_later("rating");
                                }
                            >
                                <Icon name="edit"/>
                                {t("rate-again")}
                            </Button>
                        </div>
                    }
                })}
        </section>
    }
}

#[component]
fn Form(
    id: StoredValue<durbar_api::CaseId>,
    said: Option<Rating>,
    changing: RwSignal<bool>,
) -> impl IntoView {
    let score = RwSignal::new(said.as_ref().map(|said| said.score));
    let comment = RwSignal::new(said.map(|said| said.comment).unwrap_or_default());
    let missing = RwSignal::new(false);
    let deed = Act::new();
    let send = move || {
        let Some(score) = score.get_untracked() else {
            missing.set(true);
            browser::focus_later("rating");
            return;
        };
        let call = Rate {
            case: id.get_value(),
            score,
            comment: comment.get_untracked(),
        };
        deed.run(call, move |()| {
            changing.try_set(false);
        });
    };
    let faces: Vec<_> = (1..=5_u8)
        .map(|own| {
            view! {
                <label class="face" data-test=format!("rate-{own}")>
                    <input
                        type="radio"
                        name="rating"
                        value=own.to_string()
                        prop:checked=move || score.get() == Some(own)
                        on:change=move |_| {
                            score.set(Some(own));
                            missing.set(false);
                        }
                    />
                    <Icon name=format!("face-{own}")/>
                    <span>{score_words(own)}</span>
                </label>
            }
        })
        .collect();
    view! {
        <section class="card" data-test="rate">
            <h2>{t("rate-title")}</h2>
            <fieldset
                class="faces"
                id="rating"
                aria-describedby=move || missing.get().then_some("rating-error")
            >
                <legend class="unseen">{t("rate-title")}</legend>
                {faces}
            </fieldset>
            {move || {
                missing
                    .get()
                    .then(|| view! { <p class="field-error" id="rating-error" role="alert">{t("rate-missing")}</p> })
            }}
            <TextArea
                id="rating-comment"
                label=t("rate-comment")
                value=comment
                on_input=move |text| comment.set(text)
                rows=2
            />
            <ErrorNotice error=deed.error/>
            <div class="actions row">
                <Button quiet=true busy=deed.busy hook="rate-send" on_press=send>
                    {t("rate-send")}
                </Button>
            </div>
        </section>
    }
}
