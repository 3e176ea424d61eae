//! A day at the office's desk: finding what matters, with filters and with keys; two matters that
//! are one; what everybody may see of a photo.

use super::{
    Device, Screen, Stage, citizen, holds,
    screen::{ENTER, ESCAPE, look},
    street,
};
use crate::kit::Result;
use serde_json::json;
use std::time::Duration;

/// Which department is told first of what waits too long.
const ABOVE: &str = "client-service";
/// What goes to everybody who told of it.
pub(super) const BOTH: &str = "We have put a barrier around it for now.";

/// Open matters of the roads' department: the sample's, and the two of this story.
const OPEN: usize = 8;

/// The rows of the queue, from the top.
const ROWS: &str = "[...document.querySelectorAll('[data-test=queue-row] a.cover')]";

impl Stage {
    /// Takes her role; what waits longest was passed up, and the matter tells the way it went.
    pub(super) async fn officer_sees_what_is_overdue(&mut self) -> Result<()> {
        let link = self.hub.invite("works", super::officer::NAME)?;
        take_role(&mut self.officer, &link).await?;
        let screen = self.officer.screen()?;
        screen.see_arrive("[data-test=queue-row]").await?;
        screen.press("[data-test=filter-overdue]").await?;
        screen
            .see("[data-test=filter-overdue][aria-pressed=true]")
            .await?;
        screen.counts("[data-test=queue-row]", 1).await?;
        screen
            .reads("[data-test=queue-row]", "Passed up to")
            .await?;
        screen.press("[data-test=queue-row] a").await?;
        screen.see("[data-test=case] .due-reached li").await?;
        screen.press("[data-test=nav-queue]").await?;
        screen
            .see("[data-test=filter-open][aria-pressed=true]")
            .await
            .map(drop)
    }

    /// Stands in for whoever is told of what waits too long, too: it is in the queue then, among
    /// the matters of two departments.
    pub(super) async fn officer_takes_a_second_role(&mut self) -> Result<()> {
        let link = self.hub.invite(ABOVE, super::officer::NAME)?;
        let screen = self.officer.screen()?;
        screen.counts("[data-test=queue-row]", OPEN).await?;
        screen.press("[data-test=nav-me]").await?;
        screen.is_at("me").await?;
        screen.press("details:has(#join-link) > summary").await?;
        screen.write("#join-link", &link).await?;
        screen.press("[data-test=join]").await?;
        screen
            .counts("[data-test=role][data-state=active]", 2)
            .await?;
        screen.press("[data-test=nav-queue]").await?;
        screen
            .see_arrive("[data-test=filter-escalated]:not([hidden])")
            .await?;
        screen.press("[data-test=filter-escalated]").await?;
        screen
            .see("[data-test=filter-escalated][aria-pressed=true]")
            .await?;
        screen.counts("[data-test=queue-row]", 1).await?;
        screen
            .reads("[data-test=queue-row]", "Passed up to")
            .await?;
        screen.press("[data-test=filter-open]").await?;
        unfold(screen).await?;
        screen.pick("#filter-department", ABOVE).await?;
        screen.counts("[data-test=queue-row]", 0).await?;
        screen.pick("#filter-department", "works").await?;
        screen.counts("[data-test=queue-row]", OPEN).await?;
        screen.press(".in-use .chip").await?;
        screen.counts(".in-use .chip", 0).await
    }

    /// Narrows the queue by category and ward, and takes both off again.
    pub(super) async fn officer_filters_the_queue(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        screen.counts("[data-test=queue-row]", OPEN).await?;
        unfold(screen).await?;
        screen.pick("#filter-category", "roads").await?;
        let only = |words: &str| {
            format!(
                "(() => {{ const rows = [...document.querySelectorAll('[data-test=queue-row]')]; \
                 return rows.length && rows.every(row => row.innerText.includes({words:?})); }})()"
            )
        };
        screen
            .until("other categories are there", &only("Roads"))
            .await?;
        let roads = screen.count("[data-test=queue-row]").await?;
        holds(
            (2..OPEN).contains(&roads),
            format!("{roads} of {OPEN} are about roads"),
        )?;
        screen.pick("#filter-ward", "takoradi").await?;
        screen.counts("[data-test=queue-row]", 1).await?;
        screen
            .until("another ward is there", &only("Takoradi"))
            .await?;
        screen.counts(".in-use .chip", 2).await?;
        for left in [1, 0] {
            screen.press(".in-use .chip").await?;
            screen.counts(".in-use .chip", left).await?;
        }
        screen.counts("[data-test=queue-row]", OPEN).await
    }

