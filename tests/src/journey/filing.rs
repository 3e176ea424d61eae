//! The questions of a report, answered one after the other where none of them is the point.

use super::Screen;
use crate::kit::Result;
use std::path::Path;

/// What is told.
#[derive(Clone, Copy)]
pub(super) struct Report<'a> {
    /// Of which kind.
    pub(super) category: &'a str,
    /// In the person's words.
    pub(super) words: &'a str,
    /// Where, in words.
    pub(super) landmark: &'a str,
    /// Degrees north and east, as they are typed.
    pub(super) position: Option<[&'a str; 2]>,
    /// A picture of it.
    pub(super) photo: Option<&'a Path>,
    /// Where the office may call.
    pub(super) call: Option<&'a str>,
}

/// Tells all of it from the first page on, and waits for the office's receipt.
pub(super) async fn file(screen: &Screen, report: Report<'_>) -> Result<()> {
    fill_in(screen, report).await?;
    received(screen).await
}

/// Tells all of it from the first page on, and submits it.
pub(super) async fn fill_in(screen: &Screen, report: Report<'_>) -> Result<()> {
    screen.press("[data-test=nav-home]").await?;
    screen.press("[data-test=door-report]").await?;
    choose(screen, report.category).await?;
    tell(screen, report.words).await?;
    screen.write("#landmark", report.landmark).await?;
    if let Some(position) = report.position {
        type_position(screen, position).await?;
    }
    screen.press("[data-test=continue]").await?;
    screen.see(".photo-add").await?;
    if let Some(photo) = report.photo {
        screen.choose_files("#photo-input", &[photo]).await?;
        screen.counts("[data-test=photo]", 1).await?;
    }
    screen.press("[data-test=continue]").await?;
    screen.see("[data-test=contact-app]").await?;
    if let Some(number) = report.call {
        screen.press("[data-test=contact-call]").await?;
        screen.write("#contact-address", number).await?;
    }
    submit(screen).await
}

/// The first question.
pub(super) async fn choose(screen: &Screen, category: &str) -> Result<()> {
    screen
        .press(&format!("[data-test=category-{category}]"))
        .await?;
    let chosen =
        format!("document.querySelector('[data-test=category-{category}] input')?.checked");
    screen.until("the category is not chosen", &chosen).await?;
    screen.press("[data-test=continue]").await
}

/// The second one.
pub(super) async fn tell(screen: &Screen, words: &str) -> Result<()> {
    screen.write("#description", words).await?;
    screen.press("[data-test=continue]").await?;
    screen.see("#landmark").await.map(drop)
}

/// A place as numbers, in place of those that may be there.
pub(super) async fn type_position(screen: &Screen, position: [&str; 2]) -> Result<()> {
    if screen.count("#place details[open]").await? == 0 {
        screen.press("#place details > summary").await?;
    }
    // What was pointed at before is written into the fields as it is looked up.
    if screen.count("[data-test=remove-position]").await? == 1 {
        screen.press("[data-test=remove-position]").await?;
        screen.counts("[data-test=position]", 0).await?;
    }
    for (field, number) in ["#latitude", "#longitude"].into_iter().zip(position) {
        screen.see(field).await?.clear().await?;
        screen.write(field, number).await?;
    }
    screen
        .until(
            "the ward is not found",
            "document.querySelector('#ward')?.value",
        )
        .await
}

/// From how to be reached to the receipt.
pub(super) async fn send(screen: &Screen) -> Result<()> {
    screen.see("[data-test=contact-app]").await?;
    submit(screen).await?;
    received(screen).await
}

/// From how to be reached to what the app says of it.
async fn submit(screen: &Screen) -> Result<()> {
    screen.press("[data-test=continue]").await?;
    screen.press("[data-test=submit]").await?;
    screen.is_at("done").await
}

/// Waits for the office's receipt.
async fn received(screen: &Screen) -> Result<()> {
    screen
        .see_arrive("[data-test=sending-state][data-state=received]")
        .await
        .map(drop)
}
