//! Writes a reply as it is taken, readable up to the byte where it is cut.

use super::{BYTES, Failure, PRIVATE};
use crate::error::Error;
use axum::{
    body::{Body, Bytes},
    response::{IntoResponse, Response},
};
use durbar_sync::{
    codec::{FrameEncoder, dictionary::Dictionary},
    wire::{End, ReplyFrame},
};
use futures_util::stream;

/// Bytes that are written at once.
const CHUNK: usize = 16 * 1024;

struct Reply {
    encoder: FrameEncoder,
    records: std::vec::IntoIter<ReplyFrame>,
    end: Option<End>,
}

/// The reply: `first`, then the records, then the end, compressed with the dictionary that the
/// device knows.
pub(super) fn send(
    first: Vec<ReplyFrame>,
    records: Vec<ReplyFrame>,
    end: End,
    dictionary: u32,
) -> Result<Response, Failure> {
    let mut encoder = FrameEncoder::new(Dictionary::of(dictionary)).map_err(Error::from)?;
    for frame in &first {
        encoder.push(frame).map_err(Error::from)?;
    }
    let mut start = if first.is_empty() {
        Vec::new()
    } else {
        encoder.flush().map_err(Error::from)?
    };
    let (more, rest) = chunk(Reply {
        encoder,
        records: records.into_iter(),
        end: Some(end),
    })?;
    start.extend_from_slice(&more);
    let body = match rest {
        None => Body::from(start),
        Some(reply) => {
            let rest = stream::unfold(Some(reply), |reply| async move {
                match chunk(reply?) {
                    Ok((bytes, rest)) => Some((Ok(Bytes::from(bytes)), rest)),
                    // The reply ends without its last frame: the client sees that it was cut.
                    Err(error) => Some((Err(error), None)),
                }
            });
            let start = stream::iter([Ok(Bytes::from(start))]);
            Body::from_stream(futures_util::StreamExt::chain(start, rest))
        }
    };
    Ok(([PRIVATE, BYTES], body).into_response())
}

/// The next bytes, and what is left.
fn chunk(mut reply: Reply) -> Result<(Vec<u8>, Option<Reply>), Error> {
    let mut bytes = Vec::new();
    while bytes.len() < CHUNK {
        let Some(record) = reply.records.next() else {
            if let Some(end) = reply.end.take() {
                reply.encoder.push(&ReplyFrame::End(end))?;
            }
            bytes.extend_from_slice(&reply.encoder.finish()?);
            return Ok((bytes, None));
        };
        reply.encoder.push(&record)?;
        bytes.extend_from_slice(&reply.encoder.flush()?);
    }
    Ok((bytes, Some(reply)))
}
