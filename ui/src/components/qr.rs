//! A text as a QR code.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::translations::t;

/// White modules around a code, without which no camera finds it (ISO/IEC 18004, 4).
const QUIET: i32 = 4;

/// Characters from which on a code has fewer modules to spare.
const LONG: usize = 300;

/// A QR code, black on white in every theme: cameras want it so.
#[component]
pub fn Qr(
    /// What it says.
    #[prop(into)]
    text: String,
    /// What it is for, for those who do not see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    match drawn(&text) {
        Some((side, modules)) => view! {
            <svg
                class="qr"
                role="img"
                aria-label=label
                viewBox=format!("0 0 {side} {side}")
                shape-rendering="crispEdges"
            >
                <rect width=side height=side fill="#fff"></rect>
                <path d=modules fill="#000"></path>
            </svg>
        }
        .into_any(),
        // Longer than any code holds; what it says can still be copied.
        None => view! { <p class="field-error">{t("qr-too-long")}</p> }.into_any(),
    }
}

/// The side of the code with its quiet zone, and its dark modules as a path of runs.
fn drawn(text: &str) -> Option<(i32, String)> {
    // A receipt with five photos is long: larger modules help a cheap camera more than spare ones.
    let level = if text.len() > LONG {
        QrCodeEcc::Low
    } else {
        QrCodeEcc::Medium
    };
    let code = QrCode::encode_text(text, level).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let start = x;
            while x < size && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                let (left, top, run) = (start + QUIET, y + QUIET, x - start);
                path += &format!("M{left} {top}h{run}v1h-{run}z");
            }
            x += 1;
        }
    }
    Some((size + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone_and_the_corner_a_camera_looks_for() {
        let (side, path) = drawn("HELLO WORLD").expect("is short");
        assert_eq!(
            side,
            21 + 8,
            "the smallest code, four white modules around it"
        );
        assert!(path.starts_with("M4 4h7v1h-7z"), "the finder's upper edge");
    }

    #[test]
    fn a_text_longer_than_any_code_is_not_drawn() {
        assert_eq!(drawn(&"x".repeat(3000)), None);
    }
}
