//! A week in which the network comes and goes: what others told is seen without it, a receipt is
//! checked without it, a photo follows later; and what the hub loses is not lost to who wrote it.

use super::{
    Screen, Stage,
    filing::{self, Report},
    holds, neighbour,
    screen::look,
    street, two_desks,
};
use crate::kit::Result;
use std::{fs, time::Duration};

/// What the citizen tells all the same; its first sentence names the matter.
pub(super) const OWN: &str = "The water from the culvert is in my kitchen";
/// Where that is, in words.
const AT_HOME: &str = "The blue house below the canteen";
/// Where the office may call.
const NUMBER: &str = "024 412 3456";
/// Who answers there.
const NAME: &str = "Araba Quaye";
/// What is told later, with a photo.
pub(super) const LATER: &str = "This is how high it stood on Sunday night.";
/// A matter that the hub has received and then loses.
const LOST: &str = "The footbridge at the market has no railing";
/// What is added to it.
const ADDED: &str = "A child nearly fell in this morning.";

/// How far the matter on the page is when the hub does not take what was added.
const ASIDE: &str = "[data-test=case] [data-test=sending-state][data-state=set-aside]";
/// Nothing waits to be sent.
const ALL_SENT: &str = "[data-test=sync-status][data-waiting='0']";

impl Stage {
    /// Without network a report is begun on what the office knows already: it is shown all the
    /// same. The citizen says "me too", and files the report, too. Both go out by themselves.
    pub(super) async fn citizen_is_shown_what_is_told_without_network(&mut self) -> Result<()> {
        street::settle(&mut self.citizen, &self.hub.origin(), "kojokrom").await?;
        let screen = self.citizen.screen()?;
        screen
            .reads_arrive("[data-test=latest-published]", street::TOLD)
            .await?;
        screen.connection_is("up-to-date").await?;
        self.citizen.keeps_the_app().await?;
        self.hub.goes()?;
        screen.connection_is("offline").await?;
        screen.press("[data-test=door-report]").await?;
        filing::choose(screen, "drains").await?;
        filing::tell(screen, &format!("{OWN}.")).await?;
        screen.write("#landmark", AT_HOME).await?;
        filing::type_position(screen, street::THERE).await?;
        screen.press("[data-test=continue]").await?;
        screen
            .reads("[data-test=similar-card]", street::TOLD)
            .await?;
        screen.press("[data-test=me-too]").await?;
        screen.reads("#joined", street::TOLD).await?;
        screen.reads("[data-test=similar-card]", "You said").await?;
        screen.press("[data-test=joined-keep]").await?;
        screen.see(".photo-add").await?;
        screen.press("[data-test=continue]").await?;
        want_a_call(screen).await?;
        screen.press("[data-test=submit]").await?;
        screen.is_at("done").await?;
        screen
            .see("[data-test=sending-state][data-state=queued]")
            .await?;
        screen.reads("h1", "Saved on this").await?;
        screen
            .reads("main", "as soon as there is a network")
            .await?;
        // The report, and "me too" in the other matter.
        screen
            .see("[data-test=sync-status][data-waiting='2']")
            .await?;

        self.hub.returns()?;
        screen
            .see_arrive("[data-test=sending-state][data-state=received]")
            .await?;
        screen.reads("h1", "Received").await?;
        screen.see_arrive(ALL_SENT).await?;
        screen.press("[data-test=nav-home]").await?;
        screen
            .reads("[data-test=latest-published]", street::TOLD)
            .await?;
        screen.press("[data-test=latest-published] a").await?;
        screen.see("[data-test=published-case]").await?;
        screen.see("[data-test=support][aria-pressed=true]").await?;
        screen
            .reads("[data-test=supports]", "You say: me too")
            .await
    }

    /// The code on the receipt, photographed: a neighbour's phone says without network that the
    /// municipality signed it, and nothing of what was written.
    pub(super) async fn a_receipt_is_checked_without_network(&mut self) -> Result<()> {
        street::settle(&mut self.neighbour, &self.hub.origin(), "fijai").await?;
        let screen = self.neighbour.screen()?;
        screen.connection_is("up-to-date").await?;
        // A browser fetches the pages about codes when they are first wanted.
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/scan']").await?;
        screen.see("label[for=code-picture]").await?;
        self.neighbour.keeps_the_app().await?;

        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-follow]").await?;
        screen.press("[data-test=case-card] a").await?;
        let picture = self.folder().join("receipt.png");
        let number = neighbour::photograph_receipt(screen, &picture).await?;

