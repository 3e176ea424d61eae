//! What the decoders should read, made by the product's own encoders.

use crate::steps::{Step, write};
use automerge::{ActorId, AutoCommit, ObjId, ObjType, ROOT, transaction::Transactable};
use durbar_sync::{
    BlobId, ChangeHash, LaneId, actor, codec,
    grant::{Ending, Grant, Invitation, JoinToken, SignedEnding, SignedInvitation},
    header::{Header, Reader, SignedHeader, Writer},
    link::{Link, SignedOffer, SignedRevocation},
    packed::{PackedPush, PackedReceipt, PackedRecord},
    sign::{self, Keys, Receipt, SignedReceipt},
    wire::{
        Authorization, BlobKind, BlobOffer, Body, Bytes, ClientHello, End, ErrorBody, ErrorCode,
        Feed, HubHello, LaneRecord, Manifest, Proof, Push, Record, Refusal, ReplyFrame,
        RequestFrame, Return, Seal, SignedManifest, UploadReply, VERSION,
    },
};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;
use std::io::Cursor;

const NOW: i64 = 1_795_000_000_000;

/// Who writes the changes.
pub(crate) fn ama() -> Keys {
    Keys::from_seed([1; 32])
}

fn kofi() -> Keys {
    Keys::from_seed([2; 32])
}

fn bytes(value: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(value).expect("encodes")
}

fn a_header() -> SignedHeader {
    let header = Header {
        kind: "complaints/filing".to_owned(),
        writer: Writer::Person(ama().public()),
        readers: vec![Reader::Department("works".to_owned()), Reader::CasePerson],
        pack: "sekondi-takoradi".to_owned(),
        case: Some(LaneId([3; 32])),
        created: NOW,
        nonce: [4; 16],
    };
    header.sign(&ama()).expect("signs").1
}

/// The lane of the changes.
pub(crate) fn a_lane() -> (LaneId, SignedHeader) {
    let header = Header {
        kind: "complaints/filing".to_owned(),
        writer: Writer::Person(ama().public()),
        readers: vec![Reader::Department("works".to_owned())],
        pack: "sekondi-takoradi".to_owned(),
        case: None,
        created: 0,
        nonce: [1; 16],
    };
    header.sign(&ama()).expect("signs")
}

/// The actor of an install of the device that writes.
fn install(number: u32) -> ActorId {
    ActorId::from(actor::of(&ama().public(), &a_lane().0, number))
}

/// A document with the first change of a filing, and the filing in it.
pub(crate) fn begun() -> (AutoCommit, ObjId) {
    let mut document = AutoCommit::new().with_actor(install(0));
    let filing = document
        .put_object(ROOT, "filing", ObjType::Map)
        .expect("puts");
    document
        .put(&filing, "description", "The drain is full.")
        .expect("puts");
    document.commit();
    (document, filing)
}

fn document() -> AutoCommit {
    let (mut document, filing) = begun();
    let photos = document
        .put_object(&filing, "photos", ObjType::List)
        .expect("puts");
    for place in 0..3 {
        let photo = document
            .insert_object(&photos, place, ObjType::Map)
            .expect("inserts");
        document.put(&photo, "width", 1600_i64).expect("puts");
        document.put(&photo, "photo", vec![7; 32]).expect("puts");
    }
    document.commit();
    document.set_actor(install(1));
    document.put(ROOT, "status", "new").expect("puts");
    document.put(ROOT, "score", 0.5).expect("puts");
    document.delete(&filing, "description").expect("deletes");
    document.commit();
    document
}

fn changes() -> Vec<(Vec<u8>, ChangeHash)> {
    let changes = document().get_changes(&[]);
    let read = changes
        .iter()
        .map(|change| (change.raw_bytes().to_vec(), ChangeHash(change.hash().0)));
    read.collect()
}

