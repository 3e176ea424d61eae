//! Reads bodies that may be long, slow or cut.

use super::Failure;
use axum::body::{Body, BodyDataStream, Bytes};
use durbar_sync::wire::ErrorCode;
use futures_util::StreamExt;
use std::time::Duration;

/// Bytes of a too long body that are read before it is refused: many clients read an answer only
/// once they have sent everything.
const DRAIN: usize = 8 * 1024 * 1024;

/// A body, piece by piece.
pub(super) struct Pieces {
    stream: BodyDataStream,
    silence: Duration,
}

/// How a body went on.
pub(super) enum Piece {
    /// More of it.
    Bytes(Bytes),
    /// It is whole.
    End,
    /// The connection was cut.
    Cut,
    /// Nothing came for too long.
    Silence,
}

impl Pieces {
    pub(super) fn new(body: Body, silence: Duration) -> Self {
        Self {
            stream: body.into_data_stream(),
            silence,
        }
    }

    pub(super) async fn next(&mut self) -> Piece {
        match tokio::time::timeout(self.silence, self.stream.next()).await {
            Err(_) => Piece::Silence,
            Ok(None) => Piece::End,
            Ok(Some(Err(_))) => Piece::Cut,
            Ok(Some(Ok(bytes))) => Piece::Bytes(bytes),
        }
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

/// A whole body of at most `cap` bytes.
pub(super) async fn whole(body: Body, cap: usize, silence: Duration) -> Result<Vec<u8>, Failure> {
    let mut pieces = Pieces::new(body, silence);
    let mut whole = Vec::new();
    loop {
        match pieces.next().await {
            Piece::Bytes(bytes) if whole.len() + bytes.len() > cap => {
                whole = Vec::new();
                pieces.drain().await;
                drop(whole);
                return Err(ErrorCode::TooLarge.into());
            }
            Piece::Bytes(bytes) => whole.extend_from_slice(&bytes),
            Piece::End => return Ok(whole),
            Piece::Cut => return Err(ErrorCode::Malformed.into()),
            Piece::Silence => return Err(Failure::SILENT),
        }
    }
}
