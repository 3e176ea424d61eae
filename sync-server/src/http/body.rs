//! Reads bodies that may be long, slow or cut.

use super::{Failure, limited::Client};
use crate::{gate::Share, hub::Hub};
use axum::body::{Body, BodyDataStream, Bytes};
use durbar_sync::wire::ErrorCode;
use futures_util::StreamExt;
use std::{sync::Arc, time::Duration};

/// Bytes of a too long body that are read before it is refused: many clients read an answer only
/// once they have sent everything.
const DRAIN: usize = 8 * 1024 * 1024;

/// A body, piece by piece.
pub(super) struct Pieces {
    stream: BodyDataStream,
    hub: Arc<Hub>,
    pace: Pace,
}

/// Whether a body brings less than the slowest link that counts would: a byte now and then is no
/// silence, and holds memory and a connection all the same. What came fast is no credit for later.
struct Pace {
    /// When the last piece came.
    last: i64,
    /// How far it is behind that link, in milliseconds.
    behind: u128,
}

impl Pace {
    /// Takes a piece of so many bytes; whether it is too far behind a link of so many bytes a
    /// second now.
    fn is_too_slow(&mut self, (bytes, now): (u64, i64), slowest: u64, patience: Duration) -> bool {
        let took = u128::try_from(now.saturating_sub(self.last)).unwrap_or(0);
        let usual = u128::from(bytes.saturating_mul(1000) / slowest.max(1));
        self.behind = (self.behind + took).saturating_sub(usual);
        self.last = now;
        self.behind > patience.as_millis()
    }
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
            pace: Pace {
                last: hub.now(),
                behind: 0,
            },
        }
    }

    pub(super) async fn next(&mut self) -> Piece {
        match tokio::time::timeout(self.hub.silence, self.stream.next()).await {
            Err(_) => Piece::Silence,
            Ok(None) => Piece::End,
            Ok(Some(Err(_))) => Piece::Cut,
            Ok(Some(Ok(bytes))) => {
                let piece = (bytes.len() as u64, self.hub.now());
                let Hub {
                    slowest, silence, ..
                } = &*self.hub;
                if self.pace.is_too_slow(piece, *slowest, *silence) {
                    return Piece::Silence;
                }
                Piece::Bytes(bytes)
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds of bodies of a piece each second, of so many bytes, until they are given up.
    fn lasts(first: u64, each: impl Fn(i64) -> u64) -> Option<i64> {
        let mut pace = Pace { last: 0, behind: 0 };
        let mut slow = |bytes, now: i64| {
            let patience = Duration::from_secs(30);
            pace.is_too_slow((bytes, now * 1000), 500, patience)
        };
        assert!(!slow(first, 0));
        (1..10_000).find(|now| slow(each(*now), *now))
    }

    #[test]
    fn what_came_fast_is_no_credit_for_a_drip() {
        assert_eq!(lasts(0, |_| 0), Some(31));
        assert_eq!(lasts(1_000_000, |_| 1), Some(31));
        assert_eq!(lasts(0, |_| 500), None);
        // In bursts, as over a bad link.
        assert_eq!(lasts(0, |now| if now % 25 == 0 { 12_500 } else { 0 }), None);
        assert_eq!(lasts(0, |_| 250), Some(61));
    }
}
