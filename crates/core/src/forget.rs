//! Forgetting: when somebody leaves a shared phone, and when a lost device was revoked.
//!
//! What still waits to be sent is never forgotten before the hub's receipt: until then the app is
//! closed to everybody, and forgets by itself after it.

use crate::{
    Error, complaints, context::Context, db::settings, error::Result, identity, media, outbox, room,
};
use durbar_api::{ApiError, ErrorCode};
use durbar_sync::wire::Feed;
use rusqlite::Connection;

const LEAVING: &str = "leaving";

/// Settings that stay: the hub's, the language, that the phone is shared.
const STAY: &str =
    "name IN ('hub-key', 'hub-dictionary', 'administrator-key', 'hub-epoch', 'pack-id',
    'pack-manifest', 'pack-manifest-coming', 'clock-offset', 'last-contact', 'language', 'shared')";

/// Matters of whoever left that still wait to be sent; 0 if nobody is leaving.
pub(crate) fn leaving(connection: &Connection) -> Result<u32> {
    if settings::number(connection, LEAVING)? != Some(1) {
        return Ok(0);
    }
    waiting(connection)
}

fn waiting(connection: &Connection) -> Result<u32> {
    let totals = outbox::totals(connection)?;
    Ok(totals.waiting + totals.set_aside)
}

/// Ends a person's turn: forgets all, or closes the app until all is received. Returns how many
/// matters wait.
///
/// # Errors
/// The hub refused something: nobody could save it any more once the person is gone.
pub(crate) fn leave(context: &mut Context<'_>) -> Result<u32> {
    // A revoked device can send nothing any more: waiting for that would close it for ever.
    if identity::links::am_revoked(context.connection)? {
        all(context)?;
        context.changed.identity = true;
        return Ok(0);
    }
    let refused = outbox::totals(context.connection)?.set_aside;
    if refused > 0 {
        let error = ApiError::new(ErrorCode::Invalid, "error-leave-set-aside");
        return Err(error.with("n", refused).into());
    }
    let waiting = waiting(context.connection)?;
    if waiting > 0 {
        settings::set_number(context.connection, LEAVING, 1)?;
        // Drafts were never filed: nobody will finish them.
        context
            .connection
            .execute_batch("DELETE FROM draft_photos; DELETE FROM drafts;")?;
        context.send();
    } else {
        all(context)?;
    }
    context.changed.identity = true;
    context.changed.drafts = true;
    context.changed.published = true;
    Ok(waiting)
}

/// Forgets all once nothing waits any more, if somebody is leaving.
pub(crate) fn if_left(context: &mut Context<'_>) -> Result<()> {
    if settings::number(context.connection, LEAVING)? == Some(1)
        && waiting(context.connection)? == 0
    {
        all(context)?;
        context.changed.identity = true;
    }
    Ok(())
}

/// Forgets everything of the person and begins as a new one.
fn all(context: &mut Context<'_>) -> Result<()> {
    let connection = context.connection;
    connection.pragma_update(None, "secure_delete", true)?;
    for table in room::personal() {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    media::forget_unnamed(connection, complaints::UNFILED_BLOBS)?;
    connection.execute(&format!("DELETE FROM settings WHERE NOT ({STAY})"), [])?;
    let mut stay = Vec::new();
    for feed in [Feed::Registry, Feed::Pack] {
        stay.push(postcard::to_stdvec(&feed)?);
    }
    connection.execute(
        "DELETE FROM cursors WHERE feed NOT IN (?1, ?2)",
        rusqlite::params![stay[0], stay[1]],
    )?;
    identity::create(connection, context.rng)
}

/// A revoked device keeps what the hub never had; everything else goes, so that adding a word to
/// a matter does not save it from that.
pub(crate) fn what_the_hub_has(context: &mut Context<'_>) -> Result<()> {
    let connection = context.connection;
    connection.pragma_update(None, "secure_delete", true)?;
    for table in room::of_lanes() {
        connection.execute(
            &format!(
                "DELETE FROM {table} WHERE lane NOT IN
                     (SELECT lane FROM lanes WHERE acknowledged = 0 AND case_lane IS NULL)"
            ),
            [],
        )?;
    }
    media::forget_unnamed(connection, complaints::UNFILED_BLOBS)?;
    room::rebuild(context)?;
    context.changed.published = true;
    Ok(())
}

/// Takes what was deleted out of the file and its journal, as far as SQLite can.
///
/// # Errors
/// The database.
pub(crate) fn shred(connection: &Connection) -> Result<()> {
    connection
        .execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")
        .map_err(Error::from)
}
