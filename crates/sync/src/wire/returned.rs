//! What comes back to a hub that has lost it.

use super::{Body, LaneRecord};
use crate::sign::SignedReceipt;
use serde::{Deserialize, Serialize};

/// A record that the hub once stored and has lost, from a device that has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// The record: of a lane with its header and all its changes.
    pub body: Body,
    /// That the hub had it.
    pub proof: Proof,
}

/// Why a hub believes that it had a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// It came with the record, whoever wrote that.
    Seal(Seal),
    /// The record is the requesting device's own, and this is its receipt.
    Receipt(SignedReceipt),
}

/// What a hub alone can make of a record that it stored, and check: a keyed hash.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal(pub [u8; 16]);

impl std::fmt::Debug for Seal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a seal")
    }
}

impl Body {
    /// The seal of this record under a hub's secret. The header and the changes are left out: the
    /// lane's name and the heads are hashes over them.
    ///
    /// # Errors
    /// Never for a record in memory; kept so that no caller has to assume it.
    pub fn seal(&self, secret: &[u8; 32]) -> Result<Seal, postcard::Error> {
        let bytes = match self {
            Self::Lane(record) => postcard::to_stdvec(&Self::Lane(record.without_content())),
            other => postcard::to_stdvec(other),
        }?;
        let mut seal = [0; 16];
        blake3::Hasher::new_keyed(secret)
            .update(&bytes)
            .finalize_xof()
            .fill(&mut seal);
        Ok(Seal(seal))
    }
}

impl LaneRecord {
    /// The record without its header and changes.
    pub fn without_content(&self) -> Self {
        Self {
            lane: self.lane,
            header: None,
            changes: Vec::new(),
            heads: self.heads.clone(),
            blobs: self.blobs.clone(),
            author: self.author,
            signature: self.signature,
            links: self.links.clone(),
            received: self.received,
        }
    }
}
