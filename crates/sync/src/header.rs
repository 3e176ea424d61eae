//! Lanes: one document per writing role, named by the hash of its header.
//!
//! The header alone tells who may write and who may read, so the hub never loads a document.
//! A lane's id is BLAKE3 of the header's bytes: nobody can move a lane to other hands.

use crate::{
    id::{LaneId, PublicKey, Signature},
    sign::{self, Keys},
};
use serde::{Deserialize, Serialize};

/// Longest header the hub takes, in bytes.
pub const MAX_HEADER: usize = 1024;

/// Who writes a lane, who reads it, what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Feature and part: `complaints/filing`. The hub does not interpret it.
    pub kind: String,
    /// The one role that writes here.
    pub writer: Writer,
    /// Who reads here beside the writer.
    pub readers: Vec<Reader>,
    /// The municipality's pack id.
    pub pack: String,
    /// The lane of the case that this one belongs to, if it is not the case itself.
    pub case: Option<LaneId>,
    /// When it was made: milliseconds since 1970, a claim of the device. 0 where derived.
    pub created: i64,
    /// Makes a person's lane unique. Zero where the id must be derivable by several writers.
    pub nonce: [u8; 16],
}

/// The role that writes a lane.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Writer {
    /// A person, by the key of the first device.
    Person(PublicKey),
    /// Officers of a department, by grant.
    Department(String),
}

/// Who else reads a lane. Beside these, the departments that read a case read every lane that
/// hangs on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reader {
    /// Officers of a department.
    Department(String),
    /// The person of the case that `case` names: who writes it or, where an office took it in,
    /// whom its header names.
    CasePerson,
    /// The person for whom an office took a case in. Only on a department's lane that is a case.
    Person(PublicKey),
    /// Officers of a department, who from now on read every lane of the case that `case` names.
    /// Only on a lane of a department that reads the case itself: a referral.
    WholeCase(String),
    /// Everybody who follows the topic. Only on a department's lane.
    Public(String),
}

/// A header as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHeader {
    /// The exact bytes that the id is the hash of.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// By the person who writes the lane; absent for a department's lane, whose every change
    /// is signed under a grant.
    pub signature: Option<Signature>,
}

/// Why a header is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Longer than [`MAX_HEADER`], not a header, or not in the one canonical form.
    #[error("header is malformed")]
    Malformed,
    /// Not signed by its person.
    #[error("header is not signed by its writer")]
    Signature,
}

impl Header {
    /// The header's canonical bytes.
    ///
    /// # Errors
    /// Longer than [`MAX_HEADER`].
    pub fn bytes(&self) -> Result<Vec<u8>, HeaderError> {
        let bytes = postcard::to_stdvec(self).map_err(|_| HeaderError::Malformed)?;
        if bytes.len() > MAX_HEADER {
            Err(HeaderError::Malformed)
        } else {
            Ok(bytes)
        }
    }

    /// The person of a case: its writer or, where an office took it in, whom it names.
    pub fn person(&self) -> Option<PublicKey> {
        match &self.writer {
            Writer::Person(person) => Some(*person),
            Writer::Department(_) => self.readers.iter().find_map(|reader| match reader {
                Reader::Person(person) => Some(*person),
                _ => None,
            }),
        }
    }

    /// Whether everybody can read the lane.
    pub fn is_public(&self) -> bool {
        self.readers
            .iter()
            .any(|reader| matches!(reader, Reader::Public(_)))
    }

    /// Signs a person's header, or wraps a department's.
    ///
    /// # Errors
    /// The header is too long, or names another person than `keys`.
    pub fn sign(&self, keys: &Keys) -> Result<(LaneId, SignedHeader), HeaderError> {
        let bytes = self.bytes()?;
        let signature = match &self.writer {
            Writer::Person(person) if *person == keys.public() => {
                Some(keys.sign(sign::HEADER, &bytes))
            }
            Writer::Person(_) => return Err(HeaderError::Signature),
            Writer::Department(_) => None,
        };
        Ok((LaneId::of(&bytes), SignedHeader { bytes, signature }))
    }
}

impl SignedHeader {
    /// The lane that this header names.
    pub fn lane(&self) -> LaneId {
        LaneId::of(&self.bytes)
    }

