//! Blobs that wait, small kinds first.

use crate::{id::BlobId, wire::BlobKind};

#[derive(Default)]
pub(super) struct Queue(Vec<Entry>);

struct Entry {
    blob: BlobId,
    kind: BlobKind,
    offset: u64,
    length: u64,
}

impl Queue {
    pub(super) fn add(&mut self, blob: BlobId, kind: BlobKind, offset: u64, length: u64) {
        match self.0.iter_mut().find(|entry| entry.blob == blob) {
            Some(entry) => entry.offset = offset,
            None => {
                self.0.push(Entry {
                    blob,
                    kind,
                    offset,
                    length,
                });
                self.0.sort_by_key(|entry| entry.kind);
            }
        }
    }

    pub(super) fn set_offset(&mut self, blob: &BlobId, offset: u64) {
        if let Some(entry) = self.0.iter_mut().find(|entry| entry.blob == *blob) {
            entry.offset = offset.min(entry.length);
        }
    }

    pub(super) fn remove(&mut self, blob: &BlobId) {
        self.0.retain(|entry| entry.blob != *blob);
    }

    /// The first in order: blob, offset, length.
    pub(super) fn first(&self) -> Option<(BlobId, u64, u64)> {
        self.0
            .first()
            .map(|entry| (entry.blob, entry.offset, entry.length))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
