//! Several changes in a row, each naming the others by their places.

/// A change without what Automerge would have it build on.
pub(crate) struct Step<'a> {
    /// Places of the changes before it, from 0.
    pub builds_on: &'a [u8],
    /// Its body from there on.
    pub rest: &'a [u8],
}

/// Most that it builds on.
const MAX_DEPS: usize = 3;

/// Reads steps to the first that is cut short: a count and as many places, then a length of two
/// bytes and as many bytes.
pub(crate) fn steps(bytes: &[u8]) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    let mut left = bytes;
    while let Some((step, after)) = step(left) {
        steps.push(step);
        left = after;
    }
    steps
}

fn step(bytes: &[u8]) -> Option<(Step<'_>, &[u8])> {
    let (count, bytes) = bytes.split_first()?;
    let (builds_on, bytes) = bytes.split_at_checked(usize::from(*count) % (MAX_DEPS + 1))?;
    let (length, bytes) = bytes.split_first_chunk()?;
    let (rest, bytes) = bytes.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
    Some((Step { builds_on, rest }, bytes))
}

/// Writes one.
pub(crate) fn write(Step { builds_on, rest }: &Step<'_>, into: &mut Vec<u8>) {
    into.push(builds_on.len() as u8);
    into.extend_from_slice(builds_on);
    let length = u16::try_from(rest.len()).expect("a short change");
    into.extend_from_slice(&length.to_le_bytes());
    into.extend_from_slice(rest);
}
