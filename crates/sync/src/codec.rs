//! Frames in one compressed stream, readable up to the byte where a connection was cut.
//!
//! A stream is a byte that names the dictionary (0: none), and raw deflate (RFC 1951) after it.

pub mod dictionary;

use dictionary::Dictionary;
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use serde::{Serialize, de::DeserializeOwned};
use std::marker::PhantomData;

/// Longest single frame, in bytes before compression.
pub const MAX_FRAME: usize = 2 * 1024 * 1024;
const BLOCK: usize = 16 * 1024;

/// Why bytes are not frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// Not deflate, or not our frames.
    #[error("frames are damaged")]
    Damaged,
    /// A frame or the whole is longer than allowed.
    #[error("frames are too large")]
    TooLarge,
}

/// Writes frames.
pub struct FrameEncoder {
    deflate: Compress,
    out: Vec<u8>,
}

impl FrameEncoder {
    /// An empty stream, which whoever has this dictionary can read.
    ///
    /// # Errors
    /// The dictionary is of no use.
    pub fn new(dictionary: Option<&Dictionary>) -> Result<Self, CodecError> {
        let mut deflate = Compress::new(Compression::best(), false);
        if let Some(dictionary) = dictionary {
            deflate
                .set_dictionary(dictionary.bytes())
                .map_err(|_| CodecError::Damaged)?;
        }
        Ok(Self {
            deflate,
            out: vec![dictionary::number(dictionary)],
        })
    }

    /// Adds a frame.
    ///
    /// # Errors
    /// The frame is longer than [`MAX_FRAME`].
    pub fn push<T: Serialize>(&mut self, frame: &T) -> Result<(), CodecError> {
        let bytes = postcard::to_stdvec(frame).map_err(|_| CodecError::Damaged)?;
        if bytes.len() > MAX_FRAME {
            return Err(CodecError::TooLarge);
        }
        let length = u32::try_from(bytes.len()).map_err(|_| CodecError::TooLarge)?;
        let length = postcard::to_stdvec(&length).map_err(|_| CodecError::Damaged)?;
        self.write(&length, FlushCompress::None)?;
        self.write(&bytes, FlushCompress::None)
    }

    /// The bytes so far, such that the receiver can read every frame in them.
    ///
    /// # Errors
    /// The compression fails.
    pub fn flush(&mut self) -> Result<Vec<u8>, CodecError> {
        self.write(&[], FlushCompress::Sync)?;
        Ok(std::mem::take(&mut self.out))
    }

    /// The rest of the stream.
    ///
    /// # Errors
    /// The compression fails.
    pub fn finish(mut self) -> Result<Vec<u8>, CodecError> {
        self.write(&[], FlushCompress::Finish)?;
        Ok(self.out)
    }

    fn write(&mut self, mut bytes: &[u8], flush: FlushCompress) -> Result<(), CodecError> {
        loop {
            self.out.reserve(BLOCK);
            let before = self.deflate.total_in();
            let status = self
                .deflate
                .compress_vec(bytes, &mut self.out, flush)
                .map_err(|_| CodecError::Damaged)?;
            let taken = self.deflate.total_in() - before;
            bytes = usize::try_from(taken)
                .ok()
                .and_then(|taken| bytes.get(taken..))
                .ok_or(CodecError::Damaged)?;
            // What is left over for want of room comes with the next call.
            let has_room = self.out.len() < self.out.capacity();
            if status == Status::StreamEnd || (bytes.is_empty() && has_room) {
                return Ok(());
            }
        }
    }
}

/// All frames as one body, which everybody can read.
///
/// # Errors
/// A frame is longer than [`MAX_FRAME`].
pub fn encode<T: Serialize>(frames: &[T]) -> Result<Vec<u8>, CodecError> {
    encode_with(frames, None)
}

/// The same for whoever has this dictionary.
///
/// # Errors
/// A frame is longer than [`MAX_FRAME`].
pub fn encode_with<T: Serialize>(
    frames: &[T],
    dictionary: Option<&Dictionary>,
) -> Result<Vec<u8>, CodecError> {
    let mut encoder = FrameEncoder::new(dictionary)?;
    for frame in frames {
        encoder.push(frame)?;
    }
    encoder.finish()
}

