//! One-time links.

use crate::{
    error::Error,
    folder::{Folder, random},
    store::grants::OFFICER,
};
use durbar_sync::{
    grant::{Invitation, JoinToken, SignedInvitation},
    sign::Keys,
};

/// Longest name of an officer, in characters.
const MAX_NAME: usize = 80;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// What an administrator offers.
#[derive(Clone, Debug)]
pub struct Offer {
    /// `officer`.
    pub role: String,
    /// Department id in the pack.
    pub department: String,
    /// The name that citizens see.
    pub name: String,
    /// Days from now.
    pub days: u32,
    /// Where the app is served: `https://durbar.example`.
    pub origin: String,
}

/// Signs an offer and returns the link that takes it up, once. Nothing is stored.
///
/// # Errors
/// The role or department does not exist, or the name does not fit.
pub fn link(folder: &Folder, offer: &Offer, now: i64) -> Result<String, Error> {
    if offer.role != OFFICER {
        return Err(Error::Argument(format!(
            "there is no role {}; there is: {OFFICER}",
            offer.role
        )));
    }
    let name = offer.name.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        return Err(Error::Argument(format!(
            "a name has 1 to {MAX_NAME} characters"
        )));
    }
    let pack = folder.pack()?;
    if pack
        .departments
        .iter()
        .all(|department| department.id != offer.department)
    {
        let known: Vec<_> = pack
            .departments
            .iter()
            .map(|known| known.id.as_str())
            .collect();
        let known = known.join(", ");
        return Err(Error::Department {
            asked: offer.department.clone(),
            known,
        });
    }
    let seed = random()?;
    let invitation = Invitation {
        key: Keys::from_seed(seed).public(),
        pack: pack.id,
        role: offer.role.clone(),
        department: offer.department.clone(),
        name: name.to_owned(),
        from: now,
        until: now.saturating_add(i64::from(offer.days).saturating_mul(DAY)),
    };
    let invitation = SignedInvitation::sign(&invitation, &folder.admin_keys()?)?;
    let token = JoinToken { invitation, seed }.encode()?;
    Ok(format!(
        "{}/join#{token}",
        offer.origin.trim_end_matches('/')
    ))
}
