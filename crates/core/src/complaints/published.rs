//! What everybody may read: the table of published complaints, following, "me too".

mod follow;
mod similar;
mod support;

pub(crate) use follow::{feeds, topics};
pub(super) use follow::{follow, list as list_follows};
pub(super) use similar::{find as similar, wards_around};
pub(super) use support::{case_of, say as support};

use super::{lanes, publication, reference, search, story::Counted, table, view, view::Standing};
use crate::{
    Error,
    context::Context,
    document::{self, lane},
    error::Result,
    pack::{Pause, date},
};
use durbar_api::{
    BlobId, CaseId, Timestamp,
    complaints::{
        ListPublished, PAGE, Photo, PublishedCase, PublishedId, PublishedList, PublishedState,
        PublishedStep, PublishedSummary, ReadPublished,
    },
};
use durbar_sync::LaneId;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params, types::Value};

/// Most in one page.
const MOST: u32 = 200;

const COLUMNS: &str = "published.lane, published.case_lane, category, ward, department, title,
    status, closed, confirmed, latitude, longitude, received, due, changed_at, supports, thumbnail,
    coalesce((SELECT until FROM complaints_seen WHERE complaints_seen.lane = published.lane), 0),
    EXISTS (SELECT 1 FROM follows WHERE follows.topic = published.topic),
    EXISTS (SELECT 1 FROM complaints
        WHERE complaints.lane = published.case_lane AND complaints.mine = 1)";

/// The published summary of a case that is to be seen, and how many people support it.
pub(super) fn of_case(connection: &Connection, case: &LaneId) -> Result<(Option<LaneId>, u32)> {
    let mut latest: Option<(i64, LaneId, bool)> = None;
    let mut people = Vec::new();
    for public in lane::of_case(connection, case, lanes::PUBLIC)? {
        if let Some(summary) = publication::read(&document::load(connection, &public)?) {
            let this = (summary.changed_at, public, summary.hidden);
            latest = latest.max(Some(this));
        }
        support::gather(connection, &public, &mut people)?;
    }
    let shown = latest.filter(|(_, _, hidden)| !hidden);
    Ok((
        shown.map(|(_, public, _)| public),
        u32::try_from(people.len()).unwrap_or(u32::MAX),
    ))
}

