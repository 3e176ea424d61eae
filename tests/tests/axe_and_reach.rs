//! Every page of the app, in every language, in a real browser: nobody meets a barrier there.
//!
//! The pages are the list in `journey::screens`. Small phones, large text and the keyboard alone
//! are tried in English here, and in longer words from right to left beside it; `cargo xtask
//! screenshots --check` tries them in each language.

use durbar_tests::{
    journey::screens::{self, Language, Look, Theme, Walk},
    kit::Result,
};

#[tokio::test]
async fn nobody_meets_a_barrier_on_any_page() -> Result<()> {
    let look = Look {
        axe: vec![Theme::Light, Theme::Dark],
        reach: true,
        hands: true,
        ..Look::default()
    };
    walked(look, |language| language.code == "en").await
}

#[tokio::test]
async fn axe_finds_no_violation_in_any_other_language() -> Result<()> {
    let look = Look {
        axe: vec![Theme::Light, Theme::Dark],
        ..Look::default()
    };
    walked(look, |language| language.code != "en").await
}

async fn walked(look: Look, chosen: impl Fn(&Language) -> bool) -> Result<()> {
    let looks: Vec<_> = screens::languages()?
        .into_iter()
        .filter(chosen)
        .map(|language| (language, look.clone()))
        .collect();
    assert!(!looks.is_empty(), "there is no language to walk in");
    let findings = Walk { looks, only: None }.run().await?;
    assert!(findings.is_empty(), "\n{}", screens::told(&findings));
    Ok(())
}
