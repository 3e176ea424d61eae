//! Durbar's user interface: pages in Leptos, everything else behind [`backend::Backend`].
//!
//! It knows no transport, no database and no clock but the browser's; it asks the app with the
//! typed calls of `durbar-api` and listens to what changed.
//!
//! # Hooks for end-to-end tests
//!
//! Ids and `data-test` attributes that tests may rely on; nothing else is promised.
//!
//! | where | hook |
//! |---|---|
//! | everywhere | `[data-page=NAME]`, `[data-test=back]`, `[data-test=nav-home|nav-follow|nav-new|nav-community|nav-me|nav-queue]` |
//! | sending | `[data-test=sync-status]` with `data-phase=offline|connecting|sending|up-to-date` and `data-waiting=N`; `[data-test=set-aside]` |
//! | first start | `[data-test=fetching]`, `[data-test=try-now]`, `[data-test=language-CODE]`, `[data-test=start]` |
//! | doors | `[data-test=door-report]`, `[data-test=door-queue]`, `[data-test=waiting]`, `[data-test=sample]` |
//! | questions | `[data-test=continue]`, `[data-test=saved]`, `[data-test=error-summary]` |
//! | category | `[data-test=category-ID]`, with `unknown` for "something else" |
//! | description | `#description` |
//! | place | `#landmark`, `#ward`, `#latitude`, `#longitude`, `[data-test=use-position|stop-position|remove-position|position|position-trouble]` |
//! | photos | `#photo-input`, `[data-test=photo]`, `[data-test=photo-error]`, `[data-test=use-photo-place]`, `[data-test=remove-photo]` |
//! | check | `[data-test=submit]` |
//! | filed | `[data-test=reference]`, `[data-test=open-case]` |
//! | lists | `[data-test=draft-card]`, `[data-test=discard]`, `[data-test=discard-yes]`, `[data-test=case-card]` |
//! | state of sending | `[data-test=sending-state]` with `data-state=queued|sending|received|set-aside`; `[data-test=retry]`, `[data-test=export]` |
//! | case | `[data-test=case]` with `data-viewer=citizen|officer`, `[data-test=status]` with `data-status=ID`, `[data-test=due]` with `data-date`, `[data-test=receipt-signature]`, `[data-test=case-photos] img` |
//! | timeline | `[data-test=timeline] > li` with `data-kind=filed|received|opened|message|status` and `data-waiting=true|false` |
//! | writing | `#reply`, `[data-test=send-reply]`, `#template` |
//! | office | `[data-test=status-ID]`, `#status-note`, `[data-test=status-confirm]`, `[data-test=conflict-ID]` |
//! | queue | `[data-test=queue-row]` with `data-case=ID`, `[data-test=filter-open|filter-new|filter-overdue|filter-closed]` |
//! | joining | `#join-link`, `[data-test=join]`, `[data-test=joined]`, `[data-test=role]` with `data-state=waiting|active|refused` |
//! | me | `[data-test=outbox] > li`, `[data-test=sync-now]`, `[data-test=fingerprint]`, `[data-test=theme-system|theme-light|theme-dark]` |
//! | stopped | `[data-test=elsewhere]`, `[data-test=take-over]`, `[data-test=failed]`, `[data-test=reload]`, `#panic` |

mod app;
mod backend;
mod browser;
mod components;
mod context;
mod format;
mod pages;
mod query;
mod theme;
mod translations;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        // A page that broke must say so; what was typed is kept by the app.
        browser::reveal_element("panic");
        console_error_panic_hook::hook(info);
    }));
    leptos::mount::mount_to_body(app::App);
}
