//! The pages of the app, each with the way to it.

use super::page::{
    Page,
    Step::{Go, Keys, Open, Press, Print, See, Write},
    Who::{
        Beginner, Citizen, CutOff, DaysLater, Leaver, Locked, Newcomer, NewcomerCutOff, NoStorage,
        Officer, OfficerCutOff, Revoked, Salvaged, SecondTab, SetAside, Sharer,
    },
    page,
};

/// Every page, by who sees it and in the order of a walk.
#[rustfmt::skip]
pub const PAGES: &[Page] = &[
    page("start", Newcomer, &[Open("/")], "[data-test^=language-]"),
    page("start-welcome", Newcomer, &[Open("/"), Press(".languages li:first-child button")], "[data-test=start]"),
    page("start-restore", Newcomer, &[Open("/"), Press(".languages li:first-child button"), Press("[data-test=start-restore]")], "[data-page=start] #code-text"),
    page("start-ward", Newcomer, &[Open("/"), Press(".languages li:first-child button"), Press("[data-test=start]")], "[data-test=skip-ward]"),

    page("home-empty", Beginner, &[Go("/")], "[data-test=door-report]"),
    page("follow-empty", Beginner, &[Go("/follow")], "[data-page=follow] h1"),
    page("community-first", Beginner, &[Go("/community")], "[data-test=first-wards]"),
    page("queue-no-role", Beginner, &[Go("/queue")], "[data-page=queue] h1"),

    page("home", Citizen, &[Go("/")], "[data-test=waiting]"),
    page("new", Citizen, &[Go("/new")], "[data-page=new] h1"),
    page("report-category", Citizen, &[Go("/report/{blank}/category")], "[data-test=category-unknown]"),
    page("report-category-error", Citizen, &[Go("/report/{blank}/category"), Press("[data-test=continue]")], "[data-test=error-summary]"),
    page("report-description-empty", Citizen, &[Go("/report/{blank}/description")], "#description"),
    page("report-description", Citizen, &[Go("/report/{draft}/description")], "#description"),
    page("report-place-empty", Citizen, &[Go("/report/{blank}/place")], "#landmark"),
    page("report-place-error", Citizen, &[Go("/report/{blank}/place"), Press("[data-test=continue]")], "[data-test=error-summary]"),
    page("report-place-typed", Citizen, &[Go("/report/{blank}/place"), Press("#place details > summary"), Write("#latitude", "91")], "#latitude-error"),
    page("report-place", Citizen, &[Go("/report/{draft}/place")], "[data-test=position]"),
    page("report-similar", Citizen, &[Go("/report/{draft}/similar")], "[data-page=question] .actions"),
    page("report-photos-empty", Citizen, &[Go("/report/{blank}/photos")], ".photo-add"),
    page("report-photos", Citizen, &[Go("/report/{draft}/photos")], "[data-test=photo] img"),
    page("report-photo-redact", Citizen, &[Go("/report/{draft}/photos"), Press("[data-test=redact-photo]")], "[data-test=redaction] image"),
    page("report-photo-redact-box", Citizen, &[Go("/report/{draft}/photos"), Press("[data-test=redact-photo]"), See("[data-test=redaction] image"), Press("[data-test=redact-add]")], "[data-test=redaction] [data-test=redact-remove]"),
    page("report-contact", Citizen, &[Go("/report/{draft}/contact")], "[data-test=contact-app]"),
    page("report-tasks", Citizen, &[Go("/report/{draft}")], "[data-test=task]"),
    page("report-check", Citizen, &[Go("/report/{draft}/check")], "[data-test=submit]"),
    page("report-check-error", Citizen, &[Go("/report/{blank}/check"), Press("[data-test=submit]")], "[data-test=error-summary]"),
    page("report-contact-call", Citizen, &[Go("/report/{blank}/contact"), Press("[data-test=contact-call]")], "#contact-address"),
    page("report-category-elsewhere", Citizen, &[Go("/report/{blank}/category"), Press("[data-test=category-electricity]")], "[data-test=category-electricity] .elsewhere"),
    page("report-similar-joined", Citizen, &[Go("/report/{draft}/similar"), Press("[data-test=me-too]")], "#joined"),
    page("report-gone", Citizen, &[Go("/report/0000/category")], "[data-page=question] .actions a"),
    page("report-done", Citizen, &[Go("/report/done/{case:new}")], "[data-test=reference]"),
    page("follow", Citizen, &[Go("/follow")], "[data-test=case-card]"),
    page("follow-discard", Citizen, &[Go("/follow"), Press("[data-test=discard]")], "[data-test=discard-yes]"),
    page("case-{state}", Citizen, &[Go("/case/{case:{state}}")], "[data-test=case] [data-test=status][data-status={state}]"),
    page("case-unknown", Citizen, &[Go("/case/0000")], "[data-page=case]"),
    page("case-due", Citizen, &[Go("/case/{case:acknowledged}"), Press("[data-test=due] details > summary")], "[data-test=due] .steps"),
    page("case-photo-large", Citizen, &[Go("/case/{case:reopened}"), Press("[data-test=message-photos] button")], "dialog[open] .photo-large:not(:has(.picture-progress)) img"),
    page("case-correction", Citizen, &[Go("/case/{asked}")], "[data-test=correction] [data-test=correct]"),
    page("correct-tasks", Citizen, &[Go("/case/{asked}"), Press("[data-test=correction] [data-test=correct]")], "[data-test=task]"),
    page("correct-place", Citizen, &[Go("/case/{asked}"), Press("[data-test=correction] [data-test=correct]"), Press("[data-test=task][data-step=place] a")], "[data-page=question] .notice .written"),
    page("correct-check", Citizen, &[Go("/case/{asked}"), Press("[data-test=correction] [data-test=correct]"), Press("[data-test=tasks-check]")], "[data-test=submit]"),
    page("case-receipt", Citizen, &[Go("/case/{case:fixed}/receipt")], "[data-test=receipt] svg"),
    page("case-withdraw", Citizen, &[Go("/case/{case:acknowledged}"), Press("[data-test=withdraw]")], "#withdraw-reason"),
    page("case-reopen", Citizen, &[Go("/case/{case:fixed}"), Press("[data-test=reopen]")], "#reopen-reason"),
    page("search-empty", Citizen, &[Go("/search")], "#search-words"),
    page("search", Citizen, &[Go("/search"), Write("#search-words", "school")], "[data-test=hit]"),
    page("search-none", Citizen, &[Go("/search"), Write("#search-words", "zzzz")], "[data-page=search] .empty"),
    page("community", Citizen, &[Go("/community")], "[data-page=community] h1"),
    page("community-map", Citizen, &[Go("/community?show=map")], "[data-page=community] h1"),
    page("community-figures", Citizen, &[Go("/community?show=figures")], "[data-page=community] h1"),
    page("community-category", Citizen, &[Go("/community?category=roads")], ".follow-line"),
    page("community-none", Citizen, &[Go("/community"), Write("#community-words", "zzzz")], "[data-page=community] .empty"),
    page("published", Citizen, &[Go("/community"), Press("[data-test=published-card]:last-child a")], "[data-test=published-case]"),
    page("published-own", Citizen, &[Go("/case/{case:fixed}"), Press("[data-test=published] a")], "[data-test=published-case] [data-test=own-matter]"),
    page("community-filters", Citizen, &[Go("/community"), Press("[data-test=filters]")], "#community-category"),
    page("published-gone", Citizen, &[Go("/published/0000")], "[data-page=published] .empty"),
    page("me", Citizen, &[Go("/me")], "[data-test=fingerprint]"),
    page("me-devices", Citizen, &[Go("/me/devices")], "[data-test=device]"),
    page("me-devices-offer", Citizen, &[Go("/me/devices"), Press("[data-test=offer-make]")], "[data-test=offer-code] svg"),
    page("me-pin", Citizen, &[Go("/me/pin")], "#pin-new"),
    page("me-pin-error", Citizen, &[Go("/me/pin"), Press("[data-test=pin-save]")], "#pin-new-error"),
    page("me-recovery", Citizen, &[Go("/me/recovery")], "[data-test=recovery-show]"),
    page("me-recovery-words", Citizen, &[Go("/me/recovery"), Press("[data-test=recovery-show]")], "[data-test=recovery-words]"),
    page("me-recovery-paper", Citizen, &[Go("/me/recovery"), Press("[data-test=recovery-show]"), See("[data-test=recovery-words]"), Print], "[data-test=recovery] svg.qr"),
    page("me-shared", Citizen, &[Go("/me/shared")], "[data-test=shared-switch]"),
    page("restore", Citizen, &[Go("/restore")], "[data-page=restore] #code-text"),
    page("scan", Citizen, &[Go("/scan")], "[data-page=scan] #code-text"),
    page("code-true", Citizen, &[Open("/code#{receipt}")], "[data-test=verified][data-state=true]"),
    page("code-false", Citizen, &[Go("/scan"), Write("#code-text", "{forged}"), Press("[data-test=code-go]")], "[data-test=verified][data-state=false]"),
    page("code-unreadable", Citizen, &[Go("/scan"), Write("#code-text", "rNotTheWholeReceipt"), Press("[data-test=code-go]")], "[data-test=verified][data-state=unreadable]"),
    page("code-other", Citizen, &[Go("/scan"), Write("#code-text", "pay 20 to 0244 123 456 at the market"), Press("[data-test=code-go]")], ".code-text"),
    page("code-empty", Citizen, &[Go("/code")], "[data-page=code] .empty"),
    page("join-link", Citizen, &[Open("/join#j0123456789abcdefghij")], "[data-page=join] .join-form .notice"),
    page("join", Citizen, &[Go("/join")], "#join-link"),
    page("join-error", Citizen, &[Go("/join"), Press("[data-test=join]")], "#join-link-error"),
    page("web", Citizen, &[Open("/public")], "main h1"),
    page("web-complaint", Citizen, &[Open("/public"), Press("main article h2 a")], "main h1"),
    page("web-none", Citizen, &[Open("/public?q=zzzz")], "main h1"),
    page("web-missing", Citizen, &[Open("/public/0000")], "h1"),
    page("not-found", Citizen, &[Open("/nowhere")], "[data-page=not-found]"),

    page("office-home", Officer, &[Go("/")], "[data-test=door-queue]"),
    page("office-queue", Officer, &[Go("/queue")], "[data-test=queue-row]"),
    page("office-queue-new", Officer, &[Go("/queue"), Press("[data-test=filter-new]")], "[data-test=filter-new][aria-pressed=true]"),
    page("office-queue-overdue", Officer, &[Go("/queue"), Press("[data-test=filter-overdue]")], "[data-test=filter-overdue][aria-pressed=true]"),
    page("office-queue-closed", Officer, &[Go("/queue"), Press("[data-test=filter-closed]")], "[data-test=filter-closed][aria-pressed=true]"),
    page("office-queue-none", Officer, &[Go("/queue"), Write("#queue-search", "zzzz")], "[data-page=queue] .rows + .empty"),
    page("office-queue-filters", Officer, &[Go("/queue"), Press(".queue-more > summary")], "#filter-ward"),
    page("office-queue-filtered", Officer, &[Go("/queue?category=roads")], ".in-use .chip"),
    page("office-queue-keys", Officer, &[Go("/queue"), See("[data-test=queue-row]"), Keys("?")], "dialog[open] .keys"),
    page("office-case-{state}", Officer, &[Go("/queue/{case:{state}}")], "[data-test=case][data-viewer=officer] [data-test=status][data-status={state}]"),
    page("office-case-observer", Officer, &[Go("/queue/{passed-on}")], "[data-test=case][data-viewer=observer] [data-test=observer]"),
    page("office-case-conflict", Officer, &[Go("/queue/{decided-twice}")], "[data-test=case] [data-test^=conflict-]"),
    page("office-case-taken-in", Officer, &[Go("/queue/{taken-in}")], "[data-test=case] [data-test=contact]"),
    page("office-case-reply", Officer, &[Go("/queue/{case:acknowledged}"), Write("#reply", "Thank you. A crew comes on Tuesday to look at it.")], "[data-test=send-reply]"),
    page("office-case-reason", Officer, &[Go("/queue/{case:acknowledged}"), Press("[data-test=status-waiting]")], "#status-note"),
    page("office-publish", Officer, &[Go("/case/{case:acknowledged}/publish")], "[data-test=publish-preview]"),
    page("office-publish-error", Officer, &[Go("/case/{case:acknowledged}/publish"), Write("#publish-title", " "), Press("[data-test=publish-confirm]")], "[data-test=error-summary]"),
    page("office-publish-hidden", Officer, &[Go("/case/{case:acknowledged}/publish"), Press("[data-test=publish-photo]"), Press("[data-test=publish-redact]"), See("[data-test=redaction] image"), Press("[data-test=redact-add]"), Press("[data-test=redact-done]")], "[data-test=publish-preview] .hidden-boxes"),
    page("office-published", Officer, &[Go("/case/{case:fixed}/publish")], "[data-test=unpublish]"),
    page("office-unpublish", Officer, &[Go("/case/{case:fixed}/publish"), Press("[data-test=unpublish]")], "dialog[open] [data-test=unpublish-confirm]"),
    page("office-merge", Officer, &[Go("/case/{case:acknowledged}/merge")], "#merge-search"),
    page("office-merge-two", Officer, &[Go("/case/{case:acknowledged}/merge?with={case:waiting}")], ".sides .side h2"),
    page("office-new", Officer, &[Go("/new")], "[data-test=door-intake]"),
    page("office-intake", Officer, &[Go("/intake")], "[data-test=intake-draft]"),
    page("office-intake-error", Officer, &[Go("/intake"), Press("[data-test=intake-begin]")], "#intake-error"),
    page("office-intake-description", Officer, &[Go("/report/{intake}/description")], "#description"),
    page("office-intake-contact", Officer, &[Go("/report/{intake}/contact")], "#contact-name"),
    page("office-intake-check", Officer, &[Go("/report/{intake}/check")], "[data-test=submit]"),
    page("office-intake-done", Officer, &[Go("/report/done/{handed-out}")], "[data-test=sending-state][data-state=received]"),
    page("office-receipt", Officer, &[Go("/case/{handed-out}/receipt")], "[data-test=receipt][data-received=true] ~ [data-test=follow-sheet] svg.qr"),
    page("office-receipt-paper", Officer, &[Go("/case/{handed-out}/receipt"), See("[data-test=receipt][data-received=true]"), Print], "[data-test=follow-sheet] svg.qr"),
    page("office-assign", Officer, &[Go("/queue/{case:acknowledged}"), Press("[data-test=assign]")], "[data-test=assign-me]"),
    page("office-route", Officer, &[Go("/queue/{case:acknowledged}"), Press("[data-test=route]")], "#route-reason"),
    page("office-more", Officer, &[Go("/queue/{case:acknowledged}"), Press("[data-test=more]")], "[data-test=ask-correction]"),
    page("office-correction", Officer, &[Go("/queue/{case:acknowledged}"), Press("[data-test=more]"), Press("[data-test=ask-correction]")], "#correction-reason"),
    page("office-note", Officer, &[Go("/queue/{case:acknowledged}"), Press("[data-test=tab-note]")], "#note"),
    page("office-me", Officer, &[Go("/me")], "[data-test=role][data-state=active]"),

    page("locked", Locked, &[Open("/")], "[data-test=locked] #pin"),
    page("locked-error", Locked, &[Open("/"), Write("#pin", "1111"), Press("[data-test=unlock]")], "[data-test=locked] #pin-error"),
    page("me-pin-done", Locked, &[Open("/"), Write("#pin", "{pin}"), Press("[data-test=unlock]"), See("[data-page=home]"), Go("/me/pin"), Write("#pin-current", "{pin}"), Write("#pin-new", "{pin}"), Write("#pin-again", "{pin}"), Press("[data-test=pin-save]")], "[data-test=pin-done]"),

    page("home-shared", Sharer, &[Go("/")], "[data-test=shared] [data-test=leave-link]"),
    page("me-shared-on", Sharer, &[Go("/me/shared")], "[data-test=leave]"),
    page("me-shared-leave", Sharer, &[Go("/me/shared"), Press("[data-test=leave]")], "[data-test=leave-yes]"),
    page("left", Sharer, &[Go("/me/shared"), Press("[data-test=leave]"), Press("[data-test=leave-yes]")], "[data-test=left]"),

    page("home-salvaged", Salvaged, &[Go("/")], "[data-test=salvaged]"),
    page("me-devices-revoke", Salvaged, &[Go("/me/devices"), Press("[data-test=revoke]")], "dialog[open] [data-test=revoke-yes]"),
    page("code-link", Salvaged, &[Go("/scan"), Write("#code-text", "{link}"), Press("[data-test=code-go]")], "[data-test=link-accept]"),
    page("code-linked", Salvaged, &[Go("/scan"), Write("#code-text", "{link}"), Press("[data-test=code-go]"), Press("[data-test=link-accept]")], "[data-test=linked]"),
    page("code-follow", Salvaged, &[Go("/scan"), Write("#code-text", "{follow}"), Press("[data-test=code-go]")], "[data-test=follow-code] [data-test=open-case]"),
    page("restore-sheet", Salvaged, &[Go("/restore"), Write("#code-text", "{sheet}"), Press("[data-test=code-go]")], "[data-test=restore]"),
    page("restored", Salvaged, &[Go("/restore"), Write("#code-text", "{sheet}"), Press("[data-test=code-go]"), Press("[data-test=restore]")], "[data-test=restored]"),
    page("joined", Salvaged, &[Go("/join"), Write("#join-link", "{invitation}"), Press("[data-test=join]")], "[data-page=join] [data-test=role][data-state=active]"),

    page("home-set-aside", SetAside, &[Go("/")], "[data-test=set-aside]"),
    page("follow-set-aside", SetAside, &[Go("/follow")], "[data-test=sending-state][data-state=set-aside]"),
    page("case-set-aside", SetAside, &[Go("/case/{aside}")], "[data-test=case] [data-test=retry]"),
    page("me-set-aside", SetAside, &[Go("/me")], "[data-test=outbox] [data-test=retry]"),

    page("revoked", Revoked, &[Open("/")], "[data-test=revoked]"),

    page("leaving", Leaver, &[Go("/me/shared"), Press("[data-test=leave]"), Press("[data-test=leave-yes]"), See("[data-test=left]"), Open("/")], "[data-test=leaving]"),

    page("home-offline", CutOff, &[Go("/")], "[data-test=sync-status][data-phase=offline]"),
    page("report-done-offline", CutOff, &[Go("/report/done/{queued}")], "[data-test=sending-state][data-state=queued]"),
    page("case-receipt-missing", CutOff, &[Go("/case/{queued}/receipt")], "[data-test=receipt][data-received=false]"),
    page("case-queued", CutOff, &[Go("/case/{queued}")], "[data-test=sending-state][data-state=queued]"),
    page("follow-offline", CutOff, &[Go("/follow")], "[data-test=sending-state][data-state=queued]"),
    page("me-offline", CutOff, &[Go("/me")], "[data-test=outbox] > li"),

    page("office-queue-offline", OfficerCutOff, &[Go("/queue")], "[data-test=queue-row]"),
    page("office-case-photo-coming", OfficerCutOff, &[Go("/queue/{asked}")], "[data-test=case-photos] .picture-progress"),

    page("home-old", DaysLater, &[Open("/")], "[data-test=case-card]"),
    page("community-old", DaysLater, &[Open("/community")], "[data-test=old-data]"),
    page("case-old", DaysLater, &[Go("/case/{case:acknowledged}")], "[data-test=case]"),

    page("another-tab", SecondTab, &[Open("/"), See("[data-test=elsewhere]")], "[data-test=take-over]"),
    page("no-storage", NoStorage, &[Open("/")], "[data-test=failed]"),
    page("start-offline", NewcomerCutOff, &[Open("/")], "[data-test=try-now]"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_pages_have_the_same_name() {
        let mut names = BTreeSet::new();
        for page in PAGES {
            assert!(names.insert(page.name), "{} is there twice", page.name);
        }
    }

    #[test]
    fn every_way_begins_by_itself_and_people_come_in_their_order() {
        for page in PAGES {
            let first = page.way.first();
            assert!(
                matches!(first, Some(Open(_) | Go(_))),
                "{} depends on the page before it",
                page.name
            );
        }
        assert!(PAGES.is_sorted_by_key(|page| page.who));
    }
}
