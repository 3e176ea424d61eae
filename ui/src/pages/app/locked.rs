//! The lock screen: nothing of a person is shown before the PIN is typed.

use std::time::Duration;

use durbar_api::{ApiError, ErrorCode, Timestamp};
use leptos::{html, prelude::*, task::spawn_local};

use crate::{
    browser,
    components::{Button, Icon, PinField},
    context::use_app,
    translations::{error_text, t, t_with},
};

/// How long the app stays open out of sight, once there is a PIN.
const HIDDEN_FOR: Duration = Duration::from_secs(5 * 60);

/// Asks for the PIN.
#[component]
pub fn Locked() -> impl IntoView {
    let app = use_app();
    let pin = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let form = NodeRef::<html::Form>::new();
    let (left, wait) = countdown();
    browser::set_title(&t("app-name"));
    Effect::new(move || {
        if form.get().is_some() {
            browser::focus("pin");
        }
    });
    let open = move || {
        if busy.get_untracked() || left.get_untracked() > 0 {
            return;
        }
        if pin.with_untracked(String::is_empty) {
            error.set(Some(t("pin-missing")));
            browser::focus_later("pin");
            return;
        }
        busy.set(true);
        let typed = pin.get_untracked();
        spawn_local(async move {
            let result = app.unlock(typed).await;
            // Opened: this page is gone.
            if busy.try_set(false).is_some() {
                return;
            }
            if let Err(failed) = result {
                pin.set(String::new());
                wait(seconds_of(&failed));
                error.set(Some(error_text(&failed)));
                browser::focus_later("pin");
            }
        });
    };
    view! {
        <main id="main" class="start locked" tabindex="-1" data-page="locked" data-test="locked">
            <p class="start-mark">
                <Icon name="lock"/>
            </p>
            <h1>{t("locked-title")}</h1>
            <p>{t("locked-text")}</p>
            <form
                class="locked-form"
                node_ref=form
                on:submit=move |event| {
                    event.prevent_default();
                    open();
                }
            >
                <PinField id="pin" label=t("pin-label") value=pin error=error/>
                <p class="quiet-words" role="status" data-test="pin-wait">
                    {move || {
                        let seconds = left.get();
                        (seconds > 0).then(|| wait_words(seconds))
                    }}
                </p>
                <Button on_press=open busy=Signal::derive(move || busy.get() || (left.get() > 0)) hook="unlock">
                    {t("locked-open")}
                </Button>
            </form>
            <details class="more">
                <summary>{t("locked-forgotten")}</summary>
                <p>{t("locked-forgotten-text")}</p>
            </details>
        </main>
    }
}

fn seconds_of(error: &ApiError) -> i64 {
    error
        .args
        .iter()
        .filter(|_| error.code == ErrorCode::Locked)
        .find(|(name, _)| name == "seconds")
        .and_then(|(_, seconds)| seconds.parse().ok())
        .unwrap_or(0)
}

fn wait_words(seconds: i64) -> String {
    if seconds < 90 {
        t_with("pin-wait-seconds", &[("n", seconds.into())])
    } else {
        t_with("pin-wait-minutes", &[("n", ((seconds + 59) / 60).into())])
    }
}

/// Seconds left to wait, and what sets them.
fn countdown() -> (RwSignal<i64>, impl Fn(i64) + Copy) {
    let left = RwSignal::new(0_i64);
    let until = StoredValue::new(Timestamp(0));
    let count = move || {
        let seconds = until
            .try_get_value()
            .map_or(0, |until| (until.0 - browser::now().0 + 999) / 1000);
        if left.try_get_untracked() != Some(seconds.max(0)) {
            left.try_set(seconds.max(0));
        }
    };
    if let Ok(ticking) = set_interval_with_handle(count, Duration::from_secs(1)) {
        on_cleanup(move || ticking.clear());
    }
    let wait = move |seconds: i64| {
        until.try_set_value(Timestamp(browser::now().0 + seconds * 1000));
        count();
    };
    (left, wait)
}

/// Locks the app once it was out of sight for long enough; only while there is a PIN.
pub fn lock_when_hidden() {
    let app = use_app();
    let since = StoredValue::new(None::<Timestamp>);
    let lock = move || {
        let hidden = since.try_get_value().flatten();
        let long =
            hidden.is_some_and(|at| browser::now().0 - at.0 >= HIDDEN_FOR.as_millis() as i64);
        if long && app.has_pin.get_untracked() {
            app.lock();
        }
    };
    let change = window_event_listener_untyped("visibilitychange", move |_| {
        if browser::is_hidden() {
            since.try_set_value(Some(browser::now()));
            // A device that sleeps runs no timers: coming back is looked at, too.
            set_timeout(lock, HIDDEN_FOR);
        } else {
            lock();
            since.try_set_value(None);
        }
    });
    on_cleanup(move || change.remove());
}
