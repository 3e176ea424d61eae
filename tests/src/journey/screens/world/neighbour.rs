//! The neighbour's phone, and what may become of a phone: locked, shared, put back, lost. Whoever
//! holds it begins anew on it, so that each of these can be left out.

use super::{Citizenship, World, filing};
use crate::{
    journey::{
        Screen,
        screens::{
            line::{self, ask},
            stage::{forget, kept},
        },
    },
    kit::{Phone, Result},
};
use durbar_api::{
    app::{SetLanguage, SetPin, SetShared},
    complaints::{SendReply, Sending},
    identity::{AcceptLink, OfferLink, ReadMe, RevokeDevice},
};
use serde_json::json;
use std::{
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

/// Any but the one that the list types.
const PIN: &str = "2468";

/// Has the app close its files, and copies them aside or back, as a backup of the phone would.
const COPY: &str = "const [way, done] = arguments; \
    const ASIDE = 'copied'; \
    const copy = async (from, to) => { \
        for await (const [name, one] of from.entries()) { \
            if (name === ASIDE) continue; \
            if (one.kind === 'directory') { \
                await copy(one, await to.getDirectoryHandle(name, { create: true })); \
                continue; \
            } \
            const file = await to.getFileHandle(name, { create: true }); \
            const into = await file.createWritable(); \
            await into.write(await one.getFile()); \
            await into.close(); \
        } }; \
    const worker = window.durbarWorker; \
    const stopped = new Promise((resolve) => worker.addEventListener('message', \
        ({ data }) => data.kind === 'stopped' && resolve())); \
    (async () => { \
        worker.postMessage('stop'); \
        await stopped; \
        const root = await navigator.storage.getDirectory(); \
        const aside = await root.getDirectoryHandle(ASIDE, { create: true }); \
        if (way === 'aside') { await copy(root, aside); return; } \
        for await (const name of root.keys()) { \
            if (name !== ASIDE) await root.removeEntry(name, { recursive: true }); \
        } \
        await copy(aside, root); \
        await root.removeEntry(ASIDE, { recursive: true }); \
    })().then(() => done(''), (error) => done(String(error)));";

impl World {
    /// A PIN is set. The app closes by itself when it is opened the next time.
    pub(in crate::journey::screens) async fn lock_the_phone(&mut self) -> Result<()> {
        self.neighbour_begins().await?;
        let screen = self.neighbour.screen()?;
        let pin = Some(PIN.to_owned());
        ask(screen, SetPin { current: None, pin }).await
    }

    /// Several people use it; whoever holds it has a matter that the hub has received.
    pub(in crate::journey::screens) async fn share_the_phone(&mut self) -> Result<()> {
        self.neighbour_begins().await?;
        let screen = self.neighbour.screen()?;
        ask(screen, SetShared { shared: true }).await?;
        self.file(screen, 5, Citizenship::Connected).await?;
        filing::until_all_are(screen, |sending| *sending == Sending::Received).await?;
        self.reload(screen).await
    }

    /// An old copy of it is put back after it has written more. What is written on it now has the
    /// numbers of what the hub has already, and the hub takes it for a second phone's.
    pub(in crate::journey::screens) async fn put_the_phone_back(&mut self) -> Result<()> {
        self.neighbour_begins().await?;
        let screen = self.neighbour.screen()?;
        let case = self.file(screen, 4, Citizenship::Connected).await?;
        filing::until_all_are(screen, |sending| *sending == Sending::Received).await?;
        copy(screen, "aside").await?;
        self.reload(screen).await?;
        let reply = |text: &str| SendReply {
            case: case.clone(),
            text: text.to_owned(),
        };
        ask(screen, reply("Now the whole street is dark.")).await?;
        filing::until_all_are(screen, |sending| *sending == Sending::Received).await?;
        copy(screen, "back").await?;
        self.reload(screen).await?;
        ask(screen, reply("Since Monday the next pole is dark, too.")).await?;
        filing::until_all_are(screen, |sending| matches!(sending, Sending::SetAside(_))).await?;
        self.aside = Some(case);
        Ok(())
    }

    /// Its owner has lost it, and takes it off with another device.
    pub(in crate::journey::screens) async fn take_the_phone_off(&mut self) -> Result<()> {
        self.neighbour_begins().await?;
        let screen = self.neighbour.screen()?;
        let code = ask(screen, OfferLink {}).await?.code;
        let origin = self.hub.origin();
        let file = self.folder.path().join("laptop.db");
        // An app of its own, with a runtime of its own.
        tokio::task::spawn_blocking(move || take_off(&file, &origin, code)).await??;
        screen.see_arrive("[data-test=revoked]").await.map(drop)
    }

    /// Several people use it; whoever holds it has filed a matter out of reach of the hub.
    pub(in crate::journey::screens) async fn hold_up_who_leaves(&mut self) -> Result<()> {
        self.neighbour_begins().await?;
        let screen = self.neighbour.screen()?;
        ask(screen, SetShared { shared: true }).await?;
        self.reload(screen).await?;
        self.hub.goes()?;
        screen.connection_is("offline").await?;
        self.file(screen, 0, Citizenship::CutOff).await.map(drop)
    }

    /// Somebody who was never here before has chosen a language.
    async fn neighbour_begins(&mut self) -> Result<()> {
        let origin = self.hub.origin();
        if self.neighbour.screen().is_ok() {
            forget(self.neighbour.screen()?, &origin).await?;
        } else {
            self.neighbour.open("about:blank").await?;
            line::hold(&self.neighbour).await?;
        }
        let screen = self.neighbour.screen()?;
        screen.client().goto(&origin).await?;
        screen
            .see_arrive("[data-page=start][data-municipality=true]")
            .await?;
        let language = self.language.clone();
        ask(screen, SetLanguage { language }).await?;
        kept(screen).await?;
        self.reload(screen).await?;
        screen.connection_is("up-to-date").await
    }
}

/// Copies what the app keeps `aside` or `back`. The page has no app after that until it is loaded
/// anew.
async fn copy(screen: &Screen, way: &str) -> Result<()> {
    let told = screen
        .client()
        .execute_async(COPY, vec![json!(way)])
        .await?;
    if told == json!("") {
        Ok(())
    } else {
        Err(format!("the phone cannot be copied {way}: {told}").into())
    }
}

/// Becomes a second device of whoever offers this code, and takes the first one off.
fn take_off(file: &Path, origin: &str, code: String) -> Result<()> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let mut laptop = Phone::open(file, origin, now.try_into()?, now.try_into()?)?;
    laptop.sync_until_done()?;
    laptop.must(AcceptLink { code })?;
    laptop.sync_until_done()?;
    let devices = laptop.must(ReadMe {})?.devices;
    let lost = devices.into_iter().find(|device| !device.this);
    let device = lost.ok_or("the offer was not taken up")?.id;
    laptop.must(RevokeDevice { device })?;
    laptop.sync_until_done()
}
