//! All that happened in a case, put together from its lanes: the one place that says what it
//! means. The table, the pages and the published summary are made from it.
//!
//! Kinds of event: by the person `message`, `corrected`, `rate`, `confirm`, `reopen`, `withdraw`;
//! by an office `message`, `status`, `opened`, `correction`, in a referral `route`, in its notes
//! `note`, `assign`, `merge`. Others are of a newer version and are passed over.

mod gather;

use self::gather::{Lanes, gather};
use super::{
    document::{self as content, Event, Filing},
    lanes, published, table,
};
use crate::{
    context::Context,
    document::{self, lane},
    error::Result,
    pack::{DueDate, Loaded, Pause, due_date, working_day_after},
};
use chrono::{Days, NaiveDate};
use durbar_api::packs::StateRole;
use durbar_sync::{
    LaneId, PublicKey,
    header::{Header, Writer},
};

/// Which lane something was written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The person's.
    Person,
    /// A department's casework, by its id.
    Office(String),
    /// A department's notes.
    Notes(String),
    /// A department's referral to another.
    Referral(String, String),
}

impl Part {
    /// The department that writes in it.
    pub(super) fn department(&self) -> Option<&str> {
        match self {
            Self::Person => None,
            Self::Office(by) | Self::Notes(by) | Self::Referral(by, _) => Some(by),
        }
    }
}

/// Something that happened.
pub(super) struct Happening {
    pub part: Part,
    pub author: PublicKey,
    /// The event's key: unique in the case.
    pub key: String,
    /// The hub's time if it was received, else the device's.
    pub at: i64,
    pub received: Option<i64>,
    pub waiting: bool,
    pub event: Event,
    /// Orders what was written in one lane and received at once.
    counter: u64,
}

impl Happening {
    /// The same order on every device: by time of receipt; what came in one push by its author's
    /// own clock and order. What waits to be sent comes last, whatever this device's clock says.
    fn order(&self) -> (i64, i64, u64, &str) {
        let received = self.received.unwrap_or(i64::MAX);
        (received, self.event.at, self.counter, &self.key)
    }
}

/// A case as it stands.
pub(super) struct Story {
    pub case: LaneId,
    pub header: Header,
    /// When the hub received the filing.
    pub received: Option<i64>,
    pub filing: Filing,
    /// What happened since, oldest first.
    pub happenings: Vec<Happening>,
    /// The department in charge.
    pub department: String,
    /// The departments that had it, in order, the one in charge among them.
    pub parties: Vec<String>,
    /// State id.
    pub status: String,
    /// States set at the same time, if more than one.
    pub conflict: Vec<String>,
    pub closed: bool,
    /// When the present state was set.
    pub status_at: Option<i64>,
    pub role: Option<StateRole>,
    pub opened: bool,
    /// When it was last opened again: the clock began anew.
    pub reopened_at: Option<i64>,
    /// When the office first wrote to the person, since it was last opened again.
    pub answered_at: Option<i64>,
    /// The office waits for the person: the clock stands.
    pub asked: bool,
    /// Since it was last opened again.
    pub pauses: Vec<Pause>,
    /// Index of the correction that is asked.
    pub correction: Option<usize>,
    pub assignee: Option<PublicKey>,
    /// Index of the latest rating.
    pub rating: Option<usize>,
    pub confirmed: bool,
    pub merged_into: Option<LaneId>,
    /// The published summary, if it is to be seen.
    pub public: Option<LaneId>,
    /// People who said "me too".
    pub supports: u32,
    /// Latest activity of each side.
    pub person_last: i64,
    pub office_last: i64,
}