/// Bodies of changes: what stands behind magic, checksum, kind and length.
pub(crate) fn change() -> Vec<Vec<u8>> {
    let bodies = changes().into_iter();
    bodies.map(|(chunk, _)| body_of(&chunk).to_vec()).collect()
}

fn body_of(chunk: &[u8]) -> &[u8] {
    let long = chunk[9] & 0x80 != 0;
    &chunk[10 + usize::from(long)..]
}

/// The changes after a document's first one, each by the places of those that it builds on.
pub(crate) fn history() -> Vec<Vec<u8>> {
    let (mut one, filing) = begun();
    let mut other = one.fork().with_actor(install(1));
    one.put(ROOT, "status", "new").expect("puts");
    one.commit();
    other.put(ROOT, "status", "waiting").expect("puts");
    other.put(&filing, "landmark", "The well").expect("puts");
    other.commit();
    one.merge(&mut other).expect("merges");
    one.put(ROOT, "status", "fixed").expect("puts");
    one.delete(&filing, "landmark").expect("deletes");
    one.commit();
    other.delete(ROOT, "status").expect("deletes");
    other.commit();
    one.merge(&mut other).expect("merges");
    [document(), one].into_iter().map(in_steps).collect()
}

fn in_steps(mut document: AutoCommit) -> Vec<u8> {
    let changes = document.get_changes(&[]);
    let place = |hash| changes.iter().position(|change| change.hash() == hash);
    let mut bytes = Vec::new();
    for change in &changes[1..] {
        let builds_on: Vec<_> = change
            .deps()
            .iter()
            .map(|dep| place(*dep).expect("an earlier change") as u8)
            .collect();
        let body = body_of(change.raw_bytes());
        let rest = &body[1 + 32 * builds_on.len()..];
        let builds_on = &builds_on;
        write(&Step { builds_on, rest }, &mut bytes);
    }
    bytes
}

fn a_link() -> Link {
    let secret = Keys::from_seed([5; 32]);
    let offer = SignedOffer::sign(secret.public(), NOW, &ama()).expect("signs");
    Link::accept(offer, &secret, &kofi(), true)
}

fn an_invitation() -> (SignedInvitation, Keys) {
    let link = Keys::from_seed([6; 32]);
    let invitation = Invitation {
        key: link.public(),
        pack: "sekondi-takoradi".to_owned(),
        role: "officer".to_owned(),
        department: "works".to_owned(),
        name: "Efua".to_owned(),
        from: NOW,
        until: NOW + 1,
    };
    (
        SignedInvitation::sign(&invitation, &ama()).expect("signs"),
        link,
    )
}

fn a_grant() -> Grant {
    let (invitation, link) = an_invitation();
    Grant::accept(invitation, &link, kofi().public())
}

fn a_revocation() -> SignedRevocation {
    SignedRevocation::sign(kofi().public(), NOW, &ama()).expect("signs")
}

fn an_ending() -> SignedEnding {
    let ending = Ending {
        invitation: an_invitation().1.public(),
        at: NOW,
    };
    SignedEnding::sign(ending, &ama()).expect("signs")
}

fn an_offer() -> BlobOffer {
    BlobOffer {
        blob: BlobId([8; 32]),
        length: 200_000,
        kind: BlobKind::Photo,
    }
}

fn a_receipt() -> SignedReceipt {
    let receipt = Receipt {
        lane: a_lane().0,
        heads: vec![ChangeHash([1; 32])],
        blobs: vec![BlobId([8; 32])],
        received: NOW,
        issued: NOW,
        epoch: 1,
        sequence: 7,
    };
    SignedReceipt::sign(receipt, &ama()).expect("signs")
}

fn a_manifest() -> SignedManifest {
    let manifest = Manifest {
        pack: "sekondi-takoradi".to_owned(),
        version: "2026.1".to_owned(),
        parts: vec![("base".to_owned(), an_offer())],
    };
    SignedManifest::sign(&manifest, &ama()).expect("signs")
}

