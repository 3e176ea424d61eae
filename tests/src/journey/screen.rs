//! What a person sees of the app, and what a person does there.

use crate::kit::Result;
use fantoccini::{
    Client, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
    error::CmdError,
};
use serde_json::Value;
use std::time::{Duration, Instant};

/// What the drivers take for keys that write nothing.
pub(super) const ENTER: &str = "\u{e007}";
pub(super) const ESCAPE: &str = "\u{e00c}";

/// How long to look for something before it counts as missing: pages open at once, but a test
/// machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the network may take, with the pauses between its attempts.
const NETWORK: Duration = Duration::from_secs(90);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(60);

/// One screen of the app, in whichever host.
pub struct Screen {
    client: Client,
}

impl Screen {
    pub(super) fn of(client: Client) -> Self {
        Self { client }
    }

    /// The driver's own client, for what only one host can do.
    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// Waits until something can be seen.
    pub(super) async fn see(&self, css: &str) -> Result<Element> {
        self.seen_within(css, PATIENCE).await
    }

    /// Waits until the network has brought something into view.
    pub(super) async fn see_arrive(&self, css: &str) -> Result<Element> {
        self.seen_within(css, NETWORK).await
    }

    async fn seen_within(&self, css: &str, patience: Duration) -> Result<Element> {
        look(&format!("{css} is not to be seen"), patience, async || {
            let element = self.client.find(Locator::Css(css)).await?;
            Ok(element.is_displayed().await?.then_some(element))
        })
        .await
    }

