//! Each statement that writes fails once, in every request of some small stories and in every command
//! that changes something in them: who is told that something is kept can rely on it, and of what
//! failed there is no trace.

mod play;
mod stories;

pub use play::Fault;
pub use stories::{Story, before_the_fire};

use crate::kit::Town;
use durbar_sync_server::{folder::Folder, store::sql::Connection, verify::verify};

/// What a statement that fails does besides.
#[derive(Clone, Copy, Debug)]
enum End {
    /// Nothing: the transaction could go on.
    Alone,
    /// It ends the transaction, as a full disk does, or the connection.
    WithAll,
}

/// All of a database, to be compared.
pub struct Content {
    connection: Connection,
    /// A statement by table that reads all of it.
    reads: Vec<&'static str>,
}

impl Content {
    /// Of the tables that there are now.
    pub fn of(connection: Connection) -> Self {
        let tables = tables(&connection);
        let reads = tables.iter().map(|table| reading(&connection, table));
        let reads = reads.collect();
        Self { connection, reads }
    }

    pub fn read(&self) -> Vec<String> {
        self.reads
            .iter()
            .map(|sql| self.connection.one(sql, &[]).unwrap())
            .collect()
    }
}

fn tables(connection: &Connection) -> Vec<String> {
    let sql = if crate::ON_A_SERVER {
        "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()"
    } else {
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    };
    let tables = connection.rows(sql, &[], |row| row.get(0)).unwrap();
    assert!(tables.len() > 10, "{tables:?}");
    tables
}

/// The database, with a trap in every table.
struct Trapped(Content);

/// Far more statements than any story has.
pub const NEVER: i64 = 1_000_000;

impl Trapped {
    fn set(town: &Town, end: End) -> Self {
        let folder = Folder::open(town.data.path()).unwrap();
        let content = Content::of(folder.place().unwrap().connect().unwrap());
        let connection = &content.connection;
        let tables = tables(connection);
        let count = format!(
            "CREATE TABLE countdown (left_over BIGINT NOT NULL);
             INSERT INTO countdown VALUES ({NEVER})"
        );
        connection.batch(&count).unwrap();
        if crate::ON_A_SERVER {
            let fails = match end {
                End::Alone => "RAISE EXCEPTION 'on purpose'",
                End::WithAll => "PERFORM pg_terminate_backend(pg_backend_pid())",
            };
            let function = format!(
                "CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$
                 DECLARE now_left BIGINT;
                 BEGIN
                    UPDATE countdown SET left_over = left_over - 1 RETURNING left_over INTO now_left;
                    IF now_left < 0 THEN {fails}; END IF;
                    RETURN NULL;
                 END $$"
            );
            connection.batch(&function).unwrap();
        }
        for table in &tables {
            let traps = if crate::ON_A_SERVER {
                format!(
                    "CREATE TRIGGER trap BEFORE INSERT OR UPDATE OR DELETE ON {table}
                     FOR EACH STATEMENT EXECUTE FUNCTION trap()"
                )
            } else {
                let fails = match end {
                    End::Alone => "ABORT",
                    End::WithAll => "ROLLBACK",
                };
                ["INSERT", "UPDATE", "DELETE"]
                    .map(|what| {
                        format!(
                            "CREATE TRIGGER trap_{table}_{what} BEFORE {what} ON {table} BEGIN
                                UPDATE countdown SET left_over = left_over - 1;
                                SELECT RAISE({fails}, 'on purpose')
                                    WHERE (SELECT left_over FROM countdown) < 0;
                             END"
                        )
                    })
                    .join(";\n")
            };
            connection.batch(&traps).unwrap();
        }
        Self(content)
    }

    /// So many statements go well from now on.
    fn spare(&self, statements: i64) {
        let set = format!("UPDATE countdown SET left_over = {statements}");
        self.0.connection.batch(&set).unwrap();
    }

    /// So many more would go well.
    fn left_over(&self) -> i64 {
        self.0
            .connection
            .one("SELECT left_over FROM countdown", &[])
            .unwrap()
    }
}

impl Fault for Trapped {
    fn is_over(&self) {
        self.spare(NEVER);
    }

    fn content(&self) -> Option<Vec<String>> {
        Some(self.0.read())
    }
}

fn reading(connection: &Connection, table: &str) -> &'static str {
    let sql = if crate::ON_A_SERVER {
        format!("SELECT coalesce(string_agg(t::text, ';' ORDER BY t::text), '') FROM {table} t")
    } else {
        let asked = format!("SELECT 'quote(' || name || ')' FROM pragma_table_info('{table}')");
        let columns: Vec<String> = connection
            .rows(asked.leak(), &[], |row| row.get(0))
            .unwrap();
        format!(
            "SELECT coalesce(group_concat(line, ';'), '')
             FROM (SELECT {} AS line FROM {table} ORDER BY 1)",
            columns.join(" || ',' || ")
        )
    };
    sql.leak()
}

async fn every_statement_fails(story: Story, end: End) {
    // Its clock stands still, so that what an address may ask at once is all that it may ask.
    let town = Town::open_with(|config| config.limits.address_burst = u32::MAX).await;
    let lost = before_the_fire(&town).await;
    let trapped = Trapped::set(&town, end);
    let play = async |round, spared| {
        trapped.spare(spared);
        story.play((&town, &lost), &trapped, round).await
    };
    // The first one makes what all later ones find.
    for round in 0..2 {
        assert!(!play(round, NEVER).await);
    }
    let count = NEVER - trapped.left_over();
    assert!(count > 15, "only {count} statements write: {story:?}");
    for number in 0..count {
        let has_failed = play(2 + number as u32, number).await;
        assert!(
            has_failed,
            "nobody noticed that statement {number} of {count} failed: {story:?}"
        );
    }
    let report = verify(&Folder::open(town.data.path()).unwrap()).unwrap();
    assert!(report.is_sound(), "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_fails_leaves_no_trace_and_gives_no_receipt() {
    for story in Story::ALL {
        every_statement_fails(story, End::Alone).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_ends_the_transaction_leaves_no_trace_and_gives_no_receipt() {
    for story in Story::ALL {
        every_statement_fails(story, End::WithAll).await;
    }
}
