//! Frames of the protocol, packed.

use super::{Known, LANE_PREFIX, Unread, change, prefix};
use crate::{
    chunk,
    header::{SignedHeader, Writer},
    id::{BlobId, ChangeHash, LaneId, PublicKey, Signature},
    link::Link,
    sign::{Receipt, SignedReceipt},
    wire::{BlobOffer, Body, Bytes, LaneRecord, Push, Record, Seal},
};
use serde::{Deserialize, Serialize};

/// A lane: by its header where that travels, else by its first bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Lane {
    Header(SignedHeader),
    First([u8; LANE_PREFIX]),
}

impl Lane {
    fn pack(lane: &LaneId, header: Option<&SignedHeader>) -> Option<Self> {
        match header {
            Some(header) if header.lane() == *lane => Some(Self::Header(header.clone())),
            Some(_) => None,
            None => prefix(&lane.0).map(Self::First),
        }
    }

    fn unpack<K: Known>(
        self,
        known: &K,
    ) -> Result<(LaneId, Option<SignedHeader>), Unread<K::Error>> {
        match self {
            Self::Header(header) => Ok((header.lane(), Some(header))),
            Self::First(first) => match known.lane(&first).map_err(Unread::Storage)? {
                Some(lane) => Ok((lane, None)),
                None => Err(Unread::Unknown),
            },
        }
    }
}

/// A [`Push`] that brings changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedPush {
    lane: Lane,
    changes: Vec<Bytes>,
    blobs: Vec<BlobOffer>,
    signature: Signature,
    links: Vec<Link>,
}

impl PackedPush {
    /// Packs a push of a device; `None` if it has to travel whole.
    pub fn pack(push: &Push, device: &PublicKey) -> Option<Self> {
        let changes = pack_changes(&push.changes, &push.heads, (&push.lane, device))?;
        Some(Self {
            lane: Lane::pack(&push.lane, push.header.as_ref())?,
            changes,
            blobs: push.blobs.clone(),
            signature: push.signature,
            links: push.links.clone(),
        })
    }

    /// The push, of the device that sent it.
    ///
    /// # Errors
    /// See [`Unread`].
    pub fn unpack<K: Known>(self, device: &PublicKey, known: &K) -> Result<Push, Unread<K::Error>> {
        let (lane, header) = self.lane.unpack(known)?;
        let (changes, heads) = unpack_changes(&self.changes, (&lane, device), known)?;
        Ok(Push {
            lane,
            header,
            changes,
            heads,
            blobs: self.blobs,
            signature: self.signature,
            links: self.links,
        })
    }
}

/// What a device remembers of a push until its receipt is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The lane.
    pub lane: LaneId,
    /// As pushed.
    pub heads: Vec<ChangeHash>,
    /// As pushed.
    pub blobs: Vec<BlobId>,
}

impl Sent {
    /// What a receipt will be about.
    pub fn of(push: &Push) -> Self {
        Self {
            lane: push.lane,
            heads: push.heads.clone(),
            blobs: push.blobs.iter().map(|offer| offer.blob).collect(),
        }
    }
}

/// A [`SignedReceipt`] without what its reader has sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedReceipt {
    /// Which frame of the request it is for, from 0.
    pub frame: u16,
    /// Places of the whole blobs among those that the push offered.
    blobs: Vec<u8>,
    issued: i64,
    /// How long before that the changes were stored, in milliseconds.
    ago: i64,
    sequence: u64,
    signature: Signature,
}

impl PackedReceipt {
    /// Packs the receipt for a frame that offered these blobs; `None` if it has to travel whole.
    pub fn pack(signed: &SignedReceipt, frame: u16, offered: &[BlobId]) -> Option<Self> {
        let receipt = &signed.receipt;
        let place = |blob| offered.iter().position(|one| one == blob);
        let blobs = receipt
            .blobs
            .iter()
            .map(|blob| place(blob).and_then(|at| u8::try_from(at).ok()))
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            frame,
            blobs,
            issued: receipt.issued,
            ago: receipt.issued.checked_sub(receipt.received)?,
            sequence: receipt.sequence,
            signature: signed.signature,
        })
    }

    /// The receipt for what was sent to a hub in this epoch; `None` if it is for something else.
    pub fn unpack(self, sent: &Sent, epoch: u64) -> Option<SignedReceipt> {
        let blobs = self
            .blobs
            .iter()
            .map(|at| sent.blobs.get(usize::from(*at)).copied())
            .collect::<Option<Vec<_>>>()?;
        Some(SignedReceipt {
            receipt: Receipt {
                lane: sent.lane,
                heads: sent.heads.clone(),
                blobs,
                received: self.issued.checked_sub(self.ago)?,
                issued: self.issued,
                epoch,
                sequence: self.sequence,
            },
            signature: self.signature,
        })
    }
}

