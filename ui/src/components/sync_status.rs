//! The state of sending: always in view, always true.

use durbar_api::app::{SyncPhase, SyncStatus};
use leptos::prelude::*;

use crate::{
    browser,
    context::use_app,
    format,
    translations::{t, t_with},
};

/// One line that says whether there is a connection and what waits.
#[component]
pub fn SyncLine() -> impl IntoView {
    let app = use_app();
    let phase = move || app.sync.with(|sync| phase_name(sync.phase));
    let waiting = move || app.sync.with(|sync| sync.waiting.to_string());
    // Only a change of these words is read out, not every kilobyte.
    let word = Memo::new(move |_| app.sync.with(|sync| phase_word(sync.phase)));
    let set_aside = Memo::new(move |_| app.sync.with(|sync| sync.set_aside));
    view! {
        <section
            class="sync"
            aria-label=t("sync-label")
            data-test="sync-status"
            data-phase=phase
            data-waiting=waiting
        >
            <span class="sync-dot" aria-hidden="true"></span>
            <p>
                <b aria-live="polite">{word}</b>
                " "
                {move || app.sync.with(details)}
                {move || app.sync.with(|sync| silence(sync, app.now.get()))}
            </p>
            {move || {
                let count = set_aside.get();
                (count > 0)
                    .then(|| {
                        view! {
                            <a class="sync-aside" href="/me#waiting" data-test="set-aside">
                                {t_with("sync-set-aside", &[("n", count.into())])}
                            </a>
                        }
                    })
            }}
        </section>
    }
}

fn phase_name(phase: SyncPhase) -> &'static str {
    match phase {
        SyncPhase::Offline => "offline",
        SyncPhase::Connecting => "connecting",
        SyncPhase::Sending { .. } => "sending",
        SyncPhase::UpToDate => "up-to-date",
    }
}

fn phase_word(phase: SyncPhase) -> String {
    match phase {
        SyncPhase::Offline => t("sync-offline"),
        SyncPhase::Connecting => t("sync-connecting"),
        SyncPhase::Sending { .. } => t("sync-sending"),
        SyncPhase::UpToDate => t("sync-connected"),
    }
}

fn details(sync: &SyncStatus) -> String {
    let waiting = || {
        t_with(
            "sync-waiting",
            &[
                ("n", sync.waiting.into()),
                ("size", format::size(sync.waiting_bytes).into()),
            ],
        )
    };
    match sync.phase {
        SyncPhase::Sending { sent, total } => t_with(
            "sync-progress",
            &[
                ("sent", format::kilobytes(sent).into()),
                ("total", format::kilobytes(total).into()),
            ],
        ),
        SyncPhase::Offline if sync.waiting > 0 => {
            format!(
                "{} {}",
                t_with("sync-saved", &[("device", browser::device().into())]),
                waiting()
            )
        }
        SyncPhase::Offline => t_with("sync-saved", &[("device", browser::device().into())]),
        _ if sync.waiting > 0 => waiting(),
        // Not while something was refused.
        SyncPhase::UpToDate if sync.set_aside > 0 => String::new(),
        SyncPhase::UpToDate => t("sync-up-to-date"),
        SyncPhase::Connecting => String::new(),
    }
}

/// How old everything shown may be, once that is more than a day.
fn silence(sync: &SyncStatus, now: durbar_api::Timestamp) -> Option<String> {
    let days = format::days_between(sync.last_contact?, now);
    (sync.phase == SyncPhase::Offline && days >= 1)
        .then(|| format!(" {}", t_with("sync-silence", &[("n", days.into())])))
}
