//! Blobs that wait, small kinds first.
//!
//! A blob that was sent whole and is wanted again and again is held back, each time for longer:
//! a hub that loses what it gets must not use up a phone's data.

use crate::{id::BlobId, wire::BlobKind};

use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Queue {
    entries: Vec<Entry>,
    /// How often a blob went whole, or was refused.
    sent: BTreeMap<BlobId, u32>,
}

struct Entry {
    blob: BlobId,
    kind: BlobKind,
    offset: u64,
    length: u64,
    not_before: i64,
}

impl Queue {
    /// Adds a blob, or goes on with one at another byte. The hub says which: one beyond the end
    /// is the end. Returns whether it was not in line yet.
    pub(super) fn add(&mut self, blob: BlobId, kind: BlobKind, offset: u64, length: u64) -> bool {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.blob == blob) {
            entry.offset = offset.min(entry.length);
            return false;
        }
        self.entries.push(Entry {
            blob,
            kind,
            offset: offset.min(length),
            length,
            not_before: i64::MIN,
        });
        self.entries.sort_by_key(|entry| entry.kind);
        true
    }

    pub(super) fn set_offset(&mut self, blob: &BlobId, offset: u64) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.blob == *blob) {
            entry.offset = offset.min(entry.length);
        }
    }

    pub(super) fn remove(&mut self, blob: &BlobId) {
        self.entries.retain(|entry| entry.blob != *blob);
    }

    /// Takes out a blob that went whole, or that the hub does not take.
    pub(super) fn done(&mut self, blob: &BlobId) {
        self.remove(blob);
        self.count(blob);
    }

    /// Counts one more try; returns how many there were.
    pub(super) fn count(&mut self, blob: &BlobId) -> u32 {
        let times = self.sent.entry(*blob).or_default();
        *times = times.saturating_add(1);
        *times
    }

    /// How often a blob went whole, or was refused.
    pub(super) fn times(&self, blob: &BlobId) -> u32 {
        self.sent.get(blob).copied().unwrap_or(0)
    }

    /// Holds a blob back.
    pub(super) fn hold(&mut self, blob: &BlobId, until: i64) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.blob == *blob) {
            entry.not_before = until;
        }
    }

    /// When the next of those that are held back may go.
    pub(super) fn held_until(&self) -> Option<i64> {
        let held = self.entries.iter().map(|entry| entry.not_before);
        held.filter(|until| *until != i64::MIN).min()
    }

    /// The first in order that is not held back: blob, offset, length. One that would be held
    /// for longer than anything is was held by a clock that has been set back.
    pub(super) fn first(&self, now: i64) -> Option<(BlobId, u64, u64)> {
        self.entries
            .iter()
            .find(|entry| !super::is_ahead(now, entry.not_before, super::BACK_OFF.1))
            .map(|entry| (entry.blob, entry.offset, entry.length))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
