//! The rows of the queue that are shown. The old ones stay until the new ones are there, and
//! only as many as are shown are ever read: a queue of 10,000 opens like one of ten.

use std::sync::Arc;

use durbar_api::{
    ApiError,
    complaints::{PAGE, Queue, QueueFilter, ReadQueue},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    context::{AppContext, use_app},
    query::{FirstAnswer, at_once},
};

/// The most that one question may ask for.
const MOST: u32 = 200;

/// What is shown of the queue, read again when it changes.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    app: AppContext,
    filter: Memo<QueueFilter>,
    wanted: RwSignal<u32>,
    under_way: StoredValue<bool>,
    again: StoredValue<bool>,
    /// The rows and counts, once they are there, and the filter that they answer.
    pub(super) answer: RwSignal<Option<(QueueFilter, Arc<Queue>)>>,
    /// Why the latest reading failed.
    pub(super) error: RwSignal<Option<ApiError>>,
}

impl Reading {
    /// Reads what the filter asks for until the current owner is gone.
    pub(super) fn new(filter: Memo<QueueFilter>) -> Self {
        let reading = Self {
            app: use_app(),
            filter,
            wanted: RwSignal::new(PAGE),
            under_way: StoredValue::new(false),
            again: StoredValue::new(false),
            answer: RwSignal::new(None),
            error: RwSignal::new(None),
        };
        let first = FirstAnswer::expect(reading.app);
        Effect::new(move || {
            if reading.answer.with(Option::is_some) || reading.error.with(Option::is_some) {
                first.came();
            }
        });
        Effect::new(move |before: Option<QueueFilter>| {
            let filter = filter.get();
            if before.is_some_and(|before| before != filter) {
                reading.wanted.set(PAGE);
            }
            filter
        });
        // Asked before the page is made, and again when the question changes.
        reading.app.keep_all();
        let early = (filter.get_untracked(), reading.wanted.get_untracked());
        reading.read();
        Effect::new(move |before: Option<(QueueFilter, u32)>| {
            let asked = (filter.get(), reading.wanted.get());
            if before.as_ref().unwrap_or(&early) != &asked {
                reading.read();
            }
            asked
        });
        reading.app.on_change(move |changes| {
            if !changes.cases.is_empty() || changes.identity || changes.published {
                reading.read();
            }
        });
        reading
    }

    /// Asks for one page more.
    pub(super) fn more(self) {
        self.wanted.update(|wanted| *wanted += PAGE);
    }

    /// Whether the rows on the screen still answer an earlier filter.
    pub(super) fn late(self) -> bool {
        self.filter.with(|filter| {
            self.answer
                .with(|answer| answer.as_ref().is_none_or(|(of, _)| of != filter))
        })
    }

    /// Reads now; while a reading is under way it only notes that there must be another one, so
    /// that a burst of news costs two readings and not one each.
    pub(super) fn read(self) {
        if self.under_way.get_value() {
            self.again.set_value(true);
            return;
        }
        self.under_way.set_value(true);
        spawn_local(at_once(async move {
            loop {
                let (Some(filter), Some(wanted)) = (
                    self.filter.try_get_untracked(),
                    self.wanted.try_get_untracked(),
                ) else {
                    // The page is gone.
                    return;
                };
                self.again.try_set_value(false);
                let result = read(self.app, &filter, wanted).await;
                if self.filter.try_get_untracked().as_ref() == Some(&filter) {
                    self.take(filter, result);
                }
                if self.again.try_get_value() != Some(true) {
                    break;
                }
            }
            self.under_way.try_set_value(false);
        }));
    }

    fn take(self, filter: QueueFilter, result: Result<Queue, ApiError>) {
        match result {
            Ok(queue) => {
                self.error.try_set(None);
                let same = self.answer.try_with_untracked(|answer| {
                    answer
                        .as_ref()
                        .is_some_and(|(of, old)| *of == filter && **old == queue)
                });
                if same == Some(false) {
                    self.answer.try_set(Some((filter, Arc::new(queue))));
                }
            }
            Err(error) => {
                self.error.try_set(Some(error));
            }
        }
    }
}

async fn read(app: AppContext, filter: &QueueFilter, wanted: u32) -> Result<Queue, ApiError> {
    let mut all = Queue::default();
    let mut offset = 0;
    while offset < wanted {
        let limit = MOST.min(wanted - offset);
        let page = app
            .call(ReadQueue {
                filter: filter.clone(),
                offset,
                limit,
            })
            .await?;
        let last = page.cases.len() < limit as usize;
        all.total = page.total;
        all.counts = page.counts;
        all.cases.extend(page.cases);
        if last {
            break;
        }
        offset += limit;
    }
    Ok(all)
}
