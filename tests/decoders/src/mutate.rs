//! Changes bytes as a fuzzer would, and the same at every run.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// Bytes at which decoders err: ends of ranges, and starts of lengths that go on.
const EDGES: [u8; 8] = [0x00, 0x01, 0x7f, 0x80, 0xff, 0xfe, 0x20, 0x40];
/// Lengths that no input has, as decoders read them.
const LENGTHS: [&[u8]; 5] = [
    &[0xff, 0xff, 0xff, 0xff, 0x0f],
    &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    &[0x80, 0x80, 0x80, 0x80, 0x08],
    &[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
    &[0x80, 0x80, 0x40],
];

/// A source of changed inputs.
pub struct Mutator {
    rng: ChaCha8Rng,
    corpus: Vec<Vec<u8>>,
}

impl Mutator {
    /// Changes inputs of a corpus, which has some.
    pub fn new(corpus: Vec<Vec<u8>>, seed: u64) -> Self {
        Self {
            rng: ChaCha8Rng::seed_from_u64(seed),
            corpus,
        }
    }

    /// The next input.
    pub fn input(&mut self) -> Vec<u8> {
        let one = self.below(self.corpus.len());
        let mut bytes = self.corpus[one].clone();
        for _ in 0..=self.below(4) {
            self.change(&mut bytes);
        }
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len() + 1);
        let to = (at + self.below(16)).min(bytes.len());
        match self.below(9) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..to)),
            2 => {
                let copy = bytes[at..to].to_vec();
                bytes.splice(at..at, copy);
            }
            3 => {
                let length = LENGTHS[self.below(LENGTHS.len())];
                bytes.splice(at..at, length.iter().copied());
            }
            4 => {
                let length = LENGTHS[self.below(LENGTHS.len())];
                let end = (at + 1).min(bytes.len());
                bytes.splice(at..end, length.iter().copied());
            }
            5 => {
                let other = self.below(self.corpus.len());
                let from = self.below(self.corpus[other].len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&self.corpus[other][from..]);
            }
            kind => {
                let random = self.rng.next_u32().to_le_bytes();
                let edge = EDGES[usize::from(random[1]) % EDGES.len()];
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = match kind {
                        6 => *byte ^ (1 << (random[0] % 8)),
                        7 => edge,
                        _ => random[0],
                    };
                }
            }
        }
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.rng.next_u32()).unwrap_or(0) % end.max(1)
    }
}
