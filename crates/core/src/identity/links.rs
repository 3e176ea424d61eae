//! The devices of a person: who acts for whom, on this device's knowledge.
//!
//! See [`durbar_sync::link`] for what a link says. This device acts for every person to whom a
//! chain of links leads; it follows their feeds and writes in their lanes.

use crate::{Error, context::Context, error::Result, identity, keep::Kept};
use base64ct::{Base64UrlUnpadded, Encoding};
use durbar_api::{
    ApiError, CaseId, ErrorCode, Timestamp,
    identity::{Device, DeviceState, LinkOffer, Recovery},
};
use durbar_sync::{
    LaneId, PublicKey,
    link::{Link, Linked, SignedOffer, SignedRevocation},
    sign::Keys,
};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, VecDeque};

pub(crate) const SCHEMA: &str = "
-- Links that concern this device's person.
CREATE TABLE links (
    offer BLOB PRIMARY KEY,
    person BLOB NOT NULL,
    device BLOB NOT NULL,
    mutual INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    at INTEGER NOT NULL,
    -- waiting, confirmed or refused
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Devices that act for nobody any more.
CREATE TABLE revocations (
    device BLOB PRIMARY KEY,
    bytes BLOB NOT NULL,
    -- waiting or confirmed
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Secrets of persons other than the device's own: of a recovery sheet, of a case taken in.
CREATE TABLE person_keys (
    person BLOB PRIMARY KEY,
    seed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Tables of this room that belong to the person.
pub(crate) const PERSONAL: &[&str] = &["links", "revocations", "person_keys"];

/// What of this room exists nowhere else.
pub(crate) const KEPT: &[Kept] = &[
    Kept::all("person_keys", "person"),
    Kept::all("links", "offer"),
    Kept::all("revocations", "device"),
];

/// How long an offer to a second device stands, in milliseconds.
const OFFER_TIME: i64 = 15 * 60 * 1000;
/// Marks of the codes' kinds, behind `#`.
const LINK_CODE: char = 'l';
const RECOVERY_CODE: char = 'p';
const FOLLOW_CODE: char = 'f';
/// Where codes lead on the web.
pub(crate) const CODE_PATH: &str = "/code";

struct Edge {
    linked: Linked,
    link: Link,
}

fn edges(connection: &Connection) -> Result<Vec<Edge>> {
    let mut statement =
        connection.prepare_cached("SELECT bytes FROM links WHERE state <> 'refused'")?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    let mut edges = Vec::new();
    for row in rows {
        let link: Link = postcard::from_bytes(&row?).map_err(|_| Error::Stored("link"))?;
        // Verified before it was kept; this is asked for every row of every list.
        let linked = link.read().ok_or(Error::Stored("link"))?;
        edges.push(Edge { linked, link });
    }
    Ok(edges)
}

fn is_revoked(connection: &Connection, device: &PublicKey) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM revocations WHERE device = ?1)")?
        .query_row([&device.0[..]], |row| row.get(0))?)
}

/// Everybody for whom a device acts, itself first, each with the links that lead there.
fn reach(connection: &Connection, device: PublicKey) -> Result<Vec<(PublicKey, Vec<Link>)>> {
    let edges = edges(connection)?;
    let mut known = BTreeMap::from([(device, Vec::new())]);
    let mut reached = vec![(device, Vec::new())];
    let mut ahead = VecDeque::from([device]);
    while let Some(at) = ahead.pop_front() {
        let way: Vec<Link> = known.get(&at).cloned().unwrap_or_default();
        // A revoked device acts for nobody; who acts for its person still does.
        if way.len() == durbar_sync::wire::MAX_LINKS || is_revoked(connection, &at)? {
            continue;
        }
        for edge in &edges {
            let Some(person) = edge.linked.person_of(&at) else {
                continue;
            };
            if known.contains_key(&person) {
                continue;
            }
            let mut longer = way.clone();
            longer.push(edge.link.clone());
            known.insert(person, longer.clone());
            reached.push((person, longer));
            ahead.push_back(person);
        }
    }
    Ok(reached)
}

/// Everybody for whom this device acts, itself first.
pub(crate) fn persons(connection: &Connection) -> Result<Vec<PublicKey>> {
    let me = identity::me(connection)?;
    let links: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM links)")?
        .query_row([], |row| row.get(0))?;
    if !links {
        return Ok(vec![me]);
    }
    Ok(reach(connection, me)?
        .into_iter()
        .map(|(person, _)| person)
        .collect())
}

