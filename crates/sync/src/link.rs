//! A person is a set of device keys.
//!
//! A device offers to let another one act for it: it signs a throw-away key and hands over the
//! secret in a code. The device that takes the code signs its own key with that secret, and with
//! its own key that it consents. Anybody can verify such a link offline. Links make chains: a
//! device acts for every person to whom a chain leads. A link may be mutual; one from a receipt
//! or a recovery sheet is not, so that whoever keeps the paper reads no more than it says.

use crate::{
    id::{PublicKey, Signature},
    sign::{self, Keys},
};
use serde::{Deserialize, Serialize};

/// Longest offer, in bytes.
const MAX_OFFER: usize = 256;

/// What a person offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The throw-away key whose secret the code carries.
    pub key: PublicKey,
    /// For whom the other device will act.
    pub person: PublicKey,
    /// Until when it can be taken up: milliseconds since 1970.
    pub until: i64,
}

/// An offer with its person's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOffer {
    /// [`Offer`] as signed.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// By the person.
    pub signature: Signature,
}

/// An offer taken up by a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What was offered.
    pub offer: SignedOffer,
    /// The device that took it up.
    pub device: PublicKey,
    /// Whether the person acts for the device, too.
    pub mutual: bool,
    /// By the offer's throw-away key, over the device's key.
    pub acceptance: Signature,
    /// By the device, over the offer and `mutual`.
    pub consent: Signature,
}

/// A link whose signatures hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The offer's throw-away key: names the link.
    pub key: PublicKey,
    /// For whom the device acts.
    pub person: PublicKey,
    /// The device.
    pub device: PublicKey,
    /// Whether the person acts for the device, too.
    pub mutual: bool,
    /// Until when the offer could be taken up.
    pub until: i64,
}

/// That a device no longer acts for anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// The device.
    pub device: PublicKey,
    /// Who says so.
    pub by: PublicKey,
    /// When, by the clock of who says so.
    pub at: i64,
}

/// A revocation with its signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedRevocation {
    /// What is said.
    pub revocation: Revocation,
    /// By [`Revocation::by`].
    pub signature: Signature,
}

impl SignedOffer {
    /// Offers that another device acts for the person with these keys.
    ///
    /// # Errors
    /// Never for an offer in memory.
    pub fn sign(key: PublicKey, until: i64, person: &Keys) -> Result<Self, postcard::Error> {
        let offer = Offer {
            key,
            person: person.public(),
            until,
        };
        let bytes = postcard::to_stdvec(&offer)?;
        let signature = person.sign(sign::LINK_OFFER, &bytes);
        Ok(Self { bytes, signature })
    }

    /// The offer unverified.
    fn read(&self) -> Option<Offer> {
        if self.bytes.len() > MAX_OFFER {
            return None;
        }
        postcard::from_bytes(&self.bytes).ok()
    }

    /// The offer, if its person signed it.
    pub fn verify(&self) -> Option<Offer> {
        let offer = self.read()?;
        sign::verify(
            &offer.person,
            sign::LINK_OFFER,
            &self.bytes,
            &self.signature,
        )
        .then_some(offer)
    }

    fn consent(&self, mutual: bool) -> Vec<u8> {
        let mut statement = self.bytes.clone();
        statement.push(mutual.into());
        statement
    }
}

impl Link {
    /// Takes up an offer with the secret of its throw-away key.
    pub fn accept(offer: SignedOffer, secret: &Keys, device: &Keys, mutual: bool) -> Self {
        let acceptance = secret.sign(sign::LINK_ACCEPTANCE, &device.public().0);
        let consent = device.sign(sign::LINK_CONSENT, &offer.consent(mutual));
        Self {
            offer,
            device: device.public(),
            mutual,
            acceptance,
            consent,
        }
    }

    /// What the link says, unverified: for one that was verified before it was kept.
    pub fn read(&self) -> Option<Linked> {
        let offer = self.offer.read()?;
        Some(Linked {
            key: offer.key,
            person: offer.person,
            device: self.device,
            mutual: self.mutual,
            until: offer.until,
        })
    }

