//! What travels between an app and a hub: one POST does it all.
//!
//! A request and a reply are each a sequence of frames in one deflated stream ([`crate::codec`]).

mod authorization;
mod returned;

pub use authorization::{AUTHORIZATION, Authorization};
pub use returned::{Proof, Return, Seal};

use crate::{
    grant::{Grant, SignedEnding},
    header::SignedHeader,
    id::{BlobId, ChangeHash, LaneId, PublicKey, Signature},
    link::{Link, SignedRevocation},
    packed::{PackedPush, PackedReceipt, PackedRecord},
    sign::{self, Keys, SignedReceipt},
};
use serde::{Deserialize, Serialize};

/// The protocol's version. A hub answers an unknown one with [`ErrorCode::Version`].
pub const VERSION: u16 = 4;
/// Longest request body the hub reads, in bytes.
pub const MAX_REQUEST: usize = 1024 * 1024;
/// Most changes in one push.
pub const MAX_CHANGES: usize = 512;
/// Most links from a device to a person for whom it acts.
pub const MAX_LINKS: usize = 4;
/// Most blobs named in one push.
pub const MAX_BLOBS: usize = 64;
/// Longest blob, in bytes.
pub const MAX_BLOB: u64 = 4 * 1024 * 1024;
/// Longest wait of a long poll, in seconds.
pub const MAX_WAIT: u16 = 120;

/// An ordered log that a client may follow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Feed {
    /// Roles and their ends: public, so that anybody can check an officer's signature.
    Registry,
    /// Versions of the municipality's pack: public.
    Pack,
    /// What a person wrote and got.
    Person(PublicKey),
    /// A department's cases.
    Department(String),
    /// What everybody may read of a topic: a name like a department's.
    Public(String),
}

/// A part of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestFrame {
    /// First, once.
    Hello(ClientHello),
    /// Takes up an invitation.
    Accept(Grant),
    /// New changes of a lane, or a claim for the receipt of known ones.
    Push(Push),
    /// The sending device acts for another person from now on.
    Link(Link),
    /// A device no longer acts for a person.
    Revoke(SignedRevocation),
    /// A record that a hub had before it was put back from a backup.
    Return(Return),
    /// A push without what the hub has already.
    Packed(PackedPush),
}

/// What the client knows and wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientHello {
    /// [`VERSION`].
    pub version: u16,
    /// The hub's epoch as known; `None` at the first contact.
    pub epoch: Option<u64>,
    /// Feeds to follow, each with the number of the last record that is kept here.
    pub cursors: Vec<(Feed, u64)>,
    /// Bytes of records to reply with, at most.
    pub budget: u32,
    /// Seconds to wait for news when there is none.
    pub wait: u16,
    /// Whether to send this device's own records too: after it was installed anew.
    pub own: bool,
    /// Whether records have to come whole: after one could not be read.
    pub whole: bool,
    /// The newest dictionary that the reply may be compressed with; 0 for none.
    pub dictionary: u32,
}

/// Changes of a lane since the last acknowledged heads, signed once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// The lane.
    pub lane: LaneId,
    /// Its header, until the hub has acknowledged the lane.
    pub header: Option<SignedHeader>,
    /// Raw type-1 change chunks in an order in which they apply. Empty: a claim for a receipt
    /// of heads that the hub has already.
    pub changes: Vec<Bytes>,
    /// The tips of `changes`, sorted; of earlier ones if `changes` is empty.
    pub heads: Vec<ChangeHash>,
    /// Blobs that these changes bring.
    pub blobs: Vec<BlobOffer>,
    /// Over [`sign::heads_statement`], by the requesting device.
    pub signature: Signature,
    /// If the lane is a person's for whom the requesting device only acts: the links from the
    /// device to that person, in that order. At most [`MAX_LINKS`].
    pub links: Vec<Link>,
}

/// Bytes that serde writes as such.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bytes(#[serde(with = "serde_bytes")] pub Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} bytes", self.0.len())
    }
}

