//! Dictionaries: what every exchange says, so that it need not be said.
//!
//! A short stream has nothing before it to refer to. A dictionary is what would stand there: names of
//! fields, the frame of changes. `cargo xtask dictionary` makes one from the sample matters' records.
//! A version is never changed once it was released: hubs keep all that apps may use, apps the newest.

use super::CodecError;

/// Bytes that stand before every stream which says so.
#[derive(Debug, PartialEq, Eq)]
pub struct Dictionary {
    version: u32,
    bytes: &'static [u8],
}

/// All, oldest first.
static ALL: [Dictionary; 1] = [Dictionary {
    version: 1,
    bytes: include_bytes!("dictionary/1.bin"),
}];

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

/// How a stream names its dictionary: by its version in a byte, or 0.
pub(super) fn number(dictionary: Option<&Dictionary>) -> u8 {
    dictionary
        .and_then(|dictionary| u8::try_from(dictionary.version).ok())
        .unwrap_or(0)
}

/// What a stream that names this needs.
///
/// # Errors
/// A dictionary that is not known here.
pub(super) fn needed(number: u8) -> Result<Option<&'static Dictionary>, CodecError> {
    if number == 0 {
        return Ok(None);
    }
    Dictionary::of(number.into())
        .map(Some)
        .ok_or(CodecError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{FrameDecoder, encode, encode_with};

    #[test]
    fn each_dictionary_is_found_by_its_number() {
        for dictionary in &ALL {
            assert_eq!(needed(number(Some(dictionary))), Ok(Some(dictionary)));
            assert_eq!(Dictionary::of(dictionary.version), Some(dictionary));
            // Deflate looks back no further.
            assert!(dictionary.bytes.len() <= 32 * 1024);
        }
        assert_eq!(needed(number(None)), Ok(None));
        assert_eq!(Dictionary::of(0), None);
    }

    #[test]
    fn a_dictionary_that_is_not_here_is_damage_and_not_something_else() {
        let mut bytes = encode_with(&["one"], Some(Dictionary::newest())).expect("encodes");
        bytes[0] += 1;
        let mut decoder = FrameDecoder::<String>::new(1 << 20);
        assert_eq!(decoder.feed(&bytes), Err(CodecError::Damaged));
    }

    #[test]
    fn what_the_dictionary_knows_is_shorter_with_it() {
        let frames = ["complaints/filing", "works", "department"];
        let with = encode_with(&frames, Some(Dictionary::newest())).expect("encodes");
        assert!(with.len() < encode(&frames).expect("encodes").len());
    }
}
