//! Takes pushes: checks authority from headers and grants, never from documents.

use super::{
    blobs,
    feeds::{self, NewRecord},
    lanes::{self, Plan},
    sql::{Connection, values},
    usage::{self, Kind},
};
use crate::{error::Error, gate::Quota};
use durbar_sync::{
    BlobId, ChangeHash, LaneId, PublicKey, actor,
    chunk::{self, ChangeInfo, ChunkError},
    header::Header,
    link::{Link, Linked},
    sign,
    wire::{
        BlobKind, Body, LaneRecord, MAX_BLOB, MAX_BLOBS, MAX_CHANGES, MAX_LINKS, Push, Refusal,
    },
};
use std::collections::HashSet;

/// Bytes of changes in one record: two changes as long as any, and less than what apps give back in
/// one frame after a restore. They send 64 KB at a time, or one change.
const MAX_RECORD: usize = 2 * chunk::MAX_CHANGE;
/// Different links in the pushes of one request: each costs three signatures to check.
const MOST_LINKS: usize = 64;

/// A push whose form and signatures hold. Whether the device may is not yet asked.
pub struct Checked {
    push: Push,
    infos: Vec<ChangeInfo>,
    header: Option<Header>,
    /// What the push's links say. Whether they lead to the lane's person is not yet asked.
    chain: Vec<Linked>,
}

impl Checked {
    /// The lane that it is for.
    pub fn lane(&self) -> LaneId {
        self.push.lane
    }

    /// The blobs that it offers, in its order.
    pub fn offered(&self) -> Vec<BlobId> {
        self.push.blobs.iter().map(|offer| offer.blob).collect()
    }

    /// Bytes of changes in it.
    pub fn bytes(&self) -> u64 {
        self.push
            .changes
            .iter()
            .map(|change| change.0.len() as u64)
            .sum()
    }
}

/// Why a push was not stored.
#[derive(Debug)]
pub enum NotTaken {
    /// The client's fault.
    Refused(Refusal),
    /// The hub's.
    Failed(Error),
}

impl From<Refusal> for NotTaken {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Error> for NotTaken {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Who brings a push, and by which right.
#[derive(Clone, Copy)]
pub struct By<'a> {
    /// The device that sent the request: it brings the blobs.
    pub sender: &'a PublicKey,
    /// The hub's time.
    pub now: i64,
    /// What is kept of a device.
    pub quota: &'a Quota,
    /// If the hub had it before it was put back from a backup.
    pub before: Option<Before>,
}

/// What is known of a record that the hub had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// The device that wrote it.
    pub author: PublicKey,
    /// When the hub stored it first.
    pub received: i64,
    /// Whether the hub knows who wrote it: then it has asked for the author's right, too.
    pub is_sealed: bool,
}

impl By<'_> {
    fn author(&self) -> PublicKey {
        self.before.map_or(*self.sender, |before| before.author)
    }

    fn received(&self) -> i64 {
        self.before.map_or(self.now, |before| before.received)
    }
}

/// What the hub holds of a push: becomes a receipt once it is committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The lane.
    pub lane: LaneId,
    /// As pushed.
    pub heads: Vec<ChangeHash>,
    /// Of the offered blobs, those that are whole.
    pub blobs: Vec<BlobId>,
    /// Of the offered blobs, those that are not, with the bytes that are here.
    pub wanted: Vec<(BlobId, u64)>,
    /// When the record with these heads was stored.
    pub received: i64,
    /// Its number in its writer's feed.
    pub sequence: u64,
    /// Feeds with something new.
    pub news: Vec<String>,
    /// Whether there is no room today for some blob that is not here.
    pub has_no_room: bool,
}

/// Links of a request whose signatures were checked: a device sends the same ones with every
/// push.
#[derive(Default)]
pub struct Links(Vec<(Link, Option<Linked>)>);

