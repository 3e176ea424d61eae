//! Whether the hub can do its work now.

use crate::{
    error::Error,
    hub::Hub,
    store::{meta, packs},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// An answer holds for so long: looking costs a commit, and anybody may ask.
const FRESH: Duration = Duration::from_secs(1);
/// A disk that takes longer is no disk to work with.
const PATIENCE: Duration = Duration::from_secs(5);

/// What stands in the way, in words for whoever runs the hub. Details are in the log alone: the
/// answer is for everybody.
pub(crate) type Reason = &'static str;

/// The last answer.
#[derive(Default)]
pub(crate) struct Readiness(Mutex<Option<(Instant, Result<(), Reason>)>>);

/// Whether the hub can read and write its database and its blobs, has its pack and is not closing.
///
/// # Errors
/// What stands in the way.
pub(crate) async fn ready(hub: &Arc<Hub>) -> Result<(), Reason> {
    if hub.is_closing() {
        return Err("stopping");
    }
    // Held while looking: many who ask at once cost one look.
    let mut last = hub.readiness.0.lock().await;
    if let Some((at, answer)) = *last
        && at.elapsed() < FRESH
    {
        return answer;
    }
    let answer = tokio::time::timeout(PATIENCE, look(hub))
        .await
        .unwrap_or(Err("the database or the disk takes too long"));
    *last = Some((Instant::now(), answer));
    answer
}

async fn look(hub: &Arc<Hub>) -> Result<(), Reason> {
    let now = hub.now();
    let written = hub
        .store
        .write(move |connection| meta::probe(connection, now));
    said(written.await, "the database cannot be written")?;
    let reading = hub.clone();
    let found = tokio::task::spawn_blocking(move || {
        said(
            reading.store.read(meta::read),
            "the database cannot be read",
        )?;
        said(reading.files.probe(), "the blobs cannot be written")?;
        said(has_pack(&reading), "the pack is not there")
    });
    found.await.unwrap_or_else(|error| {
        tracing::error!(%error, "looking whether the hub is ready failed");
        Err("the hub cannot look")
    })
}

/// The newest pack with each of its parts.
fn has_pack(hub: &Hub) -> Result<(), Error> {
    let signed = hub
        .store
        .read(packs::latest)?
        .ok_or(Error::Damaged("no pack is published"))?;
    let manifest = signed
        .verify(&hub.hello.administrator)
        .ok_or(Error::Damaged("the pack's signature does not hold"))?;
    for (_, part) in &manifest.parts {
        if hub.files.glance(&part.blob, part.length)?.is_some() {
            return Err(Error::Damaged("a part of the pack is not there"));
        }
    }
    Ok(())
}

fn said<T>(result: Result<T, Error>, reason: Reason) -> Result<(), Reason> {
    match result {
        Ok(_) => Ok(()),
        Err(error) => {
            tracing::error!(%error, "{reason}");
            Err(reason)
        }
    }
}