/// A [`Record`] of a lane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedRecord {
    feed: u8,
    sequence: u64,
    seal: Option<Seal>,
    lane: Lane,
    changes: Vec<Bytes>,
    blobs: Vec<BlobOffer>,
    /// `None`: the person who writes the lane.
    author: Option<PublicKey>,
    signature: Signature,
    links: Vec<Link>,
    received: i64,
}

impl PackedRecord {
    /// Packs a record; `None` if it has to travel whole. `is_persons`: its author is the person who
    /// writes the lane.
    pub fn pack(record: &Record, is_persons: bool) -> Option<Self> {
        let Body::Lane(body) = &record.body else {
            return None;
        };
        let by = (&body.lane, &body.author);
        let changes = pack_changes(&body.changes, &body.heads, by)?;
        Some(Self {
            feed: record.feed,
            sequence: record.sequence,
            seal: record.seal,
            lane: Lane::pack(&body.lane, body.header.as_ref())?,
            changes,
            blobs: body.blobs.clone(),
            author: (!is_persons).then_some(body.author),
            signature: body.signature,
            links: body.links.clone(),
            received: body.received,
        })
    }

    /// The record.
    ///
    /// # Errors
    /// See [`Unread`].
    pub fn unpack<K: Known>(self, known: &K) -> Result<Record, Unread<K::Error>> {
        let (lane, header) = self.lane.unpack(known)?;
        let author = match (self.author, &header) {
            (Some(author), _) => author,
            (None, Some(header)) => match header.verify().map(|header| header.writer) {
                Ok(Writer::Person(person)) => person,
                _ => return Err(Unread::Damaged),
            },
            (None, None) => {
                let person = known.person(&lane).map_err(Unread::Storage)?;
                person.ok_or(Unread::Unknown)?
            }
        };
        let (changes, heads) = unpack_changes(&self.changes, (&lane, &author), known)?;
        Ok(Record {
            feed: self.feed,
            sequence: self.sequence,
            seal: self.seal,
            body: Body::Lane(LaneRecord {
                lane,
                header,
                changes,
                heads,
                blobs: self.blobs,
                author,
                signature: self.signature,
                links: self.links,
                received: self.received,
            }),
        })
    }
}

/// Packs changes whose tips these heads are.
fn pack_changes(changes: &[Bytes], heads: &[ChangeHash], by: change::By<'_>) -> Option<Vec<Bytes>> {
    if changes.is_empty() || tips(changes)? != heads {
        return None;
    }
    let packed = change::pack(changes.iter().map(|change| change.0.as_slice()), by);
    Some(packed.into_iter().map(Bytes).collect())
}

/// Changes and their tips.
type Unpacked = (Vec<Bytes>, Vec<ChangeHash>);

fn unpack_changes<K: Known>(
    packed: &[Bytes],
    by: change::By<'_>,
    known: &K,
) -> Result<Unpacked, Unread<K::Error>> {
    let changes: Vec<_> = change::unpack(packed, by, known)?
        .into_iter()
        .map(Bytes)
        .collect();
    let heads = tips(&changes).ok_or(Unread::Damaged)?;
    if heads.is_empty() {
        return Err(Unread::Damaged);
    }
    Ok((changes, heads))
}

fn tips(changes: &[Bytes]) -> Option<Vec<ChangeHash>> {
    let infos = changes
        .iter()
        .map(|change| chunk::inspect(&change.0).ok())
        .collect::<Option<Vec<_>>>()?;
    Some(chunk::tips(&infos))
}
