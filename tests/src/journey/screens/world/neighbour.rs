//! The neighbour's phone, and what may become of a phone: locked, shared, damaged, left behind,
//! lost. Whoever holds it begins anew on it, so that each of these can be left out.

use super::{Citizenship, World, filing, until_here};
use crate::{
    journey::screens::{
        line::{self, ask},
        page::Who,
        stage::{damage, forget, kept},
    },
    kit::{Phone, Result},
};
use durbar_api::{
    app::{SetLanguage, SetPin, SetShared},
    complaints::{SendReply, Sending},
    identity::{AcceptLink, DeviceState, OfferLink, ReadMe, ReadRecovery, RevokeDevice},
};
use std::{
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

/// Any but the one that the list tries.
const PIN: &str = "2468";

/// Whom the office invites.
const INVITED: &str = "Abena Quaye";

impl World {
    /// A PIN is set. The app closes by itself when it is opened the next time.
    pub(in crate::journey::screens) async fn lock_the_phone(&mut self) -> Result<()> {
        self.neighbour_begins().await?;
        let screen = self.neighbour.screen()?;
        let pin = Some(PIN.to_owned());
        ask(screen, SetPin { current: None, pin }).await?;
        self.named.insert("pin", PIN.to_owned());
        Ok(())
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

    /// Its data were damaged, and put together again. It is linked to another device, which shows a
    /// code to link it once more, and a sheet; and there is an invitation.
    pub(in crate::journey::screens) async fn damage_the_phone(&mut self) -> Result<()> {
        self.neighbour_begins().await?;
        let screen = self.neighbour.screen()?;
        let origin = self.hub.origin();
        damage(screen, &origin).await?;
        self.reload(screen).await?;
        screen.see_arrive("[data-test=salvaged]").await?;
        screen.connection_is("up-to-date").await?;
        let file = self.folder.path().join("tablet.db");
        // An app of its own, with a runtime of its own.
        let shown = tokio::task::spawn_blocking(move || show(&file, &origin)).await??;
        let [code, link, sheet] = shown;
        ask(screen, AcceptLink { code }).await?;
        until_here(screen, ReadMe {}, |me| {
            let late = me.devices.iter();
            late.filter(|device| device.state != DeviceState::Linked)
                .map(|device| format!("the link to {}", device.fingerprint))
                .collect()
        })
        .await?;
        let invitation = self.hub.invite(&self.department()?, INVITED)?;
        self.named
            .extend([("link", link), ("sheet", sheet), ("invitation", invitation)]);
        Ok(())
    }

    /// The hub takes nothing more of a matter that it has received: it was put back from a copy by
    /// somebody who did not tell it so.
    pub(in crate::journey::screens) async fn lose_what_it_builds_on(&mut self) -> Result<()> {
        self.neighbour_begins().await?;
        let copy = self.folder.path().join("copy");
        self.hub.is_copied(&copy)?;
        let screen = self.neighbour.screen()?;
        screen.connection_is("up-to-date").await?;
        let case = self.file(screen, 5, Citizenship::Connected).await?;
        filing::until_all_are(screen, |sending| *sending == Sending::Received).await?;
        self.hub.is_put_back_unsaid(&copy)?;
        let text = "Since Monday the next one is broken, too.".to_owned();
        let reply = SendReply {
            case: case.clone(),
            text,
        };
        ask(screen, reply).await?;
        filing::until_all_are(screen, |sending| matches!(sending, Sending::SetAside(_))).await?;
        self.named.insert("aside", case.0);
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

    /// The situation once more, in a browser that was started anew.
    pub(in crate::journey::screens) async fn begin_anew(&mut self, who: Who) -> Result<()> {
        self.neighbour.kill()?;
        if self.hub.is_away() {
            self.hub.returns()?;
        }
        self.neighbour.open("about:blank").await?;
        line::hold(&self.neighbour).await?;
        self.become_one(who).await
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

/// Begins on another device, and shows two codes to link devices to it, and the sheet that brings
/// its person back.
fn show(file: &Path, origin: &str) -> Result<[String; 3]> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let mut tablet = Phone::open(file, origin, now.try_into()?, now.try_into()?)?;
    tablet.sync_until_done()?;
    Ok([
        tablet.must(OfferLink {})?.code,
        tablet.must(OfferLink {})?.code,
        tablet.must(ReadRecovery {})?.code,
    ])
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