    /// Presses what can be seen.
    pub(super) async fn press(&self, css: &str) -> Result<()> {
        look(&format!("{css} cannot be pressed"), PATIENCE, async || {
            let element = self.centre(css).await?;
            if !self.is_at_rest(&element).await? {
                return Ok(None);
            }
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Whether something stays where it is for two frames: what a page makes last moves what is
    /// below it, and a person does not press what moves.
    async fn is_at_rest(&self, element: &Element) -> std::result::Result<bool, CmdError> {
        let script = "const [one, done] = arguments; const top = one.getBoundingClientRect().top; \
            setTimeout(() => done(one.getBoundingClientRect().top === top), 34)";
        let target = serde_json::to_value(element).map_err(CmdError::Json)?;
        let told = self.client.execute_async(script, vec![target]).await?;
        Ok(told == Value::Bool(true))
    }

    /// Brings something to the middle of the window, where no bar lies over it.
    async fn centre(&self, css: &str) -> std::result::Result<Element, CmdError> {
        let element = self.client.find(Locator::Css(css)).await?;
        let script = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})";
        let target = serde_json::to_value(&element).map_err(CmdError::Json)?;
        self.client.execute(script, vec![target]).await?;
        Ok(element)
    }

    /// Types behind what is in a field already.
    pub(super) async fn write(&self, css: &str, text: &str) -> Result<()> {
        let element = self.see(css).await?;
        self.centre(css).await?;
        element.send_keys(text).await?;
        Ok(())
    }

    /// Presses keys one after the other, wherever the focus is.
    pub(super) async fn keys(&self, text: &str) -> Result<()> {
        let keys = text
            .chars()
            .fold(KeyActions::new("keyboard".to_owned()), |keys, value| {
                keys.then(KeyAction::Down { value })
                    .then(KeyAction::Up { value })
            });
        self.client.perform_actions(keys).await?;
        Ok(())
    }

    /// Chooses a file or several, as the system's dialog would hand them over.
    pub(super) async fn choose_files(&self, css: &str, files: &[&std::path::Path]) -> Result<()> {
        let names: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        let input = self.client.find(Locator::Css(css)).await?;
        input.send_keys(&names.join("\n")).await?;
        Ok(())
    }

    /// Picks from a list.
    pub(super) async fn pick(&self, css: &str, value: &str) -> Result<()> {
        let list = self.see(css).await?;
        self.centre(css).await?;
        list.select_by_value(value).await?;
        Ok(())
    }

    /// What a field holds.
    pub(super) async fn value(&self, css: &str) -> Result<String> {
        let value = self.see(css).await?.prop("value").await?;
        Ok(value.unwrap_or_default())
    }

    /// The words that can be seen.
    pub(super) async fn words(&self, css: &str) -> Result<String> {
        let element = self.see(css).await?;
        Ok(self.text(&element).await?)
    }

    /// Waits until words can be read.
    pub(super) async fn reads(&self, css: &str, words: &str) -> Result<()> {
        look(
            &format!("{css} does not say {words:?}"),
            PATIENCE,
            async || {
                let element = self.client.find(Locator::Css(css)).await?;
                let text = self.text(&element).await?;
                Ok(text.contains(words).then_some(()))
            },
        )
        .await
    }

    /// The same with the patience that the network needs.
    pub(super) async fn reads_arrive(&self, css: &str, words: &str) -> Result<()> {
        let said = format!(
            "[...document.querySelectorAll({css:?})].some(one => \
             one.innerText.replaceAll('\u{a0}', ' ').includes({words:?}))"
        );
        self.until_arrived(&format!("{css} does not say {words:?}"), &said)
            .await
    }

    /// The page's own account of its words: the drivers disagree about a line that is cut short
    /// by dots. A space that keeps two words in one line is a space.
    async fn text(&self, element: &Element) -> std::result::Result<String, CmdError> {
        let element = serde_json::to_value(element).map_err(CmdError::Json)?;
        let script = "return arguments[0].innerText";
        let text = self.client.execute(script, vec![element]).await?;
        Ok(text.as_str().unwrap_or_default().replace('\u{a0}', " "))
    }

    /// How many there are.
    pub(super) async fn count(&self, css: &str) -> Result<usize> {
        Ok(self.client.find_all(Locator::Css(css)).await?.len())
    }

    /// Waits until there are so many.
    pub(super) async fn counts(&self, css: &str, wanted: usize) -> Result<()> {
        let words = format!("there are not {wanted} of {css}");
        look(&words, NETWORK, async || {
            let found = self.client.find_all(Locator::Css(css)).await?.len();
            Ok((found == wanted).then_some(()))
        })
        .await
    }

    /// Waits until an expression of the page is true; the words say what it means if it is not.
    pub(super) async fn until(&self, words: &str, expression: &str) -> Result<()> {
        self.until_within(words, expression, PATIENCE).await
    }

    /// The same with the patience that the network needs.
    pub(super) async fn until_arrived(&self, words: &str, expression: &str) -> Result<()> {
        self.until_within(words, expression, NETWORK).await
    }

    async fn until_within(&self, words: &str, expression: &str, patience: Duration) -> Result<()> {
        let script = format!("return Boolean({expression})");
        look(words, patience, async || {
            let told = self.client.execute(&script, Vec::new()).await?;
            Ok((told == Value::Bool(true)).then_some(()))
        })
        .await
    }

    /// What an expression of the page gives.
    pub(super) async fn ask(&self, expression: &str) -> Result<Value> {
        let script = format!("return {expression}");
        Ok(self.client.execute(&script, Vec::new()).await?)
    }

    /// Waits until the page is this one.
    pub(super) async fn is_at(&self, page: &str) -> Result<()> {
        self.see(&format!("[data-page={page}]")).await.map(drop)
    }

    /// Waits until the line about the connection says so.
    pub(super) async fn connection_is(&self, phase: &str) -> Result<()> {
        self.see_arrive(&format!("[data-test=sync-status][data-phase={phase}]"))
            .await
            .map(drop)
    }
}

/// Looks until there is something. What a driver complains about meanwhile (a page being made
/// anew, an element just replaced) counts only if it lasts.
pub(super) async fn look<T>(
    words: &str,
    patience: Duration,
    mut find: impl AsyncFnMut() -> std::result::Result<Option<T>, CmdError>,
) -> Result<T> {
    let start = Instant::now();
    loop {
        let trouble = match find().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => String::new(),
            Err(error) => format!(" ({})", brief(&error)),
        };
        if start.elapsed() > patience {
            return Err(format!("{words}{trouble}").into());
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// The first line of an error: drivers add pages of their own stack.
fn brief(error: &CmdError) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}
