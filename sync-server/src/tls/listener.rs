//! Takes connections and shakes hands, many at a time: who is slow holds nobody up.

use super::Tls;
use crate::{
    http::{Door, Seated},
    metrics::Metrics,
};
use axum::serve::Listener;
use rustls::HandshakeKind;
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    sync::{Semaphore, mpsc},
    task::JoinHandle,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// Longest handshake: on the slowest link that counts it takes a few seconds.
const PATIENCE: Duration = Duration::from_secs(20);
/// Handshakes at a time; further connections wait.
const MOST: usize = 4096;

type Taken = (TlsStream<Seated>, SocketAddr);

/// A door behind TLS.
pub(crate) struct TlsListener {
    address: SocketAddr,
    taken: mpsc::Receiver<Taken>,
    taking: JoinHandle<()>,
}

impl TlsListener {
    /// Takes connections from now on.
    ///
    /// # Errors
    /// The socket.
    pub(crate) fn new(door: Door, tls: &Tls, metrics: Arc<Metrics>) -> io::Result<Self> {
        let address = door.local_addr()?;
        let (give, taken) = mpsc::channel(MOST);
        let taking = tokio::spawn(take(door, tls.acceptor(), give, metrics));
        Ok(Self {
            address,
            taken,
            taking,
        })
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.taking.abort();
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<Seated>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> Taken {
        match self.taken.recv().await {
            Some(taken) => taken,
            // Nobody takes connections any more: the program is ending.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

async fn take(
    mut door: Door,
    acceptor: TlsAcceptor,
    give: mpsc::Sender<Taken>,
    metrics: Arc<Metrics>,
) {
    let room = Arc::new(Semaphore::new(MOST));
    while let Ok(permit) = room.clone().acquire_owned().await {
        let (stream, peer) = door.accept().await;
        let (acceptor, give, metrics) = (acceptor.clone(), give.clone(), metrics.clone());
        tokio::spawn(async move {
            let _permit = permit;
            let shaken = tokio::time::timeout(PATIENCE, acceptor.accept(stream)).await;
            let Ok(Ok(stream)) = shaken else {
                metrics.greeted("failed");
                return;
            };
            let kind = match stream.get_ref().1.handshake_kind() {
                Some(HandshakeKind::Resumed) => "resumed",
                _ => "full",
            };
            metrics.greeted(kind);
            // The door may be closed by now.
            let _ = give.send((stream, peer)).await;
        });
    }
}
