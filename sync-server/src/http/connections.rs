//! Connections: who gets one, how long one may be silent, and how they end.
//!
//! `axum::serve` knows no bounds on what has not become a request yet, so this is its loop with
//! hyper's own timer for heads, and with a seat for each connection.

use crate::{gate::Seat, hub::Hub};
use axum::{Router, body::Body, extract::ConnectInfo, serve::Listener};
use hyper::{Request, body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{
    future::Future,
    io,
    net::SocketAddr,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{mpsc, watch},
    time::Sleep,
};
use tower::ServiceExt;

/// Longest head of a request, in bytes.
const MAX_HEAD: usize = 64 * 1024;

/// How long a connection may keep the hub waiting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// Until the head of a request is whole, from when the connection has nothing else to do.
    pub head: Duration,
    /// Until some bytes of an answer are taken.
    pub answer: Duration,
}

/// A door that lets in only whom there is a seat for.
pub(crate) struct Door {
    tcp: TcpListener,
    hub: Arc<Hub>,
}

impl Door {
    pub(crate) fn new(tcp: TcpListener, hub: Arc<Hub>) -> Self {
        Self { tcp, hub }
    }
}

impl Listener for Door {
    type Io = Seated;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Seated, SocketAddr) {
        loop {
            let (stream, peer) = Listener::accept(&mut self.tcp).await;
            // Who gets none is cut off at once: an answer would cost what is to be spared.
            let Some(seat) = self.hub.gate.seats.take(peer.ip()) else {
                self.hub.metrics.turned_away("connections");
                continue;
            };
            // A reply is written in pieces that must not wait for each other.
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "nodelay");
            }
            let seated = Seated {
                stream,
                patience: self.hub.patience.answer,
                stalled: None,
                _seat: seat,
            };
            return (seated, peer);
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}

/// A connection with its seat. It ends when nothing is taken of what is written.
pub(crate) struct Seated {
    stream: TcpStream,
    patience: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
    _seat: Seat,
}

impl Seated {
    /// Notes whether a write went on.
    fn went_on<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let patience = self.patience;
        let stalled = self
            .stalled
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        ready!(stalled.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Seated {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Seated {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.went_on(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.went_on(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Answers what comes through a door until `stop`, then lets what is under way end.
pub(super) async fn serve<L>(
    mut door: L,
    router: Router,
    patience: Patience,
    stop: impl Future<Output = ()>,
) where
    L: Listener<Addr = SocketAddr>,
{
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .max_buf_size(MAX_HEAD);
    let (serving, stopping) = watch::channel(());
    let (open, mut none_open) = mpsc::channel::<()>(1);
    let mut stop = pin!(stop);
    loop {
        let (io, peer) = tokio::select! {
            connection = door.accept() => connection,
            () = &mut stop => break,
        };
        let service = router
            .clone()
            .map_request(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(ConnectInfo(peer));
                request.map(Body::new)
            });
        let connection =
            builder.serve_connection(TokioIo::new(io), TowerToHyperService::new(service));
        let (mut stopping, open) = (stopping.clone(), open.clone());
        tokio::spawn(async move {
            let _open = open;
            let mut connection = pin!(connection);
            let mut is_stopping = false;
            loop {
                tokio::select! {
                    ended = connection.as_mut() => {
                        if let Err(error) = ended {
                            tracing::trace!(%error, "a connection ended");
                        }
                        return;
                    }
                    // An error says that the other end is gone, which is the news.
                    _ = stopping.changed(), if !is_stopping => {
                        is_stopping = true;
                        connection.as_mut().graceful_shutdown();
                    }
                }
            }
        });
    }
    drop((door, serving, open));
    // Nothing is ever sent: it ends when no connection holds the other end.
    none_open.recv().await;
}
