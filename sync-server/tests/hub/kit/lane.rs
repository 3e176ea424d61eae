//! Documents as their writers have them.

use super::{DEPARTMENT, Device, START};
use automerge::{ActorId, AutoCommit, ROOT, transaction::Transactable};
use durbar_sync::{
    BlobId, ChangeHash, LaneId, actor,
    header::{Header, Reader, SignedHeader, Writer},
    sign,
    wire::{BlobKind, BlobOffer, Bytes, Push},
};

/// A document with its header, as its writer has it.
pub struct Lane {
    pub id: LaneId,
    pub header: SignedHeader,
    pub document: AutoCommit,
    pushed: Vec<automerge::ChangeHash>,
}

impl Lane {
    pub fn new(device: &Device, header: &Header) -> Self {
        let (id, header) = header.sign(&device.keys).unwrap();
        let actor = ActorId::from(actor::of(&device.keys.public(), &id, 0));
        Self {
            id,
            header,
            document: AutoCommit::new().with_actor(actor),
            pushed: vec![],
        }
    }

    /// A filing of a person to a department.
    pub fn filing(device: &Device, number: u8) -> Self {
        Self::new(device, &filing_header(device, number))
    }

    /// One of many filings.
    pub fn numbered(device: &Device, number: u32) -> Self {
        let mut header = filing_header(device, 0);
        header.nonce[..4].copy_from_slice(&number.to_le_bytes());
        Self::new(device, &header)
    }

    /// Another device writes on.
    pub fn by(&mut self, device: &Device) -> &mut Self {
        let actor = actor::of(&device.keys.public(), &self.id, 0);
        self.document.set_actor(ActorId::from(actor));
        self
    }

    pub fn edit(&mut self, text: &str) -> &mut Self {
        self.document.put(ROOT, "text", text).unwrap();
        self.document.commit();
        self
    }

    /// What is new since the last push.
    pub fn push(&mut self, device: &Device) -> Push {
        self.push_with(device, vec![])
    }

    pub fn push_with(&mut self, device: &Device, blobs: Vec<BlobOffer>) -> Push {
        let changes = self.document.get_changes(&self.pushed);
        let changes = changes
            .iter()
            .map(|change| Bytes(change.raw_bytes().to_vec()))
            .collect();
        self.pushed = self.document.get_heads();
        let mut heads: Vec<_> = self.pushed.iter().map(|head| ChangeHash(head.0)).collect();
        heads.sort();
        let mut push = Push {
            lane: self.id,
            header: Some(self.header.clone()),
            changes,
            heads,
            blobs,
            signature: device.keys.sign(sign::HEADS, b""),
            links: vec![],
        };
        sign_push(&mut push, device);
        push
    }
}

pub fn filing_header(device: &Device, number: u8) -> Header {
    Header {
        kind: "complaints/filing".to_owned(),
        writer: Writer::Person(device.keys.public()),
        readers: vec![Reader::Department(DEPARTMENT.to_owned())],
        pack: "sekondi-takoradi".to_owned(),
        case: None,
        created: START,
        nonce: [number; 16],
    }
}

pub fn casework_header(case: LaneId, department: &str) -> Header {
    Header {
        kind: "complaints/casework".to_owned(),
        writer: Writer::Department(department.to_owned()),
        readers: vec![Reader::CasePerson],
        pack: "sekondi-takoradi".to_owned(),
        case: Some(case),
        created: 0,
        nonce: [0; 16],
    }
}

/// A lane in which a department writes of a case for these readers.
pub fn office_header(case: LaneId, department: &str, readers: &[Reader]) -> Header {
    Header {
        kind: "complaints/other".to_owned(),
        readers: readers.to_vec(),
        ..casework_header(case, department)
    }
}

/// A case that a department takes in for somebody.
pub fn taken_in_header(department: &str, readers: &[Reader], number: u8) -> Header {
    Header {
        kind: "complaints/filing".to_owned(),
        readers: readers.to_vec(),
        case: None,
        created: START,
        nonce: [number; 16],
        ..casework_header(LaneId([0; 32]), department)
    }
}

/// Signs a push as it is now.
pub fn sign_push(push: &mut Push, device: &Device) {
    let blobs: Vec<_> = push.blobs.iter().map(|offer| offer.blob).collect();
    let statement = sign::heads_statement(&push.lane, &push.heads, &blobs);
    push.signature = device.keys.sign(sign::HEADS, &statement);
}

/// Bytes that no compression shortens, with their offer.
pub fn photo(seed: u8, length: usize) -> (Vec<u8>, BlobOffer) {
    let mut bytes = vec![0; length];
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[seed]);
    hasher.finalize_xof().fill(&mut bytes);
    let offer = BlobOffer {
        blob: BlobId::of(&bytes),
        length: length as u64,
        kind: BlobKind::Photo,
    };
    (bytes, offer)
}
