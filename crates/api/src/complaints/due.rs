//! By when an answer is promised, and how that day is counted.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// How a due day is computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// "2026-12-03". While the clock stands: the day if it went on today.
    pub date: String,
    /// Working days of the rule.
    pub working_days: u16,
    /// Whether it counts from when the matter was last opened again.
    pub reopened: bool,
    /// The day from which it counts, of receipt or of opening it again: "2026-11-26".
    pub start: String,
    /// Days on the way that do not count, with the holiday's name; weekends have none. Days of a
    /// pause are not among them.
    pub skipped: Vec<(String, Option<String>)>,
    /// Times in which the clock stood because the office waited for the citizen.
    pub pauses: Vec<Pause>,
    /// When the promise is kept: what counts as the answer.
    pub answered: Option<Timestamp>,
    /// Whether that was after the promised day.
    pub late: bool,
    /// What happens when the day passes, and what has happened; nothing that was to come after the
    /// answer.
    pub escalations: Vec<Escalation>,
}

/// A time in which the clock stood: the day it began on counts as worked, the days after it up to
/// and with the last do not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The day the office asked.
    pub from: String,
    /// The day the citizen answered, or the office went on; `None`: it still stands.
    pub until: Option<String>,
    /// Working days that it moved the due day.
    pub working_days: u16,
}

/// A step of the pack's escalation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// The day on which it is told if there is no answer.
    pub date: String,
    /// Department id in the pack.
    pub department: String,
    /// Whether that day has come without an answer.
    pub reached: bool,
}
