//! What the citizen does.

use super::{Screen, Stage, filing, holds, officer, step};
use crate::kit::{Picture, Result, gps_jpeg};
use std::{fs, time::Duration};

/// What the citizen sees being saved.
const SAVED: &str = "Blocked culvert floods the school path.";
/// Its first sentence names the matter in lists.
pub(super) const TITLE: &str = "Blocked culvert floods the school path";
/// What the citizen is typing when the battery gives up: too long to be finished in time.
const TYPING: &str = " It began on Sunday, after the rain. The water stands to the knee where the \
    children cross, and it smells. The gutter beside the market is full of sand and bottles, so \
    that everything runs over the path and into the school's yard. Last year it was the same, and \
    then somebody fell and broke an arm. Traders have put planks over the worst place, but they \
    do not hold. The teachers now bring the small ones around by the main road, which is far.";
/// How long the battery holds while the citizen types.
const BATTERY: Duration = Duration::from_millis(1500);
/// What the citizen adds without network.
const ADDED: &str = " Please come before the next rain.";
/// The place in words.
pub(super) const LANDMARK: &str = "Kojokrom M/A School, behind the lorry station";
/// What the citizen answers.
pub(super) const ANSWER: &str = "The planks are gone now, please bring new ones.";

impl Stage {
    /// Opens the app for the first time, chooses the language, sees whose app it is.
    pub(super) async fn citizen_begins(&mut self) -> Result<()> {
        let address = self.hub.origin();
        step("the app opens", self.citizen.open(&address).await)?;
        let screen = self.citizen.screen()?;
        step("first start", first_start(screen).await)?;
        screen.is_at("home").await?;
        screen.reads("h1", "Sekondi-Takoradi").await?;
        screen.connection_is("up-to-date").await
    }

    /// Begins a report; the app is killed in the middle of a sentence. What was shown as saved is
    /// there again.
    pub(super) async fn citizen_is_cut_off_in_mid_typing(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        begin_report(screen, SAVED).await?;
        let typing = async {
            for word in TYPING.split_inclusive(' ') {
                screen.write("#description", word).await?;
            }
            Ok(())
        };
        match tokio::time::timeout(BATTERY, typing).await {
            Err(_) => {}
            Ok(Ok(())) => return Err("all of it was typed: the battery holds too long".into()),
            Ok(Err(error)) => return Err(error),
        }
        step("the app is killed", self.citizen.kill())?;

        let address = self.hub.origin();
        step("the app opens again", self.citizen.open(&address).await)?;
        let screen = self.citizen.screen()?;
        screen.is_at("home").await?;
        screen.reads("[data-test=waiting]", TITLE).await?;
        // Who comes back sees how far each question is.
        screen.press("[data-test=waiting] a").await?;
        screen
            .reads("[data-test=task][data-step=category]", "Drains")
            .await?;
        open_task(screen, "description").await?;
        let kept = screen.value("#description").await?;
        holds(
            kept.starts_with(SAVED),
            format!("what was shown as saved is lost: {kept:?}"),
        )?;
        holds(
            format!("{SAVED}{TYPING}").starts_with(&kept),
            format!("what was kept was never typed: {kept:?}"),
        )?;
        holds(
            kept.len() > SAVED.len(),
            "nothing was kept of what was typed in the last second",
        )
    }

    /// The hub goes. The app opens without it, and the report goes on.
    pub(super) async fn citizen_goes_on_without_network(&mut self) -> Result<()> {
        self.citizen.keeps_the_app().await?;
        let screen = self.citizen.screen()?;
        let before = screen.value("#description").await?;
        self.complaints_so_far().await?;
        self.hub.goes()?;
        let screen = self.citizen.screen()?;
        step(
            "the page loads anew without network",
            screen.client().refresh().await.map_err(Into::into),
        )?;
        let after = screen.value("#description").await?;
        holds(after == before, format!("{before:?} became {after:?}"))?;
        screen.connection_is("offline").await?;
        screen.write("#description", ADDED).await?;
        let wanted = format!("{before}{ADDED}");
        let now = screen.value("#description").await?;
        holds(now == wanted, format!("not typed at the end: {now:?}"))?;
        screen.press("[data-test=continue]").await?;
        open_task(screen, "place").await
    }

