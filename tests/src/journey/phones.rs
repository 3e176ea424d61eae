//! Phones and whose they are: one whose PIN somebody guesses at, one that a pasted code makes a
//! second device, one that a typed sheet makes a person's again, one that several people share.

use super::{
    Screen, Stage, citizen, desk,
    filing::{self, Report},
    holds, officer, street, week,
};
use crate::kit::Result;
use serde_json::Value;

const PIN: &str = "1357";
const WRONG: &str = "0000";
/// Wrong PINs that cost nothing; after them one has to wait for half a minute.
const FREE: usize = 5;
/// What somebody tells on a shared phone and has no time to wait for.
const HASTY: &str = "The lamp post by the taxi rank leans over the road";

impl Stage {
    /// Somebody guesses at a PIN: after a few tries even the right one has to wait, and the page
    /// says how long. Then it opens.
    pub(super) async fn wrong_pins_must_wait(&mut self) -> Result<()> {
        let screen = self.neighbour.screen()?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/me/pin']").await?;
        screen.write("#pin-new", PIN).await?;
        screen.write("#pin-again", PIN).await?;
        screen.press("[data-test=pin-save]").await?;
        screen.see("[data-test=pin-done]").await?;
        screen.press("[data-test=lock]").await?;
        for _ in 0..FREE {
            try_in_vain(screen, WRONG).await?;
            screen.reads("[data-test=locked]", "not the PIN").await?;
        }
        try_in_vain(screen, PIN).await?;
        screen
            .reads("[data-test=locked]", "Too many wrong PINs")
            .await?;
        screen
            .reads("[data-test=pin-wait]", "then try again")
            .await?;
        screen.see("[data-test=unlock][aria-disabled=true]").await?;
        screen
            .until_arrived(
                "one has to wait longer than half a minute",
                "document.querySelector('[data-test=unlock]:not([aria-disabled])')",
            )
            .await?;
        screen.write("#pin", PIN).await?;
        screen.press("[data-test=unlock]").await?;
        screen.press("[data-test=nav-home]").await?;
        screen.is_at("home").await?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/me/pin']").await?;
        screen.write("#pin-current", PIN).await?;
        screen.press("[data-test=pin-remove]").await?;
        screen.see("[data-test=pin-done]").await.map(drop)
    }

    /// A code needs no camera: copied as a link and pasted on another device, it makes that one the
    /// citizen's, too.
    pub(super) async fn a_device_is_linked_by_a_pasted_code(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/me/devices']").await?;
        screen.press("[data-test=offer-make]").await?;
        screen.see("[data-test=offer-code] svg.qr").await?;
        let link = copied(screen, "[data-test=offer-code]").await?;
        let hub = self.hub.origin();
        holds(
            link.starts_with(&format!("{hub}/code#")),
            format!("what is copied does not lead to {hub}"),
        )?;

        street::settle(&mut self.colleague, &hub, "fijai").await?;
        let screen = self.colleague.screen()?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/scan']").await?;
        screen.write("[data-page=scan] #code-text", &link).await?;
        screen.press("[data-test=code-go]").await?;
        screen.press("[data-test=link-accept]").await?;
        screen.see("[data-test=linked]").await?;
        has_the_matter(screen).await?;
        let screen = self.citizen.screen()?;
        screen
            .counts("[data-test=device][data-state=linked]", 2)
            .await
    }

    /// That device is taken off and begins anew. The groups of the recovery sheet, typed by hand,
    /// bring the matter back; a sign that is misread is noticed.
    pub(super) async fn a_sheet_is_typed_in_groups(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=revoke]").await?;
        screen.press("[data-test=revoke-yes]").await?;
        screen.see("[data-test=device][data-state=revoked]").await?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/me/recovery']").await?;
        screen.press("[data-test=recovery-show]").await?;
        screen.see("[data-test=recovery-words] > li").await?;
        let told = screen
            .ask(
                "[...document.querySelectorAll('[data-test=recovery-words] > li')] \
                 .map(group => group.innerText.trim())",
            )
            .await?;
        let groups = told.as_array().into_iter().flatten();
        let groups: Vec<&str> = groups.filter_map(Value::as_str).collect();
        holds(groups.len() > 1, format!("no groups to type: {told}"))?;
        let groups = groups.join(" ").to_lowercase();
        let mut misread = groups.clone();
        let last = misread.pop();
        misread.push(if last == Some('7') { '8' } else { '7' });

