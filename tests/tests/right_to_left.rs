//! Every page in made-up words, a third longer than the English ones and from right to left.

use durbar_tests::{
    journey::screens::{self, Look, Pseudo, Walk},
    kit::Result,
};

#[tokio::test]
async fn pages_fit_longer_words_that_run_from_right_to_left() -> Result<()> {
    let pseudo = Pseudo::made()?;
    let look = Look {
        reach: true,
        ..Look::default()
    };
    let looks = vec![(pseudo.language.clone(), look)];
    let findings = Walk { looks, only: None }.run().await?;
    assert!(findings.is_empty(), "\n{}", screens::told(&findings));
    Ok(())
}

#[tokio::test]
async fn the_layout_is_mirrored_and_a_fallback_is_marked() -> Result<()> {
    let unturned = Pseudo::made()?.unturned().await?;
    assert!(unturned.is_empty(), "not so: {unturned:#?}");
    Ok(())
}
