//! Lists of cases: one's own, the office's queue, what a search found.

use super::{document as content, reference, search, table};
use crate::{Error, context::Context, document::lane, error::Result, identity, outbox, pack::date};
use durbar_api::{
    BlobId, CaseId, Timestamp,
    complaints::{
        CaseSummary, Colleague, Confirmation, PAGE, Queue, QueueFilter, QueuePart, ReadQueue,
        Sending,
    },
    packs::StateRole,
};
use durbar_sync::{LaneId, PublicKey};
use rusqlite::{Row, ToSql, types::Value};
use std::borrow::Cow;

/// Most cases in one page.
const MOST: u32 = 200;

const COLUMNS: &str = "complaints.lane, category, ward, department, channel, title, status, closed,
    opened, answered, asked, confirm_until, confirmed, assignee, merged_into, published, supports,
    filed_at, received_at, due, last_activity, news_at, thumbnail,
    coalesce((SELECT until FROM complaints_seen WHERE complaints_seen.lane = complaints.lane), 0),
    (SELECT department FROM complaint_escalations AS step
     WHERE step.lane = complaints.lane AND step.day <= :today ORDER BY step.day DESC LIMIT 1),
    EXISTS (SELECT 1 FROM outbox WHERE outbox.lane = complaints.lane
        OR outbox.lane IN (SELECT lane FROM lanes WHERE case_lane = complaints.lane))";

const PARTS: [QueuePart; 9] = [
    QueuePart::Open,
    QueuePart::Mine,
    QueuePart::Unassigned,
    QueuePart::Overdue,
    QueuePart::New,
    QueuePart::Waiting,
    QueuePart::Unconfirmed,
    QueuePart::Closed,
    QueuePart::Escalated,
];

/// A condition with its named values.
struct Where {
    sql: String,
    values: Vec<(Cow<'static, str>, Value)>,
}

impl Where {
    fn new(context: &Context<'_>, sql: &str) -> Self {
        let today = table::today(context).map(|day| day.to_string());
        Self {
            sql: sql.to_owned(),
            values: vec![(":today".into(), Value::from(today.unwrap_or_default()))],
        }
    }

    fn and(&mut self, sql: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
    }

    fn with(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) {
        self.values.push((name.into(), value.into()));
    }

    fn named(&self) -> Vec<(&str, &dyn ToSql)> {
        self.values
            .iter()
            .map(|(name, value)| (name.as_ref(), value as &dyn ToSql))
            .collect()
    }
}

pub(super) fn mine(context: &Context<'_>) -> Result<Vec<CaseSummary>> {
    let condition = Where::new(context, "mine = 1");
    list(context, &condition, "last_activity DESC", -1, 0)
}

/// One case's line.
pub(super) fn one(context: &Context<'_>, case: &LaneId) -> Result<CaseSummary> {
    let mut condition = Where::new(context, "complaints.lane = :lane");
    condition.with(":lane", case.0.to_vec());
    list(context, &condition, "1", 1, 0)?
        .into_iter()
        .next()
        .ok_or_else(Error::not_found)
}

/// Cases that were merged into one.
pub(super) fn duplicates(context: &Context<'_>, case: &LaneId) -> Result<Vec<CaseSummary>> {
    let mut condition = Where::new(context, "merged_into = :lane");
    condition.with(":lane", case.0.to_vec());
    list(context, &condition, "filed_at", 50, 0)
}

/// Other open cases of a department of one category within about 500 m, nearest first.
pub(super) fn nearby(
    context: &Context<'_>,
    case: &LaneId,
    department: &str,
    category: &str,
    (latitude, longitude): (f64, f64),
) -> Result<Vec<CaseSummary>> {
    // A degree of latitude is about 111 km everywhere; near the poles there is no municipality.
    let reach = 500.0 / 111_000.0;
    let shrink = latitude.to_radians().cos().abs().max(0.01);
    let mut condition = Where::new(
        context,
        "complaints.lane <> :lane AND department = :department AND category = :category
             AND closed = 0
             AND abs(latitude - :latitude) < :reach
             AND abs(longitude - :longitude) * :shrink < :reach",
    );
    condition.with(":lane", case.0.to_vec());
    condition.with(":department", department.to_owned());
    condition.with(":category", category.to_owned());
    condition.with(":latitude", latitude);
    condition.with(":longitude", longitude);
    condition.with(":shrink", shrink);
    condition.with(":reach", reach);
    let order = "(latitude - :latitude) * (latitude - :latitude)
        + (longitude - :longitude) * (longitude - :longitude) * :shrink * :shrink";
    list(context, &condition, order, 5, 0)
}

/// What a search found among one's own cases and those of one's offices.
pub(super) fn found(context: &Context<'_>, question: &str, most: u32) -> Result<Vec<CaseSummary>> {
    let mut condition = Where::new(
        context,
        "complaints.lane IN (SELECT search_rows.lane FROM search
             JOIN search_rows ON search_rows.id = search.rowid
             WHERE search.words MATCH :question)",
    );
    condition.with(":question", question.to_owned());
    let departments = departments(context)?;
    if departments.is_empty() {
        condition.and("mine = 1");
    }
    list(context, &condition, "last_activity DESC", most.into(), 0)
}

