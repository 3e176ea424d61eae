//! A filed case as its people see it, and what its citizen does with it.

use super::{Channel, Contact, Due, Entry, Photo, PublishedSummary, Receipt, Region};
use crate::{BlobId, CaseId, Place, Timestamp};
use serde::{Deserialize, Serialize};

/// Asks for one's own cases, latest activity first: those filed here, on linked devices, and
/// those that an office took in and whose receipt was scanned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListMine {}

/// Asks for one case with all that happened in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCase {
    /// Which.
    pub case: CaseId,
}

/// Tells that the case was looked at. By the office, once: the citizen sees "opened by the
/// office". By the citizen: only clears the mark of news on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkOpened {
    /// The case.
    pub case: CaseId,
}

/// Keeps a message that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveReply {
    /// The case.
    pub case: CaseId,
    /// The text so far.
    pub text: String,
}

/// Adds a photo to the message that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddReplyPhoto {
    /// The case.
    pub case: CaseId,
    /// The file's name, for messages only; not kept.
    pub name: String,
    /// The file.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// Takes a photo out of the message that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoveReplyPhoto {
    /// The case.
    pub case: CaseId,
    /// The photo.
    pub photo: BlobId,
}

/// Burns boxes into a photo of the message that is being written; see [`super::RedactPhoto`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RedactReplyPhoto {
    /// The case.
    pub case: CaseId,
    /// The photo as it is now.
    pub photo: BlobId,
    /// What to hide.
    pub regions: Vec<Region>,
}

/// A message that is being written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReplyDraft {
    /// The text so far.
    pub text: String,
    /// Photos so far.
    pub photos: Vec<Photo>,
}

/// Adds a message to a case, by its citizen or its office, with the photos of its draft. A text
/// or a photo is needed. To a case with duplicates the office's message goes to all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendReply {
    /// The case.
    pub case: CaseId,
    /// The text.
    pub text: String,
}

/// Takes back one's own case: the office stops, the record stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdraw {
    /// The case.
    pub case: CaseId,
    /// Why; may be empty.
    pub reason: String,
}

/// Says how the matter was dealt with, once it is closed. Saying it again replaces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The case.
    pub case: CaseId,
    /// 1 (very bad) to 5 (very good).
    pub score: u8,
    /// In words; may be empty.
    pub comment: String,
}

/// The citizen says that it is fixed indeed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmFixed {
    /// The case.
    pub case: CaseId,
}

/// The citizen says that it is not settled: opens a closed case again, within the pack's days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopen {
    /// The case.
    pub case: CaseId,
    /// Why; needed.
    pub reason: String,
}

/// Searches everything on this device: one's own cases, those of one's office, published ones.
/// Words in any order, the last one may be unfinished; also references.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// What was typed.
    pub text: String,
}

/// What a search found, best first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Cases that this person may read.
    pub cases: Vec<CaseSummary>,
    /// Published ones.
    pub published: Vec<PublishedSummary>,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
pub struct CaseSummary {
    /// Its id.
    pub id: CaseId,
    /// What a person writes down.
    pub reference: String,
    /// First words of the description.
    pub title: String,
    /// Category id in the pack.
    pub category: String,
    /// Ward id in the pack.
    pub ward: Option<String>,
    /// The department in charge now: an id in the pack.
    pub department: String,
    /// How it came.
    pub channel: Channel,
    /// How far sending is.
    pub sending: Sending,
    /// State id in the pack.
    pub status: String,
    /// Whether the office opened it.
    pub opened: bool,
    /// Whether the office wrote to the citizen.
    pub answered: bool,
    /// Whether there is something this person has not seen.
    pub news: bool,
    /// Whether the office waits for the citizen: a question or a correction was asked.
    pub asked: bool,
    /// When it was filed, by the filing device's clock.
    pub filed_at: Timestamp,
    /// When the hub received it, by the hub's clock.
    pub received_at: Option<Timestamp>,
    /// The day until which an answer is promised, "2026-12-03". `None` also while the clock stands.
    pub due: Option<String>,
    /// Whether the clock stands, because the office waits for the citizen.
    pub paused: bool,
    /// Whether that day has passed without an answer, and the case is open.
    pub overdue: bool,
    /// Whole days past the due day (positive) or left until it (negative or zero).
    pub days_late: i32,
    /// To whom it went because the day passed: the department of the pack's last step that applies.
    pub escalated: Option<String>,
    /// Who has it, if it is assigned.
    pub assignee: Option<Colleague>,
    /// What the citizen says about "fixed"; `None` in other states.
    pub confirmation: Option<Confirmation>,
    /// How many people said "me too" to its published summary, as far as this device knows.
    pub supports: u32,
    /// Whether everybody can read a summary of it.
    pub published: bool,
    /// The case that it was merged into.
    pub merged_into: Option<CaseId>,
    /// The latest thing that happened.
    pub last_activity: Timestamp,
    /// A picture for it.
    pub thumbnail: Option<BlobId>,
}

