//! Rows of lists. One whose words change is another row. Long lists come in lots: the first fills a
//! screen and is painted at once, the others follow, so many rows at a time that a slow phone still
//! answers a touch between.

use std::{
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash},
    time::Duration,
};

use leptos::prelude::*;

/// Rows of the first lot: what fills a screen below the head of a list.
const FIRST: usize = 4;
/// Rows of each lot after it.
const LOT: usize = 8;

/// How long after one lot, or after what is seen first, the next is made.
const NEXT: Duration = Duration::from_millis(80);

/// The key of a row that shows all of this.
pub fn all_of(shown: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(shown)
}

/// How many rows to show of those that are `there`, growing until it is all of them.
pub fn in_lots(there: Memo<usize>) -> ReadSignal<usize> {
    let (shown, set_shown) = signal(FIRST);
    Effect::new(move || {
        if shown.get() < there.get() {
            let more = move || {
                set_shown.try_update(|shown| *shown += LOT);
            };
            set_timeout(more, NEXT);
        }
    });
    shown
}

/// False until what is seen first had time to be painted; `at_once` if it is part of that.
pub fn afterwards(at_once: bool) -> ReadSignal<bool> {
    let (here, set_here) = signal(at_once);
    if !at_once {
        set_timeout(
            move || {
                set_here.try_set(true);
            },
            NEXT,
        );
    }
    here
}
