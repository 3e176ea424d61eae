//! Every page of the app in English, in a real browser: nobody meets a barrier there.
//!
//! The pages are the list in `journey::screens`. The other languages are walked by
//! `cargo xtask screenshots --check`, which takes several times as long.

use durbar_tests::{
    journey::screens::{self, Look, Theme, Walk},
    kit::Result,
};

#[tokio::test]
async fn nobody_meets_a_barrier_on_any_page() -> Result<()> {
    let looks: Vec<_> = screens::languages()?
        .into_iter()
        .filter(|language| language.code == "en")
        .map(|language| {
            let look = Look {
                axe: vec![Theme::Light, Theme::Dark],
                reach: true,
                hands: true,
                ..Look::default()
            };
            (language, look)
        })
        .collect();
    assert!(!looks.is_empty(), "there is no language to walk in");
    let findings = Walk { looks, only: None }.run().await?;
    assert!(findings.is_empty(), "\n{}", screens::told(&findings));
    Ok(())
}