/// The links from this device to a person; empty for itself, `None` if it does not act for them.
pub(crate) fn chain_to(connection: &Connection, person: &PublicKey) -> Result<Option<Vec<Link>>> {
    let me = identity::me(connection)?;
    if *person == me {
        return Ok(Some(Vec::new()));
    }
    Ok(reach(connection, me)?
        .into_iter()
        .find(|(reached, _)| reached == person)
        .map(|(_, links)| links))
}

/// Keeps a link that the hub knows.
pub(crate) fn confirm(context: &mut Context<'_>, link: &Link, linked: &Linked) -> Result<()> {
    insert(context, link, linked, "confirmed")?;
    context.connection.execute(
        "UPDATE links SET state = 'confirmed' WHERE offer = ?1 AND device = ?2",
        params![&linked.key.0[..], &linked.device.0[..]],
    )?;
    context.changed.identity = true;
    // The feeds of more people are followed from the next exchange on.
    context.send();
    Ok(())
}

fn insert(context: &Context<'_>, link: &Link, linked: &Linked, state: &str) -> Result<()> {
    context.connection.execute(
        "INSERT INTO links (offer, person, device, mutual, bytes, at, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (offer) DO NOTHING",
        params![
            &linked.key.0[..],
            &linked.person.0[..],
            &linked.device.0[..],
            linked.mutual,
            postcard::to_stdvec(link)?,
            context.now.0,
            state,
        ],
    )?;
    Ok(())
}

/// Notes that the hub does not take a link.
pub(crate) fn refuse(connection: &Connection, offer: &PublicKey) -> Result<()> {
    connection.execute(
        "UPDATE links SET state = 'refused' WHERE offer = ?1 AND state = 'waiting'",
        [&offer.0[..]],
    )?;
    Ok(())
}

/// Takes out what a damaged file gave and what does not verify: one such row would end every look
/// at who a device acts for.
pub(crate) fn forget_unsound(connection: &Connection) -> Result<()> {
    forget_unless(connection, "links", |bytes| {
        postcard::from_bytes(bytes).is_ok_and(|link: Link| link.verify().is_some())
    })?;
    forget_unless(connection, "revocations", |bytes| {
        postcard::from_bytes(bytes).is_ok_and(|said: SignedRevocation| said.verify().is_some())
    })
}

