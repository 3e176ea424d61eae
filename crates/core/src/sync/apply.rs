//! Takes in what the hub sent: everything is verified here before anything is shown.

mod registry;

use super::{
    ADMINISTRATOR, CLOCK_OFFSET, CLOCK_TOLERANCE, DICTIONARY, EPOCH, Exchange, HUB, LAST_CONTACT,
    PACK, RESTORING, returns,
};
use crate::sync::{kept::Kept, known::Held};
use crate::{
    Error, complaints,
    context::Context,
    db::settings,
    document::{self, Stored, lane},
    error::Result,
    forget, identity, media, outbox, pack, room,
};
use durbar_api as api;
use durbar_sync::{
    BlobId, LaneId, PublicKey, chunk,
    engine::{Input, Write},
    header::{Header, Writer},
    link,
    packed::Unread,
    sign::{self, SignedReceipt},
    wire::{
        BlobKind, Body, End, Feed, HubHello, LaneRecord, MAX_LINKS, Record, Refusal, ReplyFrame,
        SignedManifest,
    },
};
use rusqlite::params;
use std::{borrow::Cow, rc::Rc};

/// Applies one of the engine's writes.
///
/// # Errors
/// The database refused, or the hub is not the one that this device knows: nothing is kept.
pub(super) fn write(
    context: &mut Context<'_>,
    exchange: &mut Exchange,
    write: Write,
) -> Result<()> {
    let connection = context.connection;
    match write {
        Write::Frame(frame) => apply_frame(context, exchange, frame)?,
        Write::BlobBytes {
            blob,
            offset,
            bytes,
        } => {
            media::arrived(connection, &blob, offset, &bytes)?;
        }
        Write::BlobEnd(blob) => {
            if media::complete(connection, &blob)? {
                context.changed.blobs.push(api::BlobId(blob.to_string()));
                use_new_pack(context)?;
            } else {
                context.signals.extend(media::want(connection, &blob)?);
            }
        }
        Write::BlobMissing(blob) => media::missing(connection, &blob)?,
        Write::Uploaded { blob, have } => {
            for lane in media::hub_has(connection, &blob, have)? {
                room::touched(context, &lane)?;
            }
        }
        Write::Malformed => settings::remove(connection, DICTIONARY)?,
        Write::HubTime(time) => {
            let offset = time.saturating_sub(context.now.0);
            let known = settings::number(connection, CLOCK_OFFSET)?.unwrap_or(0);
            let wanted = if offset.unsigned_abs() < CLOCK_TOLERANCE.unsigned_abs() {
                0
            } else {
                offset
            };
            let moved = wanted.abs_diff(known) >= CLOCK_TOLERANCE.unsigned_abs();
            if moved || (wanted == 0 && known != 0) {
                settings::set_number(connection, CLOCK_OFFSET, wanted)?;
            }
        }
    }
    Ok(())
}

fn apply_frame(
    context: &mut Context<'_>,
    exchange: &mut Exchange,
    frame: ReplyFrame,
) -> Result<()> {
    let connection = context.connection;
    match frame {
        ReplyFrame::Hello(hello) => apply_hello(context, exchange, &hello),
        ReplyFrame::Ack(receipt) => apply_receipt(context, &receipt),
        ReplyFrame::Stored(packed) => {
            let epoch = settings::number(connection, EPOCH)?.map(i64::cast_unsigned);
            let receipt = exchange
                .sent
                .get(&packed.frame)
                .zip(epoch)
                .and_then(|(sent, epoch)| packed.unpack(sent, epoch));
            match receipt {
                Some(receipt) => apply_receipt(context, &receipt),
                // Not a receipt of ours: the lane goes on waiting.
                None => Ok(()),
            }
        }
        ReplyFrame::Unread(frame) => {
            if let Some(sent) = exchange.sent.get(&frame) {
                outbox::send_whole(connection, &sent.lane)?;
                context.send();
            }
            Ok(())
        }
        ReplyFrame::Packed(packed) => match packed.unpack(&Held(connection)) {
            Ok(record) => apply_record(context, exchange, record),
            Err(Unread::Storage(error)) => Err(error),
            Err(Unread::Unknown | Unread::Damaged) => Err(Error::Unread),
        },
        ReplyFrame::Refused { lane, code } => {
            if code == Refusal::ActorFork {
                // This lane stays aside, with all its words, until what the hub has of it is here
                // and these can be written again; others go on.
                identity::renew_install(connection, context.rng)?;
                read_own_again(context, exchange)?;
            }
            outbox::not_taken(connection, &lane, code, context.now)?;
            room::touched(context, &lane)
        }
        ReplyFrame::LinkRefused(offer) => {
            identity::links::refuse(connection, &offer)?;
            context.changed.identity = true;
            room::rebuild(context)
        }
        ReplyFrame::Revoked(signed) => {
            let me = identity::me(connection)?;
            if signed.verify().is_some_and(|said| said.device == me) {
                identity::links::revoked(context, &signed)?;
                forget::what_the_hub_has(context)?;
            }
            Ok(())
        }
        ReplyFrame::GrantRefused(invitation) => {
            identity::refuse(connection, &invitation)?;
            context.changed.identity = true;
            Ok(())
        }
        ReplyFrame::Wanted { blob, offset } => {
            for lane in media::hub_has(connection, &blob, offset)? {
                room::touched(context, &lane)?;
            }
            if let Some((kind, length)) = media::here(connection, &blob)? {
                context
                    .signals
                    .push(Input::Upload(blob, kind, offset, length));
                exchange.giving.wanted.push(blob);
            }
            Ok(())
        }
        ReplyFrame::NotReturned { index, code } => {
            exchange.giving.refused.insert(index, code);
            Ok(())
        }
        ReplyFrame::Record(record) => apply_record(context, exchange, record),
        ReplyFrame::End(end) => apply_end(context, exchange, &end),
    }
}