    /// Works without the mouse; the keys can be switched off.
    pub(super) async fn officer_works_by_keys(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        screen.press("[data-test=nav-queue]").await?;
        screen.see("[data-test=queue-row]").await?;
        let row = |number: usize| format!("document.activeElement === {ROWS}[{number}]");
        for (key, number) in [("j", 0), ("j", 1), ("k", 0)] {
            screen.keys(key).await?;
            let words = format!("{key} does not lead to row {number}");
            screen.until(&words, &row(number)).await?;
        }
        screen.keys("/").await?;
        focus_is(screen, "#queue-search").await?;
        leave(screen).await?;
        screen.keys("?").await?;
        screen.press("[data-test=keys-use]").await?;
        screen.keys(ESCAPE).await?;
        screen.counts("dialog[open]", 0).await?;
        leave(screen).await?;
        screen.keys("j").await?;
        let moved = "document.activeElement.matches('[data-test=queue-row] a')";
        let moved = screen.ask(moved).await?;
        holds(moved == json!(false), "keys that are off still work")?;
        // What leads there without keys is hidden where there is no mouse, as in some of the hosts.
        screen
            .ask("document.querySelector('[data-test=keys]').click()")
            .await?;
        screen.press("[data-test=keys-use]").await?;
        screen
            .press("dialog[open] [data-test=dialog-close]")
            .await?;
        screen.counts("dialog[open]", 0).await?;
        leave(screen).await?;

        screen.keys("j").await?;
        screen.until("the keys are not back", &row(1)).await?;
        screen.keys(ENTER).await?;
        screen.see("[data-test=case]").await?;
        screen.see("#status-buttons").await?;
        screen.keys("r").await?;
        focus_is(screen, "#reply").await?;
        leave(screen).await?;
        screen.keys("n").await?;
        focus_is(screen, "#note").await?;
        leave(screen).await?;
        screen.keys("s").await?;
        focus_is(screen, "#status-buttons button, #status-buttons").await?;
        screen.keys("a").await?;
        screen.see("dialog[open] [data-test=assign-me]").await?;
        screen.keys(ESCAPE).await?;
        screen.counts("dialog[open]", 0).await
    }

    /// The day is counted in the same steps for the citizen and for the office.
    pub(super) async fn both_count_the_same_day(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        find(screen, street::HOLE).await?;
        screen
            .reads_arrive("[data-test=case]", street::DEEPER.trim())
            .await?;
        screen.counts("li[data-kind=corrected]", 1).await?;
        let [office, own] = [
            counted(screen).await?,
            counted(self.citizen.screen()?).await?,
        ];
        holds(
            office == own && office.lines().count() > 2,
            format!("the office counts {office:?}, the citizen {own:?}"),
        )
    }

    /// Two who told of the same thing: laid side by side, then one; an answer goes to both.
    pub(super) async fn officer_merges_two(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        find(screen, street::SAME).await?;
        screen.press("[data-test=more]").await?;
        screen.press("[data-test=merge]").await?;
        screen
            .reads("[data-test=merge-offer]", street::HOLE)
            .await?;
        screen.press("[data-test=merge-offer] a").await?;
        screen.see(".side.ends h2").await?;
        for side in [
            (".side.ends", street::SAME),
            (".side:not(.ends)", street::HOLE),
        ] {
            screen.reads(side.0, side.1).await?;
        }
        screen.press("[data-test=merge-confirm]").await?;
        screen.reads("[data-test=duplicates]", street::SAME).await?;
        let screen = self.neighbour.screen()?;
        screen.press("[data-test=open-case]").await?;
        screen
            .see_arrive("[data-test=status][data-status=duplicate]")
            .await?;
        screen.see("li[data-kind=merged]").await?;
        let screen = self.officer.screen()?;
        screen.reads("#panel-reply", "1 more citizen").await?;
        screen.write("#reply", BOTH).await?;
        screen.press("[data-test=send-reply]").await?;
        for device in [&self.citizen, &self.neighbour] {
            device
                .screen()?
                .reads_arrive("[data-test=timeline]", BOTH)
                .await?;
        }
        Ok(())
    }

