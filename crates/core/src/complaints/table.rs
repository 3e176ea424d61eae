//! The query table: one row per case, made from its documents.

use super::{
    document as content, lanes, reference, search,
    story::{Story, escalations},
};
use crate::{Error, context::Context, document::lane, error::Result, identity, pack::Loaded};
use chrono::{DateTime, NaiveDate};
use durbar_api::Timestamp;
use durbar_sync::LaneId;
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

/// The title of a case or published summary; empty if it is not here.
pub(crate) fn title(connection: &Connection, case: &LaneId) -> Result<String> {
    Ok(connection
        .query_row(
            "SELECT title FROM complaints WHERE lane = ?1
             UNION ALL SELECT title FROM published WHERE lane = ?1",
            [&case.0[..]],
            |row| row.get(0),
        )
        .optional()?
        .unwrap_or_default())
}

/// The cases of this device's person.
pub(crate) fn ids_of_mine(connection: &Connection) -> Result<Vec<LaneId>> {
    let mut statement =
        connection.prepare("SELECT lane FROM complaints WHERE mine = 1 ORDER BY filed_at, lane")?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    lane::ids(rows)
}

/// The municipality's date at a time.
pub(super) fn local_date(pack: &Loaded, milliseconds: i64) -> Option<NaiveDate> {
    let local = pack.pack.clock().local(Timestamp(milliseconds));
    DateTime::from_timestamp_millis(local).map(|time| time.date_naive())
}

/// The municipality's date now.
pub(super) fn today(context: &Context<'_>) -> Option<NaiveDate> {
    local_date(context.pack.as_deref()?, context.now.0)
}

pub(super) fn first_state(pack: Option<&Loaded>) -> String {
    pack.and_then(|pack| pack.pack.complaints.states.first())
        .map_or_else(|| "new".to_owned(), |state| state.id.clone())
}

/// Makes a case's row anew.
pub(crate) fn project(context: &mut Context<'_>, case: &LaneId) -> Result<()> {
    // Casework may come before its filing: the row follows with the filing.
    let Some(story) = Story::read(context, case)? else {
        return Ok(());
    };
    write(context, &story)
}

fn write(context: &Context<'_>, story: &Story) -> Result<()> {
    let connection = context.connection;
    let pack = context.pack.as_deref();
    let mine = story.is_of(&identity::persons(connection)?);
    let news_at = if mine {
        story.office_last
    } else {
        story.person_last
    };
    let due = story
        .due(pack, today(context))
        .map(|counted| counted.due.date);
    let filing = &story.filing;
    let position = filing.position.as_ref();
    let thumbnail = filing.photos.first().map(|photo| photo.thumbnail.as_ref());
    let merged = story.merged_into.map(|case| case.0);
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO complaints
                 (lane, mine, category, ward, department, channel, title, status, closed, opened,
                  answered, asked, confirm_until, confirmed, assignee, merged_into, published,
                  supports, latitude, longitude, filed_at, received_at, due, last_activity,
                  news_at, thumbnail)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                 ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
        )?
        .execute(params![
            &story.case.0[..],
            mine,
            filing.category,
            filing.ward,
            story.department,
            content::channel_name(filing.channel()),
            title_of(&filing.description),
            story.status,
            story.closed,
            story.opened,
            story.answered_at.is_some(),
            story.asked,
            story.confirm_until(pack).map(|day| day.to_string()),
            story.confirmed,
            story.assignee.map(|key| key.0),
            merged.as_ref().map(|case| &case[..]),
            story.public.is_some(),
            story.supports,
            position.map(|position| position.latitude),
            position.map(|position| position.longitude),
            filing.filed_at,
            story.received,
            // While the clock stands there is no day: it would be another one tomorrow. It also
            // does where one officer asked while another closed, until one of both is picked.
            due.filter(|_| !story.asked).map(|day| day.to_string()),
            story.person_last.max(story.office_last),
            news_at,
            thumbnail.map(|bytes| &bytes[..]),
        ])?;
    connection
        .prepare_cached("DELETE FROM complaint_escalations WHERE lane = ?1")?
        .execute([&story.case.0[..]])?;
    if let (Some(pack), Some(due), false, false) = (pack, due, story.closed, story.asked) {
        for (day, department) in escalations(pack, due, story.answered_at) {
            connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO complaint_escalations (lane, department, day)
                     VALUES (?1, ?2, ?3)",
                )?
                .execute(params![&story.case.0[..], department, day.to_string()])?;
        }
    }
    let reference = reference(&story.case);
    let mut words = vec![filing.description.as_str(), filing.landmark.as_str()];
    words.extend(filing.contact.iter().map(|contact| contact.name.as_str()));
    words.extend(
        story
            .happenings
            .iter()
            .map(|happening| happening.event.text.as_str()),
    );
    if let Some(pack) = pack {
        words.extend(pack.names(&filing.category, filing.ward.as_deref()));
    }
    search::index(connection, &story.case, &reference, &words)
}

/// Makes the whole table anew.
pub(crate) fn rebuild(context: &mut Context<'_>) -> Result<()> {
    context
        .connection
        .execute_batch("DELETE FROM complaints; DELETE FROM complaint_escalations;")?;
    for case in lane::of_kind(context.connection, lanes::FILING)? {
        context.unless_damaged(|context| project(context, &case))?;
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
