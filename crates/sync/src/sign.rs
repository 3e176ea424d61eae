//! Signatures. Each kind of statement is signed under a name of its own, so that none can be
//! passed off as another.

use crate::id::{BlobId, ChangeHash, LaneId, PublicKey, Signature};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

/// Signs a lane's header.
pub const HEADER: &str = "durbar/header/1";
/// Signs a lane's new heads.
pub const HEADS: &str = "durbar/heads/1";
/// Signs an HTTP request.
pub const REQUEST: &str = "durbar/request/1";
/// Signs a hub's receipt.
pub const RECEIPT: &str = "durbar/receipt/1";
/// Signs an administrator's invitation.
pub const INVITATION: &str = "durbar/invitation/1";
/// Signs a device's acceptance of an invitation.
pub const ACCEPTANCE: &str = "durbar/acceptance/1";
/// Signs an administrator's word that a role ends.
pub const ENDING: &str = "durbar/ending/1";
/// Signs a person's offer to another device.
pub const LINK_OFFER: &str = "durbar/link-offer/1";
/// Signs a device's acceptance of such an offer, with the offer's key.
pub const LINK_ACCEPTANCE: &str = "durbar/link-acceptance/1";
/// Signs a device's own consent to a link.
pub const LINK_CONSENT: &str = "durbar/link-consent/1";
/// Signs that a device no longer acts for a person.
pub const REVOCATION: &str = "durbar/revocation/1";
/// Signs a pack's manifest.
pub const MANIFEST: &str = "durbar/manifest/1";

/// A key pair.
#[derive(Clone)]
pub struct Keys(SigningKey);

impl Keys {
    /// The key pair of a secret seed.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    /// The secret seed, to be kept by the host's storage only.
    pub fn seed(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// A secret of its own for another purpose, by the purpose's name.
    pub fn secret_for(&self, purpose: &str) -> [u8; 32] {
        blake3::derive_key(purpose, &self.0.to_bytes())
    }

    /// The public key.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs a statement of the given kind.
    pub fn sign(&self, kind: &str, statement: &[u8]) -> Signature {
        Signature(self.0.sign(&message(kind, statement)).to_bytes())
    }
}

/// Whether `key` signed this statement under this kind. Weak and malformed keys never did.
pub fn verify(key: &PublicKey, kind: &str, statement: &[u8], signature: &Signature) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(&key.0) else {
        return false;
    };
    let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
    key.verify_strict(&message(kind, statement), &signature)
        .is_ok()
}

fn message(kind: &str, statement: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(kind.len() + 1 + statement.len());
    message.extend_from_slice(kind.as_bytes());
    message.push(0);
    message.extend_from_slice(statement);
    message
}

/// The bytes that an author signs for new changes: the lane, its heads among the pushed changes
/// and every blob they bring. Heads are hashes over all that went before, so one signature
/// covers every change.
pub fn heads_statement(lane: &LaneId, heads: &[ChangeHash], blobs: &[BlobId]) -> Vec<u8> {
    let mut statement = Vec::with_capacity(40 + 32 * (heads.len() + blobs.len()));
    statement.extend_from_slice(&lane.0);
    statement.extend_from_slice(&(heads.len() as u64).to_le_bytes());
    for head in heads {
        statement.extend_from_slice(&head.0);
    }
    for blob in blobs {
        statement.extend_from_slice(&blob.0);
    }
    statement
}

/// What the hub says it holds, durably. Verifies offline against the hub's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The lane.
    pub lane: LaneId,
    /// The heads it holds, with all that they depend on.
    pub heads: Vec<ChangeHash>,
    /// The blobs it holds whole.
    pub blobs: Vec<BlobId>,
    /// When it stored the changes: milliseconds since 1970, the hub's clock.
    pub received: i64,
    /// When it wrote this receipt.
    pub issued: i64,
    /// The hub's epoch.
    pub epoch: u64,
    /// The record's number in its writer's feed.
    pub sequence: u64,
}

/// A receipt and the hub's signature over its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedReceipt {
    /// The receipt.
    pub receipt: Receipt,
    /// By the hub.
    pub signature: Signature,
}

impl SignedReceipt {
    /// Writes and signs a receipt.
    ///
    /// # Errors
    /// Never for a receipt in memory; kept so that no caller has to assume it.
    pub fn sign(receipt: Receipt, hub: &Keys) -> Result<Self, postcard::Error> {
        let bytes = postcard::to_stdvec(&receipt)?;
        let signature = hub.sign(RECEIPT, &bytes);
        Ok(Self { receipt, signature })
    }

    /// Whether the hub with this key gave it.
    pub fn verify(&self, hub: &PublicKey) -> bool {
        postcard::to_stdvec(&self.receipt)
            .is_ok_and(|bytes| verify(hub, RECEIPT, &bytes, &self.signature))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_of_one_kind_is_not_one_of_another() {
        let keys = Keys::from_seed([3; 32]);
        let signature = keys.sign(HEADS, b"lane");
        assert!(verify(&keys.public(), HEADS, b"lane", &signature));
        assert!(!verify(&keys.public(), RECEIPT, b"lane", &signature));
        assert!(!verify(&keys.public(), HEADS, b"lone", &signature));
    }

    #[test]
    fn a_changed_receipt_does_not_verify() {
        let hub = Keys::from_seed([4; 32]);
        let receipt = Receipt {
            lane: LaneId([1; 32]),
            heads: vec![ChangeHash([2; 32])],
            blobs: vec![],
            received: 1,
            issued: 2,
            epoch: 3,
            sequence: 4,
        };
        let mut signed = SignedReceipt::sign(receipt, &hub).expect("signs");
        assert!(signed.verify(&hub.public()));
        signed.receipt.blobs.push(BlobId([5; 32]));
        assert!(!signed.verify(&hub.public()));
    }
}