/// Makes the row of a published case anew.
pub(super) fn project(context: &mut Context<'_>, case: &LaneId) -> Result<()> {
    let connection = context.connection;
    context.changed.published = true;
    let before: Option<Vec<u8>> = connection
        .prepare_cached("SELECT lane FROM published WHERE case_lane = ?1")?
        .query_row([&case.0[..]], |row| row.get(0))
        .optional()?;
    if let Some(before) = before {
        search::forget(connection, &table::lane_id(&before)?)?;
        connection
            .prepare_cached("DELETE FROM published WHERE case_lane = ?1")?
            .execute([&case.0[..]])?;
    }
    let (Some(public), people) = of_case(connection, case)? else {
        return Ok(());
    };
    // The office has them all, whatever it last published; of others one's own is added later.
    let people = if lane::get(connection, case)?.is_some() {
        i64::from(people)
    } else {
        0
    };
    let Some(summary) = publication::read(&document::load(connection, &public)?) else {
        return Ok(());
    };
    let Some(lane) = lane::get(connection, &public)? else {
        return Ok(());
    };
    let pack = context.pack.as_deref();
    let closed = pack
        .and_then(|pack| pack.state(&summary.status))
        .is_some_and(|state| state.closed);
    let received = pack.and_then(|pack| table::local_date(pack, summary.received));
    // While the clock stands there is no day: it would be another one tomorrow.
    let due = counted(context, &summary)
        // Nor is one promised any more where the answer is there.
        .filter(|_| !summary.stands() && summary.answered.is_none())
        .map(|counted| counted.due.date.to_string());
    let thumbnail = summary.photos.first().map(|photo| photo.thumbnail);
    // By the hub's clock, so that nobody's own decides what is new.
    let changed_at: Option<i64> = connection
        .prepare_cached("SELECT max(received) FROM changes WHERE lane = ?1")?
        .query_row([&public.0[..]], |row| row.get(0))?;
    connection
        .prepare_cached(
            "INSERT INTO published
                 (case_lane, lane, topic, category, ward, department, title, status, closed,
                  confirmed, latitude, longitude, received, due, changed_at, supports, thumbnail)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(params![
            &case.0[..],
            &public.0[..],
            lanes::own_topic(&lane.header),
            summary.category,
            summary.ward,
            summary.department,
            summary.title,
            summary.status,
            closed,
            summary.confirmed,
            summary.latitude,
            summary.longitude,
            received.map(|day| day.to_string()).unwrap_or_default(),
            due,
            changed_at.unwrap_or(summary.changed_at),
            summary.supports.max(people),
            thumbnail.as_ref().map(|bytes| &bytes.as_ref()[..]),
        ])?;
    let mut words = vec![
        summary.title.as_str(),
        summary.text.as_str(),
        summary.landmark.as_str(),
    ];
    if let Some(pack) = pack {
        words.extend(pack.names(&summary.category, summary.ward.as_deref()));
    }
    search::index(connection, &public, &reference(case), &words)
}

/// The count of the due day: the same function and the same days as in the case itself.
fn counted(context: &Context<'_>, summary: &publication::Summary) -> Option<Counted> {
    let pack = context.pack.as_deref()?;
    let since = summary.reopened.unwrap_or(summary.received);
    let start = table::local_date(pack, since)?;
    let pauses: Vec<Pause> = summary
        .pauses
        .iter()
        .filter_map(|pause| {
            let from = date::parse(&pause.from)?;
            let until = match &pause.until {
                Some(day) => Some(date::parse(day)?),
                None => None,
            };
            Some(Pause { from, until })
        })
        .collect();
    let today = table::today(context).unwrap_or(start);
    Counted::new(
        pack,
        &summary.category,
        summary.reopened.is_some(),
        start,
        &pauses,
        today,
    )
}

/// Makes the whole table anew.
pub(super) fn rebuild(context: &mut Context<'_>) -> Result<()> {
    context.connection.execute("DELETE FROM published", [])?;
    for public in lane::of_kind(context.connection, lanes::PUBLIC)? {
        if let Some(case) = lane::get(context.connection, &public)?.and_then(|l| l.header.case) {
            context.unless_damaged(|context| project(context, &case))?;
        }
    }
    Ok(())
}

fn summary(context: &Context<'_>, row: &Row<'_>) -> Result<PublishedSummary> {
    let connection = context.connection;
    let lane = table::lane_id(&row.get::<_, Vec<u8>>(0)?)?;
    let case = table::lane_id(&row.get::<_, Vec<u8>>(1)?)?;
    let (changed_at, seen): (i64, i64) = (row.get(13)?, row.get(16)?);
    let followed: bool = row.get(17)?;
    let mine: bool = row.get(18)?;
    let counted: u32 = row.get(14)?;
    let (supported, uncounted) = support::own(connection, &case, changed_at)?;
    let thumbnail: Option<Vec<u8>> = row.get(15)?;
    let position: (Option<f64>, Option<f64>) = (row.get(9)?, row.get(10)?);
    Ok(PublishedSummary {
        id: PublishedId(lane.to_string()),
        reference: reference(&case),
        title: row.get(5)?,
        category: row.get(2)?,
        ward: row.get(3)?,
        department: row.get(4)?,
        status: row.get(6)?,
        confirmed: row.get(8)?,
        position: position.0.zip(position.1),
        distance: None,
        received: row.get(11)?,
        due: row.get(12)?,
        changed_at: Timestamp(changed_at),
        supports: counted + u32::from(uncounted),
        supported,
        followed,
        mine: mine.then(|| CaseId(case.to_string())),
        news: followed && changed_at > seen,
        thumbnail: thumbnail
            .and_then(|blob| durbar_sync::BlobId::try_from(blob.as_slice()).ok())
            .map(|blob| BlobId(blob.to_string())),
    })
}

/// A published complaint's line; `None` if it is not to be seen.
pub(super) fn one(context: &Context<'_>, public: &LaneId) -> Result<Option<PublishedSummary>> {
    let sql = format!("SELECT {COLUMNS} FROM published WHERE published.lane = ?1");
    let mut statement = context.connection.prepare_cached(&sql)?;
    let mut rows = statement.query([&public.0[..]])?;
    match rows.next()? {
        Some(row) => Ok(Some(summary(context, row)?)),
        None => Ok(None),
    }
}

fn all(
    context: &Context<'_>,
    condition: &str,
    values: &[(&str, &dyn ToSql)],
) -> Result<Vec<PublishedSummary>> {
    let sql = format!("SELECT {COLUMNS} FROM published WHERE {condition}");
    let mut statement = context.connection.prepare_cached(&sql)?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(summary(context, row)?);
    }
    Ok(found)
}

const MATCHES: &str = "published.lane IN (SELECT search_rows.lane FROM search
    JOIN search_rows ON search_rows.id = search.rowid WHERE search.words MATCH :question)";

/// What a search found.
pub(super) fn found(
    context: &Context<'_>,
    question: &str,
    most: u32,
) -> Result<Vec<PublishedSummary>> {
    let condition = format!("{MATCHES} ORDER BY changed_at DESC LIMIT {most}");
    all(context, &condition, &[(":question", &question)])
}

