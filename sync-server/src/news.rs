//! Wakes long polls when a feed they follow has something new.

pub(crate) mod replicas;

use crate::store::lock;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
        mpsc::Sender,
    },
};
use tokio::sync::Notify;

/// Who waits for which feed.
#[derive(Default)]
pub struct News {
    waiting: Mutex<HashMap<String, Vec<Arc<Notify>>>>,
    count: AtomicUsize,
    /// Leads to the other hubs of the same database, where there may be any.
    others: OnceLock<Sender<Vec<String>>>,
}

/// Somebody who waits; leaves when dropped.
pub struct Listener {
    news: Arc<News>,
    feeds: Vec<String>,
    notify: Arc<Notify>,
}

impl News {
    /// Listens to feeds from now on. To be called before they are read: what comes between the
    /// reading and the waiting then wakes at once.
    pub fn listen(self: &Arc<Self>, feeds: Vec<String>) -> Listener {
        let notify = Arc::new(Notify::new());
        let mut waiting = lock(&self.waiting);
        for feed in &feeds {
            waiting
                .entry(feed.clone())
                .or_default()
                .push(notify.clone());
        }
        self.count.fetch_add(1, Ordering::Relaxed);
        Listener {
            news: self.clone(),
            feeds,
            notify,
        }
    }

    /// How many listen.
    pub fn listeners(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    /// Says that these feeds have something new, which is committed.
    pub fn tell(&self, feeds: &[String]) {
        self.hear(feeds.iter().map(String::as_str));
        if let Some(others) = self.others.get() {
            // Its thread lives as long as this.
            let _ = others.send(feeds.to_vec());
        }
    }

    /// Hears that these feeds have something new, which is committed.
    fn hear<'a>(&self, feeds: impl IntoIterator<Item = &'a str>) {
        let waiting = lock(&self.waiting);
        for feed in feeds {
            for notify in waiting.get(feed).into_iter().flatten() {
                notify.notify_one();
            }
        }
    }

    /// The feeds for which somebody waits.
    fn waited(&self) -> Vec<String> {
        lock(&self.waiting).keys().cloned().collect()
    }

    /// Has everybody look who waits.
    fn hear_all(&self) {
        for notify in lock(&self.waiting).values().flatten() {
            notify.notify_one();
        }
    }
}

impl Listener {
    /// Waits for something new in one of the feeds.
    pub async fn heard(&self) {
        self.notify.notified().await;
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.news.count.fetch_sub(1, Ordering::Relaxed);
        let mut waiting = lock(&self.news.waiting);
        for feed in &self.feeds {
            if let Some(listeners) = waiting.get_mut(feed) {
                listeners.retain(|other| !Arc::ptr_eq(other, &self.notify));
                if listeners.is_empty() {
                    waiting.remove(feed);
                }
            }
        }
    }
}