impl Links {
    /// What a link says, if its signatures hold.
    fn verify(&mut self, link: &Link) -> Result<Linked, Refusal> {
        let known = self.0.iter().find(|(known, _)| known == link);
        let linked = match known {
            Some((_, linked)) => *linked,
            None if self.0.len() >= MOST_LINKS => return Err(Refusal::TooLarge),
            None => {
                let linked = link.verify();
                self.0.push((link.clone(), linked));
                linked
            }
        };
        linked.ok_or(Refusal::BadSignature)
    }
}

/// Checks what needs no database. `device` wrote the push, `links` are those of the pushes before.
///
/// # Errors
/// The push is refused.
pub fn check(
    push: Push,
    device: &PublicKey,
    pack: &str,
    links: &mut Links,
) -> Result<Checked, Refusal> {
    let bytes: usize = push.changes.iter().map(|change| change.0.len()).sum();
    if push.changes.len() > MAX_CHANGES
        || push.heads.len() > MAX_CHANGES
        || push.blobs.len() > MAX_BLOBS
        || push.links.len() > MAX_LINKS
        || push.blobs.iter().any(|offer| offer.length > MAX_BLOB)
        || bytes > MAX_RECORD
    {
        return Err(Refusal::TooLarge);
    }
    // Only an administrator publishes parts of a pack, and not this way.
    if push
        .blobs
        .iter()
        .any(|offer| offer.kind == BlobKind::PackPart)
    {
        return Err(Refusal::NotAllowed);
    }
    let offered: Vec<_> = push.blobs.iter().map(|offer| offer.blob).collect();
    let statement = sign::heads_statement(&push.lane, &push.heads, &offered);
    if !sign::verify(device, sign::HEADS, &statement, &push.signature) {
        return Err(Refusal::BadSignature);
    }
    let chain = push
        .links
        .iter()
        .map(|link| links.verify(link))
        .collect::<Result<Vec<_>, _>>()?;
    let header = match &push.header {
        None => None,
        Some(signed) => {
            let header = signed.verify().map_err(|_| Refusal::BadSignature)?;
            if signed.lane() != push.lane {
                return Err(Refusal::BadSignature);
            }
            if header.pack != pack {
                return Err(Refusal::NotAllowed);
            }
            Some(header)
        }
    };
    let infos = push
        .changes
        .iter()
        .map(|change| chunk::inspect(&change.0))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| match error {
            ChunkError::TooLarge => Refusal::TooLarge,
            ChunkError::NotAChange | ChunkError::Damaged => Refusal::BadChange,
        })?;
    if !chunk::within_bounds(&infos) {
        return Err(Refusal::TooLarge);
    }
    let agrees = if infos.is_empty() {
        !push.heads.is_empty()
    } else {
        push.heads == chunk::tips(&infos)
    };
    let hashes: HashSet<_> = infos.iter().map(|info| info.hash).collect();
    let blobs: HashSet<_> = offered.iter().collect();
    let empty = push.blobs.iter().any(|offer| offer.length == 0);
    if !agrees || hashes.len() != infos.len() || blobs.len() != offered.len() || empty {
        return Err(Refusal::BadChange);
    }
    Ok(Checked {
        push,
        infos,
        header,
        chain,
    })
}

