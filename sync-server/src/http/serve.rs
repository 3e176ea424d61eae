//! Serves a hub on its doors until it is told to stop.

use super::{Door, connections, health, router, watched, with_headers};
use crate::{
    hub::Hub,
    public::{self, Reader},
    tls::{Tls, TlsListener},
};
use axum::{Extension, Router, middleware};
use futures_util::{FutureExt, future::BoxFuture};
use std::{future::Future, io, sync::Arc};
use tokio::{net::TcpListener, sync::watch};

/// With a request that came over the hub's own TLS.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Secure;

/// Where a hub listens.
pub struct Doors {
    /// For everybody.
    pub main: TcpListener,
    /// The certificate that the main door shows; plain HTTP without one.
    pub tls: Option<Arc<Tls>>,
    /// For who watches the hub; it closes last, so that it can say that the hub stops.
    pub watch: Option<TcpListener>,
}

/// Serves a hub until `shutdown`, then lets requests end: long polls are answered at once.
///
/// # Errors
/// The socket.
pub async fn serve(
    listener: TcpListener,
    hub: Arc<Hub>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let doors = Doors {
        main: listener,
        tls: None,
        watch: None,
    };
    serve_doors(doors, hub, shutdown).await
}

/// The same on several doors.
///
/// # Errors
/// A socket.
pub async fn serve_doors(
    doors: Doors,
    hub: Arc<Hub>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    if let Some(data) = &hub.public_data
        && let Err(error) = public::start(&hub, data)
    {
        tracing::error!(%error, "there are no public pages");
    }
    let packs = hub.clone();
    let packs = tokio::spawn(async move { packs.watch_packs().await });
    let (closed, watching) = watch::channel(false);
    let watching = doors
        .watch
        .map(|listener| tokio::spawn(serve_watch(listener, hub.clone(), watching)));
    let closing = hub.clone();
    let stop = async move {
        shutdown.await;
        tracing::info!("stopping");
        closing.close();
    };
    let router = watched_router(&hub);
    let patience = hub.patience;
    let door = Door::new(doors.main, hub.clone());
    let served: BoxFuture<'_, ()> = match &doors.tls {
        None => connections::serve(door, router, patience, stop).boxed(),
        Some(tls) => {
            hub.note_certificate(tls);
            let door = TlsListener::new(door, tls, hub.metrics.clone())?;
            let router = router.layer(Extension(Secure));
            connections::serve(door, router, patience, stop).boxed()
        }
    };
    tokio::select! {
        () = served => {}
        () = async {
            hub.closed().await;
            tokio::time::sleep(hub.stop_within).await;
        } => {
            tracing::warn!("connections were still open at the end");
        }
    }
    hub.close();
    if let Err(error) = packs.await {
        tracing::error!(%error, "the watch over packs failed");
    }
    if hub.public.get().is_some() {
        let ending = hub.clone();
        let joined = tokio::task::spawn_blocking(move || ending.public.get().map(Reader::join));
        if let Err(error) = joined.await {
            tracing::error!(%error, "the public reader did not end well");
        }
    }
    closed.send_replace(true);
    if let Some(watching) = watching
        && let Err(error) = watching.await
    {
        tracing::error!(%error, "the door for watching failed");
    }
    Ok(())
}

/// Serves the door for watching until all else has ended. Whoever holds a connection open there
/// holds nothing up.
async fn serve_watch(listener: TcpListener, hub: Arc<Hub>, mut closed: watch::Receiver<bool>) {
    let router = health::watch_routes()
        .layer(middleware::from_fn(with_headers))
        .with_state(hub);
    tokio::select! {
        ended = async { axum::serve(listener, router).await } => {
            if let Err(error) = ended {
                tracing::error!(%error, "the door for watching failed");
            }
        }
        // An error says that the other end is gone, which is an end as well.
        _ = closed.wait_for(|closed| *closed) => {}
    }
}

/// The paths of the hub, each request counted.
fn watched_router(hub: &Arc<Hub>) -> Router {
    router(hub.clone()).layer(middleware::from_fn_with_state(hub.clone(), watched::watch))
}
