//! A case as its people see it.

use super::{
    published, queue, role,
    role::Role,
    story::{Counted, Happening, Part, Story, escalations},
    table,
};
use crate::{
    Error, app, context::Context, document::actor, error::Result, identity, outbox,
    outbox::case_lane, pack::Loaded, sync::apply::receipts,
};
use chrono::NaiveDate;
use durbar_api::{
    CaseId, Timestamp,
    complaints::{
        Author, Case, Contact, CorrectionRequest, Doors, Due, Entry, Escalation, Pause, Photo,
        Rating, Receipt, Sending, Transition, Viewer, What,
    },
    packs::StateRole,
};
use durbar_sync::{LaneId, PublicKey, header::Writer};

/// A device's time that differs from the hub's by more is shown beside it.
pub(super) const CLAIM_TOLERANCE: u64 = 120_000;

/// One case with all that happened in it.
pub(super) fn case(context: &Context<'_>, id: &CaseId) -> Result<Case> {
    let connection = context.connection;
    let case = case_lane(id)?;
    let story = Story::read(context, &case)?.ok_or_else(Error::not_found)?;
    let role = role::of(context, &story)?;
    let summary = queue::one(context, &case)?;
    let filing = &story.filing;
    let viewer = match &role {
        Role::Person => Viewer::Citizen,
        Role::Office(_) => Viewer::Officer,
        Role::Observer(_) => Viewer::Observer,
    };
    let receipt = receipt(context, &case)?;
    let pack = context.pack.as_deref();
    let at_office = viewer != Viewer::Citizen;
    let nearby = match (&filing.position, at_office) {
        (Some(position), true) => {
            let place = (position.latitude, position.longitude);
            queue::nearby(context, &case, &story.department, &filing.category, place)?
        }
        _ => Vec::new(),
    };
    Ok(Case {
        description: filing.description.clone(),
        place: filing.place(),
        photos: filing.photos(),
        contact: if viewer == Viewer::Observer {
            Contact::default()
        } else {
            filing.contact()
        },
        language: filing.language.clone(),
        timeline: timeline(context, &story, &role, receipt.as_ref())?,
        due: due(context, &story),
        doors: doors(context, &story, &role),
        transitions: match (&role, pack) {
            (Role::Office(_), Some(pack)) => transitions(context, pack, &story.status)?,
            _ => Vec::new(),
        },
        status_conflict: story.conflict.clone(),
        correction: story
            .correction
            .and_then(|index| story.happenings.get(index))
            .map(|asked| CorrectionRequest {
                fields: asked.event.fields.clone().unwrap_or_default(),
                reason: asked.event.text.clone(),
                at: Timestamp(asked.at),
            }),
        rating: story
            .rating
            .and_then(|index| story.happenings.get(index))
            .map(rating),
        reply_draft: super::reply::read(connection, &case)?,
        published: match &story.public {
            Some(public) => published::one(context, public)?,
            None => None,
        },
        duplicates: if at_office {
            queue::duplicates(context, &case)?
        } else {
            Vec::new()
        },
        nearby,
        receipt,
        viewer,
        summary,
    })
}

fn rating(happening: &Happening) -> Rating {
    let score = happening.event.score.unwrap_or(1).clamp(1, 5);
    Rating {
        score: u8::try_from(score).unwrap_or(1),
        comment: happening.event.text.clone(),
    }
}

fn doors(context: &Context<'_>, story: &Story, role: &Role) -> Doors {
    let today = table::today(context);
    match role {
        Role::Person => {
            let withdrawn = story.role == Some(StateRole::Withdrawn);
            let confirm = story.role == Some(StateRole::Fixed) && !story.confirmed;
            Doors {
                reply: !withdrawn,
                correct: !story.closed,
                withdraw: !story.closed
                    && context
                        .pack
                        .as_deref()
                        .is_some_and(|pack| pack.state_with(StateRole::Withdrawn).is_some()),
                confirm,
                reopen: story.can_reopen(context.pack.as_deref(), today),
                rate: story.closed && !withdrawn,
                office: false,
            }
        }
        Role::Office(_) => Doors {
            reply: true,
            office: true,
            ..Doors::default()
        },
        Role::Observer(_) => Doors::default(),
    }
}

