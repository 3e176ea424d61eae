//! What is being written, on this device only.

use crate::{BlobId, CaseId, DraftId, Place, Position, Timestamp};
use serde::{Deserialize, Serialize};

/// Begins an empty draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartDraft {
    /// For officers: the way on which somebody brought the matter to the office. The case is then
    /// filed by the office for that person, and says so. `None`: filed by whoever holds the device.
    pub intake: Option<Channel>,
}

/// Asks for a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadDraft {
    /// Which.
    pub draft: DraftId,
}

/// Asks for all drafts, latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDrafts {}

/// Keeps what was typed so far. Anything is kept, finished or not, valid or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SaveDraft {
    /// Which.
    pub draft: DraftId,
    /// All answers as they stand.
    pub answers: Answers,
    /// The question the person is at, to come back to.
    pub step: String,
}

/// Takes a file as a photo: reads its time and position, turns it upright, makes it small,
/// strips all metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddPhoto {
    /// The draft it belongs to.
    pub draft: DraftId,
    /// The file's name, for messages only; not kept.
    pub name: String,
    /// The file.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// Takes a photo out of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovePhoto {
    /// The draft.
    pub draft: DraftId,
    /// The photo.
    pub photo: BlobId,
}

/// Burns boxes into a photo of a draft, always from the picture as it was taken: the whole list
/// replaces an earlier one, an empty one brings the picture back. The photo gets another id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RedactPhoto {
    /// The draft.
    pub draft: DraftId,
    /// The photo as it is now.
    pub photo: BlobId,
    /// What to hide.
    pub regions: Vec<Region>,
}

/// A box on a photo, in parts of its width and height (0 to 1) from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// Deletes a draft for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscardDraft {
    /// Which.
    pub draft: DraftId,
}

/// Asks what a draft still lacks; empty when it can be submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckDraft {
    /// Which.
    pub draft: DraftId,
}

/// Files a draft: it becomes a case, saved here and queued for the hub. A draft that corrects a
/// case changes that case instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submit {
    /// Which.
    pub draft: DraftId,
}

/// A filed case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// Its id.
    pub case: CaseId,
    /// What a person writes down: "4F7K-29PM".
    pub reference: String,
}

/// Asks for open published complaints of the draft's category near its place, nearest first, from
/// what is on this device. Empty while the draft has no place or category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindSimilar {
    /// The draft.
    pub draft: DraftId,
}

/// Opens a draft with the present answers of one's own case, to change them as the office asked
/// or because something was wrong. The same draft comes again while it is not submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartCorrection {
    /// The case.
    pub case: CaseId,
}

/// A complaint that is being written, on this device only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Answers so far.
    pub answers: Answers,
    /// Photos so far.
    pub photos: Vec<Photo>,
    /// The question the person was at.
    pub step: String,
    /// When it was last kept.
    pub saved_at: Timestamp,
    /// Set when an office takes the matter in for somebody.
    pub intake: Option<Channel>,
    /// Set when it changes a case that is filed already.
    pub correction: Option<Correction>,
}

/// What a draft corrects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The case.
    pub case: CaseId,
    /// Its reference.
    pub reference: String,
    /// The questions that the office asked about: `category`, `description`, `place`, `photos`,
    /// `contact`. Empty if the person corrects unasked.
    pub asked: Vec<String>,
    /// What the office wrote with it.
    pub reason: String,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DraftSummary {
    /// Its id.
    pub id: DraftId,
    /// The first words of its description, maybe empty.
    pub title: String,
    /// Its category, if chosen.
    pub category: Option<String>,
    /// When it was last kept.
    pub saved_at: Timestamp,
    /// Set when an office takes it in.
    pub intake: Option<Channel>,
    /// The case that it corrects.
    pub corrects: Option<CaseId>,
}

/// The answers to the questions of a complaint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Category id in the pack, or [`super::UNKNOWN_CATEGORY`].
    pub category: Option<String>,
    /// What is wrong, in the person's words.
    pub description: String,
    /// Where. The ward is filled in from the position when it lies in one.
    pub place: Place,
    /// How the person wants to hear of it.
    pub contact: Contact,
}

/// How a person wants to be reached. Only the office in charge reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// The way.
    pub wish: ContactWish,
    /// A name, if the person gave one.
    pub name: String,
    /// The telephone number or e-mail address for that way.
    pub address: String,
}

/// Ways to be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContactWish {
    /// In the app, where every answer comes anyway. Asks for nothing.
    #[default]
    App,
    /// By telephone.
    Call,
    /// By SMS.
    Sms,
    /// By e-mail.
    Email,
    /// Not at all: the person comes by, or only wanted to say it.
    Never,
}

/// The way on which a matter came to the office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Filed by the person in the app.
    #[default]
    App,
    /// At the counter.
    Counter,
    /// By telephone.
    Phone,
    /// By letter.
    Post,
    /// By e-mail.
    Email,
}

/// A photo of a draft, case or message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Photo {
    /// The photo, at most 1600 px.
    pub blob: BlobId,
    /// Its thumbnail, at most 320 px.
    pub thumbnail: BlobId,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes of the photo.
    pub bytes: u64,
    /// The camera's own time as it wrote it, "2026-11-26 14:12:05", without a zone.
    pub taken_at: Option<String>,
    /// The camera's own position.
    pub position: Option<Position>,
    /// Boxes burnt in; on drafts only, so that they can be moved. A filed photo says only whether
    /// there were any.
    #[serde(default)]
    pub regions: Vec<Region>,
    /// Whether something was hidden in it.
    #[serde(default)]
    pub redacted: bool,
    /// While it is a draft: the picture before any box, to draw on. Never leaves the device.
    #[serde(default)]
    pub original: Option<BlobId>,
}
