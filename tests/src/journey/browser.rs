//! What only a browser can be asked: tabs, the keyboard alone, a very small phone.

use super::{Screen, Stage, holds, screen::ENTER, step};
use crate::kit::Result;
use serde_json::json;

const TAB: &str = "\u{e004}";
const SPACE: &str = "\u{e00d}";

/// More stops than any page of the app has on the way to its main action.
const STOPS: usize = 60;

/// A platform that speaks English: browsers on test machines have no voices. It notes what it is
/// told to say, and says each thing until `window.heard()`.
const VOICE: &str = "(() => { window.said = []; let ends = () => {}; \
    window.heard = () => { const end = ends; ends = () => {}; end(); }; \
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } }; \
    const voices = [{ lang: 'en-GB', localService: true }]; \
    const platform = Object.assign(new EventTarget(), { \
        getVoices: () => voices, \
        speak: (one) => { window.said.push(one.text); ends = () => one.onend(); }, \
        cancel: () => {} }); \
    window.forgets = () => { voices.length = 0; platform.dispatchEvent(new Event('voiceschanged')); }; \
    Object.defineProperty(window, 'speechSynthesis', { configurable: true, value: platform }); })()";

impl Stage {
    /// Where the platform has a voice for the language, a page is read from its heading on, and
    /// falls silent when told to; where it has none, nothing offers to.
    pub(super) async fn a_page_is_read_aloud(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.counts("[data-test=listen]", 0).await?;
        screen.ask(VOICE).await?;
        screen.press("[data-test=nav-follow]").await?;
        screen.press("[data-test=case-card] a").await?;
        screen.see("[data-test=case]").await?;
        screen.press("[data-test=listen]").await?;
        screen.see("h1.spoken").await?;
        let heading = screen.words("h1").await?;
        let said = screen
            .ask("window.said.length === 1 && window.said[0]")
            .await?;
        holds(
            said == json!(heading),
            format!("{said} is read in place of {heading:?}"),
        )?;
        screen.ask("window.heard()").await?;
        screen
            .until("it does not go on", "window.said.length === 2")
            .await?;
        screen.counts(".spoken:not(h1)", 1).await?;
        screen
            .press("[data-test=listen][data-reading=true]")
            .await?;
        screen.see("[data-test=listen][data-reading=false]").await?;
        screen.counts(".spoken", 0).await?;
        screen.ask("window.heard()").await?;

        // From the beginning again, and to the end.
        screen.press("[data-test=listen]").await?;
        let to_the_end = "(() => { for (let at = 0; at < 500; at++) window.heard(); })()";
        screen.ask(to_the_end).await?;
        screen.see("[data-test=listen][data-reading=false]").await?;
        let said = screen.ask("window.said.join(' ')").await?;
        for words in [super::citizen::ANSWER, super::officer::OFFLINE_REPLY] {
            holds(
                said.as_str().is_some_and(|said| said.contains(words)),
                format!("{words:?} is not read: {said}"),
            )?;
        }
        screen.ask("window.forgets()").await?;
        screen.counts("[data-test=listen]", 0).await
    }

    /// A second tab says that the app is open elsewhere, and can take it over; the first says
    /// so then.
    pub(super) async fn only_one_tab_at_a_time(&mut self) -> Result<()> {
        let address = self.hub.origin();
        let screen = self.citizen.screen()?;
        let client = screen.client();
        let first = client.window().await?;
        let second = client.new_window(true).await?.handle;
        client.switch_to_window(second).await?;
        client.goto(&address).await?;
        step("the second tab", screen.see("[data-test=elsewhere]").await)?;
        screen.press("[data-test=take-over]").await?;
        screen.is_at("home").await?;
        screen.see("[data-test=case-card]").await?;

        client.switch_to_window(first.clone()).await?;
        step("the first tab", screen.see("[data-test=elsewhere]").await)?;
        screen.press("[data-test=take-over]").await?;
        screen.see("[data-test=case]").await?;
        let other = client
            .windows()
            .await?
            .into_iter()
            .find(|tab| *tab != first);
        client.switch_to_window(other.ok_or("one tab")?).await?;
        screen.see("[data-test=elsewhere]").await?;
        client.close_window().await?;
        client.switch_to_window(first).await?;
        Ok(())
    }

