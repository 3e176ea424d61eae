//! The connection to the database ends before a statement, whether that reads, writes or commits:
//! before each one of some small stories in turn.

use crate::{
    kit::{Data, START, Town, database, pack, servers},
    line::Line,
    statements::{Fault, NEVER, Story, before_the_fire},
};
use durbar_sync_server::{
    folder::{Folder, Servers},
    verify::verify,
};
use tempfile::TempDir;

impl Fault for Line {
    fn is_over(&self) {
        self.after(NEVER);
    }

    fn content(&self) -> Option<Vec<String>> {
        None
    }

    fn spare(&self, is_spared: bool) {
        self.hold(is_spared);
    }
}

/// Plays a story as often as it has statements, and ends a connection before another one each time.
async fn is_played_over_a_bad_line(story: Story) {
    let address = database();
    let (line, behind) = Line::to(&address);
    let data = TempDir::new().unwrap();
    let places = Servers {
        database: Some(behind),
        ..servers()
    };
    Folder::create_on(data.path(), &pack(), START, &places).unwrap();
    // Its clock stands still, so that what an address may ask at once is all that it may ask.
    let town = Town::serve(Data::Own(data), START, |config| {
        config.limits.address_burst = u32::MAX;
    })
    .await;
    let lost = before_the_fire(&town).await;
    let play = async |round, spared| {
        line.after(spared);
        story.play((&town, &lost), &line, round).await
    };
    // The first one makes what all later ones find.
    for round in 0..2 {
        assert!(!play(round, NEVER).await);
    }
    let count = NEVER - line.left_over();
    assert!(count > 50, "only {count} statements");
    let mut noticed = 0;
    for number in 0..count {
        noticed += i64::from(play(2 + number as u32, number).await);
    }
    // A notice for other hubs that does not go out is nobody's failure.
    assert!(noticed * 3 > count * 2, "{noticed} of {count} were noticed");
    line.after(NEVER);
    let report = verify(&Folder::open(town.data.path()).unwrap()).unwrap();
    assert!(report.is_sound(), "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_statement_a_connection_ends_before_no_receipt_is_false_and_nothing_is_doubled() {
    is_played_over_a_bad_line(Story::Files).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_statement_a_connection_ends_before_who_showed_a_photo_has_a_receipt_for_it() {
    is_played_over_a_bad_line(Story::ShowsAPhoto).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_statement_a_connection_ends_before_a_case_that_is_passed_on_is_listed_whole() {
    is_played_over_a_bad_line(Story::Refers).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_statement_a_connection_ends_before_what_is_given_back_is_as_it_was() {
    is_played_over_a_bad_line(Story::GivesBack).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_statement_a_connection_ends_before_a_role_ends_and_a_pack_is_published_once() {
    is_played_over_a_bad_line(Story::Administers).await;
}
