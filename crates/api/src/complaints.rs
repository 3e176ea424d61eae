//! Complaints: filing one, following it, answering it.

use crate::{BlobId, CaseId, DraftId, Place, Position, Problem, Timestamp, calls};
use serde::{Deserialize, Serialize};

/// Photos in one complaint.
pub const MAX_PHOTOS: usize = 5;
/// Bytes of a file offered as a photo.
pub const MAX_PHOTO_BYTES: u64 = 40_000_000;
/// Characters of a description or a message.
pub const MAX_TEXT: usize = 20_000;
/// Characters of a landmark.
pub const MAX_LANDMARK: usize = 300;
/// The category of somebody who does not know: goes to the pack's front desk.
pub const UNKNOWN_CATEGORY: &str = "unknown";

calls! { Complaints:
    StartDraft => Draft,
    ReadDraft => Draft,
    ListDrafts => Vec<DraftSummary>,
    SaveDraft => Draft,
    AddPhoto => Draft,
    RemovePhoto => Draft,
    DiscardDraft => (),
    CheckDraft => Vec<Problem>,
    Submit => Submitted,
    ListMine => Vec<CaseSummary>,
    ReadQueue => Vec<CaseSummary>,
    ReadCase => Case,
    SaveReply => (),
    SendReply => (),
    ChangeStatus => (),
    MarkOpened => (),
}

/// Begins an empty draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartDraft {}

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

/// Files a draft: it becomes a case, saved here and queued for the hub.
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

/// Asks for one's own cases, latest activity first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListMine {}

/// Asks for the queue of the departments of which this device is an officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadQueue {
    /// Which cases.
    pub filter: QueueFilter,
}

/// What an officer wants to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum QueueFilter {
    /// All that is not closed.
    #[default]
    Open,
    /// Open and past its date.
    Overdue,
    /// Not yet opened by the office.
    New,
    /// Closed.
    Closed,
}

/// Asks for one case with all that happened in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCase {
    /// Which.
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

/// Adds a message to a case, by its citizen or its office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendReply {
    /// The case.
    pub case: CaseId,
    /// The text.
    pub text: String,
}

/// Moves a case to another state; only along the pack's transitions, only by its office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeStatus {
    /// The case.
    pub case: CaseId,
    /// The state's id in the pack.
    pub status: String,
    /// What the citizen is told with it; may be empty unless the transition asks for a reason.
    pub note: String,
}

/// Tells that the case was looked at. By the office, once: the citizen sees "opened by the
/// office". By the citizen: only clears the mark of news on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkOpened {
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
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftSummary {
    /// Its id.
    pub id: DraftId,
    /// The first words of its description, maybe empty.
    pub title: String,
    /// Its category, if chosen.
    pub category: Option<String>,
    /// When it was last kept.
    pub saved_at: Timestamp,
}

/// The answers to the questions of a complaint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Category id in the pack, or [`UNKNOWN_CATEGORY`].
    pub category: Option<String>,
    /// What is wrong, in the person's words.
    pub description: String,
    /// Where. The ward is filled in from the position when it lies in one.
    pub place: Place,
}

/// A photo of a draft or case.
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
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Department id in the pack.
    pub department: String,
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
    /// When it was filed, by the filing device's clock.
    pub filed_at: Timestamp,
    /// When the hub received it, by the hub's clock.
    pub received_at: Option<Timestamp>,
    /// The day until which an answer is promised, "2026-12-03".
    pub due: Option<String>,
    /// Whether that day has passed and the case is open.
    pub overdue: bool,
    /// Whole days past the due day (positive) or left until it (negative or zero).
    pub days_late: i32,
    /// The latest thing that happened.
    pub last_activity: Timestamp,
    /// A picture for it.
    pub thumbnail: Option<BlobId>,
}

/// How far the sending of this device's part of a case is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Photos.
    pub photos: Vec<Photo>,
    /// All that happened, oldest first.
    pub timeline: Vec<Entry>,
    /// The hub's receipt for the filing, verified on this device.
    pub receipt: Option<Receipt>,
    /// How the due day is computed.
    pub due: Option<Due>,
    /// Whether this device filed it, or is of its office.
    pub viewer: Viewer,
    /// For officers: where the case can go from here.
    pub transitions: Vec<Transition>,
    /// States that officers set at the same time; more than one means that one must be picked.
    pub status_conflict: Vec<String>,
    /// The message that is being written.
    pub reply_draft: String,
}

/// In which capacity this device sees the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Viewer {
    /// Who filed it.
    Citizen,
    /// An officer of its department.
    Officer,
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

/// Something that happened in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Unique in the case.
    pub id: String,
    /// When: the hub's clock if received, else the author's device's.
    pub at: Timestamp,
    /// The author's device's time when it differs from `at` by over two minutes: filed offline.
    pub claimed_at: Option<Timestamp>,
    /// Who.
    pub by: Author,
    /// What.
    pub what: What,
    /// Still waits to be sent from this device.
    pub waiting: bool,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Author {
    /// This device.
    You,
    /// The citizen who filed the case.
    Citizen,
    /// An officer: name from the invitation, department id. Verified by grant and signature.
    Officer {
        /// Name.
        name: String,
        /// Department id in the pack.
        department: String,
    },
    /// The hub.
    Hub,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// The citizen filed it.
    Filed,
    /// The hub has every word and photo of it.
    Received,
    /// The office looked at it.
    Opened,
    /// Somebody wrote.
    Message(String),
    /// The office changed the state.
    Status {
        /// State id in the pack.
        status: String,
        /// What the office wrote with it, maybe empty.
        note: String,
    },
}

/// The hub's receipt, verified on this device against the hub's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// When, by the hub's clock.
    pub at: Timestamp,
    /// Its number in the person's feed.
    pub sequence: u64,
    /// First 16 characters of the signature, to compare by eye.
    pub signature: String,
    /// Photos and thumbnails that it covers.
    pub blobs: u32,
}

/// How a due day is computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// "2026-12-03".
    pub date: String,
    /// Working days of the rule.
    pub working_days: u16,
    /// The day of receipt, from which it counts: "2026-11-26".
    pub start: String,
    /// Days on the way that do not count, with the holiday's name; weekends have none.
    pub skipped: Vec<(String, Option<String>)>,
}