fn departments(context: &Context<'_>) -> Result<Vec<String>> {
    let me = identity::me(context.connection)?;
    identity::active_departments(context.connection, &me, context.now)
}

/// A page of the queue with the size of each part.
pub(super) fn read(context: &Context<'_>, call: &ReadQueue) -> Result<Queue> {
    let departments = departments(context)?;
    if departments.is_empty() {
        return Ok(Queue::default());
    }
    let limit = if call.limit == 0 { PAGE } else { call.limit }.min(MOST);
    let chosen = filtered(context, &call.filter, call.filter.part, &departments)?;
    let order = match call.filter.part {
        QueuePart::Closed | QueuePart::Unconfirmed => "last_activity DESC",
        // What was answered waits for nobody. In these words the index gives them in order, and only
        // the page is read.
        _ => "answered, due NULLS LAST, filed_at, complaints.lane",
    };
    let counts = counts(context, &call.filter, &departments)?;
    let total = counts
        .iter()
        .find(|(counted, _)| *counted == call.filter.part)
        .map_or(0, |(_, count)| *count);
    Ok(Queue {
        cases: list(context, &chosen, order, limit.into(), call.offset)?,
        total,
        counts,
    })
}

/// What puts a case of the department into a part of its queue.
fn condition_of(part: QueuePart) -> &'static str {
    match part {
        QueuePart::Open | QueuePart::Escalated => "closed = 0",
        QueuePart::Mine => "closed = 0 AND assignee = :me",
        QueuePart::Unassigned => "closed = 0 AND assignee IS NULL",
        QueuePart::Overdue => "closed = 0 AND answered = 0 AND due < :today",
        QueuePart::New => "closed = 0 AND opened = 0",
        QueuePart::Waiting => "closed = 0 AND asked = 1",
        QueuePart::Unconfirmed => "confirmed = 0 AND confirm_until >= :today",
        // What nobody has confirmed yet is not over: it has a part of its own.
        QueuePart::Closed => "closed = 1 AND coalesce(confirmed = 1 OR confirm_until < :today, 1)",
    }
}

fn filtered(
    context: &Context<'_>,
    filter: &QueueFilter,
    part: QueuePart,
    departments: &[String],
) -> Result<Where> {
    let mut condition = narrowed(context, filter, part == QueuePart::Escalated, departments)?;
    condition.and(condition_of(part));
    if part == QueuePart::Mine {
        condition.with(":me", me(context)?);
    }
    Ok(condition)
}

