//! Following a ward, a category or one complaint: which public feeds come to this device.

use super::{parse, wards_around};
use crate::{
    Error,
    complaints::{draft, lanes, table},
    context::Context,
    document::lane,
    error::Result,
    pack::Loaded,
};
use durbar_api::complaints::{PublishedId, Topic};
use rusqlite::{Connection, OptionalExtension};

/// The feed's topic of something that is followed.
fn topic(connection: &Connection, topic: &Topic) -> Result<String> {
    Ok(match topic {
        Topic::Ward(ward) => lanes::topic_of_ward(ward),
        Topic::Category(category) => lanes::topic_of_category(category),
        Topic::Published(id) => {
            let lane = lane::get(connection, &parse(id)?)?.ok_or_else(Error::not_found)?;
            lanes::own_topic(&lane.header)
                .map(str::to_owned)
                .ok_or_else(Error::not_found)?
        }
    })
}

/// Follows a topic or stops.
pub(in crate::complaints) fn follow(
    context: &mut Context<'_>,
    what: &Topic,
    following: bool,
) -> Result<()> {
    let connection = context.connection;
    let topic = topic(connection, what)?;
    let changed = if following {
        // What is there already is no news.
        if let Topic::Published(id) = what {
            connection.execute(
                "INSERT INTO complaints_seen (lane, until)
                 SELECT lane, changed_at FROM published WHERE lane = ?1
                 ON CONFLICT (lane) DO NOTHING",
                [&parse(id)?.0[..]],
            )?;
        }
        connection.execute(
            "INSERT INTO follows (topic) VALUES (?1) ON CONFLICT DO NOTHING",
            [&topic],
        )?
    } else {
        connection.execute("DELETE FROM follows WHERE topic = ?1", [&topic])?
    };
    if changed > 0 {
        context.changed.published = true;
        context.send();
    }
    Ok(())
}

/// The public feeds that this device asks for: those that it follows, and those of the wards around
/// a report that is being written, so that what was told there already is seen before it is filed.
pub(crate) fn feeds(connection: &Connection, pack: Option<&Loaded>) -> Result<Vec<String>> {
    let mut feeds = topics(connection)?;
    for place in draft::places(connection)? {
        for ward in wards_around(pack, &place) {
            let topic = lanes::topic_of_ward(&ward);
            if !feeds.contains(&topic) {
                feeds.push(topic);
            }
        }
    }
    Ok(feeds)
}

/// The public feeds that this device follows.
pub(crate) fn topics(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT topic FROM follows ORDER BY topic")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What is followed here.
pub(in crate::complaints) fn list(context: &Context<'_>) -> Result<Vec<Topic>> {
    let mut followed = Vec::new();
    for topic in topics(context.connection)? {
        if let Some(ward) = topic.strip_prefix("ward-") {
            followed.push(Topic::Ward(ward.to_owned()));
        } else if let Some(category) = topic.strip_prefix("category-") {
            followed.push(Topic::Category(category.to_owned()));
        } else {
            let lane: Option<Vec<u8>> = context
                .connection
                .query_row(
                    "SELECT lane FROM published WHERE topic = ?1",
                    [&topic],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(lane) = lane {
                let id = table::lane_id(&lane)?.to_string();
                followed.push(Topic::Published(PublishedId(id)));
            }
        }
    }
    Ok(followed)
}