fn apply_hello(context: &mut Context<'_>, exchange: &mut Exchange, hello: &HubHello) -> Result<()> {
    let connection = context.connection;
    let known = settings::get(connection, HUB)?;
    if known.is_some_and(|known| known != hello.hub.0) {
        return Err(Error::Stored("hub key: another hub answered"));
    }
    settings::set(connection, HUB, &hello.hub.0)?;
    settings::set(connection, ADMINISTRATOR, &hello.administrator.0)?;
    settings::set(connection, PACK, hello.pack.as_bytes())?;
    settings::set_number(connection, DICTIONARY, hello.dictionary.into())?;
    let epoch = hello.epoch.cast_signed();
    let before = settings::number(connection, EPOCH)?;
    settings::set_number(connection, EPOCH, epoch)?;
    if before.is_some_and(|before| before != epoch) {
        // The hub was put back: read what it has anew, offer it what it lacks. The end of this
        // reply repeats numbers of the log that is lost.
        let feeds = std::mem::take(&mut exchange.feeds);
        // Nothing of it was looked at.
        exchange.giving = returns::Giving::default();
        identity::forget_confirmations(connection)?;
        identity::links::forget_confirmations(connection)?;
        Kept::told(feeds, hello.kept.as_ref()).apply(connection, context.now)?;
        // Roles, links and revocations that the hub still has do not come again.
        for body in returns::kept(connection)? {
            let _: Accepted = apply_body(context, &body)?;
        }
        returns::begin(connection)?;
        context.send();
    }
    Ok(())
}

fn apply_receipt(context: &mut Context<'_>, signed: &SignedReceipt) -> Result<()> {
    let connection = context.connection;
    let hub = hub(context)?;
    let receipt = &signed.receipt;
    let epoch = settings::number(connection, EPOCH)?.map(i64::cast_unsigned);
    if !signed.verify(&hub) || epoch != Some(receipt.epoch) {
        // Not a receipt: the lane goes on waiting.
        return Ok(());
    }
    if lane::get(connection, &receipt.lane)?.is_none() {
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO receipts (lane, issued, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            &receipt.lane.0[..],
            receipt.issued,
            postcard::to_stdvec(signed)?
        ])?;
    document::acknowledge(connection, &receipt.lane, &receipt.heads, receipt.received)?;
    media::receipted(connection, &receipt.lane, &receipt.blobs)?;
    outbox::settle(connection, &receipt.lane)?;
    room::project(context, &receipt.lane)
}

fn apply_end(context: &mut Context<'_>, exchange: &Exchange, end: &End) -> Result<()> {
    for (feed, sequence) in exchange.feeds.iter().zip(&end.cursors) {
        advance(context.connection, feed, *sequence)?;
    }
    if exchange.own && !end.more {
        settings::remove(context.connection, RESTORING)?;
    }
    if !end.more && !exchange.own {
        complaints::settle(context)?;
    }
    returns::ended(context, &exchange.giving, !end.more)?;
    forget::if_left(context)?;
    settings::set_number(context.connection, LAST_CONTACT, context.now.0)?;
    if exchange.more {
        context.send();
    }
    let waiting = outbox::is_waiting(context.connection)?;
    context.signals.push(Input::Waiting(waiting));
    Ok(())
}

