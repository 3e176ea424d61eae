//! What happened in a case: who, in which role, when.

use super::{Channel, Photo, Rating};
use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that happened in a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Unique in the case.
    pub id: String,
    /// When: the hub's clock if received, else the author's device's.
    pub at: Timestamp,
    /// The author's device's time when it differs from `at` by over two minutes: filed offline.
    pub claimed_at: Option<Timestamp>,
    /// Who.
    pub by: Author,
    /// For which department, where an office did it.
    pub department: Option<String>,
    /// What.
    pub what: What,
    /// Still waits to be sent from this device.
    pub waiting: bool,
}

/// Who did something, in which role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Author {
    /// This device.
    You,
    /// The citizen who filed the case, on any device.
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
    /// Nobody: it follows from the pack's rules.
    Rule,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// It was filed; by an office for somebody if the channel is not the app.
    Filed(Channel),
    /// The hub has every word and photo of it.
    Received,
    /// The office looked at it.
    Opened,
    /// Somebody wrote.
    Message {
        /// The words, maybe empty if there are photos.
        text: String,
        /// Photos with it.
        photos: Vec<Photo>,
    },
    /// The office changed the state.
    Status {
        /// State id in the pack.
        status: String,
        /// What the office wrote with it, maybe empty.
        note: String,
    },
    /// The office gave it to a colleague; `None`: to nobody. Officers only.
    Assigned(Option<String>),
    /// The office passed it on to another department.
    Routed {
        /// Department id.
        from: String,
        /// Department id.
        to: String,
        /// Why.
        reason: String,
    },
    /// The office asked to correct something.
    CorrectionAsked {
        /// Questions.
        fields: Vec<String>,
        /// Why.
        reason: String,
    },
    /// The citizen changed answers.
    Corrected {
        /// Questions that changed.
        fields: Vec<String>,
    },
    /// A note inside the office: never sent to the citizen.
    Note(String),
    /// The citizen rated it.
    Rated(Rating),
    /// The citizen confirmed that it is fixed.
    Confirmed,
    /// The citizen opened it again.
    Reopened {
        /// Why.
        reason: String,
    },
    /// The citizen took it back.
    Withdrawn {
        /// Why, maybe empty.
        reason: String,
    },
    /// The office merged it into another case about the same thing.
    Merged {
        /// Reference of the other case: for officers; empty for the citizen.
        into: String,
    },
    /// The office published a summary.
    Published,
    /// The office took the summary back.
    Unpublished,
    /// The day passed without an answer: the pack's rule tells another department.
    Escalated {
        /// Department id.
        to: String,
    },
}
