//! A town with a hub, devices and lanes.

use automerge::{ActorId, AutoCommit, ROOT, transaction::Transactable};
use durbar_sync::{
    BlobId, ChangeHash, LaneId, codec,
    grant::{Grant, JoinToken},
    header::{Header, Reader, SignedHeader, Writer},
    sign::{self, Keys, Receipt},
    wire::{
        AUTHORIZATION, Authorization, BlobKind, BlobOffer, Bytes, ClientHello, End, ErrorBody,
        ErrorCode, Feed, HubHello, LaneRecord, Push, Record, Refusal, ReplyFrame, RequestFrame, UploadReply,
        VERSION,
    },
};
use durbar_sync_server::{
    Config, Hub, folder::Folder,
    hub::Clock,
    invite, serve,
};
use std::{
    future::Future,
    ops::Deref,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// Where the town's clock starts.
pub const START: i64 = 1_800_000_000_000;
pub const DEPARTMENT: &str = "works";
pub const OTHER_DEPARTMENT: &str = "waste";

/// The pack that ships with the app.
pub fn pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/packs/sekondi-takoradi")
}

/// A hub that serves, with a clock that stands still unless it is set.
pub struct Town {
    pub hub: Arc<Hub>,
    pub clock: Arc<AtomicI64>,
    pub data: TempDir,
    link: Link,
    stop: Option<oneshot::Sender<()>>,
    served: Option<JoinHandle<std::io::Result<()>>>,
}

/// The way to a hub.
pub struct Link {
    pub origin: String,
    pub who: HubHello,
    clock: Clock,
    client: reqwest::Client,
}

impl Deref for Town {
    type Target = Link;

    fn deref(&self) -> &Link {
        &self.link
    }
}

/// A device with its keys.
pub struct Device {
    pub keys: Keys,
    nonce: AtomicU64,
}

/// A whole reply.
#[derive(Debug, Default)]
pub struct Reply {
    pub frames: Vec<ReplyFrame>,
}

impl Town {
    pub async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    pub async fn open_with(change: impl FnOnce(&mut Config)) -> Self {
        let data = TempDir::new().unwrap();
        Folder::create(data.path(), &pack(), START).unwrap();
        Self::serve(data, START, change).await
    }

    /// The same hub in another process, as it were.
    pub async fn reopen(self) -> Self {
        let now = self.now();
        let Self { hub, data, .. } = self;
        drop(hub);
        Self::serve(data, now, |_| {}).await
    }

    async fn serve(data: TempDir, now: i64, change: impl FnOnce(&mut Config)) -> Self {
        let clock = Arc::new(AtomicI64::new(now));
        let told = clock.clone();
        let tell: Clock = Arc::new(move || told.load(Ordering::SeqCst));
        let mut config = Config::new(data.path());
        config.clock = tell.clone();
        config.limits.burst = 10_000;
        change(&mut config);
        let hub = Hub::open(config).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(serve(listener, hub.clone(), async {
            let _ = stopped.await;
        }));
        Self {
            link: Link::new(origin, hub.hello().clone(), tell),
            hub,
            clock,
            data,
            stop: Some(stop),
            served: Some(served),
        }
    }

    /// Ends the hub as an interrupt would.
    pub async fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        within(self.served.take().unwrap()).await.unwrap().unwrap();
    }

    /// A device with an officer's role.
    pub async fn officer(&self, seed: u8, department: &str) -> Device {
        let device = Device::new(seed);
        let grant = self.grant(&self.invite(department), &device);
        let reply = self
            .sync(&device, &[], vec![RequestFrame::Accept(grant)])
            .await;
        assert!(
            !reply
                .frames
                .iter()
                .any(|frame| matches!(frame, ReplyFrame::GrantRefused(_)))
        );
        device
    }

    pub fn invite(&self, department: &str) -> JoinToken {
        let offer = invite::Offer {
            role: "officer".to_owned(),
            department: department.to_owned(),
            name: "Efua".to_owned(),
            days: 30,
            origin: self.origin.clone(),
        };
        let folder = Folder::open(self.data.path()).unwrap();
        JoinToken::parse(&invite::link(&folder, &offer, self.now()).unwrap()).unwrap()
    }

    pub fn grant(&self, token: &JoinToken, device: &Device) -> Grant {
        let link = Keys::from_seed(token.seed);
        Grant::accept(token.invitation.clone(), &link, device.keys.public())
    }

    pub async fn is_up(&self) -> bool {
        self.plain_get("/healthz", &[]).await.status() == 200
    }
}

pub fn upload_path(blob: BlobId, offset: u64, length: u64) -> String {
    format!("/blobs/{blob}?offset={offset}&length={length}")
}

