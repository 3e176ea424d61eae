//! The device's own position.

use std::{cell::RefCell, rc::Rc};

use durbar_api::{Position, PositionSource, Timestamp};
use wasm_bindgen::{JsCast, closure::Closure};
// The browser's classes were once called so; only their members count.
use web_sys::{Geolocation, Position as Measured, PositionError, PositionOptions};

/// Milliseconds to wait for a first position: a cold receiver outdoors needs about this long.
const PATIENCE: u32 = 45_000;

/// Why there is no position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPosition {
    /// The person or the system refused.
    Refused,
    /// The device has nothing to measure with, or it does not answer.
    Unavailable,
    /// It took too long.
    TooLong,
}

/// A measurement under way; it ends when this is dropped.
pub struct Watch {
    geolocation: Geolocation,
    id: i32,
    _found: Closure<dyn Fn(Measured)>,
    _failed: Closure<dyn Fn(PositionError)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.geolocation.clear_watch(self.id);
    }
}

/// Measures until the watch is dropped; each better position is told.
///
/// # Errors
/// The browser has no location service.
pub fn watch(
    found: impl Fn(Position) + 'static,
    failed: impl Fn(NoPosition) + 'static,
) -> Result<Watch, NoPosition> {
    let geolocation = web_sys::window()
        .and_then(|window| window.navigator().geolocation().ok())
        .ok_or(NoPosition::Unavailable)?;
    let options = PositionOptions::new();
    options.set_enable_high_accuracy(true);
    options.set_maximum_age(0);
    options.set_timeout(PATIENCE);

    // Receivers report again and again; only what is better than before is news.
    let best = Rc::new(RefCell::new(f64::INFINITY));
    let found = Closure::<dyn Fn(Measured)>::new(move |measured: Measured| {
        let coordinates = measured.coords();
        let accuracy = coordinates.accuracy();
        if accuracy >= *best.borrow() {
            return;
        }
        best.replace(accuracy);
        found(Position {
            latitude: coordinates.latitude(),
            longitude: coordinates.longitude(),
            accuracy: Some(accuracy as f32),
            source: PositionSource::Device,
            at: Some(Timestamp(measured.timestamp() as i64)),
        });
    });
    let failed = Closure::<dyn Fn(PositionError)>::new(move |error: PositionError| {
        failed(match error.code() {
            PositionError::PERMISSION_DENIED => NoPosition::Refused,
            PositionError::TIMEOUT => NoPosition::TooLong,
            _ => NoPosition::Unavailable,
        });
    });
    let id = geolocation
        .watch_position_with_error_callback_and_options(
            found.as_ref().unchecked_ref(),
            Some(failed.as_ref().unchecked_ref()),
            &options,
        )
        .map_err(|_| NoPosition::Unavailable)?;
    Ok(Watch {
        geolocation,
        id,
        _found: found,
        _failed: failed,
    })
}
