//! The municipality pack, in the person's language.

mod clock;

pub use clock::{Clock, SummerTime};

use crate::calls;
use serde::{Deserialize, Serialize};

calls! { Packs:
    Read => Option<Municipality>,
}

/// Asks for the municipality; `None` until its pack has arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// In which language (BCP 47); `None`: in the chosen one.
    pub language: Option<String>,
}

/// A pack's text in the best language there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The words.
    pub text: String,
    /// The language they are in (BCP 47): differs from the chosen one when the pack has no
    /// translation, and is then shown as such.
    pub language: String,
}

/// What the app needs to know about the municipality.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Municipality {
    /// The pack's id: `sekondi-takoradi`.
    pub id: String,
    /// "Sekondi-Takoradi".
    pub name: Text,
    /// The pack's version.
    pub version: String,
    /// Whether the content is a sample that nobody answers for.
    pub sample: bool,
    /// Languages of the pack: code and own name.
    pub languages: Vec<(String, String)>,
    /// By it all its times are told.
    pub clock: Clock,
    /// Hue of the accent colour, degrees in OKLCH.
    pub hue: u16,
    /// Offices that answer.
    pub departments: Vec<Department>,
    /// What can be complained about, in the order to show.
    pub categories: Vec<Category>,
    /// Areas, with outlines.
    pub wards: Vec<Ward>,
    /// The states of a complaint.
    pub states: Vec<State>,
    /// Ready-made replies for officers.
    pub reply_templates: Vec<ReplyTemplate>,
}

/// An office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Id in the pack.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Where and when to come or call: "Ground floor, Monday to Friday 8:00 to 16:30".
    pub counter: Option<Text>,
}

/// A kind of complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Id in the pack.
    pub id: String,
    /// Name: "Drains and flooding".
    pub name: Text,
    /// Examples: "Blocked gutter, broken culvert, standing water".
    pub examples: Text,
    /// Name of an icon of the app.
    pub icon: String,
    /// Department that answers.
    pub department: String,
    /// Working days within which an answer is promised.
    pub working_days: u16,
    /// What people bring here though another body answers for it, and where it belongs.
    pub not_here: Option<Text>,
}

/// An area of the municipality.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ward {
    /// Id in the pack.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Outer rings of its polygons, points as (longitude, latitude).
    pub outline: Vec<Vec<(f64, f64)>>,
}

/// A state of a complaint in the office's work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Id in the pack.
    pub id: String,
    /// Word for it.
    pub label: Text,
    /// How it is coloured.
    pub tone: Tone,
    /// Whether the case is over in this state.
    pub closed: bool,
    /// What the app itself does with the state.
    pub role: Option<StateRole>,
}

/// States that mean something to the app itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateRole {
    /// The office waits for the citizen: the clock stands until the citizen writes or corrects,
    /// or the office moves on.
    Waiting,
    /// Closed as fixed: the citizen is asked to confirm.
    Fixed,
    /// The citizen opened it again.
    Reopened,
    /// The citizen took it back.
    Withdrawn,
    /// Closed because another case is about the same thing.
    Duplicate,
}

/// The meaning of a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Nothing happened yet.
    Neutral,
    /// Under way.
    Progress,
    /// Waits for the citizen.
    Question,
    /// Done.
    Good,
    /// Refused or late.
    Bad,
}

/// A ready-made reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyTemplate {
    /// Id in the pack.
    pub id: String,
    /// What the officer picks it by.
    pub title: Text,
    /// What is written, with fields such as `{reference}` as they stand; see
    /// [`crate::complaints::FillTemplate`].
    pub text: Text,
}