/// Stores a push, or finds that all of it is here already.
///
/// # Errors
/// See [`NotTaken`]. The caller undoes what was written.
pub fn take(connection: &Connection, checked: &Checked, by: &By<'_>) -> Result<Taken, NotTaken> {
    let lane = &checked.push.lane;
    let (author, received) = (by.author(), by.received());
    let stored = lanes::header(connection, lane)?;
    let is_new = stored.is_none();
    let header = stored
        .or_else(|| checked.header.clone())
        .ok_or(if checked.infos.is_empty() {
            Refusal::BadChange
        } else {
            Refusal::BadSignature
        })?;
    let role = (&author, checked.chain.as_slice());
    if !by.before.is_some_and(|before| before.is_sealed)
        && !lanes::may_write(connection, &header.writer, role, received)?
    {
        return Err(Refusal::NotAllowed.into());
    }
    // Apps take nothing under the actor of somebody else.
    let is_own = |info: &ChangeInfo| actor::install(&info.actor, &author, lane).is_some();
    if !checked.infos.iter().all(is_own) {
        return Err(Refusal::BadChange.into());
    }
    let home = lanes::home(&header.writer).ok_or(Refusal::BadSignature)?;
    if !are_new(connection, lane, &checked.infos)? {
        let place = stored_at(connection, &checked.push, &home)?;
        return acknowledge(connection, &checked.push, by, place, Vec::new());
    }
    let Plan { others, whole } = if is_new {
        let plan = lanes::plan(connection, &header, &home)??;
        lanes::hold_for_new(connection, &header, &home, &plan)?;
        plan
    } else {
        lanes::hold(connection, lane, &home)?;
        // The same push may have come by another hub while this one waited.
        if !connection.has_one_writer() && !are_new(connection, lane, &checked.infos)? {
            let place = stored_at(connection, &checked.push, &home)?;
            return acknowledge(connection, &checked.push, by, place, Vec::new());
        }
        let feeds = lanes::feeds(connection, lane)?.into_iter();
        Plan {
            others: feeds.filter(|feed| *feed != home).collect(),
            whole: Vec::new(),
        }
    };
    check_dependencies(connection, lane, &checked.infos)?;
    if let Some(case) = &header.case {
        for feed in &whole {
            lanes::list_case(connection, case, feed)?;
        }
    }
    let record = LaneRecord {
        lane: *lane,
        header: None,
        changes: checked.push.changes.clone(),
        heads: checked.push.heads.clone(),
        blobs: checked.push.blobs.clone(),
        author,
        signature: checked.push.signature,
        links: checked.push.links.clone(),
        received,
    };
    let body = Body::Lane(record);
    let bytes = postcard::experimental::serialized_size(&body).map_err(Error::from)?;
    let words = (Kind::Words, bytes as u64);
    // What comes back was counted when it came, and is not whoever returns it to answer for.
    if by.before.is_none() && !usage::charge(connection, by.sender, words, (by.now, by.quota))? {
        return Err(Refusal::Quota.into());
    }
    let kept = feeds::append(
        connection,
        &NewRecord {
            home: &home,
            lane: Some(lane),
            author: Some(&author),
            received,
            body: &body,
        },
    )?;
    if is_new {
        let signed = checked.push.header.as_ref().ok_or(Refusal::BadSignature)?;
        lanes::create(connection, lane, (&header, signed), &home, received)?;
        lanes::add_feed(connection, lane, &home, kept.sequence)?;
    }
    for feed in &others {
        let number = feeds::refer(connection, feed, &kept)?;
        if is_new {
            lanes::add_feed(connection, lane, feed, number)?;
        }
    }
    store_changes(connection, lane, &checked.infos, kept.sequence)?;
    for offer in &checked.push.blobs {
        if !blobs::offer(connection, lane, by.sender, offer, by.now)? {
            return Err(Refusal::BadChange.into());
        }
    }
    let mut news = others;
    news.push(home.clone());
    // Its heads are new, or they would all be here already with what they rest on.
    let place = (kept.sequence, received);
    acknowledge(connection, &checked.push, by, place, news)
}

