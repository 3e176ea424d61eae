//! Records, headers and changes: every signature and every head, from the bytes.

use super::{Kind, Report, id};
use crate::{
    error::Error,
    folder::Folder,
    store::sql::{Connection, values},
};
use durbar_sync::{
    ChangeHash, LaneId, PublicKey, Signature, chunk,
    header::SignedHeader,
    sign,
    wire::{Body, LaneRecord},
};
use std::ops::ControlFlow;

pub(super) fn look(
    connection: &Connection,
    folder: &Folder,
    report: &mut Report,
) -> Result<(), Error> {
    // A key that cannot be read was told already.
    let administrator = folder.admin_keys().ok().map(|keys| keys.public());
    let mut after = (String::new(), 0);
    loop {
        let page = page(connection, &after)?;
        let Some(last) = page.last() else { break };
        after = (last.home.clone(), last.sequence);
        for stored in page {
            report.records += 1;
            let wrong = match postcard::from_bytes(&stored.body) {
                Err(_) => Some("it cannot be read"),
                Ok(Body::Lane(record)) => {
                    let is_filed = stored.lane.as_deref() == Some(&record.lane.0)
                        && stored.author.as_deref() == Some(&record.author.0);
                    if is_filed {
                        of_lane(connection, &record, stored.sequence, report)?
                    } else {
                        Some("it is filed under another lane or author")
                    }
                }
                Ok(other) => other_body(&other, administrator.as_ref()),
            };
            if let Some(wrong) = wrong {
                let (home, sequence) = (&stored.home, stored.sequence);
                report.find(Kind::Record, format!("{home} {sequence}: {wrong}"));
            }
        }
    }
    headers(connection, report)?;
    actors(connection, report)
}

/// A row of the records.
struct Stored {
    home: String,
    sequence: i64,
    lane: Option<Vec<u8>>,
    author: Option<Vec<u8>>,
    body: Vec<u8>,
}

/// The next rows.
fn page(connection: &Connection, (home, sequence): &(String, i64)) -> Result<Vec<Stored>, Error> {
    connection.rows(
        "SELECT home, sequence, lane, author, body FROM records
         WHERE (home, sequence) > (?1, ?2) ORDER BY home, sequence LIMIT 64",
        values![home, *sequence],
        |row| {
            Ok(Stored {
                home: row.get(0)?,
                sequence: row.get(1)?,
                lane: row.get(2)?,
                author: row.get(3)?,
                body: row.get(4)?,
            })
        },
    )
}

fn of_lane(
    connection: &Connection,
    record: &LaneRecord,
    sequence: i64,
    report: &mut Report,
) -> Result<Option<&'static str>, Error> {
    let blobs: Vec<_> = record.blobs.iter().map(|offer| offer.blob).collect();
    let statement = sign::heads_statement(&record.lane, &record.heads, &blobs);
    if !sign::verify(&record.author, sign::HEADS, &statement, &record.signature) {
        return Ok(Some("its author's signature does not hold"));
    }
    let mut infos = Vec::new();
    for change in &record.changes {
        let Ok(info) = chunk::inspect(&change.0) else {
            return Ok(Some("one of its changes is damaged"));
        };
        let noted: Option<i64> = connection.row(
            "SELECT record FROM changes WHERE lane = ?1 AND hash = ?2",
            values![&record.lane, &info.hash],
            |row| row.get(0),
        )?;
        if noted.is_none_or(|noted| noted > sequence) {
            let what = format!("{}: change {} is not noted", record.lane, id(&info.hash.0));
            report.find(Kind::Change, what);
        }
        infos.push(info);
    }
    if chunk::tips(&infos) != record.heads {
        return Ok(Some("its heads are not those of its changes"));
    }
    if record.links.iter().any(|link| link.verify().is_none()) {
        return Ok(Some("a link that it rests on does not hold"));
    }
    Ok(None)
}

fn other_body(body: &Body, administrator: Option<&PublicKey>) -> Option<&'static str> {
    let holds = match (body, administrator) {
        (Body::Lane(_), _) => true,
        (Body::Grant(grant), Some(key)) => grant.verify(key).is_some(),
        (Body::Manifest(manifest), Some(key)) => manifest.verify(key).is_some(),
        (Body::Ending(ending), Some(key)) => ending.verify(key).is_some(),
        (Body::Grant(_) | Body::Manifest(_) | Body::Ending(_), None) => true,
        (Body::Link(link), _) => link.verify().is_some(),
        (Body::Revocation(signed), _) => signed.verify().is_some(),
    };
    (!holds).then_some("its signature does not hold")
}

fn headers(connection: &Connection, report: &mut Report) -> Result<(), Error> {
    connection.each("SELECT lane, header, signature FROM lanes", &[], |row| {
        let lane: LaneId = row.get(0)?;
        let header = SignedHeader {
            bytes: row.get(1)?,
            signature: row.get::<Option<[u8; 64]>>(2)?.map(Signature),
        };
        if header.lane() != lane || header.verify().is_err() {
            report.find(Kind::Record, format!("{lane}: its header does not hold"));
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// An actor's changes are numbered from 1, and each has its record.
fn actors(connection: &Connection, report: &mut Report) -> Result<(), Error> {
    let actors: Vec<(LaneId, i64, i64)> = connection.rows(
        "SELECT lane, count(*), max(seq) FROM changes
         GROUP BY lane, actor HAVING min(seq) != 1 OR max(seq) != count(*)",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    for (lane, count, most) in actors {
        let what = format!("{lane}: an actor has {count} changes, numbered up to {most}");
        report.find(Kind::Change, what);
    }
    let lost: Vec<(LaneId, ChangeHash)> = connection.rows(
        "SELECT changes.lane, changes.hash FROM changes
         JOIN lanes ON lanes.lane = changes.lane
         WHERE NOT EXISTS (SELECT 1 FROM records
            WHERE records.home = lanes.home AND records.sequence = changes.record)",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (lane, hash) in lost {
        report.find(
            Kind::Change,
            format!("{lane}: change {} has no record", id(&hash.0)),
        );
    }
    Ok(())
}
