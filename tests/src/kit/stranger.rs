//! Somebody with keys and a program of their own, who says to a hub whatever they like.

use super::Result;
use automerge::{ActorId, AutoCommit, ObjType, ROOT, transaction::Transactable};
use durbar_sync::{
    BlobId, ChangeHash, LaneId, PublicKey, actor, codec,
    header::{Header, Reader, SignedHeader, Writer},
    sign::{self, Keys},
    wire::{
        AUTHORIZATION, Authorization, BlobKind, BlobOffer, Bytes, ClientHello, ErrorBody,
        ErrorCode, Feed, Push, ReplyFrame, RequestFrame, VERSION,
    },
};
use std::path::Path;

/// The pack of the kit's hubs.
pub const PACK: &str = "sekondi-takoradi";

/// A device that keeps no rules.
pub struct Stranger {
    /// Its keys.
    pub keys: Keys,
    /// The hub's time, as it last said.
    pub time: i64,
    origin: String,
    nonce: u64,
    runtime: tokio::runtime::Runtime,
    client: reqwest::Client,
}

/// A status and a body.
pub type Answer = (u16, Vec<u8>);

impl Stranger {
    /// A device that has learned the hub's time.
    ///
    /// # Errors
    /// The hub does not answer.
    pub fn meet(origin: &str, seed: u8) -> Result<Self> {
        let mut stranger = Self::offline(seed)?;
        origin.clone_into(&mut stranger.origin);
        let answer = stranger.post(vec![])?;
        stranger.time = postcard::from_bytes::<ErrorBody>(&answer.1)?.time;
        Ok(stranger)
    }

    /// A device that talks to nobody.
    ///
    /// # Errors
    /// No runtime.
    pub fn offline(seed: u8) -> Result<Self> {
        Ok(Self {
            keys: Keys::from_seed([seed; 32]),
            time: 0,
            origin: String::new(),
            nonce: 0,
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
            client: reqwest::Client::builder().build()?,
        })
    }

    /// Forgets its connections: the hub was started anew.
    ///
    /// # Errors
    /// No client.
    pub fn reconnect(&mut self) -> Result<()> {
        self.client = reqwest::Client::builder().build()?;
        Ok(())
    }

    /// The device's key.
    pub fn key(&self) -> PublicKey {
        self.keys.public()
    }

    /// A value for the authorization header that was not used before.
    pub fn sign(&mut self, method: &str, path: &str, body: &[u8]) -> String {
        self.nonce += 1;
        let nonce = self.nonce.to_le_bytes();
        Authorization::sign(&self.keys, method, path, body, self.time, nonce).encode()
    }

    /// Posts a body, signed.
    ///
    /// # Errors
    /// The hub does not answer.
    pub fn post(&mut self, body: Vec<u8>) -> Result<Answer> {
        let authorization = self.sign("POST", "/sync", &body);
        self.post_signed(&authorization, body)
    }

    /// Posts a body under any signature.
    ///
    /// # Errors
    /// The hub does not answer.
    pub fn post_signed(&self, authorization: &str, body: Vec<u8>) -> Result<Answer> {
        let request = self
            .client
            .post(format!("{}/sync", self.origin))
            .header(AUTHORIZATION, authorization)
            .body(body);
        self.send(request)
    }

    /// Puts bytes of a blob that it says is `length` bytes long.
    ///
    /// # Errors
    /// The hub does not answer.
    pub fn put(
        &mut self,
        blob: BlobId,
        offset: u64,
        length: u64,
        bytes: Vec<u8>,
    ) -> Result<Answer> {
        let path = format!("/blobs/{blob}?offset={offset}&length={length}");
        let request = self
            .client
            .put(format!("{}{path}", self.origin))
            .header(AUTHORIZATION, self.sign("PUT", &path, b""))
            .body(bytes);
        self.send(request)
    }