        let screen = self.colleague.screen()?;
        screen.see_arrive("[data-test=revoked]").await?;
        screen.press("[data-test=start-anew]").await?;
        // It keeps its language and nothing else.
        screen.see_arrive("[data-test=choose-ward]").await?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/restore']").await?;
        type_sheet(screen, &misread).await?;
        screen.reads("main", "Compare each group").await?;
        screen.press("[data-test=restore-again]").await?;
        type_sheet(screen, &groups).await?;
        screen.see("[data-test=restored]").await?;
        has_the_matter(screen).await?;
        screen.press("[data-test=case-card] a").await?;
        screen
            .reads_arrive("[data-test=timeline]", week::LATER)
            .await
    }

    /// Who leaves a shared phone while the hub is away leaves a matter behind that nobody can open,
    /// and nobody else can begin. It is sent when the hub is back, and then forgotten.
    pub(super) async fn who_leaves_a_shared_phone_waits_until_it_is_sent(&mut self) -> Result<()> {
        let screen = self.neighbour.screen()?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/me/shared']").await?;
        screen.press("[data-test=shared-switch]").await?;
        screen.see("[data-test=leave-link]").await?;
        // The next person opens the app without network.
        self.neighbour.keeps_the_app().await?;
        self.hub.goes()?;
        screen.connection_is("offline").await?;
        file_in_haste(screen).await?;
        // The way out is in view on every page.
        screen.press("[data-test=leave-link]").await?;
        screen
            .reads("main", "1 matter still waits to be sent")
            .await?;
        screen.press("[data-test=leave]").await?;
        screen.press("[data-test=leave-yes]").await?;
        screen
            .reads("[data-test=left]", "1 matter still waits to be sent")
            .await?;
        screen.press("[data-test=left-done]").await?;
        screen
            .reads_arrive("[data-test=leaving]", "1 matter of theirs")
            .await?;
        screen.connection_is("offline").await?;
        let words = screen.words("body").await?;
        holds(
            !words.contains(HASTY),
            format!("shown to whoever comes next: {words}"),
        )?;
        let ways = screen
            .count("[data-test^=language-], [data-test^=nav-]")
            .await?;
        holds(ways == 0, "somebody else can begin before it is sent")?;

        self.hub.returns()?;
        citizen::first_start(screen).await?;
        street::nothing_of_ones_own(screen).await?;
        let link = self.hub.invite("works", officer::NAME)?;
        desk::take_role(&mut self.officer, &link).await?;
        self.officer
            .screen()?
            .reads_arrive("[data-test=queue-row]", HASTY)
            .await
    }
}

/// Types a PIN that does not open; the field is empty again once that is known.
async fn try_in_vain(screen: &Screen, pin: &str) -> Result<()> {
    screen.write("#pin", pin).await?;
    screen.press("[data-test=unlock]").await?;
    screen
        .until(
            "the PIN is not refused",
            "document.querySelector('[data-test=locked] #pin')?.value === ''",
        )
        .await
}

/// Copies what is offered there. The test takes the clipboard's place: what the system has is shared
/// by all that runs on it, and not every host lets a page have it.
async fn copied(screen: &Screen, css: &str) -> Result<String> {
    screen
        .ask(
            "void Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { \
             writeText: async (text) => { window.copied = text; } } })",
        )
        .await?;
    screen.press(&format!("{css} [data-test=copy]")).await?;
    screen.reads(&format!("{css} .copy"), "Copied").await?;
    let text = screen.ask("window.copied").await?;
    Ok(text.as_str().ok_or("nothing was copied")?.to_owned())
}

/// Looks for the citizen's matter in the list of one's own.
async fn has_the_matter(screen: &Screen) -> Result<()> {
    screen.press("[data-test=nav-follow]").await?;
    screen
        .reads_arrive("[data-test=case-card]", week::OWN)
        .await
}

/// Types the groups of a sheet and hands them over.
async fn type_sheet(screen: &Screen, groups: &str) -> Result<()> {
    screen
        .write("[data-page=restore] #code-text", groups)
        .await?;
    screen.press("[data-test=code-go]").await?;
    screen.press("[data-test=restore]").await
}

/// Files without network, up to what the app says of it.
async fn file_in_haste(screen: &Screen) -> Result<()> {
    let report = Report {
        category: "roads",
        words: HASTY,
        landmark: "Taxi rank",
        position: None,
        photo: None,
        call: None,
    };
    filing::fill_in(screen, report).await?;
    screen
        .see("[data-test=sending-state][data-state=queued]")
        .await
        .map(drop)
}
