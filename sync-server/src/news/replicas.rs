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
        postgres::{Server, Session},
        values,
    },
};
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Weak,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    time::Duration,
};

/// Bytes of a notice, of which PostgreSQL takes 8,000.
const LONGEST: usize = 7_000;
/// How often a connection is looked after.
const LOOK: Duration = Duration::from_secs(1);

/// Has the hub hear what others tell, and others what it tells.
///
/// # Errors
/// The server is not there.
pub(crate) fn join(news: &Arc<News>, server: Server) -> Result<(), Error> {
    let (tell, told) = mpsc::channel();
    let listening = listen(&server, Arc::downgrade(news))?;
    let others = Arc::downgrade(news);
    std::thread::Builder::new()
        .name("hub-news".to_owned())
        .spawn(move || pass_on(&server, listening, &told, &others))?;
    // Set once: a hub joins when it opens.
    let _ = news.others.set(tell);
    Ok(())
}

/// A connection that hears the others.
fn listen(server: &Server, news: Weak<News>) -> Result<Connection, Error> {
    let session = server.listen(move |feeds| {
        if let Some(news) = news.upgrade() {
            news.hear(feeds.split(' '));
        }
    })?;
    let connection = Connection::Postgres(session);
    connection.batch("LISTEN durbar_news")?;
    Ok(connection)
}

/// Tells the others until the hub is gone.
fn pass_on(server: &Server, first: Connection, told: &Receiver<Vec<String>>, news: &Weak<News>) {
    let mut connection = Some(first);
    loop {
        let mut feeds = BTreeSet::new();
        match told.recv_timeout(LOOK) {
            Ok(more) => feeds.extend(more),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        feeds.extend(told.try_iter().flatten());
        if connection.as_ref().is_none_or(is_lost) {
            connection = match listen(server, news.clone()) {
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
        if let Some(connection) = &connection
            && let Err(error) = say(connection, &feeds)
        {
            tracing::warn!(%error, "other hubs are not told of news");
        }
    }
}

fn is_lost(connection: &Connection) -> bool {
    matches!(connection, Connection::Postgres(session) if Session::is_lost(session))
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
