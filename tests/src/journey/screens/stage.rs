//! Brings the people into the situation of each [`Who`].

use super::{
    line::{self, ask, before_each_page},
    page::Who,
    world::{Citizenship, World},
};
use crate::{
    journey::{
        Screen,
        damaged::{DAMAGE, DATABASE},
        step,
    },
    kit::Result,
};
use durbar_api::app::SetLanguage;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The clock of the page (not of the app in its worker) goes so much ahead.
const LATER: &str = "(() => { const Own = Date, ahead = 3 * 24 * 3600 * 1000; \
    window.Date = class extends Own { \
        constructor(...given) { given.length ? super(...given) : super(Own.now() + ahead); } \
        static now() { return Own.now() + ahead; } }; })();";

/// What a page is told in a browser that keeps nothing.
const NO_STORAGE: &str = "Object.defineProperty(window, 'isSecureContext', { value: false });";

/// Takes away all that the app keeps, but not the app.
const FORGET: &str = "const done = arguments[0]; (async () => { \
    localStorage.clear(); \
    const root = await navigator.storage.getDirectory(); \
    for await (const name of root.keys()) await root.removeEntry(name, { recursive: true }); \
    })().then(() => done(true), (error) => done(String(error)));";

/// How long a worker whose tab is closed may take to end.
const LETTING_GO: Duration = Duration::from_secs(30);

impl World {
    /// Makes the situation of somebody, after those of all before.
    pub(super) async fn become_one(&mut self, who: Who) -> Result<()> {
        let made = match who {
            Who::Newcomer => self.arrive().await,
            Who::Beginner => self.begin().await,
            Who::Citizen => self.file_all().await,
            Who::Officer => self.employ().await,
            Who::Locked => self.lock_the_phone().await,
            Who::Sharer => self.share_the_phone().await,
            Who::Salvaged => self.damage_the_phone().await,
            Who::SetAside => self.lose_what_it_builds_on().await,
            Who::Revoked => self.take_the_phone_off().await,
            Who::Leaver => self.hold_up_who_leaves().await,
            Who::CutOff => self.lose_the_hub().await,
            Who::OfficerCutOff => Ok(()),
            Who::DaysLater => before_each_page(&self.citizen, LATER).await,
            Who::SecondTab => self.open_second_tab().await,
            Who::NoStorage => self.lose_storage().await,
            Who::NewcomerCutOff => self.forget_everything().await,
        };
        step(&format!("{who:?}"), made)
    }

    async fn arrive(&mut self) -> Result<()> {
        self.citizen.open("about:blank").await?;
        line::hold(&self.citizen).await?;
        let address = self.hub.origin();
        let screen = self.citizen.screen()?;
        screen.client().goto(&address).await?;
        screen
            .see_arrive("[data-page=start][data-municipality=true]")
            .await
            .map(drop)
    }

    async fn begin(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        let language = self.language.clone();
        ask(screen, SetLanguage { language }).await?;
        kept(screen).await?;
        self.reload(screen).await?;
        screen.connection_is("up-to-date").await
    }

    async fn lose_the_hub(&mut self) -> Result<()> {
        // Nobody looks at the neighbour's phone any more, and a browser takes its room.
        if self.neighbour.screen().is_ok() {
            self.neighbour.kill()?;
        }
        self.hub.goes()?;
        let screen = self.citizen.screen()?;
        screen.connection_is("offline").await?;
        self.file_one_more(Citizenship::CutOff).await?;
        if self.officer.screen().is_ok() {
            self.officer.screen()?.connection_is("offline").await?;
        }
        Ok(())
    }

    async fn open_second_tab(&mut self) -> Result<()> {
        let client = self.citizen.screen()?.client();
        let first = client.window().await?;
        let second = client.new_window(true).await?.handle;
        client.switch_to_window(second).await?;
        self.first_tab = Some(first);
        Ok(())
    }

    async fn lose_storage(&mut self) -> Result<()> {
        if let Some(first) = self.first_tab.take() {
            let client = self.citizen.screen()?.client();
            client.close_window().await?;
            client.switch_to_window(first).await?;
        }
        before_each_page(&self.citizen, NO_STORAGE).await
    }