/// Whether at least one of the changes is not here yet. A claim brings none.
fn are_new(connection: &Connection, lane: &LaneId, infos: &[ChangeInfo]) -> Result<bool, NotTaken> {
    for info in infos {
        if record_of(connection, lane, &info.hash)?.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn record_of(
    connection: &Connection,
    lane: &LaneId,
    change: &ChangeHash,
) -> Result<Option<i64>, Error> {
    connection.row(
        "SELECT record FROM changes WHERE lane = ?1 AND hash = ?2",
        values![lane, change],
        |row| row.get(0),
    )
}

fn check_dependencies(
    connection: &Connection,
    lane: &LaneId,
    infos: &[ChangeInfo],
) -> Result<(), NotTaken> {
    let mut earlier = HashSet::new();
    for info in infos {
        for dependency in &info.deps {
            if !earlier.contains(dependency) && record_of(connection, lane, dependency)?.is_none() {
                return Err(Refusal::BadChange.into());
            }
        }
        earlier.insert(info.hash);
    }
    Ok(())
}

fn store_changes(
    connection: &Connection,
    lane: &LaneId,
    infos: &[ChangeInfo],
    record: i64,
) -> Result<(), NotTaken> {
    for info in infos {
        let seq = i64::try_from(info.seq).map_err(|_| Refusal::BadChange)?;
        let around: Vec<(i64, ChangeHash)> = connection.rows(
            "SELECT seq, hash FROM changes
             WHERE lane = ?1 AND actor = ?2 AND (seq = ?3 OR seq = ?4)",
            values![lane, &info.actor, seq, seq - 1],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        match around.iter().find(|(number, _)| *number == seq) {
            Some((_, hash)) if *hash == info.hash => {}
            Some(_) => return Err(Refusal::ActorFork.into()),
            None => {
                // An actor's changes have no gaps: apps end themselves over one that has.
                if seq > 1 && around.is_empty() {
                    return Err(Refusal::BadChange.into());
                }
                connection.execute(
                    "INSERT INTO changes (lane, hash, actor, seq, record)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                    values![lane, &info.hash, &info.actor, seq, record],
                )?;
            }
        }
    }
    Ok(())
}

/// The number of the record that brought the pushed heads, and when it was stored.
fn stored_at(connection: &Connection, push: &Push, home: &str) -> Result<(i64, i64), NotTaken> {
    let mut sequence = 0;
    for head in &push.heads {
        let record = record_of(connection, &push.lane, head)?.ok_or(Refusal::BadChange)?;
        sequence = sequence.max(record);
    }
    let received = connection.one(
        "SELECT received FROM records WHERE home = ?1 AND sequence = ?2",
        values![home, sequence],
    )?;
    Ok((sequence, received))
}

/// What the hub holds now of the pushed blobs, beside the heads. There are `news` if the push was
/// stored just now, with what it offers.
fn acknowledge(
    connection: &Connection,
    push: &Push,
    by: &By<'_>,
    (sequence, received): (i64, i64),
    news: Vec<String>,
) -> Result<Taken, NotTaken> {
    let (device, now) = (by.sender, by.now);
    let (mut whole, mut wanted, mut has_no_room) = (Vec::new(), Vec::new(), false);
    let mut room = if push.blobs.is_empty() {
        0
    } else {
        usage::left(connection, device, Kind::Photos, (now, by.quota))?
    };
    for offer in &push.blobs {
        // Another device may have brought back the changes, and not the photo.
        if news.is_empty()
            && blobs::of_lane(connection, &push.lane, &offer.blob, device)?.is_some()
            && !blobs::offer(connection, &push.lane, device, offer, now)?
        {
            return Err(Refusal::BadChange.into());
        }
        match blobs::of_lane(connection, &push.lane, &offer.blob, device)? {
            Some(row) if row.complete => whole.push(offer.blob),
            Some(row) => {
                // What does not fit today is not asked for. The device keeps it, and claims its
                // receipt again.
                let missing = row.length.saturating_sub(row.have);
                match room.checked_sub(missing) {
                    Some(less) => {
                        room = less;
                        wanted.push((offer.blob, row.have));
                    }
                    None => has_no_room = true,
                }
            }
            // Offered with no change that brings it: not ours to ask for.
            None => {}
        }
    }
    Ok(Taken {
        lane: push.lane,
        heads: push.heads.clone(),
        blobs: whole,
        wanted,
        received,
        sequence: u64::try_from(sequence).map_err(|_| Error::Damaged("a negative number"))?,
        news,
        has_no_room,
    })
}