fn timeline(
    context: &Context<'_>,
    story: &Story,
    role: &Role,
    receipt: Option<&Receipt>,
) -> Result<Vec<Entry>> {
    let citizen = *role == Role::Person;
    let at = story.received.unwrap_or(story.filing.filed_at);
    let (filer, department) = match &story.header.writer {
        Writer::Department(department) => {
            let by = actor::first(context.connection, &story.case)?;
            (
                officer(context, by, department, at)?,
                Some(department.clone()),
            )
        }
        Writer::Person(_) if citizen => (Author::You, None),
        Writer::Person(_) => (Author::Citizen, None),
    };
    let mut entries = vec![Entry {
        id: "filed".to_owned(),
        at: Timestamp(at),
        claimed_at: claimed(story.filing.filed_at, story.received),
        by: filer,
        department,
        what: What::Filed(story.filing.channel()),
        waiting: story.received.is_none(),
    }];
    let first = entries.len();
    if let (Sending::Received, Some(receipt)) =
        (outbox::sending(context.connection, &story.case)?, receipt)
    {
        entries.push(Entry {
            id: "received".to_owned(),
            at: receipt.at,
            claimed_at: None,
            by: Author::Hub,
            department: None,
            what: What::Received,
            waiting: false,
        });
    }
    for happening in &story.happenings {
        if citizen && matches!(happening.part, Part::Notes(_)) {
            continue;
        }
        let Some(what) = what(context, happening, citizen)? else {
            continue;
        };
        entries.push(Entry {
            id: happening.key.clone(),
            at: Timestamp(happening.at),
            claimed_at: claimed(happening.event.at, happening.received),
            by: author(context, happening, citizen)?,
            department: happening.part.department().map(str::to_owned),
            what,
            waiting: happening.waiting,
        });
    }
    // What happened is in order already; what follows from rules falls in by its time.
    if let Some(pack) = context.pack.as_deref() {
        for step in escalated(context, story, pack) {
            let place = entries
                .iter()
                .skip(first)
                .position(|entry| entry.at > step.at || entry.waiting);
            entries.insert(place.map_or(entries.len(), |place| first + place), step);
        }
    }
    Ok(entries)
}

/// Steps of the pack that were reached.
fn escalated(context: &Context<'_>, story: &Story, pack: &Loaded) -> Vec<Entry> {
    let Some(counted) = story.due(Some(pack), table::today(context)) else {
        return Vec::new();
    };
    standing(context, story)
        .steps(pack, counted.due.date)
        .into_iter()
        .filter(|(_, _, reached)| *reached)
        .filter_map(|(day, to, _)| {
            let midnight = day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis();
            Some(Entry {
                id: format!("escalated-{day}-{to}"),
                at: pack.pack.clock().at(midnight),
                claimed_at: None,
                by: Author::Rule,
                department: None,
                what: What::Escalated { to },
                waiting: false,
            })
        })
        .collect()
}

fn standing(context: &Context<'_>, story: &Story) -> Standing {
    Standing {
        today: table::today(context).filter(|_| !story.asked),
        answered_at: story.answered_at,
        closed_at: story.status_at.filter(|_| story.closed),
    }
}

/// What decides of the steps that the pack foresees for a late answer.
pub(super) struct Standing {
    /// `None` while the clock stands.
    pub today: Option<NaiveDate>,
    /// When there was an answer.
    pub answered_at: Option<i64>,
    /// When it was closed, if it is.
    pub closed_at: Option<i64>,
}

impl Standing {
    /// Day, department and whether that day came while there was neither answer nor decision.
    pub(super) fn steps(&self, pack: &Loaded, due: NaiveDate) -> Vec<(NaiveDate, String, bool)> {
        let date = |at: Option<i64>| at.and_then(|at| table::local_date(pack, at));
        let ended = [date(self.answered_at), date(self.closed_at)];
        let end = ended.into_iter().flatten().min().or(self.today);
        escalations(pack, due, self.answered_at)
            .into_iter()
            .map(|(day, department)| (day, department, end.is_some_and(|end| day <= end)))
            .collect()
    }

    /// Adds to a count what became of the promise.
    pub(super) fn tell(&self, pack: &Loaded, date: NaiveDate, due: &mut Due) {
        due.answered = self.answered_at.map(Timestamp);
        let answered = self.answered_at.and_then(|at| table::local_date(pack, at));
        due.late = answered.is_some_and(|answered| answered > date);
        due.escalations = self
            .steps(pack, date)
            .into_iter()
            .map(|(date, department, reached)| Escalation {
                date: date.to_string(),
                department,
                reached,
            })
            .collect();
    }
}

fn what(context: &Context<'_>, happening: &Happening, citizen: bool) -> Result<Option<What>> {
    let event = &happening.event;
    let text = || event.text.clone();
    let fields = || event.fields.clone().unwrap_or_default();
    let photos = || -> Vec<Photo> { event.photos.iter().flatten().map(Photo::from).collect() };
    Ok(Some(match (&happening.part, event.kind.as_str()) {
        (Part::Person | Part::Office(_), "message") => What::Message {
            text: text(),
            photos: photos(),
        },
        (Part::Person, "corrected") => What::Corrected { fields: fields() },
        (Part::Person, "rate") => What::Rated(rating(happening)),
        (Part::Person, "confirm") => What::Confirmed,
        (Part::Person, "reopen") => What::Reopened { reason: text() },
        (Part::Person, "withdraw") => What::Withdrawn { reason: text() },
        (Part::Office(_), "opened") => What::Opened,
        // Of the office's notes the citizen gets none: that it was merged is told by the state.
        (Part::Office(_), "status") if citizen && is_duplicate(context, &event.status) => {
            What::Merged {
                into: String::new(),
            }
        }
        (Part::Office(_), "status") => What::Status {
            status: event.status.clone(),
            note: text(),
        },
        (Part::Office(_), "correction") => What::CorrectionAsked {
            fields: fields(),
            reason: text(),
        },
        (Part::Office(_), "publish") => What::Published,
        (Part::Office(_), "unpublish") => What::Unpublished,
        (Part::Referral(from, to), "route") => What::Routed {
            from: from.clone(),
            to: to.clone(),
            reason: text(),
        },
        (Part::Notes(_), "note") if !citizen => What::Note(text()),
        (Part::Notes(department), "assign") if !citizen => What::Assigned(match &event.to {
            Some(key) => {
                let key = base16ct::mixed::decode_vec(key).map_err(|_| Error::Stored("officer"))?;
                Some(queue::colleague(context, &key, department)?.name)
            }
            None => None,
        }),
        (Part::Notes(_), "merge") if !citizen => What::Merged {
            into: event
                .to
                .as_deref()
                .and_then(|case| case.parse::<LaneId>().ok())
                .map(|case| super::reference(&case))
                .unwrap_or_default(),
        },
        _ => return Ok(None),
    }))
}