/// A blob that exists at its author and should come to the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobOffer {
    /// Its hash.
    pub blob: BlobId,
    /// Its bytes.
    pub length: u64,
    /// What it is: decides the order and who gets it unasked.
    pub kind: BlobKind,
}

/// Kinds of blob, in the order in which they travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum BlobKind {
    /// A part of a pack.
    PackPart,
    /// A thumbnail: comes unasked.
    Thumbnail,
    /// A photo: comes when opened.
    Photo,
}

/// A part of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplyFrame {
    /// Who the hub is: at the first contact, and when the epoch changed. After a changed epoch
    /// nothing of the request is handled and no records follow: the device begins anew.
    Hello(HubHello),
    /// The hub has these heads, durably.
    Ack(SignedReceipt),
    /// The same for a push that was packed.
    Stored(PackedReceipt),
    /// A packed push names something that the hub does not have: it has to come whole. Its frame in
    /// the request, from 0.
    Unread(u16),
    /// The hub does not take a push; the rest of the request stands.
    Refused {
        /// The lane.
        lane: LaneId,
        /// Why.
        code: Refusal,
    },
    /// The hub does not take back a record; the rest of the request stands.
    NotReturned {
        /// Which of the request's returns, from 0.
        index: u16,
        /// Why. For [`Refusal::BadChange`] and [`Refusal::UnknownCase`] something else may have to
        /// come back first; for [`Refusal::Quota`] the words are back, and there is no room for
        /// photos today.
        code: Refusal,
    },
    /// The hub does not take a grant: the invitation's key.
    GrantRefused(PublicKey),
    /// The hub does not take a link: the offer's key.
    LinkRefused(PublicKey),
    /// The requesting device was revoked: it gets nothing but what is public, and should forget
    /// what it holds. Comes first.
    Revoked(SignedRevocation),
    /// The hub wants a blob from this byte on.
    Wanted {
        /// Which.
        blob: BlobId,
        /// Bytes it has.
        offset: u64,
    },
    /// A record of a feed.
    Record(Record),
    /// The same without what the device has already.
    Packed(PackedRecord),
    /// Last, always: a reply without it was cut.
    End(End),
}

/// Who the hub is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubHello {
    /// Signs receipts.
    pub hub: PublicKey,
    /// Signs packs and invitations.
    pub administrator: PublicKey,
    /// Changes when the hub was restored from a backup.
    pub epoch: u64,
    /// Pack id.
    pub pack: String,
    /// The newest dictionary that requests may be compressed with; 0 for none.
    pub dictionary: u32,
    /// To a device that knew the hub before it was put back from a backup: what is still as it was.
    /// `None` if nothing is sure.
    pub kept: Option<Kept>,
}

/// What a hub that was put back from a backup has of what a device saw and sent before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Per feed of the request: up to which of the device's numbers it is as it was.
    pub cursors: Vec<u64>,
    /// Photos that were whole at this time are here: milliseconds since 1970, the hub's clock.
    pub photos: i64,
}

/// A record with its place in a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Index of the feed in the request's cursors.
    pub feed: u8,
    /// Its number there, without gaps for the feed as a whole.
    pub sequence: u64,
    /// What it is.
    pub body: Body,
    /// With what not everybody may read, and with grants: keep it, and the record can be given back
    /// if the hub ever loses it.
    pub seal: Option<Seal>,
}

/// What a record is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// Changes of a lane.
    Lane(LaneRecord),
    /// Somebody holds a role.
    Grant(Grant),
    /// A version of the pack.
    Manifest(SignedManifest),
    /// A device acts for a person: in the feeds of both.
    Link(Link),
    /// A device no longer acts for a person: in its own feed and that of who revoked it.
    Revocation(SignedRevocation),
    /// A role ends.
    Ending(SignedEnding),
}

/// Changes of a lane as the hub took them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneRecord {
    /// The lane.
    pub lane: LaneId,
    /// With the lane's first record in the feed.
    pub header: Option<SignedHeader>,
    /// As pushed.
    pub changes: Vec<Bytes>,
    /// As pushed.
    pub heads: Vec<ChangeHash>,
    /// As pushed.
    pub blobs: Vec<BlobOffer>,
    /// The device that pushed them.
    pub author: PublicKey,
    /// As pushed.
    pub signature: Signature,
    /// As pushed: why the author may write here.
    pub links: Vec<Link>,
    /// When the hub stored them: milliseconds since 1970, its clock.
    pub received: i64,
}

