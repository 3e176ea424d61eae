//! The connection to the database ends before a statement, whether that reads, writes or commits:
//! before each one of a small story in turn.

use crate::{
    kit::{Data, START, Town, database, pack, servers},
    line::Line,
    statements::{Fault, NEVER, Play, story},
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_statement_a_connection_ends_before_no_receipt_is_false_and_nothing_is_doubled() {
    let address = database();
    let (line, behind) = Line::to(&address);
    let data = TempDir::new().unwrap();
    let places = Servers {
        database: Some(behind),
        ..servers()
    };
    Folder::create_on(data.path(), &pack(), START, &places).unwrap();
    let town = Town::serve(Data::Own(data), START, |_| {}).await;
    let play = async |round, spared| {
        line.after(spared);
        let mut play = Play {
            town: &town,
            fault: &line,
            has_failed: false,
        };
        story(&mut play, round).await;
        play.has_failed
    };
    // The first one makes what all later ones find.
    for round in 0..2 {
        assert!(!play(round, NEVER).await);
    }
    let count = NEVER - line.left_over();
    assert!(count > 100, "only {count} statements");
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
