//! What happens later in a matter, on both sides: notes, corrections, publication, "fixed".

use super::{Screen, Stage, citizen, handed, holds, officer, screen::look};
use crate::kit::Result;
use std::time::Duration;

/// What only colleagues may read.
const NOTE: &str = "The contractor owes us this one from last year.";
/// What the office asks to correct.
const ASKED: &str = "Please say where exactly: which gate of the school?";
/// What the citizen corrects.
const GATE: &str = ", at the second gate";
/// Why the citizen opens it again.
const STILL: &str = "The sand is back already, please come and see.";
/// What is typed into the title that everybody reads.
const FOR_ALL: &str = " (published)";

impl Stage {
    /// Takes the matter, and tells colleagues what the citizen never gets.
    pub(super) async fn officer_takes_it_and_notes(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        screen.press("[data-test=assign]").await?;
        screen.press("[data-test=assign-me]").await?;
        screen.counts("li[data-kind=assigned]", 1).await?;
        note(screen, NOTE).await
    }

    /// Sends it back with reasons; the citizen changes the same matter on the same device.
    pub(super) async fn office_asks_and_citizen_corrects(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        screen.press("[data-test=more]").await?;
        screen.press("[data-test=ask-correction]").await?;
        screen.press("[data-test=correct-place]").await?;
        screen.write("#correction-reason", ASKED).await?;
        screen.press("[data-test=correction-confirm]").await?;
        screen
            .see("[data-test=status][data-status=waiting]")
            .await?;

        let screen = self.citizen.screen()?;
        screen.see_arrive("[data-test=correction]").await?;
        screen.reads("[data-test=correction]", ASKED).await?;
        let notes = screen
            .count("li[data-kind=note], li[data-kind=assigned]")
            .await?;
        holds(notes == 0, "the citizen sees what is for colleagues")?;
        screen
            .press("[data-test=correction] [data-test=correct]")
            .await?;
        screen.press("[data-test=task][data-step=place] a").await?;
        screen.write("#landmark", GATE).await?;
        screen.press("[data-test=continue]").await?;
        screen.press("[data-test=tasks-check]").await?;
        screen.reads("main", GATE).await?;
        screen.press("[data-test=submit]").await?;
        screen
            .counts("li[data-kind=corrected][data-waiting=false]", 1)
            .await?;
        screen.counts("[data-test=correction]", 0).await?;

        let screen = self.officer.screen()?;
        screen.counts("li[data-kind=corrected]", 1).await?;
        screen.reads(".facts", GATE).await
    }

    /// Writes what everybody may read; the plain page on the web says the same.
    pub(super) async fn officer_publishes(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        screen.press("[data-test=more]").await?;
        screen.press("[data-test=publish]").await?;
        screen.write("#publish-title", FOR_ALL).await?;
        screen.reads("[data-test=publish-preview]", FOR_ALL).await?;
        screen.press("[data-test=publish-confirm]").await?;
        screen.counts("li[data-kind=published]", 1).await?;
        self.citizen
            .screen()?
            .see_arrive("[data-test=published]")
            .await?;
        let address = format!("{}/public", self.hub.origin());
        let words = format!("{address} does not have it");
        look(&words, Duration::from_secs(30), async || {
            let page = match reqwest::get(&address).await {
                Ok(answer) => answer.text().await.unwrap_or_default(),
                Err(_) => String::new(),
            };
            Ok(page.contains(FOR_ALL.trim()).then_some(()))
        })
        .await
    }

