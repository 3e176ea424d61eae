//! What the citizen does with a matter: answer a correction, say whether it is fixed, rate it,
//! correct it, take it back. A page shows the doors that the app opens and no others.

mod correction;
mod fixed;
mod rating;
mod ways;

use durbar_api::{ApiError, Call};
use leptos::{prelude::*, task::spawn_local};

pub(super) use self::{
    correction::CorrectionCard,
    fixed::{FixedCard, ReopenCard},
    rating::RatingCard,
    ways::Ways,
};
use crate::context::{AppContext, use_app};

/// One thing that is being done, and why it could not be.
#[derive(Clone, Copy)]
struct Deed {
    app: AppContext,
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
}

impl Deed {
    fn new() -> Self {
        Self {
            app: use_app(),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    /// Does it, and goes on with what the app answers if it went well.
    fn run<C: Call + 'static>(self, call: C, then: impl FnOnce(C::Output) + 'static) {
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
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
        });
    }
}
