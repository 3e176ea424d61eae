//! The one source of chance in a run.

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};

/// Numbers that a seed determines.
pub struct Chance(ChaCha20Rng);

impl Chance {
    /// Those of a seed.
    pub fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number from 0 to below `end`; 0 if that is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        self.0.next_u32() % end.max(1)
    }

    /// The same for places in a body.
    pub fn index(&mut self, end: usize) -> usize {
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        self.below(end) as usize
    }

    /// Any byte.
    pub fn byte(&mut self) -> u8 {
        self.0.next_u32().to_le_bytes()[0]
    }

    /// True in so many of a thousand cases.
    pub fn of(&mut self, thousandths: u32) -> bool {
        self.below(1000) < thousandths
    }
}
