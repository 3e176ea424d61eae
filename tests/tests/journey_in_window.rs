//! The main job in the app's own window.

use durbar_tests::{
    journey::{Host, a_day_in, a_week_in, abroad_in, damaged_in, on_two_desks_in, told_in},
    kit::Result,
};

#[tokio::test]
async fn a_complaint_is_filed_offline_answered_and_seen_in_the_window() -> Result<()> {
    told_in(Host::Window).await
}

#[tokio::test]
async fn what_was_begun_outlives_a_damaged_database_in_a_window() -> Result<()> {
    damaged_in(Host::Window).await
}

#[tokio::test]
async fn an_office_and_its_street_have_a_day_in_a_window() -> Result<()> {
    a_day_in(Host::Window).await
}

#[tokio::test]
async fn another_municipality_in_another_language_answers_in_a_window() -> Result<()> {
    abroad_in(Host::Window).await
}

#[tokio::test]
async fn a_week_without_much_of_a_network_in_a_window() -> Result<()> {
    a_week_in(Host::Window).await
}

#[tokio::test]
async fn two_desks_answer_one_matter_in_a_window() -> Result<()> {
    on_two_desks_in(Host::Window).await
}