/// Reads frames as their bytes arrive.
pub struct FrameDecoder<T> {
    /// Once it is known whether the stream needs a dictionary.
    inflate: Option<Decompress>,
    ended: bool,
    plain: Vec<u8>,
    total: usize,
    cap: usize,
    frame: PhantomData<T>,
}

impl<T: DeserializeOwned> FrameDecoder<T> {
    /// A decoder that refuses to expand to more than `cap` bytes in all.
    pub fn new(cap: usize) -> Self {
        Self {
            inflate: None,
            ended: false,
            plain: Vec::new(),
            total: 0,
            cap,
            frame: PhantomData,
        }
    }

    /// Takes more bytes; returns the frames that are whole now.
    ///
    /// # Errors
    /// See [`CodecError`]; the decoder is of no use afterwards.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Vec<T>, CodecError> {
        let mut rest = bytes;
        let mut inflate = match self.inflate.take() {
            Some(inflate) => inflate,
            None => match bytes.split_first() {
                Some((number, after)) => {
                    rest = after;
                    start(*number)?
                }
                None => return Ok(Vec::new()),
            },
        };
        let mut frames = Vec::new();
        let mut block = [0; BLOCK];
        while !self.ended {
            let before = (inflate.total_in(), inflate.total_out());
            let status = inflate
                .decompress(rest, &mut block, FlushDecompress::None)
                .map_err(|_| CodecError::Damaged)?;
            let taken = usize::try_from(inflate.total_in() - before.0);
            let written = usize::try_from(inflate.total_out() - before.1);
            let (Ok(taken), Ok(written)) = (taken, written) else {
                return Err(CodecError::TooLarge);
            };
            rest = rest.get(taken..).ok_or(CodecError::Damaged)?;
            self.total += written;
            if self.total > self.cap {
                return Err(CodecError::TooLarge);
            }
            self.plain
                .extend_from_slice(block.get(..written).unwrap_or_default());
            self.take_frames(&mut frames)?;
            self.ended = status == Status::StreamEnd;
            if written < BLOCK && rest.is_empty() {
                break;
            }
            if taken == 0 && written == 0 && !self.ended {
                return Err(CodecError::Damaged);
            }
        }
        // After the end there is nothing.
        if !rest.is_empty() {
            return Err(CodecError::Damaged);
        }
        self.inflate = Some(inflate);
        Ok(frames)
    }

    fn take_frames(&mut self, frames: &mut Vec<T>) -> Result<(), CodecError> {
        let mut rest = self.plain.as_slice();
        loop {
            let Ok((length, body)) = postcard::take_from_bytes::<u32>(rest) else {
                if rest.len() >= 5 {
                    return Err(CodecError::Damaged);
                }
                break;
            };
            let length = length as usize;
            if length > MAX_FRAME {
                return Err(CodecError::TooLarge);
            }
            let Some((frame, after)) = body.split_at_checked(length) else {
                break;
            };
            frames.push(postcard::from_bytes(frame).map_err(|_| CodecError::Damaged)?);
            rest = after;
        }
        let used = self.plain.len() - rest.len();
        self.plain.drain(..used);
        Ok(())
    }
}

/// What reads a stream that begins so.
fn start(number: u8) -> Result<Decompress, CodecError> {
    let mut inflate = Decompress::new(false);
    if let Some(dictionary) = dictionary::needed(number)? {
        inflate
            .set_dictionary(dictionary.bytes())
            .map_err(|_| CodecError::Damaged)?;
    }
    Ok(inflate)
}

/// Bytes that are kept or fetched as one, made small; [`expand`] gives them back.
///
/// # Errors
/// The compression fails.
pub fn shrink(bytes: &[u8]) -> Result<Vec<u8>, CodecError> {
    let mut deflate = Compress::new(Compression::best(), false);
    // Deflate adds five bytes to each 16 KB that it cannot make smaller.
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 1024 + 64);
    match deflate.compress_vec(bytes, &mut out, FlushCompress::Finish) {
        Ok(Status::StreamEnd) => Ok(out),
        _ => Err(CodecError::Damaged),
    }
}

