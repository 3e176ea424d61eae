//! Ways to look at the same page: a screen's size, light or dark, larger text.

use super::stage::settled;
use crate::{
    journey::{Device, Screen},
    kit::Result,
};
use serde_json::{Value, json};

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// A cheap phone.
    Phone,
    /// A laptop.
    Desktop,
    /// The smallest phone there is, or a laptop at 400 %.
    Narrow,
    /// A sheet of A4 within its margins.
    Paper,
}

impl Size {
    /// The two that every page is photographed in.
    pub const PICTURED: [Self; 2] = [Self::Phone, Self::Desktop];

    /// Pixels across and down.
    pub fn pixels(self) -> (u32, u32) {
        match self {
            Self::Phone => (360, 740),
            Self::Desktop => (1280, 800),
            Self::Narrow => (320, 640),
            Self::Paper => (688, 1017),
        }
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (width, height) = self.pixels();
        write!(formatter, "{width}x{height}")
    }
}

/// The colours that the device asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Light, Self::Dark];

    /// The word for it in CSS and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Gives the device a screen, and colours, and no motion.
pub(super) async fn take(device: &Device, screen: &Screen, size: Size, theme: Theme) -> Result<()> {
    let (width, height) = size.pixels();
    device.resize(width, height).await?;
    // As on a phone, where they lie over the page while it is scrolled.
    let hidden = json!({"cmd": "Emulation.setScrollbarsHidden", "params": {"hidden": true}});
    device.ask_driver("goog/cdp/execute", &hidden).await?;
    prefer(device, theme, "reduce").await?;
    settled(screen).await
}

/// What the person set on the whole device.
pub(super) async fn prefer(device: &Device, theme: Theme, motion: &str) -> Result<()> {
    let features = json!([
        {"name": "prefers-color-scheme", "value": theme.name()},
        {"name": "prefers-reduced-motion", "value": motion},
    ]);
    emulate(device, &json!({"media": "", "features": features})).await
}

/// Lays the page out as it is printed, until [`take`] gives the device a screen again.
pub(super) async fn print(device: &Device, screen: &Screen) -> Result<()> {
    let (width, height) = Size::Paper.pixels();
    device.resize(width, height).await?;
    emulate(device, &json!({"media": "print", "features": []})).await?;
    settled(screen).await
}

async fn emulate(device: &Device, media: &Value) -> Result<()> {
    let body = json!({"cmd": "Emulation.setEmulatedMedia", "params": media});
    device.ask_driver("goog/cdp/execute", &body).await?;
    Ok(())
}

/// Sets all text to twice its size or back, as a person does in the browser's settings.
pub(super) async fn double_text(device: &Device, screen: &Screen, double: bool) -> Result<()> {
    let (standard, fixed) = if double { (32, 26) } else { (16, 13) };
    let sizes = json!({"standard": standard, "fixed": fixed});
    let body = json!({"cmd": "Page.setFontSizes", "params": {"fontSizes": sizes}});
    device.ask_driver("goog/cdp/execute", &body).await?;
    settled(screen).await
}

/// Makes the screen as long as the page, so that nothing lies over anything else; as long as the
/// given limit at most.
pub(super) async fn unroll(
    device: &Device,
    screen: &Screen,
    size: Size,
    longest: u32,
) -> Result<bool> {
    let (width, height) = size.pixels();
    let whole = screen.ask("document.documentElement.scrollHeight").await?;
    let whole = u32::try_from(whole.as_u64().unwrap_or_default())?.min(longest);
    let is_longer = whole > height + 24;
    if is_longer {
        device.resize(width, whole).await?;
        settled(screen).await?;
    }
    Ok(is_longer)
}