fn me(context: &Context<'_>) -> Result<Vec<u8>> {
    Ok(identity::me(context.connection)?.0.to_vec())
}

/// The cases of these departments, or of others of which they were told, that the filter leaves.
fn narrowed(
    context: &Context<'_>,
    filter: &QueueFilter,
    escalated: bool,
    departments: &[String],
) -> Result<Where> {
    let mut condition = Where::new(context, "1 = 1");
    let mut names = Vec::new();
    for department in departments {
        if filter
            .department
            .as_ref()
            .is_none_or(|one| one == department)
        {
            let name = format!(":department{}", names.len());
            condition.with(name.clone(), department.clone());
            names.push(name);
        }
    }
    let names = names.join(", ");
    condition.and(&if escalated {
        format!(
            "complaints.lane IN (SELECT lane FROM complaint_escalations WHERE day <= :today
                 AND complaint_escalations.department IN ({names}))"
        )
    } else {
        format!("department IN ({names})")
    });
    if let Some(ward) = &filter.ward {
        condition.and("ward = :ward");
        condition.with(":ward", ward.clone());
    }
    if let Some(category) = &filter.category {
        condition.and("category = :category");
        condition.with(":category", category.clone());
    }
    if let Some(question) = search::question(&filter.text) {
        condition.and(
            "complaints.lane IN (SELECT search_rows.lane FROM search
                 JOIN search_rows ON search_rows.id = search.rowid
                 WHERE search.words MATCH :question)",
        );
        condition.with(":question", question);
    }
    Ok(condition)
}

/// The size of each part. Those of the department's own cases are counted in one pass.
fn counts(
    context: &Context<'_>,
    filter: &QueueFilter,
    departments: &[String],
) -> Result<Vec<(QueuePart, u32)>> {
    let own: Vec<QueuePart> = PARTS
        .into_iter()
        .filter(|part| *part != QueuePart::Escalated)
        .collect();
    let mut condition = narrowed(context, filter, false, departments)?;
    condition.with(":me", me(context)?);
    let columns: Vec<String> = own
        .iter()
        .map(|part| format!("count(*) FILTER (WHERE {})", condition_of(*part)))
        .collect();
    let sql = format!(
        "SELECT {} FROM complaints WHERE {}",
        columns.join(", "),
        condition.sql
    );
    let sizes: Vec<u32> = context
        .connection
        .prepare_cached(&sql)?
        .query_row(&condition.named()[..], |row| {
            (0..own.len()).map(|index| row.get(index)).collect()
        })?;
    let mut counts: Vec<_> = own.into_iter().zip(sizes).collect();
    let escalated = filtered(context, filter, QueuePart::Escalated, departments)?;
    let sql = format!("SELECT count(*) FROM complaints WHERE {}", escalated.sql);
    let size = context
        .connection
        .prepare_cached(&sql)?
        .query_row(&escalated.named()[..], |row| row.get(0))?;
    counts.push((QueuePart::Escalated, size));
    Ok(counts)
}

fn list(
    context: &Context<'_>,
    condition: &Where,
    order: &str,
    limit: i64,
    offset: u32,
) -> Result<Vec<CaseSummary>> {
    // The page is chosen first: what else a line shows is read for its cases alone.
    let sql = format!(
        "SELECT {COLUMNS} FROM complaints WHERE complaints.lane IN (
             SELECT complaints.lane FROM complaints
             WHERE {} ORDER BY {order} LIMIT {limit} OFFSET {offset})
         ORDER BY {order}",
        condition.sql
    );
    let mut statement = context.connection.prepare_cached(&sql)?;
    let mut rows = statement.query(&condition.named()[..])?;
    let mut cases = Vec::new();
    while let Some(row) = rows.next()? {
        cases.push(summary(context, row)?);
    }
    Ok(cases)
}

