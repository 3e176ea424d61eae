//! The pages of the app, each with the way to it.

use super::page::{
    Page,
    Step::{Go, Open, Press, See, Write},
    Who::{
        Beginner, Citizen, CutOff, DaysLater, Newcomer, NewcomerCutOff, NoStorage, Officer,
        OfficerCutOff, SecondTab,
    },
    page,
};

/// Every page, by who sees it and in the order of a walk.
#[rustfmt::skip]
pub const PAGES: &[Page] = &[
    page("start", Newcomer, &[Open("/")], "[data-test^=language-]"),
    page("start-welcome", Newcomer, &[Open("/"), Press(".languages li:first-child button")], "[data-test=start]"),
    page("start-ward", Newcomer, &[Open("/"), Press(".languages li:first-child button"), Press("[data-test=start]")], "[data-test=skip-ward]"),

    page("home-empty", Beginner, &[Go("/")], "[data-test=door-report]"),
    page("follow-empty", Beginner, &[Go("/follow")], "[data-page=follow] h1"),
    page("queue-no-role", Beginner, &[Go("/queue")], "[data-page=queue] h1"),

    page("home", Citizen, &[Go("/")], "[data-test=waiting]"),
    page("new", Citizen, &[Go("/new")], "[data-page=new] h1"),
    page("report-category", Citizen, &[Go("/report/{blank}/category")], "[data-test=category-unknown]"),
    page("report-category-error", Citizen, &[Go("/report/{blank}/category"), Press("[data-test=continue]")], "[data-test=error-summary]"),
    page("report-description-empty", Citizen, &[Go("/report/{blank}/description")], "#description"),
    page("report-description", Citizen, &[Go("/report/{draft}/description")], "#description"),
    page("report-place-empty", Citizen, &[Go("/report/{blank}/place")], "#landmark"),
    page("report-place-error", Citizen, &[Go("/report/{blank}/place"), Press("[data-test=continue]")], "[data-test=error-summary]"),
    page("report-place", Citizen, &[Go("/report/{draft}/place")], "[data-test=position]"),
    page("report-photos-empty", Citizen, &[Go("/report/{blank}/photos")], ".photo-add"),
    page("report-photos", Citizen, &[Go("/report/{draft}/photos")], "[data-test=photo] img"),
    page("report-contact", Citizen, &[Go("/report/{draft}/contact")], "[data-test=contact-app]"),
    page("report-tasks", Citizen, &[Go("/report/{draft}")], "[data-test=task]"),
    page("report-check", Citizen, &[Go("/report/{draft}/check")], "[data-test=submit]"),
    page("report-check-error", Citizen, &[Go("/report/{blank}/check"), Press("[data-test=submit]")], "[data-test=error-summary]"),
    page("report-done", Citizen, &[Go("/report/done/{case:new}")], "[data-test=reference]"),
    page("follow", Citizen, &[Go("/follow")], "[data-test=case-card]"),
    page("case-{state}", Citizen, &[Go("/case/{case:{state}}")], "[data-test=case] [data-test=status][data-status={state}]"),
    page("case-unknown", Citizen, &[Go("/case/0000")], "[data-page=case]"),
    page("community", Citizen, &[Go("/community")], "[data-page=community] h1"),
    page("me", Citizen, &[Go("/me")], "[data-test=fingerprint]"),
    page("join", Citizen, &[Go("/join")], "#join-link"),
    page("join-error", Citizen, &[Go("/join"), Press("[data-test=join]")], "#join-link-error"),
    page("not-found", Citizen, &[Open("/nowhere")], "[data-page=not-found]"),

    page("office-home", Officer, &[Go("/")], "[data-test=door-queue]"),
    page("office-queue", Officer, &[Go("/queue")], "[data-test=queue-row]"),
    page("office-queue-new", Officer, &[Go("/queue"), Press("[data-test=filter-new]")], "[data-test=filter-new][aria-pressed=true]"),
    page("office-queue-overdue", Officer, &[Go("/queue"), Press("[data-test=filter-overdue]")], "[data-test=filter-overdue][aria-pressed=true]"),
    page("office-queue-closed", Officer, &[Go("/queue"), Press("[data-test=filter-closed]")], "[data-test=filter-closed][aria-pressed=true]"),
    page("office-case-{state}", Officer, &[Go("/queue/{case:{state}}")], "[data-test=case][data-viewer=officer] [data-test=status][data-status={state}]"),
    page("office-case-reply", Officer, &[Go("/queue/{case:acknowledged}"), Write("#reply", "Thank you. A crew comes on Tuesday to clear it.")], "[data-test=send-reply]"),
    page("office-case-reason", Officer, &[Go("/queue/{case:acknowledged}"), Press("[data-test=status-waiting]")], "#status-note"),
    page("office-me", Officer, &[Go("/me")], "[data-test=role][data-state=active]"),

    page("home-offline", CutOff, &[Go("/")], "[data-test=sync-status][data-phase=offline]"),
    page("report-done-offline", CutOff, &[Go("/report/done/{queued}")], "[data-test=sending-state][data-state=queued]"),
    page("case-queued", CutOff, &[Go("/case/{queued}")], "[data-test=sending-state][data-state=queued]"),
    page("follow-offline", CutOff, &[Go("/follow")], "[data-test=sending-state][data-state=queued]"),
    page("me-offline", CutOff, &[Go("/me")], "[data-test=outbox] > li"),

    page("office-queue-offline", OfficerCutOff, &[Go("/queue")], "[data-test=queue-row]"),

    page("home-old", DaysLater, &[Open("/")], "[data-test=case-card]"),
    page("case-old", DaysLater, &[Go("/case/{case:acknowledged}")], "[data-test=case]"),

    page("another-tab", SecondTab, &[Open("/"), See("[data-test=elsewhere]")], "[data-test=take-over]"),
    page("no-storage", NoStorage, &[Open("/")], "[data-test=failed]"),
    page("start-offline", NewcomerCutOff, &[Open("/")], "[data-test=try-now]"),
];