    /// "Fixed" is not fixed until the citizen says so.
    pub(super) async fn fixed_is_disputed_then_confirmed(&mut self) -> Result<()> {
        for again in [false, true] {
            let screen = self.officer.screen()?;
            if again {
                screen
                    .see_arrive("[data-test=status][data-status=reopened]")
                    .await?;
                screen.reads("[data-test=timeline]", STILL).await?;
            }
            screen.press("[data-test=status-fixed]").await?;
            let reason = "document.querySelector('#status-note') !== null || \
                document.querySelector('[data-test=status][data-status=fixed]') !== null";
            screen.until("nothing comes of it", reason).await?;
            if screen.count("#status-note").await? == 1 {
                screen.press("[data-test=status-confirm]").await?;
            }
            screen.see("[data-test=status][data-status=fixed]").await?;

            let screen = self.citizen.screen()?;
            screen.see_arrive("[data-test=fixed]").await?;
            if again {
                screen.press("[data-test=confirm-fixed]").await?;
                screen.counts("li[data-kind=confirmed]", 1).await?;
            } else {
                screen.press("[data-test=reopen]").await?;
                screen.write("#reopen-reason", STILL).await?;
                screen.press("[data-test=reopen-send]").await?;
                screen
                    .see("[data-test=status][data-status=reopened]")
                    .await?;
                // A promise of its own, counted from now.
                screen
                    .reads("[data-test=due]", "from the day it was opened again")
                    .await?;
            }
        }
        let screen = self.citizen.screen()?;
        screen.press("[data-test=rate-4]").await?;
        screen.press("[data-test=rate-send]").await?;
        screen.see("[data-test=rated][data-score='4']").await?;
        screen.counts("li[data-waiting=true]", 0).await?;
        let screen = self.officer.screen()?;
        screen.counts("li[data-kind=confirmed]", 1).await?;
        screen.counts("li[data-kind=rated]", 1).await
    }

    /// Somebody comes to the counter: the office files, and hands out a receipt to follow it.
    pub(super) async fn officer_takes_a_matter_in(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        handed::take_in(screen, "A pothole in front of her shop.").await?;
        screen.press("[data-test=nav-queue]").await?;
        screen.is_at("queue").await?;
        screen.counts("[data-test=queue-row]", 1).await
    }

    /// Another department gets it, with all of its history; who had it reads on.
    pub(super) async fn officer_passes_it_on(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        screen.press("[data-test=queue-row] a").await?;
        handed::pass_on(screen, "transport", "It is on the trunk road: yours.").await
    }

    /// A PIN closes the app; what waits is still told; the right one opens it.
    pub(super) async fn citizen_locks_the_app(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/me/pin']").await?;
        screen.write("#pin-new", "2468").await?;
        screen.write("#pin-again", "2468").await?;
        screen.press("[data-test=pin-save]").await?;
        screen.see("[data-test=pin-done]").await?;
        screen.press("[data-test=lock]").await?;
        screen.see("[data-test=locked]").await?;
        screen.see("[data-test=sync-status]").await?;
        let words = screen.words("body").await?;
        holds(
            !words.contains(citizen::TITLE) && !words.contains(officer::NAME),
            format!("shown while it is locked: {words}"),
        )?;
        screen.write("#pin", "1111").await?;
        screen.press("[data-test=unlock]").await?;
        screen.reads("[data-test=locked]", "not the PIN").await?;
        screen.write("#pin", "2468").await?;
        screen.press("[data-test=unlock]").await?;
        screen.press("[data-test=nav-follow]").await?;
        screen
            .reads("[data-test=case-card]", citizen::TITLE)
            .await?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/me/pin']").await?;
        screen.write("#pin-current", "2468").await?;
        screen.press("[data-test=pin-remove]").await?;
        screen.see("[data-test=pin-done]").await?;
        screen.press("[data-test=nav-follow]").await?;
        screen.is_at("follow").await
    }

    /// The other language is there at once, and so is the first one again.
    pub(super) async fn citizen_changes_the_language(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        let title = |words: &str| {
            format!("document.querySelector('[data-page=follow] h1')?.innerText === {words:?}")
        };
        screen.until("not in English", &title("My matters")).await?;
        for (code, is) in [("tw", false), ("en", true)] {
            screen.press("[data-test=nav-me]").await?;
            screen
                .press(&format!("[data-test=language-{code}]"))
                .await?;
            screen
                .until(
                    "the page does not say its language",
                    &format!("document.documentElement.lang === {code:?}"),
                )
                .await?;
            screen.press("[data-test=nav-follow]").await?;
            screen.is_at("follow").await?;
            let english = screen.ask(&title("My matters")).await?;
            holds(english == is, format!("{code}: {english}"))?;
        }
        // What follows begins at the matter.
        screen.press("[data-test=case-card] a").await?;
        screen.see("[data-test=case]").await.map(drop)
    }
}

/// Writes the first note in a matter, and goes back to what the citizen gets.
pub(super) async fn note(screen: &Screen, words: &str) -> Result<()> {
    screen.press("[data-test=tab-note]").await?;
    screen.write("#note", words).await?;
    screen.press("[data-test=add-note]").await?;
    screen
        .counts("li[data-kind=note][data-waiting=false]", 1)
        .await?;
    screen.press("[data-test=tab-reply]").await
}