    /// Publishes with a part of the photo hidden.
    pub(super) async fn officer_hides_part_of_a_photo(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        screen
            .until_arrived(
                "the photo does not arrive whole",
                "document.querySelector('[data-test=case-photos] img')?.naturalWidth > 320",
            )
            .await?;
        screen.press("[data-test=more]").await?;
        screen.press("[data-test=publish]").await?;
        screen.see("[data-test=publish-photo]").await?;
        let chosen = "document.querySelector('[data-test=publish-photo]').checked";
        if screen.ask(chosen).await? == json!(false) {
            screen.press("[data-test=publish-photo]").await?;
        }
        screen.press("[data-test=publish-redact]").await?;
        screen.press("[data-test=redact-add]").await?;
        screen
            .counts("[data-test=redaction] .redact-boxes li", 1)
            .await?;
        screen.press("[data-test=redact-done]").await?;
        screen.reads("main", "1 place hidden").await?;
        screen.press("[data-test=publish-confirm]").await?;
        screen.counts("li[data-kind=published]", 1).await
    }

    /// Takes back what was published: it goes from the phones, and from the web.
    pub(super) async fn officer_takes_the_page_back(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        let path = screen
            .ask("document.querySelector('[data-test=published-card] a').getAttribute('href')")
            .await?;
        let path = path.as_str().ok_or("no published page")?;
        let address = format!(
            "{}{}",
            self.hub.origin(),
            path.replace("/published/", "/public/")
        );
        let before = reqwest::get(&address).await?.status();
        holds(before.is_success(), format!("{address} is {before}"))?;
        screen.press("[data-test=more]").await?;
        screen.press("[data-test=publish]").await?;
        screen.press("[data-test=unpublish]").await?;
        screen.press("[data-test=unpublish-confirm]").await?;
        screen.see("[data-test=case]").await?;
        screen.counts("[data-test=published-card]", 0).await?;
        let words = format!("{address} is still there");
        look(&words, Duration::from_secs(30), async || {
            let gone = match reqwest::get(&address).await {
                Ok(answer) => answer.status().is_client_error(),
                Err(_) => false,
            };
            Ok(gone.then_some(()))
        })
        .await?;
        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-follow]").await?;
        screen.press("[data-test=case-card] a").await?;
        screen.see("[data-test=case]").await?;
        screen.counts("[data-test=published]", 0).await
    }
}

/// Takes a role by its one-time link and opens the queue.
pub(super) async fn take_role(device: &mut Device, link: &str) -> Result<()> {
    device.open(link).await?;
    let screen = device.screen()?;
    citizen::first_start(screen).await?;
    if device.host() == super::Host::Window {
        screen.press("[data-test=nav-me]").await?;
        screen.is_at("me").await?;
        screen.press("details:has(#join-link) > summary").await?;
        screen.write("#join-link", link).await?;
    }
    screen.press("[data-test=join]").await?;
    screen
        .see_arrive("[data-test=role][data-state=active]")
        .await?;
    screen
        .press("[data-test=role] [data-test=door-queue]")
        .await?;
    screen.is_at("queue").await
}

/// Opens the only matter of the queue with these words.
async fn find(screen: &Screen, words: &str) -> Result<()> {
    screen.press("[data-test=nav-queue]").await?;
    screen.is_at("queue").await?;
    screen.see("#queue-search").await?.clear().await?;
    screen.write("#queue-search", words).await?;
    screen.counts("[data-test=queue-row]", 1).await?;
    screen.reads("[data-test=queue-row]", words).await?;
    screen.press("[data-test=queue-row] a").await?;
    screen
        .see("[data-test=case][data-viewer=officer]")
        .await
        .map(drop)
}

/// Shows the rarer filters, if they are folded away.
async fn unfold(screen: &Screen) -> Result<()> {
    if screen.count(".queue-more[open]").await? == 0 {
        screen.press(".queue-more > summary").await?;
    }
    Ok(())
}

/// The steps in which the promised day is counted.
async fn counted(screen: &Screen) -> Result<String> {
    screen.press("[data-test=due] details > summary").await?;
    screen.words("[data-test=due] .steps").await
}

/// Waits until the focus is there.
async fn focus_is(screen: &Screen, css: &str) -> Result<()> {
    let there = format!("document.activeElement?.matches({css:?})");
    screen
        .until(&format!("the key does not lead to {css}"), &there)
        .await
}

/// Leaves a field, so that the next key is not written into it.
async fn leave(screen: &Screen) -> Result<()> {
    screen.ask("document.activeElement?.blur()").await.map(drop)
}