impl Story {
    /// Puts a case together; `None` if its filing is not here or not readable.
    pub(super) fn read(context: &Context<'_>, case: &LaneId) -> Result<Option<Self>> {
        let connection = context.connection;
        let Some(lane) = lane::get(connection, case)? else {
            return Ok(None);
        };
        if lane.header.kind != lanes::FILING {
            return Ok(None);
        }
        let own = document::load(connection, case)?;
        let Some(mut filing) = content::read_filing(&own) else {
            return Ok(None);
        };
        let Ok(addressee) = lanes::addressee(&lane.header).map(str::to_owned) else {
            return Ok(None);
        };
        let mut happenings = Vec::new();
        if matches!(lane.header.writer, Writer::Person(_)) {
            gather(connection, case, &own, &Part::Person, &mut happenings)?;
        }
        let others = Lanes::of(connection, case, &lane.header, &addressee)?;
        // The states that each department's casework holds: several, if set at the same time.
        let mut set = Vec::new();
        for (id, part) in &others.lanes {
            let document = document::load(connection, id)?;
            if *part == Part::Person
                && let Some(corrected) = content::read_filing(&document)
            {
                filing = corrected;
            }
            if let Part::Office(department) = part {
                set.push((department.clone(), content::statuses(&document)?));
            }
            gather(connection, id, &document, part, &mut happenings)?;
        }
        happenings.sort_by(|one, other| one.order().cmp(&other.order()));
        let mut story = Self {
            case: *case,
            header: lane.header,
            received: lane.received,
            person_last: lane.received.unwrap_or(filing.filed_at),
            filing,
            happenings,
            department: addressee,
            parties: others.parties,
            status: table::first_state(context.pack.as_deref()),
            conflict: Vec::new(),
            closed: false,
            status_at: None,
            role: None,
            opened: false,
            reopened_at: None,
            answered_at: None,
            asked: false,
            pauses: Vec::new(),
            correction: None,
            assignee: None,
            rating: None,
            confirmed: false,
            merged_into: None,
            public: None,
            supports: 0,
            office_last: 0,
        };
        story.tell(context.pack.as_deref());
        story.settle_conflict(context.pack.as_deref(), &set);
        let (public, supports) = published::of_case(connection, case)?;
        (story.public, story.supports) = (public, supports);
        Ok(Some(story))
    }

    /// Goes through what happened.
    fn tell(&mut self, pack: Option<&Loaded>) {
        let role = |id: &str| pack.and_then(|pack| pack.state(id)?.role);
        let with_role = |role| pack.and_then(|pack| pack.state_with(role));
        let date = |at| pack.and_then(|pack| table::local_date(pack, at));
        let mut waits_since: Option<NaiveDate> = None;
        for (index, happening) in self.happenings.iter().enumerate() {
            let event = &happening.event;
            let mut status = None;
            match &happening.part {
                Part::Person => {
                    self.person_last = self.person_last.max(happening.at);
                    match event.kind.as_str() {
                        "reopen" => status = with_role(StateRole::Reopened),
                        "withdraw" => status = with_role(StateRole::Withdrawn),
                        "rate" => self.rating = Some(index),
                        "confirm" => self.confirmed = true,
                        _ => {}
                    }
                    if event.kind == "corrected" {
                        self.correction = None;
                    }
                    if matches!(event.kind.as_str(), "message" | "corrected")
                        && let Some(from) = waits_since.take()
                    {
                        self.pauses.push(Pause {
                            from,
                            until: date(happening.at),
                        });
                        self.asked = false;
                    }
                }
                Part::Office(_) => {
                    self.office_last = self.office_last.max(happening.at);
                    // Whoever wrote has looked.
                    self.opened = true;
                    // A question back is no answer yet.
                    let asks = role(&event.status) == Some(StateRole::Waiting);
                    if !event.text.is_empty() && !asks {
                        self.answered_at.get_or_insert(happening.at);
                    }
                    if !event.status.is_empty() {
                        status = Some(event.status.clone());
                    }
                    if event.kind == "correction" {
                        self.correction = Some(index);
                    }
                }
                Part::Referral(_, to) => {
                    self.office_last = self.office_last.max(happening.at);
                    self.opened = true;
                    self.department.clone_from(to);
                    self.assignee = None;
                }
                Part::Notes(_) => match event.kind.as_str() {
                    "assign" => {
                        self.assignee = event.to.as_deref().and_then(|key| key.parse().ok());
                    }
                    "merge" => {
                        self.merged_into = event.to.as_deref().and_then(|case| case.parse().ok());
                    }
                    _ => {}
                },
            }
            let Some(status) = status else { continue };
            let waiting = role(&status) == Some(StateRole::Waiting);
            if let Some(from) = waits_since.take()
                && !waiting
            {
                self.pauses.push(Pause {
                    from,
                    until: date(happening.at),
                });
            } else if let Some(from) = date(happening.at)
                && waiting
            {
                waits_since = Some(from);
            }
            if !waiting {
                self.correction = None;
            }
            if role(&status) == Some(StateRole::Reopened) {
                self.reopened_at = Some(happening.at);
                self.answered_at = None;
                self.pauses.clear();
            }
            self.asked = waiting;
            self.confirmed = false;
            self.status_at = Some(happening.at);
            self.status = status;
        }
        if let Some(from) = waits_since {
            self.pauses.push(Pause { from, until: None });
        }
        self.use_status(pack);
    }

    fn use_status(&mut self, pack: Option<&Loaded>) {
        let state = pack.and_then(|pack| pack.state(&self.status));
        self.closed = state.is_some_and(|state| state.closed);
        self.role = state.and_then(|state| state.role);
        if self.role != Some(StateRole::Duplicate) {
            self.merged_into = None;
        }
    }