/// A pack's table of contents with the administrator's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedManifest {
    /// [`Manifest`] as signed.
    pub bytes: Bytes,
    /// By the administrator.
    pub signature: Signature,
}

/// A pack's table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Pack id.
    pub pack: String,
    /// Version as its editors name it.
    pub version: String,
    /// Parts by name: `base`, `wards`.
    pub parts: Vec<(String, BlobOffer)>,
}

impl SignedManifest {
    /// Signs a manifest.
    ///
    /// # Errors
    /// Never for a manifest in memory.
    pub fn sign(manifest: &Manifest, administrator: &Keys) -> Result<Self, postcard::Error> {
        let bytes = postcard::to_stdvec(manifest)?;
        let signature = administrator.sign(sign::MANIFEST, &bytes);
        Ok(Self {
            bytes: Bytes(bytes),
            signature,
        })
    }

    /// The manifest, if the administrator signed it.
    pub fn verify(&self, administrator: &PublicKey) -> Option<Manifest> {
        if !sign::verify(
            administrator,
            sign::MANIFEST,
            &self.bytes.0,
            &self.signature,
        ) {
            return None;
        }
        postcard::from_bytes(&self.bytes.0).ok()
    }
}

/// The end of a whole reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Per feed of the request: the last number it was read to, past records left out because
    /// they are the device's own.
    pub cursors: Vec<u64>,
    /// Feeds of the request, by index, that this device may not follow.
    pub denied: Vec<u8>,
    /// Whether more waits that did not fit the budget.
    pub more: bool,
    /// The hub's clock, milliseconds since 1970.
    pub time: i64,
}

/// Why a push is not taken. Final for this content, but for [`Refusal::Quota`]; what is already
/// stored stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// A header or signature does not hold.
    BadSignature,
    /// The device does not hold the lane's writing role.
    NotAllowed,
    /// Too many or too long changes or blobs.
    TooLarge,
    /// A change is not a plain Automerge change, is under the actor of somebody else, or builds on
    /// ones the hub has not.
    BadChange,
    /// Another change with the same actor and number is here already: a cloned device.
    ActorFork,
    /// The case is not here, or not for this device: never told apart.
    UnknownCase,
    /// The device, or its address, has used up its quota. Nothing is wrong with the content: the
    /// device keeps it and sends it again later.
    Quota,
}

impl Refusal {
    /// The code as it is shown and logged.
    pub fn code(self) -> &'static str {
        match self {
            Self::BadSignature => "bad-signature",
            Self::NotAllowed => "not-allowed",
            Self::TooLarge => "too-large",
            Self::BadChange => "bad-change",
            Self::ActorFork => "actor-fork",
            Self::UnknownCase => "unknown-case",
            Self::Quota => "quota",
        }
    }
}

/// The body of every answer that is not a success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// What is wrong.
    pub code: ErrorCode,
    /// The hub's clock, milliseconds since 1970: lets a device with a wrong clock sign again.
    pub time: i64,
}

/// What is wrong with a whole request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorCode {
    /// Not signed, or not by the key it names.
    Signature,
    /// The time is too far from the hub's.
    Clock,
    /// Seen before.
    Replay,
    /// A protocol version that this hub does not speak.
    Version,
    /// Cannot be read.
    Malformed,
    /// Too long.
    TooLarge,
    /// Not there, or not for this device: never told apart.
    NotFound,
    /// Too many requests; later.
    Busy,
    /// The hub failed; nothing was stored; later.
    Internal,
    /// The device, or its address, has used up its quota; later.
    Quota,
}

/// The answer to `PUT /blobs/{id}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadReply {
    /// Bytes the hub has, durably.
    pub have: u64,
    /// Whether that is all of them, with the right hash.
    pub complete: bool,
}
