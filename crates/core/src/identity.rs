//! Who this device is, who holds which role.

mod code;
mod grants;
pub(crate) mod links;

pub(crate) use grants::{
    active_departments, colleagues, end, forget_confirmations, holder, record, refuse, waiting,
};
pub(crate) use links::persons;

use crate::{Error, context::Context, db::settings, error::Result, keep::Kept};
use durbar_api::{
    ErrorCode,
    identity::{AcceptLink, Command, FollowCase, Join, Me, ReadCode, Reply, Restore, RevokeDevice},
};
use durbar_sync::{
    LaneId, PublicKey, actor,
    grant::{Grant, JoinToken},
    sign::Keys,
};
use rusqlite::Connection;

pub(crate) const SCHEMA: &str = "
-- Every grant of the registry, so that any reply can be checked without a network.
CREATE TABLE grants (
    invitation BLOB PRIMARY KEY,
    device BLOB NOT NULL,
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    name TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_by_device ON grants (device);

-- Invitations that this device took up.
CREATE TABLE joins (
    invitation BLOB PRIMARY KEY,
    grant_bytes BLOB NOT NULL,
    -- waiting, confirmed or refused
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Tables of this room that belong to the person; the registry's grants are everybody's.
pub(crate) const PERSONAL: &[&str] = &["joins"];

/// What of this room exists nowhere else.
pub(crate) const KEPT: &[Kept] = &[Kept::all("joins", "invitation")];

/// Setting: what the device's key pair is made from.
pub(crate) const SEED: &str = "device-seed";
/// Setting: the public half of that pair. Nearly every question asks for it, and a browser takes
/// milliseconds to compute it.
pub(crate) const PUBLIC: &str = "device-public";
/// Setting: which install of the device this is, if it was copied or put back.
const INSTALL: &str = "device-install";

/// Makes the device's key at its first start.
pub(crate) fn create(connection: &Connection, rng: &mut dyn rand_core::Rng) -> Result<()> {
    if settings::get(connection, SEED)?.is_none() {
        let mut seed = [0; 32];
        rng.fill_bytes(&mut seed);
        settings::set(connection, SEED, &seed)?;
    }
    // Always anew: what was salvaged, or written by an older app, may lack it.
    let public = keys(connection)?.public();
    if settings::get(connection, PUBLIC)?.as_deref() != Some(&public.0[..]) {
        settings::set(connection, PUBLIC, &public.0)?;
    }
    Ok(())
}

/// Whether the device has its key: a database without one was never used.
pub(crate) fn is_begun(connection: &Connection) -> Result<bool> {
    Ok(settings::get(connection, SEED)?.is_some())
}

/// Makes this another install: the actors of the old one are also somebody else's, as after a copy
/// of the database was put back.
pub(crate) fn renew_install(connection: &Connection, rng: &mut dyn rand_core::Rng) -> Result<()> {
    settings::set_number(connection, INSTALL, rng.next_u32().into())
}

/// This device's key pair.
pub(crate) fn keys(connection: &Connection) -> Result<Keys> {
    settings::get(connection, SEED)?
        .and_then(|seed| seed.try_into().ok())
        .map(Keys::from_seed)
        .ok_or(Error::Stored("device key"))
}

/// This device's public key, by which others know it.
pub(crate) fn me(connection: &Connection) -> Result<PublicKey> {
    let kept = settings::get(connection, PUBLIC)?;
    match kept.and_then(|key| PublicKey::try_from(key.as_slice()).ok()) {
        Some(key) => Ok(key),
        None => Ok(keys(connection)?.public()),
    }
}

/// The actor under which this install writes a lane.
pub(crate) fn actor(connection: &Connection, lane: &LaneId) -> Result<[u8; actor::LENGTH]> {
    let install = settings::number(connection, INSTALL)?.unwrap_or(0);
    let install = u32::try_from(install).map_err(|_| Error::Stored("install"))?;
    Ok(actor::of(&me(connection)?, lane, install))
}

/// The administrator whose signature makes grants and packs, once the hub named it.
pub(crate) fn administrator(connection: &Connection) -> Result<Option<PublicKey>> {
    Ok(settings::get(connection, crate::sync::ADMINISTRATOR)?
        .and_then(|key| PublicKey::try_from(key.as_slice()).ok()))
}

pub(crate) fn handle(context: &mut Context<'_>, command: Command) -> Result<Reply> {
    match command {
        Command::ReadMe(_) => {
            let me = me(context.connection)?;
            Ok(Reply::ReadMe(Me {
                fingerprint: me.to_string()[..8].to_owned(),
                roles: grants::mine(context.connection, &me, context.now)?,
                devices: links::devices(context.connection, &me)?,
                revoked: links::am_revoked(context.connection)?,
            }))
        }
        Command::Join(Join { link }) => {
            join(context, &link)?;
            Ok(Reply::Join(()))
        }
        Command::OfferLink(_) => Ok(Reply::OfferLink(links::offer(context)?)),
        Command::AcceptLink(AcceptLink { code }) => {
            links::accept(context, &code)?;
            Ok(Reply::AcceptLink(()))
        }
        Command::RevokeDevice(RevokeDevice { device }) => {
            links::revoke(context, &device)?;
            Ok(Reply::RevokeDevice(()))
        }
        Command::ReadRecovery(_) => Ok(Reply::ReadRecovery(links::recovery(context.connection)?)),
        Command::Restore(Restore { code }) => {
            links::restore(context, &code)?;
            Ok(Reply::Restore(()))
        }
        Command::FollowCase(FollowCase { code }) => {
            Ok(Reply::FollowCase(links::follow(context, &code)?))
        }
        Command::ReadCode(ReadCode { bytes }) => {
            let opened = context.picture(None);
            Ok(Reply::ReadCode(code::read(&bytes, opened)?))
        }
    }
}

fn join(context: &mut Context<'_>, link: &str) -> Result<()> {
    let refused = || Error::api(ErrorCode::Invalid, "error-join-link");
    let token = JoinToken::parse(link).ok_or_else(refused)?;
    let invitation = token.invitation.read().ok_or_else(refused)?;
    if let Some(administrator) = administrator(context.connection)?
        && token.invitation.verify(&administrator).is_none()
    {
        return Err(refused());
    }
    if crate::sync::hub_time(context.connection, context.now)? >= invitation.until {
        return Err(refused());
    }
    let device = me(context.connection)?;
    let grant = Grant::accept(token.invitation, &Keys::from_seed(token.seed), device);
    grants::wait(context.connection, &invitation.key, &grant)?;
    context.changed.identity = true;
    context.send();
    Ok(())
}