/// The bytes of which [`shrink`] made these, if they are no more than `cap`.
///
/// # Errors
/// See [`CodecError`].
pub fn expand(bytes: &[u8], cap: usize) -> Result<Vec<u8>, CodecError> {
    let mut inflate = Decompress::new(false);
    let mut out = Vec::new();
    let mut rest = bytes;
    loop {
        // Room for one byte more than allowed tells too much from just enough.
        let room = BLOCK.min((cap + 1).saturating_sub(out.len()));
        if room == 0 {
            return Err(CodecError::TooLarge);
        }
        out.reserve_exact(room);
        let before = (inflate.total_in(), out.len());
        let status = inflate
            .decompress_vec(rest, &mut out, FlushDecompress::None)
            .map_err(|_| CodecError::Damaged)?;
        let taken = usize::try_from(inflate.total_in() - before.0);
        rest = taken
            .ok()
            .and_then(|taken| rest.get(taken..))
            .ok_or(CodecError::Damaged)?;
        match status {
            Status::StreamEnd if out.len() <= cap && rest.is_empty() => return Ok(out),
            Status::StreamEnd if out.len() > cap => return Err(CodecError::TooLarge),
            Status::StreamEnd => return Err(CodecError::Damaged),
            _ if out.len() == before.1 && rest.is_empty() => return Err(CodecError::Damaged),
            _ => {}
        }
    }
}

/// Reads a whole body.
///
/// # Errors
/// See [`CodecError`]. A last frame that is cut is left out without an error.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], cap: usize) -> Result<Vec<T>, CodecError> {
    FrameDecoder::new(cap).feed(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn frames_arrive_whatever_the_cuts(
            frames in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..5000), 0..10),
            step in 1usize..400,
            with in any::<bool>(),
        ) {
            let dictionary = with.then(Dictionary::newest);
            let bytes = encode_with(&frames, dictionary).expect("encodes");
            let mut decoder = FrameDecoder::<Vec<u8>>::new(1 << 20);
            let mut read = Vec::new();
            for piece in bytes.chunks(step) {
                read.extend(decoder.feed(piece).expect("feeds"));
            }
            prop_assert_eq!(read, frames);
        }

        #[test]
        fn garbage_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
            let _ = decode::<Vec<u8>>(&bytes, 1 << 20);
        }
    }

    #[test]
    fn a_flushed_frame_is_readable_though_the_rest_is_cut() {
        let mut encoder = FrameEncoder::new(None).expect("starts");
        encoder.push(&"first").expect("pushes");
        let first = encoder.flush().expect("flushes");
        encoder.push(&"second").expect("pushes");
        let rest = encoder.finish().expect("finishes");
        let mut decoder = FrameDecoder::<String>::new(1 << 20);
        assert_eq!(decoder.feed(&first), Ok(vec!["first".to_owned()]));
        assert_eq!(decoder.feed(&rest[..rest.len() / 2]), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn what_was_made_small_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..100_000)) {
            let small = shrink(&bytes).expect("shrinks");
            prop_assert_eq!(expand(&small, bytes.len()), Ok(bytes.clone()));
            if !bytes.is_empty() {
                let cut = expand(&small, bytes.len() - 1);
                prop_assert_eq!(cut, Err(CodecError::TooLarge));
            }
            let cut = expand(&small[..small.len() - 1], bytes.len());
            prop_assert!(cut.is_err());
        }

        #[test]
        fn garbage_expands_to_no_more_than_allowed(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
            let expanded = expand(&bytes, 10_000).unwrap_or_default();
            prop_assert!(expanded.len() <= 10_000);
        }
    }

    #[test]
    fn nothing_comes_after_the_end() {
        let mut bytes = encode(&["one"]).expect("encodes");
        bytes.push(0);
        assert_eq!(decode::<String>(&bytes, 100), Err(CodecError::Damaged));
    }

    #[test]
    fn frames_that_fill_blocks_exactly_arrive() {
        for length in [BLOCK - 4, BLOCK - 3, BLOCK - 2, BLOCK, 2 * BLOCK - 3] {
            let frame = vec![7_u8; length];
            let bytes = encode(std::slice::from_ref(&frame)).expect("encodes");
            assert_eq!(decode(&bytes, 1 << 20), Ok(vec![frame]));
        }
    }

    #[test]
    fn a_bomb_is_stopped_at_the_cap() {
        let bomb = encode(&[vec![0u8; 1_900_000], vec![0u8; 1_900_000]]).expect("encodes");
        assert!(bomb.len() < 5000, "{}", bomb.len());
        assert_eq!(decode::<Vec<u8>>(&bomb, 1 << 20), Err(CodecError::TooLarge));
    }
}
