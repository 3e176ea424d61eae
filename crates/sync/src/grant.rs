//! Roles by one-time link.
//!
//! An administrator signs an invitation for a throw-away key and hands its secret over in a
//! link. The device that opens the link signs its own key with that secret. Both together are a
//! grant that anybody can verify offline; the hub takes the first acceptance of an invitation
//! and no other. A role ends with its time, or when an administrator says so: what its holder
//! wrote until then stays an officer's.

use crate::{
    id::{PublicKey, Signature},
    sign::{self, Keys},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Serialize};

/// What an administrator offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The throw-away key whose secret the link carries.
    pub key: PublicKey,
    /// Pack id of the municipality.
    pub pack: String,
    /// `officer`.
    pub role: String,
    /// Department id in the pack.
    pub department: String,
    /// The name that citizens see beside what the holder writes.
    pub name: String,
    /// Start, milliseconds since 1970.
    pub from: i64,
    /// End.
    pub until: i64,
}

/// An invitation with the administrator's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedInvitation {
    /// The invitation's bytes as signed.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// By the administrator.
    pub signature: Signature,
}

/// An invitation taken up by a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What was offered.
    pub invitation: SignedInvitation,
    /// The device that took it up.
    pub device: PublicKey,
    /// By the invitation's throw-away key, over the device's key.
    pub acceptance: Signature,
}

/// The end of a role before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// [`Invitation::key`] of the role, or of a link that nobody is to open any more.
    pub invitation: PublicKey,
    /// From when, milliseconds since 1970.
    pub at: i64,
}

/// An ending with the administrator's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedEnding {
    /// What is said.
    pub ending: Ending,
    /// By the administrator.
    pub signature: Signature,
}

impl SignedEnding {
    /// Signs an ending.
    ///
    /// # Errors
    /// Never for an ending in memory.
    pub fn sign(ending: Ending, administrator: &Keys) -> Result<Self, postcard::Error> {
        let bytes = postcard::to_stdvec(&ending)?;
        let signature = administrator.sign(sign::ENDING, &bytes);
        Ok(Self { ending, signature })
    }

    /// The ending, if the administrator with this key signed it.
    pub fn verify(&self, administrator: &PublicKey) -> Option<&Ending> {
        let bytes = postcard::to_stdvec(&self.ending).ok()?;
        sign::verify(administrator, sign::ENDING, &bytes, &self.signature).then_some(&self.ending)
    }
}

impl SignedInvitation {
    /// Signs an invitation.
    ///
    /// # Errors
    /// Never for an invitation in memory.
    pub fn sign(invitation: &Invitation, administrator: &Keys) -> Result<Self, postcard::Error> {
        let bytes = postcard::to_stdvec(invitation)?;
        let signature = administrator.sign(sign::INVITATION, &bytes);
        Ok(Self { bytes, signature })
    }

    /// The invitation, if the administrator with this key signed it.
    pub fn verify(&self, administrator: &PublicKey) -> Option<Invitation> {
        if !sign::verify(
            administrator,
            sign::INVITATION,
            &self.bytes,
            &self.signature,
        ) {
            return None;
        }
        self.read()
    }

    /// The invitation unverified: for showing what a link offers.
    pub fn read(&self) -> Option<Invitation> {
        if self.bytes.len() > 2048 {
            None
        } else {
            postcard::from_bytes(&self.bytes).ok()
        }
    }
}

impl Grant {
    /// Takes up an invitation for a device.
    pub fn accept(invitation: SignedInvitation, link: &Keys, device: PublicKey) -> Self {
        let acceptance = link.sign(sign::ACCEPTANCE, &device.0);
        Self {
            invitation,
            device,
            acceptance,
        }
    }

    /// The invitation behind it, if both signatures hold.
    pub fn verify(&self, administrator: &PublicKey) -> Option<Invitation> {
        let invitation = self.invitation.verify(administrator)?;
        sign::verify(
            &invitation.key,
            sign::ACCEPTANCE,
            &self.device.0,
            &self.acceptance,
        )
        .then_some(invitation)
    }
}

/// The secret part of a one-time link: what stands after `#`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinToken {
    /// The offer.
    pub invitation: SignedInvitation,
    /// The throw-away key's secret.
    pub seed: [u8; 32],
}

impl JoinToken {
    /// The token as URL-safe text.
    ///
    /// # Errors
    /// Never for a token in memory.
    pub fn encode(&self) -> Result<String, postcard::Error> {
        Ok(Base64UrlUnpadded::encode_string(&postcard::to_stdvec(
            self,
        )?))
    }

    /// Reads a token from a whole link or the part after `#`.
    pub fn parse(link: &str) -> Option<Self> {
        let token = link.rsplit('#').next()?.trim();
        if token.len() > 4096 {
            return None;
        }
        postcard::from_bytes(&Base64UrlUnpadded::decode_vec(token).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_makes_a_grant_that_anyone_can_verify() {
        let (administrator, link, device) = (
            Keys::from_seed([1; 32]),
            Keys::from_seed([2; 32]),
            Keys::from_seed([3; 32]),
        );
        let invitation = Invitation {
            key: link.public(),
            pack: "p".into(),
            role: "officer".into(),
            department: "works".into(),
            name: "Esi".into(),
            from: 0,
            until: 10,
        };
        let signed = SignedInvitation::sign(&invitation, &administrator).expect("signs");
        let token = JoinToken {
            invitation: signed,
            seed: link.seed(),
        };
        let text = format!(
            "http://127.0.0.1:8787/join#{}",
            token.encode().expect("encodes")
        );
        let token = JoinToken::parse(&text).expect("parses");
        let grant = Grant::accept(
            token.invitation,
            &Keys::from_seed(token.seed),
            device.public(),
        );
        assert_eq!(grant.verify(&administrator.public()), Some(invitation));
        assert_eq!(
            grant.verify(&device.public()),
            None,
            "only the administrator grants"
        );
        let stolen = Grant {
            device: Keys::from_seed([4; 32]).public(),
            ..grant
        };
        assert_eq!(
            stolen.verify(&administrator.public()),
            None,
            "only for the accepting device"
        );
    }

    #[test]
    fn only_the_administrator_ends_a_role() {
        let administrator = Keys::from_seed([1; 32]);
        let ending = Ending {
            invitation: Keys::from_seed([2; 32]).public(),
            at: 5,
        };
        let signed = SignedEnding::sign(ending, &administrator).expect("signs");
        assert_eq!(signed.verify(&administrator.public()), Some(&ending));
        assert_eq!(signed.verify(&ending.invitation), None);
        let mut later = signed;
        later.ending.at = 6;
        assert_eq!(later.verify(&administrator.public()), None);
    }
}
