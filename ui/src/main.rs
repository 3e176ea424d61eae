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
//! | everywhere | `[data-page=NAME]`, `[data-test=back]`, `[data-test=nav-home|nav-follow|nav-new|nav-community|nav-me|nav-queue|nav-overdue|nav-intake]` |
//! | reading aloud | `[data-test=listen]` with `data-reading=true|false`, `.spoken` on what is read |
//! | sending | `[data-test=sync-status]` with `data-phase=offline|connecting|sending|up-to-date` and `data-waiting=N`; `[data-test=set-aside]` |
//! | first start | `[data-page=start]` with `data-municipality=true|false`, `[data-test=fetching]`, `[data-test=try-now]`, `[data-test=language-CODE]`, `[data-test=start]`, `[data-test=start-restore]`, `[data-test=ward-ID]`, `[data-test=skip-ward]` |
//! | doors | `[data-test=door-report]`, `[data-test=door-queue]`, `[data-test=waiting]`, `[data-test=sample]`, `[data-test=salvaged]`, `[data-test=salvaged-known]` |
//! | home | `[data-test=search]`, `[data-test=door-report|door-follow|door-community|door-scan]`, `[data-test=choose-ward]`, `#home-ward`, `[data-test=choose-ward-follow]`, `[data-test=latest-published] > li`, `[data-test=part-mine|part-new|part-unassigned|part-overdue|part-escalated]` |
//! | community | `[data-test=first-wards]`, `[data-test=ward-ID]` (a switch), `[data-test=published-card]` with `data-id`, `[data-test=published-count]`, `#community-words`, `#community-ward`, `#community-category`, `[data-test=state-all|state-open|state-closed]`, `[data-test=show-list|show-map|show-figures]`, `[data-test=follow]`, `[data-test=page-before|page-next]`, `[data-test=map-whole]`, `[data-test=old-data]` |
//! | published | `[data-test=published-case]`, `[data-test=status]`, `[data-test=due]`, `[data-test=support]` and `[data-test=follow]` with `aria-pressed`, `[data-test=supports]`, `[data-test=own-matter]`, `[data-test=timeline] > li`, `[data-test=copy]` |
//! | followed | `[data-test=followed]`, `[data-test=topic]`, `[data-test=stop]` |
//! | search | `#search-words`, `[data-test=found]`, `[data-test=hit]` |
//! | questions | `[data-test=continue]`, `[data-test=saved]`, `[data-test=error-summary]` |
//! | category | `[data-test=category-ID]`, with `unknown` for "something else" |
//! | description | `#description` |
//! | place | `#landmark`, `#ward`, `#latitude`, `#longitude`, `[data-test=use-position|stop-position|remove-position|position|position-trouble]` |
//! | photos | `#photo-input`, `[data-test=photo]`, `[data-test=photo-error]`, `[data-test=use-photo-place]`, `[data-test=remove-photo]` |
//! | map | `[data-test=place-map]`, `[data-test=map-ward]`, `[data-test=map-closer|map-further|map-all]` |
//! | similar | `[data-test=similar-card]` with `data-id=ID`, `[data-test=me-too]`, `[data-test=similar-other]`, `[data-test=joined-discard|joined-keep]` |
//! | redaction | `[data-test=redact-photo]`, `[data-test=redaction]`, `[data-test=redact-picture]`, `[data-test=redact-add|redact-remove|redact-done|redact-cancel]`, `[data-test=photo-redacted]` |
//! | contact | `[data-test=contact-app|contact-call|contact-sms|contact-email|contact-never]`, `#contact-address`, `#contact-name` |
//! | all questions | `[data-test=tasks]`, `[data-test=task]` with `data-step=NAME`, `[data-test=tasks-check]` |
//! | check | `[data-test=submit]` |
//! | filed | `[data-test=reference]`, `[data-test=open-case]` |
//! | lists | `[data-test=draft-card]`, `[data-test=discard]`, `[data-test=discard-yes]`, `[data-test=case-card]` |
//! | state of sending | `[data-test=sending-state]` with `data-state=queued|sending|received|set-aside`; `[data-test=retry]`, `[data-test=export]` |
//! | case | `[data-test=case]` with `data-viewer=citizen|officer`, `[data-test=status]` with `data-status=ID`, `[data-test=due]` with `data-date`, `[data-test=receipt-signature]`, `[data-test=case-photos] img` |
//! | citizen's doors | `[data-test=correction]`, `[data-test=correct]`, `[data-test=fixed]`, `[data-test=confirm-fixed]`, `[data-test=reopen]`, `#reopen-reason`, `[data-test=reopen-send]`, `[data-test=rate]`, `[data-test=rate-1]` to `5`, `[data-test=rate-send]`, `[data-test=rated]` with `data-score`, `[data-test=withdraw]`, `[data-test=withdraw-yes]`, `[data-test=receipt-link]`, `[data-test=published]` |
//! | timeline | `[data-test=timeline] > li` with `data-kind=filed|received|opened|message|status|…` and `data-waiting=true|false` |
//! | writing | `#reply`, `[data-test=reply-photos]`, `[data-test=message-photos]`, `[data-test=send-reply]`, `#template` |
//! | office | `[data-test=status-ID]`, `#status-note`, `[data-test=status-confirm]`, `[data-test=conflict-ID]`, `[data-test=observer]`, `[data-test=to-reply|to-status|assign|route|more]`, `[data-test=assign-me|assign-nobody|assign-ID]`, `#route-department`, `#route-reason`, `[data-test=route-confirm]`, `[data-test=ask-correction]`, `[data-test=correct-category|correct-description|correct-place|correct-photos|correct-contact]`, `#correction-reason`, `[data-test=correction-confirm]`, `[data-test=tab-reply|tab-note]`, `#note`, `[data-test=add-note]`, `[data-test=contact]`, `[data-test=duplicates|nearby|merged-into|published-card]` |
//! | merging | `[data-test=merge]`, `#merge-search`, `[data-test=merge-offer]` with `data-case=ID`, `[data-test=merge-says]`, `[data-test=merge-swap]`, `[data-test=merge-confirm]` |
//! | publishing | `[data-test=publish]`, `#publish-title`, `#publish-text`, `#publish-landmark`, `[data-test=publish-position]`, `[data-test=publish-photo]`, `[data-test=publish-redact]`, `[data-test=publish-preview]`, `[data-test=publish-confirm]`, `[data-test=unpublish]`, `[data-test=unpublish-confirm]` |
//! | taking in | `[data-test=take-in]`, `[data-test=intake-counter|intake-phone|intake-post|intake-email]`, `[data-test=intake-begin]`, `[data-test=intake-draft]` |
//! | queue | `[data-test=queue-row]` with `data-case=ID`, `[data-test=filter-open|filter-mine|filter-unassigned|filter-new|filter-overdue|filter-escalated|filter-waiting|filter-unconfirmed|filter-closed]`, `#queue-search`, `#filter-ward`, `#filter-category`, `#filter-department`, `[data-test=queue-more]`, `[data-test=keys]`, `[data-test=keys-use]` |
//! | joining | `#join-link`, `[data-test=join]`, `[data-test=joined]`, `[data-test=role]` with `data-state=waiting|active|refused` |
//! | me | `[data-test=outbox] > li`, `[data-test=sync-now]`, `[data-test=fingerprint]`, `[data-test=theme-system|theme-light|theme-dark]` |
//! | me, ways | `[data-test=export-all]`, `[data-test=lock]`, `[data-test=counters]`; links to `/me/devices`, `/me/pin`, `/me/recovery`, `/me/shared`, `/scan`, `/restore` |
//! | devices | `[data-test=device]` with `data-state=waiting|linked|revoked` and `data-this`, `[data-test=revoke]`, `[data-test=revoke-yes]`, `[data-test=offer-make]`, `[data-test=offer-code]` |
//! | receipt | `[data-test=receipt]` with `data-received`, `[data-test=print]`, `[data-test=follow-sheet]`, `svg.qr` |
//! | codes | `#code-camera`, `#code-picture`, `#code-text`, `[data-test=code-go]`, `[data-test=code-trouble]`, `[data-test=scan-again]`; `[data-test=verified]` with `data-state=true|false|unknown|unreadable`; `[data-test=link-accept]`, `[data-test=linked]`, `[data-test=follow-code]` |
//! | recovery | `[data-test=recovery-show]`, `[data-test=recovery-words] > li`, `[data-test=restore]`, `[data-test=restored]` |
//! | pin | `#pin-current`, `#pin-new`, `#pin-again`, `[data-test=pin-save]`, `[data-test=pin-remove]`, `[data-test=pin-done]` |
//! | locked | `[data-test=locked]`, `#pin`, `[data-test=unlock]`, `[data-test=pin-wait]` |
//! | shared device | `[data-test=shared-switch]`, `[data-test=shared]`, `[data-test=leave-link]`, `[data-test=leave]`, `[data-test=leave-yes]`, `[data-test=left]`, `[data-test=left-done]`, `[data-test=leaving]`, `[data-test=revoked]`, `[data-test=start-anew]` |
//! | stopped | `[data-test=elsewhere]`, `[data-test=take-over]`, `[data-test=failed]`, `[data-test=reload]`, `#panic` |

mod act;
mod app;
mod backend;
mod browser;
mod components;
mod context;
mod format;
mod pages;
mod parts;
mod query;
mod standing;
mod theme;
mod translations;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