    /// Where it is: an error that says what to do, a landmark, a position typed as numbers.
    pub(super) async fn citizen_places_the_report(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.see("#landmark").await?;
        screen.press("[data-test=continue]").await?;
        screen.see("[data-test=error-summary]").await?;
        screen
            .until(
                "the errors do not take the focus",
                "document.activeElement?.dataset.test === 'error-summary'",
            )
            .await?;
        screen.write("#landmark", LANDMARK).await?;
        screen.press("#place details > summary").await?;
        screen.write("#latitude", "north").await?;
        screen
            .reads("#latitude-error", "between -90 and 90")
            .await?;
        // Backspace, as a person would take it out again.
        screen
            .write("#latitude", &"\u{e003}".repeat("north".len()))
            .await?;
        screen.write("#latitude", "4.9437").await?;
        screen.write("#longitude", "-1.7587").await?;
        screen
            .reads("[data-test=position]", "4.94370, -1.75870")
            .await?;
        screen
            .until(
                "the ward is not found",
                "document.querySelector('#ward')?.value",
            )
            .await?;
        let landmark = screen.value("#landmark").await?;
        holds(landmark == LANDMARK, format!("landmark: {landmark:?}"))?;
        screen.press("[data-test=continue]").await?;
        open_task(screen, "photos").await
    }

    /// Two photos, of which one knows the place better, and a file that is none.
    pub(super) async fn citizen_adds_photos(&mut self) -> Result<()> {
        let mut files = Vec::new();
        for seed in [1, 2] {
            let path = self.folder().join(format!("photo-{seed}.jpg"));
            fs::write(
                &path,
                gps_jpeg(&Picture {
                    seed,
                    latitude: 4.9445,
                    longitude: -1.7578 + seed as f64 / 10_000.0,
                    ..Picture::default()
                })?,
            )?;
            files.push(path);
        }
        let wrong = self.folder().join("notes.jpg");
        fs::write(&wrong, "Not a photo at all.\n".repeat(100))?;

        let screen = self.citizen.screen()?;
        screen.see(".photo-add").await?;
        screen
            .choose_files("#photo-input", &[&files[0], &files[1]])
            .await?;
        screen.counts("[data-test=photo]", 2).await?;
        screen
            .until(
                "the photos cannot be seen",
                "[...document.querySelectorAll('[data-test=photo]')].every(photo => \
                 photo.querySelector('img')?.naturalWidth > 0)",
            )
            .await?;
        screen.reads("[data-test=photo]", "4.94450").await?;
        screen.counts("[data-test=use-photo-place]", 2).await?;
        screen
            .press("[data-test=photo] [data-test=use-photo-place]")
            .await?;
        screen.counts("[data-test=use-photo-place]", 1).await?;

        screen.choose_files("#photo-input", &[&wrong]).await?;
        screen.reads("[data-test=photo-error]", "notes.jpg").await?;
        let photos = screen.count("[data-test=photo]").await?;
        holds(photos == 2, format!("{photos} photos after a wrong file"))?;
        screen.press("[data-test=continue]").await?;
        open_task(screen, "contact").await
    }

    /// A last look; filed, and nothing claims that the office has it.
    pub(super) async fn citizen_submits_without_network(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        // Nobody has to say how to be reached.
        screen.see("[data-test=contact-app]").await?;
        screen.press("[data-test=continue]").await?;
        screen.press("[data-test=tasks-check]").await?;
        screen.see("[data-test=submit]").await?;
        for words in [SAVED, ADDED.trim(), LANDMARK, "4.94450", "Drains"] {
            screen.reads("main", words).await?;
        }
        screen.counts("main .thumbnails li", 2).await?;
        screen.press("[data-test=submit]").await?;

        screen.is_at("done").await?;
        screen
            .see("[data-test=sending-state][data-state=queued]")
            .await?;
        screen.reads("h1", "Saved on this").await?;
        let words = screen.words("main").await?;
        for claim in ["Received", "Sent", "has all of it"] {
            holds(
                !words.contains(claim),
                format!("{claim:?} is said before a receipt: {words}"),
            )?;
        }
        let reference = screen.words("[data-test=reference]").await?;
        holds(!reference.trim().is_empty(), "no reference")?;

        screen.press("[data-test=open-case]").await?;
        screen.see("[data-test=case][data-viewer=citizen]").await?;
        screen
            .see("[data-test=sending-state][data-state=queued]")
            .await?;
        screen
            .reads("[data-test=timeline] > li[data-kind=filed]", SAVED)
            .await?;
        let early = screen
            .count("[data-test=status], [data-test=receipt-signature], li[data-kind=received]")
            .await?;
        holds(
            early == 0,
            "something is claimed of the office before a receipt",
        )
    }

