//! Reads what the hub must know of an Automerge change without decoding its operations, and
//! bounds what a decoder would have to expand.
//!
//! Only type-1 chunks with uncompressed columns pass: Automerge inflates other chunks without
//! a limit. Run lengths are summed before anything is expanded, since a few bytes of
//! run-length code can stand for billions of operations. Layout: Automerge binary format,
//! <https://automerge.org/automerge-binary-format-spec/>.

use crate::id::ChangeHash;
use sha2::{Digest, Sha256};

/// Longest change, in bytes.
pub const MAX_CHANGE: usize = 256 * 1024;
/// Most operations, and most rows of any column.
pub const MAX_OPS: u64 = 10_000;
/// Most operations of all changes in one push.
pub const MAX_PUSH_OPS: u64 = 20_000;
/// Most columns.
const MAX_COLUMNS: u64 = 64;
/// Most bytes that run-length-coded strings may expand to.
const MAX_EXPANDED: u64 = 4 * 1024 * 1024;
/// Most dependencies and other actors.
pub(crate) const MAX_LIST: u64 = 1024;
pub(crate) const MAX_ACTOR: u64 = 64;
pub(crate) const MAX_MESSAGE: u64 = 4096;
const MAX_COUNTER: u64 = u32::MAX as u64 / 2;
/// Longest value, in bytes.
const MAX_VALUE: u64 = MAX_CHANGE as u64;
/// Furthest time from 1970, in any unit: Automerge ends the program over two whose difference
/// does not fit its numbers.
const MAX_TIME: u64 = 1 << 53;
/// The columns of a change: object, key, insertion, action, value, predecessors, what marks need.
const COLUMNS: [u64; 14] = [
    0x01, 0x02, 0x11, 0x13, 0x15, 0x34, 0x42, 0x56, 0x57, 0x70, 0x71, 0x73, 0x94, 0xa5,
];

pub(crate) const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

/// The part of a change that order, identity and authority need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeInfo {
    /// Its hash.
    pub hash: ChangeHash,
    /// Changes it builds on.
    pub deps: Vec<ChangeHash>,
    /// The actor that made it.
    pub actor: Vec<u8>,
    /// Its number among that actor's changes, from 1.
    pub seq: u64,
    /// Rows of its longest column: at least its operations.
    pub rows: u64,
}

/// Why a change is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChunkError {
    /// Longer than [`MAX_CHANGE`], or it would expand beyond the caps.
    #[error("change is too large")]
    TooLarge,
    /// Another chunk type, or compressed columns.
    #[error("only uncompressed change chunks are taken")]
    NotAChange,
    /// Cut short, or its checksum is wrong.
    #[error("change is damaged")]
    Damaged,
}