/// Has the next exchange read from their start the feeds in which this device writes, its own
/// records included: another install writes with its key.
fn read_own_again(context: &mut Context<'_>, exchange: &mut Exchange) -> Result<()> {
    for feed in &exchange.feeds {
        if matches!(feed, Feed::Person(_) | Feed::Department(_)) {
            context.connection.execute(
                "DELETE FROM cursors WHERE feed = ?1",
                [postcard::to_stdvec(feed)?],
            )?;
        }
    }
    // The end of this reply would put them back.
    exchange.feeds.clear();
    super::ask_for_own(context.connection)?;
    context.send();
    Ok(())
}

/// Notes up to which number a feed was read.
pub(super) fn advance(connection: &rusqlite::Connection, feed: &Feed, sequence: u64) -> Result<()> {
    let sequence = i64::try_from(sequence).map_err(|_| Error::Stored("sequence"))?;
    connection
        .prepare_cached(
            "INSERT INTO cursors (feed, sequence) VALUES (?1, ?2)
             ON CONFLICT (feed) DO UPDATE SET sequence = max(sequence, excluded.sequence)",
        )?
        .execute(params![postcard::to_stdvec(feed)?, sequence])?;
    Ok(())
}

/// Applies a record whole or not at all: one that cannot be taken holds up no other.
fn apply_record(context: &mut Context<'_>, exchange: &Exchange, record: Record) -> Result<()> {
    let Some(feed) = exchange.feeds.get(usize::from(record.feed)).cloned() else {
        return Ok(());
    };
    let connection = context.connection;
    let (changed, signals) = (context.changed.clone(), context.signals.len());
    connection.execute_batch("SAVEPOINT record")?;
    let accepted = match take(context, &feed, &record) {
        Err(Error::Database(error)) => return Err(error.into()),
        Err(error) if error.is_damage() => return Err(error),
        Err(Error::Document(reason)) => Err(Cow::Owned(reason)),
        Err(_) => Err(Cow::Borrowed("cannot be applied")),
        Ok(accepted) => accepted.map_err(Cow::Borrowed),
    };
    match accepted {
        Ok(()) => connection.execute_batch("RELEASE record")?,
        Err(reason) => {
            connection.execute_batch("ROLLBACK TO record; RELEASE record")?;
            context.changed = changed;
            context.signals.truncate(signals);
            let sequence = i64::try_from(record.sequence).map_err(|_| Error::Stored("sequence"))?;
            connection.execute(
                "INSERT INTO rejected_records (feed, sequence, reason) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO NOTHING",
                params![postcard::to_stdvec(&feed)?, sequence, reason],
            )?;
        }
    }
    advance(context.connection, &feed, record.sequence)
}

fn take(context: &mut Context<'_>, feed: &Feed, record: &Record) -> Result<Accepted> {
    let accepted = apply_body(context, &record.body)?;
    if accepted.is_ok() {
        returns::note(context, feed, record)?;
    }
    Ok(accepted)
}

fn apply_body(context: &mut Context<'_>, body: &Body) -> Result<Accepted> {
    match body {
        Body::Lane(record) => apply_lane(context, record),
        Body::Grant(grant) => registry::grant(context, grant),
        Body::Manifest(manifest) => apply_manifest(context, manifest),
        Body::Link(link) => match link.verify() {
            Some(linked) => {
                identity::links::confirm(context, link, &linked)?;
                // What was somebody else's may be this person's now.
                room::rebuild(context)?;
                Ok(Ok(()))
            }
            None => Ok(Err("link not signed")),
        },
        Body::Revocation(signed) => match signed.verify() {
            Some(_) => {
                identity::links::revoked(context, signed)?;
                Ok(Ok(()))
            }
            None => Ok(Err("revocation not signed")),
        },
        Body::Ending(signed) => registry::ending(context, signed),
    }
}

/// Whether a record was taken, and if not, why.
type Accepted = std::result::Result<(), &'static str>;

fn apply_manifest(context: &mut Context<'_>, signed: &SignedManifest) -> Result<Accepted> {
    let connection = context.connection;
    let Some(administrator) = identity::administrator(connection)? else {
        return Ok(Err("no administrator known"));
    };
    let Some(manifest) = signed.verify(&administrator) else {
        return Ok(Err("manifest not signed"));
    };
    if settings::text(connection, PACK)? != Some(manifest.pack.clone()) {
        return Ok(Err("pack of another municipality"));
    }
    let wanted = pack::store::announce(connection, signed, &manifest)?;
    context.signals.extend(wanted);
    use_new_pack(context)?;
    Ok(Ok(()))
}

/// Deadlines and departments may differ in a new pack: the tables are made anew.
fn use_new_pack(context: &mut Context<'_>) -> Result<()> {
    if pack::store::activate(context.connection)? {
        context.pack = pack::store::load(context.connection)?.map(Rc::new);
        context.changed.pack = true;
        room::rebuild(context)?;
    }
    Ok(())
}

