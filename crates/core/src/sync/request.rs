//! Builds the body of an exchange from what waits.

use super::{
    DICTIONARY, EPOCH, RESTORING,
    returns::{self, Giving},
};
use crate::{
    Error, complaints,
    db::settings,
    document::{self, lane},
    error::Result,
    identity, media, outbox,
    pack::Loaded,
};
use durbar_api::Timestamp;
use durbar_sync::{
    BlobId, LaneId, PublicKey, chunk,
    codec::{self, dictionary::Dictionary},
    header::Writer,
    packed::{PackedPush, Sent},
    sign,
    wire::{Bytes, ClientHello, Feed, MAX_CHANGES, Push, RequestFrame, VERSION},
};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, HashSet};

/// Bytes of records to ask for at once.
const REPLY_BUDGET: u32 = 256 * 1024;
/// Bytes of changes in one request: what a cut costs at most on the way up.
const PUSH_BUDGET: usize = 64 * 1024;

/// Records given back in one request.
const MAX_RETURNS: usize = 200;

/// Feeds followed at once: a record names its feed in one byte.
const MAX_FEEDS: usize = 250;

/// What the exchange under way asked for.
#[derive(Debug, Default)]
pub(crate) struct Exchange {
    /// Feeds in the order of the request's cursors.
    pub feeds: Vec<Feed>,
    /// Whether lanes wait that did not fit.
    pub more: bool,
    /// Whether own records were asked for.
    pub own: bool,
    /// What goes back to a hub that lost it.
    pub giving: Giving,
    /// Packed pushes by their frame.
    pub sent: BTreeMap<u16, Sent>,
}

/// The body of an exchange; what it pushes is noted as pushed.
pub(super) fn build(
    connection: &Connection,
    pack: Option<&Loaded>,
    now: Timestamp,
    wait: u16,
    whole: bool,
) -> Result<(Vec<u8>, Exchange)> {
    let keys = identity::keys(connection)?;
    let me = keys.public();
    let mut feeds = vec![Feed::Registry, Feed::Pack, Feed::Person(me)];
    if !identity::links::am_revoked(connection)? {
        let others = identity::persons(connection)?.into_iter().skip(1);
        feeds.extend(others.map(Feed::Person));
        let departments = identity::active_departments(connection, &me, now)?;
        feeds.extend(departments.into_iter().map(Feed::Department));
    }
    let public = complaints::feeds(connection, pack)?;
    feeds.extend(public.into_iter().map(Feed::Public));
    feeds.truncate(MAX_FEEDS);
    let mut cursors = Vec::with_capacity(feeds.len());
    for feed in &feeds {
        cursors.push((feed.clone(), cursor(connection, feed)?));
    }
    let own = settings::get(connection, RESTORING)?.is_some();
    let mut frames = vec![RequestFrame::Hello(ClientHello {
        version: VERSION,
        epoch: settings::number(connection, EPOCH)?.map(i64::cast_unsigned),
        cursors,
        budget: REPLY_BUDGET,
        wait,
        own,
        whole,
        dictionary: Dictionary::newest().version(),
    })];
    let (mut more, mut giving) = (false, Giving::default());
    // A long poll only listens: what waits went out before it, and would end it at once.
    if wait == 0 {
        let grants = identity::waiting(connection)?;
        frames.extend(grants.into_iter().map(RequestFrame::Accept));
        // Before what is written by their right.
        let links = identity::links::waiting(connection)?;
        frames.extend(links.into_iter().map(RequestFrame::Link));
        let revocations = identity::links::revocations(connection)?;
        frames.extend(revocations.into_iter().map(RequestFrame::Revoke));
        outbox::end_hold(connection, now)?;
        more = add_waiting(connection, &keys, now, (&mut frames, &mut giving))?;
    }
    let sent = pack_pushes(connection, &me, &mut frames)?;
    let exchange = Exchange {
        feeds,
        more,
        own,
        giving,
        sent,
    };
    let newest = Dictionary::newest();
    let known = settings::number(connection, DICTIONARY)?;
    let is_known = known.is_some_and(|known| known >= i64::from(newest.version()));
    let body = codec::encode_with(&frames, is_known.then_some(newest))?;
    Ok((body, exchange))
}

/// Packs the pushes of a request, but for those of lanes that have to travel whole. Returns what was
/// packed, by its frame.
fn pack_pushes(
    connection: &Connection,
    me: &PublicKey,
    frames: &mut [RequestFrame],
) -> Result<BTreeMap<u16, Sent>> {
    let mut sent = BTreeMap::new();
    for (number, frame) in (0u16..).zip(frames) {
        let RequestFrame::Push(push) = frame else {
            continue;
        };
        if outbox::is_whole(connection, &push.lane)? {
            continue;
        }
        if let Some(packed) = PackedPush::pack(push, me) {
            sent.insert(number, Sent::of(push));
            *frame = RequestFrame::Packed(packed);
        }
    }
    Ok(sent)
}