/// An officer, as colleagues see one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Colleague {
    /// The key of the device, hex.
    pub id: String,
    /// Name from the invitation.
    pub name: String,
    /// Department id in the pack.
    pub department: String,
    /// Whether it is this device.
    pub me: bool,
}

/// What the citizen says about "fixed".
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Confirmation {
    /// Nothing yet; on this day ("2026-12-10") it counts as accepted.
    Awaited {
        /// The pack's last day to object.
        until: String,
    },
    /// It is fixed.
    Confirmed,
    /// Nobody objected in the pack's days.
    Lapsed,
}

/// How far the sending of this device's part of a case is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sending {
    /// Saved here; nothing of it has been acknowledged yet.
    Queued,
    /// Being sent: bytes acknowledged of bytes in all.
    Sending {
        /// Bytes the hub has.
        sent: u64,
        /// Bytes in all.
        total: u64,
    },
    /// A verified receipt covers every word and photo.
    Received,
    /// The hub refused it; kept here. The code has a Fluent message `refusal-<code>`.
    SetAside(String),
}

/// A case with all that happened in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its line in lists.
    pub summary: CaseSummary,
    /// The whole description.
    pub description: String,
    /// Where.
    pub place: Place,
    /// Photos of the filing, with those added by corrections.
    pub photos: Vec<Photo>,
    /// How the citizen wants to be reached. Default where the viewer may not see it.
    pub contact: Contact,
    /// Language in which the citizen uses the app (BCP 47).
    pub language: String,
    /// All that happened, oldest first.
    pub timeline: Vec<Entry>,
    /// The hub's receipt for the filing, verified on this device.
    pub receipt: Option<Receipt>,
    /// How the due day is computed.
    pub due: Option<Due>,
    /// In which capacity this device sees it.
    pub viewer: Viewer,
    /// What this person can do with it now.
    pub doors: Doors,
    /// For officers: where the case can go from here.
    pub transitions: Vec<Transition>,
    /// States that officers set at the same time; more than one means that one must be picked.
    pub status_conflict: Vec<String>,
    /// What the office asks to correct, until the citizen answers.
    pub correction: Option<CorrectionRequest>,
    /// The citizen's rating.
    pub rating: Option<Rating>,
    /// The message that is being written.
    pub reply_draft: ReplyDraft,
    /// What everybody can read of it.
    pub published: Option<PublishedSummary>,
    /// For officers: cases merged into this one.
    pub duplicates: Vec<CaseSummary>,
    /// For officers: other cases of the office of the same category close by, nearest first.
    pub nearby: Vec<CaseSummary>,
}

/// What a person can do with a case now: a page shows these doors and no others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doors {
    /// Write to the other side.
    pub reply: bool,
    /// Change the answers of the filing.
    pub correct: bool,
    /// Take it back.
    pub withdraw: bool,
    /// Confirm that it is fixed.
    pub confirm: bool,
    /// Open it again.
    pub reopen: bool,
    /// Rate it.
    pub rate: bool,
    /// The doors of the office: assign, route, ask for a correction, note, merge, publish.
    pub office: bool,
}

/// What the office asks to correct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionRequest {
    /// Questions: `category`, `description`, `place`, `photos`, `contact`.
    pub fields: Vec<String>,
    /// Why.
    pub reason: String,
    /// When it was asked.
    pub at: Timestamp,
}

/// How the citizen found the office's work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// 1 (very bad) to 5 (very good).
    pub score: u8,
    /// In words, maybe empty.
    pub comment: String,
}

/// In which capacity this device sees the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Viewer {
    /// Who filed it, or for whom it was filed.
    Citizen,
    /// An officer of the department in charge.
    Officer,
    /// An officer of a department that had it or to which it was escalated: reads all, and writes
    /// only notes.
    Observer,
}

/// A way a case can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// The state it leads to.
    pub to: String,
    /// What the button says, in the chosen language.
    pub label: String,
    /// Whether the office must write why.
    pub reason: bool,
}