    /// From the first page to a filed report without touching anything but the keyboard.
    pub(super) async fn a_report_by_keyboard_alone(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        screen.client().goto(&self.hub.origin()).await?;
        screen.is_at("home").await?;
        tab_to(screen, "[data-test=door-report]").await?;
        screen.keys(ENTER).await?;
        screen.see("[data-test=category-drains]").await?;
        tab_to(screen, "[data-test^=category-] input").await?;
        screen.keys(SPACE).await?;
        let any = "document.querySelector('[data-test^=category-] input:checked')";
        screen.until("no category is chosen", any).await?;
        tab_to(screen, "[data-test=continue]").await?;
        screen.keys(ENTER).await?;
        screen.see("#description").await?;
        tab_to(screen, "#description").await?;
        screen.keys("The tap at the market gives no water.").await?;
        tab_to(screen, "[data-test=continue]").await?;
        screen.keys(ENTER).await?;
        screen.see("#landmark").await?;
        tab_to(screen, "#landmark").await?;
        screen.keys("Market Circle").await?;
        tab_to(screen, "[data-test=continue]").await?;
        screen.keys(ENTER).await?;
        screen.see(".photo-add").await?;
        tab_to(screen, "#photo-input").await?;
        tab_to(screen, "[data-test=continue]").await?;
        screen.keys(ENTER).await?;
        screen.see("[data-test=contact-app]").await?;
        tab_to(screen, "[data-test=continue]").await?;
        screen.keys(ENTER).await?;
        screen.see("[data-test=submit]").await?;
        tab_to(screen, "[data-test=submit]").await?;
        screen.keys(ENTER).await?;
        screen.is_at("done").await?;
        screen
            .see_arrive("[data-test=sending-state][data-state=received]")
            .await
            .map(drop)
    }

    /// At 320 pixels nothing scrolls sideways.
    pub(super) async fn nothing_is_wider_than_a_small_phone(&mut self) -> Result<()> {
        self.citizen.resize(320, 640).await?;
        let screen = self.citizen.screen()?;
        screen.client().goto(&self.hub.origin()).await?;
        screen.see("[data-test=door-report]").await?;
        fits(screen, "home").await?;
        screen.press("[data-test=nav-follow]").await?;
        screen.counts("[data-test=case-card]", 2).await?;
        fits(screen, "the list of matters").await?;
        screen.press("[data-test=case-card]:last-child a").await?;
        screen.see("[data-test=case]").await?;
        fits(screen, "a matter").await?;
        screen.press("[data-test=nav-home]").await?;
        screen.press("[data-test=door-report]").await?;
        screen.see("[data-test=category-drains]").await?;
        fits(screen, "the categories").await
    }
}

async fn fits(screen: &Screen, page: &str) -> Result<()> {
    let width = screen.ask("window.innerWidth").await?;
    holds(width == 320, format!("the window is {width} wide"))?;
    let widest = screen.ask("document.documentElement.scrollWidth").await?;
    holds(
        widest.as_u64().is_some_and(|widest| widest <= 320),
        format!("{page} is {widest} wide at 320"),
    )
}

/// Goes on with the tabulator until the focus is there, and holds that it can be seen.
async fn tab_to(screen: &Screen, css: &str) -> Result<()> {
    let reached = format!("document.activeElement?.matches({css:?})");
    for _ in 0..STOPS {
        if screen.ask(&reached).await? == json!(true) {
            return holds(
                screen.ask(MARKED).await? == json!(true),
                format!("the focus on {css} cannot be seen"),
            );
        }
        screen.keys(TAB).await?;
    }
    Err(format!("the tabulator does not lead to {css}").into())
}

/// Whether the control with the focus, or a card around it, has an outline.
const MARKED: &str = "(() => { \
    for (let at = document.activeElement, up = 0; at && up < 3; at = at.parentElement, up++) { \
        const style = getComputedStyle(at); \
        if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) return true; \
    } \
    return false; })()";
