//! The PIN: keeps a curious hand out. What is on the disk it does not encrypt.

use crate::{Error, context::Context, db::settings, error::Result};
use argon2::Argon2;
use durbar_api::{ApiError, ErrorCode, app::SetPin};
use rusqlite::Connection;

const PIN: &str = "pin";
const FAILURES: &str = "pin-failures";
const LAST_FAILURE: &str = "pin-last-failure";
const SALT: usize = 16;
/// Wrong PINs that cost nothing.
const FREE_TRIES: i64 = 5;
/// What the first one beyond costs, in milliseconds; each further twice as much.
const FIRST_WAIT: i64 = 30_000;
const LONGEST_WAIT: i64 = 3_600_000;

/// Whether a PIN is set.
pub(crate) fn is_set(connection: &Connection) -> Result<bool> {
    Ok(settings::get(connection, PIN)?.is_some())
}

/// Sets, changes or removes it.
pub(super) fn set(context: &mut Context<'_>, call: &SetPin) -> Result<()> {
    if is_set(context.connection)? {
        check(context, call.current.as_deref().unwrap_or_default())?;
    }
    match &call.pin {
        None => settings::remove(context.connection, PIN)?,
        Some(pin) => {
            let digits = pin.bytes().all(|byte| byte.is_ascii_digit());
            if !digits || !(4..=12).contains(&pin.len()) {
                return Err(Error::api(ErrorCode::Invalid, "error-pin-form"));
            }
            let mut kept = vec![0; SALT];
            context.rng.fill_bytes(&mut kept);
            let hash = hash(pin, &kept)?;
            kept.extend_from_slice(&hash);
            settings::set(context.connection, PIN, &kept)?;
        }
    }
    context.changed.identity = true;
    Ok(())
}

/// Checks a PIN, and counts if it is wrong.
///
/// # Errors
/// [`ErrorCode::Invalid`] for a wrong one, [`ErrorCode::Locked`] with `seconds` while one has to
/// wait.
pub(super) fn check(context: &mut Context<'_>, pin: &str) -> Result<()> {
    let connection = context.connection;
    let Some(kept) = settings::get(connection, PIN)? else {
        return Ok(());
    };
    let failures = settings::number(connection, FAILURES)?.unwrap_or(0);
    let last = settings::number(connection, LAST_FAILURE)?.unwrap_or(0);
    // A clock that was set back does not shorten it.
    let left = wait(failures) - context.now.0.saturating_sub(last).max(0);
    if left > 0 {
        return Err(ApiError::new(ErrorCode::Locked, "error-pin-wait")
            .with("seconds", left.div_euclid(1000) + 1)
            .into());
    }
    let (salt, known) = kept.split_at_checked(SALT).ok_or(Error::Stored("PIN"))?;
    if hash(pin, salt)?[..] == *known {
        settings::remove(connection, FAILURES)?;
        return Ok(());
    }
    settings::set_number(connection, FAILURES, failures + 1)?;
    settings::set_number(connection, LAST_FAILURE, context.now.0)?;
    Err(Error::api(ErrorCode::Invalid, "error-pin-wrong"))
}

fn wait(failures: i64) -> i64 {
    if failures < FREE_TRIES {
        return 0;
    }
    let doublings = u32::try_from((failures - FREE_TRIES).min(16)).unwrap_or(16);
    (FIRST_WAIT << doublings).min(LONGEST_WAIT)
}

fn hash(pin: &str, salt: &[u8]) -> Result<[u8; 32]> {
    // 4 MiB and three rounds: under a tenth of a second on a cheap phone.
    let params = argon2::Params::new(4096, 3, 1, Some(32))
        .map_err(|error| Error::Encoding(error.to_string()))?;
    let mut hash = [0; 32];
    Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
        .hash_password_into(pin.as_bytes(), salt, &mut hash)
        .map_err(|error| Error::Encoding(error.to_string()))?;
    Ok(hash)
}
