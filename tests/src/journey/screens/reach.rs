//! Whether everybody reaches everything: on the smallest phone, with text twice as large, by
//! keyboard alone, without motion, and when the page runs from right to left.

use super::{
    stage::settled,
    view::{self, Size, Theme},
};
use crate::{
    journey::{Device, Screen},
    kit::Result,
};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use serde_json::{Value, json};

const TAB: char = '\u{e004}';

/// What a page is asked, beside the page's own scripts.
const SCRIPT: &str = include_str!("reach/reach.js");

/// A rule that a page breaks in a view.
pub(super) struct Broken {
    pub(super) view: String,
    pub(super) rule: String,
    pub(super) what: String,
    pub(super) how: String,
}

/// The page as it is shown now.
pub(super) async fn as_it_is(screen: &Screen, size: Size, seen: &mut Vec<Broken>) -> Result<()> {
    let fits = "[...reach.overflow(), ...reach.cut(), ...reach.overlap()]";
    ask(screen, fits, &size.to_string(), seen).await?;
    if size == Size::Phone {
        ask(screen, "reach.mainActions()", &size.to_string(), seen).await?;
    }
    Ok(())
}

/// The keyboard alone, and stillness.
pub(super) async fn hands(screen: &Screen, size: Size, seen: &mut Vec<Broken>) -> Result<()> {
    ask(screen, "reach.moving()", &size.to_string(), seen).await?;
    by_keyboard(screen, &size.to_string(), seen).await
}

/// The smallest phone, and text twice as large.
pub(super) async fn small_or_large(
    device: &Device,
    screen: &Screen,
    seen: &mut Vec<Broken>,
) -> Result<()> {
    view::take(device, screen, Size::Narrow, Theme::Light).await?;
    let fits = "[...reach.overflow(), ...reach.cut(), ...reach.overlap()]";
    ask(screen, fits, "320x640", seen).await?;
    view::take(device, screen, Size::Phone, Theme::Light).await?;
    view::double_text(device, screen, true).await?;
    let large = "[...reach.overflow(), ...reach.cut(), ...reach.overlap(), ...reach.dock()]";
    ask(screen, large, "360x740 text 200 %", seen).await?;
    view::double_text(device, screen, false).await
}

/// The page as if it ran from right to left.
pub(super) async fn turned(device: &Device, screen: &Screen, seen: &mut Vec<Broken>) -> Result<()> {
    let root = "document.documentElement.dir";
    let before = screen.ask(root).await?;
    for size in [Size::Narrow, Size::Desktop] {
        view::take(device, screen, size, Theme::Light).await?;
        screen.ask(&format!("({root} = 'rtl')")).await?;
        settled(screen).await?;
        let fits = "[...reach.overflow(), ...reach.overlap()]";
        ask(screen, fits, &format!("{size} rtl"), seen).await?;
        screen.ask(&format!("({root} = {before})")).await?;
    }
    Ok(())
}

/// From the top of the page with the tabulator, once round.
async fn by_keyboard(screen: &Screen, view: &str, seen: &mut Vec<Broken>) -> Result<()> {
    load(screen).await?;
    let stops = screen.ask("reach.startTabbing()").await?;
    let stops = stops.as_u64().unwrap_or_default() + 3;
    let mut keys = KeyActions::new("keyboard".to_owned());
    for _ in 0..stops {
        keys = keys
            .then(KeyAction::Down { value: TAB })
            .then(KeyAction::Up { value: TAB });
    }
    screen.client().perform_actions(keys).await?;
    ask(screen, "reach.endTabbing()", view, seen).await
}

async fn load(screen: &Screen) -> Result<()> {
    if screen.ask("!window.reach").await? == json!(true) {
        screen.client().execute(SCRIPT, Vec::new()).await?;
    }
    Ok(())
}

async fn ask(screen: &Screen, question: &str, view: &str, seen: &mut Vec<Broken>) -> Result<()> {
    load(screen).await?;
    let told = screen.ask(question).await?;
    let Value::Array(told) = told else {
        return Err(format!("{question}: {told}").into());
    };
    for one in told {
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        seen.push(Broken {
            view: view.to_owned(),
            rule: text("rule"),
            what: text("what"),
            how: text("how"),
        });
    }
    Ok(())
}
