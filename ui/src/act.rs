//! Something that a person does: once at a time, and what went wrong stays in view.

use durbar_api::{ApiError, Call};
use leptos::{prelude::*, task::spawn_local};

use crate::context::{AppContext, use_app};

/// An action under way.
#[derive(Clone, Copy)]
pub struct Act {
    app: AppContext,
    /// While it is being done.
    pub busy: RwSignal<bool>,
    /// Why it was not done.
    pub error: RwSignal<Option<ApiError>>,
}

impl Act {
    /// Nothing is under way.
    pub fn new() -> Self {
        Self {
            app: use_app(),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    /// Does it; `then` follows if that worked.
    pub fn run<C: Call + 'static>(self, call: C, then: impl FnOnce(C::Output) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let result = self.app.call(call).await;
            self.busy.try_set(false);
            match result {
                Ok(output) => {
                    self.error.try_set(None);
                    then(output);
                }
                Err(failed) => {
                    self.error.try_set(Some(failed));
                }
            }
        });
    }
}
