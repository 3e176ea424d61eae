//! One change after the other.
//!
//! ```text
//! whole      0  chunk
//! packed     1  deps  actor  seq  first op  time  message  others  columns
//! deps       count, each: 0 hash | 1 first bytes of a hash | 2 + n: the n-th change of this message
//! actor      0 length bytes | 1 first bytes | 2 + n: install n of the author
//! ```
//! Numbers are LEB128 as in the chunk; what is not listed is copied from it.

use super::{ACTOR_PREFIX, HASH_PREFIX, Known, Unread, prefix};
use crate::{
    actor,
    chunk::{self, Reader},
    codec,
    id::{ChangeHash, LaneId, PublicKey},
    wire::{Bytes, MAX_CHANGES},
};
use sha2::{Digest, Sha256};

const WHOLE: u8 = 0;
const PACKED: u8 = 1;

/// Most bytes that a message comes to, and most hashes and actors that it names: a few bytes can
/// stand for many.
const MAX_BYTES: usize = codec::MAX_FRAME;
const MAX_NAMES: u64 = 8 * 1024;

/// A lane, and who writes in it.
pub(super) type By<'a> = (&'a LaneId, &'a PublicKey);

/// Packs changes of an author in their order.
pub(super) fn pack<'a>(changes: impl IntoIterator<Item = &'a [u8]>, by: By<'_>) -> Vec<Vec<u8>> {
    let mut said = Said::default();
    let mut packed = Vec::new();
    for bytes in changes {
        let whole = || [&[WHOLE], bytes].concat();
        packed.push(match said.pack(bytes, by) {
            Some(short) => short,
            None => whole(),
        });
        said.add(bytes);
    }
    packed
}

/// Reads packed changes of an author.
///
/// # Errors
/// See [`Unread`].
pub(super) fn unpack<K: Known>(
    packed: &[Bytes],
    by: By<'_>,
    known: &K,
) -> Result<Vec<Vec<u8>>, Unread<K::Error>> {
    if packed.len() > MAX_CHANGES {
        return Err(Unread::Damaged);
    }
    let mut said = Said::default();
    let mut changes = Vec::with_capacity(packed.len());
    let mut left = (MAX_BYTES, MAX_NAMES);
    for bytes in packed {
        let (kind, rest) = bytes.0.split_first().ok_or(Unread::Damaged)?;
        let change = match *kind {
            WHOLE => rest.to_vec(),
            PACKED => said.unpack(rest, by, known, &mut left.1)?,
            _ => return Err(Unread::Damaged),
        };
        left.0 = left.0.checked_sub(change.len()).ok_or(Unread::Damaged)?;
        said.add(&change);
        changes.push(change);
    }
    Ok(changes)
}

/// What the message has said so far.
#[derive(Default)]
struct Said {
    hashes: Vec<ChangeHash>,
    /// Who wrote each change.
    actors: Vec<Vec<u8>>,
}

impl Said {
    fn add(&mut self, change: &[u8]) {
        // One that cannot be read is refused by whoever reads the message.
        if let Ok(info) = chunk::inspect(change) {
            self.hashes.push(info.hash);
            self.actors.push(info.actor);
        } else {
            self.hashes.push(ChangeHash([0; 32]));
            self.actors.push(Vec::new());
        }
    }

    /// `None` if it would not come out as it went in.
    fn pack(&self, bytes: &[u8], by: By<'_>) -> Option<Vec<u8>> {
        let body = chunk::body(bytes)?;
        let mut reader = Reader(body);
        let mut out = vec![PACKED];
        let deps = reader.unsigned().ok()?;
        write(&mut out, deps);
        for _ in 0..deps {
            let hash = reader.take(32).ok()?;
            match self.hashes.iter().position(|said| said.0 == hash) {
                Some(at) => write(&mut out, 2 + at as u64),
                None => {
                    write(&mut out, 1);
                    out.extend_from_slice(&hash[..HASH_PREFIX]);
                }
            }
        }
        let name = sized(&mut reader)?;
        match actor::install(name, by.1, by.0) {
            Some(install) => write(&mut out, 2 + u64::from(install)),
            None => whole_actor(&mut out, name),
        }
        let start = reader.0;
        reader.unsigned().ok()?;
        reader.unsigned().ok()?;
        reader.signed().ok()?;
        sized(&mut reader)?;
        out.extend_from_slice(start.get(..start.len() - reader.0.len())?);
        let others = reader.unsigned().ok()?;
        write(&mut out, others);
        for _ in 0..others {
            short_actor(&mut out, sized(&mut reader)?);
        }
        out.extend_from_slice(reader.0);
        // Numbers may be written in more than one way, and names may be shorter than their first bytes.
        let again = self.again(out.get(1..)?, bytes, by)?;
        (again == bytes).then_some(out)
    }

    /// What a receiver that has everything would read.
    fn again(&self, packed: &[u8], whole: &[u8], by: By<'_>) -> Option<Vec<u8>> {
        let mut names = MAX_NAMES;
        self.unpack(packed, by, &Itself(whole), &mut names).ok()
    }

