//! Cases as people see them.

use super::{
    document::{self as content, CASEWORK, order},
    reference, table,
};
use crate::{
    Error, app,
    context::Context,
    document::{self, actor, lane},
    error::Result,
    identity, outbox,
    outbox::case_lane,
    sync::apply::receipts,
};
use automerge::Automerge;
use durbar_api::{
    BlobId, CaseId, Timestamp,
    complaints::{
        Author, Case, CaseSummary, Due, Entry, QueueFilter, Receipt, Sending, Transition, Viewer,
        What,
    },
};
use durbar_sync::{LaneId, PublicKey, header::Writer};
use rusqlite::{OptionalExtension, Row, ToSql};

/// A device's time that differs from the hub's by more is shown beside it.
const CLAIM_TOLERANCE: u64 = 120_000;

const COLUMNS: &str = "complaints.lane, category, ward, department, title, status, closed, opened,
    answered, filed_at, received_at, due, last_activity, news_at, thumbnail,
    coalesce((SELECT until FROM complaints_seen WHERE complaints_seen.lane = complaints.lane), 0)";

pub(super) fn mine(context: &Context<'_>) -> Result<Vec<CaseSummary>> {
    list(context, "mine = 1 ORDER BY last_activity DESC", &[])
}

pub(super) fn queue(context: &Context<'_>, filter: QueueFilter) -> Result<Vec<CaseSummary>> {
    let me = identity::keys(context.connection)?.public();
    let today = today(context);
    let mut cases = Vec::new();
    for department in identity::active_departments(context.connection, &me, context.now)? {
        let condition = match filter {
            QueueFilter::Open => "department = ?1 AND closed = 0 AND ?2 = ?2",
            QueueFilter::Overdue => "department = ?1 AND closed = 0 AND due < ?2",
            QueueFilter::New => "department = ?1 AND closed = 0 AND opened = 0 AND ?2 = ?2",
            QueueFilter::Closed => "department = ?1 AND closed = 1 AND ?2 = ?2",
        };
        let condition = format!("{condition} ORDER BY due IS NULL, due, filed_at");
        cases.extend(list(context, &condition, &[&department, &today])?);
    }
    Ok(cases)
}

fn today(context: &Context<'_>) -> String {
    context
        .pack
        .as_deref()
        .and_then(|pack| table::local_date(pack, context.now.0))
        .map(|date| date.to_string())
        .unwrap_or_default()
}

fn list(context: &Context<'_>, condition: &str, values: &[&dyn ToSql]) -> Result<Vec<CaseSummary>> {
    let sql = format!("SELECT {COLUMNS} FROM complaints WHERE {condition}");
    let mut statement = context.connection.prepare_cached(&sql)?;
    let mut rows = statement.query(values)?;
    let mut cases = Vec::new();
    while let Some(row) = rows.next()? {
        cases.push(summary(context, row)?);
    }
    Ok(cases)
}