    /// Killed with all of it waiting, and opened again while the hub is still away.
    pub(super) async fn citizen_opens_the_app_without_network(&mut self) -> Result<()> {
        self.complaints_so_far().await?;
        step("the app is killed", self.citizen.kill())?;
        let address = self.hub.origin();
        step(
            "the app opens without network",
            self.citizen.open(&address).await,
        )?;
        let screen = self.citizen.screen()?;
        screen.is_at("home").await?;
        screen.connection_is("offline").await?;
        screen.reads("[data-test=case-card]", TITLE).await?;
        screen
            .see("[data-test=case-card] [data-test=sending-state][data-state=queued]")
            .await?;
        screen.press("[data-test=case-card] a").await?;
        screen
            .see("[data-test=case] [data-test=sending-state][data-state=queued]")
            .await?;
        screen
            .until(
                "the photos are lost",
                "[...document.querySelectorAll('[data-test=case-photos] img')] \
                 .filter(photo => photo.naturalWidth > 320).length === 2",
            )
            .await
    }

    /// The hub is back: every word and photo goes there by itself, and the receipt is shown.
    pub(super) async fn hub_returns_and_gives_a_receipt(&mut self) -> Result<()> {
        self.hub.returns()?;
        let screen = self.citizen.screen()?;
        screen
            .see_arrive("[data-test=sending-state][data-state=received]")
            .await?;
        screen.see("li[data-kind=received]").await?;
        let receipt = screen.words("[data-test=receipt-signature]").await?;
        holds(!receipt.trim().is_empty(), "no receipt")?;
        screen.connection_is("up-to-date").await?;
        screen
            .see("[data-test=sync-status][data-waiting='0']")
            .await?;
        // What follows finds its way to the first page.
        screen.press("[data-test=nav-home]").await?;
        screen.is_at("home").await
    }

    /// The first page tells of the answers; the matter shows them in order; the citizen writes.
    pub(super) async fn citizen_sees_the_answers_and_writes_back(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.see_arrive("[data-test=waiting]").await?;
        screen
            .reads("[data-test=waiting]", "Works Department")
            .await?;
        screen.press("[data-test=waiting] a").await?;
        screen
            .see_arrive("[data-test=status][data-status=in-progress]")
            .await?;
        screen.see("li[data-kind=opened]").await?;
        screen.counts("li[data-kind=message]", 3).await?;
        for words in [officer::REPLY, officer::QUESTION, officer::OFFLINE_REPLY] {
            screen.reads("[data-test=timeline]", words).await?;
        }
        let first = screen.words("li[data-kind=message]").await?;
        holds(
            first.contains(officer::REPLY) && first.contains(officer::NAME),
            format!("the first answer is not by {}: {first}", officer::NAME),
        )?;
        screen.write("#reply", ANSWER).await?;
        screen.press("[data-test=send-reply]").await?;
        screen.counts("li[data-kind=message]", 4).await?;
        screen
            .counts("li[data-kind=message][data-waiting=true]", 0)
            .await?;
        let left = screen.value("#reply").await?;
        holds(left.is_empty(), format!("left in the box: {left:?}"))
    }
}

/// Opens a question from the list of all of them.
pub(super) async fn open_task(screen: &Screen, step: &str) -> Result<()> {
    screen
        .press(&format!("[data-test=task][data-step={step}] a"))
        .await
}

/// Chooses the language and begins, without naming a ward.
pub(super) async fn first_start(screen: &Screen) -> Result<()> {
    screen.see_arrive("[data-test=language-en]").await?;
    screen.press("[data-test=language-en]").await?;
    screen.press("[data-test=start]").await?;
    screen.press("[data-test=skip-ward]").await
}

/// Begins a report on a drain, and sees that its words are shown as saved.
pub(super) async fn begin_report(screen: &Screen, words: &str) -> Result<()> {
    screen.press("[data-test=door-report]").await?;
    screen.is_at("question").await?;
    filing::choose(screen, "drains").await?;
    screen.write("#description", words).await?;
    // Nothing was typed for two seconds then, so all of it was shown as saved.
    screen
        .until(
            "it is not shown as saved",
            r"/^Saved \d+ seconds ago$/.test(document.querySelector('[data-test=saved]')?.innerText.trim())",
        )
        .await
}