    fn unpack<K: Known>(
        &self,
        packed: &[u8],
        by: By<'_>,
        known: &K,
        names: &mut u64,
    ) -> Result<Vec<u8>, Unread<K::Error>> {
        let mut reader = Reader(packed);
        let mut body = Vec::with_capacity(packed.len() + 64);
        let deps = reader.count(chunk::MAX_LIST)?;
        *names = names.checked_sub(deps).ok_or(Unread::Damaged)?;
        write(&mut body, deps);
        for _ in 0..deps {
            let hash = match reader.unsigned()? {
                0 => ChangeHash::try_from(reader.take(32)?).map_err(|_| Unread::Damaged)?,
                1 => {
                    let first = prefix(reader.take(HASH_PREFIX)?).ok_or(Unread::Damaged)?;
                    let found = known.change(by.0, &first).map_err(Unread::Storage)?;
                    found.ok_or(Unread::Unknown)?
                }
                at => {
                    let at = usize::try_from(at - 2).map_err(|_| Unread::Damaged)?;
                    *self.hashes.get(at).ok_or(Unread::Damaged)?
                }
            };
            body.extend_from_slice(&hash.0);
        }
        let actor = self.actor(&mut reader, by, known)?;
        write(&mut body, actor.len() as u64);
        body.extend_from_slice(&actor);
        let start = reader.0;
        reader.unsigned()?;
        reader.unsigned()?;
        reader.signed()?;
        reader.sized(chunk::MAX_MESSAGE)?;
        let copied = start.len() - reader.0.len();
        body.extend_from_slice(start.get(..copied).ok_or(Unread::Damaged)?);
        let others = reader.count(chunk::MAX_LIST)?;
        *names = names.checked_sub(others).ok_or(Unread::Damaged)?;
        write(&mut body, others);
        for _ in 0..others {
            let other = self.actor(&mut reader, by, known)?;
            write(&mut body, other.len() as u64);
            body.extend_from_slice(&other);
        }
        body.extend_from_slice(reader.0);
        if body.len() > chunk::MAX_CHANGE {
            return Err(Unread::Damaged);
        }
        Ok(chunk_of(&body))
    }

    fn actor<K: Known>(
        &self,
        reader: &mut Reader<'_>,
        (lane, author): By<'_>,
        known: &K,
    ) -> Result<Vec<u8>, Unread<K::Error>> {
        match reader.unsigned()? {
            0 => Ok(reader.sized(chunk::MAX_ACTOR)?.to_vec()),
            1 => {
                let first = prefix(reader.take(ACTOR_PREFIX)?).ok_or(Unread::Damaged)?;
                let mut said = self.actors.iter().filter(|one| one.starts_with(&first));
                match said.next() {
                    Some(actor) => Ok(actor.clone()),
                    None => {
                        let found = known.actor(lane, &first).map_err(Unread::Storage)?;
                        found.ok_or(Unread::Unknown)
                    }
                }
            }
            install => {
                let install = u32::try_from(install - 2).map_err(|_| Unread::Damaged)?;
                Ok(actor::of(author, lane, install).to_vec())
            }
        }
    }
}

/// A whole chunk around a body.
fn chunk_of(body: &[u8]) -> Vec<u8> {
    let mut hashed = vec![1];
    write(&mut hashed, body.len() as u64);
    hashed.extend_from_slice(body);
    let hash = Sha256::digest(&hashed);
    [&chunk::MAGIC, &hash[..4], &hashed].concat()
}

fn sized<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let length = usize::try_from(reader.unsigned().ok()?).ok()?;
    reader.take(length).ok()
}

fn short_actor(out: &mut Vec<u8>, actor: &[u8]) {
    match actor.get(..ACTOR_PREFIX) {
        Some(first) => {
            write(out, 1);
            out.extend_from_slice(first);
        }
        None => whole_actor(out, actor),
    }
}

fn whole_actor(out: &mut Vec<u8>, actor: &[u8]) {
    write(out, 0);
    write(out, actor.len() as u64);
    out.extend_from_slice(actor);
}

/// LEB128.
fn write(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Knows what one change names.
struct Itself<'a>(&'a [u8]);

impl Known for Itself<'_> {
    type Error = std::convert::Infallible;

    fn lane(&self, _: &[u8; super::LANE_PREFIX]) -> Result<Option<LaneId>, Self::Error> {
        Ok(None)
    }

    fn person(&self, _: &LaneId) -> Result<Option<PublicKey>, Self::Error> {
        Ok(None)
    }

    fn change(
        &self,
        _: &LaneId,
        first: &[u8; HASH_PREFIX],
    ) -> Result<Option<ChangeHash>, Self::Error> {
        let info = chunk::inspect(self.0).ok();
        let deps = info.into_iter().flat_map(|info| info.deps);
        Ok(only(deps.filter(|dep| dep.0.starts_with(first))))
    }

    fn actor(
        &self,
        _: &LaneId,
        first: &[u8; ACTOR_PREFIX],
    ) -> Result<Option<Vec<u8>>, Self::Error> {
        let actors = chunk::actors(self.0).unwrap_or_default();
        Ok(only(
            actors.into_iter().filter(|one| one.starts_with(first)),
        ))
    }
}

/// The only one of its kind.
fn only<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}