fn apply_lane(context: &mut Context<'_>, record: &LaneRecord) -> Result<Accepted> {
    let connection = context.connection;
    let known = lane::get(connection, &record.lane)?;
    let header = match (&known, &record.header) {
        (Some(known), _) => known.header.clone(),
        (None, Some(signed)) if signed.lane() == record.lane => match signed.verify() {
            Ok(header) => header,
            Err(_) => return Ok(Err("header does not verify")),
        },
        _ => return Ok(Err("lane without a header")),
    };
    if let Err(reason) = check_lane(context, record, &header)? {
        return Ok(Err(reason));
    }
    if let (None, Some(signed)) = (&known, &record.header) {
        lane::insert(connection, &record.lane, &header, signed)?;
        connection.execute(
            "UPDATE lanes SET acknowledged = 1 WHERE lane = ?1",
            [&record.lane.0[..]],
        )?;
    }
    connection.execute(
        "UPDATE lanes SET received = coalesce(received, ?2) WHERE lane = ?1",
        params![&record.lane.0[..], record.received],
    )?;
    let own = record.author == identity::me(connection)?;
    let mut document = document::load(connection, &record.lane)?;
    for change in &record.changes {
        let parsed = document::parse(&change.0)?;
        if document.get_change_meta_by_hash(&parsed.hash()).is_some() {
            continue;
        }
        if own && document::rebase::is_forked(&document, &parsed) {
            identity::renew_install(connection, context.rng)?;
            document::rebase::make_room(connection, &record.lane, &parsed)?;
            outbox::queue(connection, &record.lane, context.now)?;
            context.signals.push(Input::LocalChange);
            document = document::load(connection, &record.lane)?;
        }
        document::vet::apply(&mut document, parsed)?;
        let stored = Stored {
            bytes: &change.0,
            author: record.author,
            own,
            received: Some(record.received),
        };
        document::insert(connection, &record.lane, &stored, true)?;
    }
    let freed = outbox::free(connection, &record.lane)?;
    if freed {
        context.send();
    }
    for offer in &record.blobs {
        media::link(connection, &record.lane, offer, own, true)?;
        if offer.kind == BlobKind::Thumbnail {
            context
                .signals
                .extend(media::want(connection, &offer.blob)?);
        }
    }
    room::project(context, &record.lane)?;
    Ok(Ok(()))
}

/// Checks a record as the hub should have: author, role, signature, form.
fn check_lane(context: &Context<'_>, record: &LaneRecord, header: &Header) -> Result<Accepted> {
    let connection = context.connection;
    let allowed = match &header.writer {
        Writer::Person(person) => {
            link::chain(&record.author, person, &record.links).is_some()
                && record.links.len() <= MAX_LINKS
        }
        Writer::Department(department) => {
            identity::holder(connection, &record.author, department, record.received)?.is_some()
        }
    };
    if !allowed {
        return Ok(Err("author does not hold the role"));
    }
    let blobs: Vec<BlobId> = record.blobs.iter().map(|offer| offer.blob).collect();
    let statement = sign::heads_statement(&record.lane, &record.heads, &blobs);
    if !sign::verify(&record.author, sign::HEADS, &statement, &record.signature) {
        return Ok(Err("heads not signed"));
    }
    let infos: std::result::Result<Vec<_>, _> = record
        .changes
        .iter()
        .map(|change| chunk::inspect(&change.0))
        .collect();
    match infos {
        Ok(infos) if !chunk::within_bounds(&infos) => Ok(Err("too many operations")),
        Ok(infos) if infos.is_empty() || chunk::tips(&infos) == record.heads => Ok(Ok(())),
        Ok(_) => Ok(Err("heads are not those of the changes")),
        Err(_) => Ok(Err("a change that cannot be taken")),
    }
}

fn hub(context: &Context<'_>) -> Result<PublicKey> {
    settings::get(context.connection, HUB)?
        .and_then(|key| PublicKey::try_from(key.as_slice()).ok())
        .ok_or(Error::Stored("hub key"))
}

/// Receipts of a lane, verified when they came, oldest first.
pub(crate) fn receipts(
    connection: &rusqlite::Connection,
    lane: &LaneId,
) -> Result<Vec<SignedReceipt>> {
    let mut statement = connection
        .prepare_cached("SELECT bytes FROM receipts WHERE lane = ?1 ORDER BY issued, bytes")?;
    let rows = statement.query_map([&lane.0[..]], |row| row.get::<_, Vec<u8>>(0))?;
    rows.map(|row| postcard::from_bytes(&row?).map_err(|_| Error::Stored("receipt")))
        .collect()
}