    /// Gets a path, signed.
    ///
    /// # Errors
    /// The hub does not answer.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        let request = self
            .client
            .get(format!("{}{path}", self.origin))
            .header(AUTHORIZATION, self.sign("GET", path, b""));
        self.send(request)
    }

    fn send(&self, request: reqwest::RequestBuilder) -> Result<Answer> {
        self.runtime.block_on(async {
            let response = request.send().await?;
            let status = response.status().as_u16();
            Ok((status, response.bytes().await?.to_vec()))
        })
    }

    /// The body of a request, with a greeting first.
    ///
    /// # Errors
    /// A frame is too long.
    pub fn body(&self, cursors: &[(Feed, u64)], frames: Vec<RequestFrame>) -> Result<Vec<u8>> {
        let mut all = vec![RequestFrame::Hello(ClientHello {
            version: VERSION,
            epoch: None,
            cursors: cursors.to_vec(),
            budget: 1 << 20,
            wait: 0,
            own: true,
            whole: true,
            dictionary: 0,
        })];
        all.extend(frames);
        Ok(codec::encode(&all)?)
    }

    /// Exchanges frames.
    ///
    /// # Errors
    /// The hub does not take the request as a whole.
    pub fn say(
        &mut self,
        cursors: &[(Feed, u64)],
        frames: Vec<RequestFrame>,
    ) -> Result<Vec<ReplyFrame>> {
        let body = self.body(cursors, frames)?;
        let (status, body) = self.post(body)?;
        if status != 200 {
            return Err(format!("status {status}").into());
        }
        Ok(codec::decode(&body, 64 << 20)?)
    }

    /// Pushes, and returns what the hub says of it.
    ///
    /// # Errors
    /// The hub does not take the request as a whole.
    pub fn push(&mut self, push: Push) -> Result<Vec<ReplyFrame>> {
        self.say(&[], vec![RequestFrame::Push(push)])
    }

    /// The header of a filing of this device to a department.
    pub fn filing(&self, department: &str, number: u8) -> Header {
        Header {
            kind: "complaints/filing".to_owned(),
            writer: Writer::Person(self.key()),
            readers: vec![Reader::Department(department.to_owned())],
            pack: PACK.to_owned(),
            case: None,
            created: self.time,
            nonce: [number; 16],
        }
    }

    /// A lane of this device.
    ///
    /// # Errors
    /// The header cannot be signed.
    pub fn lane(&self, header: &Header) -> Result<RawLane> {
        let (lane, signed) = header.sign(&self.keys)?;
        let actor = ActorId::from(actor::of(&self.key(), &lane, 0));
        Ok(RawLane {
            lane,
            header: Some(signed),
            document: AutoCommit::new().with_actor(actor),
            pushed: Vec::new(),
        })
    }
}

/// The code of an answer that is not a success.
///
/// # Errors
/// It is one.
pub fn refusal((status, body): &Answer) -> Result<(u16, ErrorCode)> {
    let error: ErrorBody = postcard::from_bytes(body)?;
    Ok((*status, error.code))
}

/// The header of the lane in which a department answers a case.
pub fn casework(case: LaneId, department: &str) -> Header {
    Header {
        kind: "complaints/casework".to_owned(),
        writer: Writer::Department(department.to_owned()),
        readers: vec![Reader::CasePerson],
        pack: PACK.to_owned(),
        case: Some(case),
        created: 0,
        nonce: [0; 16],
    }
}

/// A lane with its document.
pub struct RawLane {
    /// Its id.
    pub lane: LaneId,
    /// Its header, to be sent with pushes.
    pub header: Option<SignedHeader>,
    /// Its document.
    pub document: AutoCommit,
    pushed: Vec<automerge::ChangeHash>,
}

impl RawLane {
    /// Sets a value and makes a push of what is new, signed by anybody.
    ///
    /// # Errors
    /// Automerge refuses.
    pub fn edit(&mut self, text: &str, keys: &Keys, blobs: Vec<BlobOffer>) -> Result<Push> {
        self.document.put(ROOT, "text", text)?;
        self.document.commit();
        self.push(keys, blobs)
    }

    /// Writes a message as the app would, and makes a push of it.
    ///
    /// # Errors
    /// Automerge refuses.
    pub fn reply(&mut self, text: &str, keys: &Keys) -> Result<Push> {
        let event = self
            .document
            .put_object(ROOT, "event-00000000000000aa", ObjType::Map)?;
        self.document.put(&event, "kind", "message")?;
        self.document.put(&event, "text", text)?;
        self.document.put(&event, "status", "")?;
        self.document.put(&event, "at", 1_795_000_000_000_i64)?;
        self.document.commit();
        self.push(keys, Vec::new())
    }

    /// Makes a push of what is new.
    ///
    /// # Errors
    /// Never, so far.
    pub fn push(&mut self, keys: &Keys, blobs: Vec<BlobOffer>) -> Result<Push> {
        let changes = self.document.get_changes(&self.pushed);
        let changes = changes
            .iter()
            .map(|change| Bytes(change.raw_bytes().to_vec()))
            .collect();
        self.pushed = self.document.get_heads();
        let mut heads: Vec<_> = self.pushed.iter().map(|head| ChangeHash(head.0)).collect();
        heads.sort();
        let mut push = Push {
            links: Vec::new(),
            lane: self.lane,
            header: self.header.clone(),
            changes,
            heads,
            blobs,
            signature: keys.sign(sign::HEADS, b""),
        };
        sign_push(&mut push, keys);
        Ok(push)
    }
}

/// Signs a push as it is now.
pub fn sign_push(push: &mut Push, keys: &Keys) {
    let blobs: Vec<_> = push.blobs.iter().map(|offer| offer.blob).collect();
    let statement = sign::heads_statement(&push.lane, &push.heads, &blobs);
    push.signature = keys.sign(sign::HEADS, &statement);
}

/// An offer of bytes.
pub fn offer(bytes: &[u8]) -> BlobOffer {
    BlobOffer {
        blob: BlobId::of(bytes),
        length: bytes.len() as u64,
        kind: BlobKind::Photo,
    }
}

/// The keys in a hub's data folder: `hub.key`, `admin.key`.
///
/// # Errors
/// There are none.
pub fn stolen_keys(data: &Path, name: &str) -> Result<Keys> {
    let text = std::fs::read_to_string(data.join(name))?;
    // Any id of 32 bytes reads its hex form.
    let seed: LaneId = text.trim().parse()?;
    Ok(Keys::from_seed(seed.0))
}