    /// Officers who set different states without seeing each other: all devices show the same one
    /// first, until one is picked.
    fn settle_conflict(&mut self, pack: Option<&Loaded>, set: &[(String, Vec<String>)]) {
        let last = self.happenings.iter().rev().find(|happening| {
            !happening.event.status.is_empty()
                || matches!(happening.event.kind.as_str(), "reopen" | "withdraw")
        });
        let Some(Part::Office(department)) = last.map(|last| &last.part) else {
            return;
        };
        let Some((_, statuses)) = set.iter().find(|(by, _)| by == department) else {
            return;
        };
        if let Some(first) = statuses.first() {
            self.status.clone_from(first);
            self.use_status(pack);
        }
        if statuses.len() > 1 {
            self.conflict.clone_from(statuses);
        }
    }

    /// Whether a device's person filed it, or it was filed for them.
    pub(super) fn is_of(&self, persons: &[PublicKey]) -> bool {
        self.header
            .person()
            .is_some_and(|person| persons.contains(&person))
    }

    /// Departments that may read it: those that had it and those to which it may escalate.
    pub(super) fn readers(&self) -> Vec<&str> {
        let mut readers: Vec<&str> = self.parties.iter().map(String::as_str).collect();
        for named in lanes::addressees(&self.header) {
            if !readers.contains(&named) {
                readers.push(named);
            }
        }
        readers
    }

    /// How the due day is counted: from the hub's receipt, or from when it was last opened again.
    pub(super) fn due(&self, pack: Option<&Loaded>, today: Option<NaiveDate>) -> Option<Counted> {
        let pack = pack?;
        let start = table::local_date(pack, self.reopened_at.or(self.received)?)?;
        Counted::new(
            pack,
            &self.filing.category,
            self.reopened_at.is_some(),
            start,
            &self.pauses,
            today.unwrap_or(start),
        )
    }

    /// The last day on which the person can object to "fixed".
    pub(super) fn confirm_until(&self, pack: Option<&Loaded>) -> Option<NaiveDate> {
        let pack = pack?;
        if self.role != Some(StateRole::Fixed) {
            return None;
        }
        table::local_date(pack, self.status_at?)?
            .checked_add_days(Days::new(pack.pack.complaints.confirm_days.into()))
    }

    /// Whether the person can still open it again.
    pub(super) fn can_reopen(&self, pack: Option<&Loaded>, today: Option<NaiveDate>) -> bool {
        let (Some(pack), Some(today), Some(at)) = (pack, today, self.status_at) else {
            return false;
        };
        let last = table::local_date(pack, at).and_then(|day| {
            day.checked_add_days(Days::new(pack.pack.complaints.reopen_days.into()))
        });
        self.closed
            && self.role != Some(StateRole::Withdrawn)
            && pack.state_with(StateRole::Reopened).is_some()
            && last.is_some_and(|last| today <= last)
    }
}

/// The days on which the pack tells others that the answer is late, with the department. Nobody is
/// told of what was answered before.
pub(super) fn escalations(
    pack: &Loaded,
    due: NaiveDate,
    answered_at: Option<i64>,
) -> Vec<(NaiveDate, String)> {
    let answered = answered_at.and_then(|at| table::local_date(pack, at));
    pack.pack
        .complaints
        .escalation
        .iter()
        .filter_map(|step| {
            let day = working_day_after(due, step.after_days.max(1), &pack.pack.calendar)?;
            let is_late = answered.is_none_or(|answered| day <= answered);
            is_late.then(|| (day, step.department.clone()))
        })
        .collect()
}

/// A due day with what it was counted from.
pub(super) struct Counted {
    pub working_days: u16,
    /// Whether it counts from when the case was opened again.
    pub reopened: bool,
    pub start: NaiveDate,
    pub due: DueDate,
    pub pauses: Vec<Pause>,
}

impl Counted {
    pub(super) fn new(
        pack: &Loaded,
        category: &str,
        reopened: bool,
        start: NaiveDate,
        pauses: &[Pause],
        today: NaiveDate,
    ) -> Option<Self> {
        let again = pack.pack.complaints.reopened_working_days;
        let working_days = again
            .filter(|_| reopened)
            .unwrap_or_else(|| pack.working_days(category));
        let due = due_date(start, working_days, pauses, today, &pack.pack.calendar)?;
        Some(Self {
            working_days,
            reopened,
            start,
            due,
            pauses: pauses.to_vec(),
        })
    }
}