/// A page of the list, with what each ward and category has.
pub(super) fn list(context: &Context<'_>, call: &ListPublished) -> Result<PublishedList> {
    let limit = if call.limit == 0 { PAGE } else { call.limit }.min(MOST);
    let state = match call.state {
        PublishedState::All => "1 = 1",
        PublishedState::Open => "closed = 0",
        PublishedState::Closed => "closed = 1",
    };
    let question = search::question(&call.text);
    let mut filters: Vec<(&str, &str, Value)> = Vec::new();
    if let Some(ward) = &call.ward {
        filters.push(("ward = :ward", ":ward", Value::from(ward.clone())));
    }
    if let Some(category) = &call.category {
        let value = Value::from(category.clone());
        filters.push(("category = :category", ":category", value));
    }
    if let Some(question) = question {
        filters.push((MATCHES, ":question", Value::from(question)));
    }
    let without = |left_out: &str| -> (String, Vec<(&str, &dyn ToSql)>) {
        let kept = filters.iter().filter(|(_, name, _)| *name != left_out);
        let sql: Vec<&str> = kept.clone().map(|(sql, _, _)| *sql).collect();
        let values = kept.map(|(_, name, value)| (*name, value as &dyn ToSql));
        let sql = if sql.is_empty() {
            "1 = 1".to_owned()
        } else {
            sql.join(" AND ")
        };
        (sql, values.collect())
    };
    let (condition, values) = without("");
    let condition = format!("{condition} AND {state}");
    let total = context
        .connection
        .prepare_cached(&format!("SELECT count(*) FROM published WHERE {condition}"))?
        .query_row(&values[..], |row| row.get(0))?;
    let page = format!(
        "{condition} ORDER BY changed_at DESC, published.lane LIMIT {limit} OFFSET {}",
        call.offset
    );
    let by = |column: &str, name: &str| -> Result<Vec<(String, u32, u32)>> {
        let (condition, values) = without(name);
        let sql = format!(
            "SELECT {column}, sum(closed = 0), sum(closed = 1) FROM published
             WHERE {condition} AND {column} IS NOT NULL GROUP BY {column} ORDER BY {column}"
        );
        let mut statement = context.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(&values[..], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    Ok(PublishedList {
        cases: all(context, &page, &values)?,
        total,
        wards: by("ward", ":ward")?,
        categories: by("category", ":category")?,
        followed_wards: topics(context.connection)?
            .into_iter()
            .filter_map(|topic| topic.strip_prefix("ward-").map(str::to_owned))
            .collect(),
    })
}

/// Whether a summary of the case is to be seen here.
pub(super) fn is_shown(connection: &Connection, case: &LaneId) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM published WHERE case_lane = ?1)")?
        .query_row([&case.0[..]], |row| row.get(0))?)
}

/// The summary that is shown where this one was asked for: another department that got the case
/// writes another one, and an address is to lead on.
fn shown(connection: &Connection, public: &LaneId) -> Result<LaneId> {
    let Some(case) = lane::get(connection, public)?.and_then(|lane| lane.header.case) else {
        return Ok(*public);
    };
    let lane: Option<Vec<u8>> = connection
        .prepare_cached("SELECT lane FROM published WHERE case_lane = ?1")?
        .query_row([&case.0[..]], |row| row.get(0))
        .optional()?;
    lane.map_or(Ok(*public), |lane| table::lane_id(&lane))
}

fn parse(id: &PublishedId) -> Result<LaneId> {
    id.0.parse().map_err(|_| Error::not_found())
}

/// A published complaint; looking at it clears its mark of news.
pub(super) fn read(context: &mut Context<'_>, call: &ReadPublished) -> Result<PublishedCase> {
    let public = shown(context.connection, &parse(&call.id)?)?;
    let line = one(context, &public)?.ok_or_else(Error::not_found)?;
    let summary = publication::read(&document::load(context.connection, &public)?)
        .ok_or_else(Error::not_found)?;
    if line.news {
        context.connection.execute(
            "INSERT INTO complaints_seen (lane, until) VALUES (?1, ?2)
             ON CONFLICT (lane) DO UPDATE SET until = excluded.until",
            params![&public.0[..], line.changed_at.0],
        )?;
        context.changed.published = true;
    }
    let due = match (context.pack.as_deref(), counted(context, &summary)) {
        (Some(pack), Some(counted)) => {
            let mut due = view::counted_due(context, pack, &counted);
            let closed = pack
                .state(&summary.status)
                .is_some_and(|state| state.closed);
            let standing = Standing {
                today: table::today(context).filter(|_| !summary.stands()),
                answered_at: summary.answered,
                closed_at: summary.steps.last().map(|step| step.at).filter(|_| closed),
            };
            standing.tell(pack, counted.due.date, &mut due);
            Some(due)
        }
        _ => None,
    };
    Ok(PublishedCase {
        text: summary.text,
        landmark: summary.landmark,
        photos: summary.photos.iter().map(Photo::from).collect(),
        steps: summary
            .steps
            .into_iter()
            .map(|step| PublishedStep {
                at: Timestamp(step.at),
                status: step.status,
                note: String::new(),
                department: step.department,
            })
            .collect(),
        due,
        web_path: format!("/public/{}", line.id.0),
        summary: line,
    })
}