async fn send(request: reqwest::RequestBuilder) -> Option<(u16, Vec<u8>)> {
    let response = within(request.send()).await.ok()?;
    let status = response.status().as_u16();
    Some((status, within(response.bytes()).await.ok()?.to_vec()))
}

/// Fails a test that hangs.
pub async fn within<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(30), future)
        .await
        .expect("an answer in time")
}

pub fn error((status, body): (u16, Vec<u8>)) -> (u16, ErrorCode) {
    (
        status,
        postcard::from_bytes::<ErrorBody>(&body).unwrap().code,
    )
}

pub fn uploaded((status, body): (u16, Vec<u8>)) -> (u16, u64, bool) {
    let reply: UploadReply = postcard::from_bytes(&body).unwrap();
    (status, reply.have, reply.complete)
}

impl Device {
    pub fn new(seed: u8) -> Self {
        Self {
            keys: Keys::from_seed([seed; 32]),
            nonce: AtomicU64::new(0),
        }
    }

    pub fn feed(&self) -> Feed {
        Feed::Person(self.keys.public())
    }

    /// The value of the authorization header.
    pub fn sign(&self, method: &str, path: &str, body: &[u8], time: i64) -> String {
        let nonce = self.nonce.fetch_add(1, Ordering::SeqCst).to_le_bytes();
        Authorization::sign(&self.keys, method, path, body, time, nonce).encode()
    }
}

impl Reply {
    pub fn end(&self) -> &End {
        match self.frames.last() {
            Some(ReplyFrame::End(end)) => end,
            other => panic!("no end but {other:?}"),
        }
    }

    pub fn receipts(&self, link: &Link) -> Vec<Receipt> {
        self.frames
            .iter()
            .filter_map(|frame| match frame {
                ReplyFrame::Ack(signed) => {
                    assert!(signed.verify(&link.who.hub));
                    Some(signed.receipt.clone())
                }
                _ => None,
            })
            .collect()
    }

    pub fn receipt(&self, link: &Link) -> Receipt {
        let receipts = self.receipts(link);
        assert_eq!(receipts.len(), 1, "{:?}", self.frames);
        receipts[0].clone()
    }

    pub fn refusals(&self) -> Vec<Refusal> {
        self.frames
            .iter()
            .filter_map(|frame| match frame {
                ReplyFrame::Refused { code, .. } => Some(*code),
                _ => None,
            })
            .collect()
    }

    pub fn wanted(&self) -> Vec<(BlobId, u64)> {
        self.frames
            .iter()
            .filter_map(|frame| match frame {
                ReplyFrame::Wanted { blob, offset } => Some((*blob, *offset)),
                _ => None,
            })
            .collect()
    }

    pub fn records(&self) -> Vec<&Record> {
        self.frames
            .iter()
            .filter_map(|frame| match frame {
                ReplyFrame::Record(record) => Some(record),
                _ => None,
            })
            .collect()
    }

    pub fn lane_records(&self) -> Vec<&LaneRecord> {
        self.records()
            .into_iter()
            .filter_map(|record| match &record.body {
                durbar_sync::wire::Body::Lane(lane) => Some(lane),
                _ => None,
            })
            .collect()
    }

    pub fn sequences(&self) -> Vec<u64> {
        self.records()
            .iter()
            .map(|record| record.sequence)
            .collect()
    }
}

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
        let actor = ActorId::from(&device.keys.public().0[..16]);
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
        readers: vec![Reader::CaseWriter],
        pack: "sekondi-takoradi".to_owned(),
        case: Some(case),
        created: 0,
        nonce: [0; 16],
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

/// The program as it is built.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sync-server"));
    command.env("RUST_LOG", "warn").stdin(Stdio::null());
    command
}

/// A served hub, ended with the test.
pub struct Served {
    pub child: Child,
    pub origin: String,
}

impl Served {
    pub fn start(data: &Path) -> Self {
        let mut child = program()
            .args(["serve", "--listen", "127.0.0.1:0", "--rate", "100000", "--burst", "100000", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let origin = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap()
            .to_owned();
        Self { child, origin }
    }

    pub fn health(&self) -> String {
        let address = self.origin.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let request = "GET /healthz HTTP/1.1\r\nhost: hub\r\nconnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The way to a hub of its own process, by its own word.
pub async fn town_of(served: &Served, device: &Device) -> Link {
    let nobody = HubHello {
        hub: device.keys.public(),
        administrator: device.keys.public(),
        epoch: 0,
        pack: String::new(),
    };
    let link = Link::new(served.origin.clone(), nobody, Arc::new(durbar_sync_server::hub::now));
    let hello = ClientHello { epoch: None, ..link.hello(&[]) };
    match link.say(device, hello, vec![]).await.frames.swap_remove(0) {
        ReplyFrame::Hello(who) => Link { who, ..link },
        other => panic!("{other:?} instead of a hello"),
    }
}
