//! The main job in a real browser, on the app that a real hub serves.

use durbar_tests::{
    journey::{Host, a_day_in, a_week_in, abroad_in, damaged_in, on_two_desks_in, told_in},
    kit::Result,
};

#[tokio::test]
async fn a_complaint_is_filed_offline_answered_and_seen_in_a_browser() -> Result<()> {
    told_in(Host::Chromium).await
}

#[tokio::test]
async fn what_was_begun_outlives_a_damaged_database_in_a_browser() -> Result<()> {
    damaged_in(Host::Chromium).await
}

#[tokio::test]
async fn an_office_and_its_street_have_a_day_in_a_browser() -> Result<()> {
    a_day_in(Host::Chromium).await
}

#[tokio::test]
async fn another_municipality_in_another_language_answers_in_a_browser() -> Result<()> {
    abroad_in(Host::Chromium).await
}

#[tokio::test]
async fn a_week_without_much_of_a_network_in_a_browser() -> Result<()> {
    a_week_in(Host::Chromium).await
}

#[tokio::test]
async fn two_desks_answer_one_matter_in_a_browser() -> Result<()> {
    on_two_desks_in(Host::Chromium).await
}
