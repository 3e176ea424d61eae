//! The connection to the database ends before a statement, whether that reads, writes or commits:
//! before each one of a small story in turn.

use crate::{
    kit::{Data, START, Town, database, pack, servers},
    line::Line,
    statements::{Content, Fault, NEVER, Play, story},
};
use durbar_sync_server::{
    folder::{Folder, Servers},
    store::sql::{Connection, postgres::Server},
    verify::verify,
};
use tempfile::TempDir;

/// A database behind a line that is cut once.
struct Interrupted {
    line: Line,
    /// Over a line of its own.
    content: Content,
}

impl Fault for Interrupted {
    fn is_over(&self) {
        self.line.after(NEVER);
    }

    fn content(&self) -> Vec<String> {
        self.content.read()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_ends_before_any_statement_leaves_no_trace_and_gives_no_receipt() {
    let address = database();
    let (line, behind) = Line::to(&address);
    let data = TempDir::new().unwrap();
    let places = Servers {
        database: Some(behind),
        ..servers()
    };
    Folder::create_on(data.path(), &pack(), START, &places).unwrap();
    let town = Town::serve(Data::Own(data), START, |_| {}).await;
    let connection = Server::new(&address).unwrap().connect().unwrap();
    let interrupted = Interrupted {
        line,
        content: Content::of(Connection::Postgres(connection)),
    };
    let play = async |round, spared| {
        interrupted.line.after(spared);
        let mut play = Play {
            town: &town,
            fault: &interrupted,
            has_failed: false,
        };
        story(&mut play, round).await;
        play.has_failed
    };
    // The first one makes what all later ones find.
    for round in 0..2 {
        assert!(!play(round, NEVER).await);
    }
    let count = NEVER - interrupted.line.left_over();
    assert!(count > 100, "only {count} statements");
    let mut noticed = 0;
    for number in 0..count {
        noticed += i64::from(play(2 + number as u32, number).await);
    }
    // A notice for other hubs that does not go out is nobody's failure.
    assert!(noticed * 3 > count * 2, "{noticed} of {count} were noticed");
    let report = verify(&Folder::open(town.data.path()).unwrap()).unwrap();
    assert!(report.is_sound(), "{report}");
}
