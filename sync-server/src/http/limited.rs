//! Turns away who asks too much, by address.

use super::answer::Failure;
use crate::{gate::Network, hub::Hub};
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use durbar_sync::wire::ErrorCode;
use std::{net::SocketAddr, sync::Arc};

/// Where a request comes from; none for the hub's own reader, which uses no socket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client(pub Network);

/// Answers a request unless too many came from its address.
pub(super) async fn limit(
    State(hub): State<Arc<Hub>>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if let Some(ConnectInfo(peer)) = peer {
        let addresses = &hub.gate.addresses;
        let client = addresses.client(*peer, request.headers());
        if !addresses.may_ask(client, hub.now()) {
            hub.metrics.turned_away("rate");
            return Failure::from(ErrorCode::Busy).answer(&hub);
        }
        request.extensions_mut().insert(Client(client));
    }
    next.run(request).await
}

/// Whether so many bytes more are kept of what comes from a request's address today.
pub(super) fn may_bring(hub: &Hub, client: Option<Client>, bytes: u64) -> bool {
    client.is_none_or(|Client(network)| hub.gate.addresses.may_bring(network, bytes, hub.now()))
}
