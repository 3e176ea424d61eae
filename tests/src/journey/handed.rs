//! What goes through several hands: a matter that another department gets and does not mend, and one
//! that was taken in at the counter, with the sheet that leads its person to it.

use super::{
    Host, Screen, Stage,
    desk::{BOTH, take_role},
    filing, holds, neighbour, street,
};
use crate::kit::Result;
use serde_json::{Value, json};
use std::path::Path;

/// Who answers for the roads.
const COLLEAGUE: &str = "Kofi Annan Boateng";
/// Why it is another department's.
const YOURS: &str = "The trunk road is yours.";
/// What that one writes.
const SEEN: &str = "We have seen it from our side.";
/// Why it is not mended.
const NO_MONEY: &str = "There is no money for this road before April.";
/// What somebody tells at the counter.
const AT_THE_COUNTER: &str = "The gutter cover is gone before her door";

impl Stage {
    /// Another department gets it: with all that happened, and with the day that was promised.
    pub(super) async fn a_colleague_takes_over(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        let promised = promised_now(screen).await?;
        pass_on(screen, "transport", YOURS).await?;
        let link = self.hub.invite("transport", COLLEAGUE)?;
        take_role(&mut self.colleague, &link).await?;
        let screen = self.colleague.screen()?;
        screen
            .reads_arrive("[data-test=queue-row]", street::HOLE)
            .await?;
        screen.press("[data-test=queue-row] a").await?;
        screen.see("[data-test=case][data-viewer=officer]").await?;
        for words in [YOURS, BOTH] {
            screen.reads_arrive("[data-test=timeline]", words).await?;
        }
        for kind in ["filed", "routed", "corrected"] {
            screen.counts(&format!("li[data-kind={kind}]"), 1).await?;
        }
        let now = promised_now(screen).await?;
        holds(
            now == promised,
            format!("promised for {promised}, handed on with {now}"),
        )?;
        screen.write("#reply", SEEN).await?;
        screen.press("[data-test=send-reply]").await?;
        self.citizen
            .screen()?
            .reads_arrive("[data-test=timeline]", SEEN)
            .await
    }

    /// It is not mended, and the citizen is told why.
    pub(super) async fn the_office_says_no(&mut self) -> Result<()> {
        let screen = self.colleague.screen()?;
        screen.press("[data-test=status-in-progress]").await?;
        screen
            .see("[data-test=status][data-status=in-progress]")
            .await?;
        screen.press("[data-test=status-not-fixed]").await?;
        // Without a reason there is no "no".
        screen.press("[data-test=status-confirm]").await?;
        screen.see("#status-note-error").await?;
        screen.write("#status-note", NO_MONEY).await?;
        screen.press("[data-test=status-confirm]").await?;
        let closed = "[data-test=status][data-status=not-fixed]";
        screen.see(closed).await?;
        let screen = self.citizen.screen()?;
        screen.see_arrive(closed).await?;
        screen.reads("[data-test=timeline]", NO_MONEY).await
    }

    /// Who came to the counter goes home with a sheet, and follows the matter on a phone with it.
    pub(super) async fn the_sheet_of_the_counter_leads_to_the_matter(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        take_in(screen, AT_THE_COUNTER).await?;
        self.the_sheet_is_printed().await?;
        let picture = self.folder().join("follow.png");
        let screen = self.officer.screen()?;
        neighbour::photograph(screen, "[data-test=follow-sheet] svg.qr", &picture).await?;
        leads_to(&picture, &self.hub.origin())?;
        let screen = self.neighbour.screen()?;
        neighbour::scan(screen, &picture).await?;
        screen
            .see_arrive("[data-test=follow-code] [data-test=open-case]")
            .await?;
        screen.press("[data-test=open-case]").await?;
        screen.reads("[data-test=timeline]", AT_THE_COUNTER).await
    }

    /// The button opens the system's dialog for printing; what is only for a screen is not on paper.
    async fn the_sheet_is_printed(&self) -> Result<()> {
        let screen = self.officer.screen()?;
        screen
            .ask("(() => { window.print = () => { window.printed = true; }; })()")
            .await?;
        screen.press("[data-test=print]").await?;
        screen
            .until("nothing is printed", "window.printed === true")
            .await?;
        if self.officer.host() == Host::Window {
            return Ok(());
        }
        for (medium, shown) in [("print", false), ("", true)] {
            let wish = json!({
                "cmd": "Emulation.setEmulatedMedia", "params": {"media": medium},
            });
            self.officer.ask_driver("goog/cdp/execute", &wish).await?;
            for (css, shown) in [
                ("[data-test=print]", shown),
                ("[data-test=nav-queue]", shown),
                ("[data-test=follow-sheet] svg.qr", true),
            ] {
                let seen = screen
                    .ask(&format!(
                        "document.querySelector({css:?}).getClientRects().length > 0"
                    ))
                    .await?;
                holds(seen == json!(shown), format!("{css} on {medium:?}: {seen}"))?;
            }
        }
        Ok(())
    }
}

/// Holds that the camera of any phone opens the hub's app from a code.
fn leads_to(picture: &Path, hub: &str) -> Result<()> {
    let picture = image::open(picture)?.into_luma8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut reader = quircs::Quirc::default();
    let code = reader.identify(width, height, &picture).next();
    let code = code.ok_or("no code in the picture")??.decode()?;
    let text = String::from_utf8(code.payload)?;
    holds(
        text.starts_with(&format!("{hub}/code#")),
        format!("the code does not lead to {hub}: {text}"),
    )
}

/// Takes in what somebody tells at the counter, up to the receipt.
pub(super) async fn take_in(screen: &Screen, words: &str) -> Result<()> {
    screen.press("[data-test=nav-queue]").await?;
    screen.is_at("queue").await?;
    screen.press("[data-test=nav-intake]").await?;
    screen.press("[data-test=intake-counter]").await?;
    screen.press("[data-test=intake-begin]").await?;
    filing::choose(screen, "roads").await?;
    filing::tell(screen, words).await?;
    screen.write("#landmark", "Market Circle").await?;
    screen.press("[data-test=continue]").await?;
    screen.see(".photo-add").await?;
    screen.press("[data-test=continue]").await?;
    screen.write("#contact-name", "Ama Mensah").await?;
    screen.press("[data-test=continue]").await?;
    screen.press("[data-test=submit]").await?;
    screen.is_at("done").await?;
    screen.press("[data-test=open-receipt]").await?;
    screen
        .see_arrive("[data-test=receipt][data-received=true]")
        .await?;
    screen
        .see("[data-test=follow-sheet] svg.qr")
        .await
        .map(drop)
}

/// Hands the open matter to another department.
pub(super) async fn pass_on(screen: &Screen, department: &str, reason: &str) -> Result<()> {
    screen.press("[data-test=route]").await?;
    screen.pick("#route-department", department).await?;
    screen.write("#route-reason", reason).await?;
    screen.press("[data-test=route-confirm]").await?;
    screen.counts("li[data-kind=routed]", 1).await?;
    screen.see("[data-test=observer]").await.map(drop)
}

/// The day that is promised.
async fn promised_now(screen: &Screen) -> Result<Value> {
    screen.see("[data-test=due]").await?;
    screen
        .ask("document.querySelector('[data-test=due]').dataset.date")
        .await
}
