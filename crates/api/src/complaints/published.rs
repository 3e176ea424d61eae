//! What everybody may read, and following it.

use super::Photo;
use crate::{BlobId, CaseId, Timestamp};
use serde::{Deserialize, Serialize};

/// A published summary: the lower-case hex id of its lane.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PublishedId(pub String);

/// Asks for a page of published complaints on this device, latest change first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPublished {
    /// Ward id in the pack.
    pub ward: Option<String>,
    /// Category id in the pack.
    pub category: Option<String>,
    /// Which states.
    pub state: PublishedState,
    /// Words, as in [`super::Search`]; empty: all.
    pub text: String,
    /// How many to leave out from the start.
    pub offset: u32,
    /// How many to read, at most 200; 0 stands for [`super::PAGE`].
    pub limit: u32,
}

/// Which published complaints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PublishedState {
    /// All.
    #[default]
    All,
    /// Not closed.
    Open,
    /// Closed.
    Closed,
}

/// A page of published complaints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PublishedList {
    /// The complaints of the page.
    pub cases: Vec<PublishedSummary>,
    /// How many the filter has in all.
    pub total: u32,
    /// Ward id, open and closed ones in it; with the other filters as they are.
    pub wards: Vec<(String, u32, u32)>,
    /// Category id, open and closed ones of it; with the other filters as they are.
    pub categories: Vec<(String, u32, u32)>,
    /// Wards whose complaints come to this device: those that the person follows.
    pub followed_wards: Vec<String>,
}

/// A published complaint in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedSummary {
    /// Its id.
    pub id: PublishedId,
    /// What the reporter and the office call it.
    pub reference: String,
    /// A line.
    pub title: String,
    /// Category id in the pack.
    pub category: String,
    /// Ward id in the pack.
    pub ward: Option<String>,
    /// Department id in the pack.
    pub department: String,
    /// State id in the pack.
    pub status: String,
    /// Whether the reporter confirmed that it is fixed.
    pub confirmed: bool,
    /// Degrees north and east, rounded to about 100 m.
    pub position: Option<(f64, f64)>,
    /// Metres from the draft's place; only in answers to [`super::FindSimilar`].
    pub distance: Option<u32>,
    /// The day on which it was received: "2026-11-26".
    pub received: String,
    /// The day until which an answer is or was promised; `None` while the clock stands.
    pub due: Option<String>,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// How many people said "me too", by the office's last count, with this device's own.
    pub supports: u32,
    /// Whether this person said so.
    pub supported: bool,
    /// Whether this person follows it.
    pub followed: bool,
    /// The person's own case, if it is one.
    pub mine: Option<CaseId>,
    /// Whether it changed since this person looked; only for followed ones.
    pub news: bool,
    /// A picture for it.
    pub thumbnail: Option<BlobId>,
}

/// Asks for a published complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPublished {
    /// Which.
    pub id: PublishedId,
}

/// A published complaint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedCase {
    /// Its line in lists.
    pub summary: PublishedSummary,
    /// What it is about.
    pub text: String,
    /// The place in words, maybe empty.
    pub landmark: String,
    /// Photos.
    pub photos: Vec<Photo>,
    /// What the office did: when, state id, words.
    pub steps: Vec<PublishedStep>,
    /// How the due day is computed: the same as on the office's and the citizen's page.
    pub due: Option<super::Due>,
    /// Path of its page on the web, to be appended to the hub's address: `/public/…`.
    pub web_path: String,
}

/// A step in a published complaint.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PublishedStep {
    /// When.
    pub at: Timestamp,
    /// State id in the pack.
    pub status: String,
    /// Words of the office, maybe empty.
    pub note: String,
    /// Department id; empty where the citizen did it.
    pub department: String,
}

/// Says "me too", or takes it back. Whoever says it follows the complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// Which.
    pub id: PublishedId,
    /// Whether.
    pub supported: bool,
}

/// Follows a topic or stops. Published complaints of followed topics come to this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follow {
    /// What.
    pub topic: Topic,
    /// Whether.
    pub following: bool,
}

/// Asks for what is followed here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFollows {}

/// What can be followed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Topic {
    /// A ward, by its id in the pack.
    Ward(String),
    /// A category, by its id in the pack.
    Category(String),
    /// One published complaint.
    Published(PublishedId),
}
