//! The queue, and what officers do with a case.

use super::{CaseSummary, Colleague, Photo, Region};
use crate::{BlobId, CaseId};
use serde::{Deserialize, Serialize};

/// Asks for a page of the queue of the departments of which this device is an officer: first what
/// is due first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadQueue {
    /// Which cases.
    pub filter: QueueFilter,
    /// How many to leave out from the start.
    pub offset: u32,
    /// How many to read, at most 200; 0 stands for [`super::PAGE`].
    pub limit: u32,
}

/// What an officer wants to see; all that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueFilter {
    /// Which part of the queue.
    pub part: QueuePart,
    /// Ward id in the pack.
    pub ward: Option<String>,
    /// Category id in the pack.
    pub category: Option<String>,
    /// Department id, for officers of several.
    pub department: Option<String>,
    /// Words or a reference, as in [`super::Search`]; empty: all.
    pub text: String,
}

/// Parts of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum QueuePart {
    /// All that is not closed.
    #[default]
    Open,
    /// Open and assigned to this device.
    Mine,
    /// Open and assigned to nobody.
    Unassigned,
    /// Open and past its date without an answer.
    Overdue,
    /// Open and not yet opened by the office.
    New,
    /// Open and waiting for the citizen: the clock stands.
    Waiting,
    /// Closed as fixed, not yet confirmed.
    Unconfirmed,
    /// Closed, and not [`QueuePart::Unconfirmed`].
    Closed,
    /// Passed its date and came to this department by the pack's escalation.
    Escalated,
}

/// A page of the queue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    /// The cases of the page.
    pub cases: Vec<CaseSummary>,
    /// How many the filter has in all.
    pub total: u32,
    /// How many each part has, with the other filters as they are.
    pub counts: Vec<(QueuePart, u32)>,
}

/// Asks who works in a department, oneself first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListColleagues {
    /// Department id in the pack.
    pub department: String,
}

/// Gives a case to an officer of its department, or to nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assign {
    /// The case.
    pub case: CaseId,
    /// [`Colleague::id`].
    pub to: Option<String>,
}

/// Passes a case on to another department with its history; the clock goes along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The case.
    pub case: CaseId,
    /// Department id in the pack.
    pub department: String,
    /// Why; needed, the citizen reads it.
    pub reason: String,
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

/// Sends a case back to the citizen to correct something; the clock stands until they do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskCorrection {
    /// The case.
    pub case: CaseId,
    /// Questions: `category`, `description`, `place`, `photos`, `contact`; at least one.
    pub fields: Vec<String>,
    /// What to do; needed.
    pub reason: String,
}

/// Writes a note for colleagues. The citizen never gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddNote {
    /// The case.
    pub case: CaseId,
    /// The text.
    pub text: String,
}

/// Asks for a reply template with its fields filled in, in the citizen's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillTemplate {
    /// The case.
    pub case: CaseId,
    /// The template's id in the pack.
    pub template: String,
}

/// A reply template with its fields filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilledTemplate {
    /// The words. Where the day is to stand, [`FilledTemplate::DUE`] does.
    pub text: String,
    /// The day until which an answer is promised (ISO 8601): how a language writes it is the
    /// interface's matter.
    pub due: Option<String>,
    /// The language of the words (BCP 47): the citizen's, or what the pack has in its place.
    pub language: String,
}

impl FilledTemplate {
    /// The field for the promised day.
    pub const DUE: &str = "{due}";
}

/// Says that a case is about the same thing as another one of the same office: it is closed as a
/// duplicate, and what the office writes in the other one from then on is told here too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The duplicate.
    pub case: CaseId,
    /// The one to go on with.
    pub into: CaseId,
}

/// Asks for a first proposal of what to publish: what is published now, or the filing without
/// names, numbers and the exact place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparePublication {
    /// The case.
    pub case: CaseId,
}

/// What everybody will be able to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Publication {
    /// A line.
    pub title: String,
    /// What it is about, without anything personal.
    pub text: String,
    /// The place in words, without anything personal; may be empty.
    pub landmark: String,
    /// Whether the place goes with it, rounded to about 100 m.
    pub position: bool,
    /// Photos of the case to go with it.
    pub photos: Vec<PublicationPhoto>,
    /// The case's photos to choose from.
    pub offered: Vec<Photo>,
}

/// A photo of a case for everybody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicationPhoto {
    /// The case's photo.
    pub photo: BlobId,
    /// What to hide beyond what the citizen hid.
    pub regions: Vec<Region>,
}

/// Publishes a summary of a case, or another version of it. From then on each change of state is
/// published too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Publish {
    /// The case.
    pub case: CaseId,
    /// What everybody can read.
    pub publication: Publication,
}

/// Takes a published summary back: lists no longer show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpublish {
    /// The case.
    pub case: CaseId,
}

impl Queue {
    /// How many cases a part has.
    pub fn count(&self, part: QueuePart) -> u32 {
        self.counts
            .iter()
            .find(|(counted, _)| *counted == part)
            .map_or(0, |(_, count)| *count)
    }
}

impl Colleague {
    /// The first letters of the name, for a small mark.
    pub fn initials(&self) -> String {
        self.name
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .take(2)
            .collect()
    }
}
