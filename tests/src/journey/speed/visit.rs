//! Bytes on the wire: a person who has never been here, and the same person the next day.

use super::address;
use crate::{
    journey::{Device, Host, Hub, Screen, step},
    kit::{Link, Result},
};
use serde_json::json;

/// What passed, heads of requests and answers included, without TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// From the first request until the app can be used and all of it is kept for offline use.
    pub first: u64,
    /// When the app is opened again, with the network there: news from the hub, and the browser's
    /// look for a newer version.
    pub again: u64,
    /// Of these, what the page loaded before it could be used.
    pub loaded_again: u64,
    /// When the app is opened without a network.
    pub offline: u64,
}

/// Opens the app for the first time in a new browser, then again, over a link that counts.
///
/// # Errors
/// The app does not open, or not without a network.
pub async fn visit() -> Result<Visit> {
    let folder = tempfile::tempdir()?;
    let hub = Hub::start(&folder.path().join("hub"), Host::Chromium)?;
    let link = Link::to(address(&hub)?)?;
    let origin = link.origin();
    let path = folder.path().join("citizen");
    let mut citizen = Device::new(Host::Chromium, "citizen", &path, &origin)?;
    let mut visit = Visit::default();
    let passed = || {
        let (up, down) = link.bytes();
        up + down
    };

    citizen.open(&origin).await?;
    let screen = citizen.screen()?;
    step("the first visit", usable(screen).await)?;
    step("keeping the app", kept(screen).await)?;
    visit.first = passed();
    let office =
        "performance.getEntriesByType('resource').some(one => one.name.includes('/split_'))";
    if screen.ask(office).await? != json!(false) {
        return Err("a citizen's phone loads the pages of the office".into());
    }

    leave(&mut citizen).await?;
    link.off();
    let before = passed();
    citizen.open(&origin).await?;
    step("without a network", usable(citizen.screen()?).await)?;
    visit.offline = passed() - before;

    leave(&mut citizen).await?;
    link.on();
    let before = passed();
    citizen.open(&origin).await?;
    let screen = citizen.screen()?;
    step("the second visit", usable(screen).await)?;
    let loaded = screen.ask(LOADED).await?;
    visit.loaded_again = loaded
        .as_u64()
        .ok_or("the browser does not say what it loaded")?;
    screen.connection_is("up-to-date").await?;
    visit.again = passed() - before;
    Ok(visit)
}

/// What the network brought for this page and all that it shows, as the browser counts it.
const LOADED: &str = "performance.getEntriesByType('navigation') \
    .concat(performance.getEntriesByType('resource')) \
    .reduce((sum, entry) => sum + entry.transferSize, 0)";

/// Closes the browser as a person does.
async fn leave(device: &mut Device) -> Result<()> {
    device.screen()?.client().clone().close().await?;
    device.kill()
}

/// The municipality is known, and a person can begin.
async fn usable(screen: &Screen) -> Result<()> {
    let begin = "[data-page=start][data-municipality=true] [data-test^=language-]";
    screen.see_arrive(begin).await.map(drop)
}

async fn kept(screen: &Screen) -> Result<()> {
    let kept = "navigator.serviceWorker.controller?.state === 'activated'";
    screen
        .until_arrived("the app is not kept on the device", kept)
        .await?;
    // Nothing is left to come: the last file was answered before the worker took over.
    let name = screen
        .ask("navigator.serviceWorker.controller.scriptURL")
        .await?;
    if name == json!(null) {
        return Err("nobody keeps the app".into());
    }
    Ok(())
}
