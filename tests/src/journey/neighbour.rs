//! A neighbour, on a third device: reads what is published, and checks a receipt by its code.

use super::{Screen, Stage, citizen, holds, screen::look, step};
use crate::kit::Result;
use std::{fs, path::Path, time::Duration};

impl Stage {
    /// Follows the ward from the first start on, finds the matter on the first page and says
    /// "me too".
    pub(super) async fn neighbour_says_me_too(&mut self) -> Result<()> {
        let ward = self
            .officer
            .screen()?
            .ask(
                "[...document.querySelectorAll('.facts .summary-row')] \
                 .find(row => row.querySelector('dt').innerText.trim() === 'Ward') \
                 ?.querySelector('dd').innerText.trim()",
            )
            .await?;
        let ward = ward.as_str().ok_or("the matter has no ward")?.to_owned();
        let address = self.hub.origin();
        step(
            "the neighbour's app opens",
            self.neighbour.open(&address).await,
        )?;
        let screen = self.neighbour.screen()?;
        screen.see_arrive("[data-test=language-en]").await?;
        screen.press("[data-test=language-en]").await?;
        screen.press("[data-test=start]").await?;
        let own = format!(
            "[...document.querySelectorAll('[data-test^=ward-]')] \
             .find(one => one.innerText.trim().startsWith({ward:?}))"
        );
        screen.until("the ward is not offered", &own).await?;
        let hook = screen.ask(&format!("{own}.dataset.test")).await?;
        let hook = hook.as_str().ok_or("no hook")?.to_owned();
        screen.press(&format!("[data-test={hook}]")).await?;
        screen
            .see_arrive("[data-test=latest-published] > li")
            .await?;
        screen
            .reads("[data-test=latest-published]", citizen::TITLE)
            .await?;
        screen.press("[data-test=latest-published] a").await?;
        screen.see("[data-test=published-case]").await?;
        let words = screen.words("main").await?;
        for personal in [citizen::ANSWER, citizen::LANDMARK] {
            holds(
                !words.contains(personal),
                format!("{personal:?} is for everybody to read: {words}"),
            )?;
        }
        screen.press("[data-test=support]").await?;
        screen.see("[data-test=support][aria-pressed=true]").await?;
        screen.see("[data-test=follow][aria-pressed=true]").await?;
        screen.connection_is("up-to-date").await?;
        // The office hears of it.
        self.officer
            .screen()?
            .reads("[data-test=queue-row]", "1 person says me too")
            .await
    }

    /// The code on the citizen's receipt, photographed, says that the municipality signed it.
    pub(super) async fn neighbour_checks_the_receipt(&mut self) -> Result<()> {
        let picture = self.folder().join("receipt.png");
        let number = photograph_receipt(self.citizen.screen()?, &picture).await?;
        is_verified(self.neighbour.screen()?, &picture, &number).await
    }

    /// One code makes two devices one person: the matter is on both.
    pub(super) async fn neighbour_becomes_a_second_device(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.press("[data-test=nav-me]").await?;
        screen.press("a[href='/me/devices']").await?;
        screen.press("[data-test=offer-make]").await?;
        let picture = self.folder().join("link.png");
        photograph(screen, "[data-test=offer-code] svg.qr", &picture).await?;
        let screen = self.neighbour.screen()?;
        scan(screen, &picture).await?;
        screen.press("[data-test=link-accept]").await?;
        screen.see("[data-test=linked]").await?;
        screen.press("[data-test=nav-follow]").await?;
        screen.see_arrive("[data-test=case-card]").await?;
        screen
            .reads("[data-test=case-card]", citizen::TITLE)
            .await?;
        let screen = self.citizen.screen()?;
        screen
            .counts("[data-test=device][data-state=linked]", 2)
            .await?;

        // Lost: the citizen takes it off again, and it forgets.
        screen.press("[data-test=revoke]").await?;
        screen.press("[data-test=revoke-yes]").await?;
        screen.see("[data-test=device][data-state=revoked]").await?;
        self.neighbour
            .screen()?
            .see_arrive("[data-test=revoked]")
            .await
            .map(drop)
    }
}

/// Takes a picture of the code on the receipt of the matter that is shown; the matter's reference.
pub(super) async fn photograph_receipt(screen: &Screen, path: &Path) -> Result<String> {
    screen.press("[data-test=receipt-link]").await?;
    screen
        .see("[data-test=receipt][data-received=true]")
        .await?;
    let reference = screen.words("[data-test=reference]").await?;
    photograph(screen, "[data-test=receipt] svg.qr", path).await?;
    let number = reference.split_whitespace().last();
    Ok(number.ok_or("no reference")?.to_owned())
}

/// Holds the picture of a receipt before another device, which says that it is a true one.
pub(super) async fn is_verified(screen: &Screen, picture: &Path, reference: &str) -> Result<()> {
    scan(screen, picture).await?;
    screen.see("[data-test=verified][data-state=true]").await?;
    screen.reads("main", reference).await
}

/// Takes a picture of a code on a screen.
pub(super) async fn photograph(screen: &Screen, css: &str, path: &Path) -> Result<()> {
    let element = screen.see(css).await?;
    // Not behind the bar at the bottom.
    let middle = format!("document.querySelector({css:?}).scrollIntoView({{ block: 'center' }})");
    screen.ask(&middle).await?;
    fs::write(path, element.screenshot().await?)?;
    Ok(())
}

/// Holds the picture before the other device.
pub(super) async fn scan(screen: &Screen, picture: &Path) -> Result<()> {
    screen.press("[data-test=nav-me]").await?;
    screen.press("a[href='/scan']").await?;
    screen.see("label[for=code-picture]").await?;
    screen.choose_files("#code-picture", &[picture]).await
}

/// Waits for the first of these photos, and holds that its middle is hidden and its corner is not.
pub(super) async fn hidden_in_the_middle(screen: &Screen, css: &str) -> Result<()> {
    // How bright both are, as sums of three colours; none until the photo can be seen.
    let brightness = format!(
        "(() => {{ const image = document.querySelector({css:?}); \
         if (!image?.complete || !image.naturalWidth) return null; \
         const canvas = document.createElement('canvas'); \
         canvas.width = image.naturalWidth; canvas.height = image.naturalHeight; \
         const context = canvas.getContext('2d'); \
         context.drawImage(image, 0, 0); \
         const at = (x, y) => [...context.getImageData(x, y, 1, 1).data] \
             .slice(0, 3).reduce((sum, one) => sum + one, 0); \
         return [at(canvas.width >> 1, canvas.height >> 1), at(4, 4)]; }})()"
    );
    // In one look: a photo takes the place of its thumbnail when it comes.
    let patience = Duration::from_secs(90);
    let seen = look("the photo cannot be seen", patience, async || {
        let script = format!("return {brightness}");
        let told = screen.client().execute(&script, Vec::new()).await?;
        Ok((!told.is_null()).then_some(told))
    })
    .await?;
    let [middle, corner] = [0, 1].map(|at| seen[at].as_u64());
    holds(
        middle.is_some_and(|middle| middle < 120) && corner.is_some_and(|corner| corner > 240),
        format!("not hidden in the middle and shown in the corner: {seen}"),
    )
}
