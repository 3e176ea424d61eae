//! The browser's clock, timer and randomness.

use crate::{picture, scope::scope};
use durbar_api::Timestamp;
use durbar_host::{OpenPicture, Platform};
use futures_channel::oneshot;
use futures_util::{FutureExt, future::LocalBoxFuture};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use std::time::Duration;
use wasm_bindgen::{JsCast, closure::Closure};

/// `Date.now`, `setTimeout` and a generator seeded by the browser.
pub(crate) struct BrowserPlatform {
    rng: ChaCha20Rng,
}

impl BrowserPlatform {
    /// Seeds the generator.
    ///
    /// # Errors
    /// The browser gives no randomness.
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        Ok(Self {
            rng: ChaCha20Rng::from_seed(seed),
        })
    }
}

impl Platform for BrowserPlatform {
    fn now(&self) -> Timestamp {
        // Whole milliseconds since 1970 are exact in a double.
        Timestamp(js_sys::Date::now() as i64)
    }

    fn sleep(&self, duration: Duration) -> LocalBoxFuture<'static, ()> {
        let (pass, passed) = oneshot::channel();
        let timer = Timer::set(duration, move || {
            // Nobody waits if the sleep was dropped in the same moment.
            let _ = pass.send(());
        });
        async move {
            let _timer = timer;
            // A timer that could not be set passes at once: better busy than stuck.
            let _ = passed.await;
        }
        .boxed_local()
    }

    fn rng(&mut self) -> &mut dyn rand_core::Rng {
        &mut self.rng
    }

    fn opener(&self) -> Option<OpenPicture> {
        Some(|file| picture::open(file).boxed_local())
    }
}

/// A `setTimeout` that is cleared when dropped.
struct Timer(Option<(i32, Closure<dyn FnMut()>)>);

impl Timer {
    fn set(duration: Duration, pass: impl FnOnce() + 'static) -> Self {
        let milliseconds = i32::try_from(duration.as_millis()).unwrap_or(i32::MAX);
        let callback = Closure::once(pass);
        let set = scope().set_timeout_with_callback_and_timeout_and_arguments_0(
            callback.as_ref().unchecked_ref(),
            milliseconds,
        );
        Self(set.ok().map(|handle| (handle, callback)))
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some((handle, _)) = &self.0 {
            scope().clear_timeout_with_handle(*handle);
        }
    }
}
