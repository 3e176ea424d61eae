//! Frames in one zstd stream, readable up to the byte where a connection was cut.

pub mod dictionary;

use dictionary::Dictionary;
use serde::{Serialize, de::DeserializeOwned};
use std::marker::PhantomData;
use zstd::stream::raw::{CParameter, DParameter, Decoder, Encoder, InBuffer, Operation, OutBuffer};

/// Longest single frame, in bytes before compression.
pub const MAX_FRAME: usize = 2 * 1024 * 1024;
const BLOCK: usize = 16 * 1024;
/// The zstd window, as a power of two, and the largest that is accepted: bounds the memory of
/// both sides.
const WINDOW_LOG: u32 = 20;
const LEVEL: i32 = 12;
/// Search tables, as a power of two: the level's own take 40 MB and 25 ms to clear for every
/// stream; these find as much in what one exchange holds.
const TABLE_LOG: u32 = 17;

/// Why bytes are not frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// Not zstd, or not our frames.
    #[error("frames are damaged")]
    Damaged,
    /// A frame or the whole is longer than allowed.
    #[error("frames are too large")]
    TooLarge,
}

/// Writes frames.
pub struct FrameEncoder {
    encoder: Encoder<'static>,
    out: Vec<u8>,
}

impl FrameEncoder {
    /// An empty stream, which whoever has this dictionary can read.
    ///
    /// # Errors
    /// zstd has no memory.
    pub fn new(dictionary: Option<&Dictionary>) -> Result<Self, CodecError> {
        let encoder = match dictionary {
            Some(dictionary) => Encoder::with_dictionary(LEVEL, dictionary.bytes()),
            None => Encoder::new(LEVEL),
        };
        let mut encoder = encoder.map_err(|_| CodecError::Damaged)?;
        for parameter in [
            CParameter::WindowLog(WINDOW_LOG),
            CParameter::HashLog(TABLE_LOG),
            CParameter::ChainLog(TABLE_LOG),
        ] {
            encoder
                .set_parameter(parameter)
                .map_err(|_| CodecError::Damaged)?;
        }
        Ok(Self {
            encoder,
            out: Vec::new(),
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
        self.write(&length)?;
        self.write(&bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), CodecError> {
        let mut input = InBuffer::around(bytes);
        let mut block = [0; BLOCK];
        while input.pos() < bytes.len() {
            let mut output = OutBuffer::around(&mut block[..]);
            self.encoder
                .run(&mut input, &mut output)
                .map_err(|_| CodecError::Damaged)?;
            self.out.extend_from_slice(output.as_slice());
        }
        Ok(())
    }

    /// The bytes so far, such that the receiver can read every frame in them.
    ///
    /// # Errors
    /// zstd fails.
    pub fn flush(&mut self) -> Result<Vec<u8>, CodecError> {
        self.drain(|encoder, output| encoder.flush(output))
    }

    /// The rest of the stream.
    ///
    /// # Errors
    /// zstd fails.
    pub fn finish(mut self) -> Result<Vec<u8>, CodecError> {
        self.drain(|encoder, output| encoder.finish(output, true))
    }

    fn drain(
        &mut self,
        step: impl Fn(&mut Encoder<'static>, &mut OutBuffer<'_, [u8]>) -> std::io::Result<usize>,
    ) -> Result<Vec<u8>, CodecError> {
        let mut block = [0; BLOCK];
        loop {
            let mut output = OutBuffer::around(&mut block[..]);
            let left = step(&mut self.encoder, &mut output).map_err(|_| CodecError::Damaged)?;
            self.out.extend_from_slice(output.as_slice());
            if left == 0 {
                return Ok(std::mem::take(&mut self.out));
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
    decoder: Option<Decoder<'static>>,
    /// The first bytes, until then.
    start: Vec<u8>,
    plain: Vec<u8>,
    total: usize,
    cap: usize,
    frame: PhantomData<T>,
}

impl<T: DeserializeOwned> FrameDecoder<T> {
    /// A decoder that refuses to expand to more than `cap` bytes in all.
    ///
    /// # Errors
    /// zstd has no memory.
    pub fn new(cap: usize) -> Result<Self, CodecError> {
        Ok(Self {
            decoder: None,
            start: Vec::new(),
            plain: Vec::new(),
            total: 0,
            cap,
            frame: PhantomData,
        })
    }

    /// Takes more bytes; returns the frames that are whole now.
    ///
    /// # Errors
    /// See [`CodecError`]; the decoder is of no use afterwards.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Vec<T>, CodecError> {
        if self.decoder.is_some() {
            return self.read(bytes);
        }
        self.start.extend_from_slice(bytes);
        let needed = match dictionary::needed(&self.start) {
            Some(needed) => needed?,
            None => return Ok(Vec::new()),
        };
        let decoder = match needed {
            Some(dictionary) => Decoder::with_dictionary(dictionary.bytes()),
            None => Decoder::new(),
        };
        let mut decoder = decoder.map_err(|_| CodecError::Damaged)?;
        decoder
            .set_parameter(DParameter::WindowLogMax(WINDOW_LOG))
            .map_err(|_| CodecError::Damaged)?;
        self.decoder = Some(decoder);
        let start = std::mem::take(&mut self.start);
        self.read(&start)
    }

    fn read(&mut self, bytes: &[u8]) -> Result<Vec<T>, CodecError> {
        let mut frames = Vec::new();
        let mut input = InBuffer::around(bytes);
        let mut block = [0; BLOCK];
        loop {
            let mut output = OutBuffer::around(&mut block[..]);
            self.decoder
                .as_mut()
                .ok_or(CodecError::Damaged)?
                .run(&mut input, &mut output)
                .map_err(|_| CodecError::Damaged)?;
            let written = output.as_slice();
            let full = written.len() == BLOCK;
            self.total += written.len();
            if self.total > self.cap {
                return Err(CodecError::TooLarge);
            }
            self.plain.extend_from_slice(written);
            self.take_frames(&mut frames)?;
            if !full && input.pos() == bytes.len() {
                return Ok(frames);
            }
        }
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

/// Reads a whole body.
///
/// # Errors
/// See [`CodecError`]. A last frame that is cut is left out without an error.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], cap: usize) -> Result<Vec<T>, CodecError> {
    FrameDecoder::new(cap)?.feed(bytes)
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
            let mut decoder = FrameDecoder::<Vec<u8>>::new(1 << 20).expect("starts");
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
        let mut decoder = FrameDecoder::<String>::new(1 << 20).expect("starts");
        assert_eq!(decoder.feed(&first), Ok(vec!["first".to_owned()]));
        assert_eq!(decoder.feed(&rest[..rest.len() / 2]), Ok(vec![]));
    }

    #[test]
    fn a_bomb_is_stopped_at_the_cap() {
        let bomb = encode(&[vec![0u8; 1_900_000], vec![0u8; 1_900_000]]).expect("encodes");
        assert!(bomb.len() < 2000);
        assert_eq!(decode::<Vec<u8>>(&bomb, 1 << 20), Err(CodecError::TooLarge));
    }
}
