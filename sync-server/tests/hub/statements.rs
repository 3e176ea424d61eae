//! Each statement that writes fails once, in every request of a small story: who is told that
//! something is kept can rely on it, and of what failed there is no trace.

use crate::kit::{DEPARTMENT, Device, Lane, Reply, Town, casework_header, photo};
use durbar_sync::{
    LaneId, codec,
    link::{Link, SignedOffer, SignedRevocation},
    sign::Keys,
    wire::{ReplyFrame, RequestFrame},
};
use durbar_sync_server::{folder::Folder, store::sql::Connection, verify::verify};

/// What a statement that fails does besides.
#[derive(Clone, Copy, Debug)]
enum End {
    /// Nothing: the transaction could go on.
    Alone,
    /// It ends the transaction, as a full disk does, or the connection.
    WithAll,
}

/// What fails once.
pub trait Fault {
    /// It has failed: all goes well from now on.
    fn is_over(&self);

    /// All that is in the database; `None` if what fails may come after the words were stored: then
    /// whoever asks again finds them.
    fn content(&self) -> Option<Vec<String>>;

    /// What the test itself does is spared from now on, or no longer.
    fn spare(&self, _is_spared: bool) {}
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

/// A town in which a statement fails, and whether anybody noticed.
pub struct Play<'a> {
    pub town: &'a Town,
    pub fault: &'a dyn Fault,
    pub has_failed: bool,
}

impl Play<'_> {
    /// Asks, and asks again if that fails.
    async fn ask(&mut self, device: &Device, more: Vec<RequestFrame>) -> Reply {
        let mut frames = vec![RequestFrame::Hello(self.town.hello(&[]))];
        frames.extend(more);
        let before = (!self.has_failed).then(|| self.fault.content());
        loop {
            let body = codec::encode(&frames).unwrap();
            match self.town.post(device, body).await {
                (200, body) => {
                    let frames = codec::decode(&body, 64 << 20).unwrap();
                    return Reply { frames };
                }
                (500 | 503, _) => {
                    assert!(!self.has_failed, "it fails without a cause");
                    self.has_failed = true;
                    assert!(before == Some(self.fault.content()), "it left a trace");
                    self.fault.is_over();
                }
                (other, _) => panic!("{other}"),
            }
        }
    }

    /// Sends a photo from where the hub has it on.
    async fn send(&mut self, device: &Device, (bytes, blob): (&[u8], durbar_sync::BlobId)) {
        let (town, fault, has_failed) = (self.town, self.fault, &mut self.has_failed);
        let failed = || {
            assert!(!*has_failed, "it fails without a cause");
            *has_failed = true;
            fault.is_over();
        };
        town.upload(device, (bytes, blob), failed).await;
    }
}

/// A citizen files with a photo, an officer takes up her role and answers, the citizen writes again,
/// links a laptop and revokes it.
pub async fn story(play: &mut Play<'_>, round: u32) {
    let town = play.town;
    let [ama, efua, laptop] = [0, 1, 2].map(|who| Device::numbered(round * 3 + who));
    let (bytes, offer) = photo(round as u8, 3_000);
    let mut filing = Lane::filing(&ama, 1);
    let first = filing.edit("one").push_with(&ama, vec![offer]);
    let other = Lane::filing(&ama, 2).edit("another").push(&ama);
    let pushes = [first, other].map(RequestFrame::Push);
    let reply = play.ask(&ama, pushes.into()).await;
    assert_eq!(reply.receipts(town).len(), 2);

    play.fault.spare(true);
    let grant = town.grant(&town.invite(DEPARTMENT), &efua);
    play.fault.spare(false);
    let reply = play.ask(&efua, vec![RequestFrame::Accept(grant)]).await;
    let is_refused = |frame: &ReplyFrame| matches!(frame, ReplyFrame::GrantRefused(_));
    assert!(!reply.frames.iter().any(is_refused));
    let mut casework = Lane::new(&efua, &casework_header(filing.id, DEPARTMENT));
    let answer = casework.edit("On Thursday").push(&efua);
    let reply = play.ask(&efua, vec![RequestFrame::Push(answer)]).await;
    reply.receipt(town);

    play.send(&ama, (&bytes, offer.blob)).await;
    let again = filing.edit("two").push(&ama);
    let reply = play.ask(&ama, vec![RequestFrame::Push(again)]).await;
    reply.receipt(town);

    let secret = Keys::from_seed([round as u8; 32]);
    let until = town.now() + 60_000;
    let offered = SignedOffer::sign(secret.public(), until, &ama.keys).unwrap();
    let link = Link::accept(offered, &secret, &laptop.keys, false);
    let reply = play.ask(&laptop, vec![RequestFrame::Link(link)]).await;
    let is_refused = |frame: &ReplyFrame| matches!(frame, ReplyFrame::LinkRefused(_));
    assert!(!reply.frames.iter().any(is_refused));
    let revoked = SignedRevocation::sign(laptop.key(), town.now(), &ama.keys).unwrap();
    play.ask(&ama, vec![RequestFrame::Revoke(revoked)]).await;

    // What all were told is so.
    play.fault.spare(true);
    let lanes = |reply: &Reply| -> Vec<LaneId> {
        reply
            .lane_records()
            .iter()
            .map(|record| record.lane)
            .collect()
    };
    let followed = lanes(&town.follow(&ama, ama.feed()).await);
    let count = |lane: LaneId| followed.iter().filter(|one| **one == lane).count();
    assert_eq!(
        (followed.len(), count(filing.id), count(casework.id)),
        (4, 2, 1)
    );
    let (status, whole) = town.get(&ama, offer.blob, None).await;
    assert_eq!((status, whole), (200, bytes));
    assert!(
        town.sync(&laptop, &[(ama.feed(), 0)], vec![])
            .await
            .end()
            .denied
            == [0]
    );
    play.fault.spare(false);
}

async fn every_statement_fails(end: End) {
    let town = Town::open().await;
    let trapped = Trapped::set(&town, end);
    let play = async |round, spared| {
        trapped.spare(spared);
        let mut play = Play {
            town: &town,
            fault: &trapped,
            has_failed: false,
        };
        story(&mut play, round).await;
        play.has_failed
    };
    // The first one makes what all later ones find.
    for round in 0..2 {
        assert!(!play(round, NEVER).await);
    }
    let count = NEVER - trapped.left_over();
    assert!(count > 30, "only {count} statements write");
    for number in 0..count {
        let has_failed = play(2 + number as u32, number).await;
        assert!(
            has_failed,
            "nobody noticed that statement {number} of {count} failed"
        );
    }
    let report = verify(&Folder::open(town.data.path()).unwrap()).unwrap();
    assert!(report.is_sound(), "{report}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_fails_leaves_no_trace_and_gives_no_receipt() {
    every_statement_fails(End::Alone).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_ends_the_transaction_leaves_no_trace_and_gives_no_receipt() {
    every_statement_fails(End::WithAll).await;
}