        self.hub.goes()?;
        let screen = self.neighbour.screen()?;
        screen.connection_is("offline").await?;
        neighbour::is_verified(screen, &picture, &number).await?;
        let words = screen.words("main").await?;
        for personal in [OWN, AT_HOME, NUMBER, NAME] {
            holds(
                !words.contains(personal),
                format!("{personal:?} is told by the code: {words}"),
            )?;
        }
        let doors = screen.count("[data-test=open-case]").await?;
        holds(doors == 0, "a receipt opens somebody else's matter")?;
        screen.connection_is("offline").await?;
        self.hub.returns()?;
        for device in [&self.neighbour, &self.citizen] {
            device.screen()?.connection_is("up-to-date").await?;
        }
        Ok(())
    }

    /// A photo that was not at hand before goes out with a message.
    pub(super) async fn citizen_sends_a_photo_later(&mut self) -> Result<()> {
        let photo = self.photo("later.jpg", 13)?;
        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-follow]").await?;
        screen.press("[data-test=case-card] a").await?;
        two_desks::write_with_photo(screen, LATER, &photo).await?;
        screen
            .see_arrive("[data-test=case] [data-test=sending-state][data-state=received]")
            .await?;
        screen.see_arrive(ALL_SENT).await?;
        screen.reads("li[data-kind=message]", LATER).await
    }

    /// The hub is put back from a copy that is older than a matter, by somebody who does not tell it
    /// so. It takes nothing more of that matter, however often it is tried; what was written stays
    /// on the phone, and can be taken elsewhere as a file.
    pub(super) async fn a_matter_is_set_aside_and_tried_again(&mut self) -> Result<()> {
        let copy = self.folder().join("copy");
        let screen = self.citizen.screen()?;
        screen.see_arrive(ALL_SENT).await?;
        self.hub.is_copied(&copy)?;
        screen.connection_is("up-to-date").await?;
        let report = Report {
            category: "roads",
            words: LOST,
            landmark: "Behind the fish market",
            position: None,
            photo: None,
            call: None,
        };
        filing::file(screen, report).await?;
        self.hub.is_put_back_unsaid(&copy)?;
        screen.press("[data-test=open-case]").await?;
        screen.write("#reply", ADDED).await?;
        screen.press("[data-test=send-reply]").await?;
        screen.see_arrive(ASIDE).await?;
        screen
            .reads("[data-test=case]", "What you added last could not be")
            .await?;
        screen.reads("[data-test=set-aside]", "1 needs you").await?;
        nothing_is_lost(screen).await?;

        // While the hub is away a second try can be seen to wait for it.
        self.hub.goes()?;
        screen.connection_is("offline").await?;
        screen.press("[data-test=case] [data-test=retry]").await?;
        screen
            .see("[data-test=case] [data-test=sending-state][data-state=queued]")
            .await?;
        screen
            .reads("li[data-kind=message]", "waiting to send")
            .await?;
        screen
            .counts("[data-test=retry], [data-test=set-aside]", 0)
            .await?;
        self.hub.returns()?;
        screen.see_arrive(ASIDE).await?;
        nothing_is_lost(screen).await?;
        self.citizen_saves_the_matter().await
    }

    /// What the office can be handed in another way.
    async fn citizen_saves_the_matter(&self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=case] [data-test=export]").await?;
        let folder = self.citizen.downloads();
        let words = format!("no file with the matter in {}", folder.display());
        look(&words, Duration::from_secs(30), async || {
            let files = fs::read_dir(&folder).into_iter().flatten().flatten();
            let saved = files
                .filter_map(|file| fs::read_to_string(file.path()).ok())
                .any(|text| text.contains(LOST) && text.contains(ADDED));
            Ok(saved.then_some(()))
        })
        .await
    }
}

/// Who wants a call has to say where: the question says so, and goes on once that is told.
async fn want_a_call(screen: &Screen) -> Result<()> {
    screen.press("[data-test=contact-call]").await?;
    screen.see("#contact-address").await?;
    screen.press("[data-test=continue]").await?;
    screen.see("[data-test=error-summary]").await?;
    screen
        .reads("#contact-address-error", "Write the telephone number")
        .await?;
    screen.write("#contact-address", NUMBER).await?;
    screen.counts("#contact-address-error", 0).await?;
    screen.write("#contact-name", NAME).await?;
    screen.press("[data-test=continue]").await?;
    screen.see("[data-test=submit]").await?;
    for words in [OWN, AT_HOME, NUMBER, NAME] {
        screen.reads("main", words).await?;
    }
    Ok(())
}

/// The matter that was set aside still says all that was written in it, and what became of it.
async fn nothing_is_lost(screen: &Screen) -> Result<()> {
    screen
        .counts("li[data-kind=message][data-waiting=true]", 1)
        .await?;
    screen
        .reads("li[data-kind=message]", "not accepted")
        .await?;
    for words in [LOST, ADDED] {
        screen.reads("[data-test=timeline]", words).await?;
    }
    Ok(())
}