    /// What the link says, if all its signatures hold.
    pub fn verify(&self) -> Option<Linked> {
        let offer = self.offer.verify()?;
        let accepted = sign::verify(
            &offer.key,
            sign::LINK_ACCEPTANCE,
            &self.device.0,
            &self.acceptance,
        );
        let consented = sign::verify(
            &self.device,
            sign::LINK_CONSENT,
            &self.offer.consent(self.mutual),
            &self.consent,
        );
        if accepted && consented && offer.person != self.device {
            self.read()
        } else {
            None
        }
    }
}

impl Linked {
    /// For whom `device` acts by this link alone.
    pub fn person_of(&self, device: &PublicKey) -> Option<PublicKey> {
        if *device == self.device {
            Some(self.person)
        } else if self.mutual && *device == self.person {
            Some(self.device)
        } else {
            None
        }
    }
}

/// The links of a chain from a device to a person, if each holds and leads to the next.
pub fn chain(device: &PublicKey, person: &PublicKey, links: &[Link]) -> Option<Vec<Linked>> {
    let mut at = *device;
    let mut chain = Vec::with_capacity(links.len());
    for link in links {
        let linked = link.verify()?;
        at = linked.person_of(&at)?;
        chain.push(linked);
    }
    (at == *person).then_some(chain)
}

impl SignedRevocation {
    /// Says with `keys` that a device acts for nobody any more.
    ///
    /// # Errors
    /// Never for a revocation in memory.
    pub fn sign(device: PublicKey, at: i64, keys: &Keys) -> Result<Self, postcard::Error> {
        let revocation = Revocation {
            device,
            by: keys.public(),
            at,
        };
        let bytes = postcard::to_stdvec(&revocation)?;
        let signature = keys.sign(sign::REVOCATION, &bytes);
        Ok(Self {
            revocation,
            signature,
        })
    }

    /// What it says, if who says so signed it.
    pub fn verify(&self) -> Option<&Revocation> {
        let bytes = postcard::to_stdvec(&self.revocation).ok()?;
        sign::verify(
            &self.revocation.by,
            sign::REVOCATION,
            &bytes,
            &self.signature,
        )
        .then_some(&self.revocation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(seed: u8) -> Keys {
        Keys::from_seed([seed; 32])
    }

    fn link(person: u8, device: u8, mutual: bool) -> Link {
        let secret = keys(person.wrapping_mul(31).wrapping_add(device));
        let offer = SignedOffer::sign(secret.public(), 10, &keys(person)).expect("signs");
        Link::accept(offer, &secret, &keys(device), mutual)
    }

    #[test]
    fn a_link_says_who_acts_for_whom() {
        let linked = link(1, 2, false).verify().expect("holds");
        let (person, device) = (keys(1).public(), keys(2).public());
        assert_eq!((linked.person, linked.device), (person, device));
        assert_eq!(linked.person_of(&device), Some(person));
        assert_eq!(linked.person_of(&person), None, "not mutual");
    }

    #[test]
    fn nobody_changes_a_link() {
        let link = link(1, 2, false);
        let mutual = Link {
            mutual: true,
            ..link.clone()
        };
        assert_eq!(mutual.verify(), None, "the device did not consent to that");
        let stolen = Link {
            device: keys(3).public(),
            ..link.clone()
        };
        assert_eq!(stolen.verify(), None);
        let mut other = link;
        other.offer.bytes[40] ^= 1;
        assert_eq!(other.verify(), None);
    }

    #[test]
    fn chains_lead_over_mutual_links_both_ways() {
        let (phone, laptop, tablet) = (keys(1).public(), keys(2).public(), keys(3).public());
        // The phone linked both; the laptop reaches the tablet over the phone.
        let to_phone = link(1, 2, true);
        let to_tablet = link(1, 3, true);
        let links = [to_phone.clone(), to_tablet];
        assert!(chain(&laptop, &tablet, &links).is_some());
        assert!(chain(&laptop, &phone, &[to_phone]).is_some());
        assert!(chain(&laptop, &tablet, &links[..1]).is_none());
        assert!(chain(&laptop, &laptop, &[]).is_some());
        let paper = [link(1, 2, true), link(1, 3, false)];
        assert!(chain(&laptop, &tablet, &paper).is_none());
    }

    #[test]
    fn a_revocation_is_signed_by_who_says_so() {
        let signed = SignedRevocation::sign(keys(2).public(), 5, &keys(1)).expect("signs");
        assert!(signed.verify().is_some());
        let mut forged = signed;
        forged.revocation.by = keys(3).public();
        assert!(forged.verify().is_none());
    }
}
