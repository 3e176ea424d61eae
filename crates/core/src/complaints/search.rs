//! Search over every case and published summary on this device, with SQLite's FTS5.

use super::{published, queue};
use crate::{context::Context, error::Result};
use durbar_api::complaints::Found;
use durbar_sync::LaneId;
use rusqlite::{Connection, OptionalExtension, params};

/// Most results of a kind.
const MOST: u32 = 50;

/// Puts a case's or a summary's words into the index.
pub(super) fn index(
    connection: &Connection,
    lane: &LaneId,
    reference: &str,
    words: &[&str],
) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO search_rows (lane) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([&lane.0[..]])?;
    let row: i64 = connection
        .prepare_cached("SELECT id FROM search_rows WHERE lane = ?1")?
        .query_row([&lane.0[..]], |row| row.get(0))?;
    let mut text = format!("{reference} {}", reference.replace('-', ""));
    for part in words {
        text.push('\n');
        text.push_str(part);
    }
    let known: Option<String> = connection
        .prepare_cached("SELECT words FROM search WHERE rowid = ?1")?
        .query_row([row], |row| row.get(0))
        .optional()?;
    if known.as_ref() != Some(&text) {
        connection
            .prepare_cached("INSERT OR REPLACE INTO search (rowid, words) VALUES (?1, ?2)")?
            .execute(params![row, text])?;
    }
    Ok(())
}

/// Takes a lane out of the index.
pub(super) fn forget(connection: &Connection, lane: &LaneId) -> Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM search WHERE rowid = (SELECT id FROM search_rows WHERE lane = ?1)",
        )?
        .execute([&lane.0[..]])?;
    connection
        .prepare_cached("DELETE FROM search_rows WHERE lane = ?1")?
        .execute([&lane.0[..]])?;
    Ok(())
}

/// What a person typed, as a question to FTS5: every word must be there, the last one may go on.
/// `None` if there is no word in it.
pub(super) fn question(text: &str) -> Option<String> {
    let mut words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\""))
        .collect();
    words.truncate(12);
    let last = words.last_mut()?;
    last.push('*');
    Some(words.join(" "))
}

/// Searches.
pub(super) fn find(context: &Context<'_>, text: &str) -> Result<Found> {
    let Some(question) = question(text) else {
        return Ok(Found::default());
    };
    Ok(Found {
        cases: queue::found(context, &question, MOST)?,
        published: published::found(context, &question, MOST)?,
    })
}

#[cfg(test)]
mod tests {
    use super::question;

    #[test]
    fn what_is_typed_is_words_and_nothing_else() {
        assert_eq!(question("  ").as_deref(), None);
        assert_eq!(
            question("gutter scho").as_deref(),
            Some("\"gutter\" \"scho\"*")
        );
        assert_eq!(
            question("4F7K-29PM\" OR *").as_deref(),
            Some("\"4F7K\" \"29PM\" \"OR\"*")
        );
    }
}