/// Reads one whole change chunk.
///
/// # Errors
/// See [`ChunkError`].
pub fn inspect(bytes: &[u8]) -> Result<ChangeInfo, ChunkError> {
    if bytes.len() > MAX_CHANGE {
        return Err(ChunkError::TooLarge);
    }
    let mut header = Reader(bytes);
    if header.take(4)? != MAGIC {
        return Err(ChunkError::NotAChange);
    }
    let checksum = header.take(4)?;
    let hashed = header.0;
    if header.take(1)? != [1] {
        return Err(ChunkError::NotAChange);
    }
    let length = header.unsigned()?;
    if length != header.0.len() as u64 {
        return Err(ChunkError::Damaged);
    }
    let hash: [u8; 32] = Sha256::digest(hashed).into();
    if checksum != &hash[..4] {
        return Err(ChunkError::Damaged);
    }
    let mut body = Reader(header.0);
    let deps = (0..body.count(MAX_LIST)?)
        .map(|_| body.take(32).and_then(hash_of))
        .collect::<Result<Vec<_>, _>>()?;
    let actor = body.sized(MAX_ACTOR)?.to_vec();
    let seq = body.unsigned()?;
    let first_op = body.unsigned()?;
    if body.signed()?.unsigned_abs() > MAX_TIME {
        return Err(ChunkError::Damaged);
    }
    body.sized(MAX_MESSAGE)?;
    let others = body.count(MAX_LIST)?;
    for _ in 0..others {
        body.sized(MAX_ACTOR)?;
    }
    let mut columns = Vec::new();
    for _ in 0..body.count(MAX_COLUMNS)? {
        columns.push((body.unsigned()?, body.unsigned()?));
    }
    let mut rows = 0;
    let mut allowed = COLUMNS.iter();
    for (specification, length) in columns {
        // In their order, each once. Automerge would take others to be what they are not.
        if !allowed.any(|allowed| *allowed == specification) {
            return Err(ChunkError::NotAChange);
        }
        let length = usize::try_from(length).map_err(|_| ChunkError::Damaged)?;
        rows = rows.max(check_column(specification, body.take(length)?, others)?);
    }
    // What follows the columns names an author that nobody checks.
    if !body.0.is_empty() {
        return Err(ChunkError::NotAChange);
    }
    // Automerge counts operations in 32 bits.
    if first_op == 0 || first_op.saturating_add(rows) > MAX_COUNTER || seq == 0 {
        return Err(ChunkError::Damaged);
    }
    Ok(ChangeInfo {
        hash: ChangeHash(hash),
        deps,
        actor,
        seq,
        rows,
    })
}

/// What a whole chunk has within its frame; `None` if it has none.
pub(crate) fn body(bytes: &[u8]) -> Option<&[u8]> {
    let mut reader = Reader(bytes.get(9..)?);
    reader.unsigned().ok()?;
    Some(reader.0)
}

/// The actors that a change names, its own first.
pub(crate) fn actors(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut reader = Reader(body(bytes)?);
    for _ in 0..reader.unsigned().ok()? {
        reader.take(32).ok()?;
    }
    let mut actors = vec![reader.sized(MAX_ACTOR).ok()?.to_vec()];
    reader.unsigned().ok()?;
    reader.unsigned().ok()?;
    reader.signed().ok()?;
    reader.sized(MAX_MESSAGE).ok()?;
    for _ in 0..reader.unsigned().ok()? {
        actors.push(reader.sized(MAX_ACTOR).ok()?.to_vec());
    }
    Some(actors)
}

/// Whether the changes of one push together stay within what a phone can apply.
pub fn within_bounds(infos: &[ChangeInfo]) -> bool {
    infos.iter().map(|info| info.rows).sum::<u64>() <= MAX_PUSH_OPS
}

/// The changes among `infos` that no other of them builds on, sorted.
pub fn tips(infos: &[ChangeInfo]) -> Vec<ChangeHash> {
    let mut tips: Vec<_> = infos
        .iter()
        .map(|info| info.hash)
        .filter(|hash| !infos.iter().any(|other| other.deps.contains(hash)))
        .collect();
    tips.sort();
    tips.dedup();
    tips
}

/// Bounds a column; returns its rows. `others` actors are named beside the change's own.
fn check_column(specification: u64, data: &[u8], others: u64) -> Result<u64, ChunkError> {
    if specification & 0b1000 != 0 {
        return Err(ChunkError::NotAChange);
    }
    let mut column = Reader(data);
    let (mut rows, mut expanded) = (0u64, 0u64);
    // Where a column of differences has come to.
    let mut at = 0;
    match specification & 0b111 {
        // Booleans: alternating run lengths.
        4 => {
            while !column.0.is_empty() {
                rows = add_capped(rows, column.unsigned()?, MAX_OPS)?;
            }
        }
        // Raw values: bounded by the chunk itself.
        7 => {}
        kind => {
            while !column.0.is_empty() {
                let run = column.signed()?;
                match run {
                    0 => rows = add_capped(rows, column.unsigned()?, MAX_OPS)?,
                    1.. => {
                        let run = run.unsigned_abs();
                        rows = add_capped(rows, run, MAX_OPS)?;
                        let weight = column.value((kind, others), &mut at, run)?;
                        let product = run.checked_mul(weight).ok_or(ChunkError::TooLarge)?;
                        expanded = add_capped(expanded, product, MAX_EXPANDED)?;
                    }
                    _ => {
                        rows = add_capped(rows, run.unsigned_abs(), MAX_OPS)?;
                        for _ in 0..run.unsigned_abs() {
                            let weight = column.value((kind, others), &mut at, 1)?;
                            expanded = add_capped(expanded, weight, MAX_EXPANDED)?;
                        }
                    }
                }
            }
        }
    }
    Ok(rows)
}

