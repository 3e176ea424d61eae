//! The main job in a real browser, on the app that a real hub serves.

use durbar_tests::{
    journey::{Host, told_in},
    kit::Result,
};

#[tokio::test]
async fn a_complaint_is_filed_offline_answered_and_seen_in_a_browser() -> Result<()> {
    told_in(Host::Chromium).await
}
