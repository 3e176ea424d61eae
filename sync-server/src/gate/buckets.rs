//! Token buckets, one a key, in bounded memory.

use crate::store::lock;
use std::{collections::HashMap, hash::Hash, sync::Mutex};

/// Buckets that hold `burst` and are filled by `rate` a second.
///
/// They lie in two generations. When the younger one is full it becomes the older one, and what
/// lay there is forgotten: who comes back starts with a full bucket. So memory is bounded and
/// nobody is turned away because many others came; who has as many keys as fit here gains
/// nothing, because each new key has a full bucket anyway. Against that stands the bucket of the
/// address.
pub(super) struct Buckets<K> {
    rate: i64,
    full: i64,
    room: usize,
    generations: Mutex<Generations<K>>,
}

struct Generations<K> {
    young: HashMap<K, Bucket>,
    old: HashMap<K, Bucket>,
}

#[derive(Clone, Copy)]
struct Bucket {
    /// Thousandths of what is taken.
    left: i64,
    at: i64,
}

impl<K: Copy + Eq + Hash> Buckets<K> {
    /// Full buckets. At most `most` are known at a time.
    pub(super) fn new(rate: u64, burst: u64, most: usize) -> Self {
        let thousandths = |count: u64| {
            i64::try_from(count)
                .unwrap_or(i64::MAX)
                .saturating_mul(1000)
        };
        Self {
            // So many a second are as many thousandths a millisecond.
            rate: i64::try_from(rate).unwrap_or(i64::MAX),
            full: thousandths(burst),
            room: (most / 2).max(1),
            generations: Mutex::new(Generations {
                young: HashMap::new(),
                old: HashMap::new(),
            }),
        }
    }

    /// Takes so much from a key's bucket, if it is there.
    pub(super) fn take(&self, key: K, amount: u64, now: i64) -> bool {
        let amount = i64::try_from(amount)
            .unwrap_or(i64::MAX)
            .saturating_mul(1000);
        let mut generations = lock(&self.generations);
        let Generations { young, old } = &mut *generations;
        if !young.contains_key(&key) {
            if young.len() >= self.room {
                *old = std::mem::take(young);
            }
            let known = old.remove(&key).unwrap_or(Bucket {
                left: self.full,
                at: now,
            });
            young.insert(key, known);
        }
        let Some(bucket) = young.get_mut(&key) else {
            return false;
        };
        let since = now.saturating_sub(bucket.at).max(0);
        bucket.left = bucket
            .left
            .saturating_add(since.saturating_mul(self.rate))
            .min(self.full);
        bucket.at = now;
        if bucket.left < amount {
            return false;
        }
        bucket.left -= amount;
        true
    }

    /// How many buckets are known.
    #[cfg(test)]
    pub(super) fn known(&self) -> usize {
        let generations = lock(&self.generations);
        generations.young.len() + generations.old.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_keys_take_no_more_memory_than_was_said() {
        let buckets = Buckets::new(1, 1, 1000);
        for key in 0..1_000_000_u32 {
            assert!(buckets.take(key, 1, 0), "{key} is turned away");
            assert!(buckets.known() <= 1000);
        }
    }

    #[test]
    fn a_bucket_in_use_is_not_forgotten_while_as_many_others_come_as_fit() {
        let buckets = Buckets::new(1, 1, 1000);
        assert!(buckets.take(u32::MAX, 1, 0));
        for key in 0..10_000 {
            if key % 100 == 0 {
                assert!(!buckets.take(u32::MAX, 1, 0), "filled after {key}");
            }
            buckets.take(key, 1, 0);
        }
    }

    #[test]
    fn a_clock_that_is_set_back_fills_nothing() {
        let buckets = Buckets::new(10, 1, 10);
        assert!(buckets.take(1, 1, 5000));
        assert!(!buckets.take(1, 1, 0));
        assert!(buckets.take(1, 1, 100));
    }
}