fn summary(context: &Context<'_>, row: &Row<'_>) -> Result<CaseSummary> {
    let lane = table::lane_id(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
    let closed: bool = row.get(6)?;
    let due: Option<String> = row.get(11)?;
    let days_late = days_late(context, due.as_deref());
    let (last_activity, news_at, seen): (i64, i64, i64) =
        (row.get(12)?, row.get(13)?, row.get(15)?);
    let thumbnail: Option<Vec<u8>> = row.get(14)?;
    Ok(CaseSummary {
        id: CaseId(lane.to_string()),
        reference: reference(&lane),
        title: row.get(4)?,
        category: row.get(1)?,
        ward: row.get(2)?,
        department: row.get(3)?,
        sending: sending(context, &lane)?,
        status: row.get(5)?,
        opened: row.get(7)?,
        answered: row.get(8)?,
        news: news_at > seen,
        filed_at: Timestamp(row.get(9)?),
        received_at: row.get::<_, Option<i64>>(10)?.map(Timestamp),
        overdue: !closed && days_late > 0,
        days_late,
        due,
        last_activity: Timestamp(last_activity),
        thumbnail: thumbnail
            .and_then(|blob| durbar_sync::BlobId::try_from(blob.as_slice()).ok())
            .map(|blob| BlobId(blob.to_string())),
    })
}

fn days_late(context: &Context<'_>, due: Option<&str>) -> i32 {
    let due: Option<chrono::NaiveDate> = due.and_then(|due| due.parse().ok());
    let today: Option<chrono::NaiveDate> = today(context).parse().ok();
    match (due, today) {
        (Some(due), Some(today)) => i32::try_from((today - due).num_days()).unwrap_or(0),
        _ => 0,
    }
}

/// How far the sending of this device's parts of a case is: the least of them.
fn sending(context: &Context<'_>, case: &LaneId) -> Result<Sending> {
    let mut worst = outbox::sending(context.connection, case)?;
    for lane in lane::of_case(context.connection, case, CASEWORK)? {
        let other = outbox::sending(context.connection, &lane)?;
        if rank(&other) > rank(&worst) {
            worst = other;
        }
    }
    Ok(worst)
}

fn rank(sending: &Sending) -> u8 {
    match sending {
        Sending::Received => 0,
        Sending::Sending { .. } => 1,
        Sending::Queued => 2,
        Sending::SetAside(_) => 3,
    }
}

/// One case with all that happened in it.
pub(super) fn case(context: &Context<'_>, id: &CaseId) -> Result<Case> {
    let connection = context.connection;
    let case = case_lane(id)?;
    let me = identity::keys(connection)?.public();
    let lane = lane::get(connection, &case)?.ok_or_else(Error::not_found)?;
    let mine = lane.header.writer == Writer::Person(me);
    let department = content::department(&lane.header)?.to_owned();
    if !mine && !identity::my_grant(connection, &me, &department, context.now)? {
        return Err(Error::not_found());
    }
    let document = document::load(connection, &case)?;
    let filing = content::read_filing(&document)?;
    let summary = list(context, "complaints.lane = ?1", &[&&case.0[..]])?;
    let summary = summary.into_iter().next().ok_or_else(Error::not_found)?;

    let waiting = lane.received.is_none();
    let mut timeline = vec![Entry {
        id: "filed".to_owned(),
        at: Timestamp(lane.received.unwrap_or(filing.filed_at)),
        claimed_at: claimed(filing.filed_at, lane.received),
        by: if mine { Author::You } else { Author::Citizen },
        what: What::Filed,
        waiting,
    }];
    let receipt = receipt(context, &case)?;
    if let (true, Some(receipt)) = (
        outbox::sending(connection, &case)? == Sending::Received,
        &receipt,
    ) {
        timeline.push(Entry {
            id: "received".to_owned(),
            at: receipt.at,
            claimed_at: None,
            by: Author::Hub,
            what: What::Received,
            waiting: false,
        });
    }
    let citizen = if mine { Author::You } else { Author::Citizen };
    timeline.extend(entries(context, &case, &document, |_, _| {
        Some(citizen.clone())
    })?);
    let casework = content::casework_lane(&case, &lane.header)?;
    let document = document::load(connection, &casework)?;
    let status_conflict = content::statuses(&document)?;
    timeline.extend(entries(context, &casework, &document, |author, at| {
        officer(context, &department, &me, author, at)
    })?);
    timeline[1..].sort_by(|one, other| order((one.at.0, &one.id), (other.at.0, &other.id)));

    Ok(Case {
        description: filing.description.clone(),
        place: filing.place(),
        photos: filing.photos(),
        timeline,
        receipt,
        due: due(context, &filing.category, lane.received),
        viewer: if mine {
            Viewer::Citizen
        } else {
            Viewer::Officer
        },
        transitions: if mine {
            Vec::new()
        } else {
            transitions(context, &summary.status)?
        },
        status_conflict,
        reply_draft: reply_draft(context, &case)?,
        summary,
    })
}

fn claimed(at: i64, received: Option<i64>) -> Option<Timestamp> {
    received
        .filter(|received| received.abs_diff(at) > CLAIM_TOLERANCE)
        .map(|_| Timestamp(at))
}

/// The events of a lane whose author may be shown.
fn entries(
    context: &Context<'_>,
    id: &LaneId,
    document: &Automerge,
    by: impl Fn(&PublicKey, i64) -> Option<Author>,
) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for (key, object, event) in content::events(document)? {
        let Some(origin) = actor::origin(context.connection, id, &object)? else {
            continue;
        };
        let Some(by) = by(&origin.author, origin.received.unwrap_or(event.at)) else {
            continue;
        };
        let what = match event.kind.as_str() {
            "message" => What::Message(event.text),
            "status" => What::Status {
                status: event.status,
                note: event.text,
            },
            "opened" => What::Opened,
            _ => continue,
        };
        entries.push(Entry {
            id: key,
            at: Timestamp(origin.received.unwrap_or(event.at)),
            claimed_at: claimed(event.at, origin.received),
            by,
            what,
            waiting: origin.waiting,
        });
    }
    Ok(entries)
}

/// The officer behind a key, if it held the department's role at the time.
fn officer(
    context: &Context<'_>,
    department: &str,
    me: &PublicKey,
    author: &PublicKey,
    at: i64,
) -> Option<Author> {
    if author == me {
        return Some(Author::You);
    }
    let holder = identity::holder(context.connection, author, department, at).ok()??;
    Some(Author::Officer {
        name: holder.name,
        department: holder.department,
    })
}

/// The latest verified receipt of a lane.
fn receipt(context: &Context<'_>, case: &LaneId) -> Result<Option<Receipt>> {
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
        signature: data_encoding::HEXLOWER.encode(&signed.signature.0[..8]),
        blobs: covered,
    }))
}

fn due(context: &Context<'_>, category: &str, received: Option<i64>) -> Option<Due> {
    let pack = context.pack.as_deref()?;
    let (start, due) = table::due(Some(pack), category, received)?;
    let language = app::language(context.connection)
        .ok()
        .flatten()
        .unwrap_or_default();
    let skipped = due
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
    Some(Due {
        date: due.date.to_string(),
        working_days: pack.working_days(category),
        start: start.to_string(),
        skipped,
    })
}

fn transitions(context: &Context<'_>, status: &str) -> Result<Vec<Transition>> {
    let Some(pack) = context.pack.as_deref() else {
        return Ok(Vec::new());
    };
    let language = app::language(context.connection)?.unwrap_or_default();
    Ok(pack
        .pack
        .complaints
        .transitions
        .iter()
        .filter(|transition| transition.from.iter().any(|from| from == status))
        .map(|transition| Transition {
            to: transition.to.clone(),
            label: pack.text(&transition.label, &language).text,
            reason: transition.reason,
        })
        .collect())
}

fn reply_draft(context: &Context<'_>, case: &LaneId) -> Result<String> {
    Ok(context
        .connection
        .query_row(
            "SELECT text FROM reply_drafts WHERE lane = ?1",
            [&case.0[..]],
            |row| row.get(0),
        )
        .optional()?
        .unwrap_or_default())
}