/// Adds what a hub that was put back has lost, and then what waits, up to the budget. Returns
/// whether something is left for another exchange.
fn add_waiting(
    connection: &Connection,
    keys: &sign::Keys,
    now: Timestamp,
    (frames, giving): (&mut Vec<RequestFrame>, &mut Giving),
) -> Result<bool> {
    let lanes = outbox::lanes(connection)?;
    let (waiting, mut all) = returns::waiting(connection, keys, &lanes, now)?;
    let own: HashSet<_> = waiting.iter().filter_map(|back| back.own()).collect();
    let mut bytes = 0;
    for back in waiting {
        let is_full = bytes > 0 && bytes + 256 + back.bytes > PUSH_BUDGET;
        if is_full || giving.given.len() == MAX_RETURNS {
            // Photos go up between two exchanges: those are not waited for.
            all &= back.for_photos;
            break;
        }
        bytes += 256 + back.bytes;
        giving.given.push(back.given);
        frames.push(RequestFrame::Return(back.frame));
    }
    // In the order in which the hub had it: what is new waits for what is lost.
    let mut ready = Vec::with_capacity(lanes.len());
    for lane in lanes {
        if !own.contains(&lane) && !returns::is_held(connection, &lane)? {
            ready.push(lane);
        }
    }
    let more = add_pushes(connection, keys, &ready, (bytes, frames))?;
    Ok(more || !all || !own.is_empty())
}

/// Adds what these lanes have waiting, up to the budget, of which some bytes are used. Returns
/// whether changes are left for another exchange.
fn add_pushes(
    connection: &Connection,
    keys: &sign::Keys,
    lanes: &[LaneId],
    (mut bytes, frames): (usize, &mut Vec<RequestFrame>),
) -> Result<bool> {
    let mut more = false;
    for lane in lanes {
        if bytes >= PUSH_BUDGET {
            // Only claims are left: they come along with any later exchange.
            return Ok(more || !document::to_send(connection, lane)?.is_empty());
        }
        let (push, complete) = match push(connection, keys, lane, PUSH_BUDGET - bytes) {
            Ok(push) => push,
            Err(Error::Database(error)) => return Err(error.into()),
            // Kept, shown, and no reason for the others to wait.
            Err(_) => {
                outbox::refuse(connection, lane, "other")?;
                continue;
            }
        };
        let changes: usize = push.changes.iter().map(|change| change.0.len()).sum();
        bytes += 256 + changes;
        more |= !complete;
        frames.push(RequestFrame::Push(push));
    }
    Ok(more)
}

/// A lane's changes up to a budget, at least one, or a claim; and whether these are all.
fn push(
    connection: &Connection,
    keys: &sign::Keys,
    id: &LaneId,
    budget: usize,
) -> Result<(Push, bool)> {
    let lane = lane::get(connection, id)?.ok_or(Error::Stored("lane"))?;
    let waiting = document::to_push(connection, id)?;
    let count = document::to_send(connection, id)?.len();
    let mut changes = Vec::new();
    let mut infos = Vec::new();
    let mut bytes = 0;
    for change in waiting {
        if !changes.is_empty() && (bytes + change.len() > budget || changes.len() == MAX_CHANGES) {
            break;
        }
        bytes += change.len();
        infos.push(chunk::inspect(&change).map_err(|error| Error::Document(error.to_string()))?);
        changes.push(Bytes(change));
    }
    let complete = changes.len() == count;
    let hashes: Vec<_> = infos.iter().map(|info| info.hash).collect();
    document::pushed(connection, id, &hashes)?;
    let heads = if infos.is_empty() {
        lane.heads
    } else {
        chunk::tips(&infos)
    };
    let blobs = media::offers(connection, id, true)?;
    let ids: Vec<BlobId> = blobs.iter().map(|offer| offer.blob).collect();
    let signature = keys.sign(sign::HEADS, &sign::heads_statement(id, &heads, &ids));
    let links = match &lane.header.writer {
        Writer::Person(person) => {
            identity::links::chain_to(connection, person)?.unwrap_or_default()
        }
        Writer::Department(_) => Vec::new(),
    };
    let header = (!lane.acknowledged).then_some(lane.signed);
    Ok((
        Push {
            lane: *id,
            header,
            changes,
            heads,
            blobs,
            signature,
            links,
        },
        complete,
    ))
}

/// The number of the last record of a feed that is kept here.
fn cursor(connection: &Connection, feed: &Feed) -> Result<u64> {
    let sequence: Option<i64> = connection
        .prepare_cached("SELECT sequence FROM cursors WHERE feed = ?1")?
        .query_row([postcard::to_stdvec(feed)?], |row| row.get(0))
        .optional()?;
    Ok(sequence.unwrap_or(0).unsigned_abs())
}
