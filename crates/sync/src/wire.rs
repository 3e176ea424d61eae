//! What travels between an app and a hub: one POST does it all.
//!
//! A request and a reply are each a sequence of frames in one zstd stream ([`crate::codec`]).

use crate::{
    grant::Grant,
    header::SignedHeader,
    id::{BlobId, ChangeHash, LaneId, PublicKey, Signature},
    link::{Link, SignedRevocation},
    packed::{PackedPush, PackedReceipt, PackedRecord},
    sign::{self, Keys, SignedReceipt},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Serialize};

/// The protocol's version. A hub answers an unknown one with [`ErrorCode::Version`].
pub const VERSION: u16 = 3;
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
    /// Grants and revocations: public, so that anybody can check an officer's signature.
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

/// A record that the hub once stored and has lost, from a device that has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// The record: of a lane with its header and all its changes.
    pub body: Body,
    /// That the hub had it.
    pub proof: Proof,
}

/// Why a hub believes that it had a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// It came with the record, whoever wrote that.
    Seal(Seal),
    /// The record is the requesting device's own, and this is its receipt.
    Receipt(SignedReceipt),
}

/// What a hub alone can make of a record that it stored, and check: a keyed hash.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal(pub [u8; 16]);

impl std::fmt::Debug for Seal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a seal")
    }
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
}

impl Body {
    /// The seal of this record under a hub's secret. The header and the changes are left out: the
    /// lane's name and the heads are hashes over them.
    ///
    /// # Errors
    /// Never for a record in memory; kept so that no caller has to assume it.
    pub fn seal(&self, secret: &[u8; 32]) -> Result<Seal, postcard::Error> {
        let bytes = match self {
            Self::Lane(record) => postcard::to_stdvec(&Self::Lane(record.without_content())),
            other => postcard::to_stdvec(other),
        }?;
        let mut seal = [0; 16];
        blake3::Hasher::new_keyed(secret)
            .update(&bytes)
            .finalize_xof()
            .fill(&mut seal);
        Ok(Seal(seal))
    }
}

impl LaneRecord {
    /// The record without its header and changes.
    pub fn without_content(&self) -> Self {
        Self {
            lane: self.lane,
            header: None,
            changes: Vec::new(),
            heads: self.heads.clone(),
            blobs: self.blobs.clone(),
            author: self.author,
            signature: self.signature,
            links: self.links.clone(),
            received: self.received,
        }
    }
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
    /// A change is not a plain Automerge change, or builds on ones the hub has not.
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

/// The name of the HTTP header that signs a request.
pub const AUTHORIZATION: &str = "authorization";

/// The value of the `authorization` header: key, time, nonce and signature over the method,
/// path with query, time, nonce and BLAKE3 of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authorization {
    /// The device.
    pub key: PublicKey,
    /// Its clock, milliseconds since 1970.
    pub time: i64,
    /// Makes the request unique.
    pub nonce: [u8; 8],
    /// By the device.
    pub signature: Signature,
}

impl Authorization {
    /// Signs a request.
    pub fn sign(
        keys: &Keys,
        method: &str,
        path: &str,
        body: &[u8],
        time: i64,
        nonce: [u8; 8],
    ) -> Self {
        let statement = request_statement(method, path, body, time, &nonce);
        Self {
            key: keys.public(),
            time,
            nonce,
            signature: keys.sign(sign::REQUEST, &statement),
        }
    }

    /// Whether the key signed exactly this request.
    pub fn verify(&self, method: &str, path: &str, body: &[u8]) -> bool {
        let statement = request_statement(method, path, body, self.time, &self.nonce);
        sign::verify(&self.key, sign::REQUEST, &statement, &self.signature)
    }

    /// The header's value.
    pub fn encode(&self) -> String {
        let mut bytes = Vec::with_capacity(112);
        bytes.extend_from_slice(&self.key.0);
        bytes.extend_from_slice(&self.time.to_le_bytes());
        bytes.extend_from_slice(&self.nonce);
        bytes.extend_from_slice(&self.signature.0);
        format!("Durbar {}", Base64UrlUnpadded::encode_string(&bytes))
    }

    /// Reads the header's value.
    pub fn parse(value: &str) -> Option<Self> {
        let bytes = Base64UrlUnpadded::decode_vec(value.strip_prefix("Durbar ")?).ok()?;
        if bytes.len() != 112 {
            return None;
        }
        Some(Self {
            key: PublicKey::try_from(&bytes[..32]).ok()?,
            time: i64::from_le_bytes(bytes[32..40].try_into().ok()?),
            nonce: bytes[40..48].try_into().ok()?,
            signature: Signature(bytes[48..].try_into().ok()?),
        })
    }
}

fn request_statement(method: &str, path: &str, body: &[u8], time: i64, nonce: &[u8; 8]) -> Vec<u8> {
    let mut statement = Vec::with_capacity(128);
    statement.extend_from_slice(method.as_bytes());
    statement.push(b' ');
    statement.extend_from_slice(path.as_bytes());
    statement.push(0);
    statement.extend_from_slice(&time.to_le_bytes());
    statement.extend_from_slice(nonce);
    statement.extend_from_slice(blake3::hash(body).as_bytes());
    statement
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_signed_with_its_method_path_and_body() {
        let keys = Keys::from_seed([1; 32]);
        let signed = Authorization::sign(&keys, "POST", "/sync", b"body", 5, [2; 8]);
        let read = Authorization::parse(&signed.encode()).expect("parses");
        assert_eq!(read, signed);
        assert!(read.verify("POST", "/sync", b"body"));
        assert!(!read.verify("PUT", "/sync", b"body"));
        assert!(!read.verify("POST", "/blobs", b"body"));
        assert!(!read.verify("POST", "/sync", b"bodz"));
        assert!(!Authorization { time: 6, ..read }.verify("POST", "/sync", b"body"));
        assert_eq!(Authorization::parse("Durbar AAAA"), None);
    }
}