fn is_duplicate(context: &Context<'_>, status: &str) -> bool {
    let state = context.pack.as_deref().and_then(|pack| pack.state(status));
    state.is_some_and(|state| state.role == Some(StateRole::Duplicate))
}

fn author(context: &Context<'_>, happening: &Happening, citizen: bool) -> Result<Author> {
    match happening.part.department() {
        Some(department) => {
            let by = Some(happening.author);
            officer(context, by, department, happening.at)
        }
        None if citizen => Ok(Author::You),
        None => Ok(Author::Citizen),
    }
}

/// Who did something for a department.
fn officer(
    context: &Context<'_>,
    by: Option<PublicKey>,
    department: &str,
    at: i64,
) -> Result<Author> {
    let connection = context.connection;
    if by == Some(identity::me(connection)?) {
        return Ok(Author::You);
    }
    let holder = match by {
        Some(by) => identity::holder(connection, &by, department, at)?,
        None => None,
    };
    Ok(Author::Officer {
        name: holder.map(|holder| holder.name).unwrap_or_default(),
        department: department.to_owned(),
    })
}

fn claimed(at: i64, received: Option<i64>) -> Option<Timestamp> {
    received
        .filter(|received| received.abs_diff(at) > CLAIM_TOLERANCE)
        .map(|_| Timestamp(at))
}

/// The latest verified receipt of a lane.
pub(super) fn receipt(context: &Context<'_>, case: &LaneId) -> Result<Option<Receipt>> {
    let all = receipts(context.connection, case)?;
    let mut blobs: Vec<_> = all
        .iter()
        .flat_map(|signed| &signed.receipt.blobs)
        .collect();
    blobs.sort();
    blobs.dedup();
    let covered = u32::try_from(blobs.len()).unwrap_or(u32::MAX);
    Ok(all.last().map(|signed| Receipt {
        at: Timestamp(signed.receipt.issued),
        sequence: signed.receipt.sequence,
        signature: base16ct::lower::encode_string(&signed.signature.0[..8]),
        blobs: covered,
    }))
}

fn due(context: &Context<'_>, story: &Story) -> Option<Due> {
    let pack = context.pack.as_deref()?;
    let counted = story.due(Some(pack), table::today(context))?;
    let mut due = counted_due(context, pack, &counted);
    standing(context, story).tell(pack, counted.due.date, &mut due);
    Some(due)
}

/// A count in the person's language: the same words on every page.
pub(super) fn counted_due(context: &Context<'_>, pack: &Loaded, counted: &Counted) -> Due {
    let language = app::language(context.connection)
        .ok()
        .flatten()
        .unwrap_or_default();
    let skipped = counted
        .due
        .skipped
        .iter()
        .map(|day| {
            let name = day
                .holiday
                .and_then(|index| pack.pack.calendar.holidays.get(index));
            (
                day.date.to_string(),
                name.map(|holiday| pack.text(&holiday.name, &language).text),
            )
        })
        .collect();
    let pauses = counted
        .pauses
        .iter()
        .zip(&counted.due.paused)
        .map(|(pause, working_days)| Pause {
            from: pause.from.to_string(),
            until: pause.until.map(|day| day.to_string()),
            working_days: *working_days,
        })
        .collect();
    Due {
        date: counted.due.date.to_string(),
        working_days: counted.working_days,
        reopened: counted.reopened,
        start: counted.start.to_string(),
        skipped,
        pauses,
        answered: None,
        late: false,
        escalations: Vec::new(),
    }
}

fn transitions(context: &Context<'_>, pack: &Loaded, status: &str) -> Result<Vec<Transition>> {
    let language = app::language(context.connection)?.unwrap_or_default();
    Ok(pack
        .pack
        .complaints
        .transitions
        .iter()
        .filter(|transition| transition.from.iter().any(|from| from == status))
        // These belong to the person, or to a door of their own.
        .filter(|transition| {
            !matches!(
                pack.state(&transition.to).and_then(|state| state.role),
                Some(StateRole::Withdrawn | StateRole::Duplicate)
            )
        })
        .map(|transition| Transition {
            to: transition.to.clone(),
            label: pack.text(&transition.label, &language).text,
            reason: transition.reason,
        })
        .collect())
}
