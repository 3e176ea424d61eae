//! Every page of the app in every language, in a real browser: nobody meets a barrier there.
//!
//! The pages are the list in `journey::screens`. What is not walked here (axe-core in the other
//! theme for languages but English) is walked by `cargo xtask screenshots --check`.

use durbar_tests::{
    journey::screens::{self, Look, Theme, Walk},
    kit::Result,
};

#[tokio::test]
async fn nobody_meets_a_barrier_on_any_page_in_any_language() -> Result<()> {
    let looks: Vec<_> = screens::languages()?
        .into_iter()
        .map(|language| {
            // Colours do not depend on the language, and neither does what the hands do.
            let is_first = language.code == "en";
            let mut look = Look {
                axe: vec![Theme::Light],
                reach: true,
                hands: is_first,
                ..Look::default()
            };
            if is_first {
                look.axe.push(Theme::Dark);
            }
            (language, look)
        })
        .collect();
    assert!(!looks.is_empty(), "there is no language to walk in");
    let findings = Walk { looks, only: None }.run().await?;
    assert!(findings.is_empty(), "\n{}", screens::told(&findings));
    Ok(())
}
