//! What the program `kill_client` said that the app confirmed, and whether it is still so.

use super::{Device, HubFile, PhoneFile, Result, STORY_START};
use crate::story::text_of;
use durbar_api::{
    BlobId, CaseId,
    complaints::{Case, ListDrafts, ListMine, ReadDraft, Sending},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// What a phone has confirmed.
#[derive(Clone, Default)]
pub struct Confirmed {
    /// Drafts: key, length of the text, photos.
    drafts: BTreeMap<String, (String, usize, usize)>,
    /// Cases by key: the case and its photos.
    pub submitted: BTreeMap<String, (String, usize)>,
    received: BTreeSet<String>,
}

impl Confirmed {
    /// Takes in a line of the program.
    ///
    /// # Errors
    /// The line says that the phone failed.
    pub fn hear(&mut self, line: &str) -> Result<()> {
        let words: Vec<_> = line.split(' ').collect();
        match words[..] {
            ["open"] => {}
            ["saved", draft, key, length] => {
                let draft = self.drafts.entry(draft.to_owned()).or_default();
                draft.0 = key.to_owned();
                draft.1 = length.parse()?;
            }
            ["photos", draft, count] => {
                self.drafts.entry(draft.to_owned()).or_default().2 = count.parse()?;
            }
            ["submitted", draft, key, case] => {
                let (_, _, photos) = self.drafts.remove(draft).ok_or("an unknown draft")?;
                self.submitted
                    .insert(key.to_owned(), (case.to_owned(), photos));
            }
            ["received", case] => {
                self.received.insert(case.to_owned());
            }
            _ => return Err(format!("the phone failed: {line}").into()),
        }
        Ok(())
    }

    /// How much that is.
    pub fn len(&self) -> usize {
        self.drafts.len() + self.submitted.len() + self.received.len()
    }

    /// Whether nothing was confirmed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Opens the app over the database without a network and looks whether all that was confirmed
    /// is there, and whether the hub holds what the app counts as received. What was confirmed in
    /// the run is read whole, all that went before by name. A draft that was filed unheard becomes a
    /// case here, too.
    ///
    /// # Errors
    /// Something is lost, double or damaged.
    pub fn check(&mut self, database: &Path, hub: &HubFile, run: i64) -> Result<()> {
        let mut phone = Device::open(database, 1, STORY_START + run * 60_000)?;
        let file = PhoneFile::open(database)?;
        ensure(file.is_sound()?, || "the database is damaged".to_owned())?;
        let mine = phone.must(ListMine {})?;
        let by_key: BTreeMap<_, _> = mine
            .iter()
            .map(|case| (case.title.clone(), case.id.0.clone()))
            .collect();
        ensure(by_key.len() == mine.len(), || {
            "a case is there twice".to_owned()
        })?;
        for (key, (case, photos)) in &self.submitted {
            ensure(by_key.get(key) == Some(case), || {
                format!("case {key} is gone")
            })?;
            if key.starts_with(&format!("{run}-")) {
                let case = phone.case(&CaseId(case.clone()))?;
                ensure(case.description == text_of(key), || {
                    format!("case {key} has another text")
                })?;
                ensure(case.photos.len() >= *photos, || {
                    format!("case {key} has lost a photo")
                })?;
                phone.fetch_here(&all_blobs(&case))?;
            }
        }
        self.check_drafts(&mut phone, &by_key)?;
        let received: BTreeSet<_> = mine
            .iter()
            .filter(|case| case.sending == Sending::Received)
            .map(|case| case.id.0.clone())
            .collect();
        ensure(received.is_superset(&self.received), || {
            "a confirmed receipt is gone".to_owned()
        })?;
        for lane in file.received()? {
            let missing = hub.missing(&lane)?;
            ensure(missing.is_empty(), || {
                format!("received, but not held: {missing:?}")
            })?;
        }
        Ok(())
    }

    fn check_drafts(
        &mut self,
        phone: &mut Device,
        by_key: &BTreeMap<String, String>,
    ) -> Result<()> {
        let drafts: BTreeMap<_, _> = phone
            .must(ListDrafts {})?
            .into_iter()
            .map(|draft| (draft.id.0.clone(), draft.id))
            .collect();
        for (id, (key, length, photos)) in std::mem::take(&mut self.drafts) {
            if let Some(draft) = drafts.get(&id) {
                let draft = phone.must(ReadDraft {
                    draft: draft.clone(),
                })?;
                let text = draft.answers.description;
                let has_text = text.len() >= length && text_of(&key).starts_with(&text);
                ensure(has_text, || format!("draft {key} has lost text"))?;
                ensure(draft.photos.len() >= photos, || {
                    format!("draft {key} has lost a photo")
                })?;
                self.drafts.insert(id, (key, length, photos));
            } else {
                // Filed, and ended before it could say so.
                let case = by_key.get(&key).ok_or(format!("draft {key} is gone"))?;
                self.submitted.insert(key, (case.clone(), photos));
            }
        }
        Ok(())
    }
}

/// Photos and thumbnails of a case.
pub fn all_blobs(case: &Case) -> Vec<BlobId> {
    case.photos
        .iter()
        .flat_map(|photo| [photo.blob.clone(), photo.thumbnail.clone()])
        .collect()
}

/// What must be so.
///
/// # Errors
/// It is not: with these words.
pub fn ensure(is_so: bool, else_say: impl FnOnce() -> String) -> Result<()> {
    if is_so {
        Ok(())
    } else {
        Err(else_say().into())
    }
}
