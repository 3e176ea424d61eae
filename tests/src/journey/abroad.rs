//! Another municipality in another language, to which nothing in the app was made to measure.

use super::{Stage, desk, filing, filing::Report};
use crate::kit::Result;

/// The hole in the road, in Albanian.
const HOLE: &str = "Gropë e madhe para shkollës";
/// What the office answers.
const ANSWER: &str = "Ekipi vjen të martën.";
/// The officer.
const NAME: &str = "Arta Krasniqi";

impl Stage {
    /// Chooses Albanian at the first start, and files.
    pub(super) async fn citizen_files_in_albanian(&mut self) -> Result<()> {
        self.citizen.open(&self.hub.origin()).await?;
        let screen = self.citizen.screen()?;
        screen.see_arrive("[data-test=language-sq]").await?;
        screen.reads("[data-test=language-sq]", "Shqip").await?;
        screen.press("[data-test=language-sq]").await?;
        screen.press("[data-test=start]").await?;
        screen.press("[data-test=skip-ward]").await?;
        screen.is_at("home").await?;
        screen.reads("h1", "Gjakov").await?;
        screen
            .until(
                "the page does not say its language",
                "document.documentElement.lang === 'sq'",
            )
            .await?;
        let report = Report {
            category: "roads",
            words: HOLE,
            landmark: "Pranë urës",
            position: Some(["42.3836", "20.4335"]),
            photo: None,
            call: None,
        };
        filing::file(screen, report).await?;
        screen.press("[data-test=open-case]").await?;
        screen.reads("main", "Rrugë dhe trotuare").await?;
        screen.see("[data-test=due]").await.map(drop)
    }

    /// The office that the pack names for roads answers, in English; the citizen reads its name in
    /// Albanian.
    pub(super) async fn the_directorate_answers(&mut self) -> Result<()> {
        let link = self.hub.invite(ROADS, NAME)?;
        desk::take_role(&mut self.officer, &link).await?;
        let screen = self.officer.screen()?;
        screen.reads_arrive("[data-test=queue-row]", HOLE).await?;
        screen.press("[data-test=queue-row] a").await?;
        screen.write("#reply", ANSWER).await?;
        screen.press("[data-test=send-reply]").await?;
        screen
            .counts("li[data-kind=message][data-waiting=false]", 1)
            .await?;
        let screen = self.citizen.screen()?;
        for words in [ANSWER, NAME, "Drejtoria"] {
            screen.reads_arrive("[data-test=timeline]", words).await?;
        }
        Ok(())
    }
}

/// Who answers for roads.
const ROADS: &str = "public-services";
