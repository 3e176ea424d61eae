//! Questions that several parts of the app show the answers to: asked once for all of them, and
//! again when something changes, so that a page opens with what is known already.

use durbar_api::{
    ChangeSet,
    complaints::{Queue, QueueFilter, ReadQueue},
    identity::{Me, ReadMe},
};
use leptos::prelude::*;

use crate::{
    context::use_app,
    query::{self, Query},
};

/// Milliseconds after which the same question is asked again though nothing changed: a role may have
/// ended, a day begun.
const ROLES: i64 = 60_000;
const COUNTS: i64 = 10 * 60_000;

/// The answers that are at hand on every page.
#[derive(Clone, Copy)]
pub struct Standing {
    /// The person: roles and devices.
    pub me: Query<Me>,
    /// How much waits in each part of the queue. Of the cases themselves it holds at most one.
    pub queue: Query<Queue>,
}

impl Standing {
    /// Asks, for as long as the current owner is there.
    pub fn ask() -> Self {
        let app = use_app();
        let every = |span: i64| Memo::new(move |_| app.now.get().0 / span);
        let (roles, counts) = (every(ROLES), every(COUNTS));
        let me = query::ask(
            move || {
                roles.track();
                ReadMe {}
            },
            |changes: &ChangeSet| changes.identity,
        );
        let queue = query::ask(
            move || {
                counts.track();
                ReadQueue {
                    filter: QueueFilter::default(),
                    offset: 0,
                    limit: 1,
                }
            },
            |changes: &ChangeSet| !changes.cases.is_empty() || changes.identity,
        );
        Self { me, queue }
    }
}

/// The standing answers, for a page or a part of one.
pub fn use_standing() -> Standing {
    // Whatever may ask is rendered inside the shell, which provides them.
    let standing =
        use_context::<Standing>().unwrap_or_else(|| unreachable!("rendered outside the shell"));
    standing.me.try_again();
    standing.queue.try_again();
    standing
}
