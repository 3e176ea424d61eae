//! News between the hubs that share a database.
//!
//! Told after the commit, over a connection of its own: a notice within a transaction would have
//! all of the server's commits wait for each other. What is lost with a connection or a hub is only
//! a notice: whoever waited asks again when its poll is over.

use super::News;
use crate::{
    error::Error,
    store::sql::{
        Connection,
        postgres::{Server, Session, is_unknown},
        values,
    },
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc, Weak,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

/// Bytes of a notice, of which PostgreSQL takes 8,000.
const LONGEST: usize = 7_000;
/// How often a connection is looked after, and how often a server without notices is asked.
const LOOK: Duration = Duration::from_secs(1);

/// Has the hub hear what others tell, and others what it tells.
///
/// # Errors
/// The server is not there.
pub(crate) fn join(news: &Arc<News>, server: Server) -> Result<(), Error> {
    let (tell, told) = mpsc::channel();
    let way = Way::open(&server, Arc::downgrade(news))?;
    let others = Arc::downgrade(news);
    std::thread::Builder::new()
        .name("hub-news".to_owned())
        .spawn(move || pass_on(&server, way, &told, &others))?;
    // Set once: a hub joins when it opens.
    let _ = news.others.set(tell);
    Ok(())
}

/// How the hubs of a database hear of each other.
enum Way {
    /// The server tells, over this connection.
    Notices(Connection),
    /// The server has no notices: each hub asks for the last numbers of what somebody waits for.
    Asking {
        connection: Connection,
        known: HashMap<String, i64>,
        asked: Instant,
    },
}

impl Way {
    fn open(server: &Server, news: Weak<News>) -> Result<Self, Error> {
        let session = server.listen(move |feeds| {
            if let Some(news) = news.upgrade() {
                news.hear(feeds.split(' '));
            }
        })?;
        let connection = Connection::Postgres(session);
        // Some servers take the word for listening and do not listen.
        let listening = connection.batch("LISTEN durbar_news").and_then(|()| {
            connection.one::<i64>("SELECT count(*) FROM pg_listening_channels()", &[])
        });
        match listening {
            Ok(1..) => return Ok(Self::Notices(connection)),
            Ok(_) => tracing::info!("hubs ask for each other's news, each second"),
            Err(error) if is_unknown(&error) => {
                tracing::info!(%error, "hubs ask for each other's news, each second");
            }
            Err(error) => return Err(error),
        }
        Ok(Self::Asking {
            connection,
            known: HashMap::new(),
            asked: Instant::now(),
        })
    }

    fn is_lost(&self) -> bool {
        let (Self::Notices(connection) | Self::Asking { connection, .. }) = self;
        matches!(connection, Connection::Postgres(session) if Session::is_lost(session))
    }

    /// Tells the others of what this hub took, or looks at what they did.
    fn go_on(&mut self, told: &BTreeSet<String>, news: &Weak<News>) -> Result<(), Error> {
        match self {
            Self::Notices(connection) => say(connection, told),
            Self::Asking {
                connection,
                known,
                asked,
            } => match news.upgrade() {
                Some(news) if asked.elapsed() >= LOOK => {
                    *asked = Instant::now();
                    ask(connection, known, &news)
                }
                _ => Ok(()),
            },
        }
    }
}

/// Passes news on until the hub is gone.
fn pass_on(server: &Server, first: Way, told: &Receiver<Vec<String>>, news: &Weak<News>) {
    let mut way = Some(first);
    loop {
        let mut feeds = BTreeSet::new();
        match told.recv_timeout(LOOK) {
            Ok(more) => feeds.extend(more),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        feeds.extend(told.try_iter().flatten());
        if way.as_ref().is_none_or(Way::is_lost) {
            way = match Way::open(server, news.clone()) {
                Ok(new) => {
                    // What was told meanwhile was not heard.
                    if let Some(news) = news.upgrade() {
                        news.hear_all();
                    }
                    Some(new)
                }
                Err(error) => {
                    tracing::warn!(%error, "news of other hubs are not heard");
                    None
                }
            };
        }
        if let Some(way) = &mut way
            && let Err(error) = way.go_on(&feeds, news)
        {
            tracing::warn!(%error, "hubs do not hear of each other's news");
        }
    }
}

/// Wakes who waits for a feed whose number is not the one that was seen last. A feed that nobody
/// waited for may have moved since it was read: it wakes once for nothing.
fn ask(
    connection: &Connection,
    known: &mut HashMap<String, i64>,
    news: &News,
) -> Result<(), Error> {
    let waited = news.waited().join(" ");
    let now: HashMap<String, i64> = if waited.is_empty() {
        HashMap::new()
    } else {
        let rows = connection.rows(
            "SELECT feed, last FROM feeds WHERE feed = ANY (string_to_array(?1, ' '))",
            values![&waited],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        rows.into_iter().collect()
    };
    let moved = now
        .iter()
        .filter(|(feed, last)| known.get(*feed) != Some(*last));
    news.hear(moved.map(|(feed, _)| feed.as_str()));
    *known = now;
    Ok(())
}

fn say(connection: &Connection, feeds: &BTreeSet<String>) -> Result<(), Error> {
    let mut notice = String::new();
    for feed in feeds {
        if notice.len() + feed.len() > LONGEST {
            send(connection, &std::mem::take(&mut notice))?;
        }
        if !notice.is_empty() {
            notice.push(' ');
        }
        notice.push_str(feed);
    }
    if notice.is_empty() {
        return Ok(());
    }
    send(connection, &notice)
}

fn send(connection: &Connection, notice: &str) -> Result<(), Error> {
    connection
        .count("SELECT pg_notify('durbar_news', ?1)", values![notice])
        .map(drop)
}
