//! A second matter, with a face to hide: found by its words, not accepted, opened again, taken
//! back. And a phone that a printed sheet brings back.

use super::{Host, Stage, citizen, filing, holds, neighbour, screen::look};
use crate::kit::Result;
use serde_json::Value;
use std::{fs, time::Duration};

/// What it is about.
const WORDS: &str = "The chapel's wall leans over the gutter.";
/// Why the office does not take it.
const WHY: &str = "The wall belongs to the chapel, please speak to them.";
/// Why the citizen does not agree.
const BUT: &str = "The gutter is the town's.";
/// Why the citizen gives in.
const SOLVED: &str = "They are mending it.";

impl Stage {
    /// Files with a photo on which something is hidden before anybody gets it.
    pub(super) async fn citizen_hides_a_face(&mut self) -> Result<()> {
        let photo = self.photo("face.jpg", 3)?;
        let screen = self.citizen.screen()?;
        if self.citizen.host() == Host::Chromium {
            // From a page that has no bar.
            screen.client().goto(&self.hub.origin()).await?;
        } else {
            screen.press("[data-test=nav-home]").await?;
        }
        screen.press("[data-test=door-report]").await?;
        filing::choose(screen, "drains").await?;
        filing::tell(screen, WORDS).await?;
        screen.write("#landmark", "The chapel").await?;
        screen.press("[data-test=continue]").await?;
        screen.see(".photo-add").await?;
        screen.choose_files("#photo-input", &[&photo]).await?;
        screen.counts("[data-test=photo]", 1).await?;
        screen.press("[data-test=redact-photo]").await?;
        screen.see("[data-test=redaction]").await?;
        screen.press("[data-test=redact-add]").await?;
        screen
            .counts("[data-test=redaction] .redact-boxes li", 1)
            .await?;
        screen.press("[data-test=redact-done]").await?;
        screen.see("[data-test=photo-redacted]").await?;
        screen.press("[data-test=continue]").await?;
        filing::send(screen).await
    }

    /// Finds it by a word, sees the photo with what is hidden, and says why it is not the office's.
    pub(super) async fn officer_does_not_accept_it(&mut self) -> Result<()> {
        let screen = self.officer.screen()?;
        screen.press("[data-test=nav-queue]").await?;
        screen.is_at("queue").await?;
        screen.write("#queue-search", "no such word").await?;
        screen.counts("[data-test=queue-row]", 0).await?;
        screen.see("#queue-search").await?.clear().await?;
        screen.write("#queue-search", "chapel").await?;
        screen.counts("[data-test=queue-row]", 1).await?;
        screen.reads("[data-test=queue-row]", "chapel").await?;
        screen.press("[data-test=queue-row] a").await?;
        screen.see("[data-test=status][data-status=new]").await?;
        neighbour::hidden_in_the_middle(screen, "[data-test=case-photos] img").await?;
        screen.press("[data-test=status-rejected]").await?;
        screen.write("#status-note", WHY).await?;
        screen.press("[data-test=status-confirm]").await?;
        screen
            .see("[data-test=status][data-status=rejected]")
            .await
            .map(drop)
    }

    /// Reads why, opens it again, and takes it back at last.
    pub(super) async fn citizen_disagrees_then_takes_it_back(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=open-case]").await?;
        screen
            .see_arrive("[data-test=status][data-status=rejected]")
            .await?;
        screen.reads("[data-test=timeline]", WHY).await?;
        screen.press("[data-test=reopen]").await?;
        screen.write("#reopen-reason", BUT).await?;
        screen.press("[data-test=reopen-send]").await?;
        screen
            .see("[data-test=status][data-status=reopened]")
            .await?;
        screen.press("[data-test=withdraw]").await?;
        screen.write("#withdraw-reason", SOLVED).await?;
        screen.press("[data-test=withdraw-yes]").await?;
        screen
            .see("[data-test=status][data-status=withdrawn]")
            .await?;
        screen
            .counts("li[data-kind=withdrawn][data-waiting=false]", 1)
            .await?;
        let screen = self.officer.screen()?;
        screen.see_arrive("li[data-kind=withdrawn]").await?;
        for words in [BUT, SOLVED] {
            screen.reads("[data-test=timeline]", words).await?;
        }
        Ok(())
    }

    /// All that the app knows of its person, as a file of their own.
    pub(super) async fn citizen_takes_everything_along(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("[data-test=export-all]").await?;
        let folder = self.citizen.downloads();
        let words = format!("no file with everything in {}", folder.display());
        look(&words, Duration::from_secs(30), async || {
            let files = fs::read_dir(&folder).into_iter().flatten().flatten();
            let mut whole = files
                .filter_map(|file| fs::read(file.path()).ok())
                .filter_map(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
            let with_all = |file: &Value| {
                let text = file.to_string();
                [citizen::TITLE, WORDS, SOLVED]
                    .iter()
                    .all(|words| text.contains(words))
            };
            Ok(whole.any(|file| with_all(&file)).then_some(()))
        })
        .await
    }

    /// The sheet of a lost phone brings its matters to another one that begins anew.
    pub(super) async fn a_sheet_brings_the_matters_back(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/me/recovery']").await?;
        screen.press("[data-test=recovery-show]").await?;
        screen.see("[data-test=recovery-words] > li").await?;
        let sheet = self.folder().join("sheet.png");
        neighbour::photograph(screen, "[data-test=recovery] svg.qr", &sheet).await?;

        let screen = self.neighbour.screen()?;
        screen.press("[data-test=start-anew]").await?;
        // It keeps its language and nothing else.
        screen.see_arrive("[data-test=choose-ward]").await?;
        screen.press("[data-test=nav-follow]").await?;
        screen.is_at("follow").await?;
        let before = screen.count("[data-test=case-card]").await?;
        holds(before == 0, format!("{before} matters on a new phone"))?;
        neighbour::scan(screen, &sheet).await?;
        screen.press("[data-test=restore]").await?;
        screen.see("[data-test=restored]").await?;
        screen.press("[data-test=nav-follow]").await?;
        screen.see_arrive("[data-test=case-card]").await?;
        let all = format!(
            "document.querySelector('[data-test=cases]')?.innerText.includes({:?})",
            citizen::TITLE
        );
        screen
            .until_arrived("the first matter is not there", &all)
            .await
    }
}