fn a_push() -> Push {
    let (lane, header) = a_lane();
    let changes = changes();
    let heads = vec![changes[changes.len() - 1].1];
    let offer = an_offer();
    let statement = sign::heads_statement(&lane, &heads, &[offer.blob]);
    Push {
        lane,
        header: Some(header),
        changes: changes.into_iter().map(|(bytes, _)| Bytes(bytes)).collect(),
        heads,
        blobs: vec![offer],
        signature: ama().sign(sign::HEADS, &statement),
        links: vec![a_link()],
    }
}

fn a_record() -> LaneRecord {
    let Push {
        lane,
        header,
        changes,
        heads,
        blobs,
        signature,
        links,
    } = a_push();
    LaneRecord {
        lane,
        header,
        changes,
        heads,
        blobs,
        author: ama().public(),
        signature,
        links,
        received: NOW,
    }
}

fn requests() -> Vec<RequestFrame> {
    vec![
        RequestFrame::Hello(ClientHello {
            version: VERSION,
            epoch: Some(1),
            cursors: vec![
                (Feed::Registry, 1),
                (Feed::Person(ama().public()), 300),
                (Feed::Public("ward-1".to_owned()), 0),
            ],
            budget: 1 << 18,
            wait: 100,
            own: true,
            whole: true,
            dictionary: 0,
        }),
        RequestFrame::Accept(a_grant()),
        RequestFrame::Push(a_push()),
        RequestFrame::Packed(PackedPush::pack(&a_push(), &ama().public()).expect("packs")),
        RequestFrame::Link(a_link()),
        RequestFrame::Revoke(a_revocation()),
        RequestFrame::Return(Return {
            body: Body::Grant(a_grant()),
            proof: Proof::Seal(Seal([5; 16])),
        }),
        RequestFrame::Return(Return {
            body: Body::Lane(a_record()),
            proof: Proof::Receipt(a_receipt()),
        }),
    ]
}

fn replies() -> Vec<ReplyFrame> {
    let record = a_record();
    let lane = record.lane;
    let records = [
        Body::Lane(record),
        Body::Grant(a_grant()),
        Body::Manifest(a_manifest()),
        Body::Link(a_link()),
        Body::Revocation(a_revocation()),
        Body::Ending(an_ending()),
    ];
    let mut frames = vec![
        ReplyFrame::Hello(HubHello {
            hub: ama().public(),
            administrator: kofi().public(),
            epoch: 1,
            pack: "sekondi-takoradi".to_owned(),
            dictionary: 1,
            kept: None,
        }),
        ReplyFrame::Ack(a_receipt()),
        ReplyFrame::Stored(
            PackedReceipt::pack(&a_receipt(), 1, &a_receipt().receipt.blobs).expect("packs"),
        ),
        ReplyFrame::Unread(1),
        ReplyFrame::Refused {
            lane,
            code: Refusal::Quota,
        },
        ReplyFrame::NotReturned {
            index: 1,
            code: Refusal::BadChange,
        },
        ReplyFrame::GrantRefused(ama().public()),
        ReplyFrame::LinkRefused(ama().public()),
        ReplyFrame::Revoked(a_revocation()),
        ReplyFrame::Wanted {
            blob: BlobId([8; 32]),
            offset: 70_000,
        },
    ];
    frames.extend((1..).zip(records).map(|(sequence, body)| {
        ReplyFrame::Record(Record {
            feed: 2,
            sequence,
            body,
            seal: Some(Seal([5; 16])),
        })
    }));
    let of_lane = frames.iter().find_map(|frame| match frame {
        ReplyFrame::Record(record) => PackedRecord::pack(record, true),
        _ => None,
    });
    frames.push(ReplyFrame::Packed(of_lane.expect("packs")));
    frames.push(ReplyFrame::End(End {
        cursors: vec![1, 2, 3],
        denied: vec![2],
        more: true,
        time: NOW,
    }));
    frames
}

