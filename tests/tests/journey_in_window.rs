//! The main job in the app's own window.

use durbar_tests::{
    journey::{Host, told_in},
    kit::Result,
};

#[tokio::test]
async fn a_complaint_is_filed_offline_answered_and_seen_in_the_window() -> Result<()> {
    told_in(Host::Window).await
}