fn forget_unless(
    connection: &Connection,
    table: &str,
    is_sound: impl Fn(&[u8]) -> bool,
) -> Result<()> {
    let all = connection
        .prepare(&format!("SELECT bytes FROM {table}"))?
        .query_map([], |row| row.get::<_, Vec<u8>>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for bytes in all.into_iter().filter(|bytes| !is_sound(bytes)) {
        connection.execute(&format!("DELETE FROM {table} WHERE bytes = ?1"), [bytes])?;
    }
    Ok(())
}

/// The hub may have lost what it once confirmed: it is offered again.
pub(crate) fn forget_confirmations(connection: &Connection) -> Result<()> {
    let me = identity::me(connection)?;
    connection.execute(
        "UPDATE links SET state = 'waiting'
         WHERE state = 'confirmed' AND (device = ?1 OR person = ?1)",
        [&me.0[..]],
    )?;
    connection.execute("UPDATE revocations SET state = 'waiting'", [])?;
    Ok(())
}

/// Links that wait for the hub.
pub(crate) fn waiting(connection: &Connection) -> Result<Vec<Link>> {
    let mut statement =
        connection.prepare_cached("SELECT bytes FROM links WHERE state = 'waiting'")?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    rows.map(|row| postcard::from_bytes(&row?).map_err(|_| Error::Stored("link")))
        .collect()
}

/// Revocations that wait for the hub.
pub(crate) fn revocations(connection: &Connection) -> Result<Vec<SignedRevocation>> {
    let me = identity::me(connection)?;
    let mut statement =
        connection.prepare_cached("SELECT bytes FROM revocations WHERE state = 'waiting'")?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    let mut waiting = Vec::new();
    for row in rows {
        let signed: SignedRevocation =
            postcard::from_bytes(&row?).map_err(|_| Error::Stored("revocation"))?;
        if signed.revocation.by == me {
            waiting.push(signed);
        }
    }
    Ok(waiting)
}

/// Keeps a revocation that the hub knows.
pub(crate) fn revoked(context: &mut Context<'_>, signed: &SignedRevocation) -> Result<()> {
    keep_revocation(context.connection, signed, "confirmed")?;
    context.changed.identity = true;
    Ok(())
}

fn keep_revocation(connection: &Connection, signed: &SignedRevocation, state: &str) -> Result<()> {
    connection.execute(
        "INSERT INTO revocations (device, bytes, state) VALUES (?1, ?2, ?3)
         ON CONFLICT (device) DO UPDATE SET state = excluded.state",
        params![
            &signed.revocation.device.0[..],
            postcard::to_stdvec(signed)?,
            state
        ],
    )?;
    Ok(())
}

/// Whether this device was revoked.
pub(crate) fn am_revoked(connection: &Connection) -> Result<bool> {
    is_revoked(connection, &identity::me(connection)?)
}

/// The devices of this person, this one first. Keys of papers are none.
pub(super) fn devices(connection: &Connection, me: &PublicKey) -> Result<Vec<Device>> {
    let device = |key: &PublicKey, linked_at, state| Device {
        id: key.to_string(),
        fingerprint: key.to_string()[..8].to_owned(),
        this: key == me,
        linked_at,
        state,
    };
    let mut found: Vec<Device> = Vec::new();
    let mut statement = connection
        .prepare("SELECT person, device, at, state, mutual FROM links ORDER BY at, offer")?;
    let mut rows = statement.query([])?;
    let mut linked = Vec::new();
    while let Some(row) = rows.next()? {
        let key = |bytes: Vec<u8>| {
            PublicKey::try_from(bytes.as_slice()).map_err(|_| Error::Stored("link"))
        };
        let (person, other) = (key(row.get(0)?)?, key(row.get(1)?)?);
        let at = Timestamp(row.get(2)?);
        let state: String = row.get(3)?;
        let mutual: bool = row.get(4)?;
        let state = match state.as_str() {
            "confirmed" => DeviceState::Linked,
            "waiting" => DeviceState::Waiting,
            _ => continue,
        };
        if mutual {
            linked.push((person, None, state));
        }
        linked.push((other, Some(at), state));
    }
    let own = linked
        .iter()
        .find(|(key, _, _)| key == me)
        .map_or((None, DeviceState::Linked), |(_, at, state)| (*at, *state));
    found.push(device(me, own.0, own.1));
    for (key, at, state) in linked {
        if !found.iter().any(|known| known.id == key.to_string()) {
            found.push(device(&key, at, state));
        }
    }
    for known in &mut found {
        let key: PublicKey = known.id.parse().map_err(|_| Error::Stored("device"))?;
        if is_revoked(connection, &key)? {
            known.state = DeviceState::Revoked;
        }
    }
    Ok(found)
}

/// What stands behind `#`: the kind, then base 64.
fn code(kind: char, bytes: &[u8]) -> String {
    format!("{kind}{}", Base64UrlUnpadded::encode_string(bytes))
}

fn read_code(kind: char, text: &str) -> Option<Vec<u8>> {
    let code = text.rsplit('#').next()?.trim();
    if code.len() > 1024 {
        return None;
    }
    Base64UrlUnpadded::decode_vec(code.strip_prefix(kind)?).ok()
}

fn unreadable(key: &str) -> Error {
    Error::from(ApiError::new(ErrorCode::Invalid, key))
}

pub(super) fn offer(context: &mut Context<'_>) -> Result<LinkOffer> {
    let keys = identity::keys(context.connection)?;
    let mut seed = [0; 32];
    context.rng.fill_bytes(&mut seed);
    let until = crate::sync::hub_time(context.connection, context.now)? + OFFER_TIME;
    let offer = SignedOffer::sign(Keys::from_seed(seed).public(), until, &keys)?;
    let secret = postcard::to_stdvec(&(seed, offer))?;
    Ok(LinkOffer {
        code: format!("{CODE_PATH}#{}", code(LINK_CODE, &secret)),
        until: Timestamp(until),
    })
}

pub(super) fn accept(context: &mut Context<'_>, text: &str) -> Result<()> {
    let refused = || unreadable("error-link-code");
    let secret = read_code(LINK_CODE, text).ok_or_else(refused)?;
    let (seed, offer): ([u8; 32], SignedOffer) =
        postcard::from_bytes(&secret).map_err(|_| refused())?;
    let said = offer.verify().ok_or_else(refused)?;
    if crate::sync::hub_time(context.connection, context.now)? >= said.until {
        return Err(unreadable("error-link-late"));
    }
    take(context, offer, &Keys::from_seed(seed), true)
}

/// Takes up an offer and queues it for the hub.
fn take(context: &mut Context<'_>, offer: SignedOffer, secret: &Keys, mutual: bool) -> Result<()> {
    let device = identity::keys(context.connection)?;
    let link = Link::accept(offer, secret, &device, mutual);
    // Not one's own offer.
    let linked = link.verify().ok_or_else(|| unreadable("error-link-own"))?;
    insert(context, &link, &linked, "waiting")?;
    crate::room::rebuild(context)?;
    context.changed.identity = true;
    context.send();
    Ok(())
}

/// Keeps the secret of a person other than this device, without acting for them.
pub(crate) fn keep_keys(connection: &Connection, person: &Keys) -> Result<()> {
    connection.execute(
        "INSERT INTO person_keys (person, seed) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        params![&person.public().0[..], &person.seed()[..]],
    )?;
    Ok(())
}

/// Acts for a person whose secret is here.
fn act_for(context: &mut Context<'_>, person: &Keys) -> Result<()> {
    keep_keys(context.connection, person)?;
    let mut seed = [0; 32];
    context.rng.fill_bytes(&mut seed);
    let secret = Keys::from_seed(seed);
    let until = crate::sync::hub_time(context.connection, context.now)? + OFFER_TIME;
    let offer = SignedOffer::sign(secret.public(), until, person)?;
    take(context, offer, &secret, false)
}

/// The keys of a person other than this device, if their secret is here.
pub(crate) fn keys_of(connection: &Connection, person: &PublicKey) -> Result<Option<Keys>> {
    let seed: Option<Vec<u8>> = connection
        .prepare_cached("SELECT seed FROM person_keys WHERE person = ?1")?
        .query_row([&person.0[..]], |row| row.get(0))
        .optional()?;
    Ok(seed
        .and_then(|seed| seed.try_into().ok())
        .map(Keys::from_seed))
}

pub(super) fn revoke(context: &mut Context<'_>, device: &str) -> Result<()> {
    let device: PublicKey = device.parse().map_err(|_| Error::not_found())?;
    let keys = identity::keys(context.connection)?;
    let mine = devices(context.connection, &keys.public())?;
    if device == keys.public() || !mine.iter().any(|known| known.id == device.to_string()) {
        return Err(Error::not_found());
    }
    let at = crate::sync::hub_time(context.connection, context.now)?;
    let signed = SignedRevocation::sign(device, at, &keys)?;
    keep_revocation(context.connection, &signed, "waiting")?;
    context.changed.identity = true;
    context.send();
    Ok(())
}

/// Crockford's base 32 with a check group: what can be read out and typed.
pub(super) fn recovery(connection: &Connection) -> Result<Recovery> {
    let seed = identity::keys(connection)?.seed();
    let mut bytes = seed.to_vec();
    bytes.extend_from_slice(&check(&seed));
    let text = base32::encode(base32::Alphabet::Crockford, &bytes);
    let words = text
        .as_bytes()
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    Ok(Recovery {
        code: format!("{CODE_PATH}#{}", code(RECOVERY_CODE, &bytes)),
        words,
    })
}

fn check(seed: &[u8]) -> [u8; 3] {
    let hash = durbar_sync::BlobId::of(seed).0;
    [hash[0], hash[1], hash[2]]
}

pub(super) fn restore(context: &mut Context<'_>, text: &str) -> Result<()> {
    let refused = || unreadable("error-recovery-code");
    let bytes = match read_code(RECOVERY_CODE, text) {
        Some(bytes) => bytes,
        None => typed(text).ok_or_else(refused)?,
    };
    let seed: [u8; 32] = bytes
        .get(..32)
        .and_then(|seed| seed.try_into().ok())
        .ok_or_else(refused)?;
    if bytes[32..] != check(&seed) {
        return Err(refused());
    }
    act_for(context, &Keys::from_seed(seed))
}

/// Groups as a person types them: what looks alike is taken for the same.
fn typed(text: &str) -> Option<Vec<u8>> {
    let letters: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        })
        .collect();
    base32::decode(base32::Alphabet::Crockford, &letters)
}

/// The code with which a person follows a case that an office took in.
pub(crate) fn follow_code(case: &LaneId, person: &Keys) -> String {
    let mut bytes = person.seed().to_vec();
    bytes.extend_from_slice(&case.0);
    format!("{CODE_PATH}#{}", code(FOLLOW_CODE, &bytes))
}

pub(super) fn follow(context: &mut Context<'_>, text: &str) -> Result<CaseId> {
    let refused = || unreadable("error-follow-code");
    let bytes = read_code(FOLLOW_CODE, text).ok_or_else(refused)?;
    let (seed, case) = bytes.split_at_checked(32).ok_or_else(refused)?;
    let seed: [u8; 32] = seed.try_into().map_err(|_| refused())?;
    let case = LaneId::try_from(case).map_err(|_| refused())?;
    act_for(context, &Keys::from_seed(seed))?;
    Ok(CaseId(case.to_string()))
}