pub(crate) fn request() -> Vec<Vec<u8>> {
    let all = requests();
    vec![
        codec::encode(&all).expect("encodes"),
        codec::encode(&all[..1]).expect("encodes"),
    ]
}

pub(crate) fn reply() -> Vec<Vec<u8>> {
    let all = replies();
    vec![
        codec::encode(&all).expect("encodes"),
        codec::encode(&all[all.len() - 1..]).expect("encodes"),
    ]
}

pub(crate) fn request_frame() -> Vec<Vec<u8>> {
    requests().iter().map(bytes).collect()
}

pub(crate) fn reply_frame() -> Vec<Vec<u8>> {
    replies().iter().map(bytes).collect()
}

pub(crate) fn header() -> Vec<Vec<u8>> {
    let signed = a_header();
    vec![bytes(&signed), signed.bytes]
}

pub(crate) fn statement() -> Vec<Vec<u8>> {
    let (invitation, link) = an_invitation();
    let token = JoinToken {
        invitation,
        seed: link.seed(),
    };
    let all = [
        bytes(&a_grant()),
        bytes(&a_link()),
        bytes(&a_revocation()),
        bytes(&a_receipt()),
        bytes(&a_manifest()),
        bytes(&token),
        bytes(&ErrorBody {
            code: ErrorCode::Quota,
            time: NOW,
        }),
        bytes(&an_ending()),
        bytes(&UploadReply {
            have: 70_000,
            complete: false,
        }),
    ];
    let tagged = (0..).zip(all).map(|(kind, rest)| {
        let mut tagged = vec![kind];
        tagged.extend(rest);
        tagged
    });
    tagged.collect()
}

pub(crate) fn authorization() -> Vec<Vec<u8>> {
    let signed = Authorization::sign(&ama(), "POST", "/sync", b"", NOW, [1; 8]);
    vec![signed.encode().into_bytes(), a_code().into_bytes()]
}

fn a_code() -> String {
    let (invitation, link) = an_invitation();
    let token = JoinToken {
        invitation,
        seed: link.seed(),
    };
    token.encode().expect("encodes")
}

pub(crate) fn pack() -> Vec<Vec<u8>> {
    let json = br#"{"id":"a","version":"2026.1","name":{"en":"Town"},"languages":[{"code":"en","name":"English"}],"departments":[{"id":"works","name":{"en":"Works"}}]}"#;
    let packed = codec::shrink(json).expect("shrinks");
    vec![packed, json.to_vec(), b"{\"wards\":[]}".to_vec()]
}

pub(crate) fn code() -> Vec<Vec<u8>> {
    let code = a_code();
    vec![
        code.clone().into_bytes(),
        format!("https://durbar.example/join#{code}").into_bytes(),
        b"https://durbar.example/code#l4F7K29PM4F7K29PM".to_vec(),
        b"https://durbar.example/code#r4F7K29PM4F7K29PM".to_vec(),
        b"https://durbar.example/code#f4F7K29PM4F7K29PM".to_vec(),
        b"4F7K-29PM-4F7K-29PM-4F7K-29PM-4F7K-29PM".to_vec(),
    ]
}

pub(crate) fn picture() -> Vec<Vec<u8>> {
    let code = QrCode::encode_text("durbar#r4F7K29PM", QrCodeEcc::Medium).expect("fits");
    let picture = GrayImage::from_fn(96, 96, |x, y| {
        let at = |pixel: u32| i32::try_from(pixel / 3).expect("small") - 3;
        Luma([if code.get_module(at(x), at(y)) {
            0
        } else {
            255
        }])
    });
    let formats = [ImageFormat::Png, ImageFormat::Jpeg];
    let files = formats.map(|format| {
        let mut file = Cursor::new(Vec::new());
        DynamicImage::ImageLuma8(picture.clone())
            .write_to(&mut file, format)
            .expect("writes");
        file.into_inner()
    });
    files.into()
}
