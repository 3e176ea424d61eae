//! A town with a hub, devices and lanes.

mod kept;
mod lane;
mod link;
mod reply;
mod served;
mod storage;

pub use kept::Kept;
pub use lane::{
    Lane, casework_header, filing_header, office_header, photo, sign_push, taken_in_header,
};
pub use link::{Link, upload_path};
pub use reply::Reply;
pub use served::{Served, link_to, program};
pub use storage::Storage;

use durbar_sync::{
    PublicKey,
    grant::{Grant, JoinToken},
    sign::Keys,
    wire::{Authorization, ErrorBody, ErrorCode, Feed, ReplyFrame, RequestFrame, UploadReply},
};
use durbar_sync_server::{
    Config, Hub,
    folder::{Folder, Servers},
    hub::Clock,
    invite, serve,
    store::sql::{Connection, postgres::Server},
};
use std::{
    ops::Deref,
    path::{Path, PathBuf},
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

/// The same as another version.
pub fn next_pack(version: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    for entry in std::fs::read_dir(pack()).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let sheet = folder.path().join("pack.toml");
    let old = std::fs::read_to_string(&sheet).unwrap();
    let line = old.lines().find(|line| line.starts_with("version"));
    let new = old.replacen(line.unwrap(), &format!("version = \"{version}\""), 1);
    std::fs::write(&sheet, new).unwrap();
    folder
}

/// The address of a new and empty database on the server that the tests are lent.
pub fn database() -> String {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let server = std::env::var("DURBAR_POSTGRES").expect(
        "DURBAR_POSTGRES says where a PostgreSQL server is: run `cargo xtask test`, which brings one",
    );
    let number = LAST.fetch_add(1, Ordering::SeqCst);
    let name = format!("town_{}_{number}", std::process::id());
    let made = Server::new(&format!("{server} dbname=postgres")).unwrap();
    let connection = Connection::Postgres(made.connect().unwrap());
    connection.batch(&format!("CREATE SCHEMA {name}")).unwrap();
    format!("{server} dbname=postgres application_name={name} options='-c search_path={name}'")
}

/// A new database and a new bucket.
pub fn servers() -> Servers {
    Servers {
        database: Some(database()),
        blobs: Some(Storage::shared().bucket()),
    }
}

/// The folder of a new hub.
pub fn new_hub() -> TempDir {
    let data = TempDir::new().unwrap();
    if crate::ON_A_SERVER {
        Folder::create_on(data.path(), &pack(), START, &servers()).unwrap();
    } else {
        Folder::create(data.path(), &pack(), START).unwrap();
    }
    data
}

/// A town's folder: its own, or one that a test keeps.
pub enum Data {
    Own(TempDir),
    Kept(PathBuf),
}

impl Data {
    pub fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Kept(folder) => folder,
        }
    }
}

/// A hub that serves, with a clock that stands still unless it is set.
pub struct Town {
    pub hub: Arc<Hub>,
    pub clock: Arc<AtomicI64>,
    pub data: Data,
    link: Link,
    stop: Option<oneshot::Sender<()>>,
    served: Option<JoinHandle<std::io::Result<()>>>,
}

impl Deref for Town {
    type Target = Link;

    fn deref(&self) -> &Link {
        &self.link
    }
}

impl Town {
    pub async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    pub async fn open_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::serve(Data::Own(new_hub()), START, change).await
    }

    /// The hub of a folder that is there.
    pub async fn of(data: PathBuf, now: i64) -> Self {
        Self::serve(Data::Kept(data), now, |_| {}).await
    }

    /// The same hub in another process, as it were.
    pub async fn reopen(self) -> Self {
        self.reopen_after(|_| {}).await
    }

    /// The same after something was done to its folder.
    pub async fn reopen_after(self, change: impl FnOnce(Folder)) -> Self {
        let now = self.now();
        let Self { hub, data, .. } = self;
        drop(hub);
        change(Folder::open(data.path()).unwrap());
        Self::serve(data, now, |_| {}).await
    }

    pub async fn serve(data: Data, now: i64, change: impl FnOnce(&mut Config)) -> Self {
        let clock = Arc::new(AtomicI64::new(now));
        let told = clock.clone();
        let tell: Clock = Arc::new(move || told.load(Ordering::SeqCst));
        let mut config = Config::new(data.path());
        config.clock = tell.clone();
        config.limits.burst = 10_000;
        config.limits.address_burst = 10_000;
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

    /// Returns once a long poll waits at the hub.
    pub async fn has_a_long_poll(&self) {
        within(async {
            while self.hub.long_polls() == 0 {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }
}

/// A device with its keys.
pub struct Device {
    pub keys: Keys,
    nonce: AtomicU64,
}

impl Device {
    pub fn new(seed: u8) -> Self {
        Self {
            keys: Keys::from_seed([seed; 32]),
            nonce: AtomicU64::new(0),
        }
    }

    /// One of many.
    pub fn numbered(number: u32) -> Self {
        let mut seed = [200; 32];
        seed[..4].copy_from_slice(&number.to_le_bytes());
        Self {
            keys: Keys::from_seed(seed),
            nonce: AtomicU64::new(0),
        }
    }

    pub fn feed(&self) -> Feed {
        Feed::Person(self.key())
    }

    pub fn key(&self) -> PublicKey {
        self.keys.public()
    }

    /// The value of the authorization header.
    pub fn sign(&self, method: &str, path: &str, body: &[u8], time: i64) -> String {
        let nonce = self.nonce.fetch_add(1, Ordering::SeqCst).to_le_bytes();
        Authorization::sign(&self.keys, method, path, body, time, nonce).encode()
    }
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