fn summary(context: &Context<'_>, row: &Row<'_>) -> Result<CaseSummary> {
    let blob = |index| -> Result<Option<Vec<u8>>> { Ok(row.get(index)?) };
    let lane = table::lane_id(&blob(0)?.unwrap_or_default())?;
    let (closed, asked): (bool, bool) = (row.get(7)?, row.get(10)?);
    let status: String = row.get(6)?;
    let department: String = row.get(3)?;
    let due: Option<String> = row.get(19)?;
    let days_late = days_late(context, due.as_deref());
    let (last_activity, news_at, seen): (i64, i64, i64) =
        (row.get(20)?, row.get(21)?, row.get(23)?);
    let answered: bool = row.get(9)?;
    let assignee = match blob(13)? {
        Some(key) => Some(colleague(context, &key, &department)?),
        None => None,
    };
    let confirmation = confirmation(context, &status, row.get(11)?, row.get(12)?);
    let merged_into = blob(14)?
        .map(|case| table::lane_id(&case))
        .transpose()?
        .map(|case| CaseId(case.to_string()));
    let unsent: bool = row.get(25)?;
    Ok(CaseSummary {
        id: CaseId(lane.to_string()),
        reference: reference(&lane),
        title: row.get(5)?,
        category: row.get(1)?,
        ward: row.get(2)?,
        department,
        channel: content::channel_of(&row.get::<_, String>(4)?),
        sending: if unsent {
            sending(context, &lane)?
        } else {
            Sending::Received
        },
        status,
        opened: row.get(8)?,
        answered,
        news: news_at > seen,
        asked: asked && !closed,
        filed_at: Timestamp(row.get(17)?),
        received_at: row.get::<_, Option<i64>>(18)?.map(Timestamp),
        paused: asked && !closed,
        overdue: !closed && !answered && days_late > 0,
        days_late,
        due,
        escalated: row.get(24)?,
        assignee,
        confirmation,
        supports: row.get(16)?,
        published: row.get(15)?,
        merged_into,
        last_activity: Timestamp(last_activity),
        thumbnail: blob(22)?
            .and_then(|blob| durbar_sync::BlobId::try_from(blob.as_slice()).ok())
            .map(|blob| BlobId(blob.to_string())),
    })
}

fn confirmation(
    context: &Context<'_>,
    status: &str,
    until: Option<String>,
    confirmed: bool,
) -> Option<Confirmation> {
    let role = context
        .pack
        .as_deref()
        .and_then(|pack| pack.state(status)?.role);
    if role != Some(StateRole::Fixed) {
        return None;
    }
    if confirmed {
        return Some(Confirmation::Confirmed);
    }
    let until = until?;
    let today = table::today(context)?.to_string();
    Some(if today > until {
        Confirmation::Lapsed
    } else {
        Confirmation::Awaited { until }
    })
}

/// An officer by key, with the name of a grant in the department.
pub(super) fn colleague(context: &Context<'_>, key: &[u8], department: &str) -> Result<Colleague> {
    let key = PublicKey::try_from(key).map_err(|_| Error::Stored("officer"))?;
    let connection = context.connection;
    let now = crate::sync::hub_time(connection, context.now)?;
    let name = identity::holder(connection, &key, department, now)?.map(|holder| holder.name);
    Ok(Colleague {
        id: key.to_string(),
        name: name.unwrap_or_default(),
        department: department.to_owned(),
        me: key == identity::me(connection)?,
    })
}

fn days_late(context: &Context<'_>, due: Option<&str>) -> i32 {
    match (due.and_then(date::parse), table::today(context)) {
        (Some(due), Some(today)) => i32::try_from((today - due).num_days()).unwrap_or(0),
        _ => 0,
    }
}

/// How far the sending of this device's parts of a case is: the least of them.
fn sending(context: &Context<'_>, case: &LaneId) -> Result<Sending> {
    let mut worst = outbox::sending(context.connection, case)?;
    for lane in lane::hanging(context.connection, case)? {
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
