//! `PUT` and `GET /blobs/{id}`.

use super::{
    BYTES, Failure, PRIVATE, admit_without_body,
    body::{Piece, Pieces},
    limited::{self, Client},
};
use crate::{
    error::Error,
    files::Part,
    hub::Hub,
    store::{
        blobs::{self, BlobRow},
        usage::{self, Kind},
    },
    uploads::Uploading,
};
use axum::{
    extract::{Path, Query, Request, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use durbar_sync::{
    BlobId, PublicKey,
    wire::{ErrorCode, UploadReply},
};
use std::{sync::Arc, time::Duration};

/// Bytes after which an upload is made durable even if it goes on.
const SYNC_EVERY: u64 = 256 * 1024;
/// How long an upload that a newer call ends is read on: what had arrived before is still on its
/// way through the machine.
const LAST_BYTES: Duration = Duration::from_millis(200);

/// Where a piece of a blob belongs.
#[derive(Clone, Copy, serde::Deserialize)]
pub(super) struct Place {
    offset: u64,
    length: u64,
}

/// Takes bytes of a blob from `offset` on and keeps what arrives, also if the rest does not.
///
/// The signature covers the place but not the bytes: a body that is cut could not be verified,
/// and the whole blob is checked against its hash.
pub(super) async fn upload(
    State(hub): State<Arc<Hub>>,
    Path(id): Path<String>,
    place: Result<Query<Place>, QueryRejection>,
    request: Request,
) -> Response {
    // On its own: the task outlives the connection and keeps what came before the cut.
    let task = tokio::spawn({
        let hub = hub.clone();
        let place = place.ok().map(|Query(place)| place);
        async move { receive(&hub, &id, place, request).await }
    });
    match task.await.map_err(Failure::from).and_then(|result| result) {
        Ok(response) => response,
        Err(failure) => failure.answer(&hub),
    }
}

async fn receive(
    hub: &Arc<Hub>,
    id: &str,
    place: Option<Place>,
    request: Request,
) -> Result<Response, Failure> {
    let device = admit_without_body(hub, &request)?;
    let blob: BlobId = id.parse().map_err(|_| ErrorCode::NotFound)?;
    let place = place.ok_or(ErrorCode::Malformed)?;
    let find = move |hub: &Hub| {
        let now = hub.now();
        hub.store
            .read(|connection| blobs::for_upload(connection, &blob, &device, now))
    };
    let (stored, first) = blocking(hub, find).await?.ok_or(ErrorCode::NotFound)?;
    let Some(mut alone) = hub.uploads.start(stored, device).await else {
        return uploaded(StatusCode::CONFLICT, first);
    };
    // Again: what the last one who wrote left is known only now.
    let (stored, row) = blocking(hub, find).await?.ok_or(ErrorCode::NotFound)?;
    if row.complete {
        return uploaded(StatusCode::OK, row);
    }
    if place.offset != row.have {
        return uploaded(StatusCode::CONFLICT, row);
    }
    if row.have == row.length {
        // All had arrived when the hub was stopped.
        return finish(hub, (blob, stored), row, device).await;
    }
    let sender = Sender {
        device,
        client: request.extensions().get::<Client>().copied(),
    };
    let missing = row.length - row.have;
    let fits = blocking(hub, move |hub| {
        let at = (hub.now(), &hub.gate.quota());
        let left = hub
            .store
            .read(|connection| usage::left(connection, &device, Kind::Photos, at))?;
        Ok(missing <= left)
    });
    if !fits.await? {
        return Err(ErrorCode::Quota.into());
    }
    let mut pieces = Pieces::new(hub, request.into_body());
    let room = place.length.min(missing);
    let (row, end) = write(hub, (stored, sender), row, room, (&mut pieces, &mut alone)).await?;
    match end {
        Wrote::NoMore => Err(ErrorCode::Quota.into()),
        Wrote::Elsewhere => {
            let (_, row) = blocking(hub, find).await?.ok_or(ErrorCode::NotFound)?;
            let status = if row.complete {
                StatusCode::OK
            } else {
                StatusCode::CONFLICT
            };
            uploaded(status, row)
        }
        Wrote::TooMuch => {
            pieces.drain().await;
            Err(ErrorCode::TooLarge.into())
        }
        Wrote::AsMuch if row.have == row.length => finish(hub, (blob, stored), row, device).await,
        Wrote::AsMuch => uploaded(StatusCode::OK, row),
    }
}

enum Wrote {
    AsMuch,
    TooMuch,
    /// Its sender has used up a quota.
    NoMore,
    /// Others brought the same meanwhile.
    Elsewhere,
}

/// Who brings bytes, and from where.
#[derive(Clone, Copy)]
struct Sender {
    device: PublicKey,
    client: Option<Client>,
}

async fn write(
    hub: &Arc<Hub>,
    (blob, sender): (BlobId, Sender),
    mut row: BlobRow,
    mut room: u64,
    (pieces, alone): (&mut Pieces, &mut Uploading),
) -> Result<(BlobRow, Wrote), Failure> {
    let have = row.have;
    let mut part = blocking(hub, move |hub| hub.files.resume(&blob, have)).await?;
    let mut unsynced = 0;
    let mut superseded = false;
    let mut ending = std::pin::pin!(hub.ending());
    let end = loop {
        let next = tokio::select! {
            biased;
            piece = pieces.next() => Some(piece),
            () = alone.superseded(), if !superseded => None,
            () = &mut ending => break Wrote::AsMuch,
            () = tokio::time::sleep(LAST_BYTES), if superseded => break Wrote::AsMuch,
        };
        let bytes = match next {
            Some(Piece::Bytes(bytes)) => bytes,
            Some(_) => break Wrote::AsMuch,
            None => {
                superseded = true;
                continue;
            }
        };
        let count = bytes.len() as u64;
        if count > room {
            break Wrote::TooMuch;
        }
        room -= count;
        unsynced += count;
        part = blocking(hub, move |_| {
            part.write(&bytes)?;
            Ok(part)
        })
        .await?;
        if unsynced >= SYNC_EVERY {
            match count_in(hub, (blob, sender), &mut row, unsynced, part).await? {
                Counted::All(synced) => part = synced,
                Counted::NoMore => return Ok((row, Wrote::NoMore)),
                Counted::Elsewhere => return Ok((row, Wrote::Elsewhere)),
            }
            unsynced = 0;
        }
    };
    if unsynced > 0 {
        match count_in(hub, (blob, sender), &mut row, unsynced, part).await? {
            Counted::All(_) => {}
            Counted::NoMore => return Ok((row, Wrote::NoMore)),
            Counted::Elsewhere => return Ok((row, Wrote::Elsewhere)),
        }
    }
    Ok((row, end))
}

/// What became of bytes that came.
enum Counted {
    /// They count.
    All(Part),
    /// A quota is used up: they do not count, and are written over.
    NoMore,
    /// They came to another hub, or the whole blob from somebody else.
    Elsewhere,
}

/// Makes what was written durable, then counts it.
async fn count_in(
    hub: &Arc<Hub>,
    (blob, Sender { device, client }): (BlobId, Sender),
    row: &mut BlobRow,
    more: u64,
    mut part: Part,
) -> Result<Counted, Failure> {
    if !limited::may_bring(hub, client, more) {
        return Ok(Counted::NoMore);
    }
    let part = blocking(hub, move |_| {
        part.sync()?;
        Ok(part)
    })
    .await?;
    let (before, have) = (row.have, row.have + more);
    let (now, quota) = (hub.now(), hub.gate.quota());
    let counting = hub.store.write(move |connection| {
        let fits = usage::charge(connection, &device, (Kind::Photos, more), (now, &quota))?;
        if fits && !blobs::add(connection, &blob, (before, have))? {
            // Taken back with what was charged.
            return Err(Error::Elsewhere);
        }
        Ok(fits)
    });
    match counting.await {
        Ok(true) => {}
        Ok(false) => return Ok(Counted::NoMore),
        Err(Error::Elsewhere) => return Ok(Counted::Elsewhere),
        Err(error) => return Err(error.into()),
    }
    row.have = have;
    Ok(Counted::All(part))
}

/// Ends an upload of which all bytes are here, at the blob's own place or at a copy's.
async fn finish(
    hub: &Arc<Hub>,
    (blob, stored): (BlobId, BlobId),
    mut row: BlobRow,
    device: PublicKey,
) -> Result<Response, Failure> {
    let is_right = blocking(hub, move |hub| hub.files.finish(&blob, &stored)).await?;
    row.have = if is_right { row.length } else { 0 };
    row.complete = is_right;
    hub.store
        .write(move |connection| {
            if is_right && stored != blob {
                blobs::prove(connection, &blob, &device, row.length)
            } else {
                blobs::set_have(connection, &stored, row.have, is_right)
            }
        })
        .await?;
    if is_right {
        hub.metrics.blobs.inc();
        uploaded(StatusCode::OK, row)
    } else {
        tracing::info!("a blob had another hash than its name");
        Err(Failure::WRONG_BYTES)
    }
}

fn uploaded(status: StatusCode, row: BlobRow) -> Result<Response, Failure> {
    let reply = UploadReply {
        have: row.have,
        complete: row.complete,
    };
    let bytes = postcard::to_stdvec(&reply).map_err(Error::from)?;
    Ok((status, [PRIVATE, BYTES], bytes).into_response())
}

/// Gives a blob to who may read it, whole or from a byte on.
pub(super) async fn download(
    State(hub): State<Arc<Hub>>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let start = range_start(request.headers());
    let given = match admit_without_body(&hub, &request) {
        Ok(device) => give(&hub, &id, device, start).await,
        Err(failure) => Err(failure),
    };
    match given {
        Ok(response) => response,
        Err(failure) => failure.answer(&hub),
    }
}

async fn give(
    hub: &Arc<Hub>,
    id: &str,
    device: PublicKey,
    start: Option<u64>,
) -> Result<Response, Failure> {
    let blob: BlobId = id.parse().map_err(|_| ErrorCode::NotFound)?;
    let row = blocking(hub, move |hub| {
        let now = hub.now();
        hub.store
            .read(|connection| blobs::for_download(connection, &blob, &device, now))
    });
    let row = row.await?.ok_or(ErrorCode::NotFound)?;
    let from = start.unwrap_or(0);
    if from > row.length || (start.is_some() && from == row.length) {
        return Err(Failure::NO_RANGE);
    }
    let body = hub.files.stream(&blob, from).await?;
    let headers = [
        PRIVATE,
        BYTES,
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (header::CONTENT_LENGTH, HeaderValue::from(row.length - from)),
    ];
    let mut response = (headers, body).into_response();
    if start.is_some() {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let range = format!(
            "bytes {from}-{}/{}",
            row.length.saturating_sub(1),
            row.length
        );
        let range = HeaderValue::try_from(range)
            .map_err(|_| Error::Damaged("a length cannot be written"))?;
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
    Ok(response)
}

/// The first byte of `Range: bytes=N-`. Other forms are answered with the whole, as HTTP allows.
fn range_start(headers: &HeaderMap) -> Option<u64> {
    let range = headers.get(header::RANGE)?.to_str().ok()?;
    range
        .strip_prefix("bytes=")?
        .strip_suffix('-')?
        .parse()
        .ok()
}

async fn blocking<T: Send + 'static>(
    hub: &Arc<Hub>,
    work: impl FnOnce(&Hub) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let hub = hub.clone();
    Ok(tokio::task::spawn_blocking(move || work(&hub)).await??)
}