    /// Reads the header and checks its form and signature.
    ///
    /// # Errors
    /// See [`HeaderError`].
    pub fn verify(&self) -> Result<Header, HeaderError> {
        if self.bytes.len() > MAX_HEADER {
            return Err(HeaderError::Malformed);
        }
        let header: Header =
            postcard::from_bytes(&self.bytes).map_err(|_| HeaderError::Malformed)?;
        if header.bytes()? != self.bytes || header.readers.len() > 8 {
            return Err(HeaderError::Malformed);
        }
        match (&header.writer, &self.signature) {
            (Writer::Person(person), Some(signature)) => {
                if sign::verify(person, sign::HEADER, &self.bytes, signature) {
                    Ok(header)
                } else {
                    Err(HeaderError::Signature)
                }
            }
            // What hangs on a case is derived, so that all officers write in the same lane; a case
            // that an office takes in is one of many.
            (Writer::Department(_), None)
                if header.case.is_none() || (header.nonce == [0; 16] && header.created == 0) =>
            {
                Ok(header)
            }
            _ => Err(HeaderError::Signature),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filing(keys: &Keys) -> Header {
        Header {
            kind: "complaints/filing".into(),
            writer: Writer::Person(keys.public()),
            readers: vec![Reader::Department("works".into())],
            pack: "sekondi-takoradi".into(),
            case: None,
            created: 1_795_000_000_000,
            nonce: [7; 16],
        }
    }

    #[test]
    fn a_lane_is_named_by_its_signed_header() {
        let keys = Keys::from_seed([1; 32]);
        let header = filing(&keys);
        let (lane, signed) = header.sign(&keys).expect("signs");
        assert_eq!(signed.lane(), lane);
        assert_eq!(signed.verify(), Ok(header));
    }

    #[test]
    fn nobody_makes_a_header_for_another_person() {
        let (own, other) = (Keys::from_seed([1; 32]), Keys::from_seed([2; 32]));
        assert_eq!(filing(&other).sign(&own), Err(HeaderError::Signature));
        let (_, mut signed) = filing(&own).sign(&own).expect("signs");
        signed.signature = Some(other.sign(sign::HEADER, &signed.bytes));
        assert_eq!(signed.verify(), Err(HeaderError::Signature));
        signed.signature = None;
        assert_eq!(signed.verify(), Err(HeaderError::Signature));
    }

    #[test]
    fn two_officers_derive_the_same_casework_lane() {
        let casework = || Header {
            kind: "complaints/casework".into(),
            writer: Writer::Department("works".into()),
            readers: vec![Reader::CasePerson],
            pack: "sekondi-takoradi".into(),
            case: Some(LaneId([9; 32])),
            created: 0,
            nonce: [0; 16],
        };
        let one = casework().sign(&Keys::from_seed([1; 32])).expect("wraps");
        let two = casework().sign(&Keys::from_seed([2; 32])).expect("wraps");
        assert_eq!(one, two);
        assert!(one.1.verify().is_ok());
    }

    #[test]
    fn an_office_takes_in_many_cases_but_has_one_lane_in_each() {
        let keys = Keys::from_seed([1; 32]);
        let mut taken_in = Header {
            writer: Writer::Department("works".into()),
            readers: vec![
                Reader::Department("works".into()),
                Reader::Person(keys.public()),
            ],
            ..filing(&keys)
        };
        let (_, signed) = taken_in.sign(&keys).expect("wraps");
        assert_eq!(signed.verify(), Ok(taken_in.clone()));
        assert_eq!(taken_in.person(), Some(keys.public()));
        taken_in.case = Some(LaneId([9; 32]));
        let (_, signed) = taken_in.sign(&keys).expect("wraps");
        assert_eq!(signed.verify(), Err(HeaderError::Signature));
    }

    #[test]
    fn a_header_with_other_bytes_for_the_same_meaning_is_refused() {
        let keys = Keys::from_seed([1; 32]);
        let (_, signed) = filing(&keys).sign(&keys).expect("signs");
        let mut bytes = signed.bytes;
        bytes.push(0);
        let signature = Some(keys.sign(sign::HEADER, &bytes));
        assert_eq!(
            SignedHeader { bytes, signature }.verify(),
            Err(HeaderError::Malformed)
        );
    }
}
