//! Dictionaries: what every exchange says, so that it need not be said.
//!
//! A short stream has nothing before it to refer to. A dictionary is what would stand there: names of
//! fields, the frame of changes. `cargo xtask dictionary` makes one from the sample matters' records.
//! A version is never changed once it was released: hubs keep all that apps may use, apps the newest.

use super::CodecError;

/// A dictionary in zstd's own form.
#[derive(Debug, PartialEq, Eq)]
pub struct Dictionary {
    version: u32,
    bytes: &'static [u8],
}

/// All, oldest first.
static ALL: [Dictionary; 1] = [Dictionary {
    version: 1,
    bytes: include_bytes!("dictionary/1.zdict"),
}];

/// What zstd calls a dictionary is its version and this: lower numbers are for a registry.
pub const FIRST_ID: u32 = 40_000;
const MAGIC: [u8; 4] = 0xfd2f_b528_u32.to_le_bytes();

impl Dictionary {
    /// The newest.
    pub fn newest() -> &'static Self {
        let [newest] = &ALL;
        newest
    }

    /// One by its version; `None` if it is not known here.
    pub fn of(version: u32) -> Option<&'static Self> {
        ALL.iter().find(|one| one.version == version)
    }

    /// Its version.
    pub fn version(&self) -> u32 {
        self.version
    }

    pub(super) fn bytes(&self) -> &'static [u8] {
        self.bytes
    }
}

/// What a stream that begins so needs: nothing, or a dictionary. `None`: more bytes have to come.
pub(super) fn needed(start: &[u8]) -> Option<Result<Option<&'static Dictionary>, CodecError>> {
    let (magic, rest) = start.split_at_checked(MAGIC.len())?;
    if magic != MAGIC {
        return Some(Err(CodecError::Damaged));
    }
    let (&descriptor, rest) = rest.split_first()?;
    // Where a single segment is said, the window is not.
    let rest = rest.get(usize::from(descriptor & 0x20 == 0)..)?;
    let length = match descriptor & 3 {
        0 => return Some(Ok(None)),
        3 => 4,
        length => usize::from(length),
    };
    let mut id = [0; 4];
    id[..length].copy_from_slice(rest.get(..length)?);
    let version = u32::from_le_bytes(id).checked_sub(FIRST_ID);
    Some(match version.and_then(Dictionary::of) {
        Some(dictionary) => Ok(Some(dictionary)),
        None => Err(CodecError::Damaged),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{FrameDecoder, encode, encode_with};

    #[test]
    fn each_dictionary_says_its_own_number() {
        for dictionary in &ALL {
            assert_eq!(&dictionary.bytes[..4], &0xec30_a437_u32.to_le_bytes());
            let id = (FIRST_ID + dictionary.version).to_le_bytes();
            assert_eq!(&dictionary.bytes[4..8], &id);
            assert_eq!(Dictionary::of(dictionary.version), Some(dictionary));
        }
        assert_eq!(Dictionary::of(0), None);
    }

    #[test]
    fn a_stream_says_what_it_needs_at_its_very_start() {
        let frames = ["complaints/filing", "description"];
        for dictionary in [None, Some(Dictionary::newest())] {
            let bytes = encode_with(&frames, dictionary).expect("encodes");
            let first = (0..bytes.len()).find_map(|length| needed(&bytes[..length]));
            assert_eq!(first, Some(Ok(dictionary)));
        }
        assert_eq!(needed(b"zst"), None);
        assert_eq!(needed(b"zstd?"), Some(Err(CodecError::Damaged)));
    }

    #[test]
    fn a_dictionary_that_is_not_here_is_damage_and_not_something_else() {
        let mut bytes = encode_with(&["one"], Some(Dictionary::newest())).expect("encodes");
        let id = (FIRST_ID + 1).to_le_bytes();
        let at = bytes.windows(2).position(|two| two == &id[..2]);
        bytes[at.expect("its number")] += 1;
        let mut decoder = FrameDecoder::<String>::new(1 << 20).expect("starts");
        assert_eq!(decoder.feed(&bytes), Err(CodecError::Damaged));
    }

    #[test]
    fn what_the_dictionary_knows_is_shorter_with_it() {
        let frames = ["complaints/filing", "works", "department"];
        let with = encode_with(&frames, Some(Dictionary::newest())).expect("encodes");
        assert!(with.len() < encode(&frames).expect("encodes").len());
    }
}
