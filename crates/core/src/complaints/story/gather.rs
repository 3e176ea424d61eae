//! Which lanes of a case count, and what was written in them by who may.

use super::{
    super::{document as content, lanes},
    Happening, Part,
};
use crate::{
    document::{actor, lane},
    error::Result,
    identity,
};
use automerge::ObjId;
use durbar_sync::{
    LaneId,
    header::{Header, Writer},
};
use rusqlite::Connection;

/// The lanes that hang on a case and count: those of departments that had it, and its person's.
pub(super) struct Lanes {
    pub(super) lanes: Vec<(LaneId, Part)>,
    pub(super) parties: Vec<String>,
}

impl Lanes {
    /// Whoever else hangs a lane of such a kind on the case is not the office.
    pub(super) fn of(
        connection: &Connection,
        case: &LaneId,
        filing: &Header,
        addressee: &str,
    ) -> Result<Self> {
        let mut hanging = Vec::new();
        for kind in [lanes::REFERRAL, lanes::CASEWORK, lanes::NOTES, lanes::VOICE] {
            for id in lane::of_case(connection, case, kind)? {
                if let Some(lane) = lane::get(connection, &id)? {
                    hanging.push((id, lane.header));
                }
            }
        }
        let mut parties = vec![addressee.to_owned()];
        // A referral counts if its department had the case, which another referral may say.
        loop {
            let before = parties.len();
            for (_, header) in &hanging {
                if header.kind == lanes::REFERRAL
                    && let Writer::Department(from) = &header.writer
                    && let Some(to) = lanes::referred_to(header)
                    && parties.contains(from)
                    && !parties.iter().any(|known| known == to)
                {
                    parties.push(to.to_owned());
                }
            }
            if parties.len() == before {
                break;
            }
        }
        let escalated: Vec<&str> = lanes::addressees(filing).collect();
        let mut lanes = Vec::new();
        for (id, header) in hanging {
            let part = match (&header.writer, header.kind.as_str()) {
                (Writer::Person(person), lanes::VOICE) if filing.person() == Some(*person) => {
                    Part::Person
                }
                (Writer::Department(by), lanes::CASEWORK) if parties.contains(by) => {
                    Part::Office(by.clone())
                }
                (Writer::Department(by), lanes::NOTES)
                    if parties.contains(by) || escalated.contains(&by.as_str()) =>
                {
                    Part::Notes(by.clone())
                }
                (Writer::Department(by), lanes::REFERRAL) if parties.contains(by) => {
                    let Some(to) = lanes::referred_to(&header) else {
                        continue;
                    };
                    Part::Referral(by.clone(), to.to_owned())
                }
                _ => continue,
            };
            lanes.push((id, part));
        }
        Ok(Self { lanes, parties })
    }
}

/// Adds the events of a lane whose author may write there.
pub(super) fn gather(
    connection: &Connection,
    id: &LaneId,
    document: &automerge::Automerge,
    part: &Part,
    happenings: &mut Vec<Happening>,
) -> Result<()> {
    for (key, object, event) in content::events(document)? {
        let Some(origin) = actor::origin(connection, id, &object)? else {
            continue;
        };
        let at = origin.received.unwrap_or(event.at);
        if let Some(department) = part.department()
            && !origin.waiting
            && identity::holder(connection, &origin.author, department, at)?.is_none()
        {
            continue;
        }
        happenings.push(Happening {
            part: part.clone(),
            author: origin.author,
            key,
            at,
            received: origin.received,
            waiting: origin.waiting,
            event,
            counter: match object {
                ObjId::Id(counter, _, _) => counter,
                ObjId::Root => 0,
            },
        });
    }
    Ok(())
}
