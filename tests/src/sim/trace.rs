//! What happened: a hash over everything, and the last events in words.

use std::collections::VecDeque;

/// Events that a failure prints.
const LAST: usize = 60;

/// What happened so far.
pub struct Trace {
    hash: blake3::Hasher,
    last: VecDeque<String>,
    start: i64,
    events: u64,
}

impl Trace {
    /// Nothing yet; times are told from `start` on.
    pub fn new(start: i64) -> Self {
        Self {
            hash: blake3::Hasher::new(),
            last: VecDeque::new(),
            start,
            events: 0,
        }
    }

    /// Notes an event and the bytes that it was about.
    pub fn note(&mut self, now: i64, what: String, bytes: &[u8]) {
        self.events += 1;
        self.hash.update(&now.to_le_bytes());
        self.hash.update(what.as_bytes());
        self.hash.update(&bytes.len().to_le_bytes());
        self.hash.update(bytes);
        if self.last.len() == LAST {
            self.last.pop_front();
        }
        let seconds = (now - self.start) / 1000;
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        let length = match bytes.len() {
            0 => String::new(),
            length => format!(" ({length} bytes)"),
        };
        self.last.push_back(format!(
            "{hours:>4}:{minutes:02}:{:02}.{:03} {what}{length}",
            seconds % 60,
            (now - self.start) % 1000
        ));
    }

    /// The hash over all of it.
    pub fn hash(&self) -> String {
        self.hash.finalize().to_hex().to_string()
    }

    /// How many events there were.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// The last ones, in words.
    pub fn last(&self) -> String {
        let lines: Vec<_> = self.last.iter().map(String::as_str).collect();
        lines.join("\n")
    }
}