fn add_capped(sum: u64, more: u64, cap: u64) -> Result<u64, ChunkError> {
    match sum.checked_add(more) {
        Some(sum) if sum <= cap => Ok(sum),
        _ => Err(ChunkError::TooLarge),
    }
}

fn hash_of(bytes: &[u8]) -> Result<ChangeHash, ChunkError> {
    ChangeHash::try_from(bytes).map_err(|_| ChunkError::Damaged)
}

/// Reads numbers and bytes as Automerge writes them.
pub(crate) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], ChunkError> {
        let (head, rest) = self.0.split_at_checked(length).ok_or(ChunkError::Damaged)?;
        self.0 = rest;
        Ok(head)
    }

    pub(crate) fn sized(&mut self, cap: u64) -> Result<&'a [u8], ChunkError> {
        let length = self.count(cap)?;
        self.take(usize::try_from(length).map_err(|_| ChunkError::Damaged)?)
    }

    pub(crate) fn count(&mut self, cap: u64) -> Result<u64, ChunkError> {
        add_capped(0, self.unsigned()?, cap)
    }

    /// Reads one value of a run-length column that stands for `run` rows; returns what it weighs
    /// when expanded: the length of a string, the size of a group, else nothing.
    ///
    /// Automerge counts operations in 32 bits and ends the program over a reference to one beyond.
    /// `at` is where a column of differences has come to.
    fn value(
        &mut self,
        (kind, others): (u64, u64),
        at: &mut i64,
        run: u64,
    ) -> Result<u64, ChunkError> {
        match kind {
            // An actor by its place in the change's list, the change's own first.
            1 => self.count(others).map(|_| 0),
            0 => self.unsigned(),
            2 => match self.unsigned()? {
                0..=MAX_COUNTER => Ok(0),
                _ => Err(ChunkError::Damaged),
            },
            3 => {
                let step = self.signed()?;
                let run = i64::try_from(run).map_err(|_| ChunkError::TooLarge)?;
                *at = step
                    .checked_mul(run)
                    .and_then(|way| at.checked_add(way))
                    .filter(|at| u64::try_from(*at).is_ok_and(|at| at <= MAX_COUNTER))
                    .ok_or(ChunkError::Damaged)?;
                Ok(0)
            }
            5 => self.sized(MAX_CHANGE as u64).map(|text| text.len() as u64),
            // The length of a value with four bits for its kind.
            6 => match self.unsigned()? >> 4 {
                0..=MAX_VALUE => Ok(0),
                _ => Err(ChunkError::Damaged),
            },
            _ => self.unsigned().map(|_| 0),
        }
    }

    pub(crate) fn unsigned(&mut self) -> Result<u64, ChunkError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(ChunkError::Damaged);
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(ChunkError::Damaged)
    }

    pub(crate) fn signed(&mut self) -> Result<i64, ChunkError> {
        let mut value = 0i64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= i64::from(byte & 0x7f).wrapping_shl(shift);
            if byte & 0x80 == 0 {
                if shift < 57 && byte & 0x40 != 0 {
                    value |= -1i64 << (shift + 7);
                }
                return Ok(value);
            }
        }
        Err(ChunkError::Damaged)
    }
}

#[cfg(test)]
mod tests;
