//! Light or dark: as the device says, or as the person chose for this browser.

use crate::browser;

/// As the device says.
pub const SYSTEM: &str = "system";
/// Always light.
pub const LIGHT: &str = "light";
/// Always dark.
pub const DARK: &str = "dark";

const SETTING: &str = "theme";

/// What the person chose.
pub fn chosen() -> String {
    browser::setting(SETTING).unwrap_or_else(|| SYSTEM.to_owned())
}

/// Keeps a choice and shows it.
pub fn choose(theme: &str) {
    browser::keep_setting(SETTING, theme);
    show();
}

/// Shows the choice.
pub fn show() {
    match chosen().as_str() {
        theme @ (LIGHT | DARK) => browser::set_root_attribute("data-theme", theme),
        _ => browser::remove_root_attribute("data-theme"),
    }
}
