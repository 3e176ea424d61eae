//! Who writes which blob now: one at a time for each blob.
//!
//! A device makes one call at a time, so its next one means that the last has ended, though the
//! hub may not know: a phone that leaves its mast says no farewell. The newer call ends the older
//! upload, which keeps what has arrived, and goes on from there.

use crate::store::lock;
use durbar_sync::{BlobId, PublicKey};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use tokio::sync::watch;

/// The uploads under way.
#[derive(Default)]
pub(crate) struct Uploads(Mutex<HashMap<BlobId, Active>>);

struct Active {
    device: PublicKey,
    stop: watch::Sender<bool>,
    /// Closed when the upload has ended.
    ended: watch::Receiver<()>,
}

/// The right to write a blob; ends when dropped.
pub(crate) struct Uploading {
    uploads: Arc<Uploads>,
    blob: BlobId,
    stop: watch::Receiver<bool>,
    _end: watch::Sender<()>,
}

impl Uploads {
    /// The right to be the only one who writes a blob, taken over from the same device, unless
    /// another one has it.
    pub(crate) async fn start(
        self: &Arc<Self>,
        blob: BlobId,
        device: PublicKey,
    ) -> Option<Uploading> {
        loop {
            let ended = {
                let mut active = lock(&self.0);
                match active.get(&blob) {
                    None => {
                        let (stop, stopped) = watch::channel(false);
                        let (end, ended) = watch::channel(());
                        let upload = Active {
                            device,
                            stop,
                            ended,
                        };
                        active.insert(blob, upload);
                        let uploads = Arc::clone(self);
                        return Some(Uploading {
                            uploads,
                            blob,
                            stop: stopped,
                            _end: end,
                        });
                    }
                    Some(upload) if upload.device == device => upload.end(),
                    Some(_) => return None,
                }
            };
            wait(ended).await;
        }
    }

    /// Ends what a device still uploads and waits until it is counted.
    pub(crate) async fn end(&self, device: PublicKey) {
        let ended: Vec<_> = lock(&self.0)
            .values()
            .filter(|upload| upload.device == device)
            .map(Active::end)
            .collect();
        for ended in ended {
            wait(ended).await;
        }
    }
}

impl Active {
    fn end(&self) -> watch::Receiver<()> {
        self.stop.send_replace(true);
        self.ended.clone()
    }
}

/// Nothing is ever sent: an error says that the other end is gone, which is the news.
async fn wait(mut ended: watch::Receiver<()>) {
    while ended.changed().await.is_ok() {}
}

impl Uploading {
    /// Returns once a newer call of the same device wants to go on.
    pub(crate) async fn superseded(&mut self) {
        // The sender lives as long as the upload stands in the list, which is until `self` goes.
        let _ = self.stop.wait_for(|stop| *stop).await;
    }
}

impl Drop for Uploading {
    fn drop(&mut self) {
        lock(&self.uploads.0).remove(&self.blob);
    }
}
