//! The query table: one row per case, made from its documents.

use super::document::{self as content, FILING, Filing};
use crate::{
    Error,
    context::Context,
    document::{self, actor, lane},
    error::Result,
    identity,
    pack::{DueDate, Loaded, due_date},
};
use chrono::{DateTime, NaiveDate};
use durbar_sync::{LaneId, header::Writer};
use rusqlite::{Connection, OptionalExtension, params};

const TITLE: usize = 80;

/// The first words of a text, whole words, for lists.
pub(super) fn title_of(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default().trim();
    let sentence = line.split_inclusive(['.', '!', '?']).next().unwrap_or(line);
    let sentence = sentence.trim_end_matches('.').trim();
    if sentence.chars().count() <= TITLE {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(TITLE).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{cut}…")
}

/// The title of a case; empty if it is not here.
pub(crate) fn title(connection: &Connection, case: &LaneId) -> Result<String> {
    Ok(connection
        .query_row(
            "SELECT title FROM complaints WHERE lane = ?1",
            [&case.0[..]],
            |row| row.get(0),
        )
        .optional()?
        .unwrap_or_default())
}

/// The municipality's date at a time.
pub(super) fn local_date(pack: &Loaded, milliseconds: i64) -> Option<NaiveDate> {
    let offset = i64::from(pack.pack.utc_offset_minutes) * 60_000;
    DateTime::from_timestamp_millis(milliseconds.checked_add(offset)?).map(|time| time.date_naive())
}

/// When an answer is due, counted from the hub's receipt of the filing.
pub(super) fn due(
    pack: Option<&Loaded>,
    category: &str,
    received: Option<i64>,
) -> Option<(NaiveDate, DueDate)> {
    let pack = pack?;
    let start = local_date(pack, received?)?;
    let due = due_date(start, pack.working_days(category), &pack.pack.calendar)?;
    Some((start, due))
}

/// What the office did, gathered from its lanes.
#[derive(Default)]
struct Office {
    status: Option<String>,
    opened: bool,
    answered: bool,
    last: i64,
}

/// Makes a case's row anew.
pub(crate) fn project(context: &mut Context<'_>, case: &LaneId) -> Result<()> {
    let connection = context.connection;
    // Casework may come before its filing: the row follows with the filing.
    let Some(lane) = lane::get(connection, case)? else {
        return Ok(());
    };
    if lane.header.kind != FILING {
        return Ok(());
    }
    let document = document::load(connection, case)?;
    let Ok(filing) = content::read_filing(&document) else {
        return Ok(());
    };
    let me = identity::keys(connection)?.public();
    let mine = lane.header.writer == Writer::Person(me);
    let mut citizen_last = lane.received.unwrap_or(filing.filed_at);
    for (_, object, event) in content::events(&document)? {
        let origin = actor::origin(connection, case, &object)?;
        let at = origin
            .and_then(|origin| origin.received)
            .unwrap_or(event.at);
        citizen_last = citizen_last.max(at);
    }
    let Ok(casework) = content::casework_lane(case, &lane.header) else {
        return Ok(());
    };
    let office = office(connection, &casework)?;
    let pack = context.pack.as_deref();
    let status = office.status.clone().unwrap_or_else(|| first_state(pack));
    let closed = pack
        .and_then(|pack| pack.state(&status))
        .is_some_and(|state| state.closed);
    let due = due(pack, &filing.category, lane.received).map(|(_, due)| due.date.to_string());
    let news_at = if mine { office.last } else { citizen_last };
    write(
        connection,
        case,
        &lane,
        &filing,
        &Row {
            mine,
            status,
            closed,
            due,
            news_at,
            last_activity: citizen_last.max(office.last),
            opened: office.opened,
            answered: office.answered,
        },
    )
}

struct Row {
    mine: bool,
    status: String,
    closed: bool,
    due: Option<String>,
    news_at: i64,
    last_activity: i64,
    opened: bool,
    answered: bool,
}

fn write(
    connection: &Connection,
    case: &LaneId,
    lane: &lane::Lane,
    filing: &Filing,
    row: &Row,
) -> Result<()> {
    let thumbnail = filing.photos.first().map(|photo| photo.thumbnail.as_ref());
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO complaints
                 (lane, mine, category, ward, department, title, status, closed, opened, answered,
                  filed_at, received_at, due, last_activity, news_at, thumbnail)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            &case.0[..],
            row.mine,
            filing.category,
            filing.ward,
            content::department(&lane.header)?,
            title_of(&filing.description),
            row.status,
            row.closed,
            row.opened,
            row.answered,
            filing.filed_at,
            lane.received,
            row.due,
            row.last_activity,
            row.news_at,
            thumbnail.map(|bytes| &bytes[..]),
        ])?;
    Ok(())
}

fn office(connection: &Connection, casework: &LaneId) -> Result<Office> {
    let mut office = Office::default();
    let document = document::load(connection, casework)?;
    office.status = content::statuses(&document)?.into_iter().next();
    for (_, object, event) in content::events(&document)? {
        let origin = actor::origin(connection, casework, &object)?;
        let at = origin
            .and_then(|origin| origin.received)
            .unwrap_or(event.at);
        office.last = office.last.max(at);
        // Whoever wrote has looked.
        office.opened = true;
        office.answered |= !event.text.is_empty();
    }
    Ok(office)
}

pub(super) fn first_state(pack: Option<&Loaded>) -> String {
    pack.and_then(|pack| pack.pack.complaints.states.first())
        .map_or_else(|| "new".to_owned(), |state| state.id.clone())
}

/// Makes the whole table anew.
pub(crate) fn rebuild(context: &mut Context<'_>) -> Result<()> {
    context.connection.execute("DELETE FROM complaints", [])?;
    for case in lane::of_kind(context.connection, FILING)? {
        project(context, &case)?;
    }
    Ok(())
}

/// A stored lane id.
pub(super) fn lane_id(bytes: &[u8]) -> Result<LaneId> {
    LaneId::try_from(bytes).map_err(|_| Error::Stored("lane"))
}

#[cfg(test)]
mod tests {
    use super::title_of;

    #[test]
    fn a_title_is_the_first_sentence_in_whole_words() {
        assert_eq!(
            title_of(" The drain is blocked. Since Sunday.\nMore"),
            "The drain is blocked"
        );
        assert_eq!(title_of("Why?"), "Why?");
        assert_eq!(title_of(""), "");
        let long = "word ".repeat(40);
        let title = title_of(&long);
        assert!(
            title.chars().count() <= 81 && title.ends_with("word…"),
            "{title}"
        );
    }
}
