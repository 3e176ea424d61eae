//! Questions to the app whose answer a page shows, asked again when it changes.

use std::{
    cell::RefCell,
    future::ready,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use durbar_api::{ApiError, Call, ChangeSet};
use futures_util::FutureExt;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{Button, Notice, NoticeKind},
    context::{AppContext, use_app},
    translations::{error_text, t},
};

/// The first answer to a question, which the page that asks is shown with.
#[derive(Clone)]
pub struct FirstAnswer {
    expected: RwSignal<u32>,
    here: Arc<AtomicBool>,
}

impl FirstAnswer {
    /// One more is expected, until it comes or the current owner is gone.
    pub fn expect(app: AppContext) -> Self {
        let first = Self {
            expected: app.expected,
            here: Arc::default(),
        };
        first.expected.update(|expected| *expected += 1);
        let gone = first.clone();
        on_cleanup(move || gone.came());
        first
    }

    /// It is there, or will not come.
    pub fn came(&self) {
        if !self.here.swap(true, Ordering::Relaxed) {
            self.expected
                .try_update(|expected| *expected = expected.saturating_sub(1));
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Answer<T> {
    Waiting,
    Ready(Arc<T>),
    Failed(ApiError),
}

/// A question with its latest answer.
pub struct Query<T: Send + Sync + 'static> {
    answer: RwSignal<Answer<T>>,
    again: Trigger,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Send + Sync + 'static> Query<T> {
    /// The latest answer, if there is one.
    pub fn get(self) -> Option<Arc<T>> {
        self.answer.with(|answer| match answer {
            Answer::Ready(value) => Some(Arc::clone(value)),
            Answer::Waiting | Answer::Failed(_) => None,
        })
    }

    /// Asks again if the latest answer was that there is none.
    pub fn try_again(self) {
        if self
            .answer
            .with_untracked(|answer| matches!(answer, Answer::Failed(_)))
        {
            self.again.notify();
        }
    }

    /// Asks again.
    pub fn refresh(self) {
        self.again.notify();
    }
}

/// Asks the app and asks again when the question changes, or when a change of the app
/// `concerns` it. The old answer stays until the new one is there, but not over a new question.
pub fn ask<C>(
    question: impl Fn() -> C + 'static,
    concerns: impl Fn(&ChangeSet) -> bool + 'static,
) -> Query<C::Output>
where
    C: Call + Clone + PartialEq + 'static,
    C::Output: Send + Sync + PartialEq + 'static,
{
    put(question, concerns, false)
}

/// [`ask`], for a list that is filtered as one types: the old answer stays over a new question
/// too, until that is answered.
pub fn ask_on<C>(
    question: impl Fn() -> C + 'static,
    concerns: impl Fn(&ChangeSet) -> bool + 'static,
) -> Query<C::Output>
where
    C: Call + Clone + PartialEq + 'static,
    C::Output: Send + Sync + PartialEq + 'static,
{
    put(question, concerns, true)
}

fn put<C>(
    question: impl Fn() -> C + 'static,
    concerns: impl Fn(&ChangeSet) -> bool + 'static,
    keep: bool,
) -> Query<C::Output>
where
    C: Call + Clone + PartialEq + 'static,
    C::Output: Send + Sync + PartialEq + 'static,
{
    let app = use_app();
    let query = Query {
        answer: RwSignal::new(Answer::Waiting),
        again: Trigger::new(),
    };
    let latest = StoredValue::new(0_u32);
    let first = FirstAnswer::expect(app);
    // Asked before the page is made, and not after it: the app finds the answer meanwhile. What
    // another page has not kept yet goes first.
    app.keep_all();
    let early = untrack(&question);
    let begun = at_once(app.call(early.clone()));
    let begun = RefCell::new(Some((early, begun)));

    app.on_change(move |changes| {
        if concerns(changes) {
            query.again.notify();
        }
    });
    Effect::new(move |before: Option<C>| {
        query.again.track();
        let asked = question();
        if !keep && before.as_ref().is_some_and(|before| *before != asked) {
            query.answer.set(Answer::Waiting);
        }
        latest.update_value(|number| *number = number.wrapping_add(1));
        let number = latest.get_value();
        let coming = match begun.take() {
            Some((early, coming)) if early == asked => coming,
            _ => at_once(app.call(asked.clone())),
        };
        let first = first.clone();
        spawn_local(async move {
            take(query, coming.await, latest, number);
            first.came();
        });
        asked
    });
    query
}

/// Sends a question now, and not when somebody waits for its answer.
pub fn at_once<F>(asking: F) -> Pin<Box<dyn Future<Output = F::Output>>>
where
    F: Future + 'static,
{
    let mut asking = Box::pin(asking);
    match asking.as_mut().now_or_never() {
        Some(answer) => Box::pin(ready(answer)),
        None => asking,
    }
}

fn take<T>(query: Query<T>, answer: Result<T, ApiError>, latest: StoredValue<u32>, number: u32)
where
    T: Send + Sync + PartialEq + 'static,
{
    let answer = match answer {
        Ok(value) => Answer::Ready(Arc::new(value)),
        Err(error) => Answer::Failed(error),
    };
    // A later question overtook this one, or the page is gone.
    if latest.try_get_value() != Some(number) {
        return;
    }
    let same = query
        .answer
        .try_with_untracked(|old| *old == answer)
        .unwrap_or(true);
    if !same {
        query.answer.try_set(answer);
    }
}

/// Shows an answer once it is there; meanwhile that it is being read, or why not. The view is
/// made once and follows the answer by its signal, so that nothing typed in it is lost.
pub fn show<T, V>(
    query: Query<T>,
    render: impl Fn(Signal<Arc<T>>) -> V + Send + 'static,
) -> impl IntoView
where
    T: Send + Sync + PartialEq + 'static,
    V: IntoView + 'static,
{
    show_or(query, render, move |error| {
        view! {
            <Notice kind=NoticeKind::Bad>
                <p>{error_text(&error)}</p>
                <Button quiet=true on_press=move || query.refresh()>
                    {t("try-again")}
                </Button>
            </Notice>
        }
        .into_any()
    })
}

/// [`show`], with a view of its own for what the app could not answer.
pub fn show_or<T, V>(
    query: Query<T>,
    render: impl Fn(Signal<Arc<T>>) -> V + Send + 'static,
    failed: impl Fn(ApiError) -> AnyView + Send + 'static,
) -> impl IntoView
where
    T: Send + Sync + PartialEq + 'static,
    V: IntoView + 'static,
{
    #[derive(Clone, PartialEq)]
    enum Stage {
        Waiting,
        Ready,
        Failed(ApiError),
    }
    let stage = Memo::new(move |_| {
        query.answer.with(|answer| match answer {
            Answer::Waiting => Stage::Waiting,
            Answer::Ready(_) => Stage::Ready,
            Answer::Failed(error) => Stage::Failed(error.clone()),
        })
    });
    move || match stage.get() {
        Stage::Waiting => view! { <p class="loading" role="status">{t("loading")}</p> }.into_any(),
        Stage::Failed(error) => failed(error),
        Stage::Ready => {
            let Some(first) = untrack(|| query.get()) else {
                return ().into_any();
            };
            let value = Signal::derive(move || query.get().unwrap_or_else(|| Arc::clone(&first)));
            render(value).into_any()
        }
    }
}
