//! Reads bodies that may be long, slow or cut.

use super::{Failure, limited::Client};
use crate::{gate::Share, hub::Hub};
use axum::body::{Body, BodyDataStream, Bytes};
use durbar_sync::wire::ErrorCode;
use futures_util::StreamExt;
use std::sync::Arc;

/// Bytes of a too long body that are read before it is refused: many clients read an answer only
/// once they have sent everything.
const DRAIN: usize = 8 * 1024 * 1024;

/// A body, piece by piece.
pub(super) struct Pieces {
    stream: BodyDataStream,
    hub: Arc<Hub>,
    started: i64,
    received: u64,
}

/// How a body went on.
pub(super) enum Piece {
    /// More of it.
    Bytes(Bytes),
    /// It is whole.
    End,
    /// The connection was cut.
    Cut,
    /// Nothing came for too long, or all of it too slowly.
    Silence,
}

impl Pieces {
    pub(super) fn new(hub: &Arc<Hub>, body: Body) -> Self {
        Self {
            stream: body.into_data_stream(),
            hub: hub.clone(),
            started: hub.now(),
            received: 0,
        }
    }

    pub(super) async fn next(&mut self) -> Piece {
        match tokio::time::timeout(self.hub.silence, self.stream.next()).await {
            Err(_) => Piece::Silence,
            Ok(None) => Piece::End,
            Ok(Some(Err(_))) => Piece::Cut,
            Ok(Some(Ok(bytes))) => {
                self.received += bytes.len() as u64;
                if self.is_too_slow() {
                    return Piece::Silence;
                }
                Piece::Bytes(bytes)
            }
        }
    }

    /// Whether it brings less than the slowest link that counts would: a byte now and then is no
    /// silence, and holds memory and a connection all the same. What came fast is no credit for
    /// long: the count begins anew with each stretch of time.
    fn is_too_slow(&mut self) -> bool {
        let now = self.hub.now();
        let took = u128::try_from(now.saturating_sub(self.started)).unwrap_or(0);
        let stretch = self.hub.silence.as_millis();
        let usual = u128::from(self.received.saturating_mul(1000) / self.hub.slowest.max(1));
        if took > stretch + usual.min(stretch) {
            return true;
        }
        if took > stretch {
            (self.started, self.received) = (now, 0);
        }
        false
    }

    /// Reads on and throws away, for a while.
    pub(super) async fn drain(&mut self) {
        let mut left = DRAIN;
        while let Piece::Bytes(bytes) = self.next().await {
            left = left.saturating_sub(bytes.len());
            if left == 0 {
                return;
            }
        }
    }
}

/// A body in memory, and the room that it takes there.
pub(super) struct Whole {
    bytes: Vec<u8>,
    _share: Share,
}

impl std::ops::Deref for Whole {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

/// A whole body of at most `cap` bytes, as long as there is room for it.
pub(super) async fn whole(
    hub: &Arc<Hub>,
    client: Option<Client>,
    body: Body,
    cap: usize,
) -> Result<Whole, Failure> {
    let mut share = hub.gate.room.share(client.map(|Client(network)| network));
    let mut pieces = Pieces::new(hub, body);
    let mut whole = Vec::new();
    loop {
        match pieces.next().await {
            Piece::Bytes(bytes) if whole.len() + bytes.len() > cap => {
                drop((whole, share));
                pieces.drain().await;
                return Err(ErrorCode::TooLarge.into());
            }
            Piece::Bytes(bytes) if share.grow(bytes.len()) => whole.extend_from_slice(&bytes),
            Piece::Bytes(_) => {
                drop((whole, share));
                hub.metrics.turned_away("bodies");
                pieces.drain().await;
                return Err(ErrorCode::Busy.into());
            }
            Piece::End => {
                return Ok(Whole {
                    bytes: whole,
                    _share: share,
                });
            }
            Piece::Cut => return Err(ErrorCode::Malformed.into()),
            Piece::Silence => return Err(Failure::SILENT),
        }
    }
}
