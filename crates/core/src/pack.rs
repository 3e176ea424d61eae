//! The municipality pack: data that makes the app a municipality's own.
//!
//! A pack travels as a signed manifest of content-addressed parts. A part is deflated
//! JSON, so that an older app can read a newer pack.

pub(crate) mod date;
mod deadline;
pub(crate) mod store;
pub(crate) mod view;

pub use deadline::{DueDate, Pause, Skipped, due_date, working_day_after};

use chrono::NaiveDate;
use durbar_api::packs::{Clock, SummerTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Of latitude, on a sphere of the Earth's mean radius.
pub(crate) const METRES_PER_DEGREE: f64 = 111_195.0;

/// A text by language (BCP 47).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    /// The text in the language, or in the fallback, or in any, with the language it is in.
    pub fn pick(&self, language: &str, fallback: &str) -> (&str, &str) {
        for wanted in [language, fallback] {
            if let Some((code, text)) = self.0.get_key_value(wanted) {
                return (text, code);
            }
        }
        self.0
            .iter()
            .next()
            .map_or(("", ""), |(code, text)| (text.as_str(), code.as_str()))
    }
}

/// The part that everyone needs first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// `sekondi-takoradi`.
    pub id: String,
    /// Set by whoever edits the pack: "2026.1".
    pub version: String,
    /// Name of the municipality.
    pub name: Texts,
    /// Whether the content is a sample that nobody answers for.
    #[serde(default)]
    pub sample: bool,
    /// Languages, the first is the fallback.
    pub languages: Vec<Language>,
    /// Minutes east of UTC of the municipality's clock, in winter.
    #[serde(default)]
    pub utc_offset_minutes: i32,
    /// When the clock goes an hour ahead.
    #[serde(default)]
    pub summer_time: SummerTime,
    /// Hue of the accent colour, 0 to 359 degrees in OKLCH.
    pub hue: u16,
    /// Department that takes what nobody knows where to send.
    pub front_desk: String,
    /// Offices.
    pub departments: Vec<Department>,
    /// Complaints: categories, states, reply templates.
    pub complaints: Complaints,
    /// The calendar for working days.
    pub calendar: Calendar,
}

impl Pack {
    /// The municipality's clock.
    pub fn clock(&self) -> Clock {
        Clock {
            utc_offset_minutes: self.utc_offset_minutes,
            summer_time: self.summer_time,
        }
    }
}

/// A language of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// BCP 47.
    pub code: String,
    /// Its own name in its own script.
    pub name: String,
}

/// An office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Id, lower-case ASCII with hyphens.
    pub id: String,
    /// Name.
    pub name: Texts,
    /// Where and when to come or call.
    #[serde(default)]
    pub counter: Option<Texts>,
}

/// The complaint feature's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaints {
    /// Working days for a category that does not say, and for "I do not know".
    pub working_days: u16,
    /// Working days for a matter that was opened again; those of its category if none is said.
    #[serde(default)]
    pub reopened_working_days: Option<u16>,
    /// What can be complained about, in the order to show.
    pub categories: Vec<Category>,
    /// States; the first is that of a new case.
    pub states: Vec<State>,
    /// Ways between states.
    pub transitions: Vec<Transition>,
    /// Ready-made replies.
    #[serde(default)]
    pub reply_templates: Vec<ReplyTemplate>,
    /// Days (of the calendar, not working days) in which the citizen can object to "fixed".
    #[serde(default = "fourteen")]
    pub confirm_days: u16,
    /// Days in which the citizen can open a closed case again.
    #[serde(default = "thirty")]
    pub reopen_days: u16,
    /// Who is told when a day passes without an answer, in order.
    #[serde(default)]
    pub escalation: Vec<Escalation>,
}

fn fourteen() -> u16 {
    14
}

fn thirty() -> u16 {
    30
}

/// A department that is told when an answer is late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// Working days after the due day.
    pub after_days: u16,
    /// Department. It can read every case from the beginning, and is shown those that are late.
    pub department: String,
}

/// A kind of complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Id, lower-case ASCII with hyphens.
    pub id: String,
    /// "Drains and flooding".
    pub name: Texts,
    /// "Blocked gutter, broken culvert, standing water".
    pub examples: Texts,
    /// Name of an icon of the app.
    pub icon: String,
    /// Department that answers.
    pub department: String,
    /// Working days until an answer is due.
    #[serde(default)]
    pub working_days: Option<u16>,
    /// What people bring here though another body answers for it, and where it belongs.
    #[serde(default)]
    pub not_here: Option<Texts>,
}

/// A state of a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Id.
    pub id: String,
    /// Word for it, as citizens and officers see it.
    pub label: Texts,
    /// `neutral`, `progress`, `question`, `good` or `bad`.
    pub tone: durbar_api::packs::Tone,
    /// Whether the case is over.
    #[serde(default)]
    pub closed: bool,
    /// What the app itself does with the state.
    #[serde(default)]
    pub role: Option<durbar_api::packs::StateRole>,
}

/// A way from one state to another, taken by an officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// State ids.
    pub from: Vec<String>,
    /// State id.
    pub to: String,
    /// What the button says: "Mark fixed".
    pub label: Texts,
    /// Whether the officer must write why.
    #[serde(default)]
    pub reason: bool,
}

/// A ready-made reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyTemplate {
    /// Id.
    pub id: String,
    /// What the officer picks it by.
    pub title: Texts,
    /// What is written. `{reference}`, `{title}`, `{due}`, `{office}`, `{officer}`, `{ward}` and
    /// `{name}` stand for what the case says.
    pub text: Texts,
}

/// Which days are worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Days of the week that are not worked, 1 Monday to 7 Sunday (ISO 8601).
    pub weekend: Vec<u8>,
    /// Public holidays by date.
    pub holidays: Vec<Holiday>,
}

/// A public holiday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day that is not worked.
    #[serde(deserialize_with = "date::read")]
    pub date: NaiveDate,
    /// Its name.
    pub name: Texts,
}

/// The part with the wards' shapes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wards {
    /// Wards.
    pub wards: Vec<Ward>,
}

/// An area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ward {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Texts,
    /// Polygons: each a list of rings (the first the outer one) of (longitude, latitude).
    pub polygons: Vec<Vec<Vec<(f64, f64)>>>,
}

/// A pack in use.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    pub pack: Pack,
    pub wards: Wards,
}
