//! Feeds: numbers without gaps, and every entry's record there.

use super::{Kind, Report};
use crate::{
    error::Error,
    store::sql::{Connection, values},
};

pub(super) fn look(connection: &Connection, report: &mut Report) -> Result<(), Error> {
    let feeds: Vec<(String, [i64; 4])> = connection.rows(
        "SELECT feeds.feed, feeds.last, count(entries.sequence),
                coalesce(min(entries.sequence), 1), coalesce(max(entries.sequence), 0)
         FROM feeds LEFT JOIN entries ON entries.feed = feeds.feed
         GROUP BY feeds.feed, feeds.last ORDER BY feeds.feed",
        &[],
        |row| {
            let figures = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
            Ok((row.get(0)?, figures))
        },
    )?;
    for (feed, [last, count, least, most]) in feeds {
        report.feeds += 1;
        if least != 1 || most != last || count != last {
            let missing = gaps(connection, &feed, last)?;
            report.find(
                Kind::Feed,
                format!("{feed}: of 1 to {last} there is no {missing}"),
            );
        }
    }
    lost(
        connection,
        "SELECT feed, sequence FROM entries
         WHERE NOT EXISTS (SELECT 1 FROM feeds WHERE feeds.feed = entries.feed)",
        "there is no such feed",
        report,
    )?;
    lost(
        connection,
        "SELECT feed, sequence FROM entries WHERE NOT EXISTS
            (SELECT 1 FROM records WHERE records.home = entries.home
             AND records.sequence = entries.home_sequence)",
        "its record is not there",
        report,
    )?;
    lost(
        connection,
        "SELECT home, sequence FROM records WHERE NOT EXISTS
            (SELECT 1 FROM entries WHERE entries.feed = records.home
             AND entries.sequence = records.sequence
             AND entries.home = records.home AND entries.home_sequence = records.sequence)",
        "the record is in no feed",
        report,
    )?;
    lost(
        connection,
        "SELECT feed, first FROM lane_feeds WHERE NOT EXISTS
            (SELECT 1 FROM entries WHERE entries.feed = lane_feeds.feed
             AND entries.sequence = lane_feeds.first)",
        "a lane begins here, and there is no entry",
        report,
    )?;
    if let Connection::Postgres(_) = connection {
        lost(
            connection,
            "SELECT entries.feed, entries.sequence FROM entries
             JOIN records ON records.home = entries.home
                AND records.sequence = entries.home_sequence
             WHERE entries.body != records.body
                OR entries.lane IS DISTINCT FROM records.lane
                OR entries.author IS DISTINCT FROM records.author",
            "it carries another record than its own",
            report,
        )?;
        lost(
            connection,
            "SELECT entries.feed, entries.sequence FROM entries
             LEFT JOIN lane_feeds ON lane_feeds.feed = entries.feed
                AND lane_feeds.lane = entries.lane AND lane_feeds.first = entries.sequence
             WHERE entries.is_first != (lane_feeds.first IS NOT NULL)",
            "it is not known as the first of its lane, or it is not",
            report,
        )?;
    }
    Ok(())
}

/// The numbers that are missing, or the first of them.
fn gaps(connection: &Connection, feed: &str, last: i64) -> Result<String, Error> {
    const MOST: usize = 10;
    let there: Vec<i64> = connection.rows(
        "SELECT sequence FROM entries WHERE feed = ?1 ORDER BY sequence",
        values![feed],
        |row| row.get(0),
    )?;
    let mut missing = Vec::new();
    let mut next = 1;
    for sequence in there {
        missing.extend((next..sequence).take(MOST + 1 - missing.len().min(MOST)));
        next = sequence + 1;
        if missing.len() > MOST {
            break;
        }
    }
    if missing.len() <= MOST {
        missing.extend((next..=last).take(MOST + 1 - missing.len()));
    }
    let shown: Vec<_> = missing.iter().take(MOST).map(i64::to_string).collect();
    let more = if missing.len() > MOST {
        " and more"
    } else {
        ""
    };
    Ok(match shown.is_empty() {
        // Numbers beyond the last one.
        true => format!("{}, but there are more", last + 1),
        false => shown.join(", ") + more,
    })
}

fn lost(
    connection: &Connection,
    statement: &'static str,
    what: &str,
    report: &mut Report,
) -> Result<(), Error> {
    let lost: Vec<(String, i64)> =
        connection.rows(statement, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (feed, number) in lost {
        report.find(Kind::Feed, format!("{feed} {number}: {what}"));
    }
    Ok(())
}
