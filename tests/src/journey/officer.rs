//! What the officer does, on a device of her own.

use super::{Stage, citizen, desk, holds, step};
use crate::kit::Result;

/// The officer's name on the one-time link.
pub(super) const NAME: &str = "Esi Mensah";
/// The first answer.
pub(super) const REPLY: &str = "Thank you. A crew comes on Tuesday to clear the culvert.";
/// What the officer asks when setting the matter to wait for the citizen.
pub(super) const QUESTION: &str = "Which side of the market do you mean?";
/// An answer written without network.
pub(super) const OFFLINE_REPLY: &str = "The crew is on the way now.";

impl Stage {
    /// Takes the role by the one-time link, and sees the queue with the matter in it.
    pub(super) async fn officer_joins(&mut self) -> Result<()> {
        let link = self.hub.invite("works", NAME)?;
        step(
            "the officer joins",
            desk::take_role(&mut self.officer, &link).await,
        )?;
        let screen = self.officer.screen()?;
        screen.see_arrive("[data-test=queue-row]").await?;
        screen.reads("[data-test=queue-row]", citizen::TITLE).await
    }

    /// Opens the matter, sees all of it, moves it on, writes in her own words and with a
    /// ready-made reply.
    pub(super) async fn officer_reads_and_answers(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        screen.press("[data-test=queue-row] a").await?;
        screen.see("[data-test=case][data-viewer=officer]").await?;
        screen.reads(".facts", citizen::LANDMARK).await?;
        screen.reads(".facts", "4.94450").await?;
        screen.see("[data-test=due]").await?;
        screen
            .until_arrived(
                "the photos do not arrive whole",
                "(() => { const photos = \
                 [...document.querySelectorAll('[data-test=case-photos] img')]; \
                 return photos.length === 2 && photos.every(photo => photo.naturalWidth > 320); \
                 })()",
            )
            .await?;

        screen.press("[data-test=status-acknowledged]").await?;
        screen
            .see("[data-test=status][data-status=acknowledged]")
            .await?;
        screen.write("#reply", REPLY).await?;
        screen.press("[data-test=send-reply]").await?;
        screen
            .counts("li[data-kind=message][data-waiting=false]", 1)
            .await?;

        // One way on needs a reason, which the citizen reads.
        screen.press("[data-test=status-waiting]").await?;
        screen.write("#status-note", QUESTION).await?;
        screen.press("[data-test=status-confirm]").await?;
        screen
            .see("[data-test=status][data-status=waiting]")
            .await?;

        screen.pick("#template", "visit").await?;
        screen
            .until(
                "the ready-made reply is not in the box",
                &format!("document.querySelector('#reply')?.value.startsWith('{NAME} of Works')"),
            )
            .await?;
        screen.write("#reply", " Ask for the works office.").await?;
        screen.press("[data-test=send-reply]").await?;
        screen
            .counts("li[data-kind=message][data-waiting=false]", 2)
            .await
    }

    /// Without the hub the officer writes and moves the matter on all the same; it says that it
    /// waits, and goes out by itself.
    pub(super) async fn officer_answers_without_network(&mut self) -> Result<()> {
        self.complaints_so_far().await?;
        self.hub.goes()?;
        let screen = self.officer.screen()?;
        screen.connection_is("offline").await?;
        screen.write("#reply", OFFLINE_REPLY).await?;
        screen.press("[data-test=send-reply]").await?;
        screen
            .counts("li[data-kind=message][data-waiting=true]", 1)
            .await?;
        screen.press("[data-test=status-in-progress]").await?;
        screen
            .see("[data-test=status][data-status=in-progress]")
            .await?;
        screen.counts("li[data-waiting=true]", 2).await?;

        self.hub.returns()?;
        screen.counts("li[data-waiting=true]", 0).await?;
        let messages = screen.count("li[data-kind=message]").await?;
        holds(messages == 3, format!("{messages} messages"))
    }

    /// The citizen's words are in the matter that the officer looks at.
    pub(super) async fn officer_sees_what_the_citizen_wrote(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        screen.counts("li[data-kind=message]", 4).await?;
        screen.reads("[data-test=timeline]", citizen::ANSWER).await
    }
}
