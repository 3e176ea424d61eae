//! A real S3 server, in this process.

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use std::{
    net::SocketAddr,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// The server, until the process ends.
pub struct Storage {
    folder: TempDir,
    address: SocketAddr,
    #[allow(dead_code, reason = "only where blobs are on a server")]
    is_away: Arc<AtomicBool>,
    buckets: AtomicU64,
}

impl Storage {
    /// The one that most tests share.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Storage> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    pub fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single("durbar", "a secret/1"));
        let service = service.build();
        let is_away = Arc::<AtomicBool>::default();
        let away = is_away.clone();
        let (tell, told) = std::sync::mpsc::channel();
        // Tests end their runtimes; this one goes on.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                loop {
                    let (socket, _) = listener.accept().await.unwrap();
                    if away.load(Ordering::SeqCst) {
                        continue;
                    }
                    let (service, away) = (service.clone(), away.clone());
                    tokio::spawn(async move {
                        let serve = http1::Builder::new()
                            .keep_alive(false)
                            .serve_connection(TokioIo::new(socket), service);
                        tokio::pin!(serve);
                        // One that is gone answers nothing more.
                        std::future::poll_fn(|context| {
                            if away.load(Ordering::SeqCst) {
                                return std::task::Poll::Ready(());
                            }
                            serve.as_mut().poll(context).map(drop)
                        })
                        .await;
                    });
                }
            });
        });
        Self {
            folder,
            address: told.recv().unwrap(),
            is_away,
            buckets: AtomicU64::new(0),
        }
    }

    /// The address of a new and empty bucket.
    pub fn bucket(&self) -> String {
        let number = self.buckets.fetch_add(1, Ordering::SeqCst);
        std::fs::create_dir(self.folder.path().join(format!("town-{number}"))).unwrap();
        let address = self.address;
        format!("s3://durbar:a%20secret%2F1@town-{number}/blobs?endpoint=http://{address}")
    }

    #[allow(dead_code, reason = "only where blobs are on a server")]
    /// Takes the server away, or brings it back.
    pub fn is_away(&self, is: bool) {
        self.is_away.store(is, Ordering::SeqCst);
    }
}
