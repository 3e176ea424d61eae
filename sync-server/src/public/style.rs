//! The style sheet: the app's own tokens and plain elements, and what these pages need beside.

use std::sync::LazyLock;

const TOKENS: &str = include_str!("../../../ui/style/00-tokens.css");
const BASE: &str = include_str!("../../../ui/style/10-base.css");
const OWN: &str = include_str!("style.css");

/// Names the content: an address with it never changes what it gives.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    for part in [TOKENS, BASE, OWN] {
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..12].to_owned()
});

/// Where a page finds it, in the municipality's colour.
pub(super) fn path(hue: u16) -> String {
    format!("/public/style.css?hue={hue}&v={}", *VERSION)
}

/// The sheet for a hue in degrees.
pub(super) fn sheet(hue: u16) -> String {
    let hue = hue % 360;
    format!("{TOKENS}{BASE}{OWN}@layer tokens {{ :root {{ --accent-h: {hue}; }} }}\n")
}
