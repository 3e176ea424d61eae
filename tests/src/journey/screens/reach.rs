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
use std::time::Duration;

const TAB: char = '\u{e004}';

/// What a page is asked, beside the page's own scripts.
const SCRIPT: &str = include_str!("reach/reach.js");

/// A rule that a page breaks.
pub(super) struct Broken {
    pub(super) rule: String,
    pub(super) what: String,
}

type Seen = Vec<(String, Broken)>;

/// A small phone, and large text.
pub(super) async fn small(device: &Device, screen: &Screen) -> Result<Seen> {
    let mut seen = Seen::new();
    view::take(device, screen, Size::Phone, Theme::Light).await?;
    tell(
        screen,
        "[...reach.overflow(), ...reach.cut(), ...reach.overlap(), ...reach.mainActions()]",
        "360x740",
        &mut seen,
    )
    .await?;
    view::take(device, screen, Size::Narrow, Theme::Light).await?;
    tell(
        screen,
        "[...reach.overflow(), ...reach.cut()]",
        "320x640",
        &mut seen,
    )
    .await?;
    view::take(device, screen, Size::Phone, Theme::Light).await?;
    view::double_text(device, screen, true).await?;
    let large = "[...reach.overflow(), ...reach.cut(), ...reach.overlap(), ...reach.dock()]";
    tell(screen, large, "360x740 text 200 %", &mut seen).await?;
    view::double_text(device, screen, false).await?;
    view::take(device, screen, Size::Desktop, Theme::Light).await?;
    tell(
        screen,
        "[...reach.overflow(), ...reach.cut(), ...reach.overlap()]",
        "1280x800",
        &mut seen,
    )
    .await?;
    Ok(seen)
}

/// The keyboard, stillness, the other direction.
pub(super) async fn hands(device: &Device, screen: &Screen) -> Result<Seen> {
    let mut seen = Seen::new();
    for size in Size::PICTURED {
        view::take(device, screen, size, Theme::Light).await?;
        tell(screen, "reach.moving()", &size.to_string(), &mut seen).await?;
        by_keyboard(screen, &size.to_string(), &mut seen).await?;
    }
    let root = "document.documentElement.dir";
    let before = screen.ask(root).await?;
    for (size, view) in [
        (Size::Narrow, "320x640 rtl"),
        (Size::Desktop, "1280x800 rtl"),
    ] {
        view::take(device, screen, size, Theme::Light).await?;
        screen.ask(&format!("({root} = 'rtl')")).await?;
        settled(screen).await?;
        tell(
            screen,
            "[...reach.overflow(), ...reach.overlap()]",
            view,
            &mut seen,
        )
        .await?;
        screen.ask(&format!("({root} = {before})")).await?;
    }
    Ok(seen)
}

/// From the top of the page with the tabulator, once round.
async fn by_keyboard(screen: &Screen, view: &str, seen: &mut Seen) -> Result<()> {
    load(screen).await?;
    let stops = screen.ask("reach.startTabbing()").await?;
    let stops = stops.as_u64().unwrap_or_default() + 3;
    let mut keys = KeyActions::new("keyboard".to_owned());
    for _ in 0..stops {
        keys = keys
            .then(KeyAction::Down { value: TAB })
            .then(KeyAction::Up { value: TAB })
            // A frame, so that the page scrolls to what has the focus before it is looked at.
            .then(KeyAction::Pause {
                duration: Duration::from_millis(20),
            });
    }
    screen.client().perform_actions(keys).await?;
    tell(screen, "reach.endTabbing()", view, seen).await
}

async fn load(screen: &Screen) -> Result<()> {
    if screen.ask("!window.reach").await? == json!(true) {
        screen.client().execute(SCRIPT, Vec::new()).await?;
    }
    Ok(())
}

async fn tell(screen: &Screen, question: &str, view: &str, seen: &mut Seen) -> Result<()> {
    load(screen).await?;
    let told = screen.ask(question).await?;
    let Value::Array(told) = told else {
        return Err(format!("{question}: {told}").into());
    };
    for one in told {
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        let broken = Broken {
            rule: text("rule"),
            what: text("what"),
        };
        seen.push((view.to_owned(), broken));
    }
    Ok(())
}