    async fn forget_everything(&mut self) -> Result<()> {
        // In a tab of its own: the others' scripts are not for this person.
        let screen = self.citizen.screen()?;
        let client = screen.client();
        let old = client.window().await?;
        let new = client.new_window(true).await?.handle;
        client.switch_to_window(old).await?;
        client.goto("about:blank").await?;
        client.close_window().await?;
        client.switch_to_window(new).await?;
        forget(screen, &self.hub.origin()).await
    }
}

/// Takes away all that the app keeps on a device, but not the app.
pub(super) async fn forget(screen: &Screen, origin: &str) -> Result<()> {
    behind_the_app(screen, origin, FORGET, &[]).await
}

/// Damages what the app keeps on a device.
pub(super) async fn damage(screen: &Screen, origin: &str) -> Result<()> {
    behind_the_app(screen, origin, DAMAGE, &[json!(DATABASE)]).await
}

/// Does something to what the app keeps, while it does not run. The script tells a text only if it
/// could not.
async fn behind_the_app(
    screen: &Screen,
    origin: &str,
    script: &str,
    given: &[Value],
) -> Result<()> {
    let client = screen.client();
    // A file of the app, so that the app does not run. What a worker still holds stays.
    client.goto(&format!("{origin}/boot.js")).await?;
    let start = Instant::now();
    loop {
        let told = client.execute_async(script, given.to_vec()).await?;
        if !told.is_string() {
            return Ok(());
        }
        if start.elapsed() > LETTING_GO {
            return Err(format!("the storage cannot be changed: {told}").into());
        }
    }
}

/// Loads the app anew. On a machine with too much to do a browser may give up while it reads the
/// app from the device, and the app says so: then a person opens it again, and so does this.
pub(super) async fn open(screen: &Screen, address: &str) -> Result<()> {
    const ABORTED: &str = "/worker failed: $|aborted|Failed to fetch/.test( \
        document.querySelector('[data-test=failed] [dir=ltr]')?.textContent ?? '')";
    for _ in 0..3 {
        screen.client().goto(address).await?;
        screen
            .until(
                "the app does not open",
                "document.readyState === 'complete' && !document.getElementById('boot')",
            )
            .await?;
        if screen.ask(ABORTED).await? != json!(true) {
            break;
        }
        eprintln!("the browser gave up while it read the app: opened again");
    }
    Ok(())
}

/// Waits until the whole app is on the device. Not in the midst of it would a person who wants to
/// see pages load one anew; but a browser that gave it up tries again with the next load.
pub(super) async fn kept(screen: &Screen) -> Result<()> {
    let mut kept = Ok(());
    for _ in 0..3 {
        kept = screen
            .until(
                "the app is not kept on the device",
                "navigator.serviceWorker.controller?.state === 'activated'",
            )
            .await;
        if kept.is_ok() {
            break;
        }
        eprintln!("the browser gave up while it kept the app: opened again");
        screen.client().refresh().await?;
    }
    kept
}

/// Waits until the page is laid out and its fonts and pictures are there, those in drawings too.
pub(super) async fn settled(screen: &Screen) -> Result<()> {
    const SETTLED: &str = "const done = arguments[0]; \
        document.fonts.ready \
            .then(() => Promise.all( \
                [...document.images, ...document.querySelectorAll('svg image')].map(image => \
                    image.complete ? 0 : image.decode?.().catch(() => 0)))) \
            .then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));";
    screen.client().execute_async(SETTLED, Vec::new()).await?;
    Ok(())
}

/// The same, and until nothing has come for longer than the app takes between one lot of rows and the
/// next: what is measured then has its last size.
pub(super) async fn rested(screen: &Screen) -> Result<()> {
    const RESTED: &str = "const done = arguments[0]; let last; \
        const rest = () => { clearTimeout(last); \
            last = setTimeout(() => { watch.disconnect(); done(true); }, 120); }; \
        const watch = new MutationObserver(rest); \
        watch.observe(document.body, { childList: true, subtree: true }); \
        rest();";
    screen.client().execute_async(RESTED, Vec::new()).await?;
    settled(screen).await
}
