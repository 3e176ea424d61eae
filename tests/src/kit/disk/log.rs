//! The log of a watched disk. The numbers are those of `tests/disk/shim.c`.

use crate::kit::Result;
use std::path::Path;

/// What happened, in order.
pub struct Log(pub Vec<Event>);

/// One thing that happened.
pub struct Event {
    /// The length of the log with it.
    pub end: u64,
    /// Calls of this process so far that change something.
    pub calls: u32,
    /// Reads of this process so far.
    pub reads: u32,
    /// What it was.
    pub what: What,
}

/// What a process did. Names are below the watched folder.
pub enum What {
    /// It began.
    Start,
    /// It opened a file or a folder, which may be new.
    Open {
        /// Stands for the open file.
        handle: u32,
        /// Its name.
        name: String,
    },
    /// It wrote.
    Write {
        /// The open file.
        handle: u32,
        /// From which byte on.
        offset: u64,
        /// What.
        bytes: Vec<u8>,
    },
    /// It set a length.
    Length {
        /// The open file.
        handle: u32,
        /// In bytes.
        length: u64,
    },
    /// It synced a file or a folder.
    Sync(u32),
    /// A sync failed.
    SyncFailed(u32),
    /// It deleted a file or an empty folder.
    Remove(String),
    /// It gave a file another name.
    Rename(String, String),
    /// It made a folder.
    Folder(String),
    /// It wrote to its standard output.
    Said(Vec<u8>),
    /// A call failed on purpose, with this number; 0 if a write was short.
    Fault(u64),
}

const HEAD: usize = 32;

impl Log {
    /// Reads a log. What is not whole at its end did not happen.
    ///
    /// # Errors
    /// It cannot be read, or the program did something that the log cannot express.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path)?;
        let mut events = Vec::new();
        let mut at = 0;
        while let Some(head) = bytes.get(at..at + HEAD) {
            let word = |from: usize| -> Result<u32> {
                Ok(u32::from_ne_bytes(head[from..from + 4].try_into()?))
            };
            let offset = u64::from_ne_bytes(head[8..16].try_into()?);
            let (first, second) = (word(24)? as usize, word(28)? as usize);
            let end = at + HEAD + first + second;
            let Some(rest) = bytes.get(at + HEAD..end) else {
                break;
            };
            let (one, other) = rest.split_at(first);
            let name = |bytes: &[u8]| String::from_utf8(bytes.to_vec());
            let handle = word(4)?;
            let what = match word(0)? {
                1 => What::Start,
                2 => What::Open {
                    handle,
                    name: name(one)?,
                },
                3 => What::Write {
                    handle,
                    offset,
                    bytes: one.to_vec(),
                },
                4 => What::Length {
                    handle,
                    length: offset,
                },
                5 => What::Sync(handle),
                6 => What::SyncFailed(handle),
                7 => What::Remove(name(one)?),
                8 => What::Rename(name(one)?, name(other)?),
                9 => What::Folder(name(one)?),
                10 => What::Said(one.to_vec()),
                11 => What::Fault(offset),
                kind => return Err(format!("kind {kind} at {at}: {:?}", name(one)).into()),
            };
            events.push(Event {
                end: end as u64,
                calls: word(16)?,
                reads: word(20)?,
                what,
            });
            at = end;
        }
        Ok(Self(events))
    }

    /// Calls that change something, of the process that began last.
    pub fn calls(&self) -> u32 {
        self.0.last().map_or(0, |event| event.calls)
    }

    /// Reads of the process that began last.
    pub fn reads(&self) -> u32 {
        self.0.last().map_or(0, |event| event.reads)
    }

    /// Whether a fault came to pass.
    pub fn has_fault(&self) -> bool {
        let mut events = self.0.iter();
        events.any(|event| matches!(event.what, What::Fault(_)))
    }

    /// The whole lines that were said in the first `cut` events.
    pub fn said(&self, cut: usize) -> Vec<String> {
        let mut text = Vec::new();
        for event in &self.0[..cut] {
            if let What::Said(bytes) = &event.what {
                text.extend_from_slice(bytes);
            }
        }
        String::from_utf8_lossy(&text)
            .split_inclusive('\n')
            .filter_map(|line| line.strip_suffix('\n').map(str::to_owned))
            .collect()
    }
}
